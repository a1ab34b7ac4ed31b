//! Where members are, and as what, from a day to a day.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::id::{MemberId, MembershipId, UnitId};
use shared::member::{ActivityStatus, MembershipKind};

use crate::db::schema::membership;
use crate::db::{Conn, dated};

dated! {
    /// Where a member is, and as what. Who leaves has left that branch from a day on.
    value Membership;
    /// A row of table `membership`.
    row MembershipRow in membership, MembershipId;
    of member_id: MemberId;
    /// The branch.
    unit_id: UnitId,
    /// Official or probationary.
    kind: MembershipKind,
    /// Activity.
    status: ActivityStatus,
    /// Cadre or civil servant of the commune.
    is_commune_cadre: bool,
}

/// The membership of a day among those of one member, by their days; the first one if that is still to come.
pub fn near(memberships: &[MembershipRow], day: NaiveDate) -> Option<&MembershipRow> {
    memberships.iter().rfind(|one| one.starts_on <= day).or_else(|| memberships.first())
}

/// Since when the activity of a day holds.
pub fn status_since(memberships: &[MembershipRow], day: NaiveDate) -> Option<NaiveDate> {
    let mut since = None;
    for one in memberships.iter().rev().skip_while(|one| one.starts_on > day) {
        if since.is_some_and(|(status, _)| status != one.status) {
            break;
        }
        since = Some((one.status, one.starts_on));
    }
    since.map(|(_, day)| day)
}

/// The memberships of these members that hold on a day, or are the nearest to it.
///
/// # Errors
/// The database's.
pub fn memberships(
    conn: &mut Conn,
    members: &[MemberId],
    day: NaiveDate,
) -> QueryResult<HashMap<MemberId, MembershipRow>> {
    let mut all: HashMap<MemberId, Vec<MembershipRow>> = HashMap::new();
    // Databases have room for so many values only.
    for chunk in members.chunks(500) {
        let rows: Vec<MembershipRow> = membership::table
            .filter(membership::member_id.eq_any(chunk))
            .filter(membership::replaced_at.is_null())
            .order(membership::starts_on)
            .select(MembershipRow::as_select())
            .load(conn)?;
        for row in rows {
            all.entry(row.member_id).or_default().push(row);
        }
    }
    Ok(all.into_iter().filter_map(|(member, rows)| near(&rows, day).cloned().map(|row| (member, row))).collect())
}
