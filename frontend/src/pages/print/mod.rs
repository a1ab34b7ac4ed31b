//! Minutes, resolution and score sheet in the official layout (HD 36-HD/VPTW of 03/4/2018, HD 05-HD/VPTW of 27/5/2026), as
//! a page to print. They are Vietnamese in both languages of the program: the paper is a document of the Party.

mod layout;
mod minutes;
mod resolution;
mod roll;
mod score;

use leptos::prelude::*;
use shared::api::endpoint::NoQuery;
use shared::api::meeting::{GetMeeting, Meeting};
use shared::id::{MeetingId, MemberId};

use crate::client::read;
use crate::components::{PageHead, load, loaded};
use crate::t;

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// Biên bản.
    Minutes,
    /// Nghị quyết, kết luận.
    Resolution,
    /// Phiếu đánh giá chất lượng sinh hoạt chi bộ.
    Score,
}

/// The page.
#[component]
pub fn Print(
    /// Of which meeting.
    id: MeetingId,
    /// What.
    paper: Paper,
) -> impl IntoView {
    let meeting = load(move || read::<GetMeeting>(&id, &NoQuery {}));
    let title = match paper {
        Paper::Minutes => t!(print.minutes),
        Paper::Resolution => t!(print.resolution),
        Paper::Score => t!(print.score),
    };
    let print = move |_| {
        // Fails only where there is no printer dialog at all.
        let _ = window().print();
    };
    let actions = move || {
        view! {
            <a class="button" href=format!("/meetings/{id}?step=approval")>{t!(print.back)}</a>
            <button type="button" class="button primary" on:click=print>{t!(print.print)}</button>
        }
        .into_any()
    };
    let show = move |meeting: Meeting| {
        let body = match paper {
            Paper::Minutes => minutes::minutes(&meeting),
            Paper::Resolution => resolution::resolution(&meeting),
            Paper::Score => score::score(&meeting),
        };
        view! { <article class="paper" lang="vi">{body}</article> }
    };
    view! {
        <div class="no-print"><PageHead title=title actions=ViewFn::from(actions) /></div>
        {loaded(meeting, show)}
    }
    .into_any()
}

/// The name of somebody in the roll call.
fn name_of(meeting: &Meeting, id: Option<MemberId>) -> String {
    id.and_then(|id| meeting.attendance.iter().find(|row| row.member_id == id))
        .map(|row| row.name.clone())
        .unwrap_or_default()
}
