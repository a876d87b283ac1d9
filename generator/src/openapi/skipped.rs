//! The operations that a document has, and those of them that can't be read.

use super::spec;
use crate::diagnostic::{Code, Pointer, Reason};
use serde_json::Value;
use std::collections::BTreeMap;

/// The reasons for refused places.
pub type Refused = BTreeMap<Pointer, Reason>;

/// The places of all operations that stand in path items, each behind that of its path item.
fn all(root: &Value) -> impl Iterator<Item = (Pointer, Pointer, [&str; 3])> {
    let paths = root.get("paths").and_then(Value::as_object);
    paths.into_iter().flatten().flat_map(|(path, item)| {
        let item = item.as_object();
        let methods = spec::methods();
        let methods = methods.filter(move |method| item.is_some_and(|i| i.contains_key(*method)));
        let at = Pointer::root().child("paths").child(path);
        methods.map(move |method| (at.clone(), at.child(method), ["paths", path, method]))
    })
}

/// The number of operations of a document, whether they can be read or not.
#[must_use]
pub fn operations(root: &Value) -> usize {
    all(root).count()
}

/// The operations that the checked document hasn't, each with the reason why it, or its path item, was
/// refused.
pub fn skipped(root: &Value, checked: &Value, refused: &Refused) -> Refused {
    let is_left_out = |keys: [&str; 3]| {
        let mut keys = keys.into_iter();
        keys.try_fold(checked, |value, key| value.get(key))
            .is_none()
    };
    let left_out = all(root).filter(|(_, _, keys)| is_left_out(*keys));
    left_out
        .map(|(item, at, _)| {
            let reason = refused.get(&at).or_else(|| refused.get(&item)).cloned();
            let null = |at: &Pointer| {
                let name = at.segments().last().unwrap_or_default();
                Reason::new(
                    Code::WrongShape,
                    &[&format!("`{name}`"), "an operation", "null"],
                )
            };
            let reason = reason.unwrap_or_else(|| null(&at));
            (at, reason)
        })
        .collect()
}
