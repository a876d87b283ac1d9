//! Changes to the bundled tree.

use crate::diagnostic::Pointer;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// Lets a reference, or a value of `mapping` or `$dynamicRef`, lead to another place.
pub fn point(tree: &mut Value, place: &Pointer, to: &str) {
    match place.of_mut(tree) {
        Some(Value::Object(members)) => {
            members.insert("$ref".to_owned(), to.into());
        }
        Some(text) => *text = to.into(),
        None => {}
    }
}

/// Lets the key of a requirement be the name of a component, as all versions have it.
pub fn rename(tree: &mut Value, place: &Pointer, scheme: &Pointer) {
    let Some(Value::Object(members)) = place.parent().of_mut(tree) else {
        return;
    };
    let old = place.segments().last().unwrap_or_default();
    let name = scheme.component("securitySchemes");
    let name = name.map_or_else(|| scheme.to_string(), Cow::into_owned);
    if let Some(scopes) = members.swap_remove(&*old) {
        members.entry(name).or_insert(scopes);
    }
}

/// Puts a value at a place, in objects that are made where there are none.
pub fn put(tree: &mut Value, place: &Pointer, value: Value) {
    let mut at = tree;
    for key in place.segments() {
        if !at.is_object() {
            *at = Value::Object(Map::new());
        }
        at = &mut at[&*key];
    }
    *at = value;
}
