//! Decimals as they were written. YAML and JSON read `1.10` as the number 1.1: as a version, that is another one.

use serde_json::Value;

use crate::diagnostic::Pointer;
use crate::source::Source;

/// Gives each text that was a decimal the digits with which it was written; `written` leads from its place in the tree
/// to that in the source.
pub fn restore(
    source: &Source,
    tree: &mut Value,
    texts: &[Pointer],
    written: impl Fn(&Pointer) -> Pointer,
) {
    if texts.is_empty() {
        return;
    }
    let places: Vec<Pointer> = texts.iter().map(written).collect();
    let digits = source.digits(&places.iter().collect::<Vec<_>>());
    for (place, digits) in texts.iter().zip(digits) {
        if let Some(digits) = digits
            && let Some(Value::String(text)) = place.of_mut(tree)
            && text.parse().is_ok_and(|number| is(&digits, number))
        {
            *text = digits;
        }
    }
}

/// The place of a keyword's value, or of the item at an index of it.
pub fn place(object: &Pointer, keyword: &str, index: Option<usize>) -> Pointer {
    let keyword = object.child(keyword);
    match index {
        Some(index) => keyword.index(index),
        None => keyword,
    }
}

/// Whether a text is this number in JSON.
pub fn is(text: &str, number: f64) -> bool {
    let read = serde_json::from_str::<f64>(text);
    read.is_ok_and(|read| read.to_bits() == number.to_bits())
}
