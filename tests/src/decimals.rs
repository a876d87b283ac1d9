//! Decimals as a document writes them: a tree of values has `1.10` as 1.1.

use openapi_client_generator::diagnostic::{Diagnostics, Pointer};
use openapi_client_generator::source::{self, Source};
use serde_json::Value;

/// A tree with a mark in the place of each decimal.
pub struct Marked {
    /// The tree.
    pub root: Value,
    digits: Vec<String>,
}

impl Marked {
    /// Reads a document; `None` if it can't be read.
    #[must_use]
    pub fn read(name: &str, text: &str) -> Option<Self> {
        let source = source::text(name, text.to_owned(), &mut Diagnostics::default())?;
        Some(Self::of(&source))
    }

    /// The tree of a document.
    ///
    /// # Panics
    /// If a decimal stands nowhere in the text.
    #[must_use]
    pub fn of(source: &Source) -> Self {
        let (mut root, mut places) = (source.root.clone(), Vec::new());
        put_marks(&mut root, &Pointer::root(), &mut places);
        let digits = source.digits(&places.iter().collect::<Vec<_>>());
        let digits = digits
            .into_iter()
            .map(|digits| digits.expect("a decimal was written"));
        Self {
            root,
            digits: digits.collect(),
        }
    }

    /// A JSON text of the tree, or of a part of it, with the decimals.
    #[must_use]
    pub fn written(&self, mut text: String) -> String {
        for (index, digits) in self.digits.iter().enumerate() {
            text = text.replace(&format!("\"{}\"", mark(index)), digits);
        }
        text
    }
}

fn put_marks(value: &mut Value, at: &Pointer, places: &mut Vec<Pointer>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                put_marks(item, &at.index(index), places);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                put_marks(member, &at.child(key), places);
            }
        }
        value if value.is_f64() => {
            *value = mark(places.len()).into();
            places.push(at.clone());
        }
        _ => {}
    }
}

/// A text that no document has.
fn mark(index: usize) -> String {
    format!("decimal number {index}")
}
