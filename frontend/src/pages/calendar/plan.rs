//! Planning a meeting: everything is filled in from the branch's rhythm, so that usually one tap is left.

use chrono::{Datelike, NaiveDate, NaiveTime};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::api::Page;
use shared::api::dated::KnownQuery;
use shared::api::endpoint::NoQuery;
use shared::api::meeting::{FocalIssue, NewMeeting, PlanMeeting};
use shared::api::state::{ListUnitStates, UnitState};
use shared::dated::Span;
use shared::id::UnitId;
use shared::meeting::MeetingKind;
use shared::meeting::calendar::due_in_month;
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
    let states = load(move || read::<ListUnitStates>(&unit_id, &KnownQuery::default()));
    let first = format!("{month}-01").parse::<NaiveDate>().unwrap_or_else(|_| format::today());
    let shown = move |states: Page<UnitState>| form(unit_id, Habits::of(states.items), first, kind);
    view! { <Card title=t!(calendar.plan_title)>{loaded(states, shown)}</Card> }.into_any()
}

/// When and where the branch meets from day to day: another month may have other habits than today.
#[derive(Clone)]
struct Habits(Vec<(Span, UnitState)>);

impl Habits {
    fn of(states: Vec<UnitState>) -> Self {
        let known = states.into_iter().filter(|state| state.record.replaced_at.is_none());
        let mut states: Vec<_> =
            known.map(|state| (Span::new(state.record.starts_on, state.record.ends_on), state)).collect();
        states.sort_by_key(|(span, _)| span.starts_on);
        Self(states)
    }

    /// The day on which the regular meeting of a day's month is due; in a month without one, the day itself.
    fn usual(&self, day: NaiveDate) -> NaiveDate {
        let fixed = |(span, state): &(Span, UnitState)| Some((*span, state.fixed_day?.unsigned_abs()));
        let days: Vec<(Span, u32)> = self.0.iter().filter_map(fixed).collect();
        due_in_month(&days, day.year(), day.month()).unwrap_or(day)
    }

    /// The usual hour and place on a day.
    fn on(&self, day: NaiveDate) -> (String, String) {
        let state = self.0.iter().rfind(|(span, _)| span.starts_on <= day).or_else(|| self.0.first());
        let of = |(_, state): &(Span, UnitState)| {
            (state.hour.clone().unwrap_or_default(), state.place.clone().unwrap_or_default())
        };
        state.map(of).unwrap_or_default()
    }
}

fn form(unit_id: UnitId, habits: Habits, first: NaiveDate, kind: MeetingKind) -> AnyView {
    let habits = StoredValue::new(habits);
    let usual = move |day: NaiveDate| habits.with_value(|habits| habits.usual(day));
    let kind = RwSignal::new(kind);
    let (usual_hour, usual_place) = habits.with_value(|habits| habits.on(habits.usual(first)));
    let (day, hour) = (RwSignal::new(usual(first).to_string()), RwSignal::new(usual_hour));
    let (place, reason) = (RwSignal::new(usual_place), RwSignal::new(String::new()));
    let topic = RwSignal::new(String::new());
    let (issue, sector) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let off_day = move || {
        let day: Option<NaiveDate> = day.get().parse().ok();
        kind.get() == MeetingKind::Regular && day.is_some_and(|day| usual(day) != day)
    };
    let regular = move || kind.get() == MeetingKind::Regular;
    let fixed = Signal::derive(move || {
        let month = day.get().parse().unwrap_or(first);
        t!(calendar.fixed_day, day = usual(month).day())
    });
    let kinds = [MeetingKind::Regular, MeetingKind::Thematic].map(|kind| Choice::new(kind, kind.label(language())));
    let mut sectors = vec![(String::new(), t!(calendar.choose_sector).to_owned())];
    sectors.extend(Sector::ALL.iter().map(|one| (one.as_str().to_owned(), one.label(language()).to_owned())));
    let sending = Sending::new();
    let navigate = use_navigate();
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
                sector: sector.get_untracked().parse().ok(),
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
                    hint=fixed />
                <TextField label=t!(calendar.hour) value=hour kind="time" />
                <TextField label=t!(calendar.place) value=place pointer="/place" errors />
            </div>
            <div hidden=move || !off_day()>
                <TextField label=t!(calendar.reason) value=reason pointer="/moved_reason" errors hint=t!(calendar.reason_hint).to_owned() />
            </div>
            <div class="form-row">
                <TextField label=t!(calendar.issue) value=issue pointer="/focal_issue/title" errors hint=t!(calendar.issue_hint).to_owned() />
                <SelectField label=t!(calendar.sector) value=sector options=Signal::stored(sectors) />
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
