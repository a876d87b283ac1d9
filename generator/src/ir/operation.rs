//! Operations.

use super::{
    Asks, Docs, Example, Feature, Given, Json, Line, Mentions, Name, Params, Presence, Raw,
    RequestBody, Ty, TypeId,
};
use crate::api::{HeaderForm, Location, Method, Status, Style};
use crate::diagnostic::Reason;
use crate::text::say;

/// An operation of the server.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are facts of the document, each by itself"
)]
pub struct Operation {
    /// The method's name on the client.
    pub name: Name,
    /// The name of its marker type.
    pub marker: Name,
    /// Its docs.
    pub docs: Docs,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// The HTTP method.
    pub method: Method,
    /// The path template.
    pub path: Raw,
    /// Required parameters that always have the same value, or have it unless a setter gives another.
    pub constants: Vec<ConstantParameter>,
    /// Required parameters: arguments of the method, in their order, or fields of the struct of its arguments.
    pub arguments: Vec<Parameter>,
    /// Optional parameters, and required ones with a default: setters on the call.
    pub setters: Vec<Parameter>,
    /// The request body.
    pub body: RequestBody,
    /// The struct of its arguments, if they are many.
    pub params: Option<Params>,
    /// The type of a success.
    pub output: ReplyTy,
    /// The type of an error.
    pub error: ReplyTy,
    /// The types of the documented responses, by status.
    pub responses: Vec<(Status, ReplyTy)>,
    /// The types of the documented responses' headers.
    pub headers: Vec<TypeId>,
    /// The value of `Accept`.
    pub accept: Raw,
    /// The statuses of redirection that are an outcome; 3 stands for the whole class.
    pub redirects: Vec<u16>,
    /// The media types of a success, if it can be bytes or text.
    pub media_types: Vec<Raw>,
    /// Alternative sets of credentials.
    pub security: Vec<Vec<Requirement>>,
    /// Its own server, among the [places](super::Servers::places).
    pub server: Option<usize>,
    /// The header of its idempotency key, which each call generates.
    pub idempotency_key: Option<Raw>,
    /// Headers of this operation that are settings of the client.
    pub client_headers: Vec<Raw>,
    /// Those of them that the operation requires.
    pub required_headers: Vec<Raw>,
    /// The rules for the pages of its list, if its response is a page.
    pub paging: Option<Paging>,
    /// The reason why a list that has pages is not walked.
    pub unpaged: Option<Reason>,
    /// The part of the body that asks for a stream with `true`.
    pub asks: Option<Asks>,
    /// The headers, query parameters and cookies that are secrets, those of the client among them.
    pub secrets: Vec<Raw>,
    /// Whether the body can hold a secret.
    pub secret_body: bool,
    /// Whether the body of a response is a secret itself, or a list or map of secrets.
    pub secret_reply: bool,
    /// The statuses of described errors, 4 for all of a class and 0 for the default, and whether the body is a secret
    /// itself, or a list or map of secrets. Empty if no body is one.
    pub secret_errors: Vec<(u16, bool)>,
    /// Whether the document describes events named `error`.
    pub error_events: bool,
    /// The word that assigns it to a module: its first tag, else the first word of its path.
    pub group: Raw,
    /// The group of its method, among [`Crate::groups`](super::Crate::groups); none: the client.
    pub group_of: Option<usize>,
    /// The Cargo feature that compiles it; none: it is always compiled.
    pub feature: Option<Feature>,
    /// Calls with the values of the document's examples.
    pub examples: Vec<CallExample>,
    /// Example responses of the document.
    pub answers: Vec<AnswerExample>,
}

/// Operations with a type of their own for their methods.
#[derive(Debug)]
pub struct Group {
    /// The method of the client that returns it.
    pub method: Name,
    /// The type.
    pub ty: Name,
    /// Its docs.
    pub docs: Docs,
    /// The Cargo features that compile it, each by itself; none: it is always compiled.
    pub gate: Vec<Feature>,
}

/// The path to a method, from the client.
#[must_use]
pub fn from_client(group: Option<&Name>, method: &Name) -> Line {
    match group {
        Some(group) => say("{}().{}", &[group, method]),
        None => say("{}", &[method]),
    }
}

/// The rules for the pages of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct Paging {
    /// The request for the next page.
    pub rule: PageRule,
    /// The query parameters, with their values, without which the server has no pages by this rule.
    pub with: Vec<(Raw, Raw)>,
    /// The path to the member that says that no page follows; empty without such a member, and beside one that says
    /// that more do.
    pub last: Vec<Raw>,
    /// The query parameters that ask for the pages before.
    pub back: Vec<Raw>,
    /// The place of the items.
    pub items: PageItems,
    /// The type of an item.
    pub item: Ty,
}

/// The place of the items in a response.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PageItems {
    /// The variant of the response that is a page, with its type; none: the response is the page.
    pub variant: Option<(TypeId, Name)>,
    /// The fields that lead to the list; none: the page is the list.
    pub way: Vec<PageStep>,
}

/// A field on the way to the items of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageStep {
    /// The field's name.
    pub name: Name,
    /// The member's name.
    pub wire: Raw,
    /// The presence of the member.
    pub presence: Presence,
}

/// The request for the next page of a list.
#[derive(Debug, PartialEq, Eq)]
pub enum PageRule {
    /// A member of the response is the value of a query parameter, or the URL of the next page.
    Cursor {
        /// The parameter, if there is one.
        parameter: Option<Raw>,
        /// The path to the member.
        member: Vec<Raw>,
        /// The path to the member that tells of further pages; empty without such a member.
        more: Vec<Raw>,
    },
    /// A member of the response is the value of a member of the JSON body.
    Body {
        /// The path to the member of the body.
        into: Vec<Raw>,
        /// The path to the member of the response.
        member: Vec<Raw>,
        /// The path to the member that says whether more pages follow; empty without such a member.
        more: Vec<Raw>,
    },
    /// The id of the last item is the value of a query parameter: while a member is `true`, or else until a page is
    /// empty.
    LastId {
        /// The parameter.
        parameter: Raw,
        /// The path to the items.
        items: Vec<Raw>,
        /// The member of an item.
        id: Raw,
        /// The path to the member that says whether more pages follow; empty without such a member.
        more: Vec<Raw>,
    },
    /// A query parameter is the number of items before the page, or the number of its first item.
    Offset {
        /// The parameter.
        parameter: Raw,
        /// The number of the first item of all.
        first: u64,
        /// The path to the member with the number of all items; empty without such a member.
        total: Vec<Raw>,
        /// The path to the member with the number of items that the page has room for; empty without such a member.
        limit: Vec<Raw>,
        /// The path to the member that says whether more pages follow; empty without such a member.
        more: Vec<Raw>,
    },
    /// A query parameter is the number of the page.
    Number {
        /// The parameter.
        parameter: Raw,
        /// The number of the first page.
        first: u64,
        /// The path to the member with the number of the page; empty without such a member.
        own: Vec<Raw>,
        /// The path to the member with the number of all pages; empty without such a member.
        pages: Vec<Raw>,
        /// The path to the member that says whether more pages follow; empty without such a member.
        more: Vec<Raw>,
    },
    /// A query parameter is the number of the page, and a header has the number of all pages.
    Numbered {
        /// The parameter.
        parameter: Raw,
        /// The number of the first page.
        first: u64,
        /// The header.
        header: Raw,
    },
    /// A header of the response is the value of a query parameter, or the URL of the next page.
    Header {
        /// The parameter, if there is one.
        parameter: Option<Raw>,
        /// The header.
        header: Raw,
    },
    /// The header `Link` has the URL of the next page.
    Link,
}

/// A credential that an operation needs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Requirement {
    /// The scheme, by its place in [`Crate::schemes`](super::Crate::schemes).
    pub scheme: usize,
    /// The scopes or roles that the credential must have.
    pub scopes: Vec<Raw>,
}

/// A call with the values of an example of the document.
#[derive(Debug, PartialEq)]
pub struct CallExample {
    /// The example's summary, in a line.
    pub title: Option<Line>,
    /// The arguments.
    pub arguments: Vec<Example>,
    /// The argument of the setter of an optional body.
    pub body: Option<Example>,
    /// Whether types are written with their module, because one of them would hide another name in the example.
    pub qualified: bool,
}

impl CallExample {
    /// The names that it needs in scope.
    #[must_use]
    pub fn mentions(&self) -> Mentions {
        let mut mentions = Mentions::default();
        for example in self.arguments.iter().chain(&self.body) {
            example.mention(&mut mentions);
        }
        mentions
    }
}

/// An example response of the document.
#[derive(Debug, PartialEq, Eq)]
pub struct AnswerExample {
    /// The example's summary, in a line.
    pub title: Option<Line>,
    /// Whether it is a success.
    pub success: bool,
    /// The type of its body.
    pub ty: TypeId,
    /// The lines of its JSON.
    pub json: Json,
    /// Whether the docs also show code that reads it, compiled as a test.
    pub compiled: bool,
}

/// A value sent outside the body.
#[derive(Debug)]
pub struct Parameter {
    /// The argument's or setter's name.
    pub name: Name,
    /// The parameter's name.
    pub wire: Raw,
    /// Its docs.
    pub docs: Docs,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// Its location in the request.
    pub location: Location,
    /// Its style; none: JSON text.
    pub style: Option<Style>,
    /// How it is written as a part of the body.
    pub part: Option<Part>,
    /// Its value.
    pub ty: Ty,
    /// The form of the argument.
    pub given: Given,
    /// Whether the value can hold a secret.
    pub secret: bool,
}

/// How a parameter is written as a part of the body, with its media type, empty for the usual one; or as the query.
#[derive(Debug)]
pub enum Part {
    /// A value.
    Value(Raw),
    /// Values that are a part each.
    Values(Raw),
    /// An object as a form, or several.
    Form(Raw),
    /// A list, with this character between its items.
    Joined(char),
    /// A file, or several: the media type, or those that each can have.
    File(Raw),
    /// A value in a notation that the caller writes, or several: as for a file.
    Text(Raw),
    /// Parts that the document doesn't name.
    Others,
    /// A header of the part: its name, and its form unless it is the usual one.
    Header(Raw, Option<HeaderForm>),
    /// The whole query: its members, with the unusual styles among them; none for JSON text.
    Query(Vec<(Raw, Option<Style>)>),
    /// A text that is a form, outside the body: the same.
    FormText(Vec<(Raw, Option<Style>)>),
}

/// A parameter with a known value.
#[derive(Debug)]
pub struct ConstantParameter {
    /// The parameter's name.
    pub wire: Raw,
    /// Its location in the request.
    pub location: Location,
    /// Its style; none: JSON text.
    pub style: Option<Style>,
    /// How it is written as a part of the body.
    pub part: Option<Part>,
    /// The value.
    pub value: ConstantValue,
}

/// The known value of a parameter.
#[derive(Debug)]
pub enum ConstantValue {
    /// Text.
    Text(Raw),
    /// A whole number.
    Integer(i64),
    /// A whole number that signed 64 bits don't hold.
    Unsigned(u64),
    /// A number.
    Number(f64),
    /// A truth value.
    Bool(bool),
    /// Null.
    Null,
}

/// The form of a response body.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ReplyTy {
    /// No body is read.
    Empty,
    /// JSON of a type.
    Json(Ty),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// By status: a [`Reply`].
    ByStatus(TypeId),
    /// By media type: a [`Reply`].
    ByType(TypeId),
    /// Server-sent events, each with a value of this form.
    Events(Box<ReplyTy>),
    /// A value of this form on each line.
    Lines(Box<ReplyTy>),
}

impl ReplyTy {
    /// Whether it is read item by item.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        matches!(self, Self::Events(_) | Self::Lines(_))
    }

    /// The type of this crate that it names.
    #[must_use]
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Self::Json(ty) => ty.named(),
            Self::ByStatus(id) | Self::ByType(id) => Some(*id),
            Self::Events(item) | Self::Lines(item) => item.named(),
            Self::Empty | Self::Text | Self::Bytes => None,
        }
    }

    /// The type of a JSON body.
    #[must_use]
    pub fn json(&self) -> Option<&Ty> {
        match self {
            Self::Json(ty) => Some(ty),
            _ => None,
        }
    }
}

/// The responses of an operation, by status or by media type.
#[derive(Debug)]
pub struct Reply {
    /// The variants, sorted by status; or by preference.
    pub variants: Vec<ReplyVariant>,
    /// The variant for any other status; none by media type, where an undescribed one is an error.
    pub unknown: Option<Name>,
    /// The variant of a success without a body, for a success whose body is missing.
    pub blank: Option<Name>,
    /// The statuses without content among those of ranges that are described with content: they are other statuses.
    pub bare: Vec<u16>,
}

/// A response.
#[derive(Debug)]
pub struct ReplyVariant {
    /// Its name.
    pub name: Name,
    /// Its docs.
    pub docs: Docs,
    /// The responses of this variant.
    pub when: When,
    /// The form of their bodies.
    pub ty: ReplyTy,
    /// Whether a response with another body is one of the [unknown](Reply::unknown) variant.
    pub or_other: bool,
}

/// The responses of a variant.
#[derive(Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// Responses of a status.
    Status(Status),
    /// Responses of these media types.
    Type(Vec<Raw>),
    /// Requests of the server by a route.
    Route(Route),
}

/// A request that the server makes.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Route {
    /// The HTTP method.
    pub method: Method,
    /// Its name.
    pub wire: Raw,
    /// The media type of a body without `Content-Type`; empty without a body.
    pub media_type: Raw,
    /// Whether the body can't be left out.
    pub required: bool,
    /// The members of a form that aren't text; `None`: a form isn't read as JSON.
    pub form: Option<Vec<(Raw, FormField)>>,
}

/// A member of a form that isn't text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FormField {
    /// A list.
    List,
    /// An object.
    Json,
    /// A number or a boolean.
    Literal,
}

/// The requests that the server makes: the webhooks, or the callbacks of an operation.
#[derive(Debug)]
pub struct Webhooks {
    /// The enum over them, a [`TypeKind::Webhooks`](super::TypeKind::Webhooks).
    pub ty: TypeId,
    /// The marker type of the operation with these callbacks; none: webhooks.
    pub of: Option<Name>,
}

/// A header of a response, or of a request of the server.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct HeaderField {
    /// The field's name.
    pub name: Name,
    /// The header's name.
    pub wire: Raw,
    /// Its docs.
    pub docs: Docs,
    /// Its value.
    pub ty: Ty,
    /// The form of its value, unless it is in the style `simple` without `explode`.
    pub form: Option<HeaderForm>,
}
