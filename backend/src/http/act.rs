//! What is known of an act while it happens; room `acts` writes it down.

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::api::{PathParams, Subject};
use shared::id::{AccountId, SessionId, UnitId};
use shared::problem::Code;
use uuid::Uuid;

use super::{Error, Exchange, Result};

/// One part of a thing that an act changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The thing.
    pub subject: (Subject, Uuid),
    /// The version that it thereby got.
    pub version: i64,
    /// The part, as [`shared::problem::Change::path`] names it; empty for all of it.
    pub path: String,
    /// What stood there before, as JSON; `None` if there was nothing.
    pub before: Option<String>,
    /// What stands there now, as JSON.
    pub after: String,
}

impl Note {
    /// Notes a part with what was and what is. Secrets have no business here.
    ///
    /// # Errors
    /// When a value can't be written as JSON.
    pub fn new(
        subject: impl PathParams,
        version: i64,
        path: impl Into<String>,
        before: &impl Serialize,
        after: &impl Serialize,
    ) -> Result<Self> {
        let subject = subject.subject().ok_or_else(|| Error::internal("a note about nothing"))?;
        let before = serde_json::to_string(before).map_err(Error::internal)?;
        Ok(Self {
            subject,
            version,
            path: path.into(),
            before: (before != "null").then_some(before),
            after: serde_json::to_string(after).map_err(Error::internal)?,
        })
    }
}

/// Somebody's act, or their try that was refused.
#[derive(Debug, Clone)]
pub struct Act {
    /// The endpoint's name, or the console's command.
    pub operation: &'static str,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// The account; `None` at the console.
    pub account_id: Option<AccountId>,
    /// The name that people know.
    pub by_name: String,
    /// Network address; empty at the console.
    pub address: String,
    /// The session.
    pub session_id: Option<SessionId>,
    /// What the endpoint's path names.
    pub subject: Option<(Subject, Uuid)>,
    /// The unit to which that belongs: whose inspectors may read this.
    pub unit_id: Option<UnitId>,
    /// Why it was refused; `None`: it was done.
    pub refusal: Option<Code>,
    /// What it changed.
    pub notes: Vec<Note>,
}

impl Act {
    /// An act of nobody yet.
    pub const fn new(operation: &'static str, at: DateTime<Utc>) -> Self {
        Self {
            operation,
            at,
            account_id: None,
            by_name: String::new(),
            address: String::new(),
            session_id: None,
            subject: None,
            unit_id: None,
            refusal: None,
            notes: Vec::new(),
        }
    }
}

impl Exchange {
    /// The act of this request, with what was noted so far.
    pub fn act(&mut self, operation: &'static str) -> Act {
        Act {
            account_id: self.who.as_ref().map(|who| who.account_id),
            by_name: self.who.as_ref().map(|who| who.name.clone()).unwrap_or_default(),
            session_id: self.who.as_ref().map(|who| who.session_id),
            address: self.address.clone(),
            subject: self.subject,
            unit_id: self.unit_id,
            notes: std::mem::take(&mut self.notes),
            ..Act::new(operation, self.now)
        }
    }
}
