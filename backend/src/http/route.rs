//! Registering a handler for an endpoint.

use std::sync::Arc;

use actix_web::http::Method as HttpMethod;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use shared::api::{BASE, Declaration, Endpoint, Method};
use utoipa::openapi::path::PathItem;

use super::door::{self, Door};
use super::exchange::{self, Incoming};
use super::{Call, Context, Error, Exchange, Located, Result, State, Unique, openapi, respond};

/// A handler inside a transaction: one that writes, or for reads one that sees a single moment.
pub type Handler<E> = fn(&mut Context<'_>, Call<E>) -> Result<<E as Endpoint>::Reply>;
/// A handler that opens its own transactions, because it does slow work such as hashing a password in between.
pub type DetachedHandler<E> = fn(&State, &mut Exchange, Call<E>) -> Result<<E as Endpoint>::Reply>;

type Install = Arc<dyn Fn(&mut ServiceConfig) + Send + Sync>;

/// The routes of the API. The type of a handler binds it to its endpoint's declaration, so that neither can drift.
#[derive(Clone)]
pub struct Routes {
    door: Door,
    installs: Vec<Install>,
    declared: Vec<Declaration>,
    operations: Vec<(&'static str, PathItem)>,
    schemas: openapi::Schemas,
}

impl Routes {
    /// None yet.
    pub const fn new(door: Door) -> Self {
        let schemas = openapi::Schemas::new();
        Self { door, installs: Vec::new(), declared: Vec::new(), operations: Vec::new(), schemas }
    }

    /// Registers unique indexes whose violation is a field's error.
    #[must_use]
    pub fn unique(mut self, indexes: &[Unique]) -> Self {
        self.door.unique.extend(indexes);
        self
    }

    /// Registers the handler of an endpoint.
    #[must_use]
    pub fn on<E: Endpoint<Path: Located>>(self, handler: Handler<E>) -> Self {
        self.install::<E>(move |state, door, incoming| door::run::<E>(state, door, incoming, handler))
    }

    /// Registers a handler that opens its own transactions.
    #[must_use]
    pub fn on_detached<E: Endpoint<Path: Located>>(self, handler: DetachedHandler<E>) -> Self {
        self.install::<E>(move |state, door, incoming| door::run_detached::<E>(state, door, incoming, handler))
    }

    fn install<E: Endpoint>(
        mut self,
        run: impl Fn(&State, &Door, Incoming<E>) -> (Exchange, Result<E::Reply>) + Copy + Send + Sync + 'static,
    ) -> Self {
        self.installs.push(Arc::new(move |config: &mut ServiceConfig| {
            let handler = move |state, door, request: HttpRequest, payload: web::Payload| async move {
                answer::<E>(state, door, request, payload, run).await
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
    pub(crate) fn configure(&self, config: &mut ServiceConfig) {
        config.app_data(web::Data::new(self.door.clone()));
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
    door: web::Data<Door>,
    request: HttpRequest,
    payload: web::Payload,
    run: impl Fn(&State, &Door, Incoming<E>) -> (Exchange, Result<E::Reply>) + Copy + Send + Sync + 'static,
) -> HttpResponse {
    let language = exchange::language(&request);
    let incoming = match exchange::read::<E>(&request, payload, state.trust_proxy).await {
        Ok(incoming) => incoming,
        Err(error) => return respond::problem(&error, language),
    };
    // Diesel waits for the database: not on the threads that serve connections.
    match web::block(move || run(&state, &door, incoming)).await {
        Ok((exchange, Ok(reply))) => respond::success::<E>(&request, exchange, reply),
        Ok((exchange, Err(error))) => respond::failure(exchange, &error),
        Err(cancelled) => respond::problem(&Error::internal(cancelled), language),
    }
}
