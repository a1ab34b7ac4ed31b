//! A meeting's papers, made of what the caller may see: as blocks, and as .docx files.

use shared::api::endpoint::{DOCX, Download};
use shared::api::meeting::{GetMinutes, GetPaper, GetPaperFile, GetResolution, GetScorePaper, Meeting};
use shared::evaluation::ScoreSheet;
use shared::id::MeetingId;
use shared::language::Language;
use shared::meeting::MeetingKind;
use shared::meeting::assess::day_of;
use shared::paper::{Paper, PaperKind};
use shared::problem::Code;

use super::view;
use crate::db::Conn;
use crate::http::{Call, Context, Error, Result};
use crate::papers;
use crate::rules::book;

/// The blocks.
pub fn paper(cx: &mut Context<'_>, call: Call<GetPaper>) -> Result<Paper> {
    let (id, kind) = call.path;
    let meeting = view::for_caller(cx, id)?;
    // The paper depends on more than the meeting's version.
    cx.exchange.etag = None;
    of(cx.conn, &meeting, kind, cx.exchange.language)
}

/// The same as a file.
pub fn paper_file(cx: &mut Context<'_>, call: Call<GetPaperFile>) -> Result<Download> {
    let (id, kind) = call.path;
    file(cx, id, kind)
}

/// The minutes as a file.
pub fn minutes(cx: &mut Context<'_>, call: Call<GetMinutes>) -> Result<Download> {
    file(cx, call.path, PaperKind::Minutes)
}

/// The resolution as a file.
pub fn resolution(cx: &mut Context<'_>, call: Call<GetResolution>) -> Result<Download> {
    file(cx, call.path, PaperKind::Resolution)
}

/// The score sheet as a file.
pub fn score_sheet(cx: &mut Context<'_>, call: Call<GetScorePaper>) -> Result<Download> {
    file(cx, call.path, PaperKind::ScoreSheet)
}

fn file(cx: &mut Context<'_>, id: MeetingId, kind: PaperKind) -> Result<Download> {
    let meeting = view::for_caller(cx, id)?;
    cx.exchange.etag = None;
    let paper = of(cx.conn, &meeting, kind, cx.exchange.language)?;
    Ok(Download {
        bytes: papers::docx::write(&paper).map_err(Error::internal)?,
        media_type: DOCX.to_owned(),
        name: file_name(&meeting, kind),
    })
}

/// A paper of the meeting.
///
/// # Errors
/// [`Code::WrongState`] or [`Code::NotFound`] with a reason where there is no such paper (yet), or the database's.
pub fn of(conn: &mut Conn, meeting: &Meeting, kind: PaperKind, language: Language) -> Result<Paper> {
    let none = |code: Code, vi: &str, en: &str| Error::new(code).detail(language.pick(vi, en));
    match kind {
        PaperKind::Minutes if meeting.started_at.is_none() => Err(none(
            Code::WrongState,
            "Buổi họp chưa bắt đầu nên chưa có biên bản.",
            "The meeting hasn't begun, so there are no minutes.",
        )),
        PaperKind::Minutes => Ok(papers::minutes(meeting, &sheet(conn, meeting)?)),
        PaperKind::Resolution => match &meeting.resolution {
            Some(issued) => Ok(papers::resolution(meeting, issued, &sheet(conn, meeting)?)),
            None => Err(none(
                Code::NotFound,
                "Buổi họp chưa ban hành nghị quyết, kết luận.",
                "The meeting hasn't issued a resolution or conclusion.",
            )),
        },
        PaperKind::ScoreSheet if meeting.kind == MeetingKind::Preparatory => Err(none(
            Code::NotFound,
            "Cuộc họp chi ủy không chấm điểm nên không có phiếu đánh giá.",
            "A committee's meeting isn't scored, so it has no score sheet.",
        )),
        PaperKind::ScoreSheet => Ok(papers::score_sheet(meeting, &sheet(conn, meeting)?)),
        PaperKind::Roll => Ok(papers::roll(meeting)),
    }
}

/// The sheet that the meeting was scored with, or else is to be scored with.
///
/// # Errors
/// The database's; when the sheet isn't in the rulebook.
pub fn sheet(conn: &mut Conn, meeting: &Meeting) -> Result<ScoreSheet> {
    let missing = || Error::internal("a meeting names a sheet that isn't in the rulebook");
    book(conn)?.sheet(meeting.sheet.as_str()).cloned().ok_or_else(missing)
}

/// Each paper of each meeting has its own name.
fn file_name(meeting: &Meeting, kind: PaperKind) -> String {
    let paper = match (kind, &meeting.resolution) {
        (PaperKind::Resolution, Some(issued)) => issued.kind.label(Language::Vi),
        (PaperKind::ScoreSheet, _) => "Phiếu chấm điểm",
        (kind, _) => kind.label(Language::Vi),
    };
    let words = format!("{paper} {} {}", meeting.kind.label(Language::Vi), meeting.unit_name);
    papers::file_name(&words, &day_of(meeting).to_string())
}
