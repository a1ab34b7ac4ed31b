//! Putting a sheet in force from a day on, putting right what was chosen, and what was chosen when.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use diesel::prelude::*;
use shared::api::Page;
use shared::api::sheet::{ChooseSheet, CorrectSheetChoice, ListSheetChoices, SheetChoice as Reply};
use shared::dated::{Edits, Fact, Gaps, Span, begin, correct, withdraw};
use shared::evaluation::SheetPurpose;
use shared::id::UnitId;
use shared::meeting::{MeetingKind, MeetingStatus};
use shared::problem::{Code, FieldErrors};
use shared::time::local_date;

use super::book::{book, touch};
use super::choice::{SheetChoice, SheetChoiceRow, choice_on, chooses};
use super::draft::find_offered;
use super::record::{SheetRecord, problems};
use super::seed::keep;
use crate::db::schema::{meeting, score_sheet, unit, unit_path};
use crate::db::{Author, Conn, Dated, Decision, above, known_at, lock_rulebook, roots};
use crate::http::{Call, Context, Error, Result, check};
use crate::turns::raise;

/// Everything that the unit has chosen.
pub fn list(cx: &mut Context<'_>, call: Call<ListSheetChoices>) -> Result<Page<Reply>> {
    let mut rows = SheetChoiceRow::history(cx.conn, call.path, known_at(&call.query)?)?;
    rows.retain(|row| row.purpose == SheetPurpose::Meeting);
    Ok(Page::whole(shown(cx.conn, &rows)?))
}

/// The choices with what the sheets are called.
fn shown(conn: &mut Conn, rows: &[SheetChoiceRow]) -> Result<Vec<Reply>> {
    let book = book(conn)?;
    let one = |row: &SheetChoiceRow| {
        Ok(Reply {
            id: row.id,
            unit_id: row.unit_id,
            sheet: row.sheet_digest.parse().map_err(Error::internal)?,
            title: book.sheet(&row.sheet_digest).map(|sheet| sheet.title.clone()).unwrap_or_default(),
            record: row.record(),
        })
    };
    rows.iter().map(one).collect()
}

/// From a day on, up to the next choice that is known. A draft doesn't change any more from now on.
pub fn choose(cx: &mut Context<'_>, call: Call<ChooseSheet>) -> Result<Reply> {
    let (unit_id, body) = (call.path, call.body);
    chooses(cx.conn, unit_id)?;
    let version = raise!(cx.conn, unit, unit_id)?;
    lock_rulebook(cx.conn)?;
    let mut errors = FieldErrors::default();
    errors.date("/starts_on", Some(body.starts_on));
    let decision = Decision::entered(&mut errors, &body.decision, body.decided_on);
    check(errors)?;
    let sheet = whole(cx, unit_id, body.sheet.as_str())?;
    let value = SheetChoice { unit_id, sheet_digest: sheet.digest.clone(), purpose: SheetPurpose::Meeting };
    let new = SheetChoiceRow::new(value, Span::from(body.starts_on), decision);
    let (facts, gaps) = (SheetChoiceRow::for_meetings(cx.conn, unit_id)?, gaps(cx.conn, unit_id)?);
    let edits = begin(&facts, &new, gaps).map_err(|trouble| Error::field("/starts_on", trouble.code()))?;
    refuse_judged(cx.conn, unit_id, (&facts, &edits.applied(&facts)), "/starts_on")?;
    settle(cx, &sheet)?;
    let author = cx.author()?;
    let written = write(cx, unit_id, version, &edits, &author)?;
    written.into_iter().next_back().ok_or_else(|| Code::NotFound.into())
}

/// With a reason; neighbours move along.
pub fn correct_choice(cx: &mut Context<'_>, call: Call<CorrectSheetChoice>) -> Result<Page<Reply>> {
    let ((unit_id, choice_id), body) = (call.path, call.body);
    let version = raise!(cx.conn, unit, unit_id)?;
    lock_rulebook(cx.conn)?;
    let facts = SheetChoiceRow::for_meetings(cx.conn, unit_id)?;
    let at = facts.iter().position(|fact| fact.id == choice_id).ok_or(Code::NotFound)?;
    let old = facts.get(at).ok_or(Code::NotFound)?;
    let gaps = gaps(cx.conn, unit_id)?;
    let mut errors = FieldErrors::default();
    let author = cx.author()?.because(&mut errors, &body.reason);
    errors.date("/starts_on", body.starts_on);
    let number = body.decision.as_deref().unwrap_or(&old.decision);
    let decision = Decision::entered(&mut errors, number, body.decided_on.unwrap_or(old.decided_on));
    check(errors)?;
    let (edits, pointer) = if body.withdraw {
        let edits = withdraw(&facts, at, gaps).map_err(|trouble| Error::field("/withdraw", trouble.code()))?;
        (edits, "/withdraw")
    } else {
        let mut value = old.value();
        if let Some(digest) = body.sheet.as_ref().filter(|digest| digest.as_str() != old.sheet_digest) {
            let sheet = whole(cx, unit_id, digest.as_str())?;
            settle(cx, &sheet)?;
            value.sheet_digest = sheet.digest;
        }
        let span = Span::new(body.starts_on.unwrap_or(old.starts_on), old.ends_on);
        let right = SheetChoiceRow::new(value, span, decision);
        let edits = correct(&facts, at, &right).map_err(|trouble| Error::field("/starts_on", trouble.code()))?;
        (edits, if body.sheet.is_some() { "/sheet" } else { "/starts_on" })
    };
    let after = edits.applied(&facts);
    let first = |facts: &[SheetChoiceRow]| facts.first().map(|fact| fact.starts_on);
    // What is at the top always has a sheet: a meeting without one couldn't be read.
    if gaps == Gaps::Never && first(&after) > first(&facts) {
        return Err(Error::field("/starts_on", Code::NothingBefore));
    }
    refuse_judged(cx.conn, unit_id, (&facts, &after), pointer)?;
    write(cx, unit_id, version, &edits, &author)?;
    let rows = SheetChoiceRow::for_meetings(cx.conn, unit_id)?;
    Ok(Page::whole(shown(cx.conn, &rows)?))
}

/// A unit below another one may leave the choice to it.
fn gaps(conn: &mut Conn, unit: UnitId) -> QueryResult<Gaps> {
    Ok(if roots(conn)?.contains(&unit) { Gaps::Never } else { Gaps::Allowed })
}

/// The sheet on offer with this content, if it can score every meeting; otherwise what is wrong is told in words.
fn whole(cx: &mut Context<'_>, unit: UnitId, digest: &str) -> Result<SheetRecord> {
    let unknown = || Error::field("/sheet", Code::UnknownReference);
    let sheet = find_offered(cx, unit, digest)?.ok_or_else(unknown)?;
    let found = problems(&sheet.sheet()?, cx.language());
    if found.is_empty() {
        return Ok(sheet);
    }
    let places: Vec<String> = found.into_iter().map(|problem| problem.detail).collect();
    Err(Error::field("/sheet", Code::NotWhole).detail(places.join("\n")))
}

/// A draft that is put in force stays as it is, and may be scored on.
fn settle(cx: &mut Context<'_>, sheet: &SheetRecord) -> Result<()> {
    if sheet.settled {
        return Ok(());
    }
    let seen = score_sheet::table.find(sheet.id).filter(score_sheet::version.eq(sheet.version));
    let version = sheet.version + 1;
    let settled =
        diesel::update(seen).set((score_sheet::settled.eq(true), score_sheet::version.eq(version))).execute(cx.conn)?;
    if settled == 0 {
        // Somebody has changed it meanwhile: there is no such sheet any more.
        return Err(Error::field("/sheet", Code::UnknownReference));
    }
    keep(cx.conn, &sheet.digest, &sheet.content, sheet.purpose)?;
    touch(cx.conn)?;
    cx.note(sheet.id, version, "settled", &false, &true)
}

/// What was judged stays as it was judged: no meeting that was concluded may have another sheet afterwards.
fn refuse_judged(
    conn: &mut Conn,
    unit: UnitId,
    (before, after): (&[SheetChoiceRow], &[SheetChoiceRow]),
    pointer: &str,
) -> Result<()> {
    let on = |facts: &[SheetChoiceRow], day: NaiveDate| {
        facts.iter().find(|fact| fact.span().covers(day)).map(|fact| fact.sheet_digest.clone())
    };
    let after_last = |fact: &SheetChoiceRow| fact.ends_on.and_then(|last| last.succ_opt());
    // Sheets change only on days when a choice begins, or on the one after its last.
    let starts = before.iter().chain(after).flat_map(|fact| [Some(fact.starts_on), after_last(fact)]);
    let Some(from) = starts.flatten().filter(|day| on(before, *day) != on(after, *day)).min() else { return Ok(()) };
    let from = from.and_time(NaiveTime::MIN) - TimeDelta::days(1);
    let held: Vec<MeetingStatus> = MeetingStatus::ALL.iter().copied().filter(|status| status.held()).collect();
    type Row = (UnitId, NaiveDateTime, Option<NaiveDateTime>, NaiveDate, Option<NaiveDate>);
    let meetings: Vec<Row> = meeting::table
        .inner_join(unit_path::table.on(unit_path::unit_id.eq(meeting::unit_id)))
        .filter(unit_path::ancestor_id.eq(unit))
        .filter(meeting::kind.ne(MeetingKind::Preparatory))
        .filter(meeting::status.eq_any(held))
        .filter(meeting::scheduled_at.ge(from).or(meeting::started_at.assume_not_null().ge(from)))
        .select((
            meeting::unit_id,
            meeting::scheduled_at,
            meeting::started_at,
            unit_path::starts_on,
            unit_path::ends_on,
        ))
        .load(conn)?;
    for (held_by, scheduled_at, started_at, starts_on, ends_on) in meetings {
        let day = local_date(started_at.unwrap_or(scheduled_at).and_utc());
        if !Span::new(starts_on, ends_on).covers(day) || on(before, day) == on(after, day) {
            continue;
        }
        // Unless a unit in between has chosen for it, or one above had chosen the same.
        let (chosen, here) = (choice_on(conn, held_by, day)?, above(conn, unit, day)?);
        let nearer = chosen.as_ref().is_some_and(|(chooser, _)| !here.contains(chooser));
        let same = chosen.is_some_and(|(_, digest)| on(after, day) == Some(digest));
        if !nearer && !same {
            return Err(Error::field(pointer, Code::MeetingsJudged));
        }
    }
    Ok(())
}

/// Writes the edits and notes them at the unit.
fn write(
    cx: &mut Context<'_>,
    unit_id: UnitId,
    version: i64,
    edits: &Edits<SheetChoiceRow>,
    author: &Author,
) -> Result<Vec<Reply>> {
    let written = SheetChoiceRow::write(cx.conn, edits, author)?;
    let replies = shown(cx.conn, &written)?;
    let before = shown(cx.conn, &edits.replaced)?;
    cx.note(unit_id, version, "sheet", &before, &replies)?;
    cx.set_etag(version);
    Ok(replies)
}
