//! Schemas that have names of their own: `$anchor`, `$dynamicAnchor` and `$id`. A reference by such a name becomes
//! one by place, if the name is that of one schema. So does `$recursiveRef`, which names the schema that it is in.

mod recursive;

use super::spec::{SCHEMA, kind_at};
use crate::diagnostic::Pointer;
use crate::source::Source;
use crate::steps::step;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The places by name, as a reference has it: `#node`, `https://example.com/tree` or both. None where several
/// schemas have the name.
#[derive(Default)]
pub struct Anchors {
    names: BTreeMap<String, Option<Pointer>>,
    /// The schemas with an `$id`.
    whole: BTreeSet<Pointer>,
    /// The schemas with a `$recursiveAnchor` that others can take the place of.
    replaceable: BTreeSet<Pointer>,
}

/// The keywords that name a place within a schema with an `$id`, or within the document.
const WITHIN: [&str; 2] = ["$anchor", "$dynamicAnchor"];

/// The keywords that name a place, without the `$` that all of them begin with.
const WORDS: [&str; 4] = ["anchor", "dynamicAnchor", "id", "recursiveAnchor"];

/// The only reference of that kind (JSON Schema 2019-09, 8.2.4.2.1), and its keyword.
const RECURSIVE: (&str, &str) = ("$recursiveRef", "#");

impl Anchors {
    /// The names in a document.
    pub fn of(source: &Source) -> Self {
        let mut anchors = Self::default();
        // Few documents have any, and to look for the words is faster than to walk.
        let has_word = |rest: &str| WORDS.iter().any(|word| rest.starts_with(word));
        if source
            .files()
            .any(|file| file.text.split('$').skip(1).any(has_word))
        {
            let mut recursive = BTreeSet::new();
            anchors.collect(&source.root, &Pointer::root(), "", &mut recursive);
            anchors.replaceable = recursive::replaceable(&anchors, &source.root, &recursive);
        }
        anchors
    }

    /// Collects names, and the schemas with a `$recursiveAnchor`. A document nests a limited number of levels.
    fn collect(
        &mut self,
        value: &Value,
        at: &Pointer,
        base: &str,
        recursive: &mut BTreeSet<Pointer>,
    ) {
        step();
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.collect(item, &at.index(index), base, recursive);
                }
            }
            Value::Object(members) => {
                let text = |keyword| members.get(keyword).and_then(Value::as_str);
                let id = text("$id").map(|id| id.trim_end_matches('#'));
                let base = id.unwrap_or(base);
                if let Some(id) = id {
                    self.add(id.to_owned(), at);
                    self.whole.insert(at.clone());
                }
                for name in WITHIN.into_iter().filter_map(text) {
                    self.add(format!("#{name}"), at);
                    if !base.is_empty() {
                        self.add(format!("{base}#{name}"), at);
                    }
                }
                if members.get("$recursiveAnchor") == Some(&Value::Bool(true)) {
                    recursive.insert(at.clone());
                }
                for (key, value) in members {
                    if !is_data(key) {
                        self.collect(value, &at.child(key), base, recursive);
                    }
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, name: String, at: &Pointer) {
        let known = self.names.entry(name).or_insert_with(|| Some(at.clone()));
        if known.as_ref() != Some(at) {
            *known = None;
        }
    }

    /// Whether no schema has a name.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// The place of this name, if it is that of one schema.
    pub fn get(&self, name: &str) -> Option<&Pointer> {
        self.names.get(name)?.as_ref()
    }

    /// Replaces the name in the reference of the schema at `at` by the place. A dynamic or recursive reference is one
    /// like any other where one schema alone can be meant.
    pub fn follow(&self, schema: &mut Map<String, Value>, at: impl FnOnce() -> Pointer) {
        if schema.get(RECURSIVE.0).is_some_and(|to| to == RECURSIVE.1)
            && !schema.contains_key("$ref")
            && let Some(place) = self.around(&at())
            && !self.replaceable.contains(&place)
        {
            schema.shift_remove(RECURSIVE.0);
            schema.insert("$ref".to_owned(), place.as_str().into());
        }
        let text = |keyword| schema.get(keyword).and_then(Value::as_str);
        let (keyword, meant) = match (text("$ref"), text("$dynamicRef")) {
            (Some(name), _) => ("$ref", self.get(name).map(Pointer::as_str)),
            (None, Some(name)) => ("$dynamicRef", self.meant(name)),
            (None, None) => return,
        };
        if let Some(meant) = meant.map(Value::from) {
            if keyword == "$dynamicRef" {
                schema.shift_remove(keyword);
            }
            schema.insert("$ref".to_owned(), meant);
        }
    }

    /// The reference that a dynamic one stands for: it is one by place, or by a name that one schema has, or that none
    /// has, which resolving says.
    fn meant<'r>(&'r self, reference: &'r str) -> Option<&'r str> {
        match self.names.get(reference) {
            Some(place) => place.as_ref().map(Pointer::as_str),
            None => reference.starts_with('#').then_some(reference),
        }
    }

    /// The whole schema that the one at `at` is in: the nearest with an `$id`, or else the outermost.
    fn around(&self, at: &Pointer) -> Option<Pointer> {
        let is_schema = |place: &Pointer| {
            kind_at(place).is_some_and(|kind| std::ptr::eq(kind, &raw const SCHEMA))
        };
        let mut outermost = None;
        for place in at.around().filter(is_schema) {
            let is_whole = self.whole.contains(&place);
            outermost = Some(place);
            if is_whole {
                break;
            }
        }
        outermost
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
