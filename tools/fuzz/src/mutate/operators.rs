//! Changes to a document as a tree.

use super::{Subject, files, overlay, place, pool};
use arbitrary::Result;
use serde_json::{Map, Value, json};

type Operator = fn(&mut Subject<'_, '_, '_>) -> Result<()>;

/// Every operator, by name.
pub const ALL: &[(&str, Operator)] = &[
    ("remove", remove),
    ("replace", replace),
    ("text", text),
    ("rename", rename),
    ("refer", refer),
    ("refer", refer),
    ("splice", splice),
    ("splice", splice),
    ("keyword", keyword),
    ("keyword", keyword),
    ("wrap", wrap),
    ("nest", nest),
    ("multiply", multiply),
    ("swap", swap),
    ("circle", circle),
    ("version", version),
    ("split", files::split),
    ("split", files::split),
    ("refer to a file", files::refer),
    ("lead elsewhere", files::lead_elsewhere),
    ("overlay", overlay::overlay),
    ("overlay", overlay::overlay),
];

impl Subject<'_, '_, '_> {
    /// A place in the document; `None` in a document without places.
    pub fn place(&mut self) -> Result<Option<String>> {
        self.place_of(|_| true)
    }

    /// A place of a value that `wanted` accepts.
    pub fn place_of(&mut self, wanted: fn(&Value) -> bool) -> Result<Option<String>> {
        place::choose(&self.document, wanted, self.bytes)
    }

    pub fn text(&mut self) -> Result<String> {
        Ok((*self.bytes.choose(pool::TEXTS)?).to_owned())
    }

    /// Writes `value` at an existing place.
    pub fn put(&mut self, at: &str, value: Value) {
        if let Some(slot) = self.document.pointer_mut(at) {
            *slot = value;
        }
    }

    /// The object that a place is a member of, and the key.
    fn container(&mut self, at: &str) -> Option<(&mut Map<String, Value>, String)> {
        let (parent, key) = place::split(at);
        Some((self.document.pointer_mut(parent)?.as_object_mut()?, key))
    }
}

fn remove(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let Some(at) = subject.place()? else {
        return Ok(());
    };
    let (parent, key) = place::split(&at);
    match subject.document.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.shift_remove(&key);
        }
        Some(Value::Array(items)) => {
            key.parse()
                .ok()
                .filter(|i| *i < items.len())
                .map(|i: usize| items.remove(i));
        }
        _ => {}
    }
    Ok(())
}

/// Another value of any kind.
fn replace(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let values = pool::values();
    let value = values[subject.bytes.choose_index(values.len())?].clone();
    if let Some(at) = subject.place()? {
        subject.put(&at, value);
    }
    Ok(())
}

/// Another text, or a longer one.
fn text(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let Some(at) = subject.place_of(Value::is_string)? else {
        return Ok(());
    };
    let piece = subject.text()?;
    let old = subject.document.pointer(&at).and_then(Value::as_str);
    let old = old.unwrap_or_default();
    let new = match subject.bytes.int_in_range(0..=3)? {
        0 => format!("{old}{piece}"),
        1 => format!("{piece}{old}"),
        2 => old.to_uppercase(),
        _ => piece,
    };
    subject.put(&at, Value::String(new));
    Ok(())
}

/// Another key: a text of the pool, or a key that resembles a sibling.
fn rename(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let Some(at) = subject.place()? else {
        return Ok(());
    };
    let piece = subject.text()?;
    let choice = subject.bytes.int_in_range(0..=4)?;
    let Some((members, key)) = subject.container(&at) else {
        return Ok(());
    };
    let sibling = members.keys().find(|other| **other != key).cloned();
    let sibling = sibling.unwrap_or_default();
    let new = match choice {
        0 => sibling.to_uppercase(),
        1 => format!("-{sibling}"),
        2 => format!("{key}{piece}"),
        3 => sibling.replace('_', "-"),
        _ => piece,
    };
    if let Some(value) = members.shift_remove(&key) {
        members.insert(new, value);
    }
    Ok(())
}

/// A reference to another place, possibly one around it.
fn refer(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let (Some(at), Some(mut to)) = (
        subject.place_of(Value::is_object)?,
        subject.place_of(Value::is_object)?,
    ) else {
        return Ok(());
    };
    if subject.bytes.ratio(1, 3)? {
        place::split(&at).0.clone_into(&mut to);
    }
    let reference = json!({"$ref": place::reference(&to)});
    subject.put(&at, reference);
    Ok(())
}

/// The value of the same key in another document.
fn splice(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let Some(at) = subject.place()? else {
        return Ok(());
    };
    let (_, key) = place::split(&at);
    let donors = subject.seeds.donors(&key);
    if !donors.is_empty() {
        let value = subject.bytes.choose(donors)?.clone();
        subject.put(&at, value);
    }
    Ok(())
}

/// A key of another document, with its value.
fn keyword(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let key = subject.bytes.choose(subject.seeds.keys())?.clone();
    let donors = subject.seeds.donors(&key);
    if donors.is_empty() {
        return Ok(());
    }
    let value = subject.bytes.choose(donors)?.clone();
    if let Some(at) = subject.place_of(Value::is_object)?
        && let Some(Value::Object(members)) = subject.document.pointer_mut(&at)
    {
        members.insert(key, value);
    }
    Ok(())
}

/// Schemas around a schema, with every construct that holds one.
fn wrapped(kind: usize, inner: &Value) -> Value {
    match kind {
        0 => json!({"allOf": [inner]}),
        1 => json!({"allOf": [inner, inner]}),
        2 => json!({"oneOf": [inner, {"type": "null"}]}),
        3 => json!({"anyOf": [{"type": "string"}, inner]}),
        4 => json!({"type": "array", "items": inner}),
        5 => json!({"type": "object", "properties": {"a": inner}, "required": ["a"]}),
        6 => json!({"type": "object", "additionalProperties": inner}),
        7 => json!({"type": ["array", "null"], "items": inner}),
        _ => json!({"not": inner}),
    }
}

/// The number of constructs in [`wrapped`].
const WRAPS: usize = 9;

fn wrap(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let kind = subject.bytes.choose_index(WRAPS)?;
    let Some(at) = subject.place_of(Value::is_object)? else {
        return Ok(());
    };
    let inner = subject.document.pointer(&at).cloned().unwrap_or_default();
    subject.put(&at, wrapped(kind, &inner));
    Ok(())
}

/// Many levels of one construct.
fn nest(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let kind = subject.bytes.choose_index(WRAPS)?;
    let levels = subject.bytes.int_in_range(2..=40)?;
    let Some(at) = subject.place_of(Value::is_object)? else {
        return Ok(());
    };
    let mut inner = subject.document.pointer(&at).cloned().unwrap_or_default();
    for level in 0..levels {
        // A construct that doubles with each level is for the first few levels.
        let kind = if kind == 1 && level > 6 { 0 } else { kind };
        inner = wrapped(kind, &inner);
    }
    subject.put(&at, inner);
    Ok(())
}

/// Many copies of a member or an item, beside it.
fn multiply(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let count = subject.bytes.int_in_range(2..=40)?;
    let alike = subject.bytes.ratio(1, 2)?;
    let Some(at) = subject.place()? else {
        return Ok(());
    };
    let Some(value) = subject.document.pointer(&at).cloned() else {
        return Ok(());
    };
    let (parent, key) = place::split(&at);
    match subject.document.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            for i in 0..count {
                // All of these keys become the same name.
                let key = if alike {
                    format!("{key}{}", "-".repeat(i + 1))
                } else {
                    format!("{key}{i}")
                };
                members.insert(key, value.clone());
            }
        }
        Some(Value::Array(items)) => items.extend(std::iter::repeat_n(value, count)),
        _ => {}
    }
    Ok(())
}

/// Two places exchange their values.
fn swap(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let (Some(a), Some(b)) = (subject.place()?, subject.place()?) else {
        return Ok(());
    };
    let value = |at| subject.document.pointer(at).cloned().unwrap_or_default();
    let (of_a, of_b) = (value(&a), value(&b));
    subject.put(&a, of_b);
    subject.put(&b, of_a);
    Ok(())
}

/// A schema that leads to itself through a construct.
fn circle(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let kind = subject.bytes.choose_index(WRAPS)?;
    let Some(at) = subject.place_of(Value::is_object)? else {
        return Ok(());
    };
    let circle = wrapped(kind, &json!({"$ref": place::reference(&at)}));
    if subject.bytes.ratio(1, 2)? {
        subject.put(&at, circle);
    } else if let Some(Value::Object(members)) = subject.document.pointer_mut(&at)
        && let Value::Object(circle) = circle
    {
        members.extend(circle);
    }
    Ok(())
}

/// Another version of the specification.
fn version(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let versions = ["3.0.3", "3.1.1", "3.2.0", "3.0.0", "2.0"];
    let version = *subject.bytes.choose(&versions)?;
    if let Value::Object(members) = &mut subject.document {
        for key in ["openapi", "swagger", "overlay"] {
            members.shift_remove(key);
        }
        let key = match version {
            "2.0" => "swagger",
            _ => "openapi",
        };
        members.insert(key.to_owned(), json!(version));
    }
    Ok(())
}
