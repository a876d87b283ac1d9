//! The runtime without the bodies of its functions.
//!
//! Each case carries the runtime, and its own package compiles, lints and tests it. The rest of a case
//! is checked against the runtime's types and signatures; to go through its bodies for every case
//! again would take most of the time.

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, ReturnType, Signature, parse_quote};

/// The text of a file of the runtime, with bodies that are never run.
///
/// # Errors
///
/// When the text is not Rust.
pub fn stub(text: &str) -> Result<String, syn::Error> {
    let mut file = syn::parse_file(text)?;
    Empty.visit_file_mut(&mut file);
    file.attrs
        .push(parse_quote!(#![allow(warnings, clippy::all, clippy::pedantic)]));
    Ok(file.into_token_stream().to_string())
}

struct Empty;

impl Empty {
    fn empty(signature: &Signature, body: &mut Block) {
        // The value of a constant has to run, and the type behind an `impl` shows in the body only.
        let is_opaque = match &signature.output {
            ReturnType::Type(_, ty) => ty.to_token_stream().to_string().contains("impl "),
            ReturnType::Default => false,
        };
        if signature.constness.is_none() && !is_opaque {
            *body = parse_quote!({ unreachable!() });
        }
    }
}

impl VisitMut for Empty {
    fn visit_item_fn_mut(&mut self, item: &mut syn::ItemFn) {
        Self::empty(&item.sig, &mut item.block);
    }

    fn visit_impl_item_fn_mut(&mut self, item: &mut syn::ImplItemFn) {
        Self::empty(&item.sig, &mut item.block);
    }

    fn visit_trait_item_fn_mut(&mut self, item: &mut syn::TraitItemFn) {
        if let Some(body) = &mut item.default {
            Self::empty(&item.sig, body);
        }
        visit_mut::visit_trait_item_fn_mut(self, item);
    }
}
