//! The objects of `OpenAPI` 2.0 that 3.x writes in another form. Objects with the same form in both, and all schemas, are checked
//! where they stand after the upgrade.

use super::Missing::{Drop, Warn, WarnWithout};
use super::Shape::{Any, Flag, Ignored, Later, List, Map, Object, Ref, Text, Word};
use super::shape::keywords;
use super::{A_METHOD, A_PATH, A_STATUS, EXTERNAL_DOCS, INFO, PLAIN, SCHEMA, SECURITY, TAG};
use super::{Kind, Patterned, Shape, Variants};
use super::{empty_object, empty_text, is_status};

/// Values that are checked after the upgrade.
const LATER: Shape = Any;
const TEXT_LATER: Shape = Later(&Text);
const SCHEMA_LATER: Shape = Later(&SCHEMA_THEN);
const DOCS_LATER: Shape = Later(&DOCS_THEN);
static SCHEMA_THEN: Shape = Ref(&SCHEMA);
static DOCS_THEN: Shape = Object(&EXTERNAL_DOCS);

const MEDIA_TYPES: Shape = List(&Text);
const SCHEMES: Shape = List(&Word(&["http", "https", "ws", "wss"]));

/// The whole document.
pub static DOCUMENT: Kind = Kind {
    noun: "a document",
    keywords: keywords! {
        "swagger": Any;
        "info": Later(&Object(&INFO));
        "host": Text;
        "basePath": Text;
        "schemes": SCHEMES;
        "consumes": MEDIA_TYPES;
        "produces": MEDIA_TYPES;
        "paths": Object(&PATHS);
        "definitions": Map(&SCHEMA_LATER);
        "parameters": Map(&Ref(&PARAMETER));
        "responses": Map(&Ref(&RESPONSE));
        "securityDefinitions": Map(&Object(&SECURITY_SCHEME));
        "security": Later(&SECURITY);
        "tags": Later(&List(&Object(&TAG)));
        "externalDocs": DOCS_LATER;
        "servers": Ignored, since V30;
        "components": Ignored, since V30;
        "webhooks": Ignored, since V31;
    },
    required: &[("paths", WarnWithout(&[], empty_object))],
    ..PLAIN
};

static PATHS: Kind = Kind {
    noun: "an object of paths",
    key: Some(A_PATH),
    patterned: Some(Patterned {
        matches: |key| key.starts_with('/'),
        shape: Ref(&PATH_ITEM),
    }),
    ..PLAIN
};

static PATH_ITEM: Kind = Kind {
    noun: "a path item",
    key: Some(A_METHOD),
    keywords: keywords! {
        "get": Object(&OPERATION);
        "put": Object(&OPERATION);
        "post": Object(&OPERATION);
        "delete": Object(&OPERATION);
        "options": Object(&OPERATION);
        "head": Object(&OPERATION);
        "patch": Object(&OPERATION);
        "trace": Object(&OPERATION), since V30;
        "parameters": List(&Ref(&PARAMETER));
        "summary": TEXT_LATER, since V30;
        "description": TEXT_LATER, since V30;
        "servers": Ignored, since V30;
    },
    ..PLAIN
};

static OPERATION: Kind = Kind {
    noun: "an operation",
    keywords: keywords! {
        "tags": LATER;
        "summary": TEXT_LATER;
        "description": TEXT_LATER;
        "externalDocs": DOCS_LATER;
        "operationId": LATER;
        "consumes": MEDIA_TYPES;
        "produces": MEDIA_TYPES;
        "parameters": List(&Ref(&PARAMETER));
        "responses": Object(&RESPONSES);
        "schemes": SCHEMES;
        "deprecated": LATER;
        "security": Later(&SECURITY);
        "requestBody": Ignored, since V30;
        "callbacks": Ignored, since V30;
        "servers": Ignored, since V30;
    },
    ..PLAIN
};

static PARAMETER: Kind = Kind {
    noun: "a parameter",
    section: Some("parameters"),
    keywords: keywords! {
        "name": Text;
        "in": Word(&["query", "header", "path", "formData", "body"]);
        "description": Text;
        "required": Flag;
        "deprecated": Flag, since V30;
        "example": Any, since V30;
        "examples": Ignored, since V30;
        "content": Ignored, since V30;
        "style": Ignored, since V30;
        "explode": Ignored, since V30;
        "allowReserved": Ignored, since V30;
    },
    required: &[("name", Drop), ("in", Drop)],
    variants: Some(Variants {
        tag: "in",
        kinds: &[
            ("body", &IN_BODY),
            ("query", &IN_QUERY),
            ("formData", &IN_FORM),
            ("header", &TYPED),
            ("path", &TYPED),
        ],
    }),
    ..PLAIN
};

static IN_BODY: Kind = Kind {
    keywords: keywords! {
        "schema": SCHEMA_LATER;
    },
    required: &[("schema", Warn(empty_object))],
    ..PLAIN
};

/// The keywords of a parameter or header that describe its value.
macro_rules! typed {
    ($($more:tt)*) => {
        keywords! {
            "type": LATER;
            "format": LATER;
            "items": LATER;
            "collectionFormat": Word(&["csv", "ssv", "tsv", "pipes", "multi"]);
            "default": LATER;
            "maximum": LATER;
            "exclusiveMaximum": LATER;
            "minimum": LATER;
            "exclusiveMinimum": LATER;
            "maxLength": LATER;
            "minLength": LATER;
            "pattern": LATER;
            "maxItems": LATER;
            "minItems": LATER;
            "uniqueItems": LATER;
            "enum": LATER;
            "multipleOf": LATER;
            "schema": LATER, since V30;
            $($more)*
        }
    };
}

static TYPED: Kind = Kind {
    keywords: typed! {},
    ..PLAIN
};

static IN_QUERY: Kind = Kind {
    keywords: typed! { "allowEmptyValue": LATER; },
    ..PLAIN
};

static IN_FORM: Kind = Kind {
    keywords: typed! { "allowEmptyValue": Ignored; },
    ..PLAIN
};

static HEADER: Kind = Kind {
    noun: "a header",
    keywords: typed! { "description": Text; },
    ..PLAIN
};

static RESPONSES: Kind = Kind {
    noun: "an object of responses",
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

static RESPONSE: Kind = Kind {
    noun: "a response",
    section: Some("responses"),
    keywords: keywords! {
        "description": Text;
        "schema": SCHEMA_LATER;
        "headers": Map(&Object(&HEADER));
        "examples": Map(&Any);
        "content": Ignored, since V30;
        "links": Ignored, since V30;
    },
    required: &[("description", Warn(empty_text))],
    ..PLAIN
};

static SECURITY_SCHEME: Kind = Kind {
    noun: "a security scheme",
    keywords: keywords! {
        "type": Word(&["basic", "apiKey", "oauth2"]);
        "description": Text;
    },
    required: &[("type", Drop)],
    variants: Some(Variants {
        tag: "type",
        kinds: &[("apiKey", &API_KEY), ("oauth2", &OAUTH2)],
    }),
    ..PLAIN
};

static API_KEY: Kind = Kind {
    keywords: keywords! {
        "name": LATER;
        "in": LATER;
    },
    ..PLAIN
};

static OAUTH2: Kind = Kind {
    keywords: keywords! {
        "flow": Word(&["implicit", "password", "application", "accessCode"]);
        "authorizationUrl": LATER;
        "tokenUrl": LATER;
        "scopes": LATER;
    },
    required: &[("flow", Drop)],
    ..PLAIN
};
