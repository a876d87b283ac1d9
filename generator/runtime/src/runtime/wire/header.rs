//! Reads a value from a header in the style `simple`, the only style of headers.

use super::context::Context;
use super::outline::filled;
use super::{Place, Wire, buffered};
use http::HeaderMap;
use serde_json::Value;

/// The value of a header; `None` if it is missing or doesn't match the type.
#[must_use]
pub fn from_header<T: Wire>(headers: &HeaderMap, name: &str) -> Option<T> {
    let text = headers.get(name)?.to_str().ok()?;
    let fill = |place: Place<'_>| {
        let is_read = from_text(place, text.trim());
        if is_read { Ok(()) } else { Err(()) }
    };
    filled(fill).ok()
}

/// Fills `place` with `text`; `false` if it doesn't match.
fn from_text(mut place: Place<'_>, text: &str) -> bool {
    let value = match &mut place {
        Place::List(list) => {
            list.clear();
            let items = || text.split(',').enumerate();
            return list.length().contains(&items().count())
                && items().all(|(index, item)| from_text(list.item(index), item.trim()));
        }
        Place::Nullable(slot) => return from_text(slot.some(), text),
        Place::String(_) | Place::Text(_) | Place::Json(_) => Value::String(text.to_owned()),
        // Numbers and booleans are written as in JSON.
        _ => match serde_json::from_str(text) {
            Ok(value) => value,
            Err(_) => return false,
        },
    };
    let read = |context: &mut Context| buffered::read(&mut place, &value, context);
    Context::default().settle(read).is_ok()
}
