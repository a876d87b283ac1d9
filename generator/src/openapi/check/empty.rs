//! Keywords of a schema whose values say nothing, are no names, or contradict another keyword.

use super::super::anchors;
use super::values::{describe, is_same};
use super::{Place, Walk, is_schema};
use crate::diagnostic::Code;
use crate::openapi::spec::{Kind, SERVER_VARIABLE, Shape};
use serde_json::{Map, Value};

/// The lists that have at least one item (JSON Schema 2020-12; in older drafts, `enum` and `type`).
const FILLED: [&str; 5] = ["type", "enum", "allOf", "anyOf", "oneOf"];

/// The names of a schema.
pub(super) const NAMES: [&str; 3] = ["$id", "$anchor", "$dynamicAnchor"];

/// An anchor.
const NAME: &str = "a name of letters, digits, `-`, `_` and `.`";

/// Whether an object of this kind has such lists.
pub(super) fn has_lists(kind: &'static Kind) -> bool {
    is_schema(kind) || std::ptr::eq(kind, &raw const SERVER_VARIABLE)
}

/// Whether nothing is left of such a list.
pub(super) fn is_empty(keyword: &str, value: &Value) -> bool {
    FILLED.contains(&keyword) && value.as_array().is_some_and(Vec::is_empty)
}

/// Whether a keyword makes its schema `false`, of which resolving says what is to be said, or excludes nothing.
pub(super) fn is_trivial(keyword: &str, value: &Value) -> bool {
    let is_all = |value: &Value| value.as_object().is_some_and(Map::is_empty);
    let is_none = || matches!(value, Value::Object(not) if not.len() == 1 && not.get("not").is_some_and(is_all));
    keyword == "not" && (is_all(value) || is_none())
}

/// Whether a keyword is a name of the schema, and its value isn't one.
fn is_misnamed(keyword: &str, value: &Value) -> bool {
    let is_anchor = keyword != "$id";
    NAMES.contains(&keyword)
        && !value
            .as_str()
            .is_some_and(|name| !is_anchor || anchors::is_name(name))
}

/// An `$id` without its fragment (JSON Schema 2020-12 Core, 8.2.1), if it has one. In draft 7, one that is only a
/// fragment is an anchor.
fn without_fragment(id: &Value) -> Option<Value> {
    let (whole, fragment) = id.as_str()?.split_once('#')?;
    (!whole.is_empty() && !fragment.is_empty()).then(|| whole.into())
}

/// Whether such keywords are possible. To look at each member takes less than to hash each of these keywords.
fn has_candidates(schema: &Map<String, Value>) -> bool {
    schema.iter().any(|(keyword, value)| {
        let is_id = keyword == "$id" && without_fragment(value).is_some();
        keyword == "const" || is_id || is_empty(keyword, value) || is_misnamed(keyword, value)
    })
}

impl Walk<'_> {
    /// Leaves out such keywords.
    pub(super) fn drop_empty(&mut self, schema: &mut Map<String, Value>, at: &Place) {
        if !has_candidates(schema) {
            return;
        }
        for keyword in FILLED {
            if schema
                .get(keyword)
                .is_some_and(|value| is_empty(keyword, value))
            {
                self.drop(schema, keyword, "a list with at least one item", at);
            }
        }
        for keyword in NAMES {
            if schema
                .get(keyword)
                .is_some_and(|value| is_misnamed(keyword, value))
            {
                let is_text = schema.get(keyword).is_some_and(Value::is_string);
                let noun = if is_text { NAME } else { "a string" };
                self.drop(schema, keyword, noun, at);
            }
        }
        if let Some(id) = schema.get_mut("$id")
            && let Some(whole) = without_fragment(id)
        {
            let words = ["$id", "has a fragment, which is ignored"];
            self.report_at(Code::Upgraded, &Place::Key(at, "$id"), &words);
            *id = whole;
        }
        if let (Some(value), Some(Value::Array(values))) = (schema.get("const"), schema.get("enum"))
            && !values.iter().any(|listed| is_same(listed, value))
        {
            self.drop(schema, "const", "a value of `enum`", at);
        }
    }

    /// Leaves out an operation or path item without anything after its key.
    pub(super) fn nothing(&mut self, shape: &Shape, at: &Place) -> bool {
        let words = [&*at.name(), &shape.noun(), "null", "ignored"];
        self.refuse(Code::WrongShape, at, &words);
        self.note_refused(at);
        false
    }

    fn drop(&mut self, schema: &mut Map<String, Value>, keyword: &str, noun: &str, at: &Place) {
        let value = schema.shift_remove(keyword).unwrap_or_default();
        let name = format!("`{keyword}`");
        let words = [name.as_str(), noun, &describe(&value), "ignored"];
        self.report_at(Code::WrongShape, &Place::Key(at, keyword), &words);
    }
}
