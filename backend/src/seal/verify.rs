//! The check of all seals, of whatever kinds of things there are.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::kept::{Seal, each};
use super::sealed::{Sealable, Sealed};
use crate::db::Conn;
use crate::http::Result;

/// How a kind of thing is checked.
#[derive(Debug, Clone, Copy)]
struct Kind {
    forms: &'static str,
    is_whole: fn(&mut Conn, &Seal) -> Result<bool>,
    all: fn(&mut Conn) -> Result<Vec<Uuid>>,
    right_without: fn(&mut Conn, Uuid) -> Result<bool>,
}

/// The kinds of things that are sealed.
#[derive(Debug, Clone, Default)]
pub struct Kinds(Vec<Kind>);

impl Kinds {
    /// Registers a kind.
    #[must_use]
    pub fn on<T: Sealable>(mut self) -> Self {
        let (all, right_without) = (T::all, T::right_without);
        self.0.push(Kind { forms: T::FORMS, is_whole: is_whole::<T>, all, right_without });
        self
    }

    fn of(&self, seal: &Seal) -> Option<&Kind> {
        self.0.iter().find(|kind| seal.form.starts_with(kind.forms))
    }
}

/// What a check of all seals found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Things that were checked.
    pub checked: usize,
    /// Those that aren't as they were sealed.
    pub changed: Vec<Uuid>,
}

/// Checks the digest of every seal; of the latest of each thing also whether it is the one that the thing's row means, and
/// whether the rows beside it fit. Things whose rows say that they are sealed must have a seal, and none may be missing in
/// between.
///
/// # Errors
/// The database's.
pub fn verify(conn: &mut Conn, kinds: &Kinds) -> Result<Verified> {
    let (mut things, mut changed) = (BTreeSet::new(), BTreeSet::new());
    let mut expected = 1;
    each(conn, |conn, seal, latest| {
        let subject = seal.subject();
        things.insert(subject);
        let counted = seal.number == expected;
        // What nobody knows the form of, nobody can call whole.
        let fits = match kinds.of(&seal) {
            Some(kind) if latest => (kind.is_whole)(conn, &seal)?,
            known => known.is_some(),
        };
        if !(counted && fits && seal.matches()) {
            changed.insert(subject);
        }
        expected = if latest { 1 } else { seal.number + 1 };
        Ok(())
    })?;
    for kind in &kinds.0 {
        for subject in (kind.all)(conn)? {
            if things.insert(subject) && !(kind.right_without)(conn, subject)? {
                changed.insert(subject);
            }
        }
    }
    Ok(Verified { checked: things.len(), changed: changed.into_iter().collect() })
}

fn is_whole<T: Sealable>(conn: &mut Conn, seal: &Seal) -> Result<bool> {
    let Some(row) = T::on_row(conn, seal.subject())? else { return Ok(false) };
    match Sealed::<T>::of(conn, seal, &row)? {
        Sealed { content: Some(content), lock } if lock.matches => content.fits_rows(conn),
        _ => Ok(false),
    }
}
