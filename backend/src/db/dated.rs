//! Facts that hold from a day to a day, in the database: the one way to say "in force on a day" (`in_force!`), and the
//! one way to write (`dated!`), which marks rows as replaced and inserts others, and never overwrites or deletes one.
//!
//! Every such table has the same columns at its end: `starts_on` and `ends_on` (the last day; null until further notice),
//! `decision` and `decided_on` (number and date of the document), `recorded_at`, `recorded_by` (empty for what was taken
//! over from before), `replaced_at` (null while it holds) and `correction` (why it put another right; empty otherwise).

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::QueryResult;
use shared::api::dated::KnownQuery;
use shared::dated::{Edits, Fact};
use shared::problem::FieldErrors;
use shared::text::compose;

use super::Conn;
use crate::error::{Result, check};

/// Whether a row's days include a day, for tables without author and time.
macro_rules! covers {
    ($table:ident, $day:expr) => {{
        use diesel::{BoolExpressionMethods as _, ExpressionMethods as _};
        $crate::db::schema::$table::starts_on
            .le($day)
            .and($crate::db::schema::$table::ends_on.is_null().or($crate::db::schema::$table::ends_on.ge($day)))
    }};
}

/// Whether a fact is in force on a day, for `filter`: not replaced, begun, not over.
macro_rules! in_force {
    ($table:ident, $day:expr) => {{
        use diesel::{BoolExpressionMethods as _, ExpressionMethods as _};
        $crate::db::schema::$table::replaced_at.is_null().and($crate::db::covers!($table, $day))
    }};
}

/// Whether a fact was known at a moment, whatever has replaced it since, for `filter`.
macro_rules! known_by {
    ($table:ident, $moment:expr) => {{
        use diesel::{BoolExpressionMethods as _, ExpressionMethods as _};
        $crate::db::schema::$table::recorded_at.le($moment).and(
            $crate::db::schema::$table::replaced_at.is_null().or($crate::db::schema::$table::replaced_at.gt($moment)),
        )
    }};
}

pub(crate) use {covers, in_force, known_by};

/// The document that decided a fact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    /// Its number; empty if there is none.
    pub number: String,
    /// Its date.
    pub date: Option<NaiveDate>,
}

impl Decision {
    /// As somebody entered it; what can't be stored is a field error.
    pub fn entered(errors: &mut FieldErrors, number: &str, date: Option<NaiveDate>) -> Self {
        errors.optional_text("/decision", number, MAX_DECISION);
        errors.date("/decided_on", date);
        Self { number: compose(number.trim()), date }
    }
}

/// Longest number of a decision, in characters.
const MAX_DECISION: usize = 100;
/// Longest reason of a correction.
const MAX_REASON: usize = 500;

/// The moment that a history is asked for, as the tables have it.
///
/// # Errors
/// A field error for one that isn't of our times.
pub fn known_at(query: &KnownQuery) -> Result<Option<NaiveDateTime>> {
    let mut errors = FieldErrors::default();
    errors.date("query/known_at", query.known_at.map(|at| at.date_naive()));
    check(errors)?;
    Ok(query.known_at.map(|at| at.naive_utc()))
}

/// Who writes, when, and why.
#[derive(Debug, Clone)]
pub struct Author {
    /// When, UTC.
    pub at: NaiveDateTime,
    /// Their name.
    pub name: String,
    /// Why something is put right; empty for a change.
    pub reason: String,
}

impl Author {
    /// Somebody who writes something new.
    pub fn new(at: DateTime<Utc>, name: impl Into<String>) -> Self {
        Self { at: at.naive_utc(), name: name.into(), reason: String::new() }
    }

    /// Whoever sits at the server's own console.
    pub fn console(now: DateTime<Utc>) -> Self {
        Self::new(now, "nenep")
    }

    /// The same, who puts something right; without a reason it is a field error.
    #[must_use]
    pub fn because(mut self, errors: &mut FieldErrors, reason: &str) -> Self {
        errors.text("/reason", reason, MAX_REASON);
        self.reason = compose(reason.trim());
        self
    }
}

/// A row of a table of dated facts.
pub trait Dated: Fact {
    /// Whom or what the facts are about.
    type Subject: Copy;

    /// When it was written down, and when it was replaced.
    fn known(&self) -> (NaiveDateTime, Option<NaiveDateTime>);

    /// The facts about a subject that hold, by their first days.
    ///
    /// # Errors
    /// The database's.
    fn of(conn: &mut Conn, subject: Self::Subject) -> QueryResult<Vec<Self>>;

    /// All of them, those that were replaced too, or only what was known at a moment: the latest days first, of the same
    /// days what is known now first.
    ///
    /// # Errors
    /// The database's.
    fn history(conn: &mut Conn, subject: Self::Subject, known_at: Option<NaiveDateTime>) -> QueryResult<Vec<Self>>;

    /// Writes what a change or a correction needs; returns the new rows. The caller has locked the subject.
    ///
    /// # Errors
    /// The database's.
    fn write(conn: &mut Conn, edits: &Edits<Self>, author: &Author) -> QueryResult<Vec<Self>>;
}

/// Declares a table's facts: what they say (`value`), the row with its days, decision and author, and [`Dated`].
macro_rules! dated {
    (
        $(#[$value_meta:meta])* value $value:ident;
        $(#[$row_meta:meta])* row $row:ident in $table:ident, $id:ident;
        of $subject:ident: $subject_type:ty;
        $($(#[$field_meta:meta])* $field:ident: $type:ty,)*
    ) => {
        $(#[$value_meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $value {
            /// Whom or what it is about.
            pub $subject: $subject_type,
            $($(#[$field_meta])* pub $field: $type,)*
        }

        $(#[$row_meta])*
        #[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
        #[diesel(table_name = $crate::db::schema::$table, treat_none_as_default_value = false)]
        #[allow(missing_docs)] // What all tables of facts have is said in `db::dated`.
        pub struct $row {
            pub id: $id,
            pub $subject: $subject_type,
            $(pub $field: $type,)*
            pub starts_on: chrono::NaiveDate,
            pub ends_on: Option<chrono::NaiveDate>,
            pub decision: String,
            pub decided_on: Option<chrono::NaiveDate>,
            pub recorded_at: chrono::NaiveDateTime,
            pub recorded_by: String,
            pub replaced_at: Option<chrono::NaiveDateTime>,
            pub correction: String,
        }

        impl $row {
            /// A new fact; author and time come when it is written.
            pub fn new(value: $value, span: shared::dated::Span, decision: $crate::db::Decision) -> Self {
                let $value { $subject, $($field,)* } = value;
                Self {
                    id: $id(uuid::Uuid::now_v7()),
                    $subject,
                    $($field,)*
                    starts_on: span.starts_on,
                    ends_on: span.ends_on,
                    decision: decision.number,
                    decided_on: decision.date,
                    recorded_at: chrono::NaiveDateTime::default(),
                    recorded_by: String::new(),
                    replaced_at: None,
                    correction: String::new(),
                }
            }

            /// What it says, whatever its days.
            pub fn value(&self) -> $value {
                $value { $subject: self.$subject.clone(), $($field: self.$field.clone(),)* }
            }

            /// Who wrote it down, when, and by what decision, as the API shows it.
            #[allow(dead_code)] // Not every table's facts are shown with it yet.
            pub fn record(&self) -> shared::api::dated::Record {
                shared::api::dated::Record {
                    starts_on: self.starts_on,
                    ends_on: self.ends_on,
                    decision: self.decision.clone(),
                    decided_on: self.decided_on,
                    recorded_at: self.recorded_at.and_utc(),
                    recorded_by: self.recorded_by.clone(),
                    replaced_at: self.replaced_at.map(|at| at.and_utc()),
                    correction: self.correction.clone(),
                }
            }
        }

        impl shared::dated::Fact for $row {
            fn span(&self) -> shared::dated::Span {
                shared::dated::Span::new(self.starts_on, self.ends_on)
            }
            fn during(&self, span: shared::dated::Span) -> Self {
                Self { starts_on: span.starts_on, ends_on: span.ends_on, ..self.clone() }
            }
            fn same(&self, other: &Self) -> bool {
                self.value() == other.value()
            }
        }

        impl $crate::db::Dated for $row {
            type Subject = $subject_type;

            fn known(&self) -> (chrono::NaiveDateTime, Option<chrono::NaiveDateTime>) {
                (self.recorded_at, self.replaced_at)
            }

            fn of(conn: &mut $crate::db::Conn, subject: Self::Subject) -> diesel::QueryResult<Vec<Self>> {
                use diesel::prelude::*;
                use $crate::db::schema::$table::dsl;
                dsl::$table
                    .filter(dsl::$subject.eq(subject))
                    .filter(dsl::replaced_at.is_null())
                    .order((dsl::starts_on, dsl::id))
                    .select(Self::as_select())
                    .load(conn)
            }

            fn history(
                conn: &mut $crate::db::Conn,
                subject: Self::Subject,
                known_at: Option<chrono::NaiveDateTime>,
            ) -> diesel::QueryResult<Vec<Self>> {
                use diesel::prelude::*;
                use $crate::db::schema::$table::dsl;
                let all = dsl::$table.filter(dsl::$subject.eq(subject)).select(Self::as_select());
                let mut rows: Vec<Self> = match known_at {
                    None => all.load(conn)?,
                    Some(moment) => all.filter($crate::db::known_by!($table, moment)).load(conn)?,
                };
                // Nulls come first in one database and last in the other.
                rows.sort_by(|one, other| {
                    let key = |row: &Self| (row.starts_on, row.replaced_at.is_none(), row.recorded_at, row.id);
                    key(other).cmp(&key(one))
                });
                Ok(rows)
            }

            fn write(
                conn: &mut $crate::db::Conn,
                edits: &shared::dated::Edits<Self>,
                author: &$crate::db::Author,
            ) -> diesel::QueryResult<Vec<Self>> {
                use diesel::prelude::*;
                use $crate::db::schema::$table::dsl;
                for old in &edits.replaced {
                    diesel::update(dsl::$table.find(old.id)).set(dsl::replaced_at.eq(author.at)).execute(conn)?;
                }
                let mut written = Vec::with_capacity(edits.written.len());
                for fact in &edits.written {
                    let row = Self {
                        id: $id(uuid::Uuid::now_v7()),
                        recorded_at: author.at,
                        recorded_by: author.name.clone(),
                        replaced_at: None,
                        correction: author.reason.clone(),
                        ..fact.clone()
                    };
                    diesel::insert_into(dsl::$table).values(&row).execute(conn)?;
                    written.push(row);
                }
                Ok(written)
            }
        }
    };
}

pub(crate) use dated;
