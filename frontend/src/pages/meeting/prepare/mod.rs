//! Chuẩn bị: the one focal issue, when and where, the agenda, what was left to do, documents, the draft, who chairs.

pub mod agenda;
mod committee;
mod handouts;

use leptos::prelude::*;
use shared::api::meeting::{FocalIssue, Meeting, MeetingPatch};
use shared::meeting::MeetingKind;
use shared::unit::Sector;

use super::content::previous;
use super::field::{Field, Kind, choices, members};
use super::page::Page;
use super::time::{moment, read_moment};
use crate::components::part::plain;
use crate::i18n::language;
use crate::t;

/// The step.
pub fn view(page: Page) -> AnyView {
    let preparatory = page.meeting.with_untracked(|meeting| meeting.kind == MeetingKind::Preparatory);
    view! {
        {plain(t!(prepare.issue), issue(page))}
        {plain(t!(prepare.when), when(page))}
        {(!preparatory).then(|| committee::view(page))}
        {agenda::view(page)}
        {previous::view(page)}
        {handouts::view(page)}
        {plain(t!(prepare.draft), draft().view(page))}
    }
    .into_any()
}

fn issue(page: Page) -> AnyView {
    let part = |label: &'static str,
                kind: Kind,
                read: fn(&FocalIssue) -> &String,
                write: fn(&mut FocalIssue) -> &mut String| {
        Field::new(
            label,
            "focal_issue",
            kind,
            move |meeting| read(&meeting.focal_issue).clone(),
            move |meeting, patch, text| {
                *write(&mut meeting.focal_issue) = text;
                patch.focal_issue = Some(meeting.focal_issue.clone());
            },
        )
    };
    let fields = Signal::derive(|| {
        let mut options = vec![(String::new(), t!(prepare.no_field).to_owned())];
        options.extend(choices(Sector::ALL, |field| field.label(language())));
        options
    });
    let field = Field::new(
        t!(prepare.field),
        "focal_issue",
        Kind::Choice(fields),
        |meeting| meeting.focal_issue.sector.map(|field| field.to_string()).unwrap_or_default(),
        |meeting, patch, text| {
            meeting.focal_issue.sector = text.parse().ok();
            patch.focal_issue = Some(meeting.focal_issue.clone());
        },
    );
    view! {
        {part(t!(prepare.title), Kind::Line("text"), |issue| &issue.title, |issue| &mut issue.title).hint(t!(prepare.title_hint)).view(page)}
        {field.view(page)}
        {part(t!(prepare.problem), Kind::Lines, |issue| &issue.problem, |issue| &mut issue.problem).view(page)}
        <div class="form-row">
            {part(t!(prepare.aim), Kind::Lines, |issue| &issue.aim, |issue| &mut issue.aim).view(page)}
            {part(t!(prepare.expected), Kind::Lines, |issue| &issue.expected_result, |issue| &mut issue.expected_result).view(page)}
        </div>
    }
    .into_any()
}

fn when(page: Page) -> AnyView {
    let fixed = page.meeting.with_untracked(|meeting| meeting.fixed_day);
    let scheduled = Field::new(
        t!(prepare.scheduled),
        "schedule",
        Kind::Line("datetime-local"),
        |meeting| moment(Some(meeting.scheduled_at)),
        |meeting, patch, text| {
            meeting.scheduled_at = read_moment(&text).unwrap_or(meeting.scheduled_at);
            schedule(meeting, patch);
        },
    );
    let reason = Field::new(
        t!(prepare.moved_reason),
        "schedule",
        Kind::Line("text"),
        |meeting| meeting.moved_reason.clone(),
        |meeting, patch, text| {
            meeting.moved_reason = text;
            schedule(meeting, patch);
        },
    );
    let place = Field::new(
        t!(prepare.place),
        "place",
        Kind::Line("text"),
        |meeting| meeting.place.clone(),
        |meeting, patch, text| {
            meeting.place.clone_from(&text);
            patch.place = Some(text);
        },
    );
    let regular = page.meeting.with_untracked(|meeting| meeting.kind == MeetingKind::Regular);
    let thematic = Field::new(
        t!(prepare.thematic),
        "thematic_topic",
        Kind::Line("text"),
        |meeting| meeting.thematic_topic.clone(),
        |meeting, patch, text| {
            meeting.thematic_topic.clone_from(&text);
            patch.thematic_topic = Some(text);
        },
    );
    let thematic = regular.then(|| thematic.hint(t!(prepare.thematic_hint)).view(page));
    let chair = Field::new(
        t!(prepare.chair),
        "chair_id",
        Kind::Choice(members(page, t!(prepare.nobody))),
        |meeting| meeting.chair_id.map(|id| id.to_string()).unwrap_or_default(),
        |meeting, patch, text| {
            meeting.chair_id = text.parse().ok();
            patch.chair_id = Some(meeting.chair_id);
        },
    );
    let secretary = Field::new(
        t!(prepare.secretary),
        "secretary_id",
        Kind::Choice(members(page, t!(prepare.nobody))),
        |meeting| meeting.secretary_id.map(|id| id.to_string()).unwrap_or_default(),
        |meeting, patch, text| {
            meeting.secretary_id = text.parse().ok();
            patch.secretary_id = Some(meeting.secretary_id);
        },
    );
    view! {
        <div class="form-row">{scheduled.hint(t!(prepare.fixed_day, day = fixed)).view(page)} {reason.view(page)}</div>
        {place.view(page)}
        {thematic}
        <div class="form-row">{chair.view(page)} {secretary.view(page)}</div>
    }
    .into_any()
}

/// Date and reason go together: one without the other may break the rule of the fixed day.
fn schedule(meeting: &Meeting, patch: &mut MeetingPatch) {
    patch.scheduled_at = Some(meeting.scheduled_at);
    patch.moved_reason = Some(meeting.moved_reason.clone());
}

fn draft() -> Field {
    Field::new(
        t!(prepare.draft_text),
        "draft_resolution",
        Kind::Lines,
        |meeting| meeting.draft_resolution.clone(),
        |meeting, patch, text| {
            // Until somebody writes something else there, it's what the resolution's second part begins with.
            if let Some(begun) = &mut meeting.resolution_draft
                && begun.direction == meeting.draft_resolution
            {
                begun.direction.clone_from(&text);
            }
            meeting.draft_resolution.clone_from(&text);
            patch.draft_resolution = Some(text);
        },
    )
    .hint(t!(prepare.draft_hint))
}
