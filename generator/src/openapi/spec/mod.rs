//! The specification's objects: the keywords of each, and the shapes of their values. The views rely on this table.

mod place;
mod schema;
mod security;
mod shape;
mod status;
pub mod v2;
#[doc(hidden)]
pub mod ways;

use serde_json::{Value, json};

pub use place::{Words, kind_at, object_at, shape_below};
pub use security::SECURITY_SCHEME;

pub use schema::{DISCRIMINATOR, DOCUMENTED, SCHEMA, mapped};
use shape::Missing::{Drop, Warn, WarnBefore, WarnWithout};
use shape::Shape::{
    Any, Checked, Dialect, Flag, Ignored, List, Map, Object, Ref, Text, Tuple, Unsupported, Word,
};
use shape::keywords;
pub use shape::{Keyword, Kind, Missing, Pass, Patterned, Remark, Shape, Variants, Version};

pub use status::is_status;

use super::upgrade;

const PLAIN: Kind = Kind {
    noun: "an object",
    section: None,
    passes: &[],
    keywords: &[],
    required: &[],
    patterned: None,
    key: None,
    variants: None,
};

const A_PATH: &str = "a path, which begins with `/`";
const A_METHOD: &str = "a method such as `get`, or another keyword of a path item";
const A_STATUS: &str = "a status such as `200`, a range such as `2XX`, or `default`";

fn empty_object() -> Value {
    json!({})
}

fn empty_text() -> Value {
    json!("")
}

static AN_EXAMPLE: Shape = Ref(&EXAMPLE);
static AN_OPERATION: Shape = Object(&OPERATION);
static A_SERVER: Shape = Object(&SERVER);
const EXAMPLES: Shape = Map(&AN_EXAMPLE);
const SERVERS: Shape = List(&A_SERVER);
const SECURITY: Shape = List(&Map(&List(&Text)));

/// The whole document.
pub static DOCUMENT: Kind = Kind {
    noun: "a document",
    keywords: keywords! {
        "openapi": Text;
        "info": Object(&INFO);
        "servers": SERVERS;
        "paths": Object(&PATHS);
        "components": Object(&COMPONENTS);
        "security": SECURITY;
        "tags": List(&Object(&TAG));
        "externalDocs": Object(&EXTERNAL_DOCS);
        "webhooks": Map(&Ref(&PATH_ITEM)), since V31;
        "x-webhooks": Map(&Ref(&PATH_ITEM));
        "jsonSchemaDialect": Dialect, since V31;
        "$self": Ignored, since V32;
    },
    required: &[
        ("info", Warn(empty_object)),
        (
            "paths",
            WarnWithout(&["components", "webhooks"], empty_object),
        ),
    ],
    passes: upgrade::DOCUMENT,
    ..PLAIN
};

static INFO: Kind = Kind {
    noun: "an info object",
    keywords: keywords! {
        "title": Text;
        "summary": Ignored, since V31;
        "description": Text;
        "termsOfService": Text;
        "contact": Object(&CONTACT);
        "license": Object(&LICENSE);
        "version": Text;
    },
    required: &[("title", Warn(empty_text)), ("version", Warn(empty_text))],
    ..PLAIN
};

static CONTACT: Kind = Kind {
    noun: "a contact",
    keywords: keywords! {
        "name": Text;
        "url": Text;
        "email": Text;
    },
    ..PLAIN
};

static LICENSE: Kind = Kind {
    noun: "a license",
    keywords: keywords! {
        "name": Text;
        "identifier": Ignored, since V31;
        "url": Text;
    },
    required: &[("name", Drop)],
    ..PLAIN
};

static TAG: Kind = Kind {
    noun: "a tag",
    keywords: keywords! {
        "name": Text;
        "summary": Text, since V32;
        "description": Text;
        "externalDocs": Object(&EXTERNAL_DOCS);
        "parent": Text, since V32;
        "kind": Text, since V32;
    },
    required: &[("name", Drop)],
    ..PLAIN
};

static EXTERNAL_DOCS: Kind = Kind {
    noun: "external documentation",
    keywords: keywords! {
        "description": Text;
        "url": Text;
    },
    required: &[("url", Drop)],
    ..PLAIN
};

static SERVER: Kind = Kind {
    noun: "a server",
    keywords: keywords! {
        "url": Text;
        "name": Text, since V32;
        "description": Text;
        "variables": Map(&Object(&SERVER_VARIABLE));
    },
    required: &[("url", Drop)],
    ..PLAIN
};

pub static SERVER_VARIABLE: Kind = Kind {
    noun: "a server variable",
    keywords: keywords! {
        "enum": List(&Text);
        "default": Text;
        "description": Text;
    },
    // Without `default`, it is an argument that the caller gives.
    ..PLAIN
};

pub static PATHS: Kind = Kind {
    noun: "an object of paths",
    key: Some(A_PATH),
    patterned: Some(Patterned {
        matches: |key| key.starts_with('/'),
        shape: Ref(&PATH_ITEM),
    }),
    ..PLAIN
};

/// The keywords of a path item that hold operations.
pub fn methods() -> impl Iterator<Item = &'static str> {
    let keywords = PATH_ITEM.keywords.iter();
    let keywords = keywords.filter(
        |known| matches!(known.shape, Object(kind) if std::ptr::eq(kind, &raw const OPERATION)),
    );
    keywords.map(|known| known.name)
}

/// The keyword of a path item that holds operations by the methods that have no keyword.
pub const OTHER_METHODS: &str = "additionalOperations";

/// The keyword of another generator for the value of a discriminator that selects a schema.
pub const DISCRIMINATOR_VALUE: &str = "x-ms-discriminator-value";

/// The fate of a field in the target of a path item that has the field itself.
pub const TARGET_IGNORED: &str = "the one in its target is ignored";

/// The role of that field.
pub const IN_TARGET: &str = "the one in the target";

pub static PATH_ITEM: Kind = Kind {
    noun: "a path item",
    key: Some(A_METHOD),
    section: Some("pathItems"),
    keywords: keywords! {
        "summary": Text;
        "description": Text;
        "get": Object(&OPERATION);
        "put": Object(&OPERATION);
        "post": Object(&OPERATION);
        "delete": Object(&OPERATION);
        "options": Object(&OPERATION);
        "head": Object(&OPERATION);
        "patch": Object(&OPERATION);
        "trace": Object(&OPERATION);
        "query": Object(&OPERATION), since V32;
        "additionalOperations": Map(&AN_OPERATION), since V32;
        "servers": SERVERS;
        "parameters": List(&Ref(&PARAMETER));
    },
    ..PLAIN
};

pub static OPERATION: Kind = Kind {
    noun: "an operation",
    keywords: keywords! {
        "tags": List(&Text);
        "summary": Text;
        "description": Text;
        "externalDocs": Object(&EXTERNAL_DOCS);
        "operationId": Text;
        "parameters": List(&Ref(&PARAMETER));
        "requestBody": Ref(&REQUEST_BODY);
        "responses": Object(&RESPONSES);
        "callbacks": Map(&Ref(&CALLBACK));
        "deprecated": Flag;
        "security": SECURITY;
        "servers": SERVERS;
    },
    required: &[("responses", WarnBefore(Version::V31, empty_object))],
    ..PLAIN
};

/// Path items by the expression for the URL at which the server calls.
pub static CALLBACK: Kind = Kind {
    noun: "a callback",
    section: Some("callbacks"),
    patterned: Some(Patterned {
        matches: |_| true,
        shape: Ref(&PATH_ITEM),
    }),
    ..PLAIN
};

pub static PARAMETER: Kind = Kind {
    noun: "a parameter",
    section: Some("parameters"),
    keywords: keywords! {
        "name": Text;
        "in": Word(&["query", "querystring", "header", "path", "cookie"]);
        "description": Text;
        "required": Flag;
        "deprecated": Flag;
        "explode": Flag;
        "schema": Ref(&SCHEMA);
        "content": Map(&Ref(&MEDIA_TYPE));
        "example": Any;
        "examples": EXAMPLES;
    },
    required: &[("name", Drop), ("in", Drop)],
    passes: upgrade::PARAMETER,
    variants: Some(Variants {
        tag: "in",
        kinds: &[
            ("query", &IN_QUERY),
            ("path", &IN_PATH),
            ("header", &IN_HEADER),
            ("cookie", &IN_COOKIE),
        ],
    }),
    ..PLAIN
};

const DELIMITED: Shape = Word(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]);

static IN_QUERY: Kind = Kind {
    keywords: keywords! {
        "style": DELIMITED;
        "allowReserved": Flag;
        "allowEmptyValue": Flag;
    },
    ..PLAIN
};

static IN_PATH: Kind = Kind {
    keywords: keywords! {
        "style": Word(&["matrix", "label", "simple"]);
        "allowReserved": Flag, since V32;
    },
    ..PLAIN
};

static IN_HEADER: Kind = Kind {
    keywords: keywords! {
        "style": Word(&["simple"]);
        "allowReserved": Ignored, since V32;
    },
    ..PLAIN
};

static IN_COOKIE: Kind = Kind {
    keywords: keywords! {
        "style": Word(&["form", "cookie"]);
        "allowReserved": Ignored, since V32;
    },
    ..PLAIN
};

pub static HEADER: Kind = Kind {
    noun: "a header",
    section: Some("headers"),
    keywords: keywords! {
        "description": Text;
        "required": Flag;
        "deprecated": Flag;
        "allowEmptyValue": Ignored;
        "style": Word(&["simple"]);
        "explode": Flag;
        "allowReserved": Ignored;
        "schema": Ref(&SCHEMA);
        "content": Map(&Ref(&MEDIA_TYPE));
        "example": Any;
        "examples": EXAMPLES;
    },
    passes: upgrade::HEADER,
    ..PLAIN
};

pub static REQUEST_BODY: Kind = Kind {
    noun: "a request body",
    section: Some("requestBodies"),
    keywords: keywords! {
        "description": Text;
        "content": Map(&Ref(&MEDIA_TYPE));
        "required": Flag;
    },
    required: &[("content", Drop)],
    ..PLAIN
};

pub static MEDIA_TYPE: Kind = Kind {
    noun: "a media type",
    passes: upgrade::MEDIA_TYPE,
    section: Some("mediaTypes"),
    keywords: keywords! {
        "schema": Ref(&SCHEMA);
        "example": Any;
        "examples": EXAMPLES;
        "encoding": Map(&Object(&ENCODING));
        "itemSchema": Ref(&SCHEMA), since V32;
        "itemEncoding": Object(&ENCODING), since V32;
        "prefixEncoding": Tuple(&Object(&ENCODING)), since V32;
    },
    ..PLAIN
};

/// The keywords of a media type that count for some media types alone, which a later stage tells.
pub const BY_MEDIA_TYPE: &[&str] = &["itemSchema", "itemEncoding", "prefixEncoding"];

pub static ENCODING: Kind = Kind {
    noun: "an encoding",
    keywords: keywords! {
        "contentType": Text;
        "headers": Map(&Ref(&HEADER));
        "style": DELIMITED;
        "explode": Flag;
        "allowReserved": Flag;
        "encoding": Unsupported, since V32;
        "itemEncoding": Unsupported, since V32;
        "prefixEncoding": Unsupported, since V32;
    },
    ..PLAIN
};

static RESPONSES: Kind = Kind {
    noun: "an object of responses",
    passes: upgrade::RESPONSES,
    key: Some(A_STATUS),
    keywords: keywords! {
        "default": Ref(&RESPONSE);
    },
    patterned: Some(Patterned {
        matches: is_status,
        shape: Ref(&RESPONSE),
    }),
    ..PLAIN
};

pub static RESPONSE: Kind = Kind {
    noun: "a response",
    section: Some("responses"),
    keywords: keywords! {
        "summary": Text, since V32;
        "description": Text;
        "headers": Map(&Ref(&HEADER));
        "content": Map(&Ref(&MEDIA_TYPE));
        "links": Map(&Ref(&LINK));
    },
    required: &[("description", WarnBefore(Version::V32, empty_text))],
    ..PLAIN
};

pub static LINK: Kind = Kind {
    noun: "a link",
    section: Some("links"),
    keywords: keywords! {
        "operationRef": Text;
        "operationId": Text;
        "parameters": Any;
        "requestBody": Ignored;
        "description": Ignored;
        "server": Checked(&SERVER);
    },
    ..PLAIN
};

pub static EXAMPLE: Kind = Kind {
    noun: "an example",
    passes: upgrade::EXAMPLE,
    section: Some("examples"),
    keywords: keywords! {
        "summary": Text;
        "description": Text;
        "value": Any;
        "externalValue": Text;
        "dataValue": Any, since V32;
        "serializedValue": Ignored, since V32;
    },
    ..PLAIN
};

static COMPONENTS: Kind = Kind {
    noun: "a components object",
    key: Some("a section such as `schemas`"),
    keywords: keywords! {
        "schemas": Map(&Ref(&SCHEMA));
        "responses": Map(&Ref(&RESPONSE));
        "parameters": Map(&Ref(&PARAMETER));
        "examples": EXAMPLES;
        "requestBodies": Map(&Ref(&REQUEST_BODY));
        "headers": Map(&Ref(&HEADER));
        "securitySchemes": Map(&Ref(&SECURITY_SCHEME));
        "links": Map(&Ref(&LINK));
        "callbacks": Map(&Ref(&CALLBACK));
        "pathItems": Map(&Ref(&PATH_ITEM)), since V31;
        "mediaTypes": Map(&Ref(&MEDIA_TYPE)), since V32;
    },
    ..PLAIN
};
