//! A limit for the depth of schemas within schemas. rustc asks of each type whether it is `Send`, and then of
//! all types in it: for types 2,000 deep, that takes a quarter of a minute, and 5,000 overflow its stack.

use crate::api::{Additional, Api, Kind, SchemaId, children};
use crate::diagnostic::{Code, Diagnostics};
use crate::steps::step;

/// The most levels below a schema. Real documents have fewer than a hundred, with each cycle walked once.
const MOST: usize = 2_000;

/// The levels of a schema's type for rustc, which looks into the parts of a list and a map.
fn levels(kind: &Kind) -> usize {
    match kind {
        Kind::Array(_) | Kind::Tuple(_) => 2,
        Kind::Object(object) if matches!(object.additional, Additional::Schema(_)) => 5,
        _ => 1,
    }
}

/// Turns each schema with too many levels below it into any JSON value, so that the schemas around it have few
/// enough.
pub fn limit(api: &mut Api, diagnostics: &mut Diagnostics) {
    // The levels of each visited schema, with those below it. A schema on its own path counts as 0.
    let mut heights: Vec<Option<usize>> = vec![None; api.schemas.len()];
    for root in (0..api.schemas.len()).map(SchemaId) {
        if heights[root.0].is_some() {
            continue;
        }
        heights[root.0] = Some(0);
        // Not recursive: the document decides the depth.
        let mut way = vec![(root, children(api, root).into_iter(), 0)];
        while let Some((id, waiting, height)) = way.last_mut() {
            step();
            let Some(child) = waiting.next() else {
                let (id, mut height) = (*id, *height);
                way.pop();
                if height > MOST {
                    let schema = &mut api.schemas[id.0];
                    let most = MOST.to_string();
                    let reason = diagnostics.because(Code::NestedTooDeep, &schema.at, &[&most]);
                    schema.kind = Kind::Unknown(reason);
                    height = 0;
                }
                height += levels(&api.schemas[id.0].kind);
                heights[id.0] = Some(height);
                if let Some((_, _, above)) = way.last_mut() {
                    *above = (*above).max(height);
                }
                continue;
            };
            if let Some(known) = heights[child.0] {
                *height = (*height).max(known);
            } else {
                heights[child.0] = Some(0);
                let inner = children(api, child).into_iter();
                way.push((child, inner, 0));
            }
        }
    }
}
