//! The tables of `surface` against what they are of: the sources of the runtime, and the manifest.

use openapi_client_generator::emit::RUNTIME;
use openapi_client_generator::surface::{
    BUILDER, CALL_METHODS, CLIENT_METHODS, CRATES, EXPORTS, FEATURE_EXPORTS, FEATURES, MEMBERS,
    NAMES, WIRE_EXPORTS,
};
use openapi_client_generator::text::header::FRAMING;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use syn::{GenericParam, ImplItem, Item, ItemImpl, Meta, PathArguments, Type};

#[test]
fn the_runtime_refuses_the_headers_that_frame_a_message() {
    let (_, headers) = RUNTIME
        .iter()
        .find(|(path, _)| path.ends_with("headers.rs"))
        .expect("the file");
    let (_, list) = headers.split_once("const FRAMING").expect("the list");
    let list = list.split(['[', ']']).nth(3).expect("names");
    let names: Vec<String> = list
        .split(", ")
        .map(|name| name.to_lowercase().replace('_', "-"))
        .collect();
    assert_eq!(names, FRAMING);
}

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

/// Whether a block is of the type, whatever its arguments are: the methods of `Call<AnyRequest>` are no other
/// call's.
fn is_of(block: &ItemImpl, name: &str) -> bool {
    let Type::Path(ty) = &*block.self_ty else {
        return false;
    };
    let last = ty.path.segments.last();
    let last = last.filter(|last| last.ident == name);
    last.is_some_and(|last| match &last.arguments {
        PathArguments::AngleBracketed(given) => given.args.iter().all(|given| {
            let mut own = block.generics.params.iter();
            own.any(|own| match own {
                GenericParam::Type(own) => own.ident == given.to_token_stream().to_string(),
                _ => given.to_token_stream().to_string() == own.to_token_stream().to_string(),
            })
        }),
        _ => true,
    })
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
    check(CLIENT_METHODS, "Client", &["builder", "new", "cmp", "fmt"]);
}

#[test]
fn what_a_call_has_is_reserved() {
    check(CALL_METHODS, "Call", &["parts"]);
}

#[test]
fn what_the_builder_has_is_reserved() {
    let besides = ["server", "server_path", "clone", "fmt", "new"];
    check(BUILDER, "ClientBuilder", &besides);
}

#[test]
fn the_crates_in_reach_are_those_of_the_manifest() {
    let manifest = include_str!("../../src/emit/package/manifest.toml");
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
    let manifest = include_str!("../../src/emit/package/manifest.toml");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let features = manifest["features"].as_table().expect("features").keys();
    let features: BTreeSet<&str> = features.map(String::as_str).collect();
    assert_eq!(features, FEATURES.iter().copied().collect());
}

/// The words that a module of the runtime exports: items of its own, re-exports, and macros.
fn exported(file: &str) -> BTreeSet<String> {
    let (_, text) = RUNTIME.iter().find(|(path, _)| *path == file).expect(file);
    let mut found = BTreeSet::new();
    for item in syn::parse_file(text).expect(file).items {
        let (visibility, words) = match item {
            Item::Use(item) => (item.vis, leaves(&item.tree)),
            Item::Struct(item) => (item.vis, vec![item.ident.to_string()]),
            Item::Enum(item) => (item.vis, vec![item.ident.to_string()]),
            Item::Trait(item) => (item.vis, vec![item.ident.to_string()]),
            Item::Type(item) => (item.vis, vec![item.ident.to_string()]),
            Item::Fn(item) => (item.vis, vec![item.sig.ident.to_string()]),
            _ => continue,
        };
        if !matches!(visibility, syn::Visibility::Inherited) {
            found.extend(words);
        }
    }
    found
}

/// What a `use` brings in.
fn leaves(tree: &syn::UseTree) -> Vec<String> {
    match tree {
        syn::UseTree::Path(path) => leaves(&path.tree),
        syn::UseTree::Name(name) => vec![name.ident.to_string()],
        syn::UseTree::Rename(rename) => vec![rename.rename.to_string()],
        syn::UseTree::Group(group) => group.items.iter().flat_map(leaves).collect(),
        syn::UseTree::Glob(_) => Vec::new(),
    }
}

#[test]
fn what_is_spelled_is_exported() {
    let names = NAMES.iter().map(|name| name.import());
    let members = MEMBERS.iter().map(|member| member.parts());
    let exports = EXPORTS.iter().map(|(word, _)| word);
    let exports = exports.chain(FEATURE_EXPORTS.iter().map(|(word, _)| word));
    let exports = exports.map(|word| ("crate::runtime", *word));
    let values = { WIRE_EXPORTS.iter() }.map(|(word, _)| ("crate::runtime::wire", *word));
    let mut count = 0;
    for (module, word) in names.chain(members).chain(exports).chain(values) {
        let file = match module {
            "crate::runtime" => "mod.rs",
            "crate::runtime::wire" => "wire/mod.rs",
            _ => continue,
        };
        if word != "self" {
            assert!(exported(file).contains(word), "{module}::{word}");
            count += 1;
        }
    }
    assert!(count > 50, "{count} names of the runtime");
}

/// Emitted code says `#CALL` for `Call`: a word of the tables that stands there bare is not imported.
#[test]
fn emit_spells_by_the_tables() {
    let words: BTreeSet<&str> = NAMES.iter().map(|name| name.word()).collect();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/emit");
    let mut quoted = 0;
    for path in files(&sources) {
        let text = read(&path);
        let tokens: TokenStream = text.parse().expect("Rust");
        for tokens in quotes(tokens) {
            quoted += 1;
            for word in bare(tokens) {
                assert!(!words.contains(&*word), "`{word}` in {}", path.display());
            }
        }
    }
    assert!(quoted > 100, "{quoted} quotes");
}

#[expect(clippy::disallowed_methods, reason = "a test reads the sources")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a source")
}

/// The Rust below a folder.
#[expect(clippy::disallowed_methods, reason = "a test reads the sources")]
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of `emit`") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found
}

/// What stands in each `quote!` and `parse_quote!`.
fn quotes(tokens: TokenStream) -> Vec<TokenStream> {
    let mut found = Vec::new();
    let mut waiting = vec![tokens];
    while let Some(tokens) = waiting.pop() {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        for (index, tree) in trees.iter().enumerate() {
            let TokenTree::Group(group) = tree else {
                continue;
            };
            let is_quote = index >= 2
                && trees[index - 1].to_string() == "!"
                && trees[index - 2].to_string().ends_with("quote");
            if is_quote {
                found.push(group.stream());
            } else {
                waiting.push(group.stream());
            }
        }
    }
    found
}

/// The words that begin a path: not those that are declared or follow `#`, `.` or `::`, and those in small
/// letters only before `::`.
fn bare(tokens: TokenStream) -> Vec<String> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |index: Option<usize>, mark: char| {
        let tree = index.and_then(|index| trees.get(index));
        matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
    };
    let mut found = Vec::new();
    for (index, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Group(group) => found.extend(bare(group.stream())),
            TokenTree::Ident(ident) => {
                let before = index.checked_sub(1);
                let follows = ['#', '.', ':'].map(|mark| is(before, mark));
                // A type behind a colon is no part of a path.
                let within =
                    follows[0] || follows[1] || follows[2] && is(index.checked_sub(2), ':');
                let is_declared = before
                    .and_then(|before| trees.get(before))
                    .is_some_and(|tree| {
                        matches!(
                            &*tree.to_string(),
                            "const" | "fn" | "mod" | "static" | "type"
                        )
                    });
                let word = ident.to_string();
                let begins = is(Some(index + 1), ':') && is(Some(index + 2), ':');
                if !within && !is_declared && (begins || word.starts_with(char::is_uppercase)) {
                    found.push(word);
                }
            }
            _ => {}
        }
    }
    found
}
