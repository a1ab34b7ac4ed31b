//! The commune's organisation and its ten branches.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Deserialize;
use shared::dated::Span;
use shared::id::UnitId;
use shared::text::fold;
use shared::unit::{BranchKind, UnitKind};

use super::chance::{Ids, Nth};
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
pub(super) fn insert(
    conn: &mut Conn,
    nth: Nth,
    branches: &[BranchFile],
    term: NaiveDate,
) -> Result<(UnitId, Vec<UnitId>)> {
    let mut ids = Ids::of(nth, &["units"], midnight(term));
    let commune: UnitId = ids.next();
    one(conn, &mut ids, commune, Place::Commune(nth), term)?;
    let mut inserted = Vec::with_capacity(branches.len());
    for branch in branches {
        let id: UnitId = ids.next();
        one(conn, &mut ids, id, Place::Branch(commune, branch), term)?;
        inserted.push(id);
    }
    Ok((commune, inserted))
}

/// A unit of the demo.
enum Place<'a> {
    Commune(Nth),
    /// Below which commune.
    Branch(UnitId, &'a BranchFile),
}

fn one(conn: &mut Conn, ids: &mut Ids, id: UnitId, place: Place<'_>, term: NaiveDate) -> Result<()> {
    let state = match place {
        Place::Commune(nth) => {
            let name = COMMUNE.to_owned() + &nth.suffix(" ");
            UnitState {
                unit_id: id,
                parent_id: None,
                kind: UnitKind::Commune,
                branch_kind: None,
                code: "BP".to_owned() + &nth.suffix(""),
                folded_name: fold(&name),
                name,
                fixed_day: None,
                place: None,
                hour: None,
                locality: LOCALITY.to_owned() + &nth.suffix(" "),
            }
        }
        Place::Branch(commune, branch) => UnitState {
            unit_id: id,
            parent_id: Some(commune),
            kind: UnitKind::Branch,
            branch_kind: Some(branch.kind),
            code: branch.code.clone(),
            name: branch.name.clone(),
            folded_name: fold(&branch.name),
            fixed_day: i32::try_from(branch.fixed_day).ok(),
            place: Some(branch.place()),
            hour: Some(HOUR.to_owned()),
            locality: String::new(),
        },
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
