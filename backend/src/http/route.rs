//! Registering a handler for an endpoint, and the way of every request: parse, authenticate, decide, handle, answer.

use std::sync::Arc;

use actix_web::http::Method as HttpMethod;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use shared::api::{BASE, Declaration, Endpoint, Method};
use utoipa::openapi::path::PathItem;

use super::exchange::{self, Incoming};
use super::{Call, Context, Exchange, Result, State, authenticate, idempotency, openapi, permission, respond};
use crate::auth::Keys;
use crate::db::{Conn, Db};

/// A handler inside a transaction; reads have a connection without one.
pub type Handler<E> = fn(&mut Context<'_>, Call<E>) -> Result<<E as Endpoint>::Reply>;
/// A handler that opens its own transactions, because it does slow work such as hashing a password in between.
pub type DetachedHandler<E> = fn(&State, &mut Exchange, Call<E>) -> Result<<E as Endpoint>::Reply>;

type Install = Arc<dyn Fn(&mut ServiceConfig) + Send + Sync>;

/// The routes of the API. The type of a handler binds it to its endpoint's declaration, so that neither can drift.
#[derive(Default, Clone)]
pub struct Routes {
    installs: Vec<Install>,
    declared: Vec<Declaration>,
    operations: Vec<(&'static str, PathItem)>,
    schemas: openapi::Schemas,
}

impl Routes {
    /// Registers the handler of an endpoint.
    #[must_use]
    pub fn on<E: Endpoint>(self, handler: Handler<E>) -> Self {
        self.install::<E>(move |state, incoming| run_in_transaction::<E>(state, incoming, handler))
    }

    /// Registers a handler that opens its own transactions.
    #[must_use]
    pub fn on_detached<E: Endpoint>(self, handler: DetachedHandler<E>) -> Self {
        self.install::<E>(move |state, incoming| run_detached::<E>(state, incoming, handler))
    }

    fn install<E: Endpoint>(
        mut self,
        run: impl Fn(&State, Incoming<E>) -> (Exchange, Result<E::Reply>) + Copy + Send + Sync + 'static,
    ) -> Self {
        self.installs.push(Arc::new(move |config: &mut ServiceConfig| {
            let handler = move |state: web::Data<State>, request: HttpRequest, payload: web::Payload| async move {
                answer::<E>(state, request, payload, run).await
            };
            config.route(&format!("{BASE}{}", E::PATH), web::method(http_method(E::METHOD)).to(handler));
        }));
        self.declared.push(Declaration::of::<E>());
        self.operations.push((E::PATH, openapi::path_item::<E>(&mut self.schemas)));
        self
    }

    /// What is registered.
    pub fn declared(&self) -> &[Declaration] {
        &self.declared
    }

    /// The OpenAPI document of what is registered.
    pub fn document(&self) -> utoipa::openapi::OpenApi {
        openapi::document(&self.operations, &self.schemas)
    }

    /// Puts the routes into an application.
    pub(super) fn configure(&self, config: &mut ServiceConfig) {
        for install in &self.installs {
            install(config);
        }
    }
}

const fn http_method(method: Method) -> HttpMethod {
    match method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Put => HttpMethod::PUT,
        Method::Patch => HttpMethod::PATCH,
        Method::Delete => HttpMethod::DELETE,
    }
}

async fn answer<E: Endpoint>(
    state: web::Data<State>,
    request: HttpRequest,
    payload: web::Payload,
    run: impl Fn(&State, Incoming<E>) -> (Exchange, Result<E::Reply>) + Copy + Send + Sync + 'static,
) -> HttpResponse {
    let language = exchange::language(&request);
    let incoming = match exchange::read::<E>(&request, payload, state.trust_proxy).await {
        Ok(incoming) => incoming,
        Err(error) => return respond::problem(&error, language),
    };
    // Diesel waits for the database: not on the threads that serve connections.
    match web::block(move || run(&state, incoming)).await {
        Ok((exchange, Ok(reply))) => respond::success::<E>(&request, exchange, &reply),
        Ok((exchange, Err(error))) => respond::failure(exchange, &error),
        Err(cancelled) => respond::problem(&super::Error::internal(cancelled), language),
    }
}

fn run_in_transaction<E: Endpoint>(
    state: &State,
    incoming: Incoming<E>,
    handler: Handler<E>,
) -> (Exchange, Result<E::Reply>) {
    let Incoming { mut exchange, token, path, input } = incoming;
    if E::METHOD == Method::Get {
        let result = read(&state.db, |conn| {
            permitted::<E>(conn, &state.keys, &mut exchange, token.as_deref(), &path)?;
            let call = input?.into_call(path).0;
            handler(&mut Context { conn, exchange: &mut exchange }, call)
        });
        return (exchange, result);
    }
    // SQLite has one writer: who is refused, or sends nonsense, mustn't make others wait for a turn.
    let first = read(&state.db, |conn| permitted::<E>(conn, &state.keys, &mut exchange, token.as_deref(), &path));
    let input = first.and(input);
    let result = input.and_then(|input| {
        state.db.write(|conn| {
            // The turn may have taken a while to come, and the permission may have ended meanwhile.
            permitted::<E>(conn, &state.keys, &mut exchange, token.as_deref(), &path)?;
            let (call, idempotency) = input.into_call(path);
            match &idempotency {
                Some(key) => idempotency::once::<E>(conn, &mut exchange, key, |context| handler(context, call)),
                None => handler(&mut Context { conn, exchange: &mut exchange }, call),
            }
        })
    });
    (exchange, result)
}

/// Who asks, and whether they may; fills in who it is.
fn permitted<E: Endpoint>(
    conn: &mut Conn,
    keys: &Keys,
    exchange: &mut Exchange,
    token: Option<&str>,
    path: &E::Path,
) -> Result<()> {
    authenticate::authenticate::<E>(conn, keys, exchange, token)?;
    permission::check::<E>(conn, exchange, path)
}

fn read<T>(db: &Db, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    work(&mut *db.reader()?)
}

fn run_detached<E: Endpoint>(
    state: &State,
    incoming: Incoming<E>,
    handler: DetachedHandler<E>,
) -> (Exchange, Result<E::Reply>) {
    let Incoming { mut exchange, token, path, input } = incoming;
    let first = read(&state.db, |conn| permitted::<E>(conn, &state.keys, &mut exchange, token.as_deref(), &path));
    let call = first.and(input).map(|input| input.into_call(path).0);
    let result = call.and_then(|call| handler(state, &mut exchange, call));
    (exchange, result)
}
