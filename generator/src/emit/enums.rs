//! Enums of strings and of integers: open, so that a new value from the server is kept.

use super::Piece;
use super::patterns::Patterns;
use super::spell::{self, ident};
use super::tree::{self, known};
use crate::ir::{Enum, IntegerEnum, TypeDef};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Expr, ExprMatch, ImplItem, ImplItemFn, Item, ItemEnum, ItemImpl};

/// The enum of strings and what a caller asks of it.
pub fn data(patterns: &Patterns, def: &TypeDef, lowered: &Enum) -> Piece {
    let name = ident(&def.name);
    let unknown = ident(&lowered.unknown);
    let mut data: ItemEnum = syn::parse2(quote! {
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            /// A value that the document doesn't list.
            #unknown(String),
        }
    })?;
    let above = [spell::docs(&def.docs), spell::deprecated(def.deprecated)];
    data.attrs.splice(0..0, above.into_iter().flatten());
    let values = lowered.values.iter().map(|value| {
        let docs = spell::docs(&value.docs).into_iter().collect();
        tree::variant(docs, ident(&value.name))
    });
    data.variants = values.chain(data.variants).collect();
    let functions = vec![as_str(lowered)?, is_known(&unknown)?];
    let functions = patterns.block(tree::ty(tree::path([name])), functions);
    Ok(vec![Item::Enum(data), functions])
}

fn as_str(lowered: &Enum) -> syn::Result<ImplItem> {
    let unknown = ident(&lowered.unknown);
    let many = spell::many_lines(lowered.values.len());
    let mut texts: ExprMatch = syn::parse2(quote! {
        match self {
            Self::#unknown(text) => text,
        }
    })?;
    let arms = lowered.values.iter().map(|value| {
        let name = tree::constant([known("Self"), ident(&value.name)]);
        tree::arm(name, tree::text(&value.wire))
    });
    texts.arms.splice(0..0, arms);
    let mut function: ImplItemFn = syn::parse2(quote! {
        /// The value as it is written.
        #[must_use]
        #many
        pub fn as_str(&self) -> &str {}
    })?;
    function.block.stmts.push(tree::given(Expr::Match(texts)));
    Ok(ImplItem::Fn(function))
}

fn is_known(unknown: &Ident) -> syn::Result<ImplItem> {
    syn::parse2(quote! {
        /// Whether the document lists the value.
        #[must_use]
        pub fn is_known(&self) -> bool {
            !matches!(self, Self::#unknown(_))
        }
    })
}

/// How an enum of strings is read and written.
pub fn wire(patterns: &Patterns, def: &TypeDef, lowered: &Enum) -> Piece {
    let name = ident(&def.name);
    let unknown = ident(&lowered.unknown);
    let many = spell::many_lines(lowered.values.len());
    let mut values: ExprMatch = syn::parse2(quote! {
        match text.as_ref() {
            text => Self::#unknown(text.to_owned()),
        }
    })?;
    let arms = lowered.values.iter().map(|value| {
        let name = tree::named([known("Self"), ident(&value.name)]);
        tree::arm(tree::word(&value.wire), name)
    });
    values.arms.splice(0..0, arms);
    let mut from: ItemImpl = syn::parse2(quote! {
        impl<T: AsRef<str>> From<T> for types::#name {
            #many
            fn from(text: T) -> Self {}
        }
    })?;
    if let [ImplItem::Fn(function)] = &mut from.items[..] {
        function.block.stmts.push(tree::given(Expr::Match(values)));
    }
    let items = [Item::Impl(from)].into_iter();
    Ok(items.chain(patterns.symbol(&name)).collect())
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
