//! Importing a commune's register: what the file says against what is known, as a dry run or for real.

mod apply;
mod known;
mod plan;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::api::member::{ImportMembers, ImportReport};
use shared::id::UnitId;
use shared::language::Language;
use shared::problem::Code;
use shared::unit::UnitKind;

use super::read::Stored;
use super::register::{self, KnownBranches};
use super::update::{record_changes, record_new};
use crate::db::schema::unit;
use crate::db::{Conn, lock_unit};
use crate::http::{Call, Context, Error, Result, below};
use plan::Plan;

/// What an import found, and whose records it wrote.
#[derive(Debug)]
pub struct Imported {
    /// For people.
    pub report: ImportReport,
    /// Each written record as it was (`None`: new) and as it is; empty after a dry run.
    pub written: Vec<(Option<Stored>, Stored)>,
}

/// The body is an .xlsx file. Without `apply=true` nothing changes.
pub fn import(cx: &mut Context<'_>, call: Call<ImportMembers>) -> Result<ImportReport> {
    let (today, language) = (cx.today(), cx.language());
    let apply = call.query.apply == Some(true);
    cx.exchange.dry_run = !apply;
    let imported = run(cx.conn, call.path, &call.body.bytes, today, language, apply)?;
    for (before, after) in &imported.written {
        match before {
            Some(before) => record_changes(cx, before, after)?,
            None => record_new(cx, after)?,
        }
    }
    Ok(imported.report)
}

/// Imports a register into the branches of a unit, inside the caller's transaction.
///
/// # Errors
/// [`Code::UnreadableFile`] with the reason in the language, and the database's.
pub fn run(
    conn: &mut Conn,
    unit: UnitId,
    bytes: &[u8],
    today: NaiveDate,
    language: Language,
    apply: bool,
) -> Result<Imported> {
    if apply {
        lock_unit(conn, unit)?;
    }
    let branches: Vec<(UnitId, String, String)> = unit::table
        .filter(unit::kind.eq(UnitKind::Branch))
        .filter(unit::id.eq_any(below(vec![unit])))
        .select((unit::id, unit::code, unit::name))
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
        applied: apply,
        rows: count(register.members),
        added: count(added),
        changed: count(plan.records.len() - added),
        unchanged: count(plan.unchanged),
        left_out: count(register.members - plan.records.len() - plan.unchanged),
        findings,
        accepted_variants: register.accepted,
        unknown_columns: register.ignored_columns,
    };
    let written = if apply { apply::apply(conn, plan.records, today)? } else { Vec::new() };
    Ok(Imported { report, written })
}
