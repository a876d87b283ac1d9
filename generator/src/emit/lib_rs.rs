//! The root of the crate.

use crate::ir::Crate;
use proc_macro2::TokenStream;
use quote::quote;

/// `lib.rs`.
pub fn lib_rs(krate: &Crate) -> TokenStream {
    let docs = krate.docs.0.iter().map(|line| {
        let text = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        quote!(#![doc = #text])
    });
    let server = (!krate.servers.is_empty()).then(|| {
        quote!(
            pub use client::Server;
        )
    });
    let wire = (!krate.types.is_empty()).then(|| {
        quote!(
            mod wire;
        )
    });
    quote! {
        #(#docs)*
        mod client;
        pub mod operations;
        pub mod runtime;
        pub mod types;
        #wire
        #server
        pub use runtime::{
            BuildError, Call, Client, ClientBuilder, Clock, Error, ErrorKind, Memory, Response,
            RetryPolicy, Secret, Transport, TransportError,
        };
    }
}
