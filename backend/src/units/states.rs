//! Changing a unit from a day on, closing it, putting right what was written down, and what it was.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::state::{ChangeUnit, CorrectUnit, ListUnitStates, UnitState as Reply};
use shared::dated::{Edits, Fact, Gaps, Span, Trouble, begin, correct, withdraw};
use shared::id::UnitId;
use shared::problem::{Code, FieldErrors};

use super::settings::{self, Pointers, apply};
use super::state::{States, UnitStateRow};
use super::tree::trace;
use super::{close, reopen, update_branch};
use crate::db::schema::unit;
use crate::db::{Author, Conn, Dated, Decision, known_at};
use crate::http::{Call, Context, Error, Result, check};
use crate::turns::raise;

/// Everything that the unit was, is and will be.
pub fn list(cx: &mut Context<'_>, call: Call<ListUnitStates>) -> Result<Page<Reply>> {
    let rows = UnitStateRow::history(cx.conn, call.path, known_at(&call.query)?)?;
    Ok(Page::whole(shown(cx.conn, &rows)?))
}

/// The states with the names of the units above.
pub(super) fn shown(conn: &mut Conn, rows: &[UnitStateRow]) -> QueryResult<Vec<Reply>> {
    let above = States::of(conn, rows.iter().filter_map(|row| row.parent_id))?;
    let one = |row: &UnitStateRow| Reply {
        id: row.id,
        unit_id: row.unit_id,
        parent_id: row.parent_id,
        parent_name: row.parent_id.map(|parent| above.name(parent, row.starts_on).to_owned()),
        kind: row.kind,
        branch_kind: row.branch_kind,
        code: row.code.clone(),
        name: row.name.clone(),
        fixed_day: row.fixed_day,
        place: row.place.clone(),
        hour: row.hour.clone(),
        locality: row.locality.clone(),
        record: row.record(),
    };
    Ok(rows.iter().map(one).collect())
}

/// What stands in the way of a day, as a field error.
pub(super) fn refused(facts: &[UnitStateRow], day: NaiveDate, pointer: &str, trouble: Trouble) -> Error {
    let first = facts.first().map(|fact| fact.starts_on);
    let code = match trouble {
        _ if first.is_some_and(|first| day < first) => Code::BeforeFounding,
        Trouble::NothingInForce => Code::UnitClosed,
        _ => trouble.code(),
    };
    Error::field(pointer, code)
}

/// From a day on, up to the next change that is known.
pub fn change(cx: &mut Context<'_>, call: Call<ChangeUnit>) -> Result<Reply> {
    let (id, body) = (call.path, call.body);
    let version = raise!(cx.conn, unit, id)?;
    let mut errors = FieldErrors::default();
    errors.date("/starts_on", Some(body.starts_on));
    let decision = Decision::entered(&mut errors, &body.decision, body.decided_on);
    check(errors)?;
    let facts = UnitStateRow::of(cx.conn, id)?;
    let present = facts.iter().rfind(|fact| fact.starts_on <= body.starts_on).or_else(|| facts.first());
    let value = apply(present.ok_or(Code::NotFound)?.value(), body.settings);
    let new = UnitStateRow::new(value, Span::from(body.starts_on), decision);
    let edits =
        begin(&facts, &new, Gaps::Never).map_err(|trouble| refused(&facts, body.starts_on, "/starts_on", trouble))?;
    let state = edits.written.last().ok_or(Code::NotFound)?;
    let scope = cx.scope(Action::UnitWrite)?;
    check(settings::errors(cx.conn, state, &Pointers { settings: "/settings", days: "" }, Some(&scope))?)?;
    let author = cx.author()?;
    let written = write(cx, id, version, &edits, &author)?;
    written.into_iter().next_back().ok_or_else(|| Code::NotFound.into())
}

/// Wrong fields of what holds on more days than it did, each at what makes it longer. It isn't asked whether the caller
/// reaches the unit above: that was decided before.
fn longer(
    conn: &mut Conn,
    edits: &Edits<UnitStateRow>,
    pointer: impl Fn(&UnitStateRow) -> &'static str,
) -> Result<FieldErrors> {
    let held =
        |fact: &UnitStateRow| edits.replaced.iter().any(|old| old.id == fact.id && old.span().contains(fact.span()));
    let mut errors = FieldErrors::default();
    for fact in edits.written.iter().filter(|fact| !held(fact)) {
        let wrong = settings::errors(conn, fact, &Pointers { settings: "", days: "" }, None)?;
        errors.0.extend(wrong.0.into_iter().map(|(_, code)| (pointer(fact).to_owned(), code)));
    }
    Ok(errors)
}

/// With a reason; neighbours move along.
pub fn correct_state(cx: &mut Context<'_>, call: Call<CorrectUnit>) -> Result<Page<Reply>> {
    let ((id, state_id), body) = (call.path, call.body);
    if body.ends_on.is_some() {
        reopen::lock_holders(cx.conn, id)?;
    }
    let version = raise!(cx.conn, unit, id)?;
    let facts = UnitStateRow::of(cx.conn, id)?;
    let at = facts.iter().position(|fact| fact.id == state_id).ok_or(Code::NotFound)?;
    let old = facts.get(at).ok_or(Code::NotFound)?;
    let mut errors = FieldErrors::default();
    let author = cx.author()?.because(&mut errors, &body.reason);
    errors.date("/starts_on", body.starts_on);
    errors.date("/ends_on", body.ends_on.flatten());
    let number = body.decision.as_deref().unwrap_or(&old.decision);
    let decision = Decision::entered(&mut errors, number, body.decided_on.unwrap_or(old.decided_on));
    check(errors)?;
    let edits = if body.withdraw {
        let edits = withdraw(&facts, at, Gaps::Never).map_err(|trouble| Error::field("/withdraw", trouble.code()))?;
        check(longer(cx.conn, &edits, |_| "/withdraw")?)?;
        edits
    } else {
        let span = Span::new(body.starts_on.unwrap_or(old.starts_on), body.ends_on.unwrap_or(old.ends_on));
        let right = UnitStateRow::new(apply(old.value(), body.settings), span, decision);
        let pointer = if body.ends_on.is_some() { "/ends_on" } else { "/starts_on" };
        let edits = correct(&facts, at, &right).map_err(|trouble| Error::field(pointer, trouble.code()))?;
        let scope = cx.scope(Action::UnitWrite)?;
        let pointers = Pointers { settings: "/settings", days: "" };
        let mut errors = settings::errors(cx.conn, &right, &pointers, Some(&scope))?;
        let mut neighbours = edits.clone();
        neighbours.written.retain(|fact| fact.id != right.id);
        let moved = |fact: &UnitStateRow| if fact.starts_on < right.starts_on { "/starts_on" } else { "/ends_on" };
        errors.0.extend(longer(cx.conn, &neighbours, moved)?.0);
        check(errors)?;
        edits
    };
    let after = edits.applied(&facts);
    let life = |facts: &[UnitStateRow]| Some(Span::new(facts.first()?.starts_on, facts.last()?.ends_on));
    let (was, is) = life(&facts).zip(life(&after)).ok_or(Code::NotFound)?;
    close::check_life(cx.conn, id, was, is)?;
    // Closed by a correction, it leaves as little behind as closed by a decision.
    if let Some(last_day) = is.ends_on.filter(|last| was.ends_on.is_none_or(|before| *last < before)) {
        close::end_all(cx, id, version, last_day, &author)?;
    }
    write(cx, id, version, &edits, &author)?;
    if let Some(former) = was.ends_on.filter(|before| is.ends_on.is_none_or(|last| last > *before)) {
        reopen::restore(cx, id, version, (former, is.ends_on), &author)?;
    }
    let rows = UnitStateRow::of(cx.conn, id)?;
    Ok(Page::whole(shown(cx.conn, &rows)?))
}

/// Writes the edits, the paths that follow from them, and the history: the state, and what is another as at today.
pub(super) fn write(
    cx: &mut Context<'_>,
    id: UnitId,
    version: i64,
    edits: &Edits<UnitStateRow>,
    author: &Author,
) -> Result<Vec<Reply>> {
    let today = cx.today();
    let was = super::near(cx.conn, id, today)?;
    let written = UnitStateRow::write(cx.conn, edits, author)?;
    trace(cx.conn, id)?;
    let is = super::near(cx.conn, id, today)?;
    update_branch::note(cx, version, &was, &is)?;
    let replies = shown(cx.conn, &written)?;
    let before = shown(cx.conn, &edits.replaced)?;
    cx.note(id, version, "state", &before, &replies)?;
    cx.set_etag(version);
    Ok(replies)
}
