//! What findings are made from: a handful of queries for all branches, whatever their number.

use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::branch::{Attended, BranchState, MemberYear};
use shared::id::{MemberId, UnitId};
use shared::meeting::{AttendanceState, MeetingKind, MeetingStatus};
use shared::member::ActivityStatus;
use shared::unit::Office;

use crate::db::schema::{attendance, committee_term, meeting, member, membership};
use crate::db::{Conn, in_force};
use crate::http::Result;
use crate::meetings::record::day as day_of;
use crate::units::{committees, member_counts};

/// Each of these branches as the rules see it on a day.
///
/// # Errors
/// The database's.
pub(super) fn branches(conn: &mut Conn, units: &[UnitId], day: NaiveDate) -> Result<HashMap<UnitId, BranchState>> {
    let counts = member_counts(conn, units, day)?;
    let committees = committees(conn, units, day)?;
    let terms = terms(conn, units, day)?;
    let mut members = members(conn, units, day)?;
    let state = |unit: &UnitId| {
        let committee = committees.get(unit).map(Vec::as_slice).unwrap_or_default();
        let seats: BTreeSet<MemberId> = committee.iter().map(|row| row.member_id).collect();
        let state = BranchState {
            day,
            official: u32::try_from(counts.get(unit).map_or(0, |counts| counts.official)).unwrap_or(0),
            seats: u32::try_from(seats.len()).unwrap_or(u32::MAX),
            has_secretary: committee.iter().any(|row| row.office == Office::Secretary),
            term: terms.get(unit).copied(),
            members: members.remove(unit).unwrap_or_default(),
        };
        (*unit, state)
    };
    Ok(units.iter().map(state).collect())
}

type Days = (NaiveDate, Option<NaiveDate>);

/// The term of each branch that had begun last by the day.
fn terms(conn: &mut Conn, units: &[UnitId], day: NaiveDate) -> QueryResult<HashMap<UnitId, Days>> {
    let rows: Vec<(UnitId, NaiveDate, Option<NaiveDate>)> = committee_term::table
        .filter(committee_term::unit_id.eq_any(units))
        .filter(committee_term::replaced_at.is_null())
        .filter(committee_term::starts_on.le(day))
        .order(committee_term::starts_on)
        .select((committee_term::unit_id, committee_term::starts_on, committee_term::ends_on))
        .load(conn)?;
    Ok(rows.into_iter().map(|(unit, first, last)| (unit, (first, last))).collect())
}

/// The members of these branches on a day, by given name, with their meetings of the day's year up to it, in whichever
/// branch they were then.
fn members(conn: &mut Conn, units: &[UnitId], day: NaiveDate) -> Result<HashMap<UnitId, Vec<MemberYear>>> {
    let people: Vec<(UnitId, MemberId, String)> = membership::table
        .inner_join(member::table)
        .filter(membership::unit_id.eq_any(units))
        .filter(in_force!(membership, day))
        .filter(membership::status.ne(ActivityStatus::Left))
        .order((member::sort_key, member::id))
        .select((membership::unit_id, member::id, member::full_name))
        .load(conn)?;
    let mut attended = attended(conn, units, day)?;
    let mut members: HashMap<UnitId, Vec<MemberYear>> = HashMap::new();
    for (unit, member_id, name) in people {
        let attended = attended.remove(&member_id).unwrap_or_default();
        members.entry(unit).or_default().push(MemberYear { member_id, name, attended });
    }
    Ok(members)
}

type Row = (MemberId, (MeetingKind, i32, Option<NaiveDateTime>, NaiveDateTime), ActivityStatus, AttendanceState);

/// The meetings that were held in the day's year up to it and that members of these branches had a duty to attend.
fn attended(conn: &mut Conn, units: &[UnitId], day: NaiveDate) -> Result<HashMap<MemberId, Vec<Attended>>> {
    let here = membership::table
        .filter(membership::unit_id.eq_any(units))
        .filter(in_force!(membership, day))
        .select(membership::member_id);
    let rows: Vec<Row> = attendance::table
        .inner_join(meeting::table)
        .filter(attendance::member_id.eq_any(here))
        .filter(meeting::year.eq(day.year()))
        .filter(meeting::kind.ne(MeetingKind::Preparatory))
        .filter(meeting::status.eq_any(MeetingStatus::HELD))
        .order((meeting::scheduled_at, meeting::id))
        .select((
            attendance::member_id,
            (meeting::kind, meeting::month, meeting::started_at, meeting::scheduled_at),
            attendance::status,
            attendance::state,
        ))
        .load(conn)?;
    let mut attended: HashMap<MemberId, Vec<Attended>> = HashMap::new();
    for (member, (kind, month, started_at, scheduled_at), status, state) in rows {
        if status.has_duty() && day_of(started_at, scheduled_at) <= day {
            let month = u32::try_from(month).unwrap_or(0);
            attended.entry(member).or_default().push(Attended { kind, month, state });
        }
    }
    Ok(attended)
}
