//! For those above the branches: which of them meets next, and the way to the overview.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::{ListMeetings, MeetingQuery, MeetingRow};
use shared::meeting::MeetingKind;
use shared::time;

use crate::client::{read, session};
use crate::components::{Card, load, loaded};
use crate::i18n::language;
use crate::{format, t};

/// Meetings that are named.
const MOST: usize = 5;

/// The card.
#[component]
pub fn Upcoming(
    /// Today in Vietnam.
    today: NaiveDate,
) -> impl IntoView {
    let query = MeetingQuery { from: Some(today), limit: Some(20), ..MeetingQuery::default() };
    let meetings = load(move || read::<ListMeetings>(&(), &query));
    let overview = session::may(Action::OverviewRead)
        .then(|| view! { <a class="button" href="/overview">{t!(home.to_overview)}</a> });
    view! {
        <Card title=t!(home.upcoming)>
            {loaded(meetings, |page| lines(page.items))}
            <div class="bar">
                {overview}
                <a class="button quiet" href="/calendar">{t!(home.to_calendar)}</a>
            </div>
        </Card>
    }
    .into_any()
}

fn lines(meetings: Vec<MeetingRow>) -> AnyView {
    let lines: Vec<AnyView> = meetings
        .into_iter()
        .filter(|meeting| meeting.kind != MeetingKind::Preparatory)
        .take(MOST)
        .map(|meeting| {
            let at = time::local(meeting.scheduled_at);
            let when = format!("{} {}", format::clock(at.time()), format::long_day(at.date()));
            let kind = meeting.kind.label(language());
            view! {
                <li>
                    <a href=format!("/meetings/{}", meeting.id)><b>{meeting.unit_name}</b></a>
                    <div class="small muted">{format!("{when} · {kind}")}</div>
                </li>
            }
            .into_any()
        })
        .collect();
    if lines.is_empty() {
        return view! { <p class="muted">{t!(home.no_upcoming)}</p> }.into_any();
    }
    view! { <ul class="task-list">{lines}</ul> }.into_any()
}
