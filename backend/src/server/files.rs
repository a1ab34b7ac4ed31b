//! The browser program's files, precompressed and immutable, and the API's documentation page.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use actix_web::http::header;
use actix_web::web::{self, Bytes, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use shared::api::BASE;
use shared::problem::Code;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::http::{Error, Result, Routes, exchange, respond};

/// Encodings that a file may have been packed in, with the ending of the packed file; the smallest first.
const FORMS: [(&str, &str); 3] = [("br", ".br"), ("gzip", ".gz"), ("identity", "")];

/// A file in the forms that there are of it.
struct File {
    media_type: String,
    forms: Vec<(&'static str, Bytes)>,
}

impl File {
    fn read(path: &Path) -> Self {
        let packed = |suffix: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(suffix);
            std::fs::read(name).ok().map(Bytes::from)
        };
        let forms = FORMS.into_iter().filter_map(|(encoding, suffix)| Some((encoding, packed(suffix)?)));
        Self { media_type: mime_guess::from_path(path).first_or_octet_stream().to_string(), forms: forms.collect() }
    }
}

/// The built browser program, read once: requests don't wait for a disk.
#[derive(Clone)]
pub struct Files(Arc<Built>);

struct Built {
    page: File,
    assets: HashMap<String, File>,
}

impl Files {
    /// Reads `index.html` and what is in `assets/`.
    ///
    /// # Errors
    /// When there is no built program in the folder.
    pub fn load(folder: &Path) -> Result<Self> {
        let page = File::read(&folder.join("index.html"));
        let listed = std::fs::read_dir(folder.join("assets")).ok().filter(|_| !page.forms.is_empty());
        let none = || Error::internal(format!("there is no built browser program in {}", folder.display()));
        let mut assets = HashMap::new();
        for path in listed.ok_or_else(none)?.flatten().map(|entry| entry.path()) {
            if let Some(name) = path.file_name().and_then(|name| name.to_str()) {
                assets.insert(name.to_owned(), File::read(&path));
            }
        }
        Ok(Self(Arc::new(Built { page, assets })))
    }
}

/// Adds the files and the documentation.
pub(super) fn configure(files: Option<&Files>, routes: &Routes, config: &mut ServiceConfig) {
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
        .service(web::scope("/api").default_service(web::to(super::not_found)));
    if let Some(files) = files {
        config
            .app_data(web::Data::new(files.clone()))
            .route("/assets/{file}", web::get().to(asset))
            .default_service(web::get().to(page));
    }
}

/// A hashed file: never changes under its name.
async fn asset(files: web::Data<Files>, request: HttpRequest) -> HttpResponse {
    match files.0.assets.get(request.match_info().query("file")) {
        Some(file) => send(&request, file, "public, max-age=31536000, immutable"),
        None => missing(&request),
    }
}

/// Any other address is a page of the browser program, which finds out itself which.
async fn page(files: web::Data<Files>, request: HttpRequest) -> HttpResponse {
    if request.method().is_safe() && !request.path().starts_with("/api/") {
        send(&request, &files.0.page, "no-cache")
    } else {
        missing(&request)
    }
}

fn missing(request: &HttpRequest) -> HttpResponse {
    respond::problem(&Code::NotFound.into(), exchange::language(request))
}

/// Sends the smallest form that the browser takes: brotli, gzip, or as it is.
fn send(request: &HttpRequest, file: &File, cache: &'static str) -> HttpResponse {
    let accepted =
        request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let taken = |encoding: &str| encoding == "identity" || accepted.contains(encoding);
    let Some((encoding, bytes)) = file.forms.iter().find(|(encoding, _)| taken(encoding)) else {
        return missing(request);
    };
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, file.media_type.as_str()))
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::VARY, "accept-encoding"))
        // Marked so that the compression of answers leaves it as it is.
        .insert_header((header::CONTENT_ENCODING, *encoding))
        .body(bytes.clone())
}
