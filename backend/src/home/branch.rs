//! What a branch's secretary or scribe must do: prepare the next meeting, finish the last ones, follow up tasks.

use chrono::{Datelike, Days, NaiveDate};
use diesel::prelude::*;
use shared::api::home::{Todo, TodoKind};
use shared::dated::{Fact, Span};
use shared::id::UnitId;
use shared::meeting::calendar::{due_in_month, quarter_of, quarter_range};
use shared::meeting::{MeetingKind, MeetingStatus};
use shared::rulebook::Rulebook;

use super::load::{Moment, Near, todo};
use crate::db::Conn;
use crate::db::schema::handout;
use crate::http::Result;
use crate::rules::book;
use crate::units::States;

/// Days before the meeting by which its focal issue is chosen, and by which the committee has met.
const CHOOSE_DAYS: u64 = 5;
const PREPARE_DAYS: u64 = 3;
/// From this day of the month on, next month's meeting should be in the calendar.
const REGISTER_DAY: u32 = 20;

/// The next meeting of the branch, if one is planned.
pub(super) fn next(meetings: &[Near], unit_id: UnitId, today: NaiveDate) -> Option<&Near> {
    meetings.iter().find(|one| {
        one.row.unit_id == unit_id
            && one.row.kind != MeetingKind::Preparatory
            && (one.date >= today || one.row.status == MeetingStatus::InSession)
            && !one.row.status.held()
    })
}

/// The four steps of the next meeting's preparation, done or not.
pub(super) fn preparation(conn: &mut Conn, meetings: &[Near], next: &Near, moment: Moment) -> Result<Vec<Todo>> {
    let language = moment.language;
    let before = |days| next.date.checked_sub_days(Days::new(days));
    let book = book(conn)?;
    let rules = book.on(next.date);
    let lead = rules.and_then(|rules| rules.meeting.documents_before_days).unwrap_or(1);
    let source = rules.map_or("", |rules| rules.meeting.document.pick(language));
    let committee = meetings.iter().find(|one| one.row.prepares_id == Some(next.row.id));
    let (documents, unsent): (i64, i64) = {
        let all = handout::table.filter(handout::meeting_id.eq(next.row.id));
        (all.count().get_result(conn)?, all.filter(handout::sent_at.is_null()).count().get_result(conn)?)
    };
    let step = |kind, due_on, done, about: &str, rule: &str| Todo {
        done,
        rule: if rule.is_empty() || source.is_empty() { rule.to_owned() } else { format!("{rule}, {source}") },
        ..next.todo(kind, due_on, about.to_owned())
    };
    let issue = if next.row.focal_issue.is_empty() {
        language.pick("Chỉ một vấn đề, gắn với nhiệm vụ của chi bộ", "One issue only, tied to the branch's tasks")
    } else {
        &next.row.focal_issue
    };
    let mut prepare = step(
        TodoKind::Prepare,
        before(PREPARE_DAYS),
        committee.is_some_and(|one| one.row.status.held()),
        language.pick("Thống nhất nội dung, phân công người chuẩn bị", "Agree on the content and who prepares it"),
        "R-04",
    );
    prepare.meeting_id = committee.map(|one| one.row.id).or(prepare.meeting_id);
    Ok(vec![
        step(TodoKind::ChooseFocalIssue, before(CHOOSE_DAYS), !next.row.focal_issue.is_empty(), issue, "R-05"),
        prepare,
        step(
            TodoKind::SendDocuments,
            before(lead.into()),
            documents > 0 && unsent == 0,
            language.pick("Trước buổi họp ít nhất 1 ngày", "At least a day before the meeting"),
            "R-08",
        ),
        step(
            TodoKind::Announce,
            before(lead.into()),
            next.announced,
            language.pick("Thời gian, địa điểm, nội dung", "Time, place, content"),
            "R-07",
        ),
    ])
}

/// Everything else that waits for the branch.
pub(super) fn todos(conn: &mut Conn, meetings: &[Near], unit_id: UnitId, moment: Moment) -> Result<Vec<Todo>> {
    let own: Vec<&Near> = meetings.iter().filter(|one| one.row.unit_id == unit_id).collect();
    let book = book(conn)?;
    let mut todos: Vec<Todo> = own.iter().filter_map(|one| after(one, &book, moment)).collect();
    todos.extend(plan_regular(conn, &own, unit_id, moment)?);
    todos.extend(plan_thematic(&own, unit_id, moment));
    Ok(todos)
}

/// What a meeting whose day has come waits for.
fn after(one: &Near, book: &Rulebook, moment: Moment) -> Option<Todo> {
    let about = one.about(moment.language, false);
    let report = book.on(one.date).and_then(|rules| rules.meeting.report_after_days).unwrap_or(2);
    let submit_by = one.date.checked_add_days(Days::new(report.into()));
    let (kind, due) = match one.row.status {
        MeetingStatus::Planned | MeetingStatus::Announced if one.date <= moment.today => {
            (TodoKind::Hold, Some(one.date))
        }
        MeetingStatus::InSession | MeetingStatus::Concluded if one.returned => (TodoKind::Returned, Some(moment.today)),
        MeetingStatus::InSession if one.ended => (TodoKind::Conclude, Some(one.date)),
        MeetingStatus::InSession => (TodoKind::Hold, Some(one.date)),
        MeetingStatus::Concluded if one.row.kind == MeetingKind::Preparatory => return None,
        MeetingStatus::Concluded => (TodoKind::ScoreAndSubmit, submit_by),
        _ => return None,
    };
    let rule = if kind == TodoKind::ScoreAndSubmit { "R-20".to_owned() } else { String::new() };
    Some(Todo { rule, ..one.todo(kind, due, about) })
}

/// The month's regular meeting, and from the 20th on the next month's.
fn plan_regular(conn: &mut Conn, own: &[&Near], unit_id: UnitId, moment: Moment) -> Result<Vec<Todo>> {
    let states = States::of(conn, [unit_id])?;
    let fixed_days: Vec<(Span, u32)> =
        states.all(unit_id).iter().map(|state| (state.span(), state.fixed_day())).collect();
    let today = moment.today;
    let next_month = today.with_day(1).and_then(|first| first.checked_add_months(chrono::Months::new(1)));
    let months = [Some(today), next_month.filter(|_| today.day() >= REGISTER_DAY)];
    Ok(months
        .into_iter()
        .flatten()
        .filter(|month| {
            !own.iter().any(|one| {
                one.row.kind == MeetingKind::Regular
                    && one.row.year == month.year()
                    && one.row.month == i32::try_from(month.month()).unwrap_or_default()
            })
        })
        .filter_map(|month| {
            let day = due_in_month(&fixed_days, month.year(), month.month())?;
            let about = match moment.language {
                shared::language::Language::Vi => format!("Thường kỳ tháng {}/{}", month.month(), month.year()),
                shared::language::Language::En => format!("Regular meeting of {}/{}", month.month(), month.year()),
            };
            let rule = "R-01".to_owned();
            Some(Todo { due_on: Some(day), unit_id: Some(unit_id), rule, ..todo(TodoKind::PlanMeeting, about) })
        })
        .collect())
}

/// The quarter's thematic meeting.
fn plan_thematic(own: &[&Near], unit_id: UnitId, moment: Moment) -> Option<Todo> {
    let quarter = quarter_of(moment.today);
    let (first, last) = quarter_range(moment.today.year(), quarter)?;
    let there = own.iter().any(|one| one.thematic() && (first..=last).contains(&one.date));
    let about = match moment.language {
        shared::language::Language::Vi => format!("Quý {quarter}/{}", moment.today.year()),
        shared::language::Language::En => format!("Quarter {quarter}/{}", moment.today.year()),
    };
    (!there).then(|| Todo {
        due_on: Some(last),
        unit_id: Some(unit_id),
        rule: "R-02".to_owned(),
        ..todo(TodoKind::PlanThematic, about)
    })
}
