//! Enforcing the permission table: where does the thing belong that the path names, and may the caller do this there?

use diesel::QueryResult;
use shared::access::{Decision, decide};
use shared::api::{Access, Endpoint, PathParams};
use shared::id::UnitId;
use shared::problem::Code;

use super::{Exchange, Located, Result, Scope};
use crate::db::{Conn, is_reached, reached};

/// Decides before the handler runs: nothing is read or written without it.
pub(super) fn check<E: Endpoint<Path: Located>>(
    conn: &mut Conn,
    exchange: &mut Exchange,
    path: &E::Path,
) -> Result<()> {
    exchange.subject = path.subject();
    let Access::May(action) = E::ACCESS else { return Ok(()) };
    let Some((subject, _)) = exchange.subject else {
        return if exchange.who()?.actor.may(action) { Ok(()) } else { Err(Code::Forbidden.into()) };
    };
    let found = path.whereabouts(conn, exchange.today())?;
    exchange.unit_id = found.as_ref().and_then(|found| found.unit_id);
    let actor = &exchange.who()?.actor;
    let seen_by = subject.seen_by().unwrap_or(action);
    match found.map(|found| decide(actor, action, seen_by, &found)) {
        Some(Decision::Allow) => Ok(()),
        Some(Decision::Deny) => Err(Code::Forbidden.into()),
        Some(Decision::Hide) | None => Err(Code::NotFound.into()),
    }
}

/// The units whose rows a list may show, as a subquery for `eq_any`; shared by a page and its total.
pub fn in_scope(scope: &Scope) -> reached {
    reached(scope.below.clone(), scope.alone.clone(), scope.day)
}

/// Whether a unit is one of those.
///
/// # Errors
/// The database's.
pub fn reaches(conn: &mut Conn, scope: &Scope, id: UnitId) -> QueryResult<bool> {
    is_reached(conn, scope.below.clone(), scope.alone.clone(), scope.day, id)
}
