//! A document gives the same files when its schemas say the same in other words. Those of 3.1 are tried on the newer
//! twins of documents of 3.0, too.

use golden::case::Case;
use golden::decimals::Marked;
use golden::identity::{IDENTITIES, Identity, Rewriter};
use golden::newer::{Newer, newer};
use serde_json::Value;
use std::collections::BTreeMap;

/// Cases with schemas that the generator reads otherwise in other words, with the reason.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "allof/levels",
        "the other words are more levels than allowed",
    ),
    (
        "allof/null_beside_union",
        "a type beside branches counts where all of them are types alone",
    ),
    ("enums/decimals_as_strings", REPAIRED),
    ("enums/on_lists", REPAIRED),
    ("errors/null_unquoted", REPAIRED),
    (
        "refs/dynamic_older",
        "`$defs` has no effect beside `$ref` before 3.1, and one beside `allOf`",
    ),
    (
        "refs/dynamic_pages",
        "a template within a union is no other name for the schema around that",
    ),
    ("responses/item_schemas", EVENT),
    (
        "unions/family_members",
        "`allOf` around another name for a base makes a schema that is derived from the base",
    ),
    ("unions/null_branch", REPAIRED),
];

const REPAIRED: &str = "a repair looks at the keywords beside the one with the fault";
const EVENT: &str = "the fields of an event are those of its own schema";

/// Fails when a document in other words gives other files.
pub fn check(case: &Case) -> Result<(), String> {
    let Some(marked) = Marked::read(case.document, &case.text) else {
        return Ok(());
    };
    let Some(version) = version(case, &marked.root) else {
        return Ok(());
    };
    let Some(first) = case.generate().output else {
        return Ok(());
    };
    let twin = newer(&marked.root, Newer::V31);
    let mut faults = IDENTITIES.iter().filter_map(|identity| {
        let is_older = version.starts_with("3.0");
        let root = if identity.is_newer && is_older {
            &twin
        } else {
            &marked.root
        };
        let differs = |only| differs(case, &first.files, &marked, root, identity, only);
        let (path, places) = differs(None)?;
        let alone = (0..places.len()).find(|only| differs(Some(*only)).is_some());
        let at = alone.map_or_else(|| "all together".to_owned(), |only| places[only].clone());
        Some(format!("{} gives another {path}: {at}", identity.name))
    });
    match EXCEPTIONS.iter().find(|(name, _)| *name == case.name) {
        None => faults.next().map_or(Ok(()), Err),
        Some((_, why)) => match faults.next() {
            Some(_) => Ok(()),
            None => Err(format!("the same in other words by now: {why}")),
        },
    }
}

/// Fails when no case has a schema that an identity rewrites.
pub fn check_all(cases: &[Case]) -> Result<(), String> {
    let roots = cases.iter().filter_map(|case| {
        let root = Marked::read(case.document, &case.text)?.root;
        version(case, &root)?;
        Some(root)
    });
    let roots: Vec<Value> = roots.collect();
    let is_idle = |identity: &&Identity| {
        !roots.iter().any(|root| {
            let mut rewriter = Rewriter::new(root, identity, None);
            rewriter.rewrite(&mut root.clone());
            !rewriter.places.is_empty()
        })
    };
    match IDENTITIES.iter().find(is_idle) {
        Some(identity) => Err(format!("no case has a schema for {}", identity.name)),
        None => Ok(()),
    }
}

/// The version of a document whose schemas can be rewritten: neither its files nor its options have places in them.
fn version(case: &Case, root: &Value) -> Option<String> {
    let has_places = case
        .options
        .as_ref()
        .is_some_and(|text| text.contains("#/"));
    let is_large = case.name.starts_with("scale/");
    let version = root.get("openapi")?.as_str()?;
    let is_alone = case.files.is_empty() && !has_places && !is_large;
    is_alone.then(|| version.to_owned())
}

/// The first file that differs once schemas are rewritten: all, or the one with this number. With the places of all.
fn differs(
    case: &Case,
    first: &BTreeMap<String, String>,
    marked: &Marked,
    root: &Value,
    identity: &Identity,
    only: Option<usize>,
) -> Option<(String, Vec<String>)> {
    let mut root = root.clone();
    let mut rewriter = Rewriter::new(&root, identity, only);
    rewriter.rewrite(&mut root);
    if rewriter.places.is_empty() {
        return None;
    }
    let output = case
        .generate_from(&marked.written(format!("{root:#}")))
        .output;
    let other = output.map(|output| output.files).unwrap_or_default();
    let mut paths = first.keys().chain(other.keys());
    let path = paths.find(|path| first.get(*path) != other.get(*path))?;
    let places = rewriter
        .places
        .iter()
        .map(|place| place.as_str().to_owned());
    Some((path.clone(), places.collect()))
}
