//! A `$ref` that isn't a string, and references by other keywords.

use super::values::describe;
use super::{Place, Walk, is_merged};
use crate::diagnostic::Code;
use crate::openapi::spec::Kind;
use serde_json::{Map, Value};

/// A reference of JSON Schema 2019-09 (section 8.2.4.2.1), and the mark of schemas that it may lead to.
const RECURSIVE_REF: &str = "$recursiveRef";
const RECURSIVE_ANCHOR: &str = "$recursiveAnchor";

impl Walk<'_> {
    /// Replaces the names in the references of a schema by places. Tells of recursive references, which JSON Schema
    /// 2020-12 doesn't have; one that can't be replaced is told as unsupported.
    pub(super) fn follow_names(&mut self, members: &mut Map<String, Value>, at: &Place) {
        let is_recursive = members.keys().any(|key| key.starts_with("$recursive"));
        let has_reference = is_recursive && members.contains_key(RECURSIVE_REF);
        self.reading.anchors.follow(members, || at.pointer());
        if !is_recursive {
            return;
        }
        if has_reference && !members.contains_key(RECURSIVE_REF) {
            let fate = "is of JSON Schema 2019-09, and 2020-12 has `$dynamicRef` instead; treated as a reference to the schema around it";
            self.tell_recursive(RECURSIVE_REF, fate, at);
        }
        if members.get(RECURSIVE_ANCHOR) == Some(&Value::Bool(true)) {
            let fate = "is of JSON Schema 2019-09, and 2020-12 has `$dynamicAnchor` instead; treated as in 2019-09";
            self.tell_recursive(RECURSIVE_ANCHOR, fate, at);
        }
    }

    fn tell_recursive(&mut self, keyword: &str, fate: &str, at: &Place) {
        self.report_at(Code::Upgraded, &Place::Key(at, keyword), &[keyword, fate]);
    }

    /// Leaves out a `$ref` that isn't a string; whether the object is of use. Nothing is left of one that stands for
    /// another object.
    pub(super) fn has_reference(
        &mut self,
        members: &mut Map<String, Value>,
        kind: &Kind,
        at: &Place,
    ) -> bool {
        let Some(wrong) = members.get("$ref").filter(|value| !value.is_string()) else {
            return true;
        };
        let found = describe(wrong);
        let place = &Place::Key(at, "$ref");
        if is_merged(kind) {
            let words = ["`$ref`", "a string", &found, "ignored"];
            self.report_at(Code::WrongShape, place, &words);
            members.shift_remove("$ref");
            return true;
        }
        let fate = format!("the {} is ignored", kind.bare_noun());
        self.refuse(
            Code::WrongShape,
            place,
            &["`$ref`", "a string", &found, &fate],
        )
    }
}
