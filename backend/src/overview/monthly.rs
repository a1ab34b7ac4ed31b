//! A committee's papers of a month: the table of results, the notice of dates. Everything in them is as at the month, not as
//! at today.

use std::collections::{BTreeMap, HashMap};

use chrono::{Months, NaiveDate, NaiveDateTime, NaiveTime};
use diesel::prelude::*;
use shared::api::endpoint::{DOCX, Download};
use shared::api::overview::{GetMonthlyFile, GetMonthlyPaper, MonthQuery};
use shared::api::unit::MemberCounts;
use shared::id::{MeetingId, UnitId};
use shared::meeting::MeetingKind;
use shared::meeting::calendar::due_in_month;
use shared::paper::{MonthlyPaperKind, Paper};
use shared::period::Period;
use shared::problem::Code;
use shared::unit::{Office, UnitKind};

use crate::db::schema::{meeting, member, office};
use crate::db::{Conn, in_force};
use crate::figures::{Place, places};
use crate::http::{Call, Context, Error, Result, single_month};
use crate::meetings::record::day;
use crate::meetings::{papers as papers_of, view};
use crate::papers;
use crate::papers::monthly::{BranchMonth, Month};
use crate::units::{States, member_counts};

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
    let period = single_month(query.year, query.month)?;
    let (first, last) = (period.first(), period.last());
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
    let branches = branches(conn, unit_id, period, day)?;
    let month = *period.months().start();
    Ok(Month { organisation, locality, superior, year: query.year, month, on, over: period.is_over(today), branches })
}

/// The branches that there are here on any day of the month, each as on the month's day or its nearest day here.
fn branches(conn: &mut Conn, unit_id: UnitId, period: Period, day: NaiveDate) -> Result<Vec<BranchMonth>> {
    // What is known of days to come counts: a branch that is founded within the month is told when it meets.
    let places = places(conn, unit_id, period, period.last())?;
    let mut people = People::of(conn, &places, day)?;
    let mut meetings = meetings(conn, &places, period)?;
    let states = States::of(conn, places.iter().map(|place| place.id))?;
    let mut branches = Vec::with_capacity(places.len());
    for place in places {
        let id = place.id;
        let meeting = match meetings.remove(&id) {
            Some(meeting) => Some(view::load(conn, meeting)?),
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
        let that_day = people.members.get(&id).and_then(|counts| u32::try_from(counts.members).ok());
        let state = states.near(id, place.day_near(day));
        let hour = state.and_then(|state| state.hour.as_deref());
        branches.push(BranchMonth {
            members: then.or(that_day).unwrap_or_default(),
            meeting,
            sheet,
            fixed: due_in_month(&place.days, period.year(), *period.months().start()),
            hour: hour.and_then(|hour| NaiveTime::parse_from_str(hour, "%H:%M").ok()),
            place: state.and_then(|state| state.place.clone()).unwrap_or_default(),
            name: state.map(|state| state.name.clone()).unwrap_or_default(),
            secretary: people.secretaries.remove(&id),
            from: place.days.first().map(|(span, _)| span.starts_on).filter(|first| *first > period.first()),
            until: place.left_on(period.last()),
        });
    }
    Ok(branches)
}

/// The branches' regular meetings of the month, but for those on days on which they belonged elsewhere.
fn meetings(conn: &mut Conn, places: &[Place], period: Period) -> Result<HashMap<UnitId, MeetingId>> {
    let ids: Vec<UnitId> = places.iter().map(|place| place.id).collect();
    let rows: Vec<(UnitId, MeetingId, Option<NaiveDateTime>, NaiveDateTime)> = meeting::table
        .filter(meeting::unit_id.eq_any(ids))
        .filter(meeting::kind.eq(MeetingKind::Regular))
        .filter(meeting::year.eq(period.year()))
        .filter(meeting::month.eq(i32::try_from(*period.months().start()).unwrap_or_default()))
        .select((meeting::unit_id, meeting::id, meeting::started_at, meeting::scheduled_at))
        .load(conn)?;
    let here = |unit: UnitId, day| places.iter().any(|place| place.id == unit && place.covers(day));
    let rows =
        rows.into_iter().filter(|(unit, _, started_at, scheduled_at)| here(*unit, day(*started_at, *scheduled_at)));
    Ok(rows.map(|(unit, meeting, ..)| (unit, meeting)).collect())
}

/// The branches' people.
#[derive(Default)]
struct People {
    members: HashMap<UnitId, MemberCounts>,
    /// Name and telephone number.
    secretaries: HashMap<UnitId, (String, String)>,
}

impl People {
    /// On the month's day, or the branch's nearest one.
    fn of(conn: &mut Conn, places: &[Place], day: NaiveDate) -> Result<Self> {
        let mut on: BTreeMap<NaiveDate, Vec<UnitId>> = BTreeMap::new();
        for place in places {
            on.entry(place.day_near(day)).or_default().push(place.id);
        }
        let mut people = Self::default();
        for (day, units) in on {
            people.members.extend(member_counts(conn, &units, day)?);
            people.secretaries.extend(secretaries(conn, &units, day)?);
        }
        Ok(people)
    }
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
