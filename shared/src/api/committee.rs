//! Branches' committees: terms, and who holds which office from a day to a day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::dated::{DayQuery, KnownQuery, Record};
use super::endpoint::{Access, Empty, NoQuery};
use super::page::Page;
use super::patch::present;
use super::unit::OfficeRow;
use crate::access::Action;
use crate::endpoints;
use crate::id::{MemberId, OfficeId, TermId, UnitId};
use crate::unit::Office;

/// An office in a branch's committee, with who wrote it down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Seat {
    /// The fact.
    pub id: OfficeId,
    /// Who.
    pub member_id: MemberId,
    /// Their name.
    pub name: String,
    /// Which office.
    pub office: Office,
    /// Days, decision, author.
    #[serde(flatten)]
    pub record: Record,
}

/// A committee's term with its offices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Term {
    /// The term.
    pub id: TermId,
    /// Days, decision, author.
    #[serde(flatten)]
    pub record: Record,
    /// Offices that began in it, the secretary's first, then by name.
    pub seats: Vec<Seat>,
}

/// A committee that was elected.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Election {
    /// First day of the term.
    pub starts_on: NaiveDate,
    /// Last day of the term; null: up to the next election.
    #[serde(default)]
    pub ends_on: Option<NaiveDate>,
    /// Bí thư.
    pub secretary: MemberId,
    /// Phó bí thư.
    #[serde(default)]
    pub deputies: Vec<MemberId>,
    /// The other members of the committee.
    #[serde(default)]
    pub members: Vec<MemberId>,
    /// Number of the decision; empty if there is none.
    #[serde(default)]
    pub decision: String,
    /// Its date.
    #[serde(default)]
    pub decided_on: Option<NaiveDate>,
}

/// Putting right what was written down wrongly.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TermCorrection {
    /// Why it is put right.
    pub reason: String,
    /// Whether there was no such election: the committee before it holds on instead.
    #[serde(default)]
    pub withdraw: bool,
    /// Its right first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// Its right last day; null: up to the next election.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Option<NaiveDate>>,
    /// The right number of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// Its right date.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Option<NaiveDate>>,
}

/// Somebody who comes into the committee within a term.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSeat {
    /// Who.
    pub member_id: MemberId,
    /// Which office.
    pub office: Office,
    /// First day.
    pub starts_on: NaiveDate,
    /// Number of the decision; empty if there is none.
    #[serde(default)]
    pub decision: String,
    /// Its date.
    #[serde(default)]
    pub decided_on: Option<NaiveDate>,
}

/// The end of an office.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SeatEnd {
    /// Last day.
    pub ends_on: NaiveDate,
    /// Number of the decision; empty if there is none.
    #[serde(default)]
    pub decision: String,
    /// Its date.
    #[serde(default)]
    pub decided_on: Option<NaiveDate>,
}

/// Putting right what was written down wrongly.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SeatCorrection {
    /// Why it is put right.
    pub reason: String,
    /// Whether it never was.
    #[serde(default)]
    pub withdraw: bool,
    /// Who it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    /// Which office it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Office>,
    /// Its right first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// Its right last day; null: until further notice.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Option<NaiveDate>>,
    /// The right number of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// Its right date.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Option<NaiveDate>>,
}

/// Somebody who can be elected into a branch's committee on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Candidate {
    /// Who.
    pub member_id: MemberId,
    /// Full name.
    pub name: String,
    /// Cadre of the commune, who may sit in the committee of a branch that isn't their own.
    pub is_commune_cadre: bool,
}

const READ: Access = Access::May(Action::UnitRead);
const WRITE: Access = Access::May(Action::UnitWrite);

endpoints! {
    /// From the secretary down, then by name.
    ListOffices: Get "/branches/{unit_id}/committee", "Read a branch's committee of a day", READ, path UnitId, query DayQuery, body Empty, reply 200 Page<OfficeRow>;
    /// The latest first; what was replaced is there too and says so.
    ListTerms: Get "/branches/{unit_id}/terms", "List a branch's committees", READ, path UnitId, query KnownQuery, body Empty, reply 200 Page<Term>;
    /// The branch's official members, and the commune's cadres, of a day: by given name.
    ListCandidates: Get "/branches/{unit_id}/candidates", "List who can be elected", WRITE, path UnitId, query DayQuery, body Empty, reply 200 Page<Candidate>;
    /// Ends the term and the offices before it on the eve. Only official members of the branch on that day, or cadres of the
    /// commune. Resolutions are numbered anew from the day on.
    ElectCommittee: Post "/branches/{unit_id}/terms", "Elect a branch's committee", WRITE, path UnitId, query NoQuery, body Election, reply 201 Term;
    /// With a reason. Offices that began or ended with the term move along; those of a term that is withdrawn go with it.
    /// Answers the terms that hold now.
    CorrectTerm: Post "/branches/{unit_id}/terms/{term_id}/corrections", "Put a committee's term right", WRITE, path (UnitId, TermId), query NoQuery, body TermCorrection, reply 201 Page<Term>;
    /// Up to the term's end. An office that the person has ends on the eve.
    SeatMember: Post "/branches/{unit_id}/offices", "Add somebody to a branch's committee", WRITE, path UnitId, query NoQuery, body NewSeat, reply 201 Seat;
    /// Within a term.
    EndOffice: Post "/branches/{unit_id}/offices/{office_id}/end", "End an office", WRITE, path (UnitId, OfficeId), query NoQuery, body SeatEnd, reply 201 Seat;
    /// With a reason. What is put right stays readable as replaced. Answers the offices that hold now.
    CorrectOffice: Post "/branches/{unit_id}/offices/{office_id}/corrections", "Put right who held an office", WRITE, path (UnitId, OfficeId), query NoQuery, body SeatCorrection, reply 201 Page<Seat>;
}
