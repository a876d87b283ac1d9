//! Security schemes, which differ by their type, and their OAuth flows.

use super::Missing::{Drop, Warn};
use super::Shape::{Flag, Map, Object, Text, Word};
use super::shape::keywords;
use super::{Kind, Variants};
use super::{PLAIN, empty_object};

/// Any of them.
pub static SECURITY_SCHEME: Kind = Kind {
    noun: "a security scheme",
    section: Some("securitySchemes"),
    keywords: keywords! {
        "type": Word(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]);
        "description": Text;
        "deprecated": Flag, since V32;
    },
    required: &[("type", Drop)],
    variants: Some(Variants {
        tag: "type",
        kinds: &[
            ("apiKey", &API_KEY),
            ("http", &HTTP),
            ("oauth2", &OAUTH2),
            ("openIdConnect", &OPEN_ID_CONNECT),
        ],
    }),
    ..PLAIN
};

static API_KEY: Kind = Kind {
    keywords: keywords! {
        "name": Text;
        "in": Word(&["query", "header", "cookie"]);
    },
    required: &[("name", Drop), ("in", Drop)],
    ..PLAIN
};

static HTTP: Kind = Kind {
    keywords: keywords! {
        "scheme": Text;
        "bearerFormat": Text;
    },
    required: &[("scheme", Drop)],
    ..PLAIN
};

static OAUTH2: Kind = Kind {
    keywords: keywords! {
        "flows": Object(&FLOWS);
        "oauth2MetadataUrl": Text, since V32;
    },
    required: &[("flows", Warn(empty_object))],
    ..PLAIN
};

static OPEN_ID_CONNECT: Kind = Kind {
    keywords: keywords! {
        "openIdConnectUrl": Text;
    },
    required: &[("openIdConnectUrl", Drop)],
    ..PLAIN
};

static FLOWS: Kind = Kind {
    noun: "an object of flows",
    keywords: keywords! {
        "implicit": Object(&IMPLICIT);
        "password": Object(&PASSWORD);
        "clientCredentials": Object(&PASSWORD);
        "authorizationCode": Object(&AUTHORIZATION_CODE);
        "deviceAuthorization": Object(&DEVICE_AUTHORIZATION), since V32;
    },
    ..PLAIN
};

const FLOW: Kind = Kind {
    noun: "an OAuth flow",
    keywords: keywords! {
        "authorizationUrl": Text;
        "tokenUrl": Text;
        "refreshUrl": Text;
        "scopes": Map(&Text);
    },
    ..PLAIN
};

static IMPLICIT: Kind = Kind {
    required: &[("authorizationUrl", Drop), ("scopes", Warn(empty_object))],
    ..FLOW
};

static PASSWORD: Kind = Kind {
    required: &[("tokenUrl", Drop), ("scopes", Warn(empty_object))],
    ..FLOW
};

static AUTHORIZATION_CODE: Kind = Kind {
    required: &[
        ("authorizationUrl", Drop),
        ("tokenUrl", Drop),
        ("scopes", Warn(empty_object)),
    ],
    ..FLOW
};

static DEVICE_AUTHORIZATION: Kind = Kind {
    keywords: keywords! {
        "deviceAuthorizationUrl": Text;
        "tokenUrl": Text;
        "refreshUrl": Text;
        "scopes": Map(&Text);
    },
    required: &[
        ("deviceAuthorizationUrl", Drop),
        ("tokenUrl", Drop),
        ("scopes", Warn(empty_object)),
    ],
    ..FLOW
};
