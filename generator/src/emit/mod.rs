//! [`Crate`] → syntax trees. All decisions are made: this stage only spells, and an error is a bug of the
//! generator.
//!
//! Data types with their docs and constructors go to `types`, and their reading and writing, which people
//! rarely read, to `wire`. The folders here have the same names.

mod operations;
mod package;
mod rust;
mod types;
mod wire;

pub use package::cut::cut;
pub use package::runtime::{self, RUNTIME};
pub use wire::table::Table;

use crate::ir::Crate;
use crate::surface::{Parts, Room};
use package::{client, example_tests, groups, lib_rs, manifest, modules, readme};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rust::{lints, tree};
use std::collections::BTreeMap;

/// A file of Rust, which is spelled piece by piece: all tokens of a large API at once take a gigabyte, and a
/// piece is still in the cache when it is printed.
pub struct File<'a> {
    /// The part above all imports: docs, and lines for other modules of the crate.
    pub head: TokenStream,
    /// The kind of the file, which decides the imports that pieces may use.
    pub room: Room,
    /// The name of the library in the file: `crate`, or the library's own name in a test.
    pub library: Ident,
    /// Whether empty lines separate items.
    pub airy: bool,
    /// The items.
    pub pieces: Box<dyn Iterator<Item = syn::Result<Piece>> + 'a>,
}

/// The code for one thing: its table, if it has one, and then its items.
#[derive(Default)]
pub struct Piece {
    /// The table for its reading and writing, for the macros of the runtime.
    pub table: Option<Table>,
    /// The other items.
    pub items: Vec<syn::Item>,
}

impl From<Vec<syn::Item>> for Piece {
    fn from(items: Vec<syn::Item>) -> Self {
        Self { table: None, items }
    }
}

/// The piece of these tokens.
fn spelled(tokens: TokenStream) -> syn::Result<Piece> {
    parsed(tokens).map(Piece::from)
}

/// The items of these tokens. An error is a bug of the generator.
fn parsed(tokens: TokenStream) -> syn::Result<Vec<syn::Item>> {
    Ok(syn::parse2::<syn::File>(tokens)?.items)
}

impl File<'_> {
    /// A file with a head alone.
    fn of(head: TokenStream) -> Self {
        Self {
            head,
            room: Room::Client,
            library: tree::known("crate"),
            airy: true,
            pieces: Box::new(std::iter::empty()),
        }
    }
}

/// The files to write, by path in the crate.
#[derive(Default)]
pub struct Emitted<'a> {
    /// Rust files that are not spelled yet.
    pub rust: BTreeMap<String, File<'a>>,
    /// Other files.
    pub text: BTreeMap<String, String>,
}

/// The settings of rustfmt for the crate.
const RUSTFMT: &str = "# The generator compares the files byte for byte.
disable_all_formatting = true
";

/// Spells a crate without the files that depend on the parts of the runtime: the parts are known when the rest
/// is printed, and [`complete`] adds these files.
#[must_use]
pub fn emit(krate: &Crate) -> Emitted<'_> {
    let deprecated = lints::deprecated(&krate.allowed);
    let letters = lints::letters(&krate.allowed);
    let mut files = modules::spread(krate);
    files.insert(
        "lib".to_owned(),
        File::of(lib_rs::lib_rs(krate, letters.as_ref(), deprecated.as_ref())),
    );
    files.insert("client".to_owned(), client::client(krate));
    files.extend(groups::groups(krate).map(|file| ("groups".to_owned(), file)));
    let src = files.into_iter();
    let src = src.map(|(name, file)| (format!("src/{name}.rs"), file));
    let tests = example_tests::file(krate);
    let tests = tests.map(|file| ("tests/document_examples.rs".to_owned(), file));
    let mut emitted = Emitted::default();
    for (path, mut file) in src.chain(tests) {
        // The modules of the library have these attributes at their declarations.
        let inner = (!path.starts_with("src/")).then(|| letters.iter().chain(&deprecated));
        let inner = inner.into_iter().flatten();
        let head = file.head;
        file.head = quote!(#(#![#inner])* #head);
        emitted.rust.insert(path, file);
    }
    let text = ("rustfmt.toml".to_owned(), RUSTFMT.to_owned());
    emitted.text.extend([text]);
    emitted
}

/// Adds the files that depend on the parts of the runtime: the parts, their names in the root of the crate, the
/// README, and the manifest.
pub fn complete(krate: &Crate, parts: Parts, files: &mut BTreeMap<String, String>) {
    files.extend(runtime::files(parts));
    if let Some(root) = files.get_mut("src/lib.rs") {
        root.push_str(&lib_rs::exports(parts));
    }
    files.insert("README.md".to_owned(), readme::readme(krate, parts));
    files.insert("Cargo.toml".to_owned(), manifest::manifest(krate, parts));
}
