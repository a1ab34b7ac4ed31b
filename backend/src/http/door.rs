//! The way of every request past its reading: authenticate, decide, handle, write down what was done or refused.

use chrono::{DateTime, Utc};
use shared::api::{Access, Endpoint, Method};
use shared::id::SessionId;
use shared::problem::Code;

use super::exchange::Incoming;
use super::route::{DetachedHandler, Handler};
use super::{Act, Context, Error, Exchange, Located, Result, SignedIn, State, Unique, idempotency, permission};
use crate::db::Conn;

/// What the door asks of the rooms above it.
#[derive(Debug, Clone)]
pub struct Door {
    /// Who has a session that is in force.
    pub signed_in: fn(&mut Conn, SessionId, DateTime<Utc>) -> Result<SignedIn>,
    /// Writes down what was done, in the transaction that did it.
    pub write: fn(&mut Conn, Act) -> Result<()>,
    /// Unique indexes whose violation is a field's error.
    pub unique: Vec<Unique>,
}

/// Runs a handler in a transaction.
pub(super) fn run<E: Endpoint<Path: Located>>(
    state: &State,
    door: &Door,
    incoming: Incoming<E>,
    handler: Handler<E>,
) -> (Exchange, Result<E::Reply>) {
    let Incoming { mut exchange, token, path, input } = incoming;
    let token = token.as_deref();
    if E::METHOD == Method::Get {
        let mut admitted = false;
        let result = state.db.read(|conn| {
            permitted::<E>(conn, state, door, &mut exchange, token, &path)?;
            admitted = true;
            handler(&mut Context { conn, exchange: &mut exchange }, input?.into_call(path).0)
        });
        if let (Err(error), false) = (&result, admitted) {
            refused::<E>(state, &mut exchange, error);
        }
        return (exchange, result);
    }
    // SQLite has one writer: who is refused, or sends nonsense, mustn't make others wait for a turn.
    let first = admit::<E>(state, door, &mut exchange, token, &path);
    let result = first.and(input).and_then(|input| {
        state.db.write(|conn| {
            // The turn may have taken a while to come, and the permission may have ended meanwhile.
            permitted::<E>(conn, state, door, &mut exchange, token, &path)?;
            let (call, idempotency) = input.into_call(path);
            let act = |cx: &mut Context<'_>| {
                let reply = handler(cx, call)?;
                if cx.exchange.who.is_some() && !cx.exchange.dry_run {
                    (door.write)(cx.conn, cx.exchange.act(E::NAME))?;
                }
                Ok(reply)
            };
            match &idempotency {
                Some(key) => idempotency::once::<E>(conn, &mut exchange, key, act),
                None => act(&mut Context { conn, exchange: &mut exchange }),
            }
        })
    });
    let result = finished::<E>(state, door, &mut exchange, result);
    (exchange, result)
}

/// Runs a handler that opens its own transactions, and writes its own act.
pub(super) fn run_detached<E: Endpoint<Path: Located>>(
    state: &State,
    door: &Door,
    incoming: Incoming<E>,
    handler: DetachedHandler<E>,
) -> (Exchange, Result<E::Reply>) {
    let Incoming { mut exchange, token, path, input } = incoming;
    let first = admit::<E>(state, door, &mut exchange, token.as_deref(), &path);
    let call = first.and(input).map(|input| input.into_call(path).0);
    let result = call.and_then(|call| handler(state, &mut exchange, call));
    let result = finished::<E>(state, door, &mut exchange, result);
    (exchange, result)
}

/// The result of a write, with a refusal in terms of the request's fields and written down.
fn finished<E: Endpoint>(
    state: &State,
    door: &Door,
    exchange: &mut Exchange,
    result: Result<E::Reply>,
) -> Result<E::Reply> {
    result.map_err(|error| {
        let error = error.named(&door.unique);
        refused::<E>(state, exchange, &error);
        error
    })
}

/// Writes down that somebody was refused. Failures of people who aren't signed in are counted where they guess
/// (`auth::throttle`), and what can't be read at all is no act.
fn refused<E: Endpoint>(state: &State, exchange: &mut Exchange, error: &Error) {
    let act = Act { refusal: Some(error.code), notes: Vec::new(), ..exchange.act(E::NAME) };
    if act.account_id.is_none() || !matches!(error.code.status(), 403 | 404 | 409 | 412 | 422) {
        return;
    }
    state.refusals.add(act);
}

/// Finds out who asks, and whether they may; an endpoint that isn't public is for nobody unknown.
fn permitted<E: Endpoint<Path: Located>>(
    conn: &mut Conn,
    state: &State,
    door: &Door,
    exchange: &mut Exchange,
    token: Option<&str>,
    path: &E::Path,
) -> Result<()> {
    if E::ACCESS != Access::Public {
        let session = state.keys.verify(token.ok_or(Code::SignInNeeded)?, exchange.now)?;
        exchange.who = Some((door.signed_in)(conn, session, exchange.now)?);
    }
    permission::check::<E>(conn, exchange, path)
}

/// The same outside of a transaction.
fn admit<E: Endpoint<Path: Located>>(
    state: &State,
    door: &Door,
    exchange: &mut Exchange,
    token: Option<&str>,
    path: &E::Path,
) -> Result<()> {
    permitted::<E>(&mut *state.db.reader()?, state, door, exchange, token, path)
}
