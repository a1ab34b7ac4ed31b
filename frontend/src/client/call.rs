//! Typed calls of who is signed in: an endpoint's declaration gives the address, what is sent and what comes back.

use shared::api::Endpoint;
use shared::api::endpoint::{Download, Empty, Upload};
use shared::problem::Code;
use wasm_bindgen::{JsCast, JsValue};

use super::error::ApiError;
use super::fetch::{self, Payload, Reply, Request};
use super::request::{Versioned, reply, request};
use super::session;

// These build the request at once, so that what they return holds on to nothing: `load(move || read::<E>(&id, &query))`.

/// Reads what needs no body.
pub fn read<E: Endpoint<Body = Empty>>(
    path: &E::Path,
    query: &E::Query,
) -> impl Future<Output = Result<E::Reply, ApiError>> + use<E> {
    call::<E>(path, query, &Empty {})
}

/// The same with its version.
pub fn read_versioned<E: Endpoint<Body = Empty>>(
    path: &E::Path,
    query: &E::Query,
) -> impl Future<Output = Result<Versioned<E::Reply>, ApiError>> + use<E> {
    answered::<E>(request::<E>(path, query, &Empty {}))
}

/// Calls an endpoint.
pub fn call<E: Endpoint>(
    path: &E::Path,
    query: &E::Query,
    body: &E::Body,
) -> impl Future<Output = Result<E::Reply, ApiError>> + use<E> {
    let answer = answered::<E>(request::<E>(path, query, body));
    async { Ok(answer.await?.value) }
}

/// Writes to the version that was read; gives the new one. What must survive a lost connection goes through the outbox.
pub fn call_at<E: Endpoint>(
    path: &E::Path,
    etag: &str,
    body: &E::Body,
) -> impl Future<Output = Result<Versioned<E::Reply>, ApiError>> + use<E>
where
    E::Query: Default,
{
    let mut request = request::<E>(path, &E::Query::default(), body);
    request.headers.push(("If-Match", etag.to_owned()));
    answered::<E>(request)
}

/// Sends a file.
pub fn upload<E: Endpoint<Body = Upload>>(
    path: &E::Path,
    query: &E::Query,
    file: web_sys::File,
) -> impl Future<Output = Result<E::Reply, ApiError>> + use<E> {
    let answer =
        answered::<E>(Request { payload: Payload::File(file), ..request::<E>(path, query, &Upload::default()) });
    async { Ok(answer.await?.value) }
}

/// Fetches a file and hands it to the browser as a download; a link can't, because it carries no token.
pub fn download<E: Endpoint<Reply = Download, Body = Empty>>(
    path: &E::Path,
    query: &E::Query,
    name: &str,
) -> impl Future<Output = Result<(), ApiError>> + use<E> {
    save(request::<E>(path, query, &Empty {}), name.to_owned())
}

async fn save(request: Request, name: String) -> Result<(), ApiError> {
    let reply = signed(&request).await?;
    let name = reply.header("Content-Disposition").and_then(|text| file_name(&text)).unwrap_or(name);
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(&reply.header("Content-Type").unwrap_or_default());
    let parts = js_sys::Array::of1(reply.bytes().await?.as_ref());
    offer(&parts, &options, &name).map_err(|_| ApiError::Unreachable)
}

/// The name in a `Content-Disposition` header: `filename*=UTF-8''...` (RFC 6266) before `filename="..."`.
fn file_name(header: &str) -> Option<String> {
    let part = |name: &str| header.split(';').find_map(|part| part.trim().strip_prefix(name));
    if let Some(encoded) = part("filename*=UTF-8''") {
        return js_sys::decode_uri_component(encoded).ok().map(String::from);
    }
    part("filename=").map(|name| name.trim_matches('"').to_owned())
}

fn offer(parts: &js_sys::Array, options: &web_sys::BlobPropertyBag, name: &str) -> Result<(), JsValue> {
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(parts, options)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = leptos::prelude::document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&url)
}

/// Sends it with the access token; a token that the server no longer takes is renewed once.
pub(super) async fn signed(request: &Request) -> Result<Reply, ApiError> {
    let token = session::token().await?;
    match fetch::send(request, Some(&token)).await {
        Err(error) if error.code() == Some(Code::SignInNeeded) => {
            let token = session::renew_refused(&token).await?;
            fetch::send(request, Some(&token)).await
        }
        answer => answer,
    }
}

async fn answered<E: Endpoint>(request: Request) -> Result<Versioned<E::Reply>, ApiError> {
    reply::<E>(signed(&request).await?).await
}
