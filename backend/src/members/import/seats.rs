//! Which of the offices that a register names can be held: the rules of an election. What can't is a finding; the member
//! is taken over without it.

use std::collections::{HashMap, HashSet};

use shared::id::{MemberId, UnitId};
use shared::member::register::{RegisterFinding, RegisterProblem};
use shared::unit::Office;

use super::known::People;
use super::plan::{Record, finding};
use crate::members::register::{Column, Register, RegisterRow};

impl Record {
    /// The office that begins, in the branch of the record.
    pub fn begins(&self) -> Option<Office> {
        let (held, holds) = self.office;
        holds.filter(|_| self.moves() || held != holds)
    }

    /// Whether the member comes from another branch.
    pub fn moves(&self) -> bool {
        self.before.as_ref().is_some_and(|(_, was)| was.unit_id != self.after.1.unit_id)
    }

    /// Whether where the member is, or as what, becomes another.
    fn changes(&self) -> bool {
        self.before.as_ref().is_some_and(|(_, was)| was.value() != self.after.1)
    }

    /// Without the office that would begin: what is held already stays.
    fn without(&mut self) {
        let (held, _) = self.office;
        let stays = held.filter(|_| !self.moves());
        self.office = (held, stays);
    }
}

/// Takes the offices away that can't be held.
pub fn settle(register: &Register, read: &mut [(&RegisterRow, Record)], people: &People) -> Vec<RegisterFinding> {
    let mut findings = Vec::new();
    let mut refuse = |row: &RegisterRow, office: Office, problem| {
        let value = Some(office.label(shared::language::Language::Vi).to_owned());
        findings.push(RegisterFinding { value, ..finding(register, row, Column::Office, "", problem) });
    };
    for (row, record) in read.iter_mut() {
        let membership = &record.after.1;
        let place = membership.place();
        let elsewhere = people.offices_elsewhere(membership.member_id, membership.unit_id);
        let lost = elsewhere.into_iter().find(|(unit, office)| place.refuses(*unit, *office).is_some());
        if let Some((_, office)) = lost.filter(|_| record.changes()) {
            refuse(row, office, RegisterProblem::OfficeRefused);
            record.loses = true;
        }
        let Some(office) = record.office.1 else { continue };
        let unit = membership.unit_id;
        if place.refuses(unit, office).is_some() {
            refuse(row, office, RegisterProblem::OfficeRefused);
            record.office.1 = None;
        } else if record.begins().is_some() && people.termless.contains(&unit) {
            refuse(row, office, RegisterProblem::NoTerm);
            record.without();
        }
    }
    let mut lead = staying(read, people);
    for (row, record) in read.iter_mut() {
        if record.begins() != Some(Office::Secretary) {
            continue;
        }
        let (unit, id) = (record.after.1.unit_id, record.after.0.id);
        let leaders = lead.entry(unit).or_default();
        if leaders.iter().any(|leader| *leader != id) {
            refuse(row, Office::Secretary, RegisterProblem::SecondSecretary);
            record.without();
        } else {
            leaders.insert(id);
        }
    }
    findings
}

/// The secretaries of the branches but for those whom the register says to be no longer.
fn staying(read: &[(&RegisterRow, Record)], people: &People) -> HashMap<UnitId, HashSet<MemberId>> {
    let mut lead = people.secretaries.clone();
    for (_, record) in read {
        let Some((person, was)) = &record.before else { continue };
        let stays = record.office.1 == Some(Office::Secretary) && !record.moves();
        if let Some(leaders) = lead.get_mut(&was.unit_id).filter(|_| !stays) {
            leaders.remove(&person.id);
        }
    }
    lead
}

#[cfg(test)]
mod tests {
    use shared::member::{ActivityStatus, MembershipKind};
    use uuid::Uuid;

    use super::super::plan::Plan;
    use super::*;
    use crate::members::register::{KnownBranches, read};

    const GOOD: &[u8] = include_bytes!("../../../demo/members-2022.xlsx");
    const BRANCHES: &str = include_str!("../../../demo/branches.json");

    #[test]
    fn who_is_on_probation_or_takes_no_part_is_taken_over_without_the_office() {
        let branches: Vec<serde_json::Value> = serde_json::from_str(BRANCHES).unwrap();
        let known = KnownBranches::new(branches.iter().zip(1..).map(|(branch, n)| {
            (Uuid::from_u128(n).into(), branch["code"].as_str().unwrap(), branch["name"].as_str().unwrap())
        }));
        let mut register = read(GOOD, &known, "2022-12-31".parse().unwrap()).unwrap();
        let holder = |register: &Register, office| register.rows.iter().position(|row| row.office == Some(office));
        let leads = holder(&register, Office::Secretary).unwrap();
        let deputy = holder(&register, Office::DeputySecretary).unwrap();
        register.rows[leads].activity = ActivityStatus::Suspended;
        (register.rows[deputy].membership, register.rows[deputy].recognized_on) = (MembershipKind::Probationary, None);
        let plan = Plan::make(&register, &People::default());
        let problems: Vec<_> = plan.findings.iter().map(|finding| finding.problem).collect();
        assert_eq!(problems, [RegisterProblem::OfficeRefused; 2]);
        assert_eq!(plan.records.len(), register.rows.len());
        assert!([leads, deputy].iter().all(|at| plan.records[*at].begins().is_none()));
    }
}
