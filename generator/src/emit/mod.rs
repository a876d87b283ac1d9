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
mod struct_wire;
mod structs;
mod unions;

pub use map::map;
pub use runtime::RUNTIME;

use crate::ir::{Crate, Ty, TypeDef, TypeId, TypeKind};
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
    let modules = [
        ("lib", lib_rs::lib_rs(krate)),
        ("client", client::client(krate)),
        ("operations", operations::operations(krate)),
        ("types", types_module(krate, &types)),
        ("wire", wire_module(krate, &types)),
    ];
    // What the document advises against is still there, and has to be named.
    let deprecated = modules
        .iter()
        .any(|(_, tokens)| imports::contains(tokens, "deprecated"));
    for (name, tokens) in modules {
        let allow = (deprecated && name != "lib").then(
            || quote!(#![allow(deprecated, reason = "what is advised against is still there")]),
        );
        // A check compares the files byte for byte: rustfmt has to leave them as they were printed.
        let tokens = quote!(#![cfg_attr(rustfmt, rustfmt_skip)] #allow #tokens);
        emitted.rust.insert(format!("src/{name}.rs"), tokens);
    }
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

const OF_TYPES: imports::Table = &[
    ("crate::runtime::wire", &["self"]),
    ("std::collections", &["BTreeMap"]),
];

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
            "self",
            "Constant",
            "DecodeError",
            "Extra",
            "Field",
            "Literal",
            "Map",
            "Object",
            "Pick",
            "Place",
            "Plan",
            "Scalar",
            "Table",
            "Text",
            "Union",
            "View",
            "Wire",
        ],
    ),
    ("crate::types", &["self"]),
    ("http", &["HeaderMap"]),
    (
        "serde",
        &["Deserialize", "Deserializer", "Serialize", "Serializer"],
    ),
    ("std::borrow", &["Cow"]),
    ("std::collections", &["BTreeMap"]),
    ("std::fmt", &["self"]),
];

fn wire_module(krate: &Crate, types: &[&TypeDef]) -> TokenStream {
    let items = types.iter().map(|ty| match &ty.kind {
        TypeKind::Struct(lowered) => struct_wire::wire(krate, ty, lowered),
        TypeKind::Enum(lowered) => enums::wire(ty, lowered),
        TypeKind::IntegerEnum(lowered) => enums::integer_wire(ty, lowered),
        TypeKind::Union(union) => unions::wire(krate, ty, union),
        TypeKind::Choice(choice) => unions::choice_wire(ty, choice),
        TypeKind::Reply(reply) => replies::wire(ty, reply),
        TypeKind::Headers(fields) => replies::headers_wire(ty, fields),
    });
    let boxed = boxed(krate);
    let items = quote!(#(#items)* #(#boxed)*);
    let imports = imports::imports(OF_WIRE, &items);
    quote! {
        //! How the types are read and written: tables of members, and the calls of `runtime::wire`
        //! that follow them.
        #imports
        #items
    }
}

/// A box of an object is one; a box of anything else that closes a circle needs to be told.
fn boxed(krate: &Crate) -> Vec<TokenStream> {
    let mut ids = std::collections::BTreeSet::new();
    for ty in krate.types.iter().flat_map(TypeDef::contents) {
        let mut inner = ty;
        while let Ty::Nullable(content) | Ty::List(content) | Ty::Map(content) = inner {
            inner = content;
        }
        if let Ty::Boxed(id) = inner
            && !matches!(krate[*id].kind, TypeKind::Struct(_))
        {
            ids.insert(*id);
        }
    }
    let spell_one = |id: &TypeId| {
        let name = spell::ident(&krate[*id].name);
        quote! {
            impl Wire for Box<types::#name> {
                #[inline]
                fn blank() -> Self { Self::new(Wire::blank()) }
                #[inline]
                fn place(&mut self) -> Place<'_> { Wire::place(&mut **self) }
                #[inline]
                fn view(&self) -> View<'_> { Wire::view(&**self) }
            }
        }
    };
    ids.iter().map(spell_one).collect()
}
