//! Taking turns at one thing: a write of some of its parts goes through unless somebody else has changed the same parts
//! since the version that the writer saw; what changes the thing as a whole needs the version as it is.

use serde::Serialize;
use serde_json::Value;
use shared::api::PathParams;
use shared::part::Part;
use shared::problem::{Change, FieldErrors};
use uuid::Uuid;

use crate::acts;
use crate::http::{Context, Error, Result, check};

/// The turn to write some parts of a thing: other writers of it wait until the transaction ends.
#[derive(Debug)]
pub struct Turn {
    /// The thing's version before the write.
    pub version: i64,
    /// What others have changed since the version that the writer saw, and left these parts alone.
    pub others: Vec<Change>,
}

impl Turn {
    /// The version that the write makes.
    pub const fn next(&self) -> i64 {
        self.version + 1
    }

    /// Nothing was written: the version stays. The answer has it as its ETag only if the caller has seen all of it.
    pub fn leave(&self, cx: &mut Context<'_>) -> i64 {
        cx.exchange.etag = self.others.is_empty().then_some(self.version);
        self.version
    }
}

/// Takes the turn to write the parts that a body names, of the row with this id in a table with a `version`. The row is
/// locked, so that it may be read and written afterwards without looking at its version again.
///
/// # Errors
/// `changed` with the parts that others changed too; `not_found`, `precondition_needed`.
macro_rules! turn {
    ($cx:expr, $table:ident, $id:expr, $parts:expr) => {{
        // Changes nothing, and makes other writers of the row wait.
        diesel::update($table::table.find($id)).set($table::version.eq($table::version)).execute($cx.conn)?;
        let version: i64 = $table::table.find($id).select($table::version).first($cx.conn)?;
        $crate::turns::take($cx, $id.0, version, $parts)
    }};
}
pub(crate) use turn;

/// Takes a thing for a step of its way, which concerns all of it: raises the version of its row if it is still the one
/// that the caller saw, which also makes other writers of it wait. Gives the new version, which is the ETag of the answer.
///
/// # Errors
/// `changed` with what others changed since; `not_found`, `precondition_needed`.
macro_rules! claim {
    ($cx:expr, $table:ident, $id:expr) => {{
        let seen = $cx.exchange.seen()?.clone();
        let unchanged = $table::table.filter($table::id.eq($id)).filter($table::version.eq(seen.read()));
        match diesel::update(unchanged).set($table::version.eq($table::version + 1)).execute($cx.conn)? {
            0 => {
                let version: i64 = $table::table.find($id).select($table::version).first($cx.conn)?;
                Err($crate::acts::changed($cx.conn, $id.0, &seen, version))
            }
            _ => {
                $cx.set_etag(seen.read() + 1);
                Ok(seen.read() + 1)
            }
        }
    }};
}
pub(crate) use claim;

/// Takes a row for a change that `If-Match` doesn't guard, such as a fact with days: others wait until the transaction ends.
/// Its new version.
///
/// # Errors
/// The database's; `not_found`.
macro_rules! raise {
    ($conn:expr, $table:ident, $id:expr) => {
        diesel::update($table::table.find($id))
            .set($table::version.eq($table::version + 1))
            .execute($conn)
            .and_then(|_| $table::table.find($id).select($table::version).first::<i64>($conn))
    };
}
pub(crate) use raise;

/// A write of some parts of a thing under way: entries are written as they are checked, and the transaction is rolled back
/// when any of them is wrong, so that one answer names everything that has to be corrected.
#[derive(Debug)]
pub struct Writing {
    /// Its turn.
    pub turn: Turn,
    /// What is wrong, by its place in the body.
    pub errors: FieldErrors,
    notes: Vec<(String, Value, Value)>,
}

impl Writing {
    /// Nothing is written yet.
    pub const fn new(turn: Turn) -> Self {
        Self { turn, errors: FieldErrors(Vec::new()), notes: Vec::new() }
    }

    /// Notes a part that was written: what was there before, and what is now.
    ///
    /// # Errors
    /// When a value can't be written as JSON.
    pub fn note(&mut self, path: impl Into<String>, before: &impl Serialize, after: &impl Serialize) -> Result<()> {
        self.notes.push((path.into(), json(before)?, json(after)?));
        Ok(())
    }

    /// Ends it: what was written is noted in the thing's history. Gives the version that the thing has now, and what others
    /// have changed of it.
    ///
    /// # Errors
    /// What was found wrong.
    pub fn finish(self, cx: &mut Context<'_>, subject: impl PathParams + Copy) -> Result<(i64, Vec<Change>)> {
        let Self { turn, errors, notes } = self;
        check(errors)?;
        // A new version without a change would be a conflict for whoever writes next.
        let version = if notes.is_empty() { turn.leave(cx) } else { turn.next() };
        for (path, before, after) in notes {
            cx.note(subject, version, path, &before, &after)?;
        }
        Ok((version, turn.others))
    }
}

fn json(value: &impl Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(Error::internal)
}

/// The parts that a PATCH body writes.
///
/// # Errors
/// `internal`: a body that was read from JSON can be written as JSON.
pub fn parts_of(patch: &impl Serialize) -> Result<Vec<Part>> {
    Ok(Part::of(&json(patch)?))
}

/// See [`turn`], for a row that is locked already and is at this version.
pub(crate) fn take(cx: &mut Context<'_>, subject: Uuid, version: i64, parts: &[Part]) -> Result<Turn> {
    let seen = cx.exchange.seen()?.clone();
    if seen.read() == version {
        return Ok(Turn { version, others: Vec::new() });
    }
    let changes = acts::unseen(cx.conn, subject, &seen)?;
    // A version that names no change may have changed anything; so may one that isn't there any more, after a backup
    // was restored.
    let named = |version: i64| seen.knows(version) || changes.iter().any(|(made, _)| *made == version);
    let unnamed = seen.read() > version || !(seen.read() + 1..=version).all(named);
    let others = acts::newest(changes);
    let meets = |change: &Change| unnamed || parts.iter().any(|part| part.touches(&change.path));
    if unnamed || others.iter().any(meets) {
        let changes = others.into_iter().filter(meets).collect();
        return Err(Error::changed(changes, version));
    }
    let others = others.into_iter().map(|change| Change { now: None, ..change }).collect();
    Ok(Turn { version, others })
}
