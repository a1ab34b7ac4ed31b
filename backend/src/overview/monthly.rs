//! A committee's papers of a month: the table of results, the notice of dates. Everything in them is as at the month, not as
//! at today.

use std::collections::HashMap;

use chrono::{Months, NaiveDate, NaiveTime};
use diesel::prelude::*;
use shared::api::endpoint::{DOCX, Download};
use shared::api::overview::{GetMonthlyFile, GetMonthlyPaper, MonthQuery};
use shared::dated::{Fact, Span};
use shared::id::{MeetingId, UnitId};
use shared::meeting::MeetingKind;
use shared::meeting::calendar::{due_in_month, month_range};
use shared::paper::{MonthlyPaperKind, Paper};
use shared::problem::Code;
use shared::unit::{Office, UnitKind};

use crate::db::schema::{meeting, member, office, unit_state};
use crate::db::{Conn, below, in_force};
use crate::http::{Call, Context, Error, Result};
use crate::meetings::{papers as papers_of, view};
use crate::papers;
use crate::papers::monthly::{BranchMonth, Month};
use crate::units::{States, UnitStateRow, member_counts};

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
        MonthlyPaperKind::Results => "Kết quả sinh hoạt",
        MonthlyPaperKind::Notice => "Lịch sinh hoạt",
    };
    let words = format!("{name} {}", month.organisation);
    Ok(Download {
        bytes: papers::docx::write(&of(&month, kind)).map_err(Error::internal)?,
        media_type: DOCX.to_owned(),
        name: papers::file_name(&words, &format!("{}-{:02}", month.year, month.month)),
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
    // The month's own facts: of one that is over as at its end, of one ahead as at its beginning.
    let day = today.clamp(first, last);
    let states = States::with_above(conn, unit_id, day)?;
    let state = states.near(unit_id, day).cloned().ok_or(Code::NotFound)?;
    if state.kind == UnitKind::Branch {
        return Err(Code::NotFound.into());
    }
    let superior = state.parent_id.map(|parent| states.name(parent, day).to_owned());
    let (organisation, locality) = (state.name, states.locality(unit_id, day));
    // The committee issues it about the month; long after, it's dated as late as it should have been.
    let around = |day: NaiveDate| day.checked_add_months(Months::new(1)).unwrap_or(day);
    let on = today.clamp(first.checked_sub_months(Months::new(1)).unwrap_or(first), around(last));
    let branches = branches(conn, unit_id, query, month, day)?;
    Ok(Month { organisation, locality, superior, year: query.year, month, on, over: last < today, branches })
}

fn branches(
    conn: &mut Conn,
    unit_id: UnitId,
    query: &MonthQuery,
    month: u32,
    day: NaiveDate,
) -> Result<Vec<BranchMonth>> {
    let rows: Vec<UnitStateRow> = unit_state::table
        .filter(unit_state::unit_id.eq_any(below(vec![unit_id], day)))
        .filter(unit_state::kind.eq(UnitKind::Branch))
        .filter(in_force!(unit_state, day))
        .order((unit_state::code, unit_state::unit_id))
        .select(UnitStateRow::as_select())
        .load(conn)?;
    let ids: Vec<UnitId> = rows.iter().map(|row| row.unit_id).collect();
    let meetings: Vec<(UnitId, MeetingId)> = meeting::table
        .filter(meeting::unit_id.eq_any(&ids))
        .filter(meeting::kind.eq(MeetingKind::Regular))
        .filter(meeting::year.eq(query.year))
        .filter(meeting::month.eq(query.month))
        .select((meeting::unit_id, meeting::id))
        .load(conn)?;
    let meetings: HashMap<UnitId, MeetingId> = meetings.into_iter().collect();
    let members = member_counts(conn, &ids, day)?;
    let mut secretaries = secretaries(conn, &ids, day)?;
    let states = States::of(conn, ids.iter().copied())?;
    let mut branches = Vec::new();
    for row in rows {
        let id = row.unit_id;
        let meeting = match meetings.get(&id) {
            Some(meeting) => Some(view::load(conn, *meeting)?),
            None => None,
        };
        let sheet = match &meeting {
            Some(meeting) => Some(papers_of::sheet(conn, meeting)?),
            None => None,
        };
        // Who was there then is known of a meeting that was opened.
        let then = meeting
            .as_ref()
            .filter(|meeting| meeting.started_at.is_some())
            .map(|meeting| meeting.attendance.iter().filter(|row| row.status.counts_in_branch()).count());
        let then = then.and_then(|count| u32::try_from(count).ok());
        let that_day = members.get(&id).and_then(|counts| u32::try_from(counts.members).ok()).unwrap_or_default();
        let days: Vec<(Span, u32)> = states.all(id).iter().map(|state| (state.span(), state.fixed_day())).collect();
        branches.push(BranchMonth {
            members: then.unwrap_or(that_day),
            meeting,
            sheet,
            fixed: due_in_month(&days, query.year, month).unwrap_or(day),
            hour: row.hour.as_deref().and_then(|hour| NaiveTime::parse_from_str(hour, "%H:%M").ok()),
            place: row.place.unwrap_or_default(),
            name: row.name,
            secretary: secretaries.remove(&id),
        });
    }
    Ok(branches)
}

fn secretaries(conn: &mut Conn, units: &[UnitId], day: NaiveDate) -> Result<HashMap<UnitId, (String, String)>> {
    let rows: Vec<(UnitId, String, String)> = office::table
        .inner_join(member::table)
        .filter(office::unit_id.eq_any(units))
        .filter(office::held.eq(Office::Secretary))
        .filter(in_force!(office, day))
        .select((office::unit_id, member::full_name, member::phone))
        .load(conn)?;
    Ok(rows.into_iter().map(|(unit, name, phone)| (unit, (name, phone))).collect())
}
