//! How deeply schemas stand within each other. rustc asks of each type whether it can be sent to another
//! thread, and with it all that it holds: of types that hold each other 5,000 deep it makes minutes of work,
//! and somewhere beyond that no stack is enough.

use crate::api::{Api, Kind, SchemaId, children};
use crate::diagnostic::{Code, Diagnostics};
use crate::steps::step;

/// How many schemas stand within each other. Real documents have fewer than a hundred, their circles walked
/// once.
const MOST: usize = 2_000;

/// Makes what has too many levels below it any JSON value, so that what it stands in has few enough.
pub fn limit(api: &mut Api, diagnostics: &mut Diagnostics) {
    // The levels below each schema, once it is met. On the way to itself a schema has none.
    let mut heights: Vec<Option<usize>> = vec![None; api.schemas.len()];
    for root in (0..api.schemas.len()).map(SchemaId) {
        if heights[root.0].is_some() {
            continue;
        }
        heights[root.0] = Some(0);
        // Not recursive: a document decides how deep this goes.
        let mut way = vec![(root, children(api, root).into_iter(), 0)];
        while let Some((id, waiting, height)) = way.last_mut() {
            step();
            let Some(child) = waiting.next() else {
                let (id, mut height) = (*id, *height);
                way.pop();
                if height > MOST {
                    let schema = &mut api.schemas[id.0];
                    let most = MOST.to_string();
                    diagnostics.report(Code::NestedTooDeep, &schema.at, &[&most]);
                    schema.kind = Kind::Any;
                    height = 0;
                }
                heights[id.0] = Some(height);
                if let Some((_, _, above)) = way.last_mut() {
                    *above = (*above).max(height + 1);
                }
                continue;
            };
            match heights[child.0] {
                Some(known) => *height = (*height).max(known + 1),
                None => {
                    heights[child.0] = Some(0);
                    let inner = children(api, child).into_iter();
                    way.push((child, inner, 0));
                }
            }
        }
    }
}
