//! The keywords of a schema, without the schemas that are its parts.

use super::{Additional, Api, IntegerFormat, Kind, Object, SchemaId, StringFormat, Tuple, Union};
use crate::map::IndexMap;
use serde_json::Number;

/// The keywords of a schema's kind without its parts, which [`children`](super::children) lists in the same order: of
/// two schemas with equal outlines and equal parts, each allows the values of the other.
#[derive(Debug, PartialEq, Eq, Hash)]
pub enum Outline<'a> {
    /// Any JSON value, for any reason.
    Any,
    /// Its part.
    Alias,
    /// Its part, or a value of another JSON kind.
    Loose,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(IntegerFormat),
    /// A number.
    Number,
    Decimal,
    /// A string.
    String(&'a StringFormat),
    /// One of some strings.
    StringEnum(&'a [String]),
    /// Any string, some of them listed.
    OpenEnum(&'a [String]),
    /// One of some integers.
    IntegerEnum(&'a [i64]),
    /// Always this boolean.
    BooleanConstant(bool),
    /// Always this number.
    NumberConstant(&'a Number),
    /// A list of its part.
    Array,
    /// A list with a part for each of its first items.
    Tuple {
        /// The names of the first items.
        words: Vec<&'a str>,
        /// The items after them.
        rest: Rest,
        /// The number of first items that are always there.
        least: usize,
    },
    /// Named members.
    Object {
        /// The members.
        members: Vec<Member<'a>>,
        /// The members without a name.
        rest: Rest,
        /// Whether exactly one of the sets must be present, and the sets.
        alternatives: Option<(bool, &'a [Vec<String>])>,
    },
    /// One of its parts.
    Union {
        /// Their number.
        branches: usize,
        /// The member that decides.
        choice: Option<Choice<'a>>,
        /// The events that decide.
        events: Option<Choice<'a>>,
    },
}

/// The other items of a tuple, or the other members of an object.
#[derive(Debug, PartialEq, Eq, Hash)]
pub enum Rest {
    /// Any values.
    Any,
    /// Nothing.
    Closed,
    /// Values of the last part.
    Part,
}

/// A member of an object, without its schema.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Member<'a> {
    name: &'a str,
    required: bool,
    rust_name: Option<&'a str>,
    hint: Option<&'a str>,
    is_tag: bool,
}

/// The member that decides the branch of a value.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Choice<'a> {
    member: &'a str,
    /// Its values with the indices of their branches.
    values: Vec<(&'a str, Option<usize>)>,
    /// The index of the branch of other values.
    default: Option<usize>,
}

impl<'a> Outline<'a> {
    /// The outline of a schema.
    #[must_use]
    pub fn of(api: &'a Api, id: SchemaId) -> Self {
        match &api[id].kind {
            Kind::Any | Kind::Unknown(_) => Self::Any,
            Kind::Alias(_) => Self::Alias,
            Kind::Loose(_) => Self::Loose,
            Kind::Boolean => Self::Boolean,
            Kind::Integer(format) => Self::Integer(*format),
            Kind::Number => Self::Number,
            Kind::Decimal => Self::Decimal,
            Kind::String(format) => Self::String(format),
            Kind::StringEnum(values) => Self::StringEnum(values),
            Kind::OpenEnum(values) => Self::OpenEnum(values),
            Kind::IntegerEnum(values) => Self::IntegerEnum(values),
            Kind::BooleanConstant(value) => Self::BooleanConstant(*value),
            Kind::NumberConstant(value) => Self::NumberConstant(value),
            Kind::Array(_) => Self::Array,
            Kind::Tuple(tuple) => Self::tuple(tuple),
            Kind::Object(object) => Self::object(object),
            Kind::Union(union) => Self::union(union),
        }
    }

    fn tuple(tuple: &'a Tuple) -> Self {
        Self::Tuple {
            words: tuple.places.iter().map(|place| &*place.word).collect(),
            rest: tuple.additional.into(),
            least: tuple.least,
        }
    }

    fn object(object: &'a Object) -> Self {
        let members = object.properties.iter().map(|(name, property)| Member {
            name,
            required: property.required,
            rust_name: property.rust_name.as_deref(),
            hint: property.hint.as_deref(),
            is_tag: property.is_tag,
        });
        let alternatives = object.alternatives.as_ref();
        Self::Object {
            members: members.collect(),
            rest: object.additional.into(),
            alternatives: alternatives.map(|sets| (sets.exclusive, &*sets.sets)),
        }
    }

    fn union(union: &'a Union) -> Self {
        let branches = union.branches.iter().enumerate();
        let branches: IndexMap<SchemaId, usize> =
            branches.map(|(index, branch)| (*branch, index)).collect();
        let choice = union.discriminator.as_ref().map(|discriminator| {
            let values = discriminator.values();
            let values = values.map(|(value, id)| (&**value, branches.get(id).copied()));
            let default = discriminator.default.as_ref();
            Choice {
                member: &discriminator.property,
                values: values.collect(),
                default: default.and_then(|id| branches.get(id).copied()),
            }
        });
        let events = union.events.as_ref().map(|events| {
            let others = events.others.iter().map(|id| ("", *id));
            let listed = events.listed.iter().map(|(name, id)| (&**name, *id));
            let all = others.chain(listed);
            Choice {
                member: "event",
                values: all
                    .map(|(name, id)| (name, branches.get(&id).copied()))
                    .collect(),
                default: events.text.and_then(|id| branches.get(&id).copied()),
            }
        });
        Self::Union {
            branches: union.branches.len(),
            choice,
            events,
        }
    }
}

impl From<Additional> for Rest {
    fn from(additional: Additional) -> Self {
        match additional {
            Additional::Any => Self::Any,
            Additional::Closed => Self::Closed,
            Additional::Schema(_) => Self::Part,
        }
    }
}
