//! Requests and replies as an endpoint's declaration describes them; sending without a token.

use serde::Serialize;
use shared::api::endpoint::{Empty, Upload};
use shared::api::{BASE, Endpoint, Method, path};
use uuid::Uuid;

use super::error::ApiError;
use super::fetch::{self, Payload, Reply, Request};
use super::json;

/// A value with its version, for a later `If-Match`.
#[derive(Debug, Clone, PartialEq)]
pub struct Versioned<T> {
    /// The version; empty for what has none.
    pub etag: String,
    /// The value.
    pub value: T,
}

/// Calls an endpoint, with a token or without.
pub async fn send_as<E: Endpoint>(
    token: Option<&str>,
    path: &E::Path,
    query: &E::Query,
    body: &E::Body,
) -> Result<E::Reply, ApiError> {
    Ok(reply::<E>(fetch::send(&request::<E>(path, query, body), token).await?).await?.value)
}

/// The request that an endpoint's declaration describes.
pub fn request<E: Endpoint>(path: &E::Path, query: &E::Query, body: &E::Body) -> Request {
    let mut url = format!("{BASE}{}", path::fill(E::PATH, path));
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    if !query.is_empty() {
        url.push('?');
        url.push_str(&query);
    }
    let mut headers = Vec::new();
    if E::METHOD == Method::Post {
        headers.push(("Idempotency-Key", Uuid::now_v7().to_string()));
    }
    Request { method: E::METHOD.as_str(), url, payload: json(body), headers }
}

/// The body as JSON; [`Empty`] and [`Upload`] are none.
fn json<T: Serialize + 'static>(body: &T) -> Payload {
    let none = [std::any::TypeId::of::<Empty>(), std::any::TypeId::of::<Upload>()];
    match serde_json::to_string(body) {
        Ok(text) if !none.contains(&std::any::TypeId::of::<T>()) => Payload::Json(text),
        _ => Payload::Nothing,
    }
}

/// The value in a reply.
pub async fn reply<E: Endpoint>(reply: Reply) -> Result<Versioned<E::Reply>, ApiError> {
    let text = reply.text().await?;
    let text = if text.is_empty() { "{}" } else { &text };
    let value = json::parse(text).map_err(|_| ApiError::Unreadable(E::STATUS))?;
    Ok(Versioned { etag: reply.etag.unwrap_or_default(), value })
}
