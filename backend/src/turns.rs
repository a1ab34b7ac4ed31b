//! Taking turns at one thing: a write of some of its parts goes through unless somebody else has changed the same parts
//! since the version that the writer saw; what changes the thing as a whole needs the version as it is.

use shared::part::Part;
use shared::problem::Change;
use uuid::Uuid;

use crate::acts;
use crate::http::{Context, Error, Result};

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

/// The parts that a PATCH body writes.
///
/// # Errors
/// `internal`: a body that was read from JSON can be written as JSON.
pub fn parts_of(patch: &impl serde::Serialize) -> Result<Vec<Part>> {
    Ok(Part::of(&serde_json::to_value(patch).map_err(Error::internal)?))
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
