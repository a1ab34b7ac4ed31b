//! Tasks that the meeting assigns: what, to whom, until when, reported when.

use chrono::{Datelike, Months};
use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::{Meeting, MeetingPatch, TaskChange};
use shared::api::task::TaskRow;
use shared::id::{MemberId, TaskId};
use shared::meeting::assess::day_of;
use shared::meeting::{AssigneeKind, TaskStatus};
use shared::problem::{Code, FieldError};
use shared::time::local_date;
use shared::unit::Sector;
use uuid::Uuid;

use super::super::field::{choices, members};
use super::super::later;
use super::super::page::{Edit, Page};
use super::super::time::read_day;
use crate::components::part::{icon_button, list};
use crate::components::{SelectField, Shape, TextField};
use crate::i18n::language;
use crate::{format, t};

/// The list and the form that adds.
pub fn view(page: Page) -> AnyView {
    let ids = page.ids(|meeting| meeting.tasks.iter().map(|task| task.id.0).collect());
    let may = page.may(Action::MeetingRun);
    view! {
        {list(ids, "opinions", t!(conclusion.no_tasks), move |id| task(page, id))}
        {move || may.get().then(|| adding(page))}
    }
    .into_any()
}

fn find(meeting: &Meeting, id: Uuid) -> Option<&TaskRow> {
    meeting.tasks.iter().find(|task| task.id.0 == id)
}

fn task(page: Page, id: Uuid) -> AnyView {
    let may = page.may(Action::MeetingRun);
    let shown = move || {
        let task = page.meeting.with(|meeting| find(meeting, id).cloned())?;
        let report = format!("{}/{}", task.report_month, task.report_year);
        let about = t!(conclusion.task_line, who = task.assignee, day = format::day(task.due_on), month = report);
        let later = page.meeting.with(|meeting| later::lines(meeting, id));
        Some(view! { <b>{task.title.clone()}</b><div class="small muted">{about}</div>{later} })
    };
    let bin = move || may.get().then(|| icon_button(Shape::Bin, t!(conclusion.remove_task), move || remove(page, id)));
    view! { <div class="grow">{shown}</div>{bin} }.into_any()
}

/// What is typed into the form.
#[derive(Clone, Copy)]
struct Form {
    title: RwSignal<String>,
    field: RwSignal<String>,
    kind: RwSignal<String>,
    who: RwSignal<String>,
    association: RwSignal<String>,
    due: RwSignal<String>,
    report: RwSignal<String>,
    errors: RwSignal<Vec<FieldError>>,
}

fn adding(page: Page) -> AnyView {
    let (due, report) = page.meeting.with_untracked(next_month);
    let text = |name: &str, first: &str| page.kept(format!("tasks/{name}"), first);
    let form = Form {
        title: text("title", ""),
        field: text("field", ""),
        kind: text("kind", AssigneeKind::Member.as_str()),
        who: text("who", ""),
        association: text("association", ""),
        due: text("due", &due),
        report: text("report", &report),
        errors: RwSignal::new(Vec::new()),
    };
    let kinds = Signal::derive(|| choices(AssigneeKind::ALL, |kind| kind.label(language())));
    let fields = Signal::derive(|| {
        let mut options = vec![(String::new(), t!(prepare.no_field).to_owned())];
        options.extend(choices(Sector::ALL, |field| field.label(language())));
        options
    });
    let everybody = members(page, t!(content.choose));
    let errors = form.errors;
    let who = move || {
        if form.kind.with(|kind| kind == AssigneeKind::Association.as_str()) {
            view! { <TextField label=t!(conclusion.association) value=form.association pointer="/assignee_id" errors /> }.into_any()
        } else {
            let only_committee = form.kind.with(|kind| kind == AssigneeKind::CommitteeMember.as_str());
            let options = if only_committee { committee(page) } else { everybody };
            view! { <SelectField label=t!(conclusion.who) value=form.who options pointer="/assignee_id" errors /> }
                .into_any()
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        add(page, form);
    };
    view! {
        <form class="form inset" on:submit=submit>
            <TextField label=t!(conclusion.task_title) value=form.title pointer="/title" errors />
            <div class="form-row">
                <SelectField label=t!(conclusion.assignee_kind) value=form.kind options=kinds />
                {who}
            </div>
            <div class="form-row three">
                <TextField label=t!(conclusion.due) value=form.due kind="date" pointer="/due_on" errors />
                <TextField label=t!(conclusion.report_month) value=form.report kind="month" pointer="/report_month" errors />
                <SelectField label=t!(prepare.field) value=form.field options=fields />
            </div>
            <div><button class="button small">{t!(conclusion.add_task)}</button></div>
        </form>
    }
    .into_any()
}

/// The branch's committee.
fn committee(page: Page) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        let mut options = vec![(String::new(), t!(content.choose).to_owned())];
        page.meeting.with(|meeting| {
            let leads = meeting.attendance.iter().filter(|row| row.office.is_some());
            options.extend(leads.map(|row| (row.member_id.to_string(), row.name.clone())));
        });
        options
    })
}

/// A task is usually due, and reported, at the next month's meeting.
fn next_month(meeting: &Meeting) -> (String, String) {
    let day = local_date(meeting.scheduled_at);
    let due = day.checked_add_months(Months::new(1)).unwrap_or(day);
    (due.to_string(), format!("{:04}-{:02}", due.year(), due.month()))
}

fn add(page: Page, form: Form) {
    match page.meeting.with_untracked(|meeting| made(meeting, form)) {
        Ok(task) => {
            form.errors.set(Vec::new());
            put(page, task);
            for field in [form.title, form.who, form.association] {
                field.set(String::new());
            }
        }
        Err(wrong) => form.errors.set(wrong),
    }
}

fn made(meeting: &Meeting, form: Form) -> Result<TaskRow, Vec<FieldError>> {
    let mut wrong = Vec::new();
    let mut required = |missing: bool, pointer: &str| {
        if missing {
            let detail = Code::Required.text(language()).to_owned();
            wrong.push(FieldError { pointer: pointer.to_owned(), code: Code::Required, detail });
        }
    };
    let kind = form.kind.with_untracked(|kind| kind.parse()).unwrap_or(AssigneeKind::Member);
    let assignee_id: Option<MemberId> = match kind {
        AssigneeKind::Association => None,
        AssigneeKind::Member | AssigneeKind::CommitteeMember => form.who.with_untracked(|who| who.parse().ok()),
    };
    let named = assignee_id.and_then(|id| meeting.attendance.iter().find(|row| row.member_id == id));
    let assignee = match kind {
        AssigneeKind::Association => form.association.with_untracked(|name| name.trim().to_owned()),
        AssigneeKind::Member | AssigneeKind::CommitteeMember => named.map(|row| row.name.clone()).unwrap_or_default(),
    };
    let title = form.title.with_untracked(|title| title.trim().to_owned());
    let due = form.due.with_untracked(|due| read_day(due));
    let report = form.report.with_untracked(|month| read_day(&format!("{month}-01")));
    required(title.is_empty(), "/title");
    required(assignee.is_empty(), "/assignee_id");
    required(due.is_none(), "/due_on");
    required(report.is_none(), "/report_month");
    let day = day_of(meeting);
    let mut not_before = |early: bool, pointer: &str| {
        if early {
            let detail = t!(conclusion.not_before, day = format::day(day));
            wrong.push(FieldError { pointer: pointer.to_owned(), code: Code::OutOfRange, detail });
        }
    };
    not_before(due.is_some_and(|due| due < day), "/due_on");
    let month = (meeting.year, meeting.month);
    not_before(report.is_some_and(|report| (report.year(), report.month().cast_signed()) < month), "/report_month");
    let (Some(due_on), Some(report), true) = (due, report, wrong.is_empty()) else { return Err(wrong) };
    Ok(TaskRow {
        id: TaskId(Uuid::now_v7()),
        version: 1,
        unit_id: meeting.unit_id,
        unit_name: meeting.unit_name.clone(),
        meeting_id: meeting.id,
        resolution: String::new(),
        drafted: true,
        title,
        sector: form.field.with_untracked(|field| field.parse().ok()),
        assignee_kind: kind,
        assignee_id,
        assignee,
        due_on,
        report_year: report.year(),
        report_month: report.month().cast_signed(),
        status: TaskStatus::Open,
        done_on: None,
        result: String::new(),
        settled_in: None,
    })
}

fn change(id: Uuid) -> TaskChange {
    TaskChange {
        id: TaskId(id),
        deleted: false,
        title: None,
        sector: None,
        assignee_kind: None,
        assignee_id: None,
        association: None,
        due_on: None,
        report_year: None,
        report_month: None,
    }
}

fn put(page: Page, task: TaskRow) {
    let edit = Edit::new(task.title.clone(), format!("tasks/{}", task.id));
    page.edit(edit, |meeting, patch| added(meeting, patch, task));
}

fn added(meeting: &mut Meeting, patch: &mut MeetingPatch, task: TaskRow) {
    let association = (task.assignee_kind == AssigneeKind::Association).then(|| task.assignee.clone());
    patch.tasks.push(TaskChange {
        title: Some(task.title.clone()),
        sector: Some(task.sector),
        assignee_kind: Some(task.assignee_kind),
        assignee_id: Some(task.assignee_id),
        association,
        due_on: Some(task.due_on),
        report_year: Some(task.report_year),
        report_month: Some(task.report_month),
        ..change(task.id.0)
    });
    meeting.tasks.push(task);
}

fn remove(page: Page, id: Uuid) {
    let Some(task) = page.meeting.with_untracked(|meeting| find(meeting, id).cloned()) else { return };
    page.edit(Edit::new(task.title.clone(), format!("tasks/{id}")), |meeting, patch| {
        meeting.tasks.retain(|task| task.id.0 != id);
        patch.tasks.push(TaskChange { deleted: true, ..change(id) });
    });
    let (words, name) = (t!(prepare.removed, item = task.title), task.title.clone());
    page.editor.say_undoable(words, name, move |meeting, patch| added(meeting, patch, task.clone()));
}
