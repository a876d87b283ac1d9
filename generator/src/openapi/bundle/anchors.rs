//! The anchors of other files. Names count within their file (JSON Schema 2020-12, 8.2.2): in the bundled document they
//! would be names of that. All references by them are references to places now, so they go.

use super::homes::Region;
use crate::openapi::anchors::schemas_mut;
use crate::openapi::spec::{Kind, Shape};
use crate::steps::step;
use serde_json::Value;
use std::collections::BTreeSet;

/// Removes the anchors from the parts that were taken into the tree. Those that a dynamic reference names stay: it is
/// no reference to a place.
pub fn remove(tree: &mut Value, regions: &[Region]) {
    let taken = || regions.iter().skip(1);
    let mut dynamic = BTreeSet::new();
    for region in taken() {
        if let Some(value) = region.place.of(tree) {
            note_dynamic(value, &mut dynamic);
        }
    }
    for region in taken() {
        if let Some(value) = region.place.of_mut(tree) {
            strip((value, has_names(region.shape)), &dynamic);
        }
    }
}

/// Whether the keys of a value are names.
fn has_names(shape: Shape) -> bool {
    let is_named = |kind: &Kind| kind.patterned.is_some() && kind.key.is_some();
    matches!(shape, Shape::Map(_)) || shape.kind().is_some_and(is_named)
}

fn note_dynamic(value: &Value, dynamic: &mut BTreeSet<String>) {
    step();
    match value {
        Value::Array(items) => {
            for item in items {
                note_dynamic(item, dynamic);
            }
        }
        Value::Object(members) => {
            let reference = members.get("$dynamicRef").and_then(Value::as_str);
            let name = reference.and_then(|reference| reference.split_once('#'));
            dynamic.extend(name.map(|(_, name)| name.to_owned()));
            for value in members.values() {
                note_dynamic(value, dynamic);
            }
        }
        _ => {}
    }
}

/// Removes anchors from a value whose keys may be names. Draft 7 writes them as an `$id` that is only a fragment.
fn strip((value, has_names): (&mut Value, bool), dynamic: &BTreeSet<String>) {
    step();
    match value {
        Value::Array(items) => {
            for item in items {
                strip((item, false), dynamic);
            }
        }
        Value::Object(members) => {
            let is_idle = |keyword: &str| {
                let name = members.get(keyword).and_then(Value::as_str);
                let name = name.filter(|name| keyword == "$anchor" || name.starts_with('#'));
                name.is_some_and(|name| !dynamic.contains(name.trim_start_matches('#')))
            };
            let idle = ["$anchor", "$id"].map(|keyword| is_idle(keyword).then_some(keyword));
            for keyword in idle.into_iter().flatten().filter(|_| !has_names) {
                members.shift_remove(keyword);
            }
            for (_, inner) in schemas_mut(members, has_names) {
                strip(inner, dynamic);
            }
        }
        _ => {}
    }
}
