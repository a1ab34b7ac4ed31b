//! The server: its state, routes, headers, limits and graceful stop.

use std::path::PathBuf;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::{Compress, DefaultHeaders};
use actix_web::web::{self, ServiceConfig};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use shared::api::BASE;
use shared::problem::Code;

use super::{Error, Result, Routes, exchange, form, respond, web as files};
use crate::auth::Keys;
use crate::db::Db;

/// What every request shares.
#[derive(Clone)]
pub struct State {
    /// The database.
    pub db: Db,
    /// The key that signs access tokens.
    pub keys: Keys,
    /// Whether `X-Forwarded-For` is a proxy's of ours.
    pub trust_proxy: bool,
    /// The built browser program.
    pub web_dir: Option<PathBuf>,
}

/// Every route of the API: each resource registers its own.
pub fn routes() -> Routes {
    let routes = Routes::default();
    let routes = crate::auth::routes(routes);
    let routes = crate::accounts::routes(routes);
    let routes = crate::units::routes(routes);
    let routes = crate::supervisions::routes(routes);
    let routes = crate::members::routes(routes);
    let routes = crate::resolutions::routes(crate::tasks::routes(routes));
    let routes = crate::targets::routes(routes);
    let routes = crate::rules::routes(routes);
    let routes = crate::meetings::routes(routes);
    let routes = crate::overview::routes(routes);
    crate::home::routes(routes)
}

/// Puts API, documentation, health checks and browser program into an application.
fn configure(state: &State, routes: &Routes, config: &mut ServiceConfig) {
    config.app_data(web::Data::new(state.clone()));
    routes.configure(config);
    config
        .route("/health/live", web::get().to(HttpResponse::NoContent))
        .route("/health/ready", web::get().to(ready))
        .route("/sign-in", web::post().to(form::submit))
        .configure(|config| files::configure(state, routes, config));
}

async fn ready(state: web::Data<State>, request: HttpRequest) -> HttpResponse {
    let language = exchange::language(&request);
    match web::block(move || state.db.reader().map(drop)).await {
        Ok(Ok(())) => HttpResponse::Ok().finish(),
        Ok(Err(error)) => respond::problem(&error, language),
        Err(cancelled) => respond::problem(&Error::internal(cancelled), language),
    }
}

/// An address or method that nothing answers.
pub(super) async fn not_found(request: HttpRequest) -> HttpResponse {
    let language = exchange::language(&request);
    let Some(pattern) = request.match_pattern() else {
        return respond::problem(&Code::NotFound.into(), language);
    };
    let mut response = respond::problem(&Code::MethodNotAllowed.into(), language);
    // RFC 9110, 15.5.6: the answer says which methods there are.
    let allowed: Vec<&str> = shared::api::declarations()
        .iter()
        .filter(|endpoint| pattern.strip_prefix(BASE) == Some(endpoint.path))
        .map(|endpoint| endpoint.method.as_str())
        .collect();
    let allowed = if allowed.is_empty() { "GET".to_owned() } else { allowed.join(", ") };
    if let Ok(value) = HeaderValue::try_from(allowed) {
        response.headers_mut().insert(header::ALLOW, value);
    }
    response
}

/// Headers of every answer. Scripts and styles come from this server only, nothing inline.
fn headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add(("Content-Security-Policy", "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"))
        .add(("Strict-Transport-Security", "max-age=31536000"))
        .add(("X-Content-Type-Options", "nosniff"))
        .add(("Referrer-Policy", "same-origin"))
        .add(("Permissions-Policy", "camera=(), microphone=(), geolocation=()"))
        .add(("Cross-Origin-Opener-Policy", "same-origin"))
}

/// The whole application, as it is served and tested.
pub fn app(
    state: &State,
    routes: &Routes,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<>>,
        Error = actix_web::Error,
        InitError = (),
    > + use<>,
> {
    App::new()
        .wrap(headers())
        .wrap(Compress::default())
        // Before the configuration, which replaces it when there is a browser program to serve.
        .default_service(web::to(not_found))
        .configure(|config| configure(state, routes, config))
}

/// Serves until a signal ends it; requests under way are answered first.
///
/// # Errors
/// When the address can't be listened on.
pub async fn serve(state: State, listen: &str) -> Result<()> {
    let routes = routes();
    actix_web::rt::spawn(crate::purge::every_hour(state.db.clone()));
    HttpServer::new(move || app(&state, &routes))
        .bind(listen)
        .map_err(|error| Error::internal(format!("can't listen on {listen}: {error}")))?
        .client_request_timeout(Duration::from_secs(20))
        .shutdown_timeout(10)
        .run()
        .await
        .map_err(Error::internal)
}
