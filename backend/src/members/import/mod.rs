//! Importing a commune's register: what the file says against what is known, as a dry run or for real.

mod apply;
mod known;
mod plan;
mod seats;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::api::member::{ImportMembers, ImportReport};
use shared::dated::Edits;
use shared::id::UnitId;
use shared::language::Language;
use shared::problem::Code;
use shared::unit::UnitKind;

use super::register::{self, KnownBranches};
use super::update::{record_changes, record_new};
use crate::db::schema::unit_state;
use crate::db::{Author, Conn, in_force};
use crate::http::{Call, Context, Error, Result, below};
use crate::units::{note_seats, note_terms};
use apply::Applied;
use plan::Plan;

/// What an import found, and whose records it wrote.
#[derive(Debug)]
pub struct Imported {
    /// For people.
    pub report: ImportReport,
    /// What was written; nothing after a dry run.
    pub applied: Applied,
}

/// The body is an .xlsx file. Without `apply=true` nothing changes.
pub fn import(cx: &mut Context<'_>, call: Call<ImportMembers>) -> Result<ImportReport> {
    let (today, language) = (cx.today(), cx.language());
    let apply = call.query.apply == Some(true);
    cx.exchange.dry_run = !apply;
    let author = apply.then(|| cx.author()).transpose()?;
    let imported = run(cx.conn, call.path, &call.body.bytes, today, language, author.as_ref())?;
    let Applied { records, seats, terms } = &imported.applied;
    for (before, (person, membership)) in records {
        match before {
            Some((was, placed)) => record_changes(cx, (was, &placed.value()), (person, membership))?,
            None => record_new(cx, (person, membership))?,
        }
    }
    note_terms(cx, &Edits { replaced: Vec::new(), written: terms.clone() })?;
    note_seats(cx, seats)?;
    Ok(imported.report)
}

/// Imports a register into the branches of a unit, inside the caller's transaction; without an author a dry run.
///
/// # Errors
/// [`Code::UnreadableFile`] with the reason in the language, and the database's.
pub fn run(
    conn: &mut Conn,
    unit: UnitId,
    bytes: &[u8],
    today: NaiveDate,
    language: Language,
    author: Option<&Author>,
) -> Result<Imported> {
    if author.is_some() {
        known::lock(conn, unit, today)?;
    }
    let branches: Vec<(UnitId, String, String)> = unit_state::table
        .filter(unit_state::kind.eq(UnitKind::Branch))
        .filter(in_force!(unit_state, today))
        .filter(unit_state::unit_id.eq_any(below(vec![unit], today)))
        .select((unit_state::unit_id, unit_state::code, unit_state::name))
        .load(conn)?;
    let known = KnownBranches::new(branches.iter().map(|(id, code, name)| (*id, code.as_str(), name.as_str())));
    let register = register::read(bytes, &known, today)
        .map_err(|error| Error::new(Code::UnreadableFile).detail(error.message(language)))?;
    let people = known::People::load(conn, unit, &register.rows, today)?;
    let plan = Plan::make(&register, &people);
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let mut findings = register.findings;
    findings.extend(plan.findings);
    findings.sort_by_key(|finding| finding.row);
    let added = plan.records.iter().filter(|record| record.before.is_none()).count();
    let report = ImportReport {
        applied: author.is_some(),
        rows: count(register.members),
        added: count(added),
        changed: count(plan.records.len() - added),
        unchanged: count(plan.unchanged),
        left_out: count(register.members - plan.records.len() - plan.unchanged),
        findings,
        accepted_variants: register.accepted,
        unknown_columns: register.ignored_columns,
    };
    let applied = match author {
        Some(author) => apply::apply(conn, plan.records, today, author)?,
        None => Applied::default(),
    };
    Ok(Imported { report, applied })
}
