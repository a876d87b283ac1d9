//! What a decoder knows besides the value: where an error happened, what it was, and how well the
//! value fits its type. Free while all goes well: a path is put together only while an error
//! unwinds, innermost segment first.

use super::{Field, Place};
use serde::de;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The state of one run of the decoder.
#[derive(Default)]
pub(super) struct Context {
    /// From the innermost to the outermost.
    path: Vec<Segment>,
    message: Option<Cow<'static, str>>,
    /// How many members the types describe, and how many they don't: what scored unions go by.
    pub(super) known: usize,
    pub(super) unknown: usize,
    /// Whether a candidate of a scored union is being tried: then nobody asks how it fails.
    pub(super) is_trying: bool,
    /// What scored unions chose, by the addresses of the buffered value and of the plan: a union
    /// inside of a candidate of a union is decided once, not once for each candidate around it.
    pub(super) decided: BTreeMap<(usize, usize), Option<usize>>,
}

enum Segment {
    Member(Cow<'static, str>),
    Index(usize),
}

/// Where and how decoding failed, while something else is tried.
pub(super) struct Fault(Vec<Segment>, Option<Cow<'static, str>>);

/// Decoding failed: [`Context`] says how.
pub(super) struct Failed;

impl Context {
    /// Decoding fails here, because of `message`, which must not hold a value that was read.
    pub(super) fn fail(&mut self, message: impl Into<Cow<'static, str>>) -> Failed {
        self.message = Some(message.into());
        Failed
    }

    /// Decoding fails here, because the value is of another kind than `place`.
    pub(super) fn mismatch(&mut self, place: &Place<'_>, found: &str) -> Failed {
        self.fail(format!("expected {}, found {found}", expected(place)))
    }

    /// The same as the deserializer's own error.
    pub(super) fn refuse<E: de::Error>(&mut self, place: &Place<'_>, found: &str) -> E {
        let failed = self.mismatch(place, found);
        self.raise(failed)
    }

    /// The failure as the deserializer's own error.
    pub(super) fn raise<E: de::Error>(&self, Failed: Failed) -> E {
        E::custom(self.message.as_deref().unwrap_or_default())
    }

    /// The error that is on its way out was in `field`. What lies below a secret is not told:
    /// the keys of a map are data.
    pub(super) fn in_field(&mut self, field: &'static Field) {
        if field.secret {
            self.path.clear();
        }
        self.in_member(field.name);
    }

    /// The error that is on its way out was in the member `name`.
    pub(super) fn in_member(&mut self, name: impl Into<Cow<'static, str>>) {
        self.path.push(Segment::Member(name.into()));
    }

    /// The error that is on its way out was in the item at `index`.
    pub(super) fn in_item(&mut self, index: usize) {
        self.path.push(Segment::Index(index));
    }

    /// A candidate failed, and that is no error: forgets how.
    pub(super) fn forget(&mut self) {
        self.path.clear();
        self.message = None;
    }

    /// The same, but it can be [restored](Self::restore).
    pub(super) fn set_aside(&mut self) -> Fault {
        Fault(std::mem::take(&mut self.path), self.message.take())
    }

    /// Nothing else went better: the failure is what was set aside.
    pub(super) fn restore(&mut self, Fault(path, message): Fault) {
        (self.path, self.message) = (path, message);
    }

    /// The message, if the failure is one of ours and not one of the deserializer's.
    pub(super) fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Whether the error was at the value itself.
    pub(super) fn is_at_root(&self) -> bool {
        self.path.is_empty()
    }

    /// The path of the error, such as `$.from.items[3].id`.
    pub(super) fn path(&self) -> String {
        let mut path = String::from("$");
        for segment in self.path.iter().rev() {
            // Writing to a string can't fail.
            let _ = match segment {
                Segment::Index(index) => write!(path, "[{index}]"),
                Segment::Member(name) if is_plain(name) => write!(path, ".{name}"),
                Segment::Member(name) => write!(path, "[{name:?}]"),
            };
        }
        path
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c == '_' || c.is_alphanumeric())
}

/// What belongs in a place.
pub(super) fn expected(place: &Place<'_>) -> &'static str {
    match place {
        Place::Bool(_) => "a boolean",
        Place::I32(_) => "an integer of 32 bits",
        Place::I64(_) => "an integer of 64 bits",
        Place::U64(_) => "an unsigned integer of 64 bits",
        Place::F64(_) => "a number",
        Place::String(_) | Place::Text(_) => "a string",
        Place::Scalar(_) => "a number or a boolean",
        Place::Object(_) | Place::Map(_) | Place::Extra(_) => "an object",
        Place::List(_) => "an array",
        Place::Json(_) | Place::Union(_) | Place::Nullable(_) | Place::Skip => "a value",
    }
}

/// What a value is, without telling it.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number with a fraction or exponent",
        Value::Number(_) => "an integer",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
