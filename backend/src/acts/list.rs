//! Acts, for those who look into who did what.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use diesel::prelude::*;
use shared::access::{Action, Actor, Reach, reach};
use shared::act::DONE;
use shared::api::act::{ActChange, ActQuery, ActRow, ListActs};
use shared::api::{Page, Subject};
use shared::id::{AccountId, ActId, SessionId, UnitId};
use shared::problem::Code;
use shared::time::{from_local, local_date, of_our_times};
use uuid::Uuid;

use crate::db::schema::{act, change, unit_state};
use crate::db::{Backend, Conn};
use crate::http::{Call, Context, Error, Paging, Result, below, in_scope};

/// Changes of one act that are listed: an import has thousands.
const CHANGES: i64 = 100;

type Key = (NaiveDateTime, ActId);

#[derive(Queryable, Selectable)]
#[diesel(table_name = act)]
struct Stored {
    id: ActId,
    at: NaiveDateTime,
    account_id: Option<AccountId>,
    by_name: String,
    on_behalf_of: Option<String>,
    address: String,
    session_id: Option<SessionId>,
    operation: String,
    subject_kind: Option<Subject>,
    subject_id: Option<Vec<u8>>,
    unit_id: Option<UnitId>,
    outcome: String,
}

/// The latest first. Whoever reads everything also reads what concerns no unit, such as accounts.
pub fn list(cx: &mut Context<'_>, call: Call<ListActs>) -> Result<Page<ActRow>> {
    let asked = call.query;
    let paging = Paging::<Key>::new(asked.cursor.as_deref(), asked.limit)?;
    let mut acts = matching(cx, &asked)?;
    if let Some((at, id)) = paging.after {
        if !of_our_times(at.date()) {
            return Err(bad("query/cursor", Code::WrongFormat));
        }
        acts = acts.filter(act::at.lt(at).or(act::at.eq(at).and(act::id.lt(id))));
    }
    let rows: Vec<Stored> =
        acts.order((act::at.desc(), act::id.desc())).limit(paging.rows()).select(Stored::as_select()).load(cx.conn)?;
    let Page { items, next, .. } = paging.page(rows, |row| (row.at, row.id));
    let actor = cx.who()?.actor.clone();
    Ok(Page { items: with_changes(cx.conn, items, &actor)?, next, total: None })
}

/// What the query asks for, of what the caller may see.
fn matching(cx: &mut Context<'_>, asked: &ActQuery) -> Result<act::BoxedQuery<'static, Backend>> {
    let scope = cx.scope(Action::AuditRead)?;
    let mut acts = act::table.into_boxed();
    if !reads_all(&cx.who()?.actor) {
        acts = acts.filter(act::unit_id.assume_not_null().eq_any(in_scope(&scope)));
    }
    if let Some(unit) = asked.unit_id {
        acts = acts.filter(act::unit_id.assume_not_null().eq_any(below(vec![unit], cx.today())));
    }
    if let Some(subject) = asked.subject_id {
        let id = subject.as_bytes().to_vec();
        let changed = change::table.filter(change::subject_id.eq(id.clone())).select(change::act_id);
        acts = acts.filter(act::subject_id.assume_not_null().eq(id).or(act::id.eq_any(changed)));
    }
    if let Some(account) = asked.account_id {
        acts = acts.filter(act::account_id.eq(account));
    }
    acts = match asked.refused {
        Some(true) => acts.filter(act::outcome.ne(DONE)),
        Some(false) => acts.filter(act::outcome.eq(DONE)),
        None => acts,
    };
    if let Some(from) = asked.from {
        acts = acts.filter(act::at.ge(midnight("query/from", Some(from))?));
    }
    if let Some(to) = asked.to {
        acts = acts.filter(act::at.lt(midnight("query/to", to.succ_opt())?));
    }
    Ok(acts)
}

fn reads_all(actor: &Actor) -> bool {
    actor.grants.iter().any(|grant| reach(grant.role, Action::AuditRead) == Some(Reach::All))
}

/// A day's first moment in Vietnam, as UTC.
fn midnight(place: &str, day: Option<NaiveDate>) -> Result<NaiveDateTime> {
    let day = day.filter(|day| of_our_times(*day)).ok_or_else(|| bad(place, Code::OutOfRange))?;
    Ok(from_local(day.and_time(NaiveTime::MIN)).naive_utc())
}

fn bad(place: &str, code: Code) -> Error {
    Error { code: Code::BadQuery, ..Error::field(place, code) }
}

fn with_changes(conn: &mut Conn, rows: Vec<Stored>, actor: &Actor) -> Result<Vec<ActRow>> {
    let ids: Vec<ActId> = rows.iter().map(|row| row.id).collect();
    let units: Vec<UnitId> = rows.iter().filter_map(|row| row.unit_id).collect();
    let names = names(conn, units)?;
    let counts: Vec<(ActId, i64)> = change::table
        .filter(change::act_id.eq_any(ids))
        .group_by(change::act_id)
        .select((change::act_id, diesel::dsl::count_star()))
        .load(conn)?;
    let mut changes: HashMap<ActId, Vec<ActChange>> = HashMap::new();
    let (few, many): (Vec<_>, Vec<_>) = counts.iter().copied().partition(|(_, count)| *count <= CHANGES);
    let few: Vec<ActId> = few.into_iter().map(|(id, _)| id).collect();
    for (id, change) in load_changes(conn, few, i64::MAX, actor)? {
        changes.entry(id).or_default().push(change);
    }
    for (id, _) in many {
        let first = load_changes(conn, vec![id], CHANGES, actor)?;
        changes.insert(id, first.into_iter().map(|(_, change)| change).collect());
    }
    let counts: HashMap<ActId, i64> = counts.into_iter().collect();
    rows.into_iter()
        .map(|row| {
            let listed = changes.remove(&row.id).unwrap_or_default();
            let more_changes = (counts.get(&row.id).copied().unwrap_or(0) - CHANGES).max(0);
            Ok(ActRow {
                id: row.id,
                at: row.at.and_utc(),
                by: row.by_name,
                account_id: row.account_id,
                on_behalf_of: row.on_behalf_of,
                address: row.address,
                session_id: row.session_id,
                operation: row.operation,
                subject: row.subject_kind,
                subject_id: row.subject_id.map(|id| Uuid::from_slice(&id)).transpose().map_err(Error::internal)?,
                unit_id: row.unit_id,
                unit_name: row.unit_id.and_then(|id| name_on(&names, id, local_date(row.at.and_utc()))),
                outcome: row.outcome,
                changes: listed,
                more_changes,
            })
        })
        .collect()
}

/// What units were called, each name with its first day.
fn names(conn: &mut Conn, units: Vec<UnitId>) -> QueryResult<Vec<(UnitId, NaiveDate, String)>> {
    unit_state::table
        .filter(unit_state::unit_id.eq_any(units))
        .filter(unit_state::replaced_at.is_null())
        .order(unit_state::starts_on)
        .select((unit_state::unit_id, unit_state::starts_on, unit_state::name))
        .load(conn)
}

/// A unit's name on a day; its first one before it was founded.
fn name_on(names: &[(UnitId, NaiveDate, String)], unit: UnitId, day: NaiveDate) -> Option<String> {
    let mut own = names.iter().filter(|(id, ..)| *id == unit);
    let first = own.clone().next();
    own.rfind(|(_, from, _)| *from <= day).or(first).map(|(.., name)| name.clone())
}

/// The changes of these acts, each with its act.
fn load_changes(conn: &mut Conn, acts: Vec<ActId>, most: i64, actor: &Actor) -> Result<Vec<(ActId, ActChange)>> {
    type Columns = (ActId, Option<Subject>, Vec<u8>, i64, String, Option<String>, String);
    let rows: Vec<Columns> = change::table
        .filter(change::act_id.eq_any(acts))
        .order(change::id)
        .limit(most)
        .select((
            change::act_id,
            change::subject_kind,
            change::subject_id,
            change::version,
            change::path,
            change::before,
            change::after,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(act, subject, id, version, path, before, after)| {
            let shown = may_read(actor, subject);
            let subject_id = Uuid::from_slice(&id).map_err(Error::internal)?;
            let (before, after) = (before.filter(|_| shown), Some(after).filter(|_| shown));
            Ok((act, ActChange { subject, subject_id, version, path, before, after }))
        })
        .collect()
}

/// Who looks into acts doesn't thereby read minutes and registers: an admin sees that something was changed, not what.
fn may_read(actor: &Actor, subject: Option<Subject>) -> bool {
    subject.is_some_and(|subject| subject.seen_by().is_none_or(|action| actor.may(action)))
}
