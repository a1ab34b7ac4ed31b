//! The tasks that a meeting assigns, and what became of them.

use chrono::{Datelike, NaiveDate};
use shared::id::{MeetingId, TaskReportId};
use shared::meeting::{AssigneeKind, MeetingKind, TaskStatus};
use shared::unit::Sector;

use super::chance::{Chance, Ids};
use super::rows::Rows;
use super::schedule::Spec;
use super::setting::Setting;
use super::text::one;
use super::time::{at, days, midnight};
use crate::tasks::{ReportRecord, TaskRecord};

/// Tasks of the example branch's latest meeting: one done, one late, and one of the example member.
const EXAMPLE: &str = "CB01";
const EXAMPLE_TASKS: usize = 4;
/// The hour in which results are reported, before a meeting of the evening.
const REPORTED_AT: u32 = 17;

/// Writes them.
pub(super) fn write(
    rows: &mut Rows,
    setting: Setting<'_>,
    spec: &Spec,
    meeting_id: MeetingId,
    care: usize,
    chance: &mut Chance,
    ids: &mut Ids,
) {
    let branch = setting.branch;
    let example = branch.code == EXAMPLE && spec.latest && spec.kind == MeetingKind::Regular;
    let count = if example { EXAMPLE_TASKS } else { spec.tasks };
    for (turn, (sector, title)) in
        setting.texts.tasks(chance, branch.kind, spec.sector(), count).into_iter().enumerate()
    {
        let first = days(spec.date, 1);
        let due_on = days(spec.next, -1 - i64::try_from(chance.below(8)).unwrap_or(0)).max(first);
        let mut task = TaskRecord {
            id: ids.next(),
            unit_id: branch.id,
            meeting_id,
            title,
            sector: Some(sector),
            assignee_kind: AssigneeKind::Member,
            assignee_id: None,
            association: String::new(),
            due_on,
            report_year: spec.next.year(),
            report_month: spec.next.month().cast_signed(),
            version: 1,
            drafted: false,
            counted_in: None,
        };
        // Associations are outside the Party: its own affairs aren't theirs.
        let to = match if example { turn } else { chance.below(4) } {
            0 if sector == Sector::PartyBuilding => 3,
            to => to,
        };
        assign(&mut task, setting, to, chance);
        let outcome = if example {
            show(&mut task, setting, turn, spec.date)
        } else {
            become_of(&mut task, setting, spec, care, chance)
        };
        if let Some(outcome) = outcome {
            rows.reports.push(report(&task, setting, outcome, ids.next()));
        }
        rows.tasks.push(task);
    }
}

/// Half to members, a quarter each to the branch's committee and to associations.
fn assign(task: &mut TaskRecord, setting: Setting<'_>, turn: usize, chance: &mut Chance) {
    let branch = setting.branch;
    match turn {
        0 => {
            task.assignee_kind = AssigneeKind::Association;
            task.association = one(chance, setting.texts.associations(branch.kind));
        }
        1 => {
            let committee = branch.committee();
            task.assignee_kind = AssigneeKind::CommitteeMember;
            task.assignee_id = chance.pick(&committee).map(|person| person.id);
        }
        2 if branch.code == EXAMPLE => task.assignee_id = branch.ordinary().first().map(|person| person.id),
        _ => task.assignee_id = chance.pick(&branch.ordinary()).map(|person| person.id),
    }
}

/// What became of a task: on which day, and in which words.
struct Outcome {
    status: TaskStatus,
    on: NaiveDate,
    result: String,
}

impl Outcome {
    fn done(on: NaiveDate, result: Option<&String>) -> Self {
        Self { status: TaskStatus::Done, on, result: result.cloned().unwrap_or_default() }
    }
}

/// Reported in the afternoon of the day, of today's before anybody is up, by whoever it was assigned to or the secretary.
fn report(task: &TaskRecord, setting: Setting<'_>, outcome: Outcome, id: TaskReportId) -> ReportRecord {
    let Outcome { status, on, result } = outcome;
    let branch = setting.branch;
    let assignee = branch.members.iter().find(|person| Some(person.id) == task.assignee_id);
    let by = assignee.or(setting.secretary()).map(|person| person.name.as_str()).unwrap_or_default();
    ReportRecord {
        id,
        done_on: (status == TaskStatus::Done).then_some(on),
        result,
        ..ReportRecord::new(task.id, status, at(on, REPORTED_AT, 0).min(midnight(setting.today)), by)
    }
}

/// One of each kind for the example branch.
fn show(task: &mut TaskRecord, setting: Setting<'_>, turn: usize, held_on: NaiveDate) -> Option<Outcome> {
    match turn {
        0 => return Some(Outcome::done(days(held_on, 8).min(setting.today), setting.texts.done.first())),
        1 => task.due_on = days(held_on, 12).min(days(setting.today, -1)),
        _ => task.due_on = task.due_on.max(setting.today),
    }
    None
}

fn become_of(
    task: &mut TaskRecord,
    setting: Setting<'_>,
    spec: &Spec,
    care: usize,
    chance: &mut Chance,
) -> Option<Outcome> {
    let (texts, today) = (setting.texts, setting.today);
    let number = |chance: &mut Chance, below| i64::try_from(chance.below(below)).unwrap_or(0);
    if spec.latest {
        let finished = days(spec.date, 1 + number(chance, 20));
        if finished < today && chance.percent(50) {
            return Some(Outcome::done(finished.min(task.due_on), Some(&one(chance, &texts.done))));
        }
        // What is late belongs to the example branch; the others have time left.
        task.due_on = task.due_on.max(today);
        None
    } else if chance.percent(care + 1) {
        let early = days(task.due_on, -number(chance, 7)).max(days(spec.date, 1));
        Some(Outcome::done(early, Some(&one(chance, &texts.done))))
    } else if chance.percent(85) {
        let late = days(task.due_on, 1 + number(chance, 16)).min(days(today, -1));
        Some(Outcome::done(late, Some(&one(chance, &texts.late))))
    } else {
        Some(Outcome { status: TaskStatus::Cancelled, on: task.due_on, result: one(chance, &texts.cancelled) })
    }
}
