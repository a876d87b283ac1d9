//! `[allow]`: warnings that aren't reported, by code and place.

use super::Config;
use super::read::{Key, Reader, Value};
use crate::diagnostic::{Allowed, Code, Excerpt, Place, Pointer, Severity};
use crate::map::IndexMap;
use crate::source::files::{folder, join};
use toml::de::DeValue;

pub fn allow(reader: &mut Reader<'_>, value: &Value<'_>, config: &mut Config) {
    let Some(table) = reader.table(value) else {
        return;
    };
    for (key, value) in table {
        let Some(code) = code(reader, key) else {
            continue;
        };
        let allowed = match value.get_ref() {
            DeValue::Boolean(true) => Allowed::Everywhere(reader.place(&key.span())),
            DeValue::Array(list) if list.is_empty() => {
                let fault = "an empty list allows nothing; list places, or write `true`";
                reader.fault(value.span(), fault);
                continue;
            }
            DeValue::Array(_) => Allowed::At(places(reader, value)),
            _ => {
                reader.mistyped(value, "`true`, or a list of places");
                continue;
            }
        };
        config.allow.insert(code, allowed);
    }
}

/// The warning of a key.
fn code(reader: &mut Reader<'_>, key: &Key<'_>) -> Option<Code> {
    let id: &str = key.get_ref();
    let Some(code) = Code::parse(id) else {
        let known: Vec<&str> = Code::ALL.iter().map(|code| code.entry().id).collect();
        reader.misspelled(key, format!("unknown code `{id}`"), &known);
        return None;
    };
    let is_error = code.entry().severity == Severity::Error;
    let fault = is_error.then(|| format!("`{id}` is an error; only warnings can be allowed"));
    reader.check(key.span(), fault).then_some(code)
}

fn places(reader: &mut Reader<'_>, value: &Value<'_>) -> IndexMap<Place, Excerpt> {
    let mut places = IndexMap::default();
    for (text, span) in reader.texts(value) {
        let excerpt = reader.place(&span);
        match place(text, folder(&excerpt.name)) {
            Some(place) if places.contains_key(&place) => {
                reader.fault(span, format!("`{text}` is listed twice"));
            }
            Some(place) => {
                places.insert(place, excerpt);
            }
            None => reader.fault(
                span,
                "a place is a pointer that begins with `#/`; the path of another file stands before it",
            ),
        }
    }
    places
}

/// A place of the document, or of the file before `#`, whose path begins at the folder of client.toml.
fn place(text: &str, folder: &str) -> Option<Place> {
    let (file, _) = text.split_once('#')?;
    let at = Pointer::shown(&text[file.len()..])?;
    let file = (!file.is_empty()).then(|| join(folder, file));
    Some(Place { file, at })
}
