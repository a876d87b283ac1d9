//! The merge of an update into a value (Overlay Specification 1.1.0, section 4.4.3: Action Object).

use super::origin::{Origin, Origins, child};
use super::query::Step;
use super::read::Version;
use crate::diagnostic::Pointer;
use serde_json::{Map, Value};

/// Two values that can't be merged.
#[derive(Debug)]
pub struct Clash {
    /// The kind of the update.
    pub update: &'static str,
    /// The kind of the value in the document.
    pub value: &'static str,
    /// The place in the document.
    pub place: Pointer,
    /// The part of the update.
    pub origin: Origin,
    /// Whether both are single values, which 1.0 can't change.
    pub is_single: bool,
}

/// An update with its origin.
#[derive(Clone, Copy)]
pub struct Update<'u> {
    pub value: &'u Value,
    pub origin: &'u Origin,
}

/// Merges an update into a selected value. Returns whether the value changed.
pub fn merge(
    value: &mut Value,
    origins: &mut Origins,
    update: Update<'_>,
    place: &Pointer,
    version: Version,
) -> Result<bool, Clash> {
    if !fits(value, update.value, version) {
        return Err(clash(value, update, place));
    }
    match (value, update.value) {
        (Value::Object(members), Value::Object(new)) => {
            object(members, origins, new, update.origin, place)
        }
        // In 1.0, lists are not concatenated here: each list is an entry.
        (Value::Array(items), Value::Array(new)) if version >= Version::V11 => {
            Ok(list(items, origins, new, update.origin))
        }
        (Value::Array(items), new) => {
            origins.write(Step::Index(items.len()), update.origin.clone());
            items.push(new.clone());
            Ok(true)
        }
        (old, new) => {
            let is_other = *old != *new;
            if is_other {
                old.clone_from(new);
                origins.replace(update.origin.clone());
            }
            Ok(is_other)
        }
    }
}

/// Whether a selected value accepts an update: a list accepts any, and only 1.1 allows other values than
/// objects and lists.
fn fits(value: &Value, update: &Value, version: Version) -> bool {
    match value {
        Value::Array(_) => true,
        Value::Object(_) => update.is_object(),
        _ => version >= Version::V11 && is_alike(value, update),
    }
}

fn object(
    members: &mut Map<String, Value>,
    origins: &mut Origins,
    new: &Map<String, Value>,
    origin: &Origin,
    place: &Pointer,
) -> Result<bool, Clash> {
    let mut is_changed = false;
    for (name, value) in new {
        let step = Step::Name(name.clone());
        let origin = &child(origin, &step);
        let Some(old) = members.get_mut(name) else {
            members.insert(name.clone(), value.clone());
            origins.write(step, origin.clone());
            is_changed = true;
            continue;
        };
        let place = &place.child(name);
        is_changed |= match (&mut *old, value) {
            (Value::Object(members), Value::Object(new)) => {
                object(members, origins.inner(step), new, origin, place)?
            }
            (Value::Array(items), Value::Array(new)) => {
                list(items, origins.inner(step), new, origin)
            }
            (Value::Object(_) | Value::Array(_), _) | (_, Value::Object(_) | Value::Array(_)) => {
                return Err(clash(old, Update { value, origin }, place));
            }
            (old, new) => {
                let is_other = *old != *new;
                if is_other {
                    old.clone_from(new);
                    origins.write(step, origin.clone());
                }
                is_other
            }
        };
    }
    Ok(is_changed)
}

/// Appends the items to a list.
fn list(items: &mut Vec<Value>, origins: &mut Origins, new: &[Value], origin: &Origin) -> bool {
    for (index, value) in new.iter().enumerate() {
        let origin = child(origin, &Step::Index(index));
        origins.write(Step::Index(items.len()), origin);
        items.push(value.clone());
    }
    !new.is_empty()
}

fn clash(value: &Value, update: Update<'_>, place: &Pointer) -> Clash {
    Clash {
        update: kind(update.value),
        value: kind(value),
        place: place.clone(),
        origin: update.origin.clone(),
        is_single: [value, update.value]
            .iter()
            .all(|it| !it.is_object() && !it.is_array()),
    }
}

/// The kind of a value, for merging.
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "an object",
        Value::Array(_) => "a list",
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
    }
}

/// Whether two values are both objects, both lists or neither.
pub fn is_alike(one: &Value, other: &Value) -> bool {
    one.is_object() == other.is_object() && one.is_array() == other.is_array()
}
