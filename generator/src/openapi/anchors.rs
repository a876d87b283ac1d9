//! Schemas that have names of their own: `$anchor`, `$dynamicAnchor` and `$id`. A reference by such a name becomes
//! one by place, if the name is that of one schema.

use crate::diagnostic::Pointer;
use crate::source::Source;
use crate::steps::step;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The places by name, as a reference has it: `#node`, `https://example.com/tree` or both. None where several
/// schemas have the name.
#[derive(Default)]
pub struct Anchors(BTreeMap<String, Option<Pointer>>);

/// The keywords that name a place within a schema with an `$id`, or within the document.
const WITHIN: [&str; 2] = ["$anchor", "$dynamicAnchor"];

impl Anchors {
    /// The names in a document.
    pub fn of(source: &Source) -> Self {
        let mut anchors = Self::default();
        // Few documents have any, and to look for the words is faster than to walk.
        let words = WITHIN.into_iter().chain(["$id"]);
        if words
            .into_iter()
            .any(|word| source.files().any(|file| file.text.contains(word)))
        {
            anchors.collect(&source.root, &Pointer::root(), "");
        }
        anchors
    }

    /// A document nests a limited number of levels.
    fn collect(&mut self, value: &Value, at: &Pointer, base: &str) {
        step();
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.collect(item, &at.index(index), base);
                }
            }
            Value::Object(members) => {
                let text = |keyword| members.get(keyword).and_then(Value::as_str);
                let id = text("$id").map(|id| id.trim_end_matches('#'));
                let base = id.unwrap_or(base);
                if let Some(id) = id {
                    self.add(id.to_owned(), at);
                }
                for name in WITHIN.into_iter().filter_map(text) {
                    self.add(format!("#{name}"), at);
                    if !base.is_empty() {
                        self.add(format!("{base}#{name}"), at);
                    }
                }
                for (key, value) in members {
                    if !is_data(key) {
                        self.collect(value, &at.child(key), base);
                    }
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, name: String, at: &Pointer) {
        let known = self.0.entry(name).or_insert_with(|| Some(at.clone()));
        if known.as_ref() != Some(at) {
            *known = None;
        }
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The place of this name, if it is that of one schema.
    pub fn get(&self, name: &str) -> Option<&Pointer> {
        self.0.get(name)?.as_ref()
    }

    /// Replaces the name in the reference of a schema by the place. A dynamic reference is one like any other
    /// where one schema alone has its name.
    pub fn follow(&self, schema: &mut Map<String, Value>) {
        if self.0.is_empty() {
            return;
        }
        let place = |value: Option<&Value>| {
            let name = value?.as_str()?;
            Some(Value::from(self.get(name)?.as_str()))
        };
        if let Some(place) = place(schema.get("$ref")) {
            schema.insert("$ref".to_owned(), place);
        } else if !schema.contains_key("$ref")
            && let Some(place) = place(schema.get("$dynamicRef"))
        {
            schema.shift_remove("$dynamicRef");
            schema.insert("$ref".to_owned(), place);
        }
    }
}

/// Whether values of the document's author stand under a keyword, and no schemas.
fn is_data(keyword: &str) -> bool {
    let data = [
        "const",
        "dataValue",
        "default",
        "enum",
        "example",
        "examples",
        "value",
    ];
    data.contains(&keyword) || keyword.starts_with("x-")
}
