//! A document as one document of 3.2, in a file of its own, gives the same files: its other files, overlays and
//! upgrades are in it, and its numbers and texts are read back as they were.

use golden::case::Case;
use openapi_client_generator::config::Config;
use openapi_client_generator::diagnostic::Diagnostics;

use openapi_client_generator::openapi::Newest;
use openapi_client_generator::source::Source;
use openapi_client_generator::{Memory, Output, config, generate, openapi, read_with};
use serde_json::{Map, Value};

/// Fails when the bundled document gives another crate.
pub fn check(case: &Case) -> Result<(), String> {
    let first = case.generate();
    let Some(first) = first.output else {
        return Ok(());
    };
    let mut files = Memory::default();
    files.add(case.document, case.text.as_str());
    for (name, text) in &case.files {
        files.add(name, text.as_str());
    }
    let mut diagnostics = Diagnostics::default();
    let options = case.options.as_deref().unwrap_or_default();
    let options = config::text("options.toml", options, &mut diagnostics);
    let mut options = options.ok_or("its options can be read once only")?;
    let source = read_with(&files, case.document, &options, &mut diagnostics);
    let source = source.ok_or("it can be read once only")?;
    let newest = openapi::newest(&source, &mut diagnostics).ok_or("it is not bundled")?;
    let name = &mut options.package.name;
    name.get_or_insert_with(|| case.package());
    let options = newest.settings(&options);
    let (mut yaml, json) = (one("yaml", newest.yaml())?, one("json", newest.json())?);
    for (notation, read) in [("YAML", &yaml), ("JSON", &json)] {
        if read.root != newest.tree {
            return Err(format!(
                "as one document of {notation}, it has other values"
            ));
        }
    }
    let mut diagnostics = Diagnostics::default();
    let other = generate(&mut yaml, &options, &mut diagnostics).ok_or_else(|| {
        let said = diagnostics.render(&[&yaml]);
        format!("as one document, it gives nothing:\n{said}")
    })?;
    compare(&first, &other, &newest)
}

/// Reads a bundled document, which has nothing odd about it and needs no other file.
fn one(name: &str, text: String) -> Result<Source, String> {
    let mut diagnostics = Diagnostics::default();
    let mut files = Memory::default();
    files.add(name, text);
    let source = read_with(&files, name, &Config::default(), &mut diagnostics);
    let said = diagnostics.render(&source.iter().collect::<Vec<_>>());
    match source {
        Some(source) if said.is_empty() => Ok(source),
        _ => Err(format!("as one document, it is wrong:\n{said}")),
    }
}

/// Whether a bundled document has the types of the same places. Besides, it can have a branch beside `null`.
fn is_alike(mut first: Value, mut other: Value, newest: &Newest) -> bool {
    let places = |map: &mut Value| match map["schemas"].take() {
        Value::Object(places) => places,
        _ => Map::new(),
    };
    let (old, mut new) = (places(&mut first), places(&mut other));
    // The map has places of the checked tree, in which the passes of all versions have moved parts already.
    let now = |at: &str| newest.now(at).filter(|_| !new.contains_key(at));
    let moved = |(at, ty): (String, Value)| (now(&at).unwrap_or(at), ty);
    let old: Map<String, Value> = old.into_iter().map(moved).collect();
    let is_branch = |at: &str| {
        let union = at.strip_suffix("/anyOf/0");
        union.is_some_and(|union| old.contains_key(union))
    };
    new.retain(|at, _| old.contains_key(at) || !is_branch(at));
    first == other && old == new
}

fn compare(first: &Output, other: &Output, newest: &Newest) -> Result<(), String> {
    let mut paths = first.files.keys().chain(other.files.keys());
    if let Some(path) = paths.find(|path| first.files.get(*path) != other.files.get(*path)) {
        return Err(format!("as one document, it gives another {path}"));
    }
    if !is_alike(first.map(), other.map(), newest) {
        return Err("as one document, it gives another map".to_owned());
    }
    Ok(())
}
