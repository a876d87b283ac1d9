//! The lists against what they are of: the sources of the runtime, and the manifest.

use openapi_client_generator::emit::RUNTIME;
use openapi_client_generator::lower::reserved::{BUILDER, CALL, CLIENT, CRATES, FEATURES};
use std::collections::BTreeSet;
use syn::{ImplItem, Item, ItemImpl, Meta, Type};

/// Every item of the runtime, those of inline modules too.
fn items() -> Vec<Item> {
    let files = RUNTIME.iter();
    let mut waiting: Vec<Item> = files
        .flat_map(|(path, text)| syn::parse_file(text).expect(path).items)
        .collect();
    let mut items = Vec::new();
    while let Some(item) = waiting.pop() {
        match item {
            Item::Mod(inner) => waiting.extend(inner.content.into_iter().flat_map(|(_, all)| all)),
            item => items.push(item),
        }
    }
    items
}

/// The functions that a type of the runtime has, of whatever visibility and by whatever trait. That of
/// `Debug` is never called by its name alone.
fn functions(name: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for item in items() {
        match item {
            Item::Impl(block) if is_of(&block, name) => {
                found.extend(block.items.iter().filter_map(|item| match item {
                    ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
                    _ => None,
                }));
                found.remove("fmt");
            }
            Item::Struct(item) if item.ident == name && derives_clone(&item.attrs) => {
                found.insert("clone".to_owned());
            }
            _ => {}
        }
    }
    found
}

fn is_of(block: &ItemImpl, name: &str) -> bool {
    matches!(&*block.self_ty, Type::Path(ty) if ty.path.segments.last().is_some_and(|last| last.ident == name))
}

fn derives_clone(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => {
            list.path.is_ident("derive") && list.tokens.to_string().contains("Clone")
        }
        _ => false,
    })
}

/// `reserved` is what the runtime has and what is emitted or minded besides, and nothing else.
#[track_caller]
fn check(reserved: &[&str], of: &str, besides: &[&str]) {
    let found = functions(of);
    assert!(found.len() > 1, "the runtime's {of} has moved");
    let expected = found
        .into_iter()
        .chain(besides.iter().map(|&name| name.to_owned()));
    let expected: BTreeSet<String> = expected.collect();
    let reserved: BTreeSet<String> = reserved.iter().map(|&name| name.to_owned()).collect();
    assert_eq!(reserved, expected, "of {of}");
}

#[test]
fn what_the_client_has_is_reserved() {
    check(CLIENT, "Client", &["builder", "new", "cmp", "fmt"]);
}

#[test]
fn what_a_call_has_is_reserved() {
    check(CALL, "Call", &["call", "parts"]);
}

#[test]
fn what_the_builder_has_is_reserved() {
    check(BUILDER, "ClientBuilder", &["server", "clone", "fmt", "new"]);
}

#[test]
fn the_crates_in_reach_are_those_of_the_manifest() {
    let manifest = include_str!("../../src/emit/manifest.toml");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let dependencies = |table: &toml::Value| {
        let table = table["dependencies"].as_table();
        table
            .into_iter()
            .flat_map(toml::Table::keys)
            .cloned()
            .collect::<Vec<_>>()
    };
    let targets = manifest["target"].as_table().expect("targets").values();
    let mut all: Vec<String> = targets.flat_map(dependencies).collect();
    all.extend(dependencies(&manifest.into()));
    let crates = all.iter().map(|name| name.replace('-', "_"));
    let of_rust = ["alloc", "core", "proc_macro", "std", "test"].map(str::to_owned);
    let expected: BTreeSet<String> = crates.chain(of_rust).collect();
    assert_eq!(
        expected,
        CRATES.iter().map(|&name| name.to_owned()).collect()
    );
}

#[test]
fn no_tag_takes_a_feature_of_all() {
    let manifest = include_str!("../../src/emit/manifest.toml");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let features = manifest["features"].as_table().expect("features").keys();
    let features: BTreeSet<&str> = features.map(String::as_str).collect();
    assert_eq!(features, FEATURES.iter().copied().collect());
}
