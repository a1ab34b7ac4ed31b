//! Identifiers: UUIDv7, 16 bytes in both databases, one type per kind of thing so that they can't be mixed up.

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "db", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow))]
        #[cfg_attr(feature = "db", diesel(sql_type = diesel::sql_types::Binary))]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        #[cfg(feature = "db")]
        impl<DB> diesel::deserialize::FromSql<diesel::sql_types::Binary, DB> for $name
        where
            DB: diesel::backend::Backend,
            Vec<u8>: diesel::deserialize::FromSql<diesel::sql_types::Binary, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                Ok(Self(Uuid::from_slice(&Vec::<u8>::from_sql(bytes)?)?))
            }
        }

        #[cfg(feature = "db")]
        impl<DB> diesel::serialize::ToSql<diesel::sql_types::Binary, DB> for $name
        where
            DB: diesel::backend::Backend,
            [u8]: diesel::serialize::ToSql<diesel::sql_types::Binary, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                self.0.as_bytes().as_slice().to_sql(out)
            }
        }
    )+};
}

ids! {
    /// A Party organisation: a commune's or a branch.
    UnitId;
    /// What a unit is from a day to a day.
    UnitStateId;
    /// A term of a branch's committee.
    TermId;
    /// A Party member.
    MemberId;
    /// Where a member is, and as what, from a day to a day.
    MembershipId;
    /// A term of office in a branch's committee.
    OfficeId;
    /// A committee member's charge of a branch.
    SupervisionId;
    /// A score sheet on offer.
    SheetId;
    /// A choice of a score sheet from a day on.
    SheetChoiceId;
    /// A meeting of a branch or of its committee.
    MeetingId;
    /// An item of a meeting's agenda.
    AgendaItemId;
    /// What somebody said at a meeting.
    OpinionId;
    /// A vote at a meeting.
    VoteId;
    /// A document sent out for a meeting.
    HandoutId;
    /// A correction appended to locked minutes.
    AddendumId;
    /// A numbered resolution or conclusion.
    ResolutionId;
    /// A task that a resolution assigns.
    TaskId;
    /// What was reported of a task.
    TaskReportId;
    /// A target of a year.
    TargetId;
    /// An account that signs in.
    AccountId;
    /// A role of an account at a unit, from a day to a day.
    GrantId;
    /// A signed-in session: one device of an account.
    SessionId;
    /// What somebody did, or tried.
    ActId;
    /// A background job.
    JobId;
    /// A part that an act changed.
    ChangeId;
}
