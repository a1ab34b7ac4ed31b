//! What a handler works with: the connection, who asks, and what goes into the answer besides the body.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use shared::access::{Action, Actor, Reach, Role, reach};
use shared::api::{Endpoint, PathParams, Subject};
use shared::id::{AccountId, MemberId, SessionId, UnitId};
use shared::language::Language;
use shared::problem::Code;
use shared::seen::Seen;
use shared::time;
use uuid::Uuid;

use super::{Error, Note, Result};
use crate::db::{Author, Conn, roots};

/// An account that is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The account.
    pub account_id: AccountId,
    /// The session that the token names.
    pub session_id: SessionId,
    /// Sign-in name.
    pub login: String,
    /// The person's name, as histories and minutes show it.
    pub name: String,
    /// What decisions are made from.
    pub actor: Actor,
}

/// The request besides path, query and body, and the answer besides status and body.
#[derive(Debug)]
pub struct Exchange {
    /// When the request came, UTC; one moment for all that it writes.
    pub now: DateTime<Utc>,
    /// Language of texts in the answer.
    pub language: Language,
    /// Address of the caller, for throttling.
    pub address: String,
    /// What the device calls itself, shortened.
    pub device: String,
    /// The refresh token's cookie.
    pub refresh_cookie: Option<String>,
    /// `If-Match`, checked to be there if the endpoint needs it.
    pub if_match: Option<Seen>,
    /// Who asks; `None` only on public endpoints.
    pub who: Option<SignedIn>,
    /// What the path names.
    pub subject: Option<(Subject, Uuid)>,
    /// The unit to which that belongs.
    pub unit_id: Option<UnitId>,
    /// What was changed so far.
    pub notes: Vec<Note>,
    /// Nothing is written, whatever the method: there is no act.
    pub dry_run: bool,
    /// ETag of the answer.
    pub etag: Option<i64>,
    /// A new refresh cookie; an empty one clears it.
    pub set_refresh_cookie: Option<String>,
}

impl Exchange {
    /// Today in Vietnam.
    pub fn today(&self) -> NaiveDate {
        time::local_date(self.now)
    }

    /// Who asks.
    ///
    /// # Errors
    /// [`Code::SignInNeeded`].
    pub fn who(&self) -> Result<&SignedIn> {
        self.who.as_ref().ok_or_else(|| Code::SignInNeeded.into())
    }

    /// What the caller has seen of the thing.
    ///
    /// # Errors
    /// [`Code::PreconditionNeeded`].
    pub fn seen(&self) -> Result<&Seen> {
        self.if_match.as_ref().ok_or_else(|| Code::PreconditionNeeded.into())
    }
}

/// What a handler inside a transaction works with.
pub struct Context<'a> {
    /// The connection: inside a transaction if the endpoint writes.
    pub conn: &'a mut Conn,
    /// Request and answer.
    pub exchange: &'a mut Exchange,
}

impl Context<'_> {
    /// Today in Vietnam.
    pub fn today(&self) -> NaiveDate {
        self.exchange.today()
    }

    /// Now, UTC.
    pub fn now(&self) -> DateTime<Utc> {
        self.exchange.now
    }

    /// Who asks, as the author of dated facts.
    ///
    /// # Errors
    /// [`Code::SignInNeeded`].
    pub fn author(&self) -> Result<Author> {
        Ok(Author::new(self.now(), self.who()?.name.clone()))
    }

    /// Language of texts in the answer.
    pub fn language(&self) -> Language {
        self.exchange.language
    }

    /// Who asks.
    ///
    /// # Errors
    /// [`Code::SignInNeeded`].
    pub fn who(&self) -> Result<&SignedIn> {
        self.exchange.who()
    }

    /// How far the caller's permission for an action reaches, for lists.
    ///
    /// # Errors
    /// [`Code::Forbidden`] if it reaches nothing at all.
    pub fn scope(&mut self, action: Action) -> Result<Scope> {
        let may = self.who()?.actor.may(action);
        let scope = self.scope_as(action, |_| true)?;
        if may { Ok(scope) } else { Err(Error::new(Code::Forbidden)) }
    }

    /// How far those of the caller's grants reach whose role is asked for; maybe nowhere.
    ///
    /// # Errors
    /// The database's.
    pub fn scope_as(&mut self, action: Action, role: impl Fn(Role) -> bool) -> Result<Scope> {
        let actor = self.who()?.actor.clone();
        let mut scope = Scope { below: Vec::new(), alone: Vec::new(), own: None, day: self.today() };
        for grant in actor.grants.iter().filter(|grant| role(grant.role)) {
            match reach(grant.role, action) {
                None => {}
                Some(Reach::All) => {
                    // Everything is below the units that once had none above.
                    scope.below.extend(roots(self.conn)?);
                }
                Some(Reach::Below) => scope.below.push(grant.unit_id),
                Some(Reach::Unit) => scope.alone.push(grant.unit_id),
                Some(Reach::Supervised) => scope.alone.extend(&actor.supervised),
                Some(Reach::Own) => scope.own = actor.member_id,
            }
        }
        Ok(scope)
    }

    /// Notes that a part of a thing was changed, which thereby got this version: for histories, for telling a refused
    /// writer (412) what happened meanwhile, and for whoever looks into who did what. `path` names the part as
    /// [`shared::problem::Change::path`] does. Written down with the act when the handler has succeeded.
    ///
    /// # Errors
    /// When a value can't be written as JSON.
    pub fn note(
        &mut self,
        subject: impl PathParams,
        version: i64,
        path: impl Into<String>,
        before: &impl Serialize,
        after: &impl Serialize,
    ) -> Result<()> {
        self.exchange.notes.push(Note::new(subject, version, path, before, after)?);
        Ok(())
    }

    /// Sets the answer's ETag.
    pub fn set_etag(&mut self, version: i64) {
        self.exchange.etag = Some(version);
    }
}

/// "Which may I see", for lists: rows of units, with or without everything below them, and what is one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// These units with everything below.
    pub below: Vec<UnitId>,
    /// These units alone, whatever is below them.
    pub alone: Vec<UnitId>,
    /// What is this member's own.
    pub own: Option<MemberId>,
    /// Today: what is below what now decides who sees it.
    pub day: NaiveDate,
}

impl Scope {
    /// The units that it is about, without what is below them.
    pub fn units(&self) -> Vec<UnitId> {
        [self.below.as_slice(), self.alone.as_slice()].concat()
    }
}

/// An endpoint's parsed input.
#[derive(Debug)]
pub struct Call<E: Endpoint> {
    /// Path parameters.
    pub path: E::Path,
    /// Query parameters.
    pub query: E::Query,
    /// The body.
    pub body: E::Body,
}
