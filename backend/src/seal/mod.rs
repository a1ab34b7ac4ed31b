//! Seals: the whole content of a thing, kept as the very bytes that were decided on, with their SHA-256. A seal knows
//! nothing of what it keeps: who seals names the form of the bytes, and reads them.
//!
//! Seals are only added. A thing that is sealed anew gets another number; the latest counts.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::Conn;
use crate::db::schema::seal;

/// Seals that are read together by a check of all.
const BATCH: i64 = 200;

/// The row of table `seal`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = seal)]
pub struct Seal {
    /// What is sealed: the id of a meeting, a review ...
    pub subject_id: Vec<u8>,
    /// From 1; the highest of a subject counts.
    pub number: i32,
    /// How to read the content, such as `nenep-meeting-2`.
    pub form: String,
    /// The bytes.
    pub content: String,
    /// SHA-256 of the content, in hexadecimal.
    pub digest: String,
    /// When, UTC.
    pub sealed_at: NaiveDateTime,
    /// By whom, as a name.
    pub sealed_by: String,
}

impl Seal {
    /// Whether the content is what was sealed: its digest, made again.
    pub fn matches(&self) -> bool {
        digest(&self.content) == self.digest
    }

    /// The id of what is sealed.
    pub fn subject(&self) -> Uuid {
        Uuid::from_slice(&self.subject_id).unwrap_or_default()
    }
}

/// Keeps a thing's content under its next number.
///
/// # Errors
/// The database's; also when another seal of the subject is kept at the same moment.
pub fn keep(
    conn: &mut Conn,
    subject: Uuid,
    form: &str,
    content: String,
    (sealed_at, sealed_by): (NaiveDateTime, &str),
) -> QueryResult<Seal> {
    let last: Option<i32> = seal::table
        .filter(seal::subject_id.eq(subject.as_bytes().to_vec()))
        .select(diesel::dsl::max(seal::number))
        .first(conn)?;
    let kept = Seal {
        subject_id: subject.as_bytes().to_vec(),
        number: last.unwrap_or(0) + 1,
        form: form.to_owned(),
        digest: digest(&content),
        content,
        sealed_at,
        sealed_by: sealed_by.to_owned(),
    };
    diesel::insert_into(seal::table).values(&kept).execute(conn)?;
    Ok(kept)
}

/// The seal of a thing that counts.
///
/// # Errors
/// The database's.
pub fn latest(conn: &mut Conn, subject: Uuid) -> QueryResult<Option<Seal>> {
    seal::table
        .filter(seal::subject_id.eq(subject.as_bytes().to_vec()))
        .order(seal::number.desc())
        .select(Seal::as_select())
        .first(conn)
        .optional()
}

/// Shows every seal, whatever it seals, to `look`, some at a time: there may be more than memory holds.
///
/// # Errors
/// The database's, or what `look` gives.
pub fn each<E: From<diesel::result::Error>>(
    conn: &mut Conn,
    mut look: impl FnMut(&mut Conn, Seal) -> Result<(), E>,
) -> Result<(), E> {
    let mut after: Option<(Vec<u8>, i32)> = None;
    loop {
        let mut next = seal::table
            .order((seal::subject_id, seal::number))
            .limit(BATCH)
            .select(Seal::as_select())
            .into_boxed::<crate::db::Backend>();
        if let Some((subject, number)) = after.take() {
            let later = seal::subject_id.eq(subject.clone()).and(seal::number.gt(number));
            next = next.filter(seal::subject_id.gt(subject).or(later));
        }
        let batch: Vec<Seal> = next.load(conn)?;
        let Some(last) = batch.last() else { return Ok(()) };
        after = Some((last.subject_id.clone(), last.number));
        for one in batch {
            look(conn, one)?;
        }
    }
}

/// SHA-256 in hexadecimal.
pub fn digest(content: &str) -> String {
    format!("{:x}", Sha256::digest(content))
}
