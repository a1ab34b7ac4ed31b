//! Items of the agenda.

use diesel::dsl::max;
use diesel::prelude::*;
use shared::api::meeting::AgendaChange;
use shared::meeting::AgendaPart;
use shared::problem::Code;

use super::super::limits;
use super::super::rows::AgendaItemRecord;
use super::Work;
use crate::db::schema::agenda_item;
use crate::http::Result;

/// Adds, changes and removes items.
pub(super) fn write(work: &mut Work<'_, '_>, changes: &[AgendaChange]) -> Result<()> {
    for (index, change) in changes.iter().enumerate() {
        let at = |field: &str| format!("/agenda/{index}/{field}");
        let known = AgendaItemRecord::find(work.conn(), change.id)?;
        if known.as_ref().is_some_and(|row| row.meeting_id != work.record.id) {
            work.writing.errors.add(at("id"), Code::UnknownReference);
            continue;
        }
        if change.deleted {
            // The procedure's own steps stay: one that was left out is seen as not done.
            if known.as_ref().is_some_and(|row| row.mandatory) {
                work.writing.errors.add(at("deleted"), Code::Required);
            } else if known.is_some() {
                AgendaItemRecord::remove(work.conn(), change.id)?;
                work.writing.note(format!("agenda/{}", change.id), &known, &())?;
            }
            continue;
        }
        let fits = work.checked(|work| {
            work.writing.errors.add_if(known.is_none() && change.part.is_none(), &at("part"), Code::Required);
            match &change.title {
                Some(title) => work.writing.errors.text(&at("title"), title, limits::TITLE),
                None => work.writing.errors.add_if(known.is_none(), &at("title"), Code::Required),
            }
            let far = change.position.is_some_and(|position| !(0..=10_000).contains(&position));
            work.writing.errors.add_if(far, &at("position"), Code::OutOfRange);
            let outcome = change.outcome.as_deref().unwrap_or_default();
            work.writing.errors.optional_text(&at("outcome"), outcome, limits::TEXT);
            work.check_member(&at("presenter_id"), change.presenter_id.flatten());
        });
        if fits {
            save(work, change, known)?;
        }
    }
    Ok(())
}

fn save(work: &mut Work<'_, '_>, change: &AgendaChange, known: Option<AgendaItemRecord>) -> Result<()> {
    let before = known.clone();
    let mut row = match known {
        Some(row) => row,
        None => AgendaItemRecord::blank(change.id, work.record.id, AgendaPart::Substance, next_position(work)?),
    };
    row.part = change.part.unwrap_or(row.part);
    row.position = change.position.unwrap_or(row.position);
    row.title = change.title.clone().unwrap_or(row.title);
    row.presenter_id = change.presenter_id.unwrap_or(row.presenter_id);
    row.outcome = change.outcome.clone().unwrap_or(row.outcome);
    row.done = change.done.unwrap_or(row.done);
    row.save(work.conn())?;
    work.writing.note(format!("agenda/{}", change.id), &before, &row)
}

fn next_position(work: &mut Work<'_, '_>) -> Result<i32> {
    let last: Option<i32> = agenda_item::table
        .filter(agenda_item::meeting_id.eq(work.record.id))
        .select(max(agenda_item::position))
        .first(work.conn())?;
    Ok(last.unwrap_or(0).saturating_add(1))
}
