//! The browser program's files, precompressed and immutable, and the API's documentation page.

use std::path::{Component, Path, PathBuf};

use actix_web::http::header;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use shared::api::BASE;
use shared::problem::Code;
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::{Routes, State, exchange, respond, server};

/// Adds the files and the documentation.
pub(super) fn configure(state: &State, routes: &Routes, config: &mut ServiceConfig) {
    let document_path = format!("{BASE}/openapi.json");
    config
        .service(
            SwaggerUi::new("/api/docs/{_:.*}")
                .config(Config::from(document_path.clone()).validator_url("none"))
                .url(document_path, routes.document()),
        )
        .route(
            "/api/docs",
            web::get().to(|| async { HttpResponse::Found().insert_header((header::LOCATION, "/api/docs/")).finish() }),
        )
        .service(web::scope("/api").default_service(web::to(server::not_found)));
    if state.web_dir.is_some() {
        config.route("/assets/{file}", web::get().to(asset)).default_service(web::get().to(page));
    }
}

/// A hashed file: never changes under its name.
async fn asset(state: web::Data<State>, request: HttpRequest) -> HttpResponse {
    let name = request.match_info().query("file").to_owned();
    let plain = Path::new(&name).components().all(|part| matches!(part, Component::Normal(_)));
    match state.web_dir.as_ref().filter(|_| plain) {
        Some(dir) => file(&request, dir.join("assets").join(&name), "public, max-age=31536000, immutable"),
        None => missing(&request),
    }
}

/// Any other address is a page of the browser program, which finds out itself which.
async fn page(state: web::Data<State>, request: HttpRequest) -> HttpResponse {
    match &state.web_dir {
        Some(dir) if request.method().is_safe() && !request.path().starts_with("/api/") => {
            file(&request, dir.join("index.html"), "no-cache")
        }
        _ => missing(&request),
    }
}

fn missing(request: &HttpRequest) -> HttpResponse {
    respond::problem(&Code::NotFound.into(), exchange::language(request))
}

/// Sends the smallest form that the browser takes: brotli, gzip, or as it is.
fn file(request: &HttpRequest, path: PathBuf, cache: &'static str) -> HttpResponse {
    let accepted =
        request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let forms = [("br", ".br"), ("gzip", ".gz"), ("", "")];
    for (encoding, suffix) in forms.into_iter().filter(|(encoding, _)| accepted.contains(encoding)) {
        let mut name = path.clone().into_os_string();
        name.push(suffix);
        let Ok(bytes) = std::fs::read(&name) else { continue };
        let media_type = mime_guess::from_path(&path).first_or_octet_stream();
        let mut response = HttpResponse::Ok();
        response
            .insert_header((header::CONTENT_TYPE, media_type.to_string()))
            .insert_header((header::CACHE_CONTROL, cache))
            .insert_header((header::VARY, "accept-encoding"));
        // Marked so that the compression of answers leaves it as it is.
        response.insert_header((header::CONTENT_ENCODING, if encoding.is_empty() { "identity" } else { encoding }));
        return response.body(bytes);
    }
    missing(request)
}
