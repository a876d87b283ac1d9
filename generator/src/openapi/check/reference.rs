//! A `$ref` that isn't a string.

use super::values::describe;
use super::{Place, Walk, is_merged};
use crate::diagnostic::Code;
use crate::openapi::spec::Kind;
use serde_json::{Map, Value};

impl Walk<'_> {
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
