//! Planning a meeting.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::api::meeting::{FocalIssue, Meeting, NewMeeting, PlanMeeting};
use shared::id::{AgendaItemId, MeetingId, UnitId};
use shared::meeting::MeetingKind;
use shared::meeting::agenda::TemplateItem;
use shared::meeting::calendar::{Schedule, schedule};
use shared::problem::{Code, FieldErrors};
use shared::time::local_date;
use shared::unit::{BranchKind, Office};
use uuid::Uuid;

use super::moment::moment;
use super::record::MeetingRecord;
use super::rows::AgendaItemRecord;
use super::{limits, lock, view};
use crate::db::schema::{agenda_item, meeting, office};
use crate::db::{Conn, in_force, insert_all, lock_unit};
use crate::http::{Call, Context, Result, check};
use crate::rules::book;
use crate::units::{States, branch_on};

/// The branch as planning needs it.
struct Branch {
    kind: BranchKind,
    fixed_day: i32,
    place: String,
}

/// Adds the meeting with its agenda.
pub fn plan(cx: &mut Context<'_>, call: Call<PlanMeeting>) -> Result<Meeting> {
    let (unit_id, new) = (call.path, call.body);
    lock_unit(cx.conn, unit_id)?;
    let mut errors = FieldErrors::default();
    errors.add_if(!(2000..=2100).contains(&new.year), "/year", Code::OutOfRange);
    errors.add_if(!(1..=12).contains(&new.month), "/month", Code::OutOfRange);
    let scheduled_at = moment(&mut errors, "/scheduled_at", new.scheduled_at);
    let day = local_date(scheduled_at.and_utc());
    let (states, branch) = branch(cx.conn, unit_id, day)?;
    if errors.0.is_empty() {
        states.check_day(&mut errors, "/scheduled_at", unit_id, day);
    }
    if errors.0.is_empty() && new.kind == MeetingKind::Regular {
        let month = (new.year, new.month);
        check_regular_date(&mut errors, scheduled_at, month, branch.fixed_day, &new.moved_reason);
    }
    limits::focal_issue(&mut errors, &new.focal_issue);
    errors.optional_text("/moved_reason", &new.moved_reason, limits::TITLE);
    errors.optional_text("/place", &new.place, limits::TITLE);
    limits::thematic_topic(&mut errors, new.kind, &new.thematic_topic);
    let prepares = prepared(cx.conn, unit_id, &new, &mut errors)?;
    check(errors)?;
    let id = new.id.unwrap_or_else(|| MeetingId(Uuid::now_v7()));
    refuse_second(cx.conn, unit_id, id, &new)?;
    let record = record(id, unit_id, &new, scheduled_at, &branch, prepares);
    let chair_id = secretary(cx.conn, unit_id, record.day())?;
    let record = MeetingRecord { chair_id, ..record };
    diesel::insert_into(meeting::table).values(&record).execute(cx.conn)?;
    insert_agenda(cx.conn, &record, branch.kind)?;
    let planned = lock::content(cx.conn, id)?;
    cx.note(id, record.version, "", &(), &planned)?;
    view::for_caller(cx, id)
}

/// The branch as it is on the day of the meeting. Only what meets has meetings: at the commune's own level there is
/// nothing of this name.
fn branch(conn: &mut Conn, unit_id: UnitId, day: NaiveDate) -> Result<(States, Branch)> {
    let (states, state) = branch_on(conn, unit_id, day)?;
    let kind = state.branch_kind.ok_or(Code::NotFound)?;
    let (fixed_day, place) = (state.fixed_day.unwrap_or(1), state.place.unwrap_or_default());
    Ok((states, Branch { kind, fixed_day, place }))
}

/// A regular meeting is held in its month, on the branch's fixed day or with a reason.
pub(super) fn check_regular_date(
    errors: &mut FieldErrors,
    at: NaiveDateTime,
    month: (i32, i32),
    fixed_day: i32,
    moved_reason: &str,
) {
    let day = local_date(at.and_utc());
    if (day.year(), day.month().cast_signed()) != month {
        errors.add("/scheduled_at", Code::OutOfRange);
    } else if schedule(day, fixed_day.unsigned_abs(), Some(moved_reason)) == Schedule::MovedWithoutReason {
        errors.add("/moved_reason", Code::ReasonNeeded);
    }
}

/// The meeting that a preparatory meeting prepares.
fn prepared(
    conn: &mut Conn,
    unit_id: UnitId,
    new: &NewMeeting,
    errors: &mut FieldErrors,
) -> Result<Option<MeetingRecord>> {
    let found: Option<MeetingRecord> = match new.prepares_id {
        Some(id) if new.kind == MeetingKind::Preparatory => meeting::table
            .find(id)
            .filter(meeting::unit_id.eq(unit_id))
            .filter(meeting::kind.ne(MeetingKind::Preparatory))
            .select(MeetingRecord::as_select())
            .first(conn)
            .optional()?,
        _ => None,
    };
    errors.add_if(new.prepares_id.is_some() && found.is_none(), "/prepares_id", Code::UnknownReference);
    errors.add_if(new.prepares_id.is_none() && new.kind == MeetingKind::Preparatory, "/prepares_id", Code::Required);
    Ok(found)
}

/// The same meeting again, or a second regular one of the month.
fn refuse_second(conn: &mut Conn, unit_id: UnitId, id: MeetingId, new: &NewMeeting) -> Result<()> {
    let same: i64 = meeting::table.find(id).count().get_result(conn)?;
    let of_month: i64 = match new.kind {
        MeetingKind::Regular => meeting::table
            .filter(meeting::unit_id.eq(unit_id))
            .filter(meeting::kind.eq(MeetingKind::Regular))
            .filter(meeting::year.eq(new.year))
            .filter(meeting::month.eq(new.month))
            .count()
            .get_result(conn)?,
        MeetingKind::Thematic | MeetingKind::Preparatory => 0,
    };
    if same + of_month > 0 { Err(Code::AlreadyExists.into()) } else { Ok(()) }
}

fn record(
    id: MeetingId,
    unit_id: UnitId,
    new: &NewMeeting,
    scheduled_at: NaiveDateTime,
    branch: &Branch,
    prepares: Option<MeetingRecord>,
) -> MeetingRecord {
    let given = !new.focal_issue.title.trim().is_empty();
    let focal = match &prepares {
        Some(prepared) if !given => view::focal_issue(prepared),
        _ => new.focal_issue.clone(),
    };
    let FocalIssue { title, sector, problem, aim, expected_result } = focal;
    let place = if new.place.trim().is_empty() { branch.place.clone() } else { new.place.clone() };
    MeetingRecord {
        year: new.year,
        month: new.month,
        moved_reason: new.moved_reason.clone(),
        place,
        focal_title: title,
        focal_sector: sector,
        focal_problem: problem,
        focal_aim: aim,
        focal_expected: expected_result,
        prepares_id: new.prepares_id,
        thematic_topic: new.thematic_topic.trim().to_owned(),
        ..MeetingRecord::planned(id, unit_id, new.kind, scheduled_at)
    }
}

/// The branch's secretary on a day chairs, unless somebody else is named later.
fn secretary(conn: &mut Conn, unit_id: UnitId, day: NaiveDate) -> Result<Option<shared::id::MemberId>> {
    Ok(office::table
        .filter(office::unit_id.eq(unit_id))
        .filter(office::held.eq(Office::Secretary))
        .filter(in_force!(office, day))
        .order(office::starts_on.desc())
        .select(office::member_id)
        .first(conn)
        .optional()?)
}

fn insert_agenda(conn: &mut Conn, record: &MeetingRecord, branch: BranchKind) -> Result<()> {
    let book = book(conn)?;
    let items = book.agenda(branch, record.kind, record.day(), record.combined());
    let row = |(position, item): (i32, &TemplateItem)| AgendaItemRecord {
        // Minutes are in Vietnamese, whatever language the screen is in.
        title: item.title.vi.clone(),
        mandatory: item.mandatory,
        previous_tasks: item.previous_tasks,
        ..AgendaItemRecord::blank(AgendaItemId(Uuid::now_v7()), record.id, item.part, position)
    };
    let rows: Vec<AgendaItemRecord> = (1..).zip(items).map(row).collect();
    Ok(insert_all!(conn, agenda_item::table, rows)?)
}
