//! A committee's papers of a month: the table of results, the notice of dates. Everything in them is as at the month, not as
//! at today.

use std::collections::HashMap;

use chrono::{Months, NaiveDate, NaiveTime};
use diesel::dsl::count_star;
use diesel::prelude::*;
use shared::api::endpoint::{DOCX, Download};
use shared::api::overview::{GetMonthlyFile, GetMonthlyPaper, MonthQuery};
use shared::id::{MeetingId, UnitId};
use shared::meeting::MeetingKind;
use shared::meeting::calendar::{fixed_day_in, month_range};
use shared::member::ActivityStatus;
use shared::paper::{MonthlyPaperKind, Paper};
use shared::problem::Code;
use shared::text::fold;
use shared::unit::{Office, UnitKind};

use crate::db::Conn;
use crate::db::schema::{meeting, member, office, unit};
use crate::http::{Call, Context, Error, Result, below};
use crate::meetings::view;
use crate::papers;
use crate::papers::monthly::{BranchMonth, Month};

/// The blocks.
pub fn paper(cx: &mut Context<'_>, call: Call<GetMonthlyPaper>) -> Result<Paper> {
    let (unit_id, kind) = call.path;
    Ok(of(&month(cx.conn, unit_id, &call.query, cx.exchange.today())?, kind))
}

/// The file.
pub fn file(cx: &mut Context<'_>, call: Call<GetMonthlyFile>) -> Result<Download> {
    let (unit_id, kind) = call.path;
    let month = month(cx.conn, unit_id, &call.query, cx.exchange.today())?;
    let name = match kind {
        MonthlyPaperKind::Results => "ket-qua-sinh-hoat",
        MonthlyPaperKind::Notice => "lich-sinh-hoat",
    };
    let organisation: String =
        fold(&month.organisation).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    Ok(Download {
        bytes: papers::docx::write(&of(&month, kind)).map_err(Error::internal)?,
        media_type: DOCX.to_owned(),
        name: format!("{name}-{organisation}-{}-{:02}.docx", month.year, month.month),
    })
}

/// The paper of a month.
pub fn of(month: &Month, kind: MonthlyPaperKind) -> Paper {
    match kind {
        MonthlyPaperKind::Results => papers::monthly::results(month),
        MonthlyPaperKind::Notice => papers::monthly::notice(month),
    }
}

/// A committee's month, as it was or is.
///
/// # Errors
/// [`Code::BadQuery`] of a month that there isn't, [`Code::NotFound`] of a branch, or the database's.
pub fn month(conn: &mut Conn, unit_id: UnitId, query: &MonthQuery, today: NaiveDate) -> Result<Month> {
    let asked = u32::try_from(query.month).ok().and_then(|month| Some((month, month_range(query.year, month)?)));
    let (month, (first, last)) = asked.ok_or_else(|| Error::new(Code::BadQuery).detail("year, month"))?;
    let (organisation, kind, parent_id): (String, UnitKind, Option<UnitId>) =
        unit::table.find(unit_id).select((unit::name, unit::kind, unit::parent_id)).first(conn)?;
    if kind == UnitKind::Branch {
        return Err(Code::NotFound.into());
    }
    let superior = match parent_id {
        Some(parent) => Some(unit::table.find(parent).select(unit::name).first(conn)?),
        None => None,
    };
    // The month's own facts: of one that is over as at its end, of one ahead as at its beginning.
    let day = today.clamp(first, last);
    // The committee issues it about the month; long after, it's dated as late as it should have been.
    let around = |day: NaiveDate| day.checked_add_months(Months::new(1)).unwrap_or(day);
    let on = today.clamp(first.checked_sub_months(Months::new(1)).unwrap_or(first), around(last));
    let branches = branches(conn, unit_id, query, month, day)?;
    Ok(Month { organisation, superior, year: query.year, month, on, over: last < today, branches })
}

fn branches(
    conn: &mut Conn,
    unit_id: UnitId,
    query: &MonthQuery,
    month: u32,
    day: NaiveDate,
) -> Result<Vec<BranchMonth>> {
    let rows: Vec<(UnitId, String, i32, String, String)> = unit::table
        .filter(unit::id.eq_any(below(vec![unit_id])))
        .filter(unit::kind.eq(UnitKind::Branch))
        .order(unit::code)
        .select((unit::id, unit::name, unit::fixed_day, unit::place, unit::hour))
        .load(conn)?;
    let meetings: Vec<(UnitId, MeetingId)> = meeting::table
        .filter(meeting::unit_id.eq_any(below(vec![unit_id])))
        .filter(meeting::kind.eq(MeetingKind::Regular))
        .filter(meeting::year.eq(query.year))
        .filter(meeting::month.eq(query.month))
        .select((meeting::unit_id, meeting::id))
        .load(conn)?;
    let meetings: HashMap<UnitId, MeetingId> = meetings.into_iter().collect();
    let mut members = members(conn, unit_id)?;
    let mut secretaries = secretaries(conn, unit_id, day)?;
    let mut branches = Vec::new();
    for (id, name, fixed_day, place, hour) in rows {
        let meeting = match meetings.get(&id) {
            Some(meeting) => Some(view::load(conn, *meeting)?),
            None => None,
        };
        // Who was there then is known of a meeting that was opened.
        let then = meeting
            .as_ref()
            .filter(|meeting| meeting.started_at.is_some())
            .map(|meeting| meeting.attendance.iter().filter(|row| row.status.counts_in_branch()).count());
        let then = then.and_then(|count| u32::try_from(count).ok());
        let today = members.remove(&id).unwrap_or_default();
        let fixed_day = u32::try_from(fixed_day).unwrap_or(1);
        branches.push(BranchMonth {
            name,
            members: then.unwrap_or(today),
            meeting,
            fixed: fixed_day_in(query.year, month, fixed_day).unwrap_or(day),
            hour: NaiveTime::parse_from_str(&hour, "%H:%M").ok(),
            place,
            secretary: secretaries.remove(&id),
        });
    }
    Ok(branches)
}

fn members(conn: &mut Conn, unit_id: UnitId) -> Result<HashMap<UnitId, u32>> {
    let counted: Vec<ActivityStatus> =
        ActivityStatus::ALL.iter().copied().filter(|status| status.counts_in_branch()).collect();
    let rows: Vec<(UnitId, i64)> = member::table
        .filter(member::unit_id.eq_any(below(vec![unit_id])))
        .filter(member::status.eq_any(counted))
        .group_by(member::unit_id)
        .select((member::unit_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().map(|(unit, count)| (unit, u32::try_from(count).unwrap_or(u32::MAX))).collect())
}

fn secretaries(conn: &mut Conn, unit_id: UnitId, day: NaiveDate) -> Result<HashMap<UnitId, (String, String)>> {
    let rows: Vec<(UnitId, String, String)> = office::table
        .inner_join(member::table)
        .filter(office::unit_id.eq_any(below(vec![unit_id])))
        .filter(office::held.eq(Office::Secretary))
        .filter(office::starts_on.le(day))
        .filter(office::ends_on.is_null().or(office::ends_on.ge(day)))
        .select((office::unit_id, member::full_name, member::phone))
        .load(conn)?;
    Ok(rows.into_iter().map(|(unit, name, phone)| (unit, (name, phone))).collect())
}
