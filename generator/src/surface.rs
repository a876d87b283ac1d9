//! The names that generated code uses from outside its file: of the runtime, of the crate's other modules, of
//! the standard library and of other crates.
//!
//! `emit` takes them from these constants, so that `format` knows the imports of a file; `lower` gives none
//! of them to an item of the document. `tests/front/surface.rs` compares the tables with the runtime's
//! sources and with the manifest.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use std::fmt::{self, Display, Formatter};
use syn::{Path, PathSegment};

mod named;
mod parts;
mod reserved;

use named::{NAMED, note};
pub use named::{Named, imports_of};
pub use parts::{PARTS, Part, Parts};
pub use reserved::{
    BODY, BUILDER, CALL as CALL_METHODS, CLIENT as CLIENT_METHODS, CONSTRUCTORS, CRATES,
    CREDENTIAL as CREDENTIAL_ARGUMENTS, EXPORTS, FEATURE_EXPORTS, FEATURES, GROUP as GROUP_METHODS,
    HEADER_MISMATCHES, IN_EXAMPLES, MODULES, SERVER, SERVER_METHODS, WIRE_EXPORTS,
    credential_parts, is_exported,
};

/// The edition of the generated code.
pub const EDITION: &str = "2024";

/// The first version of Rust that compiles it.
pub const RUST_VERSION: &str = "1.88";

/// The common part of the manifests of all generated crates.
pub const MANIFEST: &str = include_str!("emit/package/manifest.toml");

/// A kind of generated file. Each has its own imports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// The client's settings.
    Client,
    /// The methods of the client.
    Operations,
    /// The types of the document.
    Types,
    /// Reading and writing of the types.
    Wire,
    /// The tests made of the document's examples.
    Examples,
}

/// A name that a file imports. Making a token, an identifier or a text of it [uses](imports_of) it.
#[derive(Clone, Copy)]
pub struct Name {
    word: &'static str,
    module: &'static str,
    rooms: &'static [Room],
    index: u8,
    part: Option<Part>,
}

/// A name that is written with its module: `wire::DateTime`.
#[derive(Clone, Copy)]
pub struct Member {
    module: Name,
    word: &'static str,
    part: Option<Part>,
}

/// A function or a variant that is written behind its type or a value of it: `Scheme::Basic`.
#[derive(Clone, Copy)]
pub struct Associated {
    /// The type of the runtime.
    pub of: &'static str,
    /// The function or variant.
    pub word: &'static str,
    /// The part of the runtime that a crate needs to use it.
    pub part: Option<Part>,
}

/// The part of the runtime that has the item, if not every crate has the part.
macro_rules! part {
    () => {
        None
    };
    ($part:ident) => {
        Some(Part::$part)
    };
}

macro_rules! names {
    ($($path:literal { $($constant:ident: $word:literal in $($room:ident)+ $(, $part:ident)?;)+ })+) => {
        #[expect(clippy::upper_case_acronyms, non_camel_case_types, reason = "the constants' names")]
        enum Index { $($($constant,)+)+ }
        $($(
            #[doc = concat!("`", $path, "::", $word, "`.")]
            pub const $constant: Name = Name {
                word: $word,
                module: $path,
                rooms: &[$(Room::$room),+],
                index: Index::$constant as u8,
                part: part!($($part)?),
            };
        )+)+
        /// Every name, in the order of the imports.
        pub const NAMES: &[Name] = &[$($($constant),+),+];
    };
}

names! {
    "crate::runtime" {
        RUNTIME: "self" in Client;
        API: "Api" in Client;
        BUILD_ERROR: "BuildError" in Client;
        CALL: "Call" in Operations;
        CLIENT: "Client" in Client Operations;
        CLIENT_BUILDER: "ClientBuilder" in Client;
        CLIENT_CREDENTIALS: "ClientCredentials" in Client, Tokens;
        CREDENTIAL: "Credential" in Client;
        ENVELOPE: "Envelope" in Client;
        EVENTS: "Events" in Operations, Streams;
        FILE_PART: "FilePart" in Operations, Multipart;
        WEBHOOK: "Webhook" in Wire, Webhooks;
        LINES: "Lines" in Operations, Streams;
        UNKNOWN_WEBHOOK: "UnknownWebhook" in Wire, Webhooks;
        LISTED_SERVER: "ListedServer" in Client, ServerVariables;
        MULTIPART: "Multipart" in Operations, Multipart;
        OPERATION: "Operation" in Operations;
        OPERATION_SPEC: "OperationSpec" in Operations;
        OWN_SERVER: "OwnServer" in Client;
        OWN_URL: "OwnUrl" in Client;
        PLAIN_TEXT: "PlainText" in Operations;
        RAW_RESPONSE: "RawResponse" in Wire;
        REPLY: "Reply" in Wire;
        PAGED: "Paged" in Operations, Pages;
        PAGE_RULE: "PageRule" in Operations, Pages;
        REQUIREMENT: "Requirement" in Client Operations;
        SCHEME: "Scheme" in Client;
        SECRET: "Secret" in Client;
        SECRET_MEMBERS: "SecretMembers" in Client, SecretErrors;
        SECURITY_SCHEME: "SecurityScheme" in Client;
        SEND_BODY: "SendBody" in Operations;
        SEND_LINES: "SendLines" in Operations, SendLines;
        SPEC: "Spec" in Operations;
        STYLE: "Style" in Operations, UrlParameters;
        TOKEN_SOURCE: "TokenSource" in Client, Tokens;
    }
    "crate::runtime::webhook" {
        FORM_FIELD: "FormField" in Wire, Webhooks;
        ROUTE: "Route" in Wire, Webhooks;
    }
    "crate::runtime::wire" {
        WIRE: "self" in Client Operations Types Wire Examples;
        AS_BOX: "AsBox" in Wire;
        CHECKED: "Checked" in Wire, Limits;
        DECODE_ERROR: "DecodeError" in Wire;
        LIMIT: "Limit" in Wire, Limits;
        LITERAL: "Literal" in Wire;
        ONLY: "Only" in Wire, Constants;
        OUT_OF_BOUNDS: "OutOfBounds" in Wire, Limits;
        PICK: "Pick" in Wire;
        PLACE: "Place" in Wire;
        PLAN: "Plan" in Wire;
        READING: "Reading" in Wire;
        SCALAR: "Scalar" in Wire;
        TAGS: "Tags" in Wire;
        VARIANTS: "Variants" in Wire;
        VIEW: "View" in Client Operations Wire;
        WIRE_TRAIT: "Wire" in Client Operations Wire;
    }
    "crate::types" {
        TYPES: "self" in Client Operations Wire Examples;
    }
    "bytes" {
        BYTES: "Bytes" in Operations;
    }
    "http" {
        HEADER_MAP: "HeaderMap" in Wire;
        METHOD: "Method" in Operations;
    }
    "serde" {
        SERIALIZE: "Serialize" in Examples;
    }
    "serde::de" {
        DESERIALIZE_OWNED: "DeserializeOwned" in Examples;
    }
    "serde_json" {
        VALUE: "Value" in Examples;
    }
    "std::collections" {
        BTREE_MAP: "BTreeMap" in Client Operations Types Wire Examples;
    }
    "std::fmt" {
        FMT: "self" in Client Wire;
    }
    "std::sync" {
        ARC: "Arc" in Client;
    }
}

macro_rules! members {
    ($($module:ident { $($constant:ident: $word:literal $(, $part:ident)?;)+ })+) => {
        $($(
            #[doc = concat!("`", $word, "` behind its module.")]
            pub const $constant: Member = Member {
                module: $module,
                word: $word,
                part: part!($($part)?),
            };
        )+)+
        /// Every member, in any order.
        pub const MEMBERS: &[Member] = &[$($($constant),+),+];
    };
}

members! {
    // Arguments have the names of variables, so no function is imported by its own name.
    RUNTIME {
        SERVER_URL: "server_url", ServerVariables;
    }
    WIRE {
        BASE64: "Base64", Base64;
        CHECK: "check", Limits;
        DATE: "Date", Dates;
        DATE_TIME: "DateTime", DateTimes;
        DECIMAL: "Decimal", Decimals;
        EXTRA: "Extra";
        FROM_EXPLODED_HEADER: "from_exploded_header", Headers;
        FROM_HEADER: "from_header", Headers;
        FROM_JSON_HEADER: "from_json_header", Headers;
        IMPL_CHOICE: "impl_choice";
        IMPL_RECORD: "impl_record";
        IMPL_SYMBOL: "impl_symbol";
        IMPL_TUPLE: "impl_tuple", Tuples;
        IMPL_WIRE: "impl_wire";
        LOOSE: "Loose", Loose;
        MAYBE: "Maybe";
        MISMATCHES: "Mismatches";
        OUT_OF_BOUNDS_ERROR: "OutOfBounds", Limits;
        PARSED: "Parsed", Parsed;
        UNIX_TIME: "UnixTime", UnixTimes;
    }
}

macro_rules! associated {
    ($($of:literal { $($constant:ident: $word:literal $(, $part:ident)?;)+ })+) => {
        $($(
            #[doc = concat!("`", $of, "::", $word, "`.")]
            pub const $constant: Associated = Associated {
                of: $of,
                word: $word,
                part: part!($($part)?),
            };
        )+)+
        /// Every function and variant behind a type, in any order.
        pub const ASSOCIATED: &[Associated] = &[$($($constant),+),+];
    };
}

associated! {
    "Parts" {
        ASK: "ask", Streams;
        ASK_IN_FORM: "ask_in_form", Forms;
        ASK_IN_PARTS: "ask_in_parts", Multipart;
        MARK_SECRET: "secret";
        SET_AS_FORM: "as_form", FormParameters;
        SET_BODY: "body", Uploads;
        SET_BODY_OF: "body_of", Uploads;
        SET_COOKIE: "cookie", Cookies;
        SET_COOKIE_AS: "cookie_as", Cookies;
        SET_COOKIE_JSON: "cookie_json", JsonCookies;
        SET_FORM: "form", Forms;
        SET_HEADER: "header";
        SET_HEADER_AS: "header_as";
        SET_HEADER_IN: "header_in", UrlParameters;
        SET_HEADER_JSON: "header_json", JsonParameters;
        SET_JSON: "json";
        SET_JSON_AS: "json_as";
        SET_LINES: "lines", SendLines;
        SET_MULTIPART: "multipart", Multipart;
        SET_OTHER_PARTS: "other_parts", Multipart;
        SET_PART: "part", Multipart;
        SET_PARTS: "parts", Multipart;
        SET_PART_FILE: "part_file", Multipart;
        SET_PART_FORM: "part_form", FormParts;
        SET_PART_HEADER: "part_header", Multipart;
        SET_PART_HEADER_EXPLODED: "part_header_exploded", Multipart;
        SET_PART_HEADER_JSON: "part_header_json", JsonParameters;
        SET_PART_JOINED: "part_joined", JoinedParts;
        SET_PART_TEXT: "part_text", Multipart;
        SET_PATH: "path", UrlParameters;
        SET_PATH_AS: "path_as", UrlParameters;
        SET_PATH_JSON: "path_json", JsonParameters;
        SET_QUERY: "query", UrlParameters;
        SET_QUERY_JSON: "query_json", JsonParameters;
        SET_QUERY_STRING_FORM: "query_string_form", Forms;
        SET_QUERY_STRING_JSON: "query_string_json", JsonParameters;
        SET_RECORDS: "records", SendLines;
    }
    "Credential" {
        BASIC_CREDENTIAL: "Basic", Basic;
        IDENTITY_CREDENTIAL: "identity", Identity;
        SOURCE_CREDENTIAL: "Source", Tokens;
        TOKEN_CREDENTIAL: "Token";
    }
    "OperationSpec" {
        AT_NAMED: "at_named", Methods;
        SET_IDEMPOTENCY_KEY: "idempotency_key", IdempotencyKeys;
        SET_SECRET_ERRORS: "secret_errors", SecretErrors;
    }
    "OwnServer" {
        HOST: "Host";
        HOSTS: "Hosts";
        PATH: "Path";
    }
    "Scheme" {
        BASIC: "Basic", Basic;
        BEARER: "Bearer";
        CERTIFICATE: "Certificate", Identity;
        COOKIE: "Cookie", Cookies;
        HEADER: "Header";
        HTTP: "Http";
        QUERY: "Query";
    }
    "Literal" {
        LITERAL_BOOL: "Bool";
        LITERAL_F64: "F64";
        LITERAL_I64: "I64";
        LITERAL_NULL: "Null";
        LITERAL_STR: "Str";
        LITERAL_U64: "U64";
    }
    "Only" {
        ONLY_ABSENT: "Absent";
        ONLY_BOOL: "Bool";
        ONLY_INTEGER: "Integer";
        ONLY_NULL: "Null";
        ONLY_TEXT: "Text";
    }
    "Variants" {
        EVENT: "EVENT", EventNames; EVENT_TEXT: "EVENT_TEXT", EventNames;
    }
    "Pick" {
        PICK_GROUP: "Group", Constants;
        PICK_KEY: "Key", Trials;
        PICK_NONE: "None";
        PICK_ONE: "One";
        PICK_PART: "Part", Constants;
        PICK_SCORED: "Scored", Trials;
        PICK_TAG: "Tag";
        PICK_VALUE: "Value";
    }
}

impl Name {
    /// The identifier.
    #[must_use]
    pub fn ident(self) -> Ident {
        NAMED.set(NAMED.get().and(self));
        note(self.part);
        Ident::new(self.word(), Span::call_site())
    }

    /// The name as a word; for a module, its last word. Reading the word doesn't use the name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self.word {
            "self" => self.module.rsplit("::").next().unwrap_or(self.module),
            word => word,
        }
    }

    /// The part of the runtime that has the name, if not every crate has the part.
    #[must_use]
    pub fn part(self) -> Option<Part> {
        self.part
    }

    /// The module of the import, and the name in it.
    #[must_use]
    pub fn import(self) -> (&'static str, &'static str) {
        (self.module, self.word)
    }
}

impl Member {
    /// `module::word`.
    #[must_use]
    pub fn path(self) -> Path {
        note(self.part);
        let word = Ident::new(self.word, Span::call_site());
        let segments = [self.module.ident(), word];
        Path {
            leading_colon: None,
            segments: segments.into_iter().map(PathSegment::from).collect(),
        }
    }

    /// The part of the runtime that has the member, if not every crate has the part.
    #[must_use]
    pub fn part(self) -> Option<Part> {
        self.part
    }

    /// The module of the member, and its name in the module.
    #[must_use]
    pub fn parts(self) -> (&'static str, &'static str) {
        (self.module.module, self.word)
    }
}

impl Associated {
    /// The identifier, without its type.
    #[must_use]
    pub fn ident(self) -> Ident {
        note(self.part);
        Ident::new(self.word, Span::call_site())
    }
}

impl ToTokens for Associated {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.ident().to_tokens(tokens);
    }
}

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.ident().to_tokens(tokens);
    }
}

impl ToTokens for Member {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.path().to_tokens(tokens);
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.ident().fmt(f)
    }
}

impl Display for Member {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        note(self.part);
        write!(f, "{}::{}", self.module, self.word)
    }
}

/// Whether a file of this kind imports a name with this word, or has the word in scope without an import.
#[must_use]
pub fn is_taken(room: Room, word: &str) -> bool {
    taken(room).any(|name| name == word)
}

/// The names that a module uses.
pub fn taken(room: Room) -> impl Iterator<Item = &'static str> {
    let prelude = match room {
        Room::Operations => reserved::IN_OPERATIONS,
        Room::Types => reserved::IN_TYPES,
        Room::Client | Room::Wire | Room::Examples => &[],
    };
    let imported = NAMES.iter().filter(move |name| name.rooms.contains(&room));
    let imported = imported.map(|name| name.word());
    imported.chain(prelude.iter().copied())
}

#[cfg(test)]
mod tests;
