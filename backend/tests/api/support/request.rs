//! Sending requests as somebody, and reading the answers.

use std::future::IntoFuture;

use actix_web::http::header::{self, HeaderMap};
use actix_web::http::{Method as HttpMethod, Uri};
use actix_web::test::TestRequest;
use futures_util::future::LocalBoxFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::api::endpoint::{Download, Empty, Upload};
use shared::api::{BASE, Endpoint, path};
use shared::problem::{MEDIA_TYPE, Problem};

use super::Send;

/// Somebody who sends requests.
#[derive(Clone)]
pub struct User {
    pub(super) send: Send,
    /// The access token, if signed in.
    pub token: Option<String>,
}

impl User {
    /// Reads an address below `/api/v1`.
    pub fn get(&self, path: &str) -> Request {
        self.api("GET", path)
    }

    /// Creates or does something.
    pub fn post(&self, path: &str, body: impl Serialize) -> Request {
        self.api("POST", path).json(body)
    }

    /// Replaces.
    pub fn put(&self, path: &str, body: impl Serialize) -> Request {
        self.api("PUT", path).json(body)
    }

    /// Changes the given fields.
    pub fn patch(&self, path: &str, body: impl Serialize) -> Request {
        self.api("PATCH", path).json(body)
    }

    /// Removes or ends.
    pub fn delete(&self, path: &str) -> Request {
        self.api("DELETE", path)
    }

    /// A declared endpoint with its own types.
    pub fn call<E: Endpoint>(&self, path: &E::Path, query: &E::Query, body: &E::Body) -> Request {
        let mut address = path::fill(E::PATH, path);
        let query = serde_urlencoded::to_string(query).unwrap();
        if !query.is_empty() {
            address = format!("{address}?{query}");
        }
        let request = self.api(E::METHOD.as_str(), &address);
        if is::<E::Body, Empty>() || is::<E::Body, Upload>() { request } else { request.json(body) }
    }

    /// Any method on an address below `/api/v1`.
    pub fn api(&self, method: &str, path: &str) -> Request {
        self.request(method, &format!("{BASE}{path}"))
    }

    /// Any method on any address of the server.
    pub fn request(&self, method: &str, address: &str) -> Request {
        let request = TestRequest::default()
            .method(HttpMethod::from_bytes(method.as_bytes()).unwrap())
            .uri(&address.parse::<Uri>().unwrap().to_string());
        let request = match &self.token {
            Some(token) => request.insert_header((header::AUTHORIZATION, format!("Bearer {token}"))),
            None => request,
        };
        Request { send: self.send.clone(), request }
    }
}

fn is<A: 'static, B: 'static>() -> bool {
    std::any::TypeId::of::<A>() == std::any::TypeId::of::<B>()
}

/// A request on its way; `.await` sends it.
pub struct Request {
    send: Send,
    request: TestRequest,
}

impl Request {
    /// With a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.insert_header((name, value));
        self
    }

    /// For the version that was seen.
    #[must_use]
    pub fn if_match(self, version: i64) -> Self {
        self.header("if-match", &format!("\"{version}\""))
    }

    /// With a JSON body.
    #[must_use]
    pub fn json(self, body: impl Serialize) -> Self {
        self.bytes("application/json", serde_json::to_vec(&body).unwrap())
    }

    /// With any body.
    #[must_use]
    pub fn bytes(mut self, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.request = self.request.insert_header((header::CONTENT_TYPE, media_type)).set_payload(body.into());
        self
    }
}

impl IntoFuture for Request {
    type Output = Response;
    type IntoFuture = LocalBoxFuture<'static, Response>;

    fn into_future(self) -> Self::IntoFuture {
        (self.send)(self.request)
    }
}

/// An answer.
#[derive(Debug)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// The body's bytes.
    pub body: Vec<u8>,
}

impl Response {
    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The version in the ETag.
    #[track_caller]
    pub fn etag(&self) -> i64 {
        let tag = self.header("etag").unwrap_or_else(|| panic!("no ETag: {}", self.text()));
        tag.trim_matches('"').split('.').next().unwrap().parse().unwrap()
    }

    /// The body as text, for messages.
    pub fn text(&self) -> String {
        format!("{} {}", self.status, String::from_utf8_lossy(&self.body))
    }

    /// The body as any JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The reply of a declared endpoint; panics with the problem if it isn't a success.
    #[track_caller]
    pub fn reply<E: Endpoint>(&self) -> E::Reply {
        assert_eq!(self.status, E::STATUS, "{}: {}", E::NAME, self.text());
        if is::<E::Reply, Empty>() || is::<E::Reply, Download>() {
            return serde_json::from_str("{}").unwrap();
        }
        self.read()
    }

    /// The body as a type.
    #[track_caller]
    pub fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The problem document, checked to be one.
    #[track_caller]
    pub fn problem(&self) -> Problem {
        assert_eq!(self.header("content-type"), Some(MEDIA_TYPE), "{}", self.text());
        let problem: Problem = self.read();
        assert_eq!(problem.status, self.status, "{}", self.text());
        assert_eq!(problem.code.status(), self.status, "{}", self.text());
        problem
    }

    /// The codes of the problem's fields by pointer.
    #[track_caller]
    pub fn fields(&self) -> Vec<(String, &'static str)> {
        self.problem().errors.into_iter().map(|error| (error.pointer, error.code.as_str())).collect()
    }
}
