//! Planning a meeting: everything is filled in from the branch's rhythm, so that usually one tap is left.

use chrono::{Datelike, NaiveDate, NaiveTime};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::api::dated::DayQuery;
use shared::api::endpoint::NoQuery;
use shared::api::meeting::{FocalIssue, NewMeeting, PlanMeeting};
use shared::api::unit::{Branch, GetBranch};
use shared::id::UnitId;
use shared::meeting::MeetingKind;
use shared::meeting::calendar::fixed_day_in;
use shared::problem::Code;
use shared::time;
use shared::unit::Sector;

use crate::client::{call, read};
use crate::components::{Card, Choice, Segmented, SelectField, Sending, SendingNote, TextField, load, loaded};
use crate::i18n::language;
use crate::{format, t};

/// The form.
#[component]
pub fn Plan(
    /// The month, `2026-12`.
    month: String,
    /// The branch.
    unit_id: UnitId,
    /// Kind that the form begins with.
    kind: MeetingKind,
) -> impl IntoView {
    let branch = load(move || read::<GetBranch>(&unit_id, &DayQuery::default()));
    let first = format!("{month}-01").parse::<NaiveDate>().unwrap_or_else(|_| format::today());
    view! { <Card title=t!(calendar.plan_title)>{loaded(branch, move |branch| form(branch, first, kind))}</Card> }
        .into_any()
}

fn form(branch: Branch, first: NaiveDate, kind: MeetingKind) -> AnyView {
    let fixed_day = branch.fixed_day.unsigned_abs();
    let usual = move |month: NaiveDate| fixed_day_in(month.year(), month.month(), fixed_day).unwrap_or(month);
    let kind = RwSignal::new(kind);
    let (day, hour) = (RwSignal::new(usual(first).to_string()), RwSignal::new(branch.hour.clone()));
    let (place, reason) = (RwSignal::new(branch.place.clone()), RwSignal::new(String::new()));
    let topic = RwSignal::new(String::new());
    let (issue, field) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let off_day = move || {
        let day: Option<NaiveDate> = day.get().parse().ok();
        kind.get() == MeetingKind::Regular && day.is_some_and(|day| usual(day) != day)
    };
    let regular = move || kind.get() == MeetingKind::Regular;
    let kinds = [MeetingKind::Regular, MeetingKind::Thematic].map(|kind| Choice::new(kind, kind.label(language())));
    let mut fields = vec![(String::new(), t!(calendar.choose_field).to_owned())];
    fields.extend(Sector::ALL.iter().map(|field| (field.as_str().to_owned(), field.label(language()).to_owned())));
    let sending = Sending::new();
    let navigate = use_navigate();
    let unit_id = branch.id;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let date: Option<NaiveDate> = day.get_untracked().parse().ok();
        let clock = NaiveTime::parse_from_str(&hour.get_untracked(), "%H:%M").ok();
        let Some((date, clock)) = date.zip(clock) else {
            return sending.refuse("/scheduled_at", Code::WrongFormat);
        };
        let body = NewMeeting {
            id: None,
            kind: kind.get_untracked(),
            year: date.year(),
            month: i32::try_from(date.month()).unwrap_or_default(),
            scheduled_at: time::from_local(date.and_time(clock)),
            moved_reason: if off_day() { reason.get_untracked() } else { String::new() },
            place: place.get_untracked(),
            focal_issue: FocalIssue {
                title: issue.get_untracked(),
                sector: field.get_untracked().parse().ok(),
                ..FocalIssue::default()
            },
            prepares_id: None,
            thematic_topic: if regular() { topic.get_untracked() } else { String::new() },
        };
        let navigate = navigate.clone();
        sending.run(Vec::new(), call::<PlanMeeting>(&unit_id, &NoQuery {}, &body), move |meeting| {
            navigate(&format!("/meetings/{}", meeting.id), Default::default());
        });
    };
    let errors = sending.errors();
    view! {
        <form class="form" on:submit=submit>
            <Segmented legend=t!(calendar.kind) legend_shown=true choices=kinds.to_vec() value=Signal::derive(move || Some(kind.get())) on_choose=move |chosen| kind.set(chosen) />
            <div class="form-row">
                <TextField label=t!(calendar.day) value=day kind="date" pointer="/scheduled_at" errors
                    hint=t!(calendar.fixed_day, day = branch.fixed_day) />
                <TextField label=t!(calendar.hour) value=hour kind="time" />
                <TextField label=t!(calendar.place) value=place pointer="/place" errors />
            </div>
            <div hidden=move || !off_day()>
                <TextField label=t!(calendar.reason) value=reason pointer="/moved_reason" errors hint=t!(calendar.reason_hint).to_owned() />
            </div>
            <div class="form-row">
                <TextField label=t!(calendar.issue) value=issue pointer="/focal_issue/title" errors hint=t!(calendar.issue_hint).to_owned() />
                <SelectField label=t!(calendar.field) value=field options=Signal::stored(fields) />
            </div>
            <div hidden=move || !regular()>
                <TextField label=t!(calendar.thematic) value=topic pointer="/thematic_topic" errors hint=t!(calendar.thematic_hint).to_owned() />
            </div>
            <SendingNote sending />
            <div class="bar end">
                <a class="button" href=format!("/calendar?unit_id={unit_id}")>{t!(kit.cancel)}</a>
                <button type="submit" class="button primary" prop:disabled=move || sending.busy()>{t!(calendar.save)}</button>
            </div>
        </form>
    }
    .into_any()
}
