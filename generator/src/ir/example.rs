//! Values of the document's examples, as Rust expressions.

use super::{Docs, Json, Name, Raw, Ty, TypeId};
use std::collections::BTreeSet;

/// An expression that makes a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Example {
    /// A string that is converted to the expected type.
    Text(Raw),
    /// A string slice.
    Str(Raw),
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Seconds since 1970.
    UnixTime(i64),
    /// A decimal number.
    Decimal(f64),
    /// A value that may be null, or null.
    Nullable(Option<Box<Example>>),
    /// A list.
    List(Vec<Example>),
    /// A list whose length is a part of its type.
    Array(Vec<Example>),
    /// An array that is converted to the body of lines.
    Lines(Vec<Example>),
    /// A map.
    Map(Vec<(Raw, Example)>),
    /// A variant without content.
    Variant(TypeId, Name),
    /// A variant with content.
    Tuple(TypeId, Name, Box<Example>),
    /// A value that its constructor validates.
    Checked(TypeId, Box<Example>),
    /// A function of a type, with setters on the result.
    Call(TypeId, Name, Vec<Example>, Vec<(Name, Example)>),
}

/// The names that an expression needs in scope.
#[derive(Debug, Default)]
pub struct Mentions {
    /// The types.
    pub types: BTreeSet<TypeId>,
    /// Whether a type of the runtime is among them.
    pub wire: bool,
}

impl Example {
    /// Adds the names of the expression.
    pub fn mention(&self, to: &mut Mentions) {
        match self {
            Self::UnixTime(_) | Self::Decimal(_) => to.wire = true,
            Self::Variant(id, _) => {
                to.types.insert(*id);
            }
            Self::Tuple(id, _, content) | Self::Checked(id, content) => {
                to.types.insert(*id);
                content.mention(to);
            }
            Self::Call(id, _, arguments, setters) => {
                to.types.insert(*id);
                let setters = setters.iter().map(|(_, value)| value);
                let values = arguments.iter().chain(setters);
                values.for_each(|value| value.mention(to));
            }
            Self::Nullable(value) => value.iter().for_each(|value| value.mention(to)),
            Self::List(items) | Self::Array(items) | Self::Lines(items) => {
                for item in items {
                    item.mention(to);
                }
            }
            Self::Map(entries) => entries.iter().for_each(|(_, value)| value.mention(to)),
            Self::Text(_) | Self::Str(_) | Self::Bool(_) | Self::Integer(_) | Self::Number(_) => {}
        }
    }
}

/// A test of the crate: it reads an example of the document, and writes it again.
#[derive(Debug)]
pub struct ExampleTest {
    /// The function's name.
    pub name: Name,
    /// The place of the example.
    pub docs: Docs,
    /// The type of the example.
    pub ty: Ty,
    /// The example, line by line.
    pub json: Json,
    /// Whether the written value must equal the example: an example that contradicts its schema is only read.
    pub kept: bool,
}
