//! A unit's own sheets: copied from what is on offer, changed while they are drafts.

use diesel::prelude::*;
use serde_json::{Value, to_value};
use shared::api::Page;
use shared::api::endpoint::Empty;
use shared::api::sheet::{CopySheet, DeleteSheet, GetSheet, ListSheets, Sheet, SheetPatch, SheetRow, UpdateSheet};
use shared::evaluation::{Origin, ScoreSheet, SheetPurpose, refuse};
use shared::id::{SheetId, UnitId};
use shared::part::Part;
use shared::problem::Code;
use shared::text::{Bilingual, compose};
use uuid::Uuid;

use super::choice::{SheetChoiceRow, chooses};
use super::record::SheetRecord;
use crate::db::schema::score_sheet;
use crate::http::{Call, Context, Error, Result, check};
use crate::turns::turn;

/// What a unit can choose or copy.
pub fn list(cx: &mut Context<'_>, call: Call<ListSheets>) -> Result<Page<SheetRow>> {
    let choices = SheetChoiceRow::for_meetings(cx.conn, call.path)?;
    let rows = SheetRecord::offered(cx, call.path, &choices)?;
    Ok(Page::whole(rows.iter().map(|row| row.shown(&choices)).collect::<Result<_>>()?))
}

/// A unit's own sheet.
pub fn get(cx: &mut Context<'_>, call: Call<GetSheet>) -> Result<Sheet> {
    let record = SheetRecord::find(cx.conn, call.path)?;
    shown(cx, &record)
}

fn shown(cx: &mut Context<'_>, record: &SheetRecord) -> Result<Sheet> {
    let choices = match record.unit_id {
        Some(unit) => SheetChoiceRow::for_meetings(cx.conn, unit)?,
        None => Vec::new(),
    };
    cx.set_etag(record.version);
    record.whole(&choices, cx.language())
}

/// Everything that the source has, under another title. Nobody's document has it, whatever its source had.
pub fn copy(cx: &mut Context<'_>, call: Call<CopySheet>) -> Result<Sheet> {
    let (unit, new) = (call.path, call.body);
    chooses(cx.conn, unit)?;
    let id = new.id.unwrap_or_else(|| SheetId(Uuid::now_v7()));
    let source =
        find_offered(cx, unit, new.from.as_str())?.ok_or_else(|| Error::field("/from", Code::UnknownReference))?;
    let (code, title) = (id.to_string(), tidy(new.title));
    let sheet = ScoreSheet { id: code.clone(), title, origin: Origin::Proposed, ..source.sheet()? };
    let mut errors = refuse(&sheet);
    errors.add_if(id.0.get_version_num() != 7, "/id", Code::WrongFormat);
    check(errors)?;
    let mut record = SheetRecord {
        id,
        unit_id: Some(unit),
        code,
        digest: String::new(),
        content: String::new(),
        origin: sheet.origin,
        based_on: Some(source.digest),
        settled: false,
        recorded_at: cx.now().naive_utc(),
        recorded_by: cx.who()?.name.clone(),
        replaced_at: None,
        version: 1,
        purpose: SheetPurpose::Meeting,
    };
    record.set(&sheet)?;
    diesel::insert_into(score_sheet::table).values(&record).execute(cx.conn)?;
    cx.note(id, 1, "", &(), &sheet)?;
    // As the database has it: it may keep times less finely.
    let record = SheetRecord::find(cx.conn, id)?;
    shown(cx, &record)
}

/// What is on offer for a unit with this content.
pub(super) fn find_offered(cx: &mut Context<'_>, unit: UnitId, digest: &str) -> Result<Option<SheetRecord>> {
    let choices = SheetChoiceRow::for_meetings(cx.conn, unit)?;
    Ok(SheetRecord::offered(cx, unit, &choices)?.into_iter().find(|row| row.digest == digest))
}

/// Saved as it is, whole or not, while it is a draft.
pub fn update(cx: &mut Context<'_>, call: Call<UpdateSheet>) -> Result<Sheet> {
    let (id, patch) = (call.path, call.body);
    // A list comes whole: who sends it writes all of it, also what others have added to it meanwhile.
    let fields = to_value(&patch).map_err(Error::internal)?;
    let parts: Vec<Part> = fields.as_object().into_iter().flat_map(|fields| fields.keys()).map(Part::new).collect();
    let turn = turn!(cx, score_sheet, id, &parts)?;
    let mut record = draft(cx, id)?;
    let was = record.sheet()?;
    let is = apply(was.clone(), patch);
    check(refuse(&is))?;
    if is == was {
        turn.leave(cx);
        return shown(cx, &record);
    }
    record.set(&is)?;
    record.version = turn.next();
    diesel::update(score_sheet::table.find(id))
        .set((
            score_sheet::content.eq(&record.content),
            score_sheet::digest.eq(&record.digest),
            score_sheet::version.eq(record.version),
        ))
        .execute(cx.conn)?;
    note(cx, &record, &was, &is)?;
    shown(cx, &record)
}

/// Only a draft: nothing refers to it.
pub fn remove(cx: &mut Context<'_>, call: Call<DeleteSheet>) -> Result<Empty> {
    let turn = turn!(cx, score_sheet, call.path, &[Part::whole()])?;
    let record = draft(cx, call.path)?;
    diesel::delete(score_sheet::table.find(record.id)).execute(cx.conn)?;
    cx.note(record.id, turn.next(), "", &record.sheet()?, &())?;
    cx.exchange.etag = None;
    Ok(Empty {})
}

/// A sheet that may still change.
fn draft(cx: &mut Context<'_>, id: SheetId) -> Result<SheetRecord> {
    let record = SheetRecord::find(cx.conn, id)?;
    if record.settled { Err(Code::WrongState.into()) } else { Ok(record) }
}

fn apply(sheet: ScoreSheet, patch: SheetPatch) -> ScoreSheet {
    ScoreSheet {
        title: patch.title.map_or(sheet.title, tidy),
        document: patch.document.map_or(sheet.document, tidy),
        note: patch.note.map_or(sheet.note, |note| note.map(tidy)),
        total: patch.total.unwrap_or(sheet.total),
        grades: patch.grades.unwrap_or(sheet.grades),
        must_be_full_for_good: patch.must_be_full_for_good.unwrap_or(sheet.must_be_full_for_good),
        no_unexcused_for_good: patch.no_unexcused_for_good.unwrap_or(sheet.no_unexcused_for_good),
        groups: patch.groups.unwrap_or(sheet.groups),
        criteria: patch.criteria.unwrap_or(sheet.criteria),
        id: sheet.id,
        rule_set: sheet.rule_set,
        origin: sheet.origin,
    }
}

fn tidy(text: Bilingual) -> Bilingual {
    Bilingual { vi: compose(text.vi.trim()), en: compose(text.en.trim()) }
}

/// Notes what differs: of a list with the same entries those that differ, otherwise the list.
fn note(cx: &mut Context<'_>, record: &SheetRecord, was: &ScoreSheet, is: &ScoreSheet) -> Result<()> {
    let was = to_value(was).map_err(Error::internal)?;
    let is = to_value(is).map_err(Error::internal)?;
    let names: std::collections::BTreeSet<&String> =
        [&was, &is].into_iter().filter_map(Value::as_object).flat_map(|fields| fields.keys()).collect();
    for name in names {
        let (before, after) = (was.get(name).unwrap_or(&Value::Null), is.get(name).unwrap_or(&Value::Null));
        if before == after {
            continue;
        }
        match same_entries(before, after) {
            Some(pairs) => {
                for (id, before, after) in pairs {
                    cx.note(record.id, record.version, format!("{name}/{id}"), before, after)?;
                }
            }
            None => cx.note(record.id, record.version, name.as_str(), before, after)?,
        }
    }
    Ok(())
}

/// The entries of two lists that differ, if both have the same ids in the same order.
fn same_entries<'a>(before: &'a Value, after: &'a Value) -> Option<Vec<(&'a str, &'a Value, &'a Value)>> {
    let (before, after) = (before.as_array()?, after.as_array()?);
    let ids = |list: &'a [Value]| list.iter().map(|one| one.get("id")?.as_str()).collect::<Option<Vec<&str>>>();
    let same = ids(before)?;
    let unique = same.iter().enumerate().all(|(i, id)| !id.is_empty() && !same.iter().take(i).any(|other| other == id));
    if !unique || ids(after)? != same {
        return None;
    }
    let pairs = same.into_iter().zip(before.iter().zip(after));
    Some(pairs.filter(|(_, (before, after))| before != after).map(|(id, (one, other))| (id, one, other)).collect())
}
