//! Writing the answer.

use std::any::Any;

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use sha2::{Digest, Sha256};
use shared::api::endpoint::{Download, Empty};
use shared::api::{Endpoint, Method};
use shared::language::Language;
use shared::problem::{Code, MEDIA_TYPE};
use uuid::Uuid;

use super::exchange::REFRESH_COOKIE;
use super::{Error, Exchange};

/// Days that a refresh cookie lives; no device sends a request again after that.
pub(crate) const REFRESH_DAYS: i64 = crate::answers::KEPT_DAYS;

/// The answer of a handler that succeeded.
pub(super) fn success<E: Endpoint>(request: &HttpRequest, exchange: Exchange, reply: E::Reply) -> HttpResponse {
    let mut response = builder(E::STATUS, &exchange);
    let written = serde_json::to_vec(&reply);
    let reply: Box<dyn Any> = Box::new(reply);
    let reply = match reply.downcast::<Download>() {
        Ok(file) => return download(response, *file),
        Err(reply) => reply,
    };
    let body = match written {
        Ok(body) => body,
        Err(error) => return problem(&Error::internal(error), exchange.language),
    };
    if let Some(version) = exchange.etag {
        let tag = tag(version, (E::METHOD == Method::Get).then_some(&body));
        if E::METHOD == Method::Get && names(request, &tag) {
            return HttpResponse::NotModified().insert_header((header::ETAG, tag)).finish();
        }
        response.insert_header((header::ETAG, tag));
    }
    if reply.is::<Empty>() {
        return response.finish();
    }
    response.insert_header(ContentType::json()).body(body)
}

fn download(mut response: HttpResponseBuilder, file: Download) -> HttpResponse {
    let name = file.name.replace(['"', '\\', '\r', '\n'], "_");
    response
        .insert_header((header::CONTENT_TYPE, file.media_type))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(file.bytes)
}

/// The version of what writes change, which is what `If-Match` is compared with; and for something that was read a hash
/// of all that is shown, since names, reported tasks and the like change without it.
fn tag(version: i64, shown: Option<&Vec<u8>>) -> String {
    match shown {
        Some(body) => {
            let hash: String = Sha256::digest(body).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            format!("\"{version}.{hash}\"")
        }
        None => format!("\"{version}\""),
    }
}

/// Whether the caller has what this tag names (RFC 9110, 13.1.2: compared without regard to `W/`).
fn names(request: &HttpRequest, tag: &str) -> bool {
    let seen = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    seen.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)
}

/// Sends a browser on to another page, which it reads with GET.
pub(crate) fn see_other(exchange: &Exchange, location: &str) -> HttpResponse {
    builder(StatusCode::SEE_OTHER.as_u16(), exchange).insert_header((header::LOCATION, location)).finish()
}

/// The answer of a handler that failed.
pub(super) fn failure(exchange: Exchange, error: &Error) -> HttpResponse {
    let language = exchange.language;
    document(builder(error.code.status(), &exchange), error, language)
}

/// A problem before or outside of any handler.
pub(crate) fn problem(error: &Error, language: Language) -> HttpResponse {
    let status = StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = HttpResponse::build(status);
    response.insert_header((header::CACHE_CONTROL, "no-store"));
    document(response, error, language)
}

fn builder(status: u16, exchange: &Exchange) -> HttpResponseBuilder {
    let mut response = HttpResponse::build(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    response.insert_header((header::CACHE_CONTROL, "no-store"));
    if let Some(value) = &exchange.set_refresh_cookie {
        let age = if value.is_empty() { Duration::ZERO } else { Duration::days(REFRESH_DAYS) };
        response.cookie(
            Cookie::build(REFRESH_COOKIE, value)
                .path("/")
                .secure(true)
                .http_only(true)
                .same_site(SameSite::Strict)
                .max_age(age)
                .finish(),
        );
    }
    response
}

fn document(mut response: HttpResponseBuilder, error: &Error, language: Language) -> HttpResponse {
    let mut problem = error.problem(language);
    if error.code.status() >= 500 {
        let id = Uuid::now_v7().to_string();
        tracing::error!(request_id = %id, %error, "request failed");
        problem.request_id = Some(id);
    }
    if error.code == Code::SignInNeeded {
        response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
    }
    if let Some(seconds) = error.retry_after {
        response.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    response.insert_header((header::CONTENT_TYPE, MEDIA_TYPE)).json_body(&problem)
}

/// `json` would set its own content type.
trait JsonBody {
    fn json_body(&mut self, value: &impl serde::Serialize) -> HttpResponse;
}

impl JsonBody for HttpResponseBuilder {
    fn json_body(&mut self, value: &impl serde::Serialize) -> HttpResponse {
        self.body(serde_json::to_vec(value).unwrap_or_default())
    }
}
