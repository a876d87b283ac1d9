//! Enums of strings and of integers: they keep new values from the server.

use crate::emit::rust::spell::{self, ident};
use crate::emit::rust::tree::{self, known};
use crate::emit::wire::debug;
use crate::ir::{Enum, IntegerEnum, TypeDef};
use crate::surface::{SCALAR, TYPES};
use crate::text::line_above;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;

/// The enum of strings. Its functions use its table, which has the texts of its values.
pub fn data(def: &TypeDef, lowered: &Enum) -> Item {
    let name = ident(&def.name);
    let unknown = ident(&lowered.unknown);
    let debug = debug::derived(def);
    let above = [
        spell::docs(&def.docs),
        spell::deprecated(def.deprecated),
        Some(tree::derive(quote!(Clone, #debug PartialEq, Eq, Hash))),
        Some(tree::attribute("non_exhaustive")),
    ];
    let values = lowered.values.iter().map(|value| {
        let above = [
            spell::docs(&value.docs),
            spell::deprecated(value.deprecated),
        ];
        tree::variant(
            above.into_iter().flatten().collect(),
            ident(&value.name),
            None,
        )
    });
    let other = tree::variant(
        vec![line_above("A value that the document doesn't list.")],
        unknown,
        Some(tree::ty(tree::path([known("String")]))),
    );
    tree::enumeration(
        above.into_iter().flatten().collect(),
        name,
        values.chain([other]),
    )
}

/// The enum of integers, and its functions.
pub fn integer_data(def: &TypeDef, lowered: &IntegerEnum) -> TokenStream {
    let name = ident(&def.name);
    let docs = spell::docs(&def.docs);
    let deprecated = spell::deprecated(def.deprecated);
    let debug = debug::derived(def);
    let unknown = ident(&lowered.unknown);
    let names: Vec<_> = lowered
        .values
        .iter()
        .map(|value| ident(&value.name))
        .collect();
    let wires = lowered
        .values
        .iter()
        .map(|value| spell::integer(value.wire));
    let above = lowered.values.iter().map(|value| {
        let docs = spell::docs(&value.docs);
        let deprecated = spell::deprecated(value.deprecated);
        quote!(#docs #deprecated)
    });
    let many = spell::many_lines(names.len());
    quote! {
        #docs
        #deprecated
        #[derive(Clone, #debug PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#above #names,)*
            /// A value that the document doesn't list.
            #unknown(serde_json::Value),
        }
        impl #name {
            /// The number, if the value is a whole number.
            #[must_use]
            #many
            pub fn code(&self) -> Option<i64> {
                match self {
                    #(Self::#names => Some(#wires),)*
                    Self::#unknown(value) => value.as_i64(),
                }
            }
            /// Whether the document lists the value.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::#unknown(_))
            }
        }
    }
}

/// The reading and writing of an enum of integers.
pub fn integer_wire(def: &TypeDef, lowered: &IntegerEnum) -> TokenStream {
    let name = ident(&def.name);
    let unknown = ident(&lowered.unknown);
    let names: Vec<_> = lowered
        .values
        .iter()
        .map(|value| ident(&value.name))
        .collect();
    let wires: Vec<_> = lowered
        .values
        .iter()
        .map(|value| spell::integer(value.wire))
        .collect();
    let many = spell::many_lines(names.len());
    quote! {
        impl From<i64> for #TYPES::#name {
            #many
            fn from(code: i64) -> Self {
                match code {
                    #(#wires => Self::#names,)*
                    _ => Self::#unknown(code.into()),
                }
            }
        }
        impl #SCALAR for #TYPES::#name {
            #[inline]
            fn read(&mut self, value: serde_json::Value) -> bool {
                let code = value.as_i64();
                *self = code.map_or(Self::#unknown(value), Self::from);
                code.is_some()
            }
            #[inline]
            fn value(&self) -> serde_json::Value {
                match self {
                    Self::#unknown(value) => value.clone(),
                    known => known.code().into(),
                }
            }
        }
    }
}
