//! Operations.

use super::{Docs, Example, Feature, Given, Json, Line, Mentions, Name, Presence, Raw, Ty, TypeId};
use crate::api::{Location, Method, Status, Style};
use crate::text::say;

/// Something that can be asked of the server.
#[derive(Debug)]
pub struct Operation {
    /// The method's name on the client.
    pub name: Name,
    /// The name of the type that stands for it.
    pub marker: Name,
    /// Its docs.
    pub docs: Docs,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// The HTTP method.
    pub method: Method,
    /// The path template.
    pub path: Raw,
    /// Required parameters that have one value only.
    pub constants: Vec<ConstantParameter>,
    /// Required parameters: arguments of the method, in their order.
    pub arguments: Vec<Parameter>,
    /// Optional parameters: setters on the call.
    pub setters: Vec<Parameter>,
    /// What is sent.
    pub body: RequestBody,
    /// What a success is read as.
    pub output: ReplyTy,
    /// What an error is read as.
    pub error: ReplyTy,
    /// The types of the documented responses, by status.
    pub responses: Vec<(Status, ReplyTy)>,
    /// The types of the documented responses' headers.
    pub headers: Vec<TypeId>,
    /// Media types that the caller understands.
    pub accept: Raw,
    /// The statuses of redirection that are an outcome; a class, 3, for all.
    pub redirects: Vec<u16>,
    /// The media types of a success, if it can be bytes or text.
    pub media_types: Vec<Raw>,
    /// Alternatives of which one must hold.
    pub security: Vec<Vec<Requirement>>,
    /// A server of its own, among the [places](super::Servers::places).
    pub server: Option<usize>,
    /// The header of its idempotency key, which each call makes.
    pub idempotency_key: Option<Raw>,
    /// Headers that are settings of the client and belong to this operation.
    pub client_headers: Vec<Raw>,
    /// How the pages of its list are walked, if its response is a page of one.
    pub paging: Option<Paging>,
    /// The member of the body that is `true`, to ask for a stream.
    pub asks: Option<Raw>,
    /// Whether a parameter or the body can hold a secret.
    pub secret: bool,
    /// Whether the body of a response is a secret itself, or a list or map of secrets.
    pub secret_reply: bool,
    /// The word by which it is put into a module: its first tag, else the first word of its path.
    pub group: Raw,
    /// The group that has its method, among [`Crate::groups`](super::Crate::groups); none: the client.
    pub group_of: Option<usize>,
    /// The Cargo feature that it is compiled with; none: always.
    pub feature: Option<Feature>,
    /// Calls as the document's examples make them.
    pub examples: Vec<CallExample>,
    /// Answers as the document shows them.
    pub answers: Vec<AnswerExample>,
}

/// Operations whose methods stand together.
#[derive(Debug)]
pub struct Group {
    /// The method of the client that gives it.
    pub method: Name,
    /// The type.
    pub ty: Name,
    /// Its docs.
    pub docs: Docs,
}

/// A method, as it is found from the client.
#[must_use]
pub fn from_client(group: Option<&Name>, method: &Name) -> Line {
    match group {
        Some(group) => say("{}().{}", &[group, method]),
        None => say("{}", &[method]),
    }
}

/// How the pages of a list are walked.
#[derive(Debug, PartialEq, Eq)]
pub struct Paging {
    /// How the next page is asked for.
    pub rule: PageRule,
    /// Where the items are.
    pub items: PageItems,
    /// An item.
    pub item: Ty,
}

/// Where the items of a page are.
#[derive(Debug, PartialEq, Eq)]
pub enum PageItems {
    /// The page is the list.
    Whole,
    /// In a field.
    Member {
        /// The field's name.
        name: Name,
        /// The member's name.
        wire: Raw,
        /// When it is there.
        presence: Presence,
    },
}

/// How the next page of a list is asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum PageRule {
    /// A member of the response is the value of a query parameter, or the URL of the next page.
    Cursor {
        /// The parameter, if there is one.
        parameter: Option<Raw>,
        /// The way to the member.
        member: Vec<Raw>,
        /// The way to the member that tells whether there are more; empty: there is none.
        more: Vec<Raw>,
    },
    /// The id of the last item is the value of a query parameter, while a member is `true`.
    LastId {
        /// The parameter.
        parameter: Raw,
        /// The way to the items.
        items: Vec<Raw>,
        /// The member of an item.
        id: Raw,
        /// The way to the member that tells whether there are more.
        more: Vec<Raw>,
    },
    /// A query parameter is the number of items before the page.
    Offset {
        /// The parameter.
        parameter: Raw,
    },
    /// A query parameter is the number of the page.
    Number {
        /// The parameter.
        parameter: Raw,
        /// The number of the first page.
        first: u64,
    },
    /// A header has the URL of the next page.
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

/// A call as an example of the document makes it.
#[derive(Debug, PartialEq)]
pub struct CallExample {
    /// What it shows, in a line.
    pub title: Option<Line>,
    /// The arguments.
    pub arguments: Vec<Example>,
    /// A body that may be left out: what its setter takes.
    pub body: Option<Example>,
    /// Whether types are named with their module: one would hide a name that the example uses.
    pub qualified: bool,
}

impl CallExample {
    /// The names that it takes from outside.
    #[must_use]
    pub fn mentions(&self) -> Mentions {
        let mut mentions = Mentions::default();
        for example in self.arguments.iter().chain(&self.body) {
            example.mention(&mut mentions);
        }
        mentions
    }
}

/// An answer as an example of the document shows it.
#[derive(Debug, PartialEq, Eq)]
pub struct AnswerExample {
    /// What it shows, in a line.
    pub title: Option<Line>,
    /// Whether it is one of success.
    pub success: bool,
    /// What it is read as.
    pub ty: TypeId,
    /// The answer's lines of JSON.
    pub json: Json,
    /// Whether how it is read is shown too, and compiled as a test.
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
    /// Where it is sent.
    pub location: Location,
    /// How it is written there; none: as JSON text.
    pub style: Option<Style>,
    /// The media type of a part of the body; empty for the usual one.
    pub part: Option<Raw>,
    /// Its value.
    pub ty: Ty,
    /// The form of the argument.
    pub given: Given,
}

/// A value sent outside the body that is always the same.
#[derive(Debug)]
pub struct ConstantParameter {
    /// The parameter's name.
    pub wire: Raw,
    /// Where it is sent.
    pub location: Location,
    /// How it is written there; none: as JSON text.
    pub style: Option<Style>,
    /// The value.
    pub value: ConstantValue,
}

/// The value of a parameter that is always the same.
#[derive(Debug)]
pub enum ConstantValue {
    /// Text.
    Text(Raw),
    /// A whole number.
    Integer(i64),
    /// A truth value.
    Bool(bool),
}

/// What is sent.
#[derive(Debug, PartialEq, Eq)]
pub enum RequestBody {
    /// Nothing.
    None,
    /// A JSON object that is made of the arguments of its `new`: it has no other members.
    Members(TypeId),
    /// The parameters that are parts.
    Parts {
        /// Whether it is sent without a part too: it is required, and none of its parts is.
        begun: bool,
    },
    /// One value.
    Value {
        /// The name of the argument or, if it may be left out, of the setter.
        name: Name,
        /// Whether it must be there.
        required: bool,
        /// What it is written as.
        ty: BodyTy,
        /// The form of the argument.
        given: Given,
        /// The media type that is sent.
        media_type: Raw,
        /// The argument for the media type, where the document has a range.
        content_type: Option<Name>,
    },
}

impl RequestBody {
    /// Whether it is one value of `application/json`.
    #[must_use]
    pub fn is_plain_json(&self) -> bool {
        matches!(
            self,
            Self::Value { ty: BodyTy::Json(_), media_type, .. } if *media_type == "application/json"
        )
    }
}

/// What a request body is written as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyTy {
    /// JSON of a type.
    Json(Ty),
    /// `application/x-www-form-urlencoded` of a type; the styles of members that are not in the usual one, none
    /// for JSON text.
    Form(Ty, Vec<(Raw, Option<Style>)>),
    /// Parts that no object describes.
    Parts,
    /// Bytes as they are.
    Bytes,
    /// Bytes of a media type that the caller chooses.
    Ranged,
}

/// What a body is read as.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ReplyTy {
    /// Nothing is read.
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
    /// Events of the server, each with a value of this.
    Events(Box<ReplyTy>),
    /// A value of this on each line.
    Lines(Box<ReplyTy>),
}

impl ReplyTy {
    /// Whether it is read item by item.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        matches!(self, Self::Events(_) | Self::Lines(_))
    }

    /// The type that it names.
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
    /// The variant for any other status; a media type that isn't described is an error.
    pub unknown: Option<Name>,
    /// The variant of a success without a body, for one whose body is missing.
    pub blank: Option<Name>,
}

/// An answer.
#[derive(Debug)]
pub struct ReplyVariant {
    /// Its name.
    pub name: Name,
    /// Its docs.
    pub docs: Docs,
    /// For which responses.
    pub when: When,
    /// What its body is read as.
    pub ty: ReplyTy,
}

/// The responses of a variant.
#[derive(Debug, PartialEq, Eq)]
pub enum When {
    /// Those of a status.
    Status(Status),
    /// Those of one of some media types.
    Type(Vec<Raw>),
    /// Requests of the server by a route.
    Route(Route),
}

/// A request that the server makes.
#[derive(Debug, PartialEq, Eq)]
pub struct Route {
    /// The HTTP method.
    pub method: Method,
    /// Its name.
    pub wire: Raw,
    /// The media type of a body that doesn't say; empty without a body.
    pub media_type: Raw,
    /// The members of a form that aren't text.
    pub fields: Vec<(Raw, FormField)>,
}

/// A member of a form that isn't text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormField {
    /// A list.
    List,
    /// An object.
    Json,
}

/// The requests that the server makes: the webhooks, or the callbacks of an operation.
#[derive(Debug)]
pub struct Hooks {
    /// The enum over them, a [`TypeKind::Hooks`](super::TypeKind::Hooks).
    pub ty: TypeId,
    /// The type that stands for the operation whose callbacks they are; none: webhooks.
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
}
