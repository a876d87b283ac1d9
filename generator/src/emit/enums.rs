//! Enums of strings and of integers: open, so that a new value from the server is kept.

use super::patterns::Patterns;
use super::spell::{self, ident};
use super::{Piece, parsed};
use crate::ir::{Enum, IntegerEnum, TypeDef};
use proc_macro2::TokenStream;
use quote::quote;

/// The enum of strings and what a caller asks of it.
pub fn data(def: &TypeDef, lowered: &Enum) -> TokenStream {
    let name = ident(&def.name);
    let docs = spell::docs(&def.docs);
    let deprecated = spell::deprecated(def.deprecated);
    let unknown = ident(&lowered.unknown);
    let names: Vec<_> = lowered
        .values
        .iter()
        .map(|value| ident(&value.name))
        .collect();
    let wires = lowered.values.iter().map(|value| &value.wire);
    let value_docs = lowered.values.iter().map(|value| spell::docs(&value.docs));
    let many = spell::many_lines(names.len());
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#value_docs #names,)*
            /// A value that the document doesn't list.
            #unknown(String),
        }
        impl #name {
            /// The value as it is written.
            #[must_use]
            #many
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#names => #wires,)*
                    Self::#unknown(text) => text,
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

/// How an enum of strings is read and written.
pub fn wire(patterns: &Patterns, def: &TypeDef, lowered: &Enum) -> Piece {
    let name = ident(&def.name);
    let unknown = ident(&lowered.unknown);
    let names = lowered.values.iter().map(|value| ident(&value.name));
    let wires = lowered.values.iter().map(|value| &value.wire);
    let many = spell::many_lines(lowered.values.len());
    let from = quote! {
        impl<T: AsRef<str>> From<T> for types::#name {
            #many
            fn from(text: T) -> Self {
                match text.as_ref() {
                    #(#wires => Self::#names,)*
                    text => Self::#unknown(text.to_owned()),
                }
            }
        }
    };
    let mut items = parsed(from)?;
    items.extend(patterns.symbol(&name));
    Ok(items)
}

/// The enum of integers and what a caller asks of it.
pub fn integer_data(def: &TypeDef, lowered: &IntegerEnum) -> TokenStream {
    let name = ident(&def.name);
    let docs = spell::docs(&def.docs);
    let deprecated = spell::deprecated(def.deprecated);
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
    let value_docs = lowered.values.iter().map(|value| spell::docs(&value.docs));
    let many = spell::many_lines(names.len());
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#value_docs #names,)*
            /// A value that the document doesn't list.
            #unknown(serde_json::Value),
        }
        impl #name {
            /// The value as it is written, if it is a whole number.
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

/// How an enum of integers is read and written.
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
        impl From<i64> for types::#name {
            #many
            fn from(code: i64) -> Self {
                match code {
                    #(#wires => Self::#names,)*
                    _ => Self::#unknown(code.into()),
                }
            }
        }
        impl Scalar for types::#name {
            #[inline]
            fn read(&mut self, value: serde_json::Value) {
                *self = value.as_i64().map_or(Self::#unknown(value), Self::from);
            }
            #[inline]
            fn value(&self) -> serde_json::Value {
                match self {
                    Self::#unknown(value) => value.clone(),
                    known => known.code().into(),
                }
            }
        }
        impl Wire for types::#name {
            type As = AsScalar;
        }
    }
}
