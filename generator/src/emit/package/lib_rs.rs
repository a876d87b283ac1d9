//! The root of the crate.

use crate::emit::operations::examples;
use crate::emit::rust::spell::ident;
use crate::emit::rust::tree::known;
use crate::ir::{Crate, Docs, Name, Servers};
use crate::surface::{EXPORTS, FEATURE_EXPORTS, Part, Parts, WIRE_EXPORTS};
use crate::text::{self, say};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::BTreeSet;
use syn::parse_quote;

/// `lib.rs`; `letters` are lints that the crate allows, and `deprecated` lints that its modules allow.
pub fn lib_rs(
    krate: &Crate,
    letters: Option<&TokenStream>,
    deprecated: Option<&TokenStream>,
) -> TokenStream {
    let docs = text::inner(&docs(krate));
    let limit = krate.recursion_limit.map(|limit| {
        let limit = limit.to_string();
        quote!(#![recursion_limit = #limit])
    });
    let servers = servers(&krate.servers);
    let letters = letters.map(|allow| quote!(#![#allow]));
    let allow = deprecated.map(|allow| quote!(#[#allow]));
    let wire = (!krate.types.is_empty()).then(|| {
        quote!(
            #allow
            mod wire;
        )
    });
    let groups = (!krate.groups.is_empty()).then(|| {
        quote!(
            pub mod groups;
        )
    });
    quote! {
        #docs
        #![cfg_attr(docsrs, feature(doc_cfg))]
        #limit
        #letters
        #allow
        mod client;
        #groups
        #allow
        pub mod operations;
        pub mod runtime;
        #allow
        pub mod types;
        #wire
        #servers
    }
}

/// The docs: the document's, a program, and the functions that read webhooks and callbacks.
fn docs(krate: &Crate) -> Docs {
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
    if krate.webhooks.is_empty() {
        return docs;
    }
    docs.heading("# Webhooks and callbacks");
    let gated = krate.operations.iter().filter(|it| it.feature.is_some());
    let gated: BTreeSet<&Name> = gated.map(|it| &it.marker).collect();
    for webhooks in &krate.webhooks {
        let name = &krate[webhooks.ty].name;
        docs.line(&match &webhooks.of {
            None => say("- [`types::{}::parse`] reads a webhook.", &[name]),
            // The link would be broken while the feature of the operation is off.
            Some(of) if gated.contains(of) => say(
                "- [`types::{}::parse`] reads a callback of `operations::{}`.",
                &[name, of],
            ),
            Some(of) => say(
                "- [`types::{}::parse`] reads a callback of [`operations::{}`].",
                &[name, of],
            ),
        });
    }
    docs
}

/// The exports of the enums of servers.
fn servers(servers: &Servers) -> Option<TokenStream> {
    let server = (!servers.all.is_empty()).then(|| known("Server"));
    let choices = servers.choices().map(|choice| ident(&choice.name));
    let enums = servers.enums.iter().map(|one_of| ident(&one_of.name));
    let mut names: Vec<_> = enums.chain(server).chain(choices).collect();
    names.sort();
    Some(match &names[..] {
        [] => return None,
        [only] => quote!(pub use client::#only;),
        several => quote!(pub use client::{#(#several),*};),
    })
}

/// The names of the runtime that a crate with these parts exports. In the docs they stand in the root, where readers look
/// for them, with their summaries.
pub fn exports(parts: Parts) -> String {
    let (module, wire) = (known("runtime"), known("wire"));
    let of = |rows: &[(&'static str, Option<Part>)]| -> Vec<Ident> {
        let rows = rows.iter();
        let rows = rows.filter(|(_, part)| part.is_none_or(|part| parts.has(part)));
        rows.map(|(word, _)| known(word)).collect()
    };
    let (names, values) = (of(EXPORTS), of(WIRE_EXPORTS));
    let gated = FEATURE_EXPORTS.iter().map(|(word, feature)| {
        let word = known(word);
        quote!(
            #[cfg(feature = #feature)]
            #[doc(inline)]
            pub use #module::#word;
        )
    });
    prettyplease::unparse(&parse_quote!(
        #[doc(inline)]
        pub use #module::{#(#names),*};
        #[doc(inline)]
        pub use #module::#wire::{#(#values),*};
        #(#gated)*
    ))
}
