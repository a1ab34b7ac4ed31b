//! Kết luận: votes, assignments, the end, and the resolution with its number.

mod resolution;
mod tasks;
mod votes;

use leptos::prelude::*;

use super::field::{Field, Kind, check};
use super::page::Page;
use super::time::{moment, read_moment};
use crate::components::part::plain;
use crate::t;

/// The step.
pub fn view(page: Page) -> AnyView {
    // A preparatory meeting has no further step.
    let last = page.meeting.with_untracked(|meeting| meeting.kind == shared::meeting::MeetingKind::Preparatory);
    let papers = last.then(|| super::approval::papers::view(page));
    view! {
        {plain(t!(conclusion.votes), votes::view(page))}
        {plain(t!(conclusion.tasks), tasks::view(page))}
        {plain(t!(conclusion.end), end(page))}
        {resolution::view(page)}
        {papers}
    }
    .into_any()
}

fn end(page: Page) -> AnyView {
    let ended = Field::new(
        t!(conclusion.ended_at),
        "ended_at",
        Kind::Line("datetime-local"),
        |meeting| moment(meeting.ended_at),
        |meeting, patch, text| {
            meeting.ended_at = read_moment(&text);
            patch.ended_at = Some(meeting.ended_at);
        },
    );
    let may = page.may(shared::access::Action::MeetingRun);
    let missing = page.flag(|meeting| meeting.started_at.is_some() && meeting.ended_at.is_none());
    let now = move || {
        (may.get() && missing.get()).then(|| {
            crate::components::part::button("button", t!(conclusion.end_now), move || {
                page.edit(super::page::Edit::new(t!(conclusion.ended_at), "ended_at"), |meeting, patch| {
                    meeting.ended_at = Some(super::page::now());
                    patch.ended_at = Some(meeting.ended_at);
                });
            })
        })
    };
    let adopted = check(
        page,
        t!(conclusion.adopted),
        "minutes_adopted",
        |meeting| meeting.minutes_adopted,
        |meeting, patch, ticked| {
            meeting.minutes_adopted = ticked;
            patch.minutes_adopted = Some(ticked);
        },
    );
    view! { <div>{now}</div> {ended.view(page)} {adopted} }.into_any()
}
