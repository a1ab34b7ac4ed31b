//! The commune's organisation and its ten branches.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Deserialize;
use shared::dated::Span;
use shared::id::UnitId;
use shared::text::fold;
use shared::unit::{BranchKind, UnitKind};

use super::chance::Ids;
use super::time::{first_term, midnight};
use crate::db::schema::{committee_term, unit, unit_state};
use crate::db::{Conn, Decision};
use crate::http::{Error, Result};
use crate::units::{Term, TermRow, UnitState, UnitStateRow, trace};

/// As everybody calls it.
pub(super) const COMMUNE: &str = "Đảng bộ xã Bình Phú";

/// The place that papers print.
const LOCALITY: &str = "Bình Phú";

/// Branches meet in the evening.
pub(super) const HOUR: &str = "19:30";

/// A branch in `branches.json`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct BranchFile {
    pub code: String,
    pub name: String,
    pub kind: BranchKind,
    pub fixed_day: u32,
}

impl BranchFile {
    /// Where the branch meets.
    pub fn place(&self) -> String {
        match self.kind {
            BranchKind::Village => format!("Nhà văn hóa {}", self.name.trim_start_matches("Chi bộ ")),
            BranchKind::School => "Phòng hội đồng Trường học".to_owned(),
            BranchKind::Health => "Phòng giao ban Trạm Y tế".to_owned(),
            _ => "Phòng họp Ủy ban nhân dân xã".to_owned(),
        }
    }
}

/// The branches of the file.
pub(super) fn branches() -> Result<Vec<BranchFile>> {
    serde_json::from_str(include_str!("../../demo/branches.json")).map_err(Error::internal)
}

/// Inserts the commune and its branches, known since the earlier term; their ids, the commune's and then each branch's in
/// the file's order.
pub(super) fn insert(conn: &mut Conn, branches: &[BranchFile], term: NaiveDate) -> Result<(UnitId, Vec<UnitId>)> {
    let mut ids = Ids::of(&["units"], midnight(term));
    let commune: UnitId = ids.next();
    one(conn, &mut ids, commune, None, term)?;
    let mut inserted = Vec::with_capacity(branches.len());
    for branch in branches {
        let id: UnitId = ids.next();
        one(conn, &mut ids, id, Some((commune, branch)), term)?;
        inserted.push(id);
    }
    Ok((commune, inserted))
}

fn one(
    conn: &mut Conn,
    ids: &mut Ids,
    id: UnitId,
    branch: Option<(UnitId, &BranchFile)>,
    term: NaiveDate,
) -> Result<()> {
    let parent_id = branch.map(|(commune, _)| commune);
    let branch = branch.map(|(_, branch)| branch);
    let name = branch.map_or(COMMUNE, |branch| branch.name.as_str());
    let state = UnitState {
        unit_id: id,
        parent_id,
        kind: if branch.is_some() { UnitKind::Branch } else { UnitKind::Commune },
        branch_kind: branch.map(|branch| branch.kind),
        code: branch.map_or("BP", |branch| branch.code.as_str()).to_owned(),
        name: name.to_owned(),
        folded_name: fold(name),
        fixed_day: branch.and_then(|branch| i32::try_from(branch.fixed_day).ok()),
        place: branch.map(BranchFile::place),
        hour: branch.map(|_| HOUR.to_owned()),
        locality: if branch.is_some() { String::new() } else { LOCALITY.to_owned() },
    };
    diesel::insert_into(unit::table).values((unit::id.eq(id), unit::version.eq(1_i64))).execute(conn)?;
    let state =
        UnitStateRow { id: ids.next(), ..UnitStateRow::new(state, Span::from(first_term()), Decision::default()) };
    diesel::insert_into(unit_state::table).values(&state).execute(conn)?;
    let before = (term > first_term()).then(|| Span::new(first_term(), term.pred_opt()));
    for span in before.into_iter().chain([Span::from(term)]) {
        let term = TermRow { id: ids.next(), ..TermRow::new(Term { unit_id: id }, span, Decision::default()) };
        diesel::insert_into(committee_term::table).values(&term).execute(conn)?;
    }
    trace(conn, id)?;
    Ok(())
}
