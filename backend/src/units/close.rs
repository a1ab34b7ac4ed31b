//! Closing a unit: nobody and nothing may be left in it.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::api::state::{CloseUnit, UnitState as Reply};
use shared::dated::{Edits, Fact, Span, end};
use shared::id::UnitId;
use shared::meeting::{MeetingKind, MeetingStatus};
use shared::member::ActivityStatus;
use shared::problem::{Code, FieldErrors};
use shared::time::local_date;

use super::charges::{ChargeRow, charges_shown};
use super::grants::GrantedRow;
use super::seat::SeatRow;
use super::state::UnitStateRow;
use super::states::{refused, write};
use super::term::TermRow;
use super::terms::{seats_shown, shown};
use crate::db::schema::{account, account_grant, meeting, membership, unit, unit_state};
use crate::db::{Author, Conn, Dated, Decision};
use crate::http::{Call, Context, Result, check};
use crate::turns::raise;

/// With its last day. Offices, charges and roles there end on it.
pub fn close(cx: &mut Context<'_>, call: Call<CloseUnit>) -> Result<Reply> {
    let (id, body) = (call.path, call.body);
    let version = raise!(cx.conn, unit, id)?;
    let mut errors = FieldErrors::default();
    errors.date("/ends_on", Some(body.ends_on));
    let decision = Decision::entered(&mut errors, &body.decision, body.decided_on);
    check(errors)?;
    let facts = UnitStateRow::of(cx.conn, id)?;
    let mut edits = end(&facts, body.ends_on).map_err(|trouble| refused(&facts, body.ends_on, "/ends_on", trouble))?;
    for state in &mut edits.written {
        (state.decision, state.decided_on) = (decision.number.clone(), decision.date);
    }
    let mut errors = FieldErrors::default();
    left(cx.conn, &mut errors, id, body.ends_on)?;
    check(errors)?;
    let author = cx.author()?;
    end_all(cx, id, version, body.ends_on, &author)?;
    let written = write(cx, id, version, &edits, &author)?;
    written.into_iter().next_back().ok_or_else(|| Code::NotFound.into())
}

/// What there would be in a unit after its last day, each a field error.
fn left(conn: &mut Conn, errors: &mut FieldErrors, id: UnitId, last_day: NaiveDate) -> Result<()> {
    type Row = (MeetingKind, MeetingStatus, chrono::NaiveDateTime, Option<chrono::NaiveDateTime>);
    let meetings: Vec<Row> = meeting::table
        .filter(meeting::unit_id.eq(id))
        .select((meeting::kind, meeting::status, meeting::scheduled_at, meeting::started_at))
        .load(conn)?;
    let open = meetings.into_iter().any(|(kind, status, scheduled_at, started_at)| {
        let over =
            status == MeetingStatus::Locked || (kind == MeetingKind::Preparatory && status == MeetingStatus::Concluded);
        !over || local_date(started_at.unwrap_or(scheduled_at).and_utc()) > last_day
    });
    errors.add_if(open, "/ends_on", Code::MeetingsUnderWay);
    let members: i64 = membership::table
        .filter(membership::unit_id.eq(id))
        .filter(membership::status.ne(ActivityStatus::Left))
        .filter(membership::replaced_at.is_null())
        .filter(membership::ends_on.is_null().or(membership::ends_on.gt(last_day)))
        .count()
        .get_result(conn)?;
    errors.add_if(members > 0, "/ends_on", Code::MembersThere);
    let below: i64 = unit_state::table
        .filter(unit_state::parent_id.eq(id))
        .filter(unit_state::replaced_at.is_null())
        .filter(unit_state::ends_on.is_null().or(unit_state::ends_on.gt(last_day)))
        .count()
        .get_result(conn)?;
    errors.add_if(below > 0, "/ends_on", Code::UnitsBelow);
    Ok(())
}

/// After a correction of a unit's days: nothing of it may lie outside them.
pub(super) fn check_life(conn: &mut Conn, id: UnitId, was: Span, is: Span) -> Result<()> {
    let mut errors = FieldErrors::default();
    if let Some(last_day) = is.ends_on.filter(|_| is.ends_on != was.ends_on) {
        left(conn, &mut errors, id, last_day)?;
    }
    if is.starts_on > was.starts_on {
        let first = first_day_of_anything(conn, id)?;
        errors.add_if(first.is_some_and(|first| first < is.starts_on), "/starts_on", Code::BeforeFounding);
    }
    check(errors)
}

fn first_day_of_anything(conn: &mut Conn, id: UnitId) -> QueryResult<Option<NaiveDate>> {
    let meeting: Option<chrono::NaiveDateTime> =
        meeting::table.filter(meeting::unit_id.eq(id)).select(diesel::dsl::min(meeting::scheduled_at)).first(conn)?;
    let member: Option<NaiveDate> = membership::table
        .filter(membership::unit_id.eq(id))
        .filter(membership::replaced_at.is_null())
        .select(diesel::dsl::min(membership::starts_on))
        .first(conn)?;
    let below: Option<NaiveDate> = unit_state::table
        .filter(unit_state::parent_id.eq(id))
        .filter(unit_state::replaced_at.is_null())
        .select(diesel::dsl::min(unit_state::starts_on))
        .first(conn)?;
    let seats = SeatRow::of(conn, id)?.into_iter().map(|seat| seat.starts_on).min();
    let charges = ChargeRow::of(conn, id)?.into_iter().map(|charge| charge.starts_on).min();
    let terms = TermRow::of(conn, id)?.into_iter().map(|term| term.starts_on).min();
    let granted: Option<NaiveDate> = account_grant::table
        .filter(account_grant::unit_id.eq(id))
        .filter(account_grant::replaced_at.is_null())
        .select(diesel::dsl::min(account_grant::starts_on))
        .first(conn)?;
    let days = [meeting.map(|at| local_date(at.and_utc())), member, below, seats, charges, terms, granted];
    Ok(days.into_iter().flatten().min())
}

/// Ends what holds in a unit beyond its last day.
pub(super) fn end_all(
    cx: &mut Context<'_>,
    id: UnitId,
    version: i64,
    last_day: NaiveDate,
    author: &Author,
) -> Result<()> {
    let granted: Vec<GrantedRow> = account_grant::table
        .filter(account_grant::unit_id.eq(id))
        .filter(account_grant::replaced_at.is_null())
        .order((account_grant::account_id, account_grant::id))
        .select(GrantedRow::as_select())
        .load(cx.conn)?;
    let belongings = Belongings {
        terms: ended(TermRow::of(cx.conn, id)?, last_day),
        seats: ended(SeatRow::of(cx.conn, id)?, last_day),
        charges: ended(ChargeRow::of(cx.conn, id)?, last_day),
        grants: ended(granted, last_day),
    };
    belongings.write(cx, id, version, last_day, author)
}

/// Facts that hold beyond a day, ended with it; those that would begin later never will.
fn ended<F: Fact>(facts: Vec<F>, last_day: NaiveDate) -> Vec<Edits<F>> {
    let beyond = |fact: &F| fact.span().ends_on.is_none_or(|last| last > last_day);
    let one = |fact: F| {
        let shortened = fact.during(Span::new(fact.span().starts_on, Some(last_day)));
        Edits {
            written: Some(shortened).filter(|fact| fact.span().has_days()).into_iter().collect(),
            replaced: vec![fact],
        }
    };
    facts.into_iter().filter(beyond).map(one).collect()
}

/// What becomes of what a unit has, fact by fact: terms, offices, charges, and accounts' roles there.
pub(super) struct Belongings {
    /// Of its committee.
    pub terms: Vec<Edits<TermRow>>,
    /// In its committee.
    pub seats: Vec<Edits<SeatRow>>,
    /// Who is in charge of it.
    pub charges: Vec<Edits<ChargeRow>>,
    /// In the order of the accounts' ids, so that two who write grants don't wait for each other.
    pub grants: Vec<Edits<GrantedRow>>,
}

impl Belongings {
    /// Writes it; each is noted with what it was. Accounts show the unit by its name of the day.
    pub(super) fn write(
        self,
        cx: &mut Context<'_>,
        id: UnitId,
        version: i64,
        day: NaiveDate,
        author: &Author,
    ) -> Result<()> {
        let today = cx.today();
        if let Some(edits) = together(self.terms) {
            let written = TermRow::write(cx.conn, &edits, author)?;
            let (before, after) = (shown(cx.conn, &edits.replaced, &[])?, shown(cx.conn, &written, &[])?);
            cx.note(id, version, "term", &before, &after)?;
        }
        if let Some(edits) = together(self.seats) {
            let written = SeatRow::write(cx.conn, &edits, author)?;
            let (before, after) = (seats_shown(cx.conn, &edits.replaced)?, seats_shown(cx.conn, &written)?);
            cx.note(id, version, "committee", &before, &after)?;
        }
        if let Some(edits) = together(self.charges) {
            let written = ChargeRow::write(cx.conn, &edits, author)?;
            let before = charges_shown(cx.conn, &edits.replaced, today)?;
            let after = charges_shown(cx.conn, &written, today)?;
            cx.note(id, version, "supervisor", &before, &after)?;
        }
        let name = super::near(cx.conn, id, day)?.name;
        for edits in self.grants {
            let Some(account_id) = edits.replaced.first().or(edits.written.first()).map(|grant| grant.account_id)
            else {
                continue;
            };
            let version = raise!(cx.conn, account, account_id)?;
            let written = GrantedRow::write(cx.conn, &edits, author)?;
            let Some(grant_id) = edits.replaced.first().or(written.first()).map(|grant| grant.id) else { continue };
            let before = edits.replaced.first().map(|grant| grant.shown(name.clone()));
            let after = written.first().map(|grant| grant.shown(name.clone()));
            cx.note(account_id, version, format!("grants/{grant_id}"), &before, &after)?;
        }
        Ok(())
    }
}

/// The edits of several facts as those of one table; none if there is nothing to write.
fn together<F>(edits: Vec<Edits<F>>) -> Option<Edits<F>> {
    edits.into_iter().reduce(|mut all, one| {
        all.replaced.extend(one.replaced);
        all.written.extend(one.written);
        all
    })
}
