//! Where texts stand in a document, by the specification's tables.

use crate::plant::WORD;
use openapi_client_generator::openapi::spec::{DOCUMENT, Kind, Shape};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Fields that hold a text, such as `an info object: title`.
pub type Fields = BTreeSet<String>;

/// All that the tables know.
pub fn of_tables() -> Fields {
    let mut fields = Fields::new();
    of_kind(&DOCUMENT, DOCUMENT.noun, &mut Vec::new(), &mut fields);
    fields
}

fn of_kind(kind: &'static Kind, noun: &str, seen: &mut Vec<*const Kind>, fields: &mut Fields) {
    if seen.contains(&std::ptr::from_ref(kind)) {
        return;
    }
    seen.push(kind);
    for known in kind.keywords {
        of_shape(
            &known.shape,
            &format!("{noun}: {}", known.name),
            seen,
            fields,
        );
    }
    if let Some(patterned) = &kind.patterned {
        if (patterned.matches)(&format!("/{WORD}1")) {
            fields.insert(format!("{noun}: its keys"));
        }
        of_shape(&patterned.shape, noun, seen, fields);
    }
    for (tag, kind) in kind.variants.iter().flat_map(|variants| variants.kinds) {
        of_kind(kind, &format!("{noun} ({tag})"), seen, fields);
    }
}

fn of_shape(shape: &'static Shape, name: &str, seen: &mut Vec<*const Kind>, fields: &mut Fields) {
    match shape {
        Shape::Any | Shape::Dialect | Shape::Text => {
            fields.insert(name.to_owned());
        }
        Shape::Later(shape) => of_shape(shape, name, seen, fields),
        Shape::List(item) | Shape::Tuple(item) => {
            of_shape(item, &format!("{name}[]"), seen, fields);
        }
        Shape::Map(item) => {
            fields.insert(format!("{name}: its keys"));
            of_shape(item, &format!("{name}.*"), seen, fields);
        }
        Shape::Object(kind) | Shape::Ref(kind) | Shape::FlagOr(kind) => {
            of_kind(kind, kind.noun, seen, fields);
        }
        Shape::Ignored
        | Shape::Checked(_)
        | Shape::Unsupported
        | Shape::Moved(..)
        | Shape::Word(_)
        | Shape::Types(_)
        | Shape::Flag
        | Shape::Number
        | Shape::Positive
        | Shape::Count => {}
    }
}

/// The fields in which a document has words to plant a text at.
pub fn planted(document: &Value) -> Fields {
    words(document).into_keys().collect()
}

/// The same with the words.
pub fn words(document: &Value) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    visit(
        document,
        &Shape::Object(&DOCUMENT),
        "",
        &mut |field, text| {
            let words = crate::plant::words(text);
            if !words.is_empty() {
                found
                    .entry(field.to_owned())
                    .or_insert_with(Vec::new)
                    .extend(words);
            }
        },
    );
    found
}

/// Calls `found` with each text of a value and its field.
fn visit(value: &Value, shape: &Shape, name: &str, found: &mut dyn FnMut(&str, &str)) {
    match (shape, value) {
        (Shape::Text, Value::String(text)) => found(name, text),
        (Shape::Any | Shape::Dialect, any) => found(name, &any.to_string()),
        (Shape::List(item) | Shape::Tuple(item), Value::Array(items)) => {
            for value in items {
                visit(value, item, &format!("{name}[]"), found);
            }
        }
        (Shape::Map(item), Value::Object(members)) => {
            for (key, value) in members {
                found(&format!("{name}: its keys"), key);
                visit(value, item, &format!("{name}.*"), found);
            }
        }
        (Shape::Object(kind) | Shape::Ref(kind) | Shape::FlagOr(kind), Value::Object(members)) => {
            visit_kind(members, kind, found);
        }
        _ => {}
    }
}

fn visit_kind(members: &Map<String, Value>, kind: &Kind, found: &mut dyn FnMut(&str, &str)) {
    let variant = variant(members, kind);
    for (key, value) in members {
        for (kind, noun) in [Some((kind, kind.noun.to_owned())), variant.clone()]
            .into_iter()
            .flatten()
        {
            let mut keywords = kind.keywords.iter();
            if let Some(known) = keywords.find(|known| known.name == key) {
                visit(value, &known.shape, &format!("{noun}: {key}"), found);
            } else if let Some(patterned) = &kind.patterned
                && (patterned.matches)(key)
            {
                found(&format!("{noun}: its keys"), key);
                visit(value, &patterned.shape, &noun, found);
            }
        }
    }
}

/// The kind that the value of a keyword adds, and its name.
fn variant(members: &Map<String, Value>, kind: &Kind) -> Option<(&'static Kind, String)> {
    let variants = kind.variants.as_ref()?;
    let tag = members.get(variants.tag)?.as_str()?;
    let (_, found) = variants.kinds.iter().find(|(value, _)| *value == tag)?;
    Some((*found, format!("{} ({tag})", kind.noun)))
}

/// Gives each object a keyword that nobody knows, and each keyword that is no text a text; how many.
pub fn estrange(document: &mut Value, payload: &str) -> usize {
    let mut count = 0;
    strange(document, &Shape::Object(&DOCUMENT), payload, &mut count);
    count
}

fn strange(value: &mut Value, shape: &Shape, payload: &str, count: &mut usize) {
    match (shape, &mut *value) {
        (Shape::List(item) | Shape::Tuple(item), Value::Array(items)) => {
            for value in items {
                strange(value, item, payload, count);
            }
        }
        (Shape::Map(item), Value::Object(members)) => {
            for (_, value) in members {
                strange(value, item, payload, count);
            }
        }
        (Shape::Object(kind) | Shape::Ref(kind) | Shape::FlagOr(kind), Value::Object(members))
            if !members.contains_key("$ref") =>
        {
            let variant = variant(members, kind).map(|(kind, _)| kind);
            strange_kind(members, kind, variant, payload, count);
        }
        // What tells which object it is stays, or nothing would be read of it.
        (
            Shape::Word(_)
            | Shape::Types(_)
            | Shape::Flag
            | Shape::Number
            | Shape::Positive
            | Shape::Count,
            _,
        ) => {
            *value = payload.into();
            *count += 1;
        }
        _ => {}
    }
}

fn strange_kind(
    members: &mut Map<String, Value>,
    kind: &Kind,
    variant: Option<&'static Kind>,
    payload: &str,
    count: &mut usize,
) {
    let tag = kind.variants.as_ref().map(|variants| variants.tag);
    for (key, value) in members
        .iter_mut()
        .filter(|(key, _)| Some(key.as_str()) != tag)
    {
        let kinds = [Some(kind), variant];
        let mut keywords = kinds.iter().flatten().flat_map(|kind| kind.keywords);
        if let Some(known) = keywords.find(|known| known.name == key) {
            strange(value, &known.shape, payload, count);
        } else if let Some(patterned) = &kind.patterned {
            strange(value, &patterned.shape, payload, count);
        }
    }
    members.insert(format!("{payload} {count}"), payload.into());
    *count += 1;
}
