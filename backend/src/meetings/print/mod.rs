//! A meeting's papers: minutes, resolution and score sheet as .docx files, filled from what the caller may see.

mod minutes;
mod parts;
mod resolution;
mod score_sheet;

use shared::api::endpoint::File;
use shared::api::meeting::{GetMinutes, GetResolution, GetScorePaper, Meeting};
use shared::problem::Code;
use shared::text::fold;

use super::view;
use crate::http::{Attachment, Call, Context, Error, Result};
use crate::papers::{DOCX, PaperError};

/// The minutes, from the opening of the session on.
pub fn minutes(cx: &mut Context<'_>, call: Call<GetMinutes>) -> Result<File> {
    let meeting = view::for_caller(cx, call.path)?;
    let started_at = meeting.started_at.ok_or(Code::WrongState)?;
    let sheet = parts::sheet(cx.conn, &meeting)?;
    attach(cx, &meeting, "bien-ban", minutes::paper(&meeting, started_at, sheet.as_ref()).write())
}

/// The resolution or conclusion.
pub fn resolution(cx: &mut Context<'_>, call: Call<GetResolution>) -> Result<File> {
    let meeting = view::for_caller(cx, call.path)?;
    let issued = meeting.resolution.clone().ok_or(Code::NotFound)?;
    let sheet = parts::sheet(cx.conn, &meeting)?;
    attach(cx, &meeting, "nghi-quyet", resolution::paper(&meeting, &issued, sheet.as_ref()).write())
}

/// The score sheet with the scores given so far.
pub fn score_sheet(cx: &mut Context<'_>, call: Call<GetScorePaper>) -> Result<File> {
    let meeting = view::for_caller(cx, call.path)?;
    let sheet = parts::sheet(cx.conn, &meeting)?;
    let sheet = sheet.ok_or_else(|| Error::internal("no score sheet is shipped with this program"))?;
    attach(cx, &meeting, "phieu-cham-diem", score_sheet::paper(&meeting, &sheet).write())
}

/// The file, under a name such as `bien-ban-chi-bo-thon-ban-man-2026-09.docx`.
fn attach(cx: &mut Context<'_>, meeting: &Meeting, kind: &str, paper: Result<Vec<u8>, PaperError>) -> Result<File> {
    let branch: String =
        fold(&meeting.unit_name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    cx.exchange.attachment = Some(Attachment {
        bytes: paper.map_err(Error::internal)?,
        media_type: DOCX,
        name: format!("{kind}-{branch}-{}-{:02}.docx", meeting.year, meeting.month),
    });
    // The paper depends on more than the meeting's version: names, and what became of tasks.
    cx.exchange.etag = None;
    Ok(File {})
}
