//! How many members branches have: counted from the register, never kept.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::prelude::*;
use shared::api::unit::MemberCounts;
use shared::id::UnitId;
use shared::member::{ActivityStatus, Gender, MembershipKind};

use crate::db::schema::{member, membership};
use crate::db::{Conn, in_force};

/// The counts of these branches on a day; a branch without members has no entry.
///
/// # Errors
/// The database's.
pub fn member_counts(conn: &mut Conn, units: &[UnitId], day: NaiveDate) -> QueryResult<HashMap<UnitId, MemberCounts>> {
    let groups: Vec<(UnitId, ActivityStatus, MembershipKind, Gender, i64)> = membership::table
        .inner_join(member::table)
        .filter(membership::unit_id.eq_any(units))
        .filter(in_force!(membership, day))
        .group_by((membership::unit_id, membership::status, membership::kind, member::gender))
        .select((membership::unit_id, membership::status, membership::kind, member::gender, count_star()))
        .load(conn)?;
    let mut counts: HashMap<UnitId, MemberCounts> = HashMap::new();
    for (unit, status, kind, gender, number) in groups {
        add(counts.entry(unit).or_default(), status, kind, gender, number);
    }
    Ok(counts)
}

fn add(counts: &mut MemberCounts, status: ActivityStatus, kind: MembershipKind, gender: Gender, number: i64) {
    if status.has_duty() {
        counts.duty += number;
    }
    if status == ActivityStatus::TemporaryIn {
        counts.temporary_in += number;
    }
    if !status.counts_in_branch() {
        return;
    }
    counts.members += number;
    match kind {
        MembershipKind::Official => counts.official += number,
        MembershipKind::Probationary => counts.probationary += number,
    }
    match status {
        ActivityStatus::Exempt => counts.exempt += number,
        ActivityStatus::TemporaryOut => counts.temporary_out += number,
        _ => {}
    }
    if gender == Gender::Female {
        counts.women += number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_temporarily_in_have_a_duty_here_but_count_elsewhere() {
        let mut counts = MemberCounts::default();
        for status in ActivityStatus::ALL {
            add(&mut counts, *status, MembershipKind::Official, Gender::Female, 10);
        }
        add(&mut counts, ActivityStatus::Active, MembershipKind::Probationary, Gender::Male, 1);
        let expected = MemberCounts {
            members: 41,
            official: 40,
            probationary: 1,
            exempt: 10,
            temporary_out: 10,
            temporary_in: 10,
            duty: 21,
            women: 40,
        };
        assert_eq!(counts, expected);
    }
}
