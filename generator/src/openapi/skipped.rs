//! The operations and security schemes that a document has, and those operations that can't be read.

use super::spec::{self, OTHER_METHODS};
use crate::diagnostic::{Code, Pointer, Reason};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The reasons for refused places.
pub type Refused = BTreeMap<Pointer, Reason>;

/// The places of all operations that stand in path items, each behind that of its path item.
pub fn all(root: &Value) -> impl Iterator<Item = (Pointer, Pointer)> {
    let paths = root.get("paths").and_then(Value::as_object);
    paths.into_iter().flatten().flat_map(|(path, item)| {
        let at = Pointer::root().child("paths").child(path);
        let methods = spec::methods().filter(move |method| item.get(*method).is_some());
        let others = item.get(OTHER_METHODS).and_then(Value::as_object);
        let item = at.clone();
        let methods = methods.map(move |method| item.child(method));
        let item = at.child(OTHER_METHODS);
        let others = { others.into_iter().flatten() }.map(move |(method, _)| item.child(method));
        methods.chain(others).map(move |place| (at.clone(), place))
    })
}

/// The names of all security schemes, whether they can be read or not.
pub fn schemes(root: &Value) -> BTreeSet<String> {
    let older = root.get("securityDefinitions");
    let newer = root.pointer("/components/securitySchemes");
    let holders = older.into_iter().chain(newer).filter_map(Value::as_object);
    holders.flat_map(Map::keys).cloned().collect()
}

/// The number of operations of a document, whether they can be read or not.
#[must_use]
pub fn operations(root: &Value) -> usize {
    all(root).count()
}

/// Of the operations, those that the checked document hasn't, each with the reason why it, or its path item, was
/// refused.
pub fn skipped(operations: Vec<(Pointer, Pointer)>, checked: &Value, refused: &Refused) -> Refused {
    let operations = operations.into_iter();
    let left_out = operations.filter(|(_, at)| at.of(checked).is_none());
    left_out
        .map(|(item, at)| {
            let reason = refused.get(&at).or_else(|| refused.get(&item)).cloned();
            let null = |at: &Pointer| {
                let name = at.segments().last().unwrap_or_default();
                Reason::new(
                    Code::WrongShape,
                    &[&format!("`{name}`"), "an operation", "null", "ignored"],
                )
            };
            let reason = reason.unwrap_or_else(|| null(&at));
            (at, reason)
        })
        .collect()
}
