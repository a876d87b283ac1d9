//! Two ways of writing the same senders give the same types: a discriminator over objects with
//! alternative identifiers, and six closed leaves in one flat union.

use golden::case::Case;
use std::collections::BTreeMap;
use syn::{Attribute, Item};

const NESTED: &str = "spec/messages";
const FLAT: &str = "choices/flat_leaves";
const TYPES: [&str; 5] = [
    "Sender",
    "UserSender",
    "ContactSender",
    "UserIdentifier",
    "ContactIdentifier",
];

/// Fails when one of the types differs by more than its documentation.
pub fn check(cases: &[Case]) -> Result<(), String> {
    let nested = types(cases, NESTED)?;
    let flat = types(cases, FLAT)?;
    for name in ["Sender", "UserIdentifier", "ContactIdentifier"] {
        if !nested.contains_key(name) {
            return Err(format!("{NESTED} has no type {name}"));
        }
    }
    for name in TYPES {
        if nested.get(name) != flat.get(name) {
            return Err(format!(
                "{name} is not the same type in {NESTED} and {FLAT}"
            ));
        }
    }
    Ok(())
}

/// The types of a case by name, without their documentation.
fn types(cases: &[Case], name: &str) -> Result<BTreeMap<String, Item>, String> {
    let case = cases.iter().find(|case| case.name == name);
    let output = case.and_then(|case| case.generate().output);
    let output = output.ok_or_else(|| format!("{name} gives nothing"))?;
    let mut found = BTreeMap::new();
    for (_, text) in output
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("src/types"))
    {
        let file = syn::parse_file(text).map_err(|error| error.to_string())?;
        found.extend(file.items.into_iter().filter_map(undocumented));
    }
    Ok(found)
}

fn undocumented(item: Item) -> Option<(String, Item)> {
    match item {
        Item::Struct(mut item) => {
            silence(&mut item.attrs);
            item.fields
                .iter_mut()
                .for_each(|field| silence(&mut field.attrs));
            Some((item.ident.to_string(), Item::Struct(item)))
        }
        Item::Enum(mut item) => {
            silence(&mut item.attrs);
            for variant in &mut item.variants {
                silence(&mut variant.attrs);
                variant
                    .fields
                    .iter_mut()
                    .for_each(|field| silence(&mut field.attrs));
            }
            Some((item.ident.to_string(), Item::Enum(item)))
        }
        _ => None,
    }
}

fn silence(attributes: &mut Vec<Attribute>) {
    attributes.retain(|attribute| !attribute.path().is_ident("doc"));
}
