//! Điểm danh: when it began, who is there. Everybody is present until somebody taps another word.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::{AttendanceChange, AttendanceRow, Meeting, MeetingPatch};
use shared::meeting::AttendanceState;
use shared::meeting::attendance::AttendanceSummary;
use shared::member::MembershipKind;
use shared::time::local_date;
use uuid::Uuid;

use super::field::{Field, Kind, check};
use super::page::{Edit, Page, now};
use super::time::{moment, read_moment};
use crate::components::part::{button, card, list, plain};
use crate::components::{Chip, Choice, ConfirmDialog, Explanation, Segmented, Stat, Tone};
use crate::i18n::language;
use crate::shell::focus;
use crate::{format, t};

/// The step.
pub fn view(page: Page) -> AnyView {
    let may = page.may(Action::MeetingRun);
    let all_there = move || {
        may.get().then(|| button("button small", t!(attendance.all_present), move || everybody(page))).into_any()
    };
    let ids = page.ids(|meeting| rows(meeting, true).map(|row| row.member_id.0).collect());
    let away = page.text(left_out);
    let people = move || match may.get() {
        true => list(ids, "people", t!(attendance.nobody), move |id| person(page, id)),
        false => read_only(page),
    };
    let roll = view! {
        {counts(page)}
        {people}
        <p class="small muted">{away}</p>
    };
    view! {
        {begin(page)}
        {card(t!(meeting.attendance), all_there, roll.into_any())}
        {plain(t!(attendance.others), others(page))}
    }
    .into_any()
}

fn begin(page: Page) -> AnyView {
    let may = page.may(Action::MeetingRun);
    let begun = page.flag(|meeting| meeting.started_at.is_some());
    let content = move || match (begun.get(), may.get()) {
        (false, true) => view! {
            <p>{t!(attendance.not_begun)}</p>
            {begin_button(page)}
        }
        .into_any(),
        (false, false) => view! { <p class="muted">{t!(attendance.not_yet)}</p> }.into_any(),
        (true, may) => view! { {started_at().view(page)} {may.then(|| not_begun(page))} }.into_any(),
    };
    plain(t!(attendance.begins), content.into_any())
}

/// Begins at once on the planned day; before it, a slip of the finger is likelier.
fn begin_button(page: Page) -> AnyView {
    let open = RwSignal::new(false);
    let planned = move || page.meeting.with(|meeting| local_date(meeting.scheduled_at));
    let press = move || if planned() > format::today() { open.set(true) } else { start(page) };
    let text = Signal::derive(move || t!(attendance.early_text, day = crate::format::long_day(planned())));
    view! {
        {button("button primary", t!(attendance.begin), press)}
        <ConfirmDialog open title=t!(attendance.early).to_owned() text verb=t!(attendance.begin).to_owned() on_confirm=move |()| start(page) />
    }
    .into_any()
}

fn start(page: Page) {
    begins(page, Some(now()));
    // The button is gone: its place takes the cursor.
    focus::first("input[type=datetime-local]");
}

/// Takes back a start that was a slip; the server refuses it once anything is in the minutes.
fn not_begun(page: Page) -> AnyView {
    let open = RwSignal::new(false);
    let back = move |()| {
        begins(page, None);
    };
    view! {
        <div>{button("button quiet small", t!(attendance.take_back), move || open.set(true))}</div>
        <ConfirmDialog open title=t!(attendance.take_back_ask).to_owned() text=t!(attendance.take_back_text).to_owned() verb=t!(attendance.take_back).to_owned() on_confirm=back />
    }
    .into_any()
}

fn begins(page: Page, at: Option<DateTime<Utc>>) {
    page.edit(Edit::new(t!(attendance.begin), "started_at"), |meeting, patch| {
        meeting.started_at = at;
        patch.started_at = Some(at);
    });
}

fn started_at() -> Field {
    Field::new(
        t!(attendance.started_at),
        "started_at",
        Kind::Line("datetime-local"),
        |meeting| moment(meeting.started_at),
        |meeting, patch, text| {
            // Without a time it hasn't begun, which is a step back that is asked about.
            if let Some(at) = read_moment(&text) {
                meeting.started_at = Some(at);
                patch.started_at = Some(meeting.started_at);
            }
        },
    )
}

fn rows(meeting: &Meeting, duty: bool) -> impl Iterator<Item = &AttendanceRow> {
    meeting.attendance.iter().filter(move |row| row.status.has_duty() == duty)
}

/// The members outside the denominator, by name.
fn left_out(meeting: &Meeting) -> String {
    let name = |row: &AttendanceRow| format!("{} ({})", row.name, row.status.label(language()).to_lowercase());
    let names: Vec<String> = rows(meeting, false).map(name).collect();
    if names.is_empty() { String::new() } else { t!(attendance.left_out, names = names.join(", ")) }
}

/// Live counts; the share explains itself.
fn counts(page: Page) -> AnyView {
    let summary = Signal::derive(move || {
        page.meeting.with(|meeting| AttendanceSummary::of(meeting.attendance.iter().map(|row| (row.status, row.state))))
    });
    let explanation = Signal::derive(move || {
        let (summary, language) = (summary.get(), language());
        let why = page.judge.with(|judge| summary.explain(&judge.rules.meeting));
        Some(Explanation {
            numerator: summary.present.to_string(),
            denominator: summary.duty.to_string(),
            counts: t!(attendance.counts).to_owned(),
            left_out: why.left_out.iter().map(|out| format!("{} {}", out.count, out.reason.label(language))).collect(),
            rule: format!("{} ({})", why.rule.pick(language), why.document.pick(language)),
        })
    });
    let share = move || {
        let percent = summary.get().percent.map_or_else(|| "–".to_owned(), crate::format::percent);
        t!(attendance.present, percent = percent)
    };
    let present = Signal::derive(move || summary.with(|summary| format!("{}/{}", summary.present, summary.duty)));
    let number = move |read: fn(&AttendanceSummary) -> u32| Signal::derive(move || summary.with(read).to_string());
    view! {
        <div class="grid three" aria-live="polite">
            <Stat value=present label=Signal::derive(share) explanation />
            <Stat value=number(|summary| summary.excused) label=t!(attendance.excused).to_owned() />
            <Stat value=number(|summary| summary.unexcused) label=t!(attendance.unexcused).to_owned() />
        </div>
    }
    .into_any()
}

fn row_of(meeting: &Meeting, id: Uuid) -> Option<&AttendanceRow> {
    meeting.attendance.iter().find(|row| row.member_id.0 == id)
}

fn person(page: Page, id: Uuid) -> AnyView {
    let Some(row) = page.meeting.with_untracked(|meeting| row_of(meeting, id).cloned()) else { return ().into_any() };
    let may = page.may(Action::MeetingRun);
    let office = row.office.map(|office| office.label(language()));
    let probationary = (row.kind == MembershipKind::Probationary).then(|| t!(attendance.probationary));
    let about = [office, probationary].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let before = (row.excused_before > 0).then(|| t!(attendance.excused_before, count = row.excused_before));
    let state = page.text(move |meeting| row_of(meeting, id).map(|row| row.state.to_string()).unwrap_or_default());
    let value = Signal::derive(move || state.get().parse::<AttendanceState>().ok());
    let name = row.name.clone();
    let choose = move |state: AttendanceState| mark(page, id, &name, state);
    let choices =
        AttendanceState::ALL.iter().map(|state| Choice::new(*state, state.label(language())).toned(tone(*state)));
    let reason = move || (value.get() == Some(AttendanceState::Excused)).then(|| reason(id).view(page));
    view! {
        <span class="grow"><b>{row.name.clone()}</b>" "<span class="small muted">{about}</span><span class="small muted block">{before}</span></span>
        <Segmented legend=row.name choices=choices.collect() value on_choose=choose disabled=Signal::derive(move || !may.get()) />
        <div class="reason">{reason}</div>
    }
    .into_any()
}

/// For those who only read: the absent first, with their reasons.
fn read_only(page: Page) -> AnyView {
    let one = |row: &AttendanceRow| {
        let word = row.state.label(language());
        let about = [row.office.map(|office| office.label(language()).to_owned()), Some(row.reason.clone())];
        let about: Vec<String> = about.into_iter().flatten().filter(|text| !text.is_empty()).collect();
        let tone = tone(row.state);
        view! {
            <li>
                <span class="grow"><b>{row.name.clone()}</b>" "<span class="small muted">{about.join(" · ")}</span></span>
                <Chip tone>{word}</Chip>
            </li>
        }
        .into_any()
    };
    let lines = move || {
        page.meeting.with(|meeting| {
            let mut rows: Vec<&AttendanceRow> = rows(meeting, true).collect();
            rows.sort_by_key(|row| row.state == AttendanceState::Present);
            rows.into_iter().map(one).collect::<Vec<_>>()
        })
    };
    view! { <ul class="people read">{lines}</ul> }.into_any()
}

const fn tone(state: AttendanceState) -> Tone {
    match state {
        AttendanceState::Present => Tone::Good,
        AttendanceState::Excused => Tone::Average,
        AttendanceState::Unexcused => Tone::Poor,
    }
}

fn mark(page: Page, id: Uuid, name: &str, state: AttendanceState) {
    let edit = Edit {
        show: Some(std::sync::Arc::new(move |meeting| said(meeting, id))),
        ..Edit::new(t!(attendance.of, name = name), format!("attendance/{id}"))
    };
    page.edit(edit, |meeting, patch| {
        let row = meeting.attendance.iter_mut().find(|row| row.member_id.0 == id);
        if let Some(row) = row {
            row.state = state;
            if state != AttendanceState::Excused {
                row.reason.clear();
            }
            patch.attendance.push(change(row));
        }
    });
}

fn said(meeting: &Meeting, id: Uuid) -> String {
    row_of(meeting, id).map(|row| format!("{} {}", row.state.label(language()), row.reason)).unwrap_or_default()
}

fn change(row: &AttendanceRow) -> AttendanceChange {
    AttendanceChange { member_id: row.member_id, state: row.state, reason: row.reason.clone() }
}

fn reason(id: Uuid) -> Field {
    Field::new(
        t!(attendance.reason),
        format!("attendance/{id}"),
        Kind::Line("text"),
        move |meeting| row_of(meeting, id).map(|row| row.reason.clone()).unwrap_or_default(),
        move |meeting, patch, text| {
            let row = meeting.attendance.iter_mut().find(|row| row.member_id.0 == id);
            // Somebody who was marked present meanwhile has no reason.
            if let Some(row) = row.filter(|row| row.state == AttendanceState::Excused) {
                row.reason = text;
                patch.attendance.push(change(row));
            }
        },
    )
    .hint(t!(attendance.reason_hint))
}

/// Everybody is here; taken back by the toast.
fn everybody(page: Page) {
    let before: Vec<AttendanceRow> = page.meeting.with_untracked(|meeting| {
        rows(meeting, true).filter(|row| row.state != AttendanceState::Present).cloned().collect()
    });
    if before.is_empty() {
        return page.toasts.say(t!(attendance.everybody_here));
    }
    let here = before.iter().map(|row| AttendanceRow {
        state: AttendanceState::Present,
        reason: String::new(),
        ..row.clone()
    });
    let here: Vec<AttendanceRow> = here.collect();
    page.edit(Edit::new(t!(attendance.all_present), "attendance"), |meeting, patch| put_rows(meeting, patch, &here));
    let (words, name) = (t!(attendance.everybody_here).to_owned(), t!(meeting.attendance).to_owned());
    page.editor.say_undoable(words, name, move |meeting, patch| put_rows(meeting, patch, &before));
}

fn put_rows(meeting: &mut Meeting, patch: &mut MeetingPatch, changed: &[AttendanceRow]) {
    patch.attendance = changed.iter().map(change).collect();
    for row in &mut meeting.attendance {
        if let Some(new) = changed.iter().find(|new| new.member_id == row.member_id) {
            row.clone_from(new);
        }
    }
}

fn others(page: Page) -> AnyView {
    let guests = Field::new(
        t!(attendance.guests),
        "guests",
        Kind::Lines,
        |meeting| meeting.guests.clone(),
        |meeting, patch, text| {
            meeting.guests.clone_from(&text);
            patch.guests = Some(text);
        },
    );
    let supervisor = page.text(|meeting| meeting.supervisor.clone().unwrap_or_default());
    let attended = move || {
        let name = supervisor.get();
        let label = if name.is_empty() {
            t!(attendance.supervisor_none).to_owned()
        } else {
            t!(attendance.supervisor, name = name)
        };
        check(
            page,
            label,
            "supervisor_attended",
            |meeting| meeting.supervisor_attended,
            |meeting, patch, ticked| {
                meeting.supervisor_attended = ticked;
                patch.supervisor_attended = Some(ticked);
            },
        )
    };
    view! { {guests.hint(t!(attendance.guests_hint)).view(page)} {attended} }.into_any()
}
