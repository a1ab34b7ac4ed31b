//! The next meeting: when, where, about what, and the steps of its preparation.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::api::home::Todo;
use shared::api::meeting::MeetingRow;
use shared::meeting::MeetingStatus;
use shared::time;

use super::todo::{Line, days_left, source};
use crate::components::{Chip, Meter, Tone};
use crate::i18n::language;
use crate::{format, t};

/// The card.
#[component]
pub fn Next(
    /// The meeting.
    meeting: MeetingRow,
    /// Its steps, done or not; empty for those who don't prepare it.
    preparation: Vec<Todo>,
    /// Today in Vietnam.
    today: NaiveDate,
) -> impl IntoView {
    let at = time::local(meeting.scheduled_at);
    let (done, all) = (preparation.iter().filter(|step| step.done).count(), preparation.len());
    // The first step that is open is the one to do now.
    let now = preparation.iter().position(|step| !step.done);
    let mut sources: Vec<String> = preparation.iter().map(|step| source(step).to_owned()).collect();
    sources.retain(|source| !source.is_empty());
    sources.sort();
    sources.dedup();
    let steps = preparation
        .into_iter()
        .enumerate()
        .map(|(i, step)| view! { <Line todo=step today primary=Some(i) == now /> })
        .collect_view();
    let kind = t!(
        home.kind_of_month,
        kind = meeting.kind.label(language()),
        month = format!("{}/{}", meeting.month, meeting.year)
    );
    let place = if meeting.place.is_empty() { String::new() } else { format!(" · {}", meeting.place) };
    let begun = meeting.status == MeetingStatus::InSession;
    let tone = if begun { Tone::Accent } else { Tone::Plain };
    let issue = (!meeting.focal_issue.is_empty()).then(|| view! { <p class="lead">{meeting.focal_issue.clone()}</p> });
    view! {
        <section class="card next-meeting">
            <div class="bar">
                <div class="grow stack-tight">
                    <div class="bar">
                        <Chip tone=tone>{kind}</Chip>
                        <Chip>{meeting.status.label(language())}</Chip>
                    </div>
                    <h2>
                        <a href=format!("/meetings/{}", meeting.id)>
                            {format!("{}, {}{place}", format::long_day(at.date()), format::clock(at.time()))}
                        </a>
                    </h2>
                    {issue}
                </div>
                // What has begun, on whichever day, is no longer ahead.
                {(!begun).then(|| view! { <p class="countdown">{days_left(at.date(), today)}</p> })}
            </div>
            {(all > 0).then(|| view! {
                <div class="stack-tight">
                    <Meter value=done as f64 max=all as f64 label=t!(home.prepared, done = done, all = all) />
                    <p class="small muted">{t!(home.prepared, done = done, all = all)}</p>
                </div>
                <ul class="todo">{steps}</ul>
                {(!sources.is_empty()).then(|| view! { <p class="small muted">{t!(home.by, documents = sources.join("; "))}</p> })}
            })}
        </section>
    }
    .into_any()
}
