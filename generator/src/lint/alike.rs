//! Values of an enum that differ only in case or marks: most likely one value with two spellings.

use super::walk::Place;
use crate::alike::letters;
use crate::diagnostic::{Code, Diagnostics, Related};
use crate::map::IndexMap;
use crate::openapi::view::{Schema, View};
use crate::steps::steps;
use serde_json::Value;

/// Reports each value of an enum that resembles an earlier one, beside the first that it resembles.
pub fn values(schema: Schema<'_>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    let Some(Value::Array(values)) = schema.object().value("enum") else {
        return;
    };
    steps(values.len());
    let at = place.pointer().child("enum");
    let mut known: IndexMap<String, (usize, &str)> = IndexMap::default();
    for (index, value) in values.iter().enumerate() {
        let Some(value) = value.as_str() else {
            continue;
        };
        // A single letter is often a unit: `m` is not `M`.
        let word =
            letters(value).filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
        let Some(word) = word else {
            continue;
        };
        let (first, other) = *known.entry(word).or_insert((index, value));
        if other != value {
            let first = Related::at("the other value", &at.index(first));
            let (code, at) = (Code::EnumAlike, at.index(index));
            diagnostics.report_related(code, &at, &[value, other], vec![first]);
        }
    }
}
