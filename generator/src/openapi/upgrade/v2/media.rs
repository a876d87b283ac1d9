//! `consumes` and `produces`, which hold for all bodies of an operation or of the document → the keys of `content`.

use serde_json::{Value, json};

use super::{Object, Upgrade};
use crate::diagnostic::{Code, Pointer};
use crate::openapi::budget::Budget;

/// The media types of an operation's bodies.
pub(super) struct Types<'a> {
    /// The list of the operation, or else of the document.
    list: &'a [Value],
    /// The place of the list.
    at: Pointer,
    /// Whether it is the operation's.
    pub is_own: bool,
}

/// How many media types a list may have: each body has all of them.
const MOST: usize = 16;

/// About the code that another media type of a body takes.
const MORE: usize = 256;

/// Used where no media type is given: the specification leaves it open, and servers speak JSON.
pub(super) const JSON: &str = "application/json";

/// The same for bytes.
const BYTES: &str = "application/octet-stream";

impl<'a> Types<'a> {
    /// The media types, with their places.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, Pointer)> + use<'a, '_> {
        let items = self.list.iter().enumerate().take(MOST);
        items.filter_map(|(index, item)| Some((item.as_str()?, self.at.index(index))))
    }

    /// The media types of a body with this schema. If there are none, it is JSON, which bytes aren't.
    pub fn of(&self, schema: Option<&Value>) -> Vec<(&'a str, Pointer)> {
        let mut types: Vec<_> = self.iter().collect();
        if types.is_empty() {
            let is_binary = schema.and_then(Value::as_object).is_some_and(is_binary);
            let usual = if is_binary { BYTES } else { JSON };
            types.push((usual, self.at.clone()));
        }
        types
    }

    /// The place where the media types are, or would be.
    pub fn at(&self) -> &Pointer {
        &self.at
    }

    /// Whether the operation has media types of its own: an empty list only clears those of the document.
    pub fn has_own(&self) -> bool {
        self.is_own && !self.list.is_empty()
    }

    /// Whether both lists mean the same media types.
    pub fn is_same(&self, other: &Self) -> bool {
        let names = |types: &Self| {
            let mut names: Vec<&str> = types.of(None).into_iter().map(|(name, _)| name).collect();
            names.sort_unstable();
            names
        };
        !self.is_own || names(self) == names(other)
    }
}

/// A schema as it was written, and its place.
pub(super) type Written<'a> = (&'a Value, Pointer);

impl<'a> Upgrade<'a, '_> {
    /// The media types of responses; an operation's empty list overrides that of the document.
    pub(super) fn produces(&mut self, operation: Option<(&'a Object, &Pointer)>) -> Types<'a> {
        self.types("produces", operation)
    }

    /// The media types of requests.
    pub(super) fn consumes(&mut self, operation: Option<(&'a Object, &Pointer)>) -> Types<'a> {
        self.types("consumes", operation)
    }

    fn types(&mut self, keyword: &str, operation: Option<(&'a Object, &Pointer)>) -> Types<'a> {
        let root = Pointer::root();
        let own = operation.and_then(|(operation, at)| Some((operation.get(keyword)?, at)));
        let (list, at) = match own {
            Some((list, at)) => (Some(list), at),
            None => (self.document.get(keyword), &root),
        };
        let list = list.and_then(Value::as_array);
        if list.is_some_and(|list| list.len() > MOST) {
            self.tell(
                at,
                keyword,
                &format!("has more than {MOST} media types; the others are ignored"),
            );
        }
        Types {
            list: list.map(Vec::as_slice).unwrap_or_default(),
            at: at.child(keyword),
            is_own: own.is_some(),
        }
    }

    /// An entry for each media type, with the same schema. It is written once, and the others refer to it.
    pub(super) fn content(
        &mut self,
        types: &[(&str, Pointer)],
        schema: Option<&Written<'_>>,
        to: &Pointer,
    ) -> Object {
        let mut content = Object::new();
        for (name, from) in types {
            if content.contains_key(*name) {
                continue;
            }
            let is_first = content.is_empty();
            if !self.budget.take(2 * name.len() + 32) || !is_first && !self.more_types.take(MORE) {
                self.tell_copied(from, "further bodies don't have it");
                break;
            }
            let at = to.child(name);
            self.moves.show(at.clone(), from.clone());
            let mut media = Object::new();
            if let Some((value, from)) = schema {
                let at = at.child("schema");
                let value = match content.keys().next() {
                    Some(first) if !is_small(value) => {
                        json!({ "$ref": to.child(first).child("schema").reference() })
                    }
                    _ => file(value),
                };
                self.moves.note(at, from.clone());
                media.insert("schema".to_owned(), value);
            }
            content.insert((*name).to_owned(), media.into());
        }
        content
    }

    /// Says that something can't be copied more often.
    pub(super) fn tell_copied(&mut self, at: &Pointer, fate: &str) {
        self.diagnostics.report(Code::UsedTooOften, at, &[fate]);
    }
}

/// Whether a schema is as good as a reference to it.
fn is_small(schema: &Value) -> bool {
    let is_small = |schema: &Object| {
        let mut values = schema.values();
        !values.any(|value| value.is_object() || value.is_array())
            && Budget::of_bytes(200).take_object(schema)
    };
    schema.as_object().is_some_and(is_small)
}

/// `type: file` is a string of bytes.
pub(super) fn file(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Value::Object(members) = &mut schema {
        file_type(members);
    }
    schema
}

/// The same for a schema that is rewritten in place; whether it was one.
pub(super) fn file_type(schema: &mut Object) -> bool {
    let is_file = is_file(schema);
    if is_file {
        schema.insert("type".to_owned(), json!("string"));
        schema.insert("format".to_owned(), json!("binary"));
    }
    is_file
}

/// Whether a schema is for bytes.
fn is_binary(schema: &Object) -> bool {
    let is_bytes = super::text(schema, "format") == Some("binary");
    is_file(schema) || is_bytes && super::text(schema, "type") == Some("string")
}

/// Whether a schema is for the contents of a file.
pub(super) fn is_file(schema: &Object) -> bool {
    super::text(schema, "type") == Some("file")
}
