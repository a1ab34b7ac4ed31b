//! What an endpoint is, and the macro that declares several of them.

use serde::{Serialize, de::DeserializeOwned};

use super::path::{PathParams, Subject};
use crate::access::Action;

/// HTTP's methods that the API uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Reads, changes nothing.
    Get,
    /// Creates, or does something that isn't idempotent; takes `Idempotency-Key`.
    Post,
    /// Replaces.
    Put,
    /// Changes the given fields; null differs from absent.
    Patch,
    /// Removes or ends.
    Delete,
}

impl Method {
    /// The method's name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Who may call an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// Any account that is signed in; what it sees is its own.
    SignedIn,
    /// Who may do the action at the place that the path's first parameter names; without one, anywhere.
    May(Action),
}

/// A type that crosses the wire: with the feature `openapi` it also has a schema.
#[cfg(feature = "openapi")]
pub trait Shape: Serialize + DeserializeOwned + utoipa::ToSchema + Send + 'static {}
#[cfg(feature = "openapi")]
impl<T: Serialize + DeserializeOwned + utoipa::ToSchema + Send + 'static> Shape for T {}

/// A type that crosses the wire.
#[cfg(not(feature = "openapi"))]
pub trait Shape: Serialize + DeserializeOwned + Send + 'static {}
#[cfg(not(feature = "openapi"))]
impl<T: Serialize + DeserializeOwned + Send + 'static> Shape for T {}

/// A query string: with the feature `openapi` its parameters are documented.
#[cfg(feature = "openapi")]
pub trait Query: Serialize + DeserializeOwned + utoipa::IntoParams + Send + 'static {}
#[cfg(feature = "openapi")]
impl<T: Serialize + DeserializeOwned + utoipa::IntoParams + Send + 'static> Query for T {}

/// A query string.
#[cfg(not(feature = "openapi"))]
pub trait Query: Serialize + DeserializeOwned + Send + 'static {}
#[cfg(not(feature = "openapi"))]
impl<T: Serialize + DeserializeOwned + Send + 'static> Query for T {}

/// No query parameters, and none accepted.
#[derive(Debug, Clone, Copy, Default, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields)]
pub struct NoQuery {}

/// No body: nothing is sent or answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Empty {}

/// A file in a request: its bytes are the body, not JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Upload {
    /// Its bytes; empty in the browser, which sends the file itself.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// A file in an answer: its bytes are the body, not JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Download {
    /// Its bytes; empty in the browser, which saves what came.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// Media type.
    #[serde(skip)]
    pub media_type: String,
    /// File name that the browser suggests.
    #[serde(skip)]
    pub name: String,
}

/// Media type of an Office Open XML document.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// Media type of an Office Open XML workbook.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// One endpoint.
pub trait Endpoint: 'static {
    /// Name, also the OpenAPI operation's id.
    const NAME: &'static str;
    /// Method.
    const METHOD: Method;
    /// Path below [`super::BASE`], with `{placeholders}`.
    const PATH: &'static str;
    /// One line for the documentation.
    const SUMMARY: &'static str;
    /// What else a caller must know.
    const DESCRIPTION: &'static str;
    /// Who may call it.
    const ACCESS: Access;
    /// Status of success.
    const STATUS: u16;
    /// Whether `If-Match` is required.
    const IF_MATCH: bool;
    /// Parameters in the path, in order.
    type Path: PathParams;
    /// Parameters in the query.
    type Query: Query;
    /// The request's body; [`Empty`] for none, [`Upload`] for a file.
    type Body: Shape;
    /// The reply's body; [`Empty`] for none, [`Download`] for a file.
    type Reply: Shape;
}

/// An endpoint as a value: for lists, documents and tests.
#[derive(Debug, Clone, Copy)]
pub struct Declaration {
    /// See [`Endpoint::NAME`].
    pub name: &'static str,
    /// See [`Endpoint::METHOD`].
    pub method: Method,
    /// See [`Endpoint::PATH`].
    pub path: &'static str,
    /// See [`Endpoint::SUMMARY`].
    pub summary: &'static str,
    /// See [`Endpoint::ACCESS`].
    pub access: Access,
    /// See [`Endpoint::IF_MATCH`].
    pub if_match: bool,
    /// What the path's first parameter names.
    pub subject: Option<Subject>,
    /// How many parameters the path has.
    pub path_params: usize,
    /// See [`PathParams::words`].
    pub words: fn() -> Vec<&'static str>,
}

impl Declaration {
    /// The endpoint's declaration.
    pub const fn of<E: Endpoint>() -> Self {
        Self {
            name: E::NAME,
            method: E::METHOD,
            path: E::PATH,
            summary: E::SUMMARY,
            access: E::ACCESS,
            if_match: E::IF_MATCH,
            subject: E::Path::SUBJECT,
            path_params: E::Path::COUNT,
            words: E::Path::words,
        }
    }
}

/// Declares the endpoints of a resource and lists them in `ALL`:
///
/// ```text
/// endpoints! {
///     /// Description.
///     GetThing: Get "/things/{thing_id}", "Read a thing", May(Action::ThingRead),
///         path ThingId, query NoQuery, body Empty, reply 200 Thing;
///     UpdateThing: Patch "/things/{thing_id}" if_match, "Change a thing", ...
/// }
/// ```
#[macro_export]
macro_rules! endpoints {
    (@if_match if_match) => { true };
    (@if_match) => { false };
    ($(
        $(#[doc = $doc:literal])*
        $name:ident: $method:ident $path:literal $($if_match:ident)?, $summary:literal, $access:expr,
            path $path_type:ty, query $query:ty, body $body:ty, reply $status:literal $reply:ty;
    )+) => {
        $(
            $(#[doc = $doc])*
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl $crate::api::Endpoint for $name {
                const NAME: &'static str = stringify!($name);
                const METHOD: $crate::api::Method = $crate::api::Method::$method;
                const PATH: &'static str = $path;
                const SUMMARY: &'static str = $summary;
                const DESCRIPTION: &'static str = concat!($($doc, "\n",)* "");
                const ACCESS: $crate::api::Access = $access;
                const STATUS: u16 = $status;
                const IF_MATCH: bool = $crate::endpoints!(@if_match $($if_match)?);
                type Path = $path_type;
                type Query = $query;
                type Body = $body;
                type Reply = $reply;
            }
        )+

        /// The endpoints of this resource.
        pub const ALL: &[$crate::api::Declaration] = &[$($crate::api::Declaration::of::<$name>()),+];
    };
}
