//! One HTTP request over the browser's `fetch`.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, Response};

use super::error::ApiError;
use super::json;
use crate::i18n::language;

/// Long enough for a weak signal, short enough to tell somebody that there is none.
const PATIENCE_MS: u32 = 30_000;

/// A body to send.
#[derive(Debug, Clone)]
pub enum Payload {
    /// None.
    Nothing,
    /// JSON, already written.
    Json(String),
    /// A file's bytes.
    File(web_sys::File),
}

/// A request, ready to send (again).
#[derive(Debug, Clone)]
pub struct Request {
    /// HTTP method.
    pub method: &'static str,
    /// Path and query on this server.
    pub url: String,
    /// Body.
    pub payload: Payload,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
}

/// A reply whose status is 2xx.
pub struct Reply {
    /// Version of what was read or written.
    pub etag: Option<String>,
    response: Response,
}

impl Reply {
    /// The body as text.
    pub async fn text(&self) -> Result<String, ApiError> {
        text(&self.response).await
    }

    /// The body as it is.
    pub async fn bytes(&self) -> Result<Uint8Array, ApiError> {
        let promise = self.response.array_buffer().map_err(|_| ApiError::Unreachable)?;
        let buffer = JsFuture::from(promise).await.map_err(|_| ApiError::Unreachable)?;
        Ok(Uint8Array::new(&buffer))
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<String> {
        self.response.headers().get(name).ok()?
    }
}

/// Sends it; anything but a 2xx is an error.
pub async fn send(request: &Request, token: Option<&str>) -> Result<Reply, ApiError> {
    let init = RequestInit::new();
    init.set_method(request.method);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    let headers = headers(request, token).map_err(|_| ApiError::Unreachable)?;
    init.set_headers(&headers);
    match &request.payload {
        Payload::Nothing => {}
        Payload::Json(text) => init.set_body(&JsValue::from_str(text)),
        Payload::File(file) => init.set_body(file),
    }
    let window = web_sys::window().ok_or(ApiError::Unreachable)?;
    let promise = window.fetch_with_str_and_init(&request.url, &init);
    let response = JsFuture::from(promise).await.map_err(|_| ApiError::Unreachable)?;
    let response: Response = response.dyn_into().map_err(|_| ApiError::Unreachable)?;
    if response.ok() {
        let etag = response.headers().get("ETag").ok().flatten().map(version);
        return Ok(Reply { etag, response });
    }
    let body = text(&response).await?;
    Err(match json::parse(&body) {
        Ok(problem) => ApiError::Problem(Box::new(problem)),
        Err(_) => ApiError::Unreadable(response.status()),
    })
}

/// The version of what writes change: `"7"` of `"7.a1b2"`. The rest tells only whether something shown has changed.
fn version(tag: String) -> String {
    match tag.split_once('.') {
        Some((version, _)) => format!("{version}\""),
        None => tag,
    }
}

fn headers(request: &Request, token: Option<&str>) -> Result<Headers, JsValue> {
    let headers = Headers::new()?;
    headers.set("Accept-Language", language().tag())?;
    if let Some(token) = token {
        headers.set("Authorization", &format!("Bearer {token}"))?;
    }
    match &request.payload {
        Payload::Nothing => {}
        Payload::Json(_) => headers.set("Content-Type", "application/json")?,
        Payload::File(file) if file.type_().is_empty() => headers.set("Content-Type", "application/octet-stream")?,
        Payload::File(file) => headers.set("Content-Type", &file.type_())?,
    }
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    Ok(headers)
}

async fn text(response: &Response) -> Result<String, ApiError> {
    let promise = response.text().map_err(|_| ApiError::Unreachable)?;
    let text = JsFuture::from(promise).await.map_err(|_| ApiError::Unreachable)?;
    Ok(text.as_string().unwrap_or_default())
}
