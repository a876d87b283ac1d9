//! The anchors of other files. Names count within their file (JSON Schema 2020-12, 8.2.2): in the bundled document they
//! would be names of that. All references by them are references to places now, so they go.

use super::homes::Region;
use crate::openapi::anchors::schemas_mut;
use crate::openapi::spec::{Kind, Shape};
use crate::steps::step;
use serde_json::Value;

/// Removes the anchors from the parts that were taken into the tree, but no dynamic ones.
pub fn remove(tree: &mut Value, regions: &[Region]) {
    for region in regions.iter().skip(1) {
        if let Some(value) = region.place.of_mut(tree) {
            strip((value, has_names(region.shape)));
        }
    }
}

/// Whether the keys of a value are names.
fn has_names(shape: Shape) -> bool {
    let is_named = |kind: &Kind| kind.patterned.is_some() && kind.key.is_some();
    matches!(shape, Shape::Map(_)) || shape.kind().is_some_and(is_named)
}

/// Removes anchors from a value whose keys may be names. Draft 7 writes them as an `$id` that is only a fragment.
fn strip((value, has_names): (&mut Value, bool)) {
    step();
    match value {
        Value::Array(items) => {
            for item in items {
                strip((item, false));
            }
        }
        Value::Object(members) => {
            let is_idle = |keyword: &str| {
                let name = members.get(keyword).and_then(Value::as_str);
                name.is_some_and(|name| keyword == "$anchor" || name.starts_with('#'))
            };
            let idle = ["$anchor", "$id"].map(|keyword| is_idle(keyword).then_some(keyword));
            for keyword in idle.into_iter().flatten().filter(|_| !has_names) {
                members.shift_remove(keyword);
            }
            for (_, inner) in schemas_mut(members, has_names) {
                strip(inner);
            }
        }
        _ => {}
    }
}
