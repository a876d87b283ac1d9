//! The schemas that a schema is made of: parts that hold all at once, and branches of a union.

use serde_json::Value;

use super::types::Types;
use super::{Object, Read, RefOr, Schema, View};
use crate::diagnostic::Pointer;

/// The parts of a schema that all hold: `$ref` beside other keywords, and `allOf`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Parts<'a> {
    pub(super) reference: Option<&'a str>,
    pub(super) written: Written<'a>,
}

impl<'a> Parts<'a> {
    /// The parts, in the order in which they apply.
    pub fn iter(self) -> impl Iterator<Item = RefOr<'a, Schema<'a>>> + Clone {
        (0..self.len()).filter_map(move |index| self.get(index))
    }

    /// The part at an index.
    #[must_use]
    pub fn get(self, index: usize) -> Option<RefOr<'a, Schema<'a>>> {
        match (self.reference, index) {
            (Some(reference), 0) => Some(RefOr::Reference(reference)),
            _ => self
                .written
                .get(index - usize::from(self.reference.is_some())),
        }
    }

    /// The place of the part at an index, in a schema at `at`.
    #[must_use]
    pub fn place(self, at: &Pointer, index: usize) -> Pointer {
        match (self.reference, index) {
            (Some(_), 0) => at.child("$ref"),
            _ => self
                .written
                .place(at, index - usize::from(self.reference.is_some())),
        }
    }

    /// The number of parts.
    #[must_use]
    pub fn len(self) -> usize {
        usize::from(self.reference.is_some()) + self.written.items.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// Schemas in a list under a keyword.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Written<'a> {
    pub keyword: &'static str,
    /// The index of the first of them in the document's list.
    pub first: usize,
    pub items: &'a [Value],
}

impl<'a> Written<'a> {
    pub fn read(keyword: &'static str, value: &'a Value) -> Self {
        Self {
            keyword,
            first: 0,
            items: value.as_array().map(Vec::as_slice).unwrap_or_default(),
        }
    }

    /// The schemas of `allOf`, without those at its ends that say nothing.
    pub fn read_parts(value: &'a Value) -> Self {
        let mut parts = Self::read("allOf", value);
        let is_empty = |part: &Value| Object::read(part).is_empty();
        while let [first, rest @ ..] = parts.items
            && is_empty(first)
        {
            parts.items = rest;
            parts.first += 1;
        }
        while let [rest @ .., last] = parts.items
            && is_empty(last)
        {
            parts.items = rest;
        }
        parts
    }

    fn get(self, index: usize) -> Option<RefOr<'a, Schema<'a>>> {
        self.items.get(index).map(read)
    }

    fn place(self, at: &Pointer, index: usize) -> Pointer {
        at.child(self.keyword).index(self.first + index)
    }
}

/// The branches of a union: those of `oneOf` or `anyOf`, or one for each type. `null` is no branch.
#[derive(Debug, Clone, Copy, Default)]
pub struct Branches<'a> {
    written: Written<'a>,
    /// Whether some of them are `null`.
    has_null: bool,
    /// Whether some of them allow no value.
    has_never: bool,
    /// The schema of which each type has a branch.
    types: Option<Schema<'a>>,
}

impl<'a> Branches<'a> {
    /// The branches under a keyword.
    pub(super) fn read(keyword: &'static str, value: &'a Value) -> Self {
        let written = Written::read(keyword, value);
        Self {
            written,
            has_null: written.items.iter().any(is_null),
            has_never: written.items.iter().any(allows_nothing),
            types: None,
        }
    }

    /// The branch that is the only one.
    pub(super) fn only(self) -> Option<Written<'a>> {
        let mut indices = self.indices();
        let index = indices.next()?;
        let only = Written {
            first: index,
            items: &self.written.items[index..=index],
            ..self.written
        };
        indices.next().is_none().then_some(only)
    }

    /// A branch for each of the types of a schema.
    pub(super) fn of_types(schema: Schema<'a>) -> Self {
        Self {
            types: Some(schema),
            ..Self::default()
        }
    }

    /// Whether all branches only limit the values, which have their type from elsewhere.
    pub(super) fn only_limit(self) -> bool {
        let mut branches = self.indices().map(|index| &self.written.items[index]);
        !self.is_empty() && self.types.is_none() && branches.all(only_limits)
    }

    /// Whether `null` stands beside the branches.
    #[must_use]
    pub fn has_null(self) -> bool {
        self.has_null
    }

    /// Whether null is allowed as long as nothing else forbids it: there are no branches, or one is for any type.
    pub(super) fn leaves_null(self) -> bool {
        let mut branches = self.indices().map(|index| &self.written.items[index]);
        self.is_empty() || branches.any(leaves_null)
    }

    /// The keyword under which the branches stand.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        self.types.map_or(self.written.keyword, |_| "type")
    }

    /// The branches, with their indices in the document's list.
    pub fn iter(self) -> impl Iterator<Item = (usize, RefOr<'a, Schema<'a>>)> + Clone {
        let types = self.types.into_iter();
        let types = types.flat_map(|schema| {
            let types = Types::of(schema).iter();
            types.map(move |(index, ty)| (index, RefOr::Item(schema.of_type(ty))))
        });
        let written = self.indices();
        written
            .map(move |index| (index, read(&self.written.items[index])))
            .chain(types)
    }

    fn indices(self) -> impl Iterator<Item = usize> + Clone {
        let items = self.written.items.iter().enumerate();
        let items = items.filter(move |(_, item)| {
            !(self.has_null && is_null(item) || self.has_never && allows_nothing(item))
        });
        items.map(|(index, _)| index)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.types.is_none() && self.indices().next().is_none()
    }
}

/// The keywords of a branch that only limits the values.
const LIMITING: [&str; 15] = [
    "$comment",
    "not",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// A part or a branch; the only one of a list of schemas stands for the list.
fn read(schema: &Value) -> RefOr<'_, Schema<'_>> {
    let mut inner = schema;
    loop {
        let mut keywords = Object::read(inner).iter();
        let list = match (keywords.next(), keywords.next()) {
            (Some(("$ref", Value::String(reference))), None) => {
                return RefOr::Reference(reference);
            }
            (Some(("allOf", list)), None) => Written::read_parts(list),
            (Some(("anyOf" | "oneOf", list)), None) => Written::read("", list),
            _ => return RefOr::Item(Schema::read(schema)),
        };
        let [only] = list.items else {
            return RefOr::Item(Schema::read(schema));
        };
        inner = only;
    }
}

/// Whether a schema only limits values. Recursive: inline schemas are no deeper than the document.
fn only_limits(schema: &Value) -> bool {
    let mut keywords = Object::read(schema).iter();
    let is_wrapped = |list| match Written::read_parts(list).items {
        [only] => only_limits(only),
        _ => false,
    };
    match (keywords.next(), keywords.next()) {
        (Some(("allOf" | "anyOf" | "oneOf", list)), None) => is_wrapped(list),
        _ => Object::read(schema)
            .iter()
            .all(|(keyword, _)| LIMITING.contains(&keyword)),
    }
}

/// Whether a schema has no rule for null. Recursive: inline schemas are no deeper than the document.
fn leaves_null(schema: &Value) -> bool {
    let mut keywords = Object::read(schema).iter();
    keywords.all(|(keyword, value)| match (keyword, value) {
        ("$ref" | "type" | "enum" | "const" | "not", _) => false,
        ("allOf", Value::Array(parts)) => parts.iter().all(leaves_null),
        ("anyOf" | "oneOf", Value::Array(branches)) => branches.iter().any(leaves_null),
        _ => true,
    })
}

/// Whether a schema is `false`, as the checked tree has it.
fn allows_nothing(schema: &Value) -> bool {
    let schema = Schema::read(schema);
    schema.object().len() == 1 && schema.is_never()
}

impl RefOr<'_, Schema<'_>> {
    /// Whether null is of the schema by its type or its values, and no other keyword can exclude it.
    pub(super) fn has_null(self) -> bool {
        let Self::Item(schema) = self else {
            return false;
        };
        let lists_null = |(keyword, value): (&str, &Value)| match (keyword, value) {
            ("type", Value::String(name)) => name == "null",
            ("type", Value::Array(names)) => names.iter().any(|name| name == "null"),
            ("enum", Value::Array(values)) => values.contains(&Value::Null),
            ("const", value) => value.is_null(),
            _ => false,
        };
        let keywords = schema.object().iter();
        let mut others = keywords.filter(|keyword| !lists_null(*keyword));
        !schema.object().is_empty() && others.all(|(keyword, _)| keyword == "$comment")
    }
}

/// Whether a schema allows `null` and nothing else. Recursive: inline schemas are no deeper than the document.
fn is_null(schema: &Value) -> bool {
    let schema = Object::read(schema);
    schema
        .iter()
        .any(|(keyword, value)| match (keyword, value) {
            ("type", Value::String(name)) => name == "null",
            ("type" | "enum", Value::Array(items)) => match &items[..] {
                [Value::Null] => keyword == "enum",
                [only] => keyword == "type" && only == "null",
                _ => false,
            },
            ("const", Value::Null) => true,
            ("allOf", Value::Array(parts)) => parts.iter().any(is_null),
            ("anyOf" | "oneOf", Value::Array(branches)) => match &branches[..] {
                [only] => is_null(only),
                _ => false,
            },
            _ => false,
        })
}
