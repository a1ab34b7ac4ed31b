//! The 184 members: imported from the register as anybody's are, and who sits in which branch's committee.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::dated::{Fact, Span};
use shared::id::{MemberId, OfficeId, UnitId};
use shared::language::Language;
use shared::member::{ActivityStatus, MembershipKind};
use shared::unit::{BranchKind, Office};

use super::chance::{Ids, Nth};
use super::time::{days, first_term, midnight};
use super::units::BranchFile;
use crate::db::schema::{member, membership, office};
use crate::db::{Author, Conn, Dated, Decision, in_force};
use crate::http::Result;
use crate::members::import;
use crate::members::membership::{MembershipRow, near};
use crate::units::{Seat, SeatRow};

/// The register of the demo commune.
const REGISTER: &[u8] = include_bytes!("../../demo/members-2022.xlsx");

/// A member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    pub id: MemberId,
    pub name: String,
    pub kind: MembershipKind,
    pub status: ActivityStatus,
    /// Where they are and were, by days.
    pub life: Vec<MembershipRow>,
    pub office: Option<Office>,
}

impl Person {
    /// Kind and activity in a branch on a day; `None` for somebody who isn't there then.
    pub fn on(&self, branch: UnitId, day: NaiveDate) -> Option<(MembershipKind, ActivityStatus)> {
        let found = self.life.iter().find(|one| one.unit_id == branch && one.span().covers(day))?;
        (found.status != ActivityStatus::Left).then_some((found.kind, found.status))
    }

    /// Whether the person could be elected: official, and takes part.
    pub fn electable(&self) -> bool {
        self.kind == MembershipKind::Official && self.status == ActivityStatus::Active
    }
}

/// A branch with its people.
#[derive(Debug, Clone)]
pub(super) struct Branch {
    pub id: UnitId,
    /// Of which commune.
    pub nth: Nth,
    pub code: String,
    pub name: String,
    pub kind: BranchKind,
    pub place: String,
    pub fixed_day: u32,
    /// By given name.
    pub members: Vec<Person>,
}

impl Branch {
    /// Who holds an office.
    pub fn holder(&self, office: Office) -> Option<&Person> {
        self.members.iter().find(|person| person.office == Some(office))
    }

    /// The branch's committee, the secretary first.
    pub fn committee(&self) -> Vec<&Person> {
        Office::ALL.iter().filter_map(|office| self.holder(*office)).collect()
    }

    /// Electable members without an office, by given name.
    pub fn ordinary(&self) -> Vec<&Person> {
        self.members.iter().filter(|person| person.electable() && person.office.is_none()).collect()
    }

    /// Who takes the minutes: the committee's third, or somebody without an office where there is none.
    pub fn scribe(&self) -> Option<&Person> {
        self.holder(Office::CommitteeMember).or_else(|| self.ordinary().first().copied())
    }
}

/// Imports the register as the office would; how many members it has.
pub(super) fn import(conn: &mut Conn, commune: UnitId, today: NaiveDate) -> Result<usize> {
    let author = Author { at: midnight(today), name: String::new(), reason: String::new() };
    Ok(import::run(conn, commune, REGISTER, today, Language::Vi, Some(&author))?.applied.records.len())
}

/// Gives those who were imported before `nth` numbers that no register has, so that its own are free to be imported again.
pub(super) fn renumber(conn: &mut Conn, nth: Nth) -> Result<()> {
    let ids: Vec<MemberId> = member::table
        .filter(member::citizen_id.not_like("9%"))
        .or_filter(member::citizen_id.is_null())
        .order(member::id)
        .select(member::id)
        .load(conn)?;
    for (place, id) in ids.into_iter().enumerate() {
        let number = format!("9{:03}{place:08}", nth.0);
        diesel::update(member::table.find(id))
            .set((member::citizen_id.eq(&number), member::party_card.eq(&number)))
            .execute(conn)?;
    }
    Ok(())
}

/// Everybody by branch, in the order of the file.
pub(super) fn load(
    conn: &mut Conn,
    nth: Nth,
    units: &[UnitId],
    files: &[BranchFile],
    today: NaiveDate,
) -> Result<Vec<Branch>> {
    let mut branches = Vec::with_capacity(units.len());
    for (id, file) in units.iter().zip(files) {
        branches.push(Branch {
            id: *id,
            nth,
            code: file.code.clone(),
            name: file.name.clone(),
            kind: file.kind,
            place: file.place(),
            fixed_day: file.fixed_day,
            members: people(conn, *id, today)?,
        });
    }
    Ok(branches)
}

/// A branch's members. The importer makes ids by the clock, so the order mustn't depend on them.
fn people(conn: &mut Conn, unit: UnitId, today: NaiveDate) -> Result<Vec<Person>> {
    let rows: Vec<(MemberId, String)> = member::table
        .inner_join(membership::table)
        .filter(membership::unit_id.eq(unit))
        .filter(in_force!(membership, today))
        .order((member::sort_key, member::citizen_id))
        .select((member::id, member::full_name))
        .load(conn)?;
    let seats = SeatRow::of(conn, unit)?;
    let mut people = Vec::with_capacity(rows.len());
    for (id, name) in rows {
        let life = MembershipRow::of(conn, id)?;
        let Some(present) = near(&life, today) else { continue };
        let office = seats.iter().find(|seat| seat.member_id == id).map(|seat| seat.held);
        people.push(Person { id, name, kind: present.kind, status: present.status, office, life });
    }
    Ok(people)
}

/// Fills an office of secretary that the register leaves empty, and says that the same people sat in the term before.
pub(super) fn seat_committees(conn: &mut Conn, branches: &mut [Branch], term: NaiveDate) -> Result<()> {
    for branch in branches {
        let mut ids = Ids::of(branch.nth, &["position", &branch.code], midnight(term));
        if branch.holder(Office::Secretary).is_none() {
            let elected = branch.members.iter_mut().find(|person| person.electable() && person.office.is_none());
            if let Some(person) = elected {
                person.office = Some(Office::Secretary);
                seat(conn, ids.next(), branch.id, person.id, Office::Secretary, (term, None))?;
            }
        }
        for person in branch.members.iter().filter(|person| term > first_term() && person.electable()) {
            if let Some(held) = person.office {
                let before = (first_term(), Some(days(term, -1)));
                seat(conn, ids.next(), branch.id, person.id, held, before)?;
            }
        }
    }
    Ok(())
}

fn seat(
    conn: &mut Conn,
    id: OfficeId,
    unit_id: UnitId,
    member_id: MemberId,
    held: Office,
    (starts_on, ends_on): (NaiveDate, Option<NaiveDate>),
) -> QueryResult<usize> {
    let span = Span::new(starts_on, ends_on);
    let row = SeatRow { id, ..SeatRow::new(Seat { unit_id, member_id, held }, span, Decision::default()) };
    diesel::insert_into(office::table).values(&row).execute(conn)
}
