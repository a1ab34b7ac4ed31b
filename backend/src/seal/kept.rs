//! The table of seals, which knows nothing of what they keep.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::Conn;
use crate::db::schema::seal;
use crate::http::Result;

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
pub(super) fn keep(
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
pub(super) fn latest(conn: &mut Conn, subject: Uuid) -> QueryResult<Option<Seal>> {
    seal::table
        .filter(seal::subject_id.eq(subject.as_bytes().to_vec()))
        .order(seal::number.desc())
        .select(Seal::as_select())
        .first(conn)
        .optional()
}

/// Shows every seal, whatever it seals, to `look`, in the order of subjects and numbers, and whether it is the latest of its
/// subject. Some are read at a time: there may be more than memory holds.
///
/// # Errors
/// The database's, or what `look` gives.
pub(super) fn each(conn: &mut Conn, mut look: impl FnMut(&mut Conn, Seal, bool) -> Result<()>) -> Result<()> {
    // Whether one is the latest is known by the one behind it.
    let mut last: Option<Seal> = None;
    loop {
        let mut next = seal::table
            .order((seal::subject_id, seal::number))
            .limit(BATCH)
            .select(Seal::as_select())
            .into_boxed::<crate::db::Backend>();
        if let Some(last) = &last {
            let later = seal::subject_id.eq(last.subject_id.clone()).and(seal::number.gt(last.number));
            next = next.filter(seal::subject_id.gt(last.subject_id.clone()).or(later));
        }
        let batch: Vec<Seal> = next.load(conn)?;
        let at_end = batch.is_empty();
        for one in batch {
            if let Some(before) = last.replace(one.clone()) {
                let latest = before.subject_id != one.subject_id;
                look(conn, before, latest)?;
            }
        }
        if at_end {
            return last.map_or(Ok(()), |last| look(conn, last, true));
        }
    }
}

/// SHA-256 in hexadecimal.
pub fn digest(content: &str) -> String {
    format!("{:x}", Sha256::digest(content))
}
