//! Types.

use super::{Docs, Given, Name, Plan, Raw, ReplyTy};
pub use crate::api::Usage;
use crate::diagnostic::Pointer;
use serde_json::Number;

/// A type's place in [`Crate::types`](super::Crate::types).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// A type of the crate.
#[derive(Debug)]
pub struct TypeDef {
    /// Its name.
    pub name: Name,
    /// Its docs.
    pub docs: Docs,
    /// The places in the document that describe it.
    pub at: Vec<Pointer>,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// Its direction.
    pub usage: Usage,
    /// Whether it is only the sent form of its places, and another type is the received form.
    pub sent_form: bool,
    /// The fields or variants whose values are never printed.
    pub hidden: Vec<Name>,
    /// Whether one of its values is a described secret. Values beside it, or beside this type, can be secrets, too.
    pub secret: bool,
    /// Its shape.
    pub kind: TypeKind,
}

impl TypeDef {
    /// Whether values are made only to be sent: an unused value is a mistake.
    #[must_use]
    pub fn is_only_sent(&self) -> bool {
        self.usage.sent && !self.usage.received
    }

    /// Whether the value of this field or variant is never printed.
    #[must_use]
    pub fn hides(&self, name: &Name) -> bool {
        self.hidden.contains(name)
    }

    /// The types directly in it.
    #[must_use]
    pub fn held(&self) -> Vec<TypeId> {
        let mut held: Vec<TypeId> = self.contents().into_iter().filter_map(Ty::named).collect();
        match &self.kind {
            TypeKind::Struct(lowered) => {
                held.extend(lowered.choice.as_ref().map(|choice| choice.ty));
            }
            TypeKind::Reply(reply) | TypeKind::Webhooks(reply) => {
                held.extend(
                    reply
                        .variants
                        .iter()
                        .filter_map(|variant| match variant.ty {
                            ReplyTy::ByType(id) => Some(id),
                            _ => None,
                        }),
                );
            }
            _ => {}
        }
        held
    }

    /// The types of its contents.
    #[must_use]
    pub fn contents(&self) -> Vec<&Ty> {
        match &self.kind {
            TypeKind::Struct(lowered) => {
                let rest = match &lowered.rest {
                    Rest::Typed(_, ty) => Some(ty),
                    Rest::Closed | Rest::Extra(_) => None,
                };
                lowered
                    .fields
                    .iter()
                    .map(|field| &field.ty)
                    .chain(rest)
                    .collect()
            }
            TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            TypeKind::Choice(choice) => choice.arms.iter().map(|arm| &arm.ty).collect(),
            TypeKind::Headers(fields) => fields.iter().map(|field| &field.ty).collect(),
            TypeKind::Reply(reply) | TypeKind::Webhooks(reply) => reply
                .variants
                .iter()
                .filter_map(|variant| variant.ty.json())
                .collect(),
            TypeKind::Checked(checked) => vec![&checked.of],
            TypeKind::Enum(_) | TypeKind::IntegerEnum(_) => Vec::new(),
        }
    }
}

/// The shape of a type.
#[derive(Debug)]
pub enum TypeKind {
    /// An object with named members.
    Struct(Box<Struct>),
    /// One of some strings, or another.
    Enum(Enum),
    /// One of some integers, or another.
    IntegerEnum(IntegerEnum),
    /// One of several types.
    Union(Box<Union>),
    /// Exactly one of some members of the struct it belongs to.
    Choice(Choice),
    /// A value that its constructor validates.
    Checked(Checked),
    /// The responses of an operation, by status.
    Reply(super::Reply),
    /// The requests of the server, by name.
    Webhooks(super::Reply),
    /// The headers of a response, or of a request of the server.
    Headers(Vec<super::HeaderField>),
}

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Ty {
    /// `true` or `false`.
    Bool,
    /// A whole number of 32 bits.
    I32,
    /// A whole number of 64 bits.
    I64,
    /// A whole number of 64 bits without a sign.
    U64,
    /// A number.
    F64,
    /// A number with all of its digits.
    Decimal,
    /// Seconds since 1970.
    UnixTime,
    /// A string.
    String,
    /// An instant, RFC 3339.
    DateTime,
    /// A day, RFC 3339.
    Date,
    /// Bytes, written in base64.
    Bytes,
    /// A type of another crate: an index into [`Crate::mapped`](super::Crate::mapped).
    Mapped(usize),
    /// Any JSON value.
    Json,
    /// A type of this crate.
    Named(TypeId),
    /// The same, on the heap: this edge closes a cycle.
    Boxed(TypeId),
    /// A list.
    List(Box<Ty>),
    /// A list of a fixed length.
    Array(Box<Ty>, usize),
    /// A map from strings.
    Map(Box<Ty>),
    /// A value or `null`.
    Nullable(Box<Ty>),
    /// A value that can contradict its schema.
    Loose(Box<Ty>),
}

impl Ty {
    /// The type of this crate in it, if there is one.
    #[must_use]
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) | Self::Boxed(id) => Some(*id),
            Self::List(inner)
            | Self::Array(inner, _)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Loose(inner) => inner.named(),
            _ => None,
        }
    }
}

/// A type of another crate that stands for a string format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// The format.
    pub format: Raw,
    /// The segments of the type's path.
    pub path: Vec<Name>,
    /// The package.
    pub dependency: Raw,
    /// The version requirement.
    pub version: Raw,
    /// The features.
    pub features: Vec<Raw>,
}

/// An object with named members, or a list with a type for each of its first items.
#[derive(Debug, Default)]
pub struct Struct {
    /// Whether it is a list: the members' names are then indices.
    pub is_tuple: bool,
    /// Members that always have the same value.
    pub constants: Vec<Constant>,
    /// Members that are stored, in the document's order.
    pub fields: Vec<Field>,
    /// A field for exactly one of several members.
    pub choice: Option<ChoiceField>,
    /// Members that the document doesn't name.
    pub rest: Rest,
    /// The constructors. If the first is named `new`, it takes all required members.
    pub constructors: Vec<Constructor>,
    /// Whether it has a `Default`, because no member is required.
    pub default: bool,
}

/// A member that always has the same value.
#[derive(Debug)]
pub struct Constant {
    /// The member.
    pub wire: Raw,
    /// The value.
    pub value: Literal,
}

/// A constant value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// A string.
    String(Raw),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Number(Number),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
}

/// A member that is stored.
#[derive(Debug)]
pub struct Field {
    /// The field's name.
    pub name: Name,
    /// The member's name.
    pub wire: Raw,
    /// Its docs.
    pub docs: Docs,
    /// Its type when it is present.
    pub ty: Ty,
    /// The form of the argument in constructors and the setter.
    pub given: Given,
    /// Whether it may be missing or null.
    pub presence: Presence,
    /// Whether it is never printed.
    pub secret: bool,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// The setter's name, for an optional member of a type that is sent.
    pub setter: Option<Name>,
}

/// Whether a member may be missing or null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Must be there, not null.
    Required,
    /// Must be there, may be null.
    RequiredNullable,
    /// May be missing.
    Optional,
    /// May be missing or null, the same to who receives it; the field of undescribed members remembers which.
    OptionalNullable,
    /// May be missing, may be null, and the two differ.
    ThreeState,
}

/// A field for exactly one of several members.
#[derive(Debug)]
pub struct ChoiceField {
    /// The field's name.
    pub name: Name,
    /// Its type, a [`Choice`].
    pub ty: TypeId,
}

/// Exactly one of some members.
#[derive(Debug)]
pub struct Choice {
    /// The members.
    pub arms: Vec<Arm>,
}

/// A member of a choice.
#[derive(Debug)]
pub struct Arm {
    /// The variant's name.
    pub name: Name,
    /// The member's name.
    pub wire: Raw,
    /// Its docs.
    pub docs: Docs,
    /// Its value.
    pub ty: Ty,
    /// The function that makes it from text.
    pub constructor: Option<Name>,
    /// Whether it is never printed.
    pub secret: bool,
}

/// Members that the document doesn't name.
#[derive(Debug, Default, PartialEq, Eq)]
pub enum Rest {
    /// No other members.
    #[default]
    Closed,
    /// Any, kept in the field of this name.
    Extra(Name),
    /// Any name with a value of one type, kept in the field of this name.
    Typed(Name, Ty),
}

/// A function that makes a value.
#[derive(Debug)]
pub struct Constructor {
    /// Its name.
    pub name: Name,
    /// Its docs.
    pub docs: Docs,
    /// The fields that it takes, by index.
    pub fields: Vec<usize>,
    /// Whether it takes the choice.
    pub choice: bool,
}

/// A value that its constructor validates.
#[derive(Debug)]
pub struct Checked {
    /// The type of the value: a string, a number or a list.
    pub of: Ty,
    /// The limits of the value.
    pub limits: Vec<Limit>,
    /// Whether it is never printed.
    pub secret: bool,
}

/// A limit of a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    /// The least number of characters.
    MinLength(usize),
    /// The greatest number of characters.
    MaxLength(usize),
    /// The least number of items.
    MinItems(usize),
    /// The greatest number of items.
    MaxItems(usize),
    /// No two items are equal.
    UniqueItems,
    /// The least whole number.
    AtLeast(i128),
    /// The greatest whole number.
    AtMost(i128),
    /// A multiple of a whole number.
    MultipleOf(i128),
    /// The least number.
    Minimum(f64),
    /// The greatest number.
    Maximum(f64),
    /// An exclusive minimum.
    Above(f64),
    /// An exclusive maximum.
    Below(f64),
    /// A multiple of a number.
    Step(f64),
}

/// One of some strings, or another.
#[derive(Debug)]
pub struct Enum {
    /// The values, in the document's order.
    pub values: Vec<Value<Raw>>,
    /// The variant for any other.
    pub unknown: Name,
}

/// One of some integers, or another.
#[derive(Debug)]
pub struct IntegerEnum {
    /// The values, in the document's order.
    pub values: Vec<Value<i64>>,
    /// The variant for any other.
    pub unknown: Name,
}

/// A value of an enum.
#[derive(Debug)]
pub struct Value<T> {
    /// The variant's name.
    pub name: Name,
    /// The value on the wire.
    pub wire: T,
    /// Its docs.
    pub docs: Docs,
    /// Whether the document advises against it.
    pub deprecated: bool,
}

/// One of several types.
#[derive(Debug)]
pub struct Union {
    /// The variants, in the document's order.
    pub variants: Vec<Variant>,
    /// The variant for any other value; none for a type that is only sent, because callers make no other value.
    pub unknown: Option<Name>,
    /// The rules for the variant of a received value.
    pub plan: Plan,
}

/// A variant of a union.
#[derive(Debug)]
pub struct Variant {
    /// Its name.
    pub name: Name,
    /// Its docs.
    pub docs: Docs,
    /// Its content.
    pub ty: Ty,
    /// The members that the union writes where the content doesn't hold them.
    pub tags: Vec<(Raw, Literal)>,
    /// Whether it implements `From` its content: no other variant has the same type.
    pub from: bool,
    /// Whether it implements `From` text: its content does, and no other content.
    pub from_text: bool,
    /// The contents of the union in it from which it implements `From`, too.
    pub inner: Vec<TypeId>,
    /// The function that makes the variant from the parts of its content.
    pub constructor: Option<Name>,
}
