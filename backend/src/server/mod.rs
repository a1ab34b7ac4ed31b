//! The server, put together from all rooms: routes, headers, limits and graceful stop.

mod files;
mod sign_in_form;

use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::{Compress, DefaultHeaders};
use actix_web::web::{self, ServiceConfig};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use chrono::Utc;
use shared::api::BASE;
use shared::problem::Code;

pub use files::Files;

use crate::db::{Conn, Db};
use crate::http::{Door, Error, Keys, Refusals, Result, Routes, State, exchange, respond};
use crate::jobs::{Kinds, Worker};
use crate::purge::Purge;
use crate::seal::{self, Verified};
use crate::{
    accounts, acts, auth, findings, home, jobs, meetings, members, overview, resolutions, rules, supervisions, targets,
    tasks, units,
};

/// What every request shares. `trust_proxy`: whether `X-Forwarded-For` is a proxy's of ours.
///
/// # Errors
/// The database's.
pub fn state(db: Db, trust_proxy: bool) -> Result<State> {
    let keys = Keys::load(&db)?;
    let refusals = Refusals::start(db.clone(), acts::write_refusal);
    Ok(State { db, keys, trust_proxy, refusals })
}

/// Every route of the API: each resource registers its own.
pub fn routes() -> Routes {
    let routes = Routes::new(Door { signed_in: auth::signed_in, write: acts::write, unique: Vec::new() });
    let rooms = [
        auth::routes,
        accounts::routes,
        units::routes,
        supervisions::routes,
        members::routes,
        tasks::routes,
        resolutions::routes,
        targets::routes,
        rules::routes,
        meetings::routes,
        overview::routes,
        findings::routes,
        acts::routes,
        jobs::routes,
        home::routes,
    ];
    rooms.into_iter().fold(routes, |routes, room| room(routes))
}

/// Every kind of background job.
pub fn kinds() -> Kinds {
    Kinds::default().on::<Purge>()
}

/// Checks every seal, of whatever kind of thing: the command `verify`.
///
/// # Errors
/// The database's.
pub fn verify(conn: &mut Conn) -> Result<Verified> {
    seal::verify(conn, &seal::Kinds::default().on::<meetings::sealed::Content>())
}

/// Puts API, documentation, health checks and browser program into an application.
fn configure(state: &State, routes: &Routes, files: Option<&Files>, config: &mut ServiceConfig) {
    config.app_data(web::Data::new(state.clone()));
    routes.configure(config);
    config
        .route("/health/live", web::get().to(HttpResponse::NoContent))
        .route("/health/ready", web::get().to(ready))
        .route("/sign-in", web::post().to(sign_in_form::submit))
        .configure(|config| files::configure(files, routes, config));
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
async fn not_found(request: HttpRequest) -> HttpResponse {
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

/// The whole application, as it is served and tested; without files it's the API alone.
pub fn app(
    state: &State,
    routes: &Routes,
    files: Option<&Files>,
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
        .configure(|config| configure(state, routes, files, config))
}

/// Serves until a signal ends it; requests under way are answered first.
///
/// # Errors
/// When the address can't be listened on.
pub async fn serve(state: State, files: Option<Files>, listen: &str) -> Result<()> {
    let routes = routes();
    let refusals = state.refusals.clone();
    // As it starts, and from then on each hour.
    state.db.write(|conn| jobs::enqueue(conn, &Purge {}, Utc::now()))?;
    let worker = Worker::start(state.db.clone(), kinds());
    HttpServer::new(move || app(&state, &routes, files.as_ref()))
        .bind(listen)
        .map_err(|error| Error::internal(format!("can't listen on {listen}: {error}")))?
        // A compressed answer goes out in pieces: each at once, or the last one waits for the phone to confirm the first.
        .tcp_nodelay(true)
        .client_request_timeout(Duration::from_secs(20))
        .shutdown_timeout(10)
        .run()
        .await
        .map_err(Error::internal)?;
    worker.stop();
    refusals.flush();
    Ok(())
}
