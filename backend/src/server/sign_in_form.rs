//! Signing in with the form of index.html before the browser program has loaded: sent by the browser itself, answered by
//! sending it on. No endpoint of the API and not in its document, since a cookie and an address to go to are all that it
//! answers. A form can be sent from any site (which would sign somebody in as somebody else), so that only one of our own
//! pages is let in; the API itself takes JSON, which no form can send.

use actix_web::http::header::{self, HeaderMap};
use actix_web::{HttpRequest, HttpResponse, web};
use shared::api::auth::SignIn;
use shared::api::endpoint::NoQuery;
use shared::problem::Code;

use crate::auth::sign_in;
use crate::http::{Call, Error, Result, State, exchange, respond};

/// Longest form, in bytes: a name and a password, each character written as `%XX`.
const LIMIT: usize = 8 << 10;

/// The home page. The program doesn't ask who is signed in on a device where nobody was, unless it is told so.
const HOME: &str = "/?signed_in";

/// Begins a session and goes to the home page; if it fails, back to the sign-in page with a code that the page explains.
pub(super) async fn submit(state: web::Data<State>, request: HttpRequest, payload: web::Payload) -> HttpResponse {
    let language = exchange::language(&request);
    let call = match read(&request, payload).await {
        Ok(call) => call,
        Err(error) => return respond::problem(&error, language),
    };
    let mut exchange = exchange::exchange(&request, state.trust_proxy);
    let work = move || {
        let result = sign_in(&state, &mut exchange, call).map(drop);
        (exchange, result)
    };
    match web::block(work).await {
        Ok((exchange, Ok(()))) => respond::see_other(&exchange, HOME),
        Ok((exchange, Err(error))) => respond::see_other(&exchange, &sent_back(&error)),
        Err(cancelled) => respond::problem(&Error::internal(cancelled), language),
    }
}

fn sent_back(error: &Error) -> String {
    if error.code.status() >= 500 {
        tracing::error!(%error, "signing in with the form failed");
    }
    format!("/sign-in?error={}", error.code.as_str())
}

async fn read(request: &HttpRequest, payload: web::Payload) -> Result<Call<SignIn>> {
    let headers = request.headers();
    if !from_our_page(headers) {
        return Err(Code::Forbidden.into());
    }
    if !exchange::is_of_type(headers, "application/x-www-form-urlencoded") {
        return Err(Code::WrongMediaType.into());
    }
    let bytes = exchange::bytes(payload, LIMIT).await?;
    let body = serde_urlencoded::from_bytes(&bytes).map_err(|_| Error::new(Code::Invalid))?;
    Ok(Call { path: (), query: NoQuery {}, body })
}

/// Whether a page of this server sent the form. Browsers say so in `Sec-Fetch-Site`; older ones, and all of them without
/// TLS, only name the page's origin. Who says neither is no browser that has loaded our page, and has the API.
fn from_our_page(headers: &HeaderMap) -> bool {
    if let Some(site) = exchange::text(headers, header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let origin = exchange::text(headers, header::ORIGIN).and_then(|origin| origin.split_once("://"));
    let host = exchange::text(headers, header::HOST);
    origin.is_some_and(|(_, origin)| Some(origin) == host)
}
