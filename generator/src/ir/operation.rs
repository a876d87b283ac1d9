//! Operations.

use super::{Docs, Example, Feature, Given, Json, Line, Name, Raw, Ty, TypeId};
use crate::api::{Location, Method, Status, Style};

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
    /// Alternatives of which one must hold.
    pub security: Vec<Vec<Requirement>>,
    /// A server of its own, among the [places](super::Servers::places).
    pub server: Option<usize>,
    /// Headers that are settings of the client and belong to this operation.
    pub client_headers: Vec<Raw>,
    /// Whether a parameter or the body can hold a secret.
    pub secret: bool,
    /// Whether the body of a response is a secret itself, or a list or map of secrets.
    pub secret_reply: bool,
    /// The word by which it is put into a module: its first tag, else the first word of its path.
    pub group: Raw,
    /// The Cargo feature that it is compiled with; none: always.
    pub feature: Option<Feature>,
    /// Calls as the document's examples make them.
    pub examples: Vec<CallExample>,
    /// Answers as the document shows them.
    pub answers: Vec<AnswerExample>,
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
    },
}

/// What a request body is written as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyTy {
    /// JSON of a type.
    Json(Ty),
    /// `application/x-www-form-urlencoded` of a type.
    Form(Ty),
    /// Bytes as they are.
    Bytes,
}

/// What a body is read as.
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

impl ReplyTy {
    /// The type of a JSON body.
    #[must_use]
    pub fn json(&self) -> Option<&Ty> {
        match self {
            Self::Json(ty) => Some(ty),
            _ => None,
        }
    }
}

/// What an operation answers, by status.
#[derive(Debug)]
pub struct Reply {
    /// The variants, sorted by status.
    pub variants: Vec<ReplyVariant>,
    /// The variant for any other status.
    pub unknown: Name,
}

/// An answer.
#[derive(Debug)]
pub struct ReplyVariant {
    /// Its name.
    pub name: Name,
    /// Its docs.
    pub docs: Docs,
    /// For which status.
    pub status: Status,
    /// What its body is read as.
    pub ty: ReplyTy,
}

/// A header of a response.
#[derive(Debug)]
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
