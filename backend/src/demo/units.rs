//! The commune's organisation and its ten branches.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Deserialize;
use shared::id::UnitId;
use shared::text::fold;
use shared::unit::{BranchKind, UnitKind};

use super::chance::Ids;
use super::time::midnight;
use crate::db::Conn;
use crate::db::schema::{unit, unit_path};
use crate::http::{Error, Result};

/// As everybody calls it.
pub(super) const COMMUNE: &str = "Đảng bộ xã Bình Phú";

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

/// Inserts the commune and its branches; their ids, the commune's and then each branch's in the file's order.
pub(super) fn insert(conn: &mut Conn, branches: &[BranchFile], term: NaiveDate) -> Result<(UnitId, Vec<UnitId>)> {
    let mut ids = Ids::of(&["units"], midnight(term));
    let commune: UnitId = ids.next();
    let shape = |parent: Option<UnitId>, branch: Option<&BranchFile>| {
        let name = branch.map_or(COMMUNE, |branch| branch.name.as_str());
        (
            unit::parent_id.eq(parent),
            unit::kind.eq(if branch.is_some() { UnitKind::Branch } else { UnitKind::Commune }),
            unit::branch_kind.eq(branch.map(|branch| branch.kind)),
            unit::code.eq(branch.map_or("BP", |branch| branch.code.as_str()).to_owned()),
            unit::name.eq(name.to_owned()),
            unit::folded_name.eq(fold(name)),
            unit::fixed_day.eq(branch.and_then(|branch| i32::try_from(branch.fixed_day).ok()).unwrap_or(1)),
            unit::place.eq(branch.map_or_else(|| "Hội trường Ủy ban nhân dân xã".to_owned(), BranchFile::place)),
            unit::hour.eq(if branch.is_some() { HOUR } else { "07:30" }.to_owned()),
            unit::term_starts_on.eq(term),
            unit::version.eq(1_i64),
        )
    };
    diesel::insert_into(unit::table).values((unit::id.eq(commune), shape(None, None))).execute(conn)?;
    path(conn, commune, commune)?;
    let mut inserted = Vec::with_capacity(branches.len());
    for branch in branches {
        let id: UnitId = ids.next();
        diesel::insert_into(unit::table).values((unit::id.eq(id), shape(Some(commune), Some(branch)))).execute(conn)?;
        path(conn, commune, id)?;
        path(conn, id, id)?;
        inserted.push(id);
    }
    Ok((commune, inserted))
}

fn path(conn: &mut Conn, ancestor: UnitId, id: UnitId) -> QueryResult<usize> {
    diesel::insert_into(unit_path::table)
        .values((unit_path::ancestor_id.eq(ancestor), unit_path::unit_id.eq(id)))
        .execute(conn)
}
