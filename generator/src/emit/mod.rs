//! [`Crate`] → tokens. Every decision has been made: this only spells, and cannot fail.
//!
//! Data types with their docs and constructors go to `types`, and what reads and writes them, which
//! nobody reads, to `wire`.

mod client;
mod enums;
mod example;
mod example_tests;
mod imports;
mod lib_rs;
mod manifest;
mod map;
mod modules;
mod operations;
mod readme;
mod replies;
mod report;
mod runtime;
mod spell;
mod struct_wire;
mod structs;
mod unions;

pub use map::map;
pub use report::{Counts, counts, report};
pub use runtime::RUNTIME;
pub use spell::DOC_LINES;

use crate::ir::Crate;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;

/// What is to be written, by path inside the crate.
#[derive(Debug, Default)]
pub struct Emitted {
    /// Rust that is still tokens.
    pub rust: BTreeMap<String, TokenStream>,
    /// Everything else.
    pub text: BTreeMap<String, String>,
}

/// Spells a crate.
#[must_use]
pub fn emit(krate: &Crate) -> Emitted {
    let mut files: BTreeMap<String, TokenStream> = BTreeMap::new();
    files.insert("lib".to_owned(), lib_rs::lib_rs(krate));
    files.insert("client".to_owned(), client::client(krate));
    files.extend(modules::spread(krate));
    // What the document advises against is still there, and has to be named.
    let deprecated = files
        .values()
        .any(|tokens| imports::contains(tokens, "deprecated"));
    let mut emitted = Emitted::default();
    let src = files.into_iter();
    let src = src.map(|(name, tokens)| (format!("src/{name}.rs"), tokens));
    let tests = example_tests::file(krate);
    let tests = tests.map(|tokens| ("tests/document_examples.rs".to_owned(), tokens));
    for (path, tokens) in src.chain(tests) {
        let allow = (deprecated && path != "src/lib.rs").then(
            || quote!(#![allow(deprecated, reason = "what is advised against is still there")]),
        );
        // A check compares the files byte for byte: rustfmt has to leave them as they were printed.
        let tokens = quote!(#![cfg_attr(rustfmt, rustfmt_skip)] #allow #tokens);
        emitted.rust.insert(path, tokens);
    }
    let text = [
        ("Cargo.toml".to_owned(), manifest::manifest(krate)),
        ("README.md".to_owned(), readme::readme(krate)),
    ];
    let runtime = RUNTIME
        .iter()
        .map(|(path, text)| (format!("src/runtime/{path}"), (*text).to_owned()));
    emitted.text.extend(text.into_iter().chain(runtime));
    emitted
}
