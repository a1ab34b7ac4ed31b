//! Reading a request: headers, path, query and body, each with an error that says what is wrong.

use actix_web::http::header::{self, HeaderMap};
use actix_web::{HttpRequest, web};
use chrono::{SubsecRound, Utc};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use shared::api::endpoint::{Empty, Upload};
use shared::api::{Endpoint, Method, PathParams};
use shared::language::Language;
use shared::problem::Code;
use shared::seen::Seen;

use super::{Call, Error, Exchange, Result};

/// Largest JSON body, in bytes: a meeting of 100 people written in full is a tenth of it.
const JSON_LIMIT: usize = 1 << 20;
/// Largest file, in bytes: a register of 50 000 rows.
const FILE_LIMIT: usize = 16 << 20;
/// Cookie with the refresh token. The prefix makes browsers insist on Secure, Path=/ and no Domain.
pub(super) const REFRESH_COOKIE: &str = "__Host-nenep-refresh";

/// A request, read. What is wrong with its input is told only to who may do what it asks for.
pub(super) struct Incoming<E: Endpoint> {
    pub exchange: Exchange,
    pub token: Option<String>,
    pub path: E::Path,
    pub input: Result<Input<E>>,
}

/// Everything that can be wrong in a request besides its path and token.
pub(super) struct Input<E: Endpoint> {
    pub if_match: Option<Seen>,
    pub query: E::Query,
    pub body: E::Body,
    pub idempotency: Option<IdempotencyKey>,
}

impl<E: Endpoint> Input<E> {
    /// What the handler gets, and the key under which its answer is kept.
    pub fn into_call(self, path: E::Path) -> (Call<E>, Option<IdempotencyKey>) {
        (Call { path, query: self.query, body: self.body }, self.idempotency)
    }
}

/// An `Idempotency-Key` and what it was sent with.
pub(super) struct IdempotencyKey {
    pub key: String,
    pub request_hash: [u8; 32],
}

/// The language of the answer.
pub(crate) fn language(request: &HttpRequest) -> Language {
    text(request.headers(), header::ACCEPT_LANGUAGE).map_or_else(Language::default, Language::from_accept)
}

pub(crate) fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Reads the whole request; fails only if its path names nothing.
pub(super) async fn read<E: Endpoint>(
    request: &HttpRequest,
    payload: web::Payload,
    trust_proxy: bool,
) -> Result<Incoming<E>> {
    let headers = request.headers();
    let token = text(headers, header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer ")).map(str::to_owned);
    let path = path::<E>(request)?;
    let input = input::<E>(request, payload).await;
    let if_match = input.as_ref().ok().and_then(|input| input.if_match.clone());
    let exchange = Exchange { if_match, ..exchange(request, trust_proxy) };
    Ok(Incoming { exchange, token, path, input })
}

/// What every request says besides path, query and body.
pub(crate) fn exchange(request: &HttpRequest, trust_proxy: bool) -> Exchange {
    let device = text(request.headers(), header::USER_AGENT).unwrap_or_default();
    Exchange {
        // As finely as PostgreSQL keeps it: what is sealed with a time is read with the same.
        now: Utc::now().trunc_subsecs(6),
        language: language(request),
        address: address(request, trust_proxy),
        device: device.chars().take(200).collect(),
        refresh_cookie: request.cookie(REFRESH_COOKIE).map(|cookie| cookie.value().to_owned()),
        if_match: None,
        who: None,
        subject: None,
        unit_id: None,
        notes: Vec::new(),
        dry_run: false,
        etag: None,
        set_refresh_cookie: None,
    }
}

async fn input<E: Endpoint>(request: &HttpRequest, payload: web::Payload) -> Result<Input<E>> {
    let headers = request.headers();
    let if_match = match text(headers, header::IF_MATCH) {
        Some(tags) => Some(seen(tags)?),
        None if E::IF_MATCH => return Err(Code::PreconditionNeeded.into()),
        None => None,
    };
    let query = query::<E>(request)?;
    let bytes = bytes(payload, if is::<E::Body, Upload>() { FILE_LIMIT } else { JSON_LIMIT }).await?;
    let idempotency = idempotency_key::<E>(request, &bytes)?;
    let body = body::<E>(headers, bytes)?;
    Ok(Input { if_match, query, body, idempotency })
}

fn is<A: 'static, B: 'static>() -> bool {
    std::any::TypeId::of::<A>() == std::any::TypeId::of::<B>()
}

/// What the caller has seen.
fn seen(tags: &str) -> Result<Seen> {
    let error = |_| Error { code: Code::BadHeader, ..Error::field("header/If-Match", Code::WrongFormat) };
    tags.parse().map_err(error)
}

fn path<E: Endpoint>(request: &HttpRequest) -> Result<E::Path> {
    let texts: Vec<&str> = request.match_info().iter().map(|(_, value)| value).collect();
    // What isn't an id names nothing.
    E::Path::parse(&texts).ok_or_else(|| Code::NotFound.into())
}

fn query<E: Endpoint>(request: &HttpRequest) -> Result<E::Query> {
    web::Query::<E::Query>::from_query(request.query_string())
        .map(web::Query::into_inner)
        .map_err(|error| Error::new(Code::BadQuery).detail(error.to_string()))
}

/// The whole body, if it isn't larger than this.
pub(crate) async fn bytes(mut payload: web::Payload, limit: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| Error::new(Code::BadJson).detail(error.to_string()))?;
        if bytes.len() + chunk.len() > limit {
            return Err(Code::TooLarge.into());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn body<E: Endpoint>(headers: &HeaderMap, bytes: Vec<u8>) -> Result<E::Body> {
    if is::<E::Body, Empty>() {
        return parse(b"{}");
    }
    if is::<E::Body, Upload>() {
        // Handed on as it came, not copied: it may be large.
        let upload: Box<dyn std::any::Any> = Box::new(Upload { bytes });
        return upload.downcast().map(|upload| *upload).map_err(|_| Error::internal("no upload where there is one"));
    }
    if !is_of_type(headers, "application/json") {
        return Err(Code::WrongMediaType.into());
    }
    parse(&bytes)
}

/// Whether the body has this media type, whatever its parameters.
pub(crate) fn is_of_type(headers: &HeaderMap, media_type: &str) -> bool {
    let given = text(headers, header::CONTENT_TYPE).unwrap_or_default();
    given.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(media_type))
}

/// Parses JSON; the error names the field by a JSON Pointer.
fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer(error.path());
        let detail = error.inner().to_string();
        let error = Error::new(Code::BadJson).detail(detail);
        if pointer.is_empty() { error } else { Error { fields: vec![(pointer, Code::WrongFormat)], ..error } }
    })?;
    reader.end().map_err(|error| Error::new(Code::BadJson).detail(error.to_string()))?;
    Ok(value)
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{key}"),
            Segment::Enum { .. } | Segment::Unknown => String::new(),
        })
        .collect()
}

fn idempotency_key<E: Endpoint>(request: &HttpRequest, body: &[u8]) -> Result<Option<IdempotencyKey>> {
    // Not only for POST: a PATCH whose answer got lost would be refused by its own new version when it's sent again.
    let Some(value) = request.headers().get("idempotency-key").filter(|_| E::METHOD != Method::Get) else {
        return Ok(None);
    };
    let key = value.to_str().unwrap_or_default();
    if key.is_empty() || key.len() > 100 {
        let error = Error::field("header/Idempotency-Key", Code::WrongFormat);
        return Err(Error { code: Code::BadHeader, ..error });
    }
    let mut hash = Sha256::new();
    hash.update(E::NAME);
    hash.update([0]);
    hash.update(request.uri().to_string());
    hash.update([0]);
    hash.update(body);
    Ok(Some(IdempotencyKey { key: key.to_owned(), request_hash: hash.finalize().into() }))
}

/// The caller's address: the proxy's word only where a proxy is known to stand in front.
fn address(request: &HttpRequest, trust_proxy: bool) -> String {
    let peer = || request.peer_addr().map(|address| address.ip().to_string()).unwrap_or_default();
    if !trust_proxy {
        return peer();
    }
    let forwarded = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
    // The last entry is the one that our own proxy wrote.
    forwarded.and_then(|list| list.rsplit(',').next()).map_or_else(peer, |last| last.trim().to_owned())
}
