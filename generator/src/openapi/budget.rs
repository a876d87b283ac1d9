//! The limit of copies. A list of media types, or a shared member of a form, is written once for all operations in 2.0,
//! and in each of them in 3.x; and places that references lead to can stand within each other.

use serde_json::{Map, Value};

use crate::steps::step;

/// How many bytes there may be for each byte of the document.
const FOR_EACH: usize = 8;

/// How many bytes there may always be.
const ALWAYS: usize = 64 * 1024;

/// The bytes that are left.
pub struct Budget(usize);

impl Budget {
    /// Of a document of this size.
    pub fn of(size: usize) -> Self {
        Self(ALWAYS.saturating_add(size.saturating_mul(FOR_EACH)))
    }

    /// Of a document with this number of bytes.
    pub fn of_bytes(bytes: usize) -> Self {
        Self(bytes)
    }

    /// Whether this many bytes may be copied, too. Where they may not, nothing else may.
    pub fn take(&mut self, bytes: usize) -> bool {
        step();
        let left = self.0.checked_sub(bytes);
        self.0 = left.unwrap_or(0);
        left.is_some()
    }

    /// The same of an object.
    pub fn take_object(&mut self, object: &Map<String, Value>) -> bool {
        let mut members = object.iter();
        members.all(|(key, value)| self.take(key.len() + 4) && self.take_value(value))
    }

    /// The same of any value.
    pub fn take_value(&mut self, value: &Value) -> bool {
        match value {
            Value::String(text) => self.take(text.len() + 2),
            Value::Array(items) => items.iter().all(|item| self.take_value(item)),
            Value::Object(members) => self.take_object(members),
            _ => self.take(8),
        }
    }
}
