//! Made-up values of the schemas that are received, and the outcome of reading and writing them.

use super::compare;
use crate::row::{MADE, Row};
use indexmap::IndexMap;
use instances::{Json, is_beyond_64_bits};
use openapi_client_generator::Output;
use openapi_client_generator::ir::TypeKind;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The number of schemas of a document whose values are made.
const SCHEMAS: usize = 1000;

/// The number of faults that are shown.
const SHOWN: usize = 40;

/// The number of characters of a value that are shown.
const LENGTH: usize = 300;

/// A value and its type.
pub struct Made {
    /// The place of the schema.
    pub at: String,
    /// The type, in the form for a consumer of the crate.
    pub ty: String,
    /// The value.
    pub value: Json,
}

/// Values of each received schema, or of evenly chosen ones of a large document.
pub fn collect(row: &mut Row, root: &Value, output: &Output) -> Vec<Made> {
    let map = output.map();
    let is_json = |kind: &TypeKind| {
        !matches!(
            kind,
            TypeKind::Reply(_) | TypeKind::Webhooks(_) | TypeKind::Headers(_)
        )
    };
    let types = output.ir.types.iter();
    let types = types.filter(|def| def.usage.received && is_json(&def.kind));
    let received: BTreeSet<_> = types.map(|def| def.name.as_str()).collect();
    let schemas = map["schemas"].as_object().into_iter().flat_map(Map::iter);
    let is_oldest = root.get("swagger").is_some();
    let schemas = schemas.filter_map(|(place, ty)| {
        let place = if is_oldest {
            oldest(place)
        } else {
            place.clone()
        };
        Some((place, ty.as_str()?))
    });
    let wanted: Vec<_> = schemas
        .filter(|(place, ty)| {
            let name = ty.rsplit("::").next().unwrap_or_default();
            let is_body = place.contains("/responses/")
                && place.ends_with("/schema")
                && !place.contains("/headers/");
            let is_opaque = super::collect::is_opaque(ty);
            // A part of another schema has the type of the whole.
            let is_shared = ["#/components/schemas/", "#/definitions/"]
                .iter()
                .any(|section| {
                    place
                        .strip_prefix(section)
                        .is_some_and(|name| !name.contains('/'))
                });
            root.pointer(&place[1..]).is_some()
                && !is_opaque
                && (is_body || is_shared && ty.contains("::types::") && received.contains(name))
        })
        .collect();
    let step = wanted.len().div_ceil(SCHEMAS).max(1);
    let wanted: Vec<_> = wanted.into_iter().step_by(step).collect();
    let places: Vec<_> = wanted.iter().map(|(place, _)| place.as_str()).collect();
    let mut values = Vec::new();
    for ((place, ty), made) in wanted.iter().zip(instances::make(root, &places)) {
        row.rejected += made.rejected;
        if let Some(reason) = made.unchecked {
            *row.unchecked.entry(reason).or_default() += 1;
        }
        // The type of a schema is that beside null; the uses say whether it can be null.
        let valid = made.valid.into_iter();
        let valid = valid.filter(|value| *value != Json::Null);
        values.extend(valid.map(|value| Made {
            at: place.clone(),
            ty: (*ty).to_owned(),
            value,
        }));
    }
    row.made = values.len();
    values
}

/// A place of a document of 2.0, which the map has in the words of 3.x.
fn oldest(place: &str) -> String {
    let place = place.replace("#/components/schemas/", "#/definitions/");
    match (place.find("/content/"), place.strip_suffix("/schema")) {
        (Some(at), Some(_)) => format!("{}/schema", &place[..at]),
        _ => place,
    }
}

/// Compares the values with the program's output: the place, the value, and what the program said.
pub fn compare<'a>(
    row: &mut Row,
    lines: impl Iterator<Item = ((&'a str, &'a str), &'a str)>,
) -> Result<(), String> {
    let mut faults: IndexMap<String, (usize, String)> = IndexMap::new();
    let mut notes: IndexMap<String, (usize, String)> = IndexMap::new();
    for ((at, line), said) in lines {
        let text = line.split_once('\t').map_or(line, |(_, text)| text);
        let value = Json::parse(text).map_err(|error| error.to_string())?;
        let (fault, note) = outcome(row, &value, said)?;
        if fault.is_some() && value.has_number(&is_beyond_64_bits) {
            row.beyond += 1;
            continue;
        }
        row.kept += usize::from(fault.is_none());
        row.noted += usize::from(note.is_some());
        for (found, list) in [(fault, &mut faults), (note, &mut notes)] {
            if let Some(what) = found {
                let shown: String = text.chars().take(LENGTH).collect();
                let entry = list.entry(format!("{at}: {what}")).or_insert((0, shown));
                entry.0 += 1;
            }
        }
    }
    let notes: Vec<_> = notes.iter().collect();
    row.notes = notes
        .iter()
        .take(SHOWN)
        .map(|(what, (_, text))| format!("{what}: {text}"))
        .collect();
    if !faults.is_empty() {
        let summary = format!(
            "of {} made-up values, {} are not the same afterwards",
            row.made,
            row.made - row.kept - row.beyond
        );
        let mut details = String::new();
        for (what, (count, text)) in faults.iter().take(SHOWN) {
            let _ = writeln!(details, "{count} times {what}\n  {text}");
        }
        row.fail(MADE, summary, details);
    }
    Ok(())
}

/// The fault that a value shows, and the mismatch that is noted in it.
fn outcome(
    row: &mut Row,
    value: &Json,
    said: &str,
) -> Result<(Option<String>, Option<String>), String> {
    if let Some(error) = said.strip_prefix('!') {
        let error = error.split(" (line ").next().unwrap_or(error);
        return Ok((Some(format!("doesn't decode: {error}")), None));
    }
    let mut parts = said.split('\t');
    let mut next = || parts.next().unwrap_or_default();
    let (written, noted, other) = (next(), next(), next());
    let mut written = Json::parse(written).map_err(|error| format!("{error}: {said}"))?;
    row.added += usize::from(take_added(value, &mut written, &row.constants));
    let fault = compare::lost(value, &written, &row.told_apart)
        .map(|place| format!("differs at `{place}`"));
    let other = Some(other).filter(|other| !other.is_empty());
    let fault = fault.or_else(|| other.map(|other| format!("serde alone gives {other}")));
    let note = Some(noted).filter(|noted| !noted.is_empty());
    Ok((fault, note.map(ToOwned::to_owned)))
}

/// Takes out members that have one value in all types, and were missing before; returns whether there were any.
fn take_added(before: &Json, after: &mut Json, constants: &[String]) -> bool {
    match (before, after) {
        (Json::Map(before), Json::Map(after)) => {
            let length = after.len();
            after.retain(|name, _| before.contains_key(name) || !constants.contains(name));
            let mut added = after.len() < length;
            for (name, member) in after {
                let earlier = before.get(name);
                added |= earlier.is_some_and(|earlier| take_added(earlier, member, constants));
            }
            added
        }
        (Json::List(before), Json::List(after)) => {
            let pairs = before.iter().zip(after);
            pairs.fold(false, |added, (before, after)| {
                take_added(before, after, constants) | added
            })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::take_added;
    use instances::Json;

    #[test]
    fn constants_are_taken_out_where_they_are_new() {
        let check = |before: &str, after: &str, rest: &str| {
            let (before, mut after) = (Json::parse(before).unwrap(), Json::parse(after).unwrap());
            let added = take_added(&before, &mut after, &["t".to_owned()]);
            assert_eq!(after.to_string(), rest);
            added
        };
        assert!(check(
            r#"[{"a":{}}]"#,
            r#"[{"a":{"t":1,"u":2}}]"#,
            r#"[{"a":{"u":2}}]"#
        ));
        assert!(!check(r#"{"t":1}"#, r#"{"t":2}"#, r#"{"t":2}"#));
    }
}
