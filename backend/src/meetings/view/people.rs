//! The people of a meeting: the roll call, the branch's committee and the supervising member, as on the day.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::api::meeting::AttendanceRow;
use shared::id::{MeetingId, MemberId, UnitId};
use shared::meeting::{AttendanceState, MeetingKind, MeetingStatus, NoticeChannel};
use shared::member::{ActivityStatus, MembershipKind};
use shared::unit::Office;

use super::super::record::MeetingRecord;
use crate::db::schema::{attendance, meeting, member, membership, notice, office};
use crate::db::{Conn, in_force};
use crate::http::Result;
use crate::units::{InCharge, in_charge};

/// A member as on the day of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The member.
    pub id: MemberId,
    /// Full name.
    pub name: String,
    /// Sorts by given name.
    pub sort_key: String,
    /// Official or probationary.
    pub kind: MembershipKind,
    /// Activity.
    pub status: ActivityStatus,
}

/// Whose meeting it is, as on its day, by given name: the branch's members; of a preparatory meeting its committee, or
/// secretary and deputy where there's none (Party Statutes, article 24). Where the register names nobody, whoever it
/// may be is among the members.
///
/// # Errors
/// The database's.
pub fn roster(conn: &mut Conn, record: &MeetingRecord) -> Result<Vec<Person>> {
    let members = members(conn, record.unit_id, record.day())?;
    if record.kind != MeetingKind::Preparatory {
        return Ok(members);
    }
    let committee = committee(conn, record.unit_id, record.day())?;
    let (of_committee, others): (Vec<Person>, Vec<Person>) =
        members.into_iter().partition(|person| committee.contains_key(&person.id));
    Ok(if of_committee.is_empty() { others } else { of_committee })
}

/// The branch's members as on a day: everybody but those who had left or not yet come.
fn members(conn: &mut Conn, unit_id: UnitId, day: NaiveDate) -> Result<Vec<Person>> {
    let rows: Vec<(MemberId, String, String, MembershipKind, ActivityStatus)> = membership::table
        .inner_join(member::table)
        .filter(membership::unit_id.eq(unit_id))
        .filter(in_force!(membership, day))
        .filter(membership::status.ne(ActivityStatus::Left))
        .order((member::sort_key, member::id))
        .select((member::id, member::full_name, member::sort_key, membership::kind, membership::status))
        .load(conn)?;
    let person = |(id, name, sort_key, kind, status)| Person { id, name, sort_key, kind, status };
    Ok(rows.into_iter().map(person).collect())
}

/// The roll call, committee first, then by given name; and how many sit in the branch's committee.
pub(super) fn roll_call(conn: &mut Conn, record: &MeetingRecord) -> Result<(Vec<AttendanceRow>, i32)> {
    let committee = committee(conn, record.unit_id, record.day())?;
    let size = i32::try_from(committee.len()).unwrap_or(i32::MAX);
    let told: HashMap<MemberId, NoticeChannel> = notice::table
        .filter(notice::meeting_id.eq(record.id))
        .select((notice::member_id, notice::channel))
        .load(conn)?
        .into_iter()
        .collect();
    let excused = excused_before(conn, record)?;
    let row = |person: Person, state: AttendanceState, reason: String| AttendanceRow {
        office: committee.get(&person.id).copied(),
        excused_before: excused.get(&person.id).copied().unwrap_or(0),
        told: told.get(&person.id).copied(),
        member_id: person.id,
        name: person.name,
        kind: person.kind,
        status: person.status,
        state,
        reason,
    };
    let mut rows: Vec<AttendanceRow> = if matches!(record.status, MeetingStatus::Planned | MeetingStatus::Announced) {
        let mut differing = differing(conn, record.id)?;
        roster(conn, record)?
            .into_iter()
            .map(|person| {
                let (state, reason) = differing.remove(&person.id).unwrap_or((AttendanceState::Present, String::new()));
                row(person, state, reason)
            })
            .collect()
    } else {
        snapshot(conn, record.id)?.into_iter().map(|(person, state, reason)| row(person, state, reason)).collect()
    };
    // Stable: within the committee and outside it the given names keep their order.
    rows.sort_by_key(|row| row.office.map_or(usize::MAX, rank));
    Ok((rows, size))
}

fn rank(office: Office) -> usize {
    Office::ALL.iter().position(|one| *one == office).unwrap_or(usize::MAX)
}

/// Before the session opens only those who differ from "present" have a row.
fn differing(conn: &mut Conn, id: MeetingId) -> Result<HashMap<MemberId, (AttendanceState, String)>> {
    let rows: Vec<(MemberId, AttendanceState, String)> = attendance::table
        .filter(attendance::meeting_id.eq(id))
        .select((attendance::member_id, attendance::state, attendance::reason))
        .load(conn)?;
    Ok(rows.into_iter().map(|(member, state, reason)| (member, (state, reason))).collect())
}

/// From the session on, everybody has a row with kind and status as on the day.
fn snapshot(conn: &mut Conn, id: MeetingId) -> Result<Vec<(Person, AttendanceState, String)>> {
    type Columns = ((MemberId, String, String), (MembershipKind, ActivityStatus), (AttendanceState, String));
    let rows: Vec<Columns> = attendance::table
        .inner_join(member::table)
        .filter(attendance::meeting_id.eq(id))
        .order((member::sort_key, member::id))
        .select((
            (member::id, member::full_name, member::sort_key),
            (attendance::kind, attendance::status),
            (attendance::state, attendance::reason),
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|((id, name, sort_key), (kind, status), (state, reason))| {
            (Person { id, name, sort_key, kind, status }, state, reason)
        })
        .collect())
}

/// Who sits in the branch's committee on a day; the highest office of each.
fn committee(conn: &mut Conn, unit_id: UnitId, day: NaiveDate) -> Result<HashMap<MemberId, Office>> {
    let rows: Vec<(MemberId, Office)> = office::table
        .filter(office::unit_id.eq(unit_id))
        .filter(in_force!(office, day))
        .select((office::member_id, office::held))
        .load(conn)?;
    let mut highest = HashMap::new();
    for (member, held) in rows {
        let known = highest.entry(member).or_insert(held);
        *known = (*known).min(held);
    }
    Ok(highest)
}

/// Excused absences in a row just before the meeting, in held meetings of its kind and year.
fn excused_before(conn: &mut Conn, record: &MeetingRecord) -> Result<HashMap<MemberId, i32>> {
    if record.kind == MeetingKind::Preparatory {
        return Ok(HashMap::new());
    }
    let rows: Vec<(MemberId, ActivityStatus, AttendanceState)> = attendance::table
        .inner_join(meeting::table)
        .filter(meeting::unit_id.eq(record.unit_id))
        .filter(meeting::year.eq(record.year))
        .filter(meeting::kind.eq(record.kind))
        .filter(meeting::scheduled_at.lt(record.scheduled_at))
        .filter(meeting::status.eq_any(MeetingStatus::HELD))
        .order(meeting::scheduled_at.desc())
        .select((attendance::member_id, attendance::status, attendance::state))
        .load(conn)?;
    let mut runs: HashMap<MemberId, (i32, bool)> = HashMap::new();
    for (member, _, state) in rows.into_iter().filter(|(_, status, _)| status.has_duty()) {
        let (run, ended) = runs.entry(member).or_default();
        *ended |= state != AttendanceState::Excused;
        *run += i32::from(!*ended);
    }
    Ok(runs.into_iter().map(|(member, (run, _))| (member, run)).collect())
}

/// The committee member in charge of the branch on a day.
///
/// # Errors
/// The database's.
pub fn supervisor(conn: &mut Conn, unit_id: UnitId, day: NaiveDate) -> Result<Option<(MemberId, String)>> {
    let found = in_charge(conn, &[unit_id], day)?.remove(&unit_id);
    Ok(found.map(|InCharge { charge, name }| (charge.member_id, name)))
}
