//! The committee's meeting that prepares this one.

use chrono::TimeDelta;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::access::Action;
use shared::api::endpoint::NoQuery;
use shared::api::meeting::{FocalIssue, NewMeeting, PlanMeeting, PreparedBy};
use shared::meeting::MeetingKind;
use shared::time::local;

use super::super::page::Page;
use crate::client::{call, session};
use crate::components::part::{plain, send_button, unsaid};
use crate::components::{Chip, Sending, Tone};
use crate::i18n::language;
use crate::{format, t};

/// How many days before the meeting the committee meets.
const DAYS_BEFORE: TimeDelta = TimeDelta::days(3);

/// The card: a link to it, or the button that plans it.
pub fn view(page: Page) -> AnyView {
    let prepared = page.meeting.with_untracked(|meeting| meeting.prepared_by.clone());
    let content = match prepared {
        Some(by) => link(by),
        None if session::may(Action::MeetingPlan) && page.may(Action::MeetingRun).get_untracked() => missing(page),
        None => view! { <p class="muted">{t!(prepare.not_prepared)}</p> }.into_any(),
    };
    plain(t!(prepare.committee), content)
}

fn link(by: PreparedBy) -> AnyView {
    let tone = if by.status.held() { Tone::Good } else { Tone::Plain };
    let at = local(by.scheduled_at);
    view! {
        <div class="bar">
            <span class="grow">{format!("{} {}", format::clock(at.time()), format::long_day(at.date()))}</span>
            <Chip tone=tone>{by.status.label(language())}</Chip>
            <a class="button small" href=format!("/meetings/{}", by.id)>{t!(prepare.open)}</a>
        </div>
    }
    .into_any()
}

fn missing(page: Page) -> AnyView {
    let sending = Sending::new();
    let navigate = use_navigate();
    let plan = move || {
        let (unit, new) = page.meeting.with_untracked(|meeting| {
            let new = NewMeeting {
                id: None,
                kind: MeetingKind::Preparatory,
                year: meeting.year,
                month: meeting.month,
                scheduled_at: meeting.scheduled_at - DAYS_BEFORE,
                moved_reason: String::new(),
                place: meeting.place.clone(),
                focal_issue: FocalIssue::default(),
                prepares_id: Some(meeting.id),
                thematic_topic: String::new(),
            };
            (meeting.unit_id, new)
        });
        let navigate = navigate.clone();
        let work = async move { call::<PlanMeeting>(&unit, &NoQuery {}, &new).await };
        sending.run(Vec::new(), work, move |made| navigate(&format!("/meetings/{}", made.id), Default::default()));
    };
    view! {
        <p>{t!(prepare.plan_hint)}</p>
        {unsaid(sending.errors(), &[])}
        {send_button(sending, t!(prepare.plan), plan)}
    }
    .into_any()
}
