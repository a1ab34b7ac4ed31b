//! A thing as its seal keeps it: its content in a frame that says in which form it is, when it was sealed and by whom.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shared::api::seal::Lock;
use uuid::Uuid;

use super::kept::{Seal, keep, latest};
use crate::db::Conn;
use crate::http::{Error, Result};

/// In the form of one that had an earlier lock and was sealed later, before the lock's name.
const LATER: &str = " after ";
/// The same where the earlier lock wasn't right any more: it keeps being reported.
const CHANGED: &str = " changed after ";

/// The content of a kind of thing as it is sealed: everything that screens and papers show of it.
///
/// Seals stay for ever and are read by every later program: a field that is added needs a default. Another form gets
/// another name, and [`Self::read`] still reads the ones before.
pub trait Sealable: Serialize + DeserializeOwned {
    /// What the forms begin with, such as `nenep-meeting-`.
    const FORMS: &'static str;
    /// The form that is written.
    const FORM: &'static str;

    /// The id of what it is the content of.
    fn subject(&self) -> Uuid;

    /// The content of a seal of whatever form; `None`: it isn't what was sealed.
    ///
    /// # Errors
    /// The database's.
    fn read(_conn: &mut Conn, seal: &Seal) -> Result<Option<Self>> {
        Ok(serde_json::from_str(&seal.content).ok())
    }

    /// What the thing's row says of its seal; `None`: there is no such thing.
    ///
    /// # Errors
    /// The database's.
    fn on_row(conn: &mut Conn, subject: Uuid) -> Result<Option<OnRow>>;

    /// Whether what stands beside the seal, for lists and figures, is as it was sealed.
    ///
    /// # Errors
    /// The database's.
    fn fits_rows(&self, _conn: &mut Conn) -> Result<bool> {
        Ok(true)
    }

    /// Every thing of which the rows say that it is sealed.
    ///
    /// # Errors
    /// The database's.
    fn all(conn: &mut Conn) -> Result<Vec<Uuid>>;

    /// Whether one of them may be without a seal.
    ///
    /// # Errors
    /// The database's.
    fn right_without(_conn: &mut Conn, _subject: Uuid) -> Result<bool> {
        Ok(false)
    }
}

/// What a sealed thing's row says of its seal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnRow {
    /// The digest; `None`: it isn't sealed.
    pub digest: Option<String>,
    /// When it was sealed, UTC.
    pub at: NaiveDateTime,
    /// By whom.
    pub by: String,
}

/// The lock of something that is sealed later than it was locked.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// Its name.
    pub name: &'static str,
    /// Its hash, which papers of then have.
    pub hash: Option<String>,
    /// Whether it was found right when the thing was sealed.
    pub right: bool,
}

/// What every seal says, whatever it holds.
#[derive(Serialize, Deserialize)]
struct Frame {
    form: String,
    at: DateTime<Utc>,
    by: String,
    /// The hash of an earlier lock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    earlier: Option<String>,
}

/// The bytes.
#[derive(Serialize)]
struct Framed<'a, T> {
    #[serde(flatten)]
    frame: &'a Frame,
    #[serde(flatten)]
    content: &'a T,
}

/// A sealed thing as it is read.
#[derive(Debug)]
pub struct Sealed<T> {
    /// Its content; `None`: the seal is lost or can't be read.
    pub content: Option<T>,
    /// What is shown of the lock.
    pub lock: Lock,
}

impl<T: Sealable> Sealed<T> {
    /// Seals a thing; its row is to keep the digest.
    ///
    /// # Errors
    /// The database's; when the content can't be written as JSON.
    pub fn put(conn: &mut Conn, content: &T, at: NaiveDateTime, by: &str, earlier: Option<Earlier>) -> Result<Seal> {
        let form = match &earlier {
            None => T::FORM.to_owned(),
            Some(Earlier { name, right, .. }) => format!("{}{}{name}", T::FORM, if *right { LATER } else { CHANGED }),
        };
        let earlier = earlier.and_then(|earlier| earlier.hash);
        let frame = Frame { form, at: at.and_utc(), by: by.to_owned(), earlier };
        let bytes = serde_json::to_string(&Framed { frame: &frame, content }).map_err(Error::internal)?;
        Ok(keep(conn, content.subject(), &frame.form, bytes, (at, by))?)
    }

    /// A thing from its latest seal, if its row says that it is sealed.
    ///
    /// # Errors
    /// The database's.
    pub fn open(conn: &mut Conn, subject: Uuid, row: &OnRow) -> Result<Self> {
        match latest(conn, subject)? {
            Some(seal) => Self::of(conn, &seal, row),
            None => Ok(Self { content: None, lock: lost(row, row.digest.clone()) }),
        }
    }

    /// The same from a seal, which is the one that the row means or doesn't match.
    pub(super) fn of(conn: &mut Conn, seal: &Seal, row: &OnRow) -> Result<Self> {
        let frame: Option<Frame> = serde_json::from_str(&seal.content).ok();
        let (Some(frame), Some(content)) = (frame, T::read(conn, seal)?) else {
            return Ok(Self { content: None, lock: lost(row, Some(seal.digest.clone())) });
        };
        let matches = seal.matches()
            && row.digest.as_ref() == Some(&seal.digest)
            && frame.form == seal.form
            && !frame.form.contains(CHANGED)
            && content.subject() == seal.subject()
            && frame.at.naive_utc() == row.at
            && frame.by == row.by;
        let Frame { at, by, earlier, .. } = frame;
        Ok(Self { content: Some(content), lock: Lock { hash: seal.digest.clone(), at, by, matches, earlier } })
    }
}

/// The lock where there is no content to rely on.
fn lost(row: &OnRow, hash: Option<String>) -> Lock {
    Lock { hash: hash.unwrap_or_default(), at: row.at.and_utc(), by: row.by.clone(), matches: false, earlier: None }
}
