//! The root of the crate.

use crate::emit::operations::examples;
use crate::emit::rust::spell::ident;
use crate::emit::rust::tree::known;
use crate::ir::{Crate, SchemeKind};
use crate::surface::{EXPORTS, TOKEN_EXPORTS};
use crate::text;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// `lib.rs`; `letters` is what the crate is allowed, and `deprecated` its modules.
pub fn lib_rs(
    krate: &Crate,
    letters: Option<&TokenStream>,
    deprecated: Option<&TokenStream>,
) -> TokenStream {
    let mut docs = krate.docs.clone();
    if let Some((program, feature)) = examples::program(krate) {
        docs.heading("# Example");
        let gate = feature.map(|feature| format!("# #[cfg(feature = \"{feature}\")]"));
        let mut lines = Vec::new();
        for line in program.lines() {
            let is_item = line.starts_with("use ") || line.starts_with("async ");
            lines.extend(gate.as_deref().filter(|_| is_item));
            lines.push(line);
        }
        docs.block("no_run", &lines);
    }
    let docs = text::inner(&docs);
    let limit = krate.recursion_limit.map(|limit| {
        let limit = limit.to_string();
        quote!(#![recursion_limit = #limit])
    });
    let servers = &krate.servers;
    let server = (!servers.all.is_empty()).then(|| {
        let enums = servers.enums.iter().map(|one_of| ident(&one_of.name));
        let mut names: Vec<_> = enums.chain([known("Server")]).collect();
        names.sort();
        match &names[..] {
            [only] => quote!(pub use client::#only;),
            several => quote!(pub use client::{#(#several),*};),
        }
    });
    let letters = letters.map(|allow| quote!(#![#allow]));
    let allow = deprecated.map(|allow| quote!(#[#allow]));
    let wire = (!krate.types.is_empty()).then(|| {
        quote!(
            #allow
            mod wire;
        )
    });
    let has_tokens = krate
        .schemes
        .iter()
        .any(|scheme| scheme.setter.is_some() && matches!(scheme.kind, SchemeKind::Token(_)));
    let tokens = TOKEN_EXPORTS.iter().filter(|_| has_tokens);
    let exports = EXPORTS
        .iter()
        .chain(tokens)
        .copied()
        .collect::<BTreeSet<_>>();
    let exports = exports.iter().map(|word| known(word));
    quote! {
        #docs
        #limit
        #letters
        #allow
        mod client;
        #allow
        pub mod operations;
        pub mod runtime;
        #allow
        pub mod types;
        #wire
        #server
        pub use runtime::{#(#exports),*};
    }
}
