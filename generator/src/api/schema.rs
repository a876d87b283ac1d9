//! Schemas: what a value may look like.

use crate::api::{HookId, OperationId, Status, Text};
use crate::diagnostic::{Pointer, Reason};
use indexmap::IndexMap;
use serde_json::{Number, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A schema's place in [`Api::schemas`](super::Api::schemas).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub usize);

/// What a value may look like, and what the document says of it.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are keywords of the document, each by itself"
)]
pub struct Schema {
    /// Where it stands.
    pub at: Pointer,
    /// Further places that it speaks for: the leaves that were merged into it.
    pub also_at: Vec<Pointer>,
    /// What it is part of: its name comes from there when it has none.
    pub owner: Owner,
    /// `x-rust-name`: the name that the document's author wishes for.
    pub rust_name: Option<String>,
    /// Texts for people.
    pub docs: Docs,
    /// What its values keep to besides; all of them hold.
    pub limits: Vec<Limit>,
    /// Whether `null` is allowed besides.
    pub nullable: bool,
    /// Only ever received.
    pub read_only: bool,
    /// Only ever sent, and not to be printed.
    pub write_only: bool,
    /// Whether the format is `password`, of any kind: the value is never printed.
    pub password: bool,
    /// `default`: what the receiver takes when the value is absent.
    pub default: Option<Rc<Value>>,
    /// `example`: a value of it.
    pub example: Option<Rc<Value>>,
    /// The schema of the value that the text holds: `contentSchema`.
    pub content: Option<SchemaId>,
    /// What is received where this is sent: the two differ, by members that only the server writes or
    /// by what the examples show.
    pub sent_form_of: Option<SchemaId>,
    /// What it says of the values that it lists, by these: a number by its digits.
    pub annotations: BTreeMap<String, Annotation>,
    /// The shape.
    pub kind: Kind,
}

/// What is said of a value of an enum.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Annotation {
    /// The name that the document has for it.
    pub name: Option<String>,
    /// Texts for people.
    pub docs: Docs,
}

/// Texts for people, as the document has them (`CommonMark`).
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Docs {
    /// `title` or `summary`.
    pub title: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// A link to more, as Markdown: `externalDocs`.
    pub link: Option<Text>,
    /// `deprecated`.
    pub deprecated: bool,
    /// Constraints that the type doesn't hold, in words.
    pub constraints: Option<Text>,
}

impl Docs {
    /// Whether there is a text for people. A link alone is not enough.
    #[must_use]
    pub fn has_text(&self) -> bool {
        self.title.is_some() || self.description.is_some()
    }

    /// The title, if it is short enough to be a name.
    #[must_use]
    pub fn short_title(&self) -> Option<&str> {
        short_title(self.title.as_deref()?)
    }
}

/// A title that is short enough to be a name.
#[must_use]
pub fn short_title(title: &str) -> Option<&str> {
    let title = title.trim();
    let is_short = title.split_whitespace().count() <= 4 && title.len() <= 40;
    (is_short && !title.is_empty()).then_some(title)
}

/// A keyword that says which values of a type are meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Limit {
    /// `minimum`.
    Minimum(Number),
    /// `minimum` with `exclusiveMinimum`.
    Above(Number),
    /// `maximum`.
    Maximum(Number),
    /// `maximum` with `exclusiveMaximum`.
    Below(Number),
    /// `multipleOf`.
    MultipleOf(Number),
    /// `minLength`.
    MinLength(usize),
    /// `maxLength`.
    MaxLength(usize),
    /// `minItems`.
    MinItems(usize),
    /// `maxItems`.
    MaxItems(usize),
    /// `uniqueItems`.
    UniqueItems,
    /// `minProperties`.
    MinProperties(usize),
    /// `maxProperties`.
    MaxProperties(usize),
    /// `pattern`.
    Pattern(Text),
    /// Another keyword that no type holds, in words.
    Rule(Text),
}

/// What a schema is part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// `components.schemas`, under this name.
    Component(String),
    /// A property of this name, or the place of a tuple.
    Property(SchemaId, String),
    /// The items of an array.
    Items(SchemaId),
    /// The values of a map.
    Values(SchemaId),
    /// A branch of a union, by number.
    Variant(SchemaId, usize),
    /// A branch of a union to which this shared schema gives a part.
    Branch(SchemaId, String),
    /// A schema that stands for those derived from it: one that is of none of them.
    Base(SchemaId),
    /// What an alias with a text of its own stands for.
    Target(SchemaId),
    /// A schema that is sent in another form.
    SentForm(SchemaId),
    /// A request body.
    Request(OperationId),
    /// The body of a request of the server.
    Payload(HookId),
    /// The body of a response to the server.
    Acknowledgement(HookId),
    /// A parameter of this name in a request of the server.
    HookParameter(HookId, String),
    /// A response with this status.
    Response(OperationId, Status),
    /// A parameter of this name.
    Parameter(OperationId, String),
    /// A shared response or parameter of this name, or a header of a response.
    Shared(String),
}

/// The shape of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Any JSON value: the schema has no keywords for it.
    Any,
    /// Any JSON value: the schema can't be a type, for this reason.
    Unknown(Reason),
    /// The same as another schema, with texts or `nullable` of its own.
    Alias(SchemaId),
    /// Another schema, or a value of another kind: the document's own examples show it.
    Loose(SchemaId),
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(IntegerFormat),
    /// A number.
    Number,
    /// A string.
    String(StringFormat),
    /// One of some strings.
    StringEnum(Vec<String>),
    /// Any string, of which some are listed: a union of enums and plain strings.
    OpenEnum(Vec<String>),
    /// One of some integers.
    IntegerEnum(Vec<i64>),
    /// Always this boolean.
    BooleanConstant(bool),
    /// A list.
    Array(SchemaId),
    /// A list whose first places have a schema each.
    Tuple(Tuple),
    /// Named members.
    Object(Object),
    /// One of several shapes.
    Union(Union),
}

impl Kind {
    /// Whether it is any JSON value, for whatever reason.
    #[must_use]
    pub fn is_any(&self) -> bool {
        matches!(self, Self::Any | Self::Unknown(_))
    }
}

/// How large a whole number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntegerFormat {
    /// `int32`.
    Int32,
    /// `int64`, and what has no format.
    Int64,
    /// `uint64`.
    Uint64,
    /// Seconds since 1970: `unix-time`.
    UnixTime,
}

/// What is written in a string.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StringFormat {
    /// No format, or one that says nothing for types.
    Plain,
    /// A secret: `password`.
    Password,
    /// `date-time`, RFC 3339.
    DateTime,
    /// `date`, RFC 3339.
    Date,
    /// `byte`: base64.
    Byte,
    /// Any other, such as `uuid` or `uri`: a string unless client.toml maps it.
    Other(String),
}

impl StringFormat {
    /// The word that the document uses for it.
    #[must_use]
    pub fn keyword(&self) -> Option<&str> {
        match self {
            Self::Plain => None,
            Self::Password => Some("password"),
            Self::DateTime => Some("date-time"),
            Self::Date => Some("date"),
            Self::Byte => Some("byte"),
            Self::Other(format) => Some(format),
        }
    }
}

/// A list whose first places have a schema each: `prefixItems`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tuple {
    /// The values at these places.
    pub places: Vec<TuplePlace>,
    /// The items behind them.
    pub additional: Additional,
    /// The number of places that are always there.
    pub least: usize,
}

/// The value at a place of a tuple.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TuplePlace {
    /// Its schema.
    pub schema: SchemaId,
    /// Its name: that of client.toml or of the document's author, else its title, else its number.
    pub word: String,
}

/// Named members.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Object {
    /// `properties`, in the document's order.
    pub properties: IndexMap<String, Property>,
    /// What may stand beside them.
    pub additional: Additional,
    /// Sets of members of which one must be there: `oneOf` or `anyOf` whose branches only list
    /// `required`.
    pub alternatives: Option<Alternatives>,
}

/// A named member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// Its value.
    pub schema: SchemaId,
    /// Whether it must be there.
    pub required: bool,
    /// The name that client.toml or the document's author wishes for: its type's, if that has one of its own.
    pub rust_name: Option<String>,
    /// The name that the document has for it in the words of other generators: never its type's.
    pub hint: Option<String>,
}

/// Members that have no name in the schema (`additionalProperties`), or items without a place of their own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Additional {
    /// Any.
    #[default]
    Any,
    /// None.
    Closed,
    /// Those with a value of this shape.
    Schema(SchemaId),
}

impl Additional {
    /// The schema of their values.
    #[must_use]
    pub fn schema(self) -> Option<SchemaId> {
        match self {
            Self::Schema(values) => Some(values),
            Self::Any | Self::Closed => None,
        }
    }
}

/// Sets of members of which one must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternatives {
    /// Where the list of them stands.
    pub at: Pointer,
    /// Whether at most one may be there (`oneOf`) or more (`anyOf`).
    pub exclusive: bool,
    /// The members of each set.
    pub sets: Vec<Vec<String>>,
}

/// One of several shapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Union {
    /// The branches, in the document's order.
    pub branches: Vec<SchemaId>,
    /// The member that tells which.
    pub discriminator: Option<Discriminator>,
}

/// The member that tells which branch a value is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discriminator {
    /// The member's name.
    pub property: String,
    /// Its value for each branch; several values may lead to one branch.
    pub tags: Vec<(String, SchemaId)>,
    /// The branch of objects with another value, or without the member.
    pub default: Option<SchemaId>,
}
