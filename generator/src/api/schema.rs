//! Schemas: the values that they allow.

use crate::api::{OperationId, Status, Text, WebhookId};
use crate::diagnostic::{Pointer, Reason};
use crate::map::IndexMap;
use crate::null::Null;
use crate::number::has_fraction;
use serde_json::{Number, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A schema's place in [`Api::schemas`](super::Api::schemas).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub usize);

/// A schema: the values that it allows, and its docs.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are keywords of the document, each by itself"
)]
pub struct Schema {
    /// The place in the document.
    pub at: Pointer,
    /// The places of the leaves that were merged into it.
    pub also_at: Vec<Pointer>,
    /// The thing that contains it, for its name when it has none of its own.
    pub owner: Owner,
    /// `x-rust-name`: the author's name for it.
    pub rust_name: Option<String>,
    /// `x-ms-discriminator-value`: the value of a discriminator that selects it.
    pub tag: Option<String>,
    /// Texts for people.
    pub docs: Docs,
    /// Further limits of its values; all of them apply.
    pub limits: Vec<Limit>,
    /// The rule for `null`.
    pub null: Null,
    /// Whether it is only received.
    pub read_only: bool,
    /// Whether it is only sent, and never printed.
    pub write_only: bool,
    /// Whether the format is `password`, for any type: the value is never printed.
    pub password: bool,
    /// Whether it is an integer by the format of a `number`: the type allows a fraction.
    pub may_be_fraction: bool,
    /// `default`: the receiver's value when none is sent.
    pub default: Option<DefaultValue>,
    /// `example`: an example value.
    pub example: Option<Rc<Value>>,
    /// The place of the example, if it stands in a part of the schema.
    pub example_at: Option<Pointer>,
    /// `contentSchema`: the schema of the value within the text.
    pub content: Option<SchemaId>,
    /// The received form, if this is a sent form: the two differ by members that only the server writes, or by
    /// examples that contradict the schema.
    pub sent_form_of: Option<SchemaId>,
    /// The annotations of its listed values, by the value: a number by its digits.
    pub annotations: BTreeMap<String, Annotation>,
    /// The shape.
    pub kind: Kind,
}

impl Schema {
    /// The rule of a schema for null alone.
    pub const ONLY_NULL: &str = "`null`";

    /// Whether null is its only value.
    #[must_use]
    pub fn is_null(&self) -> bool {
        let mut limits = self.limits.iter();
        let is_rule =
            |limit: &Limit| matches!(limit, Limit::Rule(rule) if &**rule == Self::ONLY_NULL);
        self.null.is_allowed() && self.kind.is_any() && limits.any(is_rule)
    }

    /// Whether its default, its example or a limit is a number with a fraction.
    #[must_use]
    pub fn shows_fraction(&self) -> bool {
        let default = self.default.as_ref().map(|default| &*default.value);
        let values = default.into_iter().chain(self.example.as_deref());
        let bounds = self.limits.iter().filter_map(|limit| match limit {
            Limit::Minimum(bound)
            | Limit::Above(bound)
            | Limit::Maximum(bound)
            | Limit::Below(bound)
            | Limit::MultipleOf(bound) => Some(&bound.number),
            _ => None,
        });
        let mut numbers = values.filter_map(Value::as_number).chain(bounds);
        numbers.any(has_fraction)
    }
}

/// The name and texts of a listed value.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Annotation {
    /// The document's name for it.
    pub name: Option<String>,
    /// Texts for people.
    pub docs: Docs,
}

/// Texts for people, in the document's form (`CommonMark`).
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
    /// Constraints that the type doesn't enforce, in words.
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

/// A keyword that limits the values of a type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Limit {
    /// `minimum`.
    Minimum(Bound),
    /// `minimum` with `exclusiveMinimum`.
    Above(Bound),
    /// `maximum`.
    Maximum(Bound),
    /// `maximum` with `exclusiveMaximum`.
    Below(Bound),
    /// `multipleOf`.
    MultipleOf(Bound),
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
    /// `contentMediaType` alone.
    Content(Text),
    /// Another keyword that no type enforces, in words.
    Rule(Text),
}

/// The value of `default`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DefaultValue {
    /// The value, with a double in the place of an integer beyond 64 bits.
    pub value: Rc<Value>,
    /// The value as JSON, if it has such integers: with all digits.
    pub exact: Option<Text>,
}

impl DefaultValue {
    /// The value as JSON, with all digits.
    #[must_use]
    pub fn json(&self) -> String {
        let exact = self.exact.as_deref().map(str::to_owned);
        exact.unwrap_or_else(|| self.value.to_string())
    }
}

/// The number of a limit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The number, or the double next to it.
    pub number: Number,
    /// The digits of an integer beyond 64 bits.
    pub digits: Option<Text>,
}

/// The thing that contains a schema.
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
    /// A branch of a union that contains this shared schema.
    Branch(SchemaId, String),
    /// The base itself, as a branch of the union of its derived schemas.
    Base(SchemaId),
    /// The target of an alias with texts of its own.
    Target(SchemaId),
    /// A schema whose sent form this is.
    SentForm(SchemaId),
    /// A request body.
    Request(OperationId),
    /// The body of a request of the server.
    Payload(WebhookId),
    /// The body of a response to the server.
    Acknowledgement(WebhookId),
    /// A parameter of this name in a request of the server.
    WebhookParameter(WebhookId, String),
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
    /// Any JSON value: the schema doesn't restrict it.
    Any,
    /// Any JSON value: the schema can't become a type, for this reason.
    Unknown(Reason),
    /// The same as another schema, with texts or `nullable` of its own.
    Alias(SchemaId),
    /// Another schema, or any other value: the document's own examples show one of another JSON kind, or the
    /// schema describes the members whose names match a pattern alone.
    Loose(SchemaId),
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(IntegerFormat),
    /// A number.
    Number,
    /// A number that keeps all of its digits: `decimal`.
    Decimal,
    /// A string.
    String(StringFormat),
    /// One of some strings.
    StringEnum(Vec<String>),
    /// Any string, some of them listed: a union of enums and plain strings.
    OpenEnum(Vec<String>),
    /// One of some integers.
    IntegerEnum(Vec<i64>),
    /// Always this boolean.
    BooleanConstant(bool),
    /// Always this number.
    NumberConstant(Number),
    /// A list.
    Array(SchemaId),
    /// A list with a schema for each of its first items.
    Tuple(Tuple),
    /// Named members.
    Object(Object),
    /// One of several shapes.
    Union(Union),
}

impl Kind {
    /// Whether it is any JSON value, for any reason.
    #[must_use]
    pub fn is_any(&self) -> bool {
        matches!(self, Self::Any | Self::Unknown(_))
    }
}

/// The range of a whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntegerFormat {
    /// `int32`.
    Int32,
    /// `int64`, and the default.
    Int64,
    /// `uint64`.
    Uint64,
    /// More than 64 bits, by the document's own bounds.
    Beyond {
        /// Whether no number is negative.
        is_unsigned: bool,
    },
    /// Seconds since 1970: `unix-time`.
    UnixTime,
}

/// The format of a string.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StringFormat {
    /// No format, or one without effect on types.
    Plain,
    /// A secret: `password`.
    Password,
    /// `date-time`, RFC 3339.
    DateTime,
    /// `date`, RFC 3339.
    Date,
    /// `byte`: base64.
    Byte,
    /// `binary`: plain bytes, of this media type if the document names one.
    Binary(Option<String>),
    /// Any other, such as `uuid` or `uri`: a string unless client.toml maps it.
    Other(String),
}

impl StringFormat {
    /// The document's keyword for it.
    #[must_use]
    pub fn keyword(&self) -> Option<&str> {
        match self {
            Self::Plain => None,
            Self::Password => Some("password"),
            Self::DateTime => Some("date-time"),
            Self::Date => Some("date"),
            Self::Byte => Some("byte"),
            Self::Binary(_) => Some("binary"),
            Self::Other(format) => Some(format),
        }
    }
}

/// A list with a schema for each of its first items: `prefixItems`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tuple {
    /// The first items.
    pub places: Vec<TuplePlace>,
    /// The items after them.
    pub additional: Additional,
    /// The number of first items that are always there.
    pub least: usize,
}

/// A first item of a tuple.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TuplePlace {
    /// Its schema.
    pub schema: SchemaId,
    /// Its name: from client.toml or the document's author, else its title, else its number.
    pub word: String,
}

/// The name of a place that has no other: its number.
#[must_use]
pub fn place_word(index: usize) -> String {
    const NUMBERS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    match NUMBERS.get(index) {
        Some(number) => (*number).to_owned(),
        None => format!("item_{}", index + 1),
    }
}

/// Named members.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Object {
    /// `properties`, in the document's order.
    pub properties: IndexMap<String, Property>,
    /// Further members.
    pub additional: Additional,
    /// Sets of members of which at least one must be present: `oneOf` or `anyOf` whose branches only list
    /// `required`.
    pub alternatives: Option<Alternatives>,
}

/// A named member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// Its value.
    pub schema: SchemaId,
    /// Whether it is required.
    pub required: bool,
    /// The name in client.toml or the author's: it names the member's type instead, if the member has a type of
    /// its own.
    pub rust_name: Option<String>,
    /// The author's name in the keywords of other generators: it never names the type.
    pub hint: Option<String>,
    /// Whether it is read-only and tells the branches of a union apart, so that requests have it all the same.
    pub is_tag: bool,
}

/// Members that the schema doesn't name (`additionalProperties`), or items after a tuple's first ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Additional {
    /// Any.
    #[default]
    Any,
    /// None.
    Closed,
    /// Values of this schema.
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

/// Sets of members of which at least one must be present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternatives {
    /// The place of the list.
    pub at: Pointer,
    /// Whether exactly one must be present (`oneOf`).
    pub exclusive: bool,
    /// The members of each set.
    pub sets: Vec<Vec<String>>,
}

/// One of several schemas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Union {
    /// The branches, in the document's order.
    pub branches: Vec<SchemaId>,
    /// The member that decides the branch.
    pub discriminator: Option<Discriminator>,
    /// The names of events that decide the branch of their data.
    pub events: Option<EventNames>,
}

/// The names of events that decide the branch of their data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventNames {
    /// The names, each with its branch; several may lead to one branch.
    pub listed: Vec<(String, SchemaId)>,
    /// The branches of events with another name, or without one.
    pub others: Vec<SchemaId>,
    /// The branch whose data is text as it stands, and not JSON.
    pub text: Option<SchemaId>,
}

/// The member that decides the branch of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discriminator {
    /// The member's name.
    pub property: String,
    /// Its values with their branches; several values may lead to one branch.
    pub tags: Vec<(String, SchemaId)>,
    /// The names of shared schemas that `mapping` gives other values: they are received, and never sent.
    pub names: Vec<(String, SchemaId)>,
    /// The branch of objects with another value, or without the member.
    pub default: Option<SchemaId>,
}

impl Discriminator {
    /// All values that select a branch.
    pub fn values(&self) -> impl Iterator<Item = &(String, SchemaId)> {
        self.tags.iter().chain(&self.names)
    }
}
