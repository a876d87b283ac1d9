//! [`Crate`] → tokens. Every decision has been made: this only spells, and cannot fail.
//!
//! Data types with their docs and constructors go to `types`, and what reads and writes them, which
//! nobody reads, to `wire`.

mod client;
mod enums;
mod example;
mod imports;
mod lib_rs;
mod manifest;
mod map;
mod operations;
mod readme;
mod replies;
mod runtime;
mod spell;
mod structs;
mod unions;

pub use map::map;
pub use runtime::RUNTIME;

use crate::ir::{Crate, TypeDef, TypeKind};
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
    let mut emitted = Emitted::default();
    let mut types: Vec<&TypeDef> = krate.types.iter().collect();
    types.sort_by_key(|ty| &ty.name);
    emitted
        .rust
        .insert("src/lib.rs".to_owned(), lib_rs::lib_rs(krate));
    emitted
        .rust
        .insert("src/client.rs".to_owned(), client::client(krate));
    emitted.rust.insert(
        "src/operations.rs".to_owned(),
        operations::operations(krate),
    );
    emitted
        .rust
        .insert("src/types.rs".to_owned(), types_module(krate, &types));
    emitted
        .rust
        .insert("src/wire.rs".to_owned(), wire_module(krate, &types));
    emitted
        .text
        .insert("Cargo.toml".to_owned(), manifest::manifest(krate));
    emitted
        .text
        .insert("README.md".to_owned(), readme::readme(krate));
    for (path, text) in RUNTIME {
        emitted
            .text
            .insert(format!("src/runtime/{path}"), (*text).to_owned());
    }
    emitted
}

const OF_TYPES: imports::Table =
    &[("crate::runtime::wire", &["self"]), ("std::collections", &["BTreeMap"])];

fn types_module(krate: &Crate, types: &[&TypeDef]) -> TokenStream {
    let items = types.iter().map(|ty| match &ty.kind {
        TypeKind::Struct(lowered) => structs::data(krate, ty, lowered),
        TypeKind::Enum(lowered) => enums::data(ty, lowered),
        TypeKind::IntegerEnum(lowered) => enums::integer_data(ty, lowered),
        TypeKind::Union(union) => unions::data(krate, ty, union),
        TypeKind::Choice(choice) => unions::choice_data(krate, ty, choice),
        TypeKind::Reply(reply) => replies::data(krate, ty, reply),
        TypeKind::Headers(fields) => replies::headers_data(krate, ty, fields),
    });
    let items = quote!(#(#items)*);
    let imports = imports::imports(OF_TYPES, &items);
    quote! {
        //! What is sent and received.
        #imports
        #items
    }
}

const OF_WIRE: imports::Table = &[
    ("crate::runtime", &["RawResponse", "Reply"]),
    (
        "crate::runtime::wire",
        &[
            "self", "Constant", "DecodeError", "Extra", "Field", "Literal", "Map", "Object", "Pick",
            "Place", "Plan", "Scalar", "Table", "Text", "Union", "View", "Wire",
        ],
    ),
    ("crate::types", &["self"]),
    ("http", &["HeaderMap"]),
    ("serde", &["Deserialize", "Deserializer", "Serialize", "Serializer"]),
    ("std::borrow", &["Cow"]),
    ("std::collections", &["BTreeMap"]),
    ("std::fmt", &["self"]),
];

fn wire_module(krate: &Crate, types: &[&TypeDef]) -> TokenStream {
    let items = types.iter().map(|ty| match &ty.kind {
        TypeKind::Struct(lowered) => structs::wire(krate, ty, lowered),
        TypeKind::Enum(lowered) => enums::wire(ty, lowered),
        TypeKind::IntegerEnum(lowered) => enums::integer_wire(ty, lowered),
        TypeKind::Union(union) => unions::wire(krate, ty, union),
        TypeKind::Choice(choice) => unions::choice_wire(ty, choice),
        TypeKind::Reply(reply) => replies::wire(ty, reply),
        TypeKind::Headers(fields) => replies::headers_wire(ty, fields),
    });
    let items = quote!(#(#items)*);
    let imports = imports::imports(OF_WIRE, &items);
    quote! {
        //! How the types are read and written: tables of members, and the calls of `runtime::wire`
        //! that follow them.
        #imports
        #items
    }
}
