//! What an import would change. A pure function of the file and of who is known, so that a dry run tells exactly what
//! the import for real then does.

use std::collections::HashSet;

use shared::id::{MemberId, UnitId};
use shared::member::ActivityStatus;
use shared::member::register::{RegisterFinding, RegisterProblem};
use shared::text::fold;
use shared::unit::Office;
use uuid::Uuid;

use super::known::People;
use super::seats;
use crate::members::membership::Membership;
use crate::members::read::{Placed, Stored};
use crate::members::register::{Column, Register, RegisterRow};

/// A record to be written.
#[derive(Debug)]
pub struct Record {
    /// As it is; `None`: new.
    pub before: Option<Placed>,
    /// As it becomes, with its new version.
    pub after: (Stored, Membership),
    /// The office in the committee today, before and after.
    pub office: (Option<Office>, Option<Office>),
    /// Whether offices in other branches end, because they can't be held any more.
    pub loses: bool,
}

/// What an import would change.
#[derive(Debug, Default)]
pub struct Plan {
    /// New members and those whose record changes.
    pub records: Vec<Record>,
    /// Members whose record stays.
    pub unchanged: usize,
    /// Rows that can't be kept because of who is known; each is left out.
    pub findings: Vec<RegisterFinding>,
}

impl Plan {
    /// Compares a register with who is known.
    pub fn make(register: &Register, people: &People) -> Self {
        let mut plan = Self::default();
        let led = with_secretary(&register.rows);
        let mut read: Vec<(&RegisterRow, Record)> = Vec::with_capacity(register.rows.len());
        for (row, member) in register.rows.iter().zip(recognise(&register.rows, people)) {
            let before = member.and_then(|at| people.members.get(at));
            let refused = conflict(register, row, member, people).or_else(|| no_place(register, row, before, people));
            match refused {
                Some(finding) => plan.findings.push(finding),
                None => read.push((row, record(register, row, before, people, &led))),
            }
        }
        plan.findings.extend(seats::settle(register, &mut read, people));
        for (_, record) in read {
            let same = record
                .before
                .as_ref()
                .is_some_and(|(person, membership)| *person == record.after.0 && membership.value() == record.after.1);
            if same && record.office.0 == record.office.1 && !record.loses {
                plan.unchanged += 1;
            } else {
                plan.records.push(with_version(record));
            }
        }
        plan
    }
}

/// One way to recognise the member that a row means.
type Sign<'a> = &'a dyn Fn(&RegisterRow) -> Option<usize>;

/// The member whom each row means: by card number, then by identity number, then by folded name and birth date within
/// the branch. Each member is meant by one row at most, and a stronger sign comes before a weaker one of another row.
fn recognise(rows: &[RegisterRow], people: &People) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; rows.len()];
    let mut taken: HashSet<usize> = HashSet::new();
    let by_card = |row: &RegisterRow| row.party_card_no.as_ref().and_then(|number| people.by_card.get(number)).copied();
    let by_citizen =
        |row: &RegisterRow| row.citizen_id.as_ref().and_then(|number| people.by_citizen.get(number)).copied();
    let by_name = |row: &RegisterRow| {
        let key = (row.branch, fold(&row.full_name), row.birth_date);
        let meant = |at: &&usize| people.members.get(**at).is_some_and(|(member, _)| ends_match(row, member));
        let mut places = people.by_name.get(&key)?.iter().filter(meant);
        // Of two people with one name and birthday neither is meant.
        places.next().copied().filter(|_| places.next().is_none())
    };
    let signs: [Sign<'_>; 3] = [&by_card, &by_citizen, &by_name];
    for sign in signs {
        for (row, place) in rows.iter().zip(&mut found) {
            if place.is_none() {
                *place = sign(row).filter(|member| taken.insert(*member));
            }
        }
    }
    found
}

/// Whether the numbers of a member may be those of which a row shows the ends.
fn ends_match(row: &RegisterRow, member: &Stored) -> bool {
    let fits = |end: &Option<String>, number: &Option<String>| {
        end.as_ref().is_none_or(|end| number.as_ref().is_some_and(|number| number.ends_with(end.as_str())))
    };
    fits(&row.party_card_end, &member.party_card) && fits(&row.citizen_id_end, &member.citizen_id)
}

/// A number that somebody else has can't be written, nor one of which the row shows only the end.
fn conflict(register: &Register, row: &RegisterRow, member: Option<usize>, people: &People) -> Option<RegisterFinding> {
    let another = |number: &String, holder: Option<&usize>| {
        people.held_elsewhere.contains(number) || holder.is_some_and(|holder| Some(*holder) != member)
    };
    let card = row.party_card_no.as_ref().filter(|number| another(number, people.by_card.get(*number)));
    let citizen = row.citizen_id.as_ref().filter(|number| another(number, people.by_citizen.get(*number)));
    let (column, number) = match (card, citizen) {
        (Some(number), _) => (Column::PartyCard, number),
        (None, Some(number)) => (Column::CitizenId, number),
        (None, None) => {
            let known = member.and_then(|at| people.members.get(at));
            if known.is_some_and(|(known, _)| ends_match(row, known)) {
                return None;
            }
            let citizen = row.citizen_id_end.as_ref().map(|end| (Column::CitizenId, end));
            let (column, end) = row.party_card_end.as_ref().map(|end| (Column::PartyCard, end)).or(citizen)?;
            return Some(finding(register, row, column, end, RegisterProblem::Masked));
        }
    };
    Some(finding(register, row, column, number, RegisterProblem::HeldByAnother))
}

pub(super) fn finding(
    register: &Register,
    row: &RegisterRow,
    column: Column,
    number: &str,
    problem: RegisterProblem,
) -> RegisterFinding {
    let shown: String = number.chars().skip(number.chars().count().saturating_sub(3)).collect();
    RegisterFinding {
        row: row.row,
        column: register.heading(column).unwrap_or_default().to_owned(),
        problem,
        fixable: problem.fixable(),
        value: Some(format!("•••{shown}")),
    }
}

/// Nobody new comes to a branch that is to be closed: its members have to be elsewhere by then.
fn no_place(
    register: &Register,
    row: &RegisterRow,
    before: Option<&Placed>,
    people: &People,
) -> Option<RegisterFinding> {
    let comes = before.is_none_or(|(_, was)| was.unit_id != row.branch);
    let closing = comes && row.activity != ActivityStatus::Left && people.closing.contains(&row.branch);
    closing.then(|| RegisterFinding {
        value: None,
        ..finding(register, row, Column::Branch, "", RegisterProblem::BranchClosing)
    })
}

/// The branches of which the register names a secretary.
fn with_secretary(rows: &[RegisterRow]) -> HashSet<UnitId> {
    rows.iter().filter(|row| row.office == Some(Office::Secretary)).map(|row| row.branch).collect()
}

/// The member's record by the row. Cells that are empty, and columns that the sheet hasn't, leave what is known.
fn record(
    register: &Register,
    row: &RegisterRow,
    before: Option<&Placed>,
    people: &People,
    led: &HashSet<UnitId>,
) -> Record {
    let has = |column| register.heading(column).is_some();
    let (mut after, mut membership) = match before {
        Some((person, membership)) => (person.clone(), membership.value()),
        None => new_member(row),
    };
    membership.unit_id = row.branch;
    after.set_name(&row.full_name);
    after.gender = row.gender;
    after.birth_date = Some(row.birth_date);
    if let Some(ethnicity) = &row.ethnicity {
        after.ethnicity.clone_from(ethnicity);
    }
    if let Some(phone) = &row.phone {
        after.phone.clone_from(phone);
    }
    if row.party_card_no.is_some() {
        after.party_card.clone_from(&row.party_card_no);
    }
    if row.citizen_id.is_some() {
        after.citizen_id.clone_from(&row.citizen_id);
    }
    // Who is official without a day of recognition on record stays so.
    let undated = before.is_some_and(|(known, _)| known.recognized_on.is_none()) && row.recognized_on.is_none();
    if !undated {
        membership.kind = row.membership;
    }
    after.admitted_on = Some(row.admitted_on);
    after.recognized_on = row.recognized_on;
    if has(Column::Activity) {
        membership.status = row.activity;
    }
    if has(Column::CommuneCadre) {
        membership.is_commune_cadre = row.is_commune_cadre;
    }
    let held = before.and_then(|(member, was)| people.offices.get(&(was.unit_id, member.id))).copied();
    let stays = held.filter(|_| before.is_some_and(|(_, was)| was.unit_id == row.branch));
    // A register that names nobody as the branch's secretary doesn't leave the branch without the one it has.
    let leads = stays.filter(|held| *held == Office::Secretary && !led.contains(&row.branch));
    let holds = if has(Column::Office) { row.office.or(leads) } else { stays };
    let office = (held, holds.filter(|_| membership.status != ActivityStatus::Left));
    Record { before: before.cloned(), after: (after, membership), office, loses: false }
}

fn new_member(row: &RegisterRow) -> (Stored, Membership) {
    let id = MemberId(Uuid::now_v7());
    let person = Stored::blank(id, row.gender);
    let membership = Membership {
        member_id: id,
        unit_id: row.branch,
        kind: row.membership,
        status: row.activity,
        is_commune_cadre: false,
    };
    (person, membership)
}

fn with_version(mut record: Record) -> Record {
    record.after.0.version += 1;
    record
}
