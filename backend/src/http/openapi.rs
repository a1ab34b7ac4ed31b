//! The OpenAPI 3.1 document, made from the declarations: no attribute on any handler.

use std::collections::BTreeMap;

use shared::api::endpoint::{DOCX, Download, Empty, Upload, XLSX};
use shared::api::{Access, BASE, Endpoint, Method, PathParams};
use shared::problem::{MEDIA_TYPE, Problem};
use utoipa::openapi::path::{HttpMethod, Operation, OperationBuilder, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{Object, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathsBuilder, Ref, RefOr, Required, Server,
};
use utoipa::{IntoParams, ToSchema};

/// Component schemas by name.
pub type Schemas = BTreeMap<String, RefOr<Schema>>;

const BEARER: &str = "bearer";

const DESCRIPTION: &str = "Meetings of Party branches: planned, held, scored, followed up.\n\n\
    * Sign in with `POST /auth/sign-in`, then send `Authorization: Bearer <access_token>`; tokens live some minutes, the \
    refresh cookie 30 days.\n\
    * Every error is `application/problem+json` (RFC 9457) with a stable `code`; `errors[]` names fields by JSON Pointer. \
    `Accept-Language: vi` or `en` chooses the language of its texts.\n\
    * What you may not know of answers 404, not 403.\n\
    * Single things have an `ETag`; writing them needs it back in `If-Match` (428 without). A PATCH is saved although \
    somebody else wrote meanwhile, if they left its parts alone; else 412 with `changes[]`: the parts in conflict, with \
    what stands there now, and the thing's `version`. Steps such as a conclusion need the version as it is. Whoever has \
    written several times names the version that was read and those that the own writes have made: `\"5\", \"8\"`. It is `\"version\"` after a write and `\"version.hash\"` after a read: `If-Match` looks \
    at the version, which grows with writes to the thing itself; `If-None-Match` at all of it, so that 304 says that \
    nothing shown has changed, a reported task or a name included.\n\
    * POST takes an `Idempotency-Key`: the same request with the same key happens once and gets the same answer.\n\
    * Lists are keyset pages: pass `next` back as `cursor`.\n\
    * In PATCH bodies an absent field stays, null clears. Times are UTC, dates are Vietnam's.";

/// Adds the endpoint's schemas and describes its operation.
pub fn path_item<E: Endpoint>(schemas: &mut Schemas) -> PathItem {
    add::<E::Body>(schemas);
    add::<E::Reply>(schemas);
    add::<Problem>(schemas);
    let method = match E::METHOD {
        Method::Get => HttpMethod::Get,
        Method::Post => HttpMethod::Post,
        Method::Put => HttpMethod::Put,
        Method::Patch => HttpMethod::Patch,
        Method::Delete => HttpMethod::Delete,
    };
    PathItem::new(method, operation::<E>())
}

fn add<T: ToSchema + 'static>(schemas: &mut Schemas) {
    if is::<T, Empty>() || is_file::<T>() {
        return;
    }
    let mut found = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut found);
    schemas.extend(found);
}

fn is<A: 'static, B: 'static>() -> bool {
    std::any::TypeId::of::<A>() == std::any::TypeId::of::<B>()
}

fn is_file<T: 'static>() -> bool {
    is::<T, Upload>() || is::<T, Download>()
}

fn operation<E: Endpoint>() -> Operation {
    let tag = E::PATH.split('/').nth(1).unwrap_or_default();
    let access = match E::ACCESS {
        Access::Public => "Open to anybody.".to_owned(),
        Access::SignedIn => "For any account that is signed in.".to_owned(),
        Access::May(action) => format!("Permission: `{action}`."),
    };
    let mut operation = OperationBuilder::new()
        .operation_id(Some(E::NAME))
        .summary(Some(E::SUMMARY))
        .description(Some(format!("{}\n\n{access}", E::DESCRIPTION.trim())))
        .tag(tag);
    let names = E::PATH.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    for (name, nth) in names.zip(1..) {
        let words = if nth == E::Path::COUNT { E::Path::words() } else { Vec::new() };
        operation = operation.parameter(
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .schema(Some(if words.is_empty() { uuid() } else { one_of(words) })),
        );
    }
    for parameter in E::Query::into_params(|| Some(ParameterIn::Query)) {
        operation = operation.parameter(parameter);
    }
    if E::IF_MATCH {
        operation = operation.parameter(header("If-Match", "The `ETag` that the change is based on.", Required::True));
    }
    if E::METHOD == Method::Post && E::ACCESS != Access::Public {
        operation = operation.parameter(header(
            "Idempotency-Key",
            "Any text of up to 100 characters, the same for each try of the same request.",
            Required::False,
        ));
    }
    if let Some(content) = content::<E::Body>(XLSX) {
        let (media_type, content) = content;
        operation = operation.request_body(Some(
            RequestBodyBuilder::new().content(media_type, content).required(Some(Required::True)).build(),
        ));
    }
    operation = operation.response(E::STATUS.to_string(), success::<E>());
    for (status, text) in failures::<E>() {
        operation = operation.response(status, problem(text));
    }
    if E::ACCESS != Access::Public {
        operation = operation.security(SecurityRequirement::new(BEARER, Vec::<String>::new()));
    }
    operation.build()
}

fn header(name: &str, description: &str, required: Required) -> ParameterBuilder {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(required)
        .description(Some(description))
        .schema(Some(Object::with_type(Type::String)))
}

fn uuid() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(utoipa::openapi::schema::KnownFormat::Uuid)))
        .build()
}

fn one_of(words: Vec<&'static str>) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).build()
}

fn content<T: ToSchema + 'static>(file: &'static str) -> Option<(&'static str, utoipa::openapi::Content)> {
    if is::<T, Empty>() {
        None
    } else if is_file::<T>() {
        let bytes = ObjectBuilder::new().schema_type(Type::String).content_media_type(file).build();
        Some((file, ContentBuilder::new().schema(Some(bytes)).build()))
    } else {
        Some(("application/json", ContentBuilder::new().schema(Some(Ref::from_schema_name(T::name()))).build()))
    }
}

fn success<E: Endpoint>() -> Response {
    let file = if E::PATH.ends_with(".xlsx") { XLSX } else { DOCX };
    let response = ResponseBuilder::new().description("Success.");
    match content::<E::Reply>(file) {
        Some((media_type, content)) => response.content(media_type, content).build(),
        None => response.build(),
    }
}

/// The errors that the endpoint's declaration implies.
fn failures<E: Endpoint>() -> Vec<(&'static str, &'static str)> {
    let public = E::ACCESS == Access::Public;
    let writes = E::METHOD != Method::Get;
    let body = !is::<E::Body, Empty>();
    let all = [
        (true, "400", "The query, a header or the body can't be read."),
        (!public || body, "401", "Not signed in, or wrong credentials."),
        (matches!(E::ACCESS, Access::May(_)), "403", "The role doesn't allow this."),
        (E::Path::COUNT > 0, "404", "There is no such thing, or it isn't yours to know about."),
        (writes && !public, "409", "The state doesn't allow it, or there is one already."),
        (E::IF_MATCH, "412", "Somebody else changed it meanwhile; `changes` tells what."),
        (body, "413", "The body is too large."),
        (body, "415", "The body has the wrong media type."),
        (body, "422", "Fields are wrong; `errors` names them."),
        (E::IF_MATCH, "428", "`If-Match` is missing."),
        (public && writes, "429", "Too many tries; `Retry-After` tells when to come back."),
        (true, "503", "The database can't be reached now; `Retry-After` tells when to come back."),
    ];
    all.into_iter().filter(|(applies, ..)| *applies).map(|(_, status, text)| (status, text)).collect()
}

fn problem(description: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name()))).build();
    ResponseBuilder::new().description(description).content(MEDIA_TYPE, content).build()
}

/// The whole document.
pub fn document(operations: &[(&'static str, PathItem)], schemas: &Schemas) -> OpenApi {
    let mut paths = PathsBuilder::new();
    for (path, item) in operations {
        paths = paths.path(*path, item.clone());
    }
    let mut components =
        ComponentsBuilder::new().security_scheme(BEARER, SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    for (name, schema) in schemas {
        components = components.schema(name, schema.clone());
    }
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Nề Nếp")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(DESCRIPTION))
                .build(),
        )
        .servers(Some([Server::new(BASE)]))
        .paths(paths.build())
        .components(Some(components.build()))
        .build()
}
