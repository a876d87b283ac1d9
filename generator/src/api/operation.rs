//! Operations: their requests and responses.

use crate::api::{Docs, Method, Part, SchemaId, Text, form_word};
use crate::config::Pages;
use crate::diagnostic::{Pointer, Reason};
use crate::steps::step;
use serde_json::Value;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// An operation's place in [`Api::operations`](super::Api::operations).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub usize);

/// An operation, or a request of the server, with the `operationId` of an earlier one.
#[derive(Debug, Clone)]
pub struct SameId {
    /// The id.
    pub id: String,
    /// Its place.
    pub at: Pointer,
    /// The place of the earlier one.
    pub first: Pointer,
}

/// An operation of the server.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The place in the document.
    pub at: Pointer,
    /// The HTTP method.
    pub method: Method,
    /// The path template, such as `/messages/{id}`.
    pub path: String,
    /// `operationId`.
    pub id: Option<String>,
    /// `x-rust-name`.
    pub rust_name: Option<String>,
    /// The author's names in the keywords of generators with groups.
    pub wish: Wish,
    /// `tags`.
    pub tags: Vec<String>,
    /// Texts for people.
    pub docs: Docs,
    /// Its own and its path's parameters, in the order: path's, then its own.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The responses, sorted by status.
    pub responses: Vec<Response>,
    /// Alternative sets of requirements. Empty: no credentials.
    pub security: Vec<Vec<Requirement>>,
    /// Its own server: the index in [`Api::places`](super::Api::places).
    pub server: Option<usize>,
    /// The pages of its list, if the document describes them.
    pub pages: Option<Pages>,
    /// The form of this operation, if the document describes several: of its body, or of its response.
    pub form: Option<Form>,
    /// The unused forms of its bodies, by place, with the reason if callers may need one.
    pub unused: Vec<(Pointer, Option<Reason>)>,
    /// The reason why it is skipped: a part of the request was left out, and no call would be right.
    pub lacks: Option<Reason>,
}

/// Whether a part of all operations has so much in common that it is a matter of the client: more than nine in ten.
#[must_use]
pub fn is_common(count: usize, all: usize) -> bool {
    count * 10 > all * 9
}

/// The author's names of an operation in the keywords of generators with groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// The group.
    pub group: Option<String>,
    /// The method of the group.
    pub method: Option<String>,
}

/// A form of an operation beside its first: another body, a response that is read item by item, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// The kind of the other body.
    pub body: Option<String>,
    /// The response that is read item by item.
    pub stream: Option<Stream>,
}

/// The form of an operation whose response is read item by item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    /// The member of the body that asks for it with `true`.
    pub asks: Option<String>,
    /// Its media type, unless it is the first stream of the response.
    pub other: Option<String>,
}

impl Form {
    /// The last words of its name.
    #[must_use]
    pub fn words(&self) -> String {
        let body = self.body.iter().map(|word| Cow::from(&**word));
        let stream = self.stream.iter().map(|stream| match &stream.other {
            None => "stream".into(),
            Some(media_type) => form_word(media_type).into(),
        });
        body.chain(stream).collect::<Vec<_>>().join(" ")
    }
}

/// The description of a tag.
#[derive(Debug, Default)]
pub struct Tag {
    /// Texts for people.
    pub docs: Docs,
    /// The tag that contains it.
    pub parent: Option<String>,
}

/// A value sent outside the body.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The place in the document.
    pub at: Pointer,
    /// Its name on the wire.
    pub name: String,
    /// The name in client.toml, or the author's.
    pub rust_name: Option<String>,
    /// Texts for people.
    pub docs: Docs,
    /// Its location in the request.
    pub location: Location,
    /// The encodings of its members if it is the whole query, `in: querystring`; none for other parameters.
    pub whole_query: Option<Vec<Encoding>>,
    /// The encodings of its members if its value is a form, as text; none for other parameters.
    pub as_form: Option<Vec<Encoding>>,
    /// Its style; none: JSON text.
    pub style: Option<Style>,
    /// The style of a scalar, if the media type is a range in which text is plain; none once that is settled.
    pub as_text: Option<Style>,
    /// The notation of a text that the caller writes; none for values that are written here.
    pub notation: Option<Notation>,
    /// Its form as a part of the body.
    pub part: Option<Part>,
    /// Whether it is required.
    pub required: bool,
    /// Whether it can be empty text: `allowEmptyValue`.
    pub allows_empty: bool,
    /// Its value.
    pub schema: SchemaId,
}

/// A media type whose values aren't read or written here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notation {
    /// The place of the content in the document.
    pub at: Pointer,
    /// The media type, such as `application/xml`.
    pub media_type: String,
}

/// The location of a parameter in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// As a cookie.
    Cookie,
    /// As a part of a `multipart` body.
    Part,
}

/// The style of a parameter (`OpenAPI` 3.0.3, "Style Values").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `simple`: path and header.
    Simple {
        /// Members of objects as `key=value`.
        explode: bool,
    },
    /// `label`: path.
    Label {
        /// Members of objects as `key=value`.
        explode: bool,
    },
    /// `matrix`: path.
    Matrix {
        /// Each item as a parameter of its own.
        explode: bool,
    },
    /// `form`: query and cookie.
    Form {
        /// Each item as a parameter of its own.
        explode: bool,
        /// Reserved characters are not percent-encoded.
        allow_reserved: bool,
    },
    /// `spaceDelimited`.
    SpaceDelimited,
    /// `pipeDelimited`.
    PipeDelimited,
    /// A line of tab-separated values.
    TabDelimited,
    /// A list with this character between its items, and without the name: path and header.
    Separated(char),
    /// `deepObject`.
    DeepObject,
    /// A value that is several segments of a path.
    Segments,
    /// The same with `allowReserved`.
    ReservedSegments,
    /// `cookie`: without encoding.
    Cookie {
        /// Each item as a cookie of its own.
        explode: bool,
    },
    /// The whole query, as JSON text.
    Whole,
}

/// The body of a request.
#[derive(Debug, Clone)]
pub struct Body {
    /// The place in the document.
    pub at: Pointer,
    /// Texts for people.
    pub docs: Docs,
    /// Whether it is required.
    pub required: bool,
    /// Its forms.
    pub content: Vec<Content>,
}

/// One form of a body.
#[derive(Debug, Clone)]
pub struct Content {
    /// The place in the document.
    pub at: Pointer,
    /// The media type, such as `application/json`.
    pub media_type: String,
    /// The media types of files for which the range above stands, if the document lists them.
    pub one_of: Vec<String>,
    /// The reason why it is any media type, if the document has none here.
    pub untyped: Option<Reason>,
    /// Its value; none: any bytes.
    pub schema: Option<SchemaId>,
    /// Whether it is a stream, and the schema describes an item.
    pub is_item: bool,
    /// Whether an event is named `error` by the schema of the item.
    pub names_error: bool,
    /// The encoding of members, in a form or in parts.
    pub encoding: Vec<Encoding>,
    /// How the items of a list are written as parts.
    pub placed: Placed,
    /// The examples of the document, by name.
    pub examples: Vec<Example>,
}

/// How the items of a list are written as parts (`OpenAPI` 3.2, "Encoding By Position").
#[derive(Debug, Clone, Default)]
pub struct Placed {
    /// Those at the first places.
    pub first: Vec<Encoding>,
    /// All others.
    pub others: Option<Encoding>,
}

/// The encoding of a member of a body (`OpenAPI` 3.1.1, "Encoding Object").
#[derive(Debug, Clone)]
pub struct Encoding {
    /// Where it stands.
    pub at: Pointer,
    /// The member; empty for an item of a list.
    pub name: String,
    /// Its media type.
    pub content_type: Option<String>,
    /// Its style in a form.
    pub style: Option<Style>,
    /// The keyword that gives it a style.
    pub styled_by: &'static str,
    /// The headers of the part.
    pub headers: Vec<Header>,
}

/// An example of the document.
#[derive(Debug, Clone)]
pub struct Example {
    /// The place in the document.
    pub at: Pointer,
    /// Its name; empty for the only one.
    pub name: String,
    /// Its summary.
    pub summary: Option<Text>,
    /// The value, which several operations can share.
    pub value: Rc<Value>,
}

/// The value of an example: some documents write its JSON as text.
#[must_use]
pub fn meant(value: &Value) -> Cow<'_, Value> {
    let text = value.as_str().map(str::trim_start);
    let parsed = text
        .filter(|text| text.starts_with(['{', '[']))
        .and_then(|text| serde_json::from_str(text).ok());
    parsed.map_or(Cow::Borrowed(value), Cow::Owned)
}

/// A response of an operation.
#[derive(Debug, Clone)]
pub struct Response {
    /// The place in the document.
    pub at: Pointer,
    /// The name under `components.responses`, if it is a shared one.
    pub shared: Option<String>,
    /// Its status.
    pub status: Status,
    /// Texts for people.
    pub docs: Docs,
    /// Its headers.
    pub headers: Vec<Header>,
    /// Its forms; empty: no body.
    pub content: Vec<Content>,
}

/// A header of a response, or of a part of a body.
#[derive(Debug, Clone)]
pub struct Header {
    /// Where it stands.
    pub at: Pointer,
    /// Its name on the wire.
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// Texts for people.
    pub docs: Docs,
    /// Its value.
    pub schema: SchemaId,
    /// The form of its value, unless it is in the style `simple` without `explode`.
    pub form: Option<HeaderForm>,
    /// Whether a scalar is plain text, as the media type is a range in which text is plain; `false` once that is settled.
    pub as_text: bool,
    /// The notation of a text that the caller reads or writes; none for values that are read or written here.
    pub notation: Option<Notation>,
}

/// The form of a header of a response, or of a part of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeaderForm {
    /// `simple` with `explode`: members of objects as `key=value`.
    Exploded,
    /// JSON text.
    Json,
}

/// The status of a documented response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A single status, such as 404.
    Code(u16),
    /// A class, such as 4 for `4XX`.
    Range(u16),
    /// Every status without a response of its own.
    Default,
}

impl Status {
    /// Whether it has one of the five classes of HTTP (RFC 9110, section 15).
    #[must_use]
    pub fn has_class(self) -> bool {
        !matches!(self, Self::Code(600..) | Self::Range(6..))
    }

    /// Whether it covers statuses of success only.
    #[must_use]
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }
}

impl crate::text::Part for Status {
    fn add(&self, line: &mut String) {
        line.push_str(&self.to_string());
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(class) => write!(f, "{class}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A credential that an operation needs. A comparison is a step: lists of alternatives are compared with each other.
#[derive(Debug, Clone, Eq)]
pub struct Requirement {
    /// The scheme, by its place in [`Api::schemes`](super::Api::schemes).
    pub scheme: usize,
    /// The scopes or roles that the credential must have.
    pub scopes: Vec<String>,
}

impl Ord for Requirement {
    fn cmp(&self, other: &Self) -> Ordering {
        step();
        let schemes = self.scheme.cmp(&other.scheme);
        schemes.then_with(|| self.scopes.cmp(&other.scopes))
    }
}

impl PartialOrd for Requirement {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Requirement {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Hash for Requirement {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.scheme, &self.scopes).hash(state);
    }
}

/// A security scheme.
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// The credential.
    pub kind: SchemeKind,
    /// The document's description.
    pub description: Option<Text>,
    /// The URLs that the caller needs for a credential, in the order of their flows.
    pub urls: Vec<SchemeUrl>,
    /// The format of the token: `bearerFormat`.
    pub format: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
}

/// A URL of a security scheme that the client doesn't ask.
#[derive(Debug, Clone)]
pub struct SchemeUrl {
    /// The flow of OAuth that has it.
    pub flow: Option<&'static str>,
    /// Its keyword.
    pub keyword: &'static str,
    /// The URL.
    pub url: String,
}

/// The form of a credential in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// A key in the header, query parameter or cookie of this name.
    ApiKey(Location, String),
    /// An access token as bearer, from OAuth 2.0 or OpenID Connect.
    Token {
        /// The token endpoint of the client credentials flow, if the document has it.
        client_credentials: Option<TokenUrl>,
    },
    /// The `Authorization` of another HTTP scheme (RFC 9110, section 11), whose name it begins with: the caller writes
    /// it.
    Http(String),
    /// A certificate, which the transport presents.
    Certificate,
}

/// The URL of a token endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenUrl {
    /// A URL with a host.
    Absolute(String),
    /// A reference to be resolved against the base URL without the slash at its end. It begins with `/` or `.`.
    Relative(String),
}
