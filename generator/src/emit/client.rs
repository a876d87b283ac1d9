//! The client's own settings: servers, credentials, headers.

use super::spell::{self, From, ident};
use super::tree::known;
use super::{File, spelled};
use crate::ir::{Crate, Scheme, SchemeKind, Ty};
use crate::surface::{
    API, BUILD_ERROR, CLIENT, CLIENT_BUILDER, CREDENTIAL, ENVELOPE, Room, SCHEME, SECRET, VIEW,
    WIRE_TRAIT,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The module of the client.
pub fn client(krate: &Crate) -> File<'_> {
    let pieces = [api, server, constructors, setters];
    File {
        head: quote!(#![doc = " The client of this API: its servers and credentials."]),
        room: Room::Client,
        library: known("crate"),
        airy: true,
        pieces: Box::new(pieces.into_iter().map(|piece| spelled(piece(krate)))),
    }
}

fn api(krate: &Crate) -> TokenStream {
    let servers = krate.servers.iter().map(|server| &server.url);
    let schemes = krate.schemes.iter().map(|scheme| match &scheme.kind {
        SchemeKind::Bearer => quote!(#SCHEME::Bearer),
        SchemeKind::Basic => quote!(#SCHEME::Basic),
        SchemeKind::Header(name) => quote!(#SCHEME::Header(#name)),
        SchemeKind::Query(name) => quote!(#SCHEME::Query(#name)),
        SchemeKind::Cookie(name) => quote!(#SCHEME::Cookie(#name)),
    });
    let security = spell::security(&krate.security);
    let envelope = if let Some(envelope) = &krate.envelope {
        let (member, value) = (&envelope.member, &envelope.value);
        quote!(Some(#ENVELOPE { member: #member, value: #value }))
    } else {
        quote!(None)
    };
    quote! {
        static API: #API = #API {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            servers: &[#(#servers),*],
            schemes: &[#(#schemes),*],
            security: #security,
            envelope: #envelope,
        };
    }
}

fn server(krate: &Crate) -> TokenStream {
    if krate.servers.is_empty() {
        return TokenStream::new();
    }
    let names: Vec<_> = krate
        .servers
        .iter()
        .map(|server| ident(&server.name))
        .collect();
    let urls = krate.servers.iter().map(|server| &server.url);
    let docs = krate.servers.iter().map(|server| spell::docs(&server.docs));
    quote! {
        /// A server of the API.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Server {
            #(#docs #names,)*
            /// Another base URL, such as that of a proxy.
            Custom(String),
        }
        impl Server {
            /// The base URL.
            #[must_use]
            pub fn url(&self) -> &str {
                match self {
                    #(Self::#names => #urls,)*
                    Self::Custom(url) => url,
                }
            }
        }
        impl From<&str> for Server {
            fn from(url: &str) -> Self { Self::Custom(url.to_owned()) }
        }
        impl From<String> for Server {
            fn from(url: String) -> Self { Self::Custom(url) }
        }
    }
}

/// What a credential is given as: its arguments, and the value that holds them.
fn credential(kind: &SchemeKind) -> (TokenStream, TokenStream) {
    match kind {
        SchemeKind::Basic => (
            quote!(user: impl Into<String>, password: impl Into<#SECRET>),
            quote!(#CREDENTIAL::Basic {
                user: user.into(),
                password: password.into()
            }),
        ),
        _ => (
            quote!(token: impl Into<#SECRET>),
            quote!(#CREDENTIAL::Token(token.into())),
        ),
    }
}

fn constructors(krate: &Crate) -> TokenStream {
    let defaults = krate.client_headers.iter().filter_map(|header| {
        let (wire, default) = (&header.wire, header.default.as_ref()?);
        Some(quote!(.parameter(#wire, #VIEW::Str(#default))))
    });
    let (address, set_address) = if krate.servers.is_empty() {
        (
            Some(quote!(base_url: impl Into<String>,)),
            Some(quote!(.base_url(base_url))),
        )
    } else {
        (None, None)
    };
    let (given, set_credential) = match &krate.schemes[..] {
        [only] => {
            let setter = ident(&only.setter);
            let arguments = if only.kind == SchemeKind::Basic {
                quote!(user, password)
            } else {
                quote!(token)
            };
            (
                Some(credential(&only.kind).0),
                Some(quote!(.#setter(#arguments))),
            )
        }
        _ => (None, None),
    };
    let several = (krate.schemes.len() > 1).then(|| {
        quote! {
            ///
            /// The client has no credential; [`Client::builder`] takes them.
        }
    });
    quote! {
        impl #CLIENT {
            /// Creates a client with the default settings.
            #several
            ///
            /// # Errors
            /// When the base URL or a credential is invalid, or TLS can't be set up.
            pub fn new(#address #given) -> Result<Self, #BUILD_ERROR> {
                Self::builder() #set_address #set_credential .build()
            }
            /// Creates a builder with the default settings.
            pub fn builder() -> #CLIENT_BUILDER { #CLIENT_BUILDER::for_api(&API) #(#defaults)* }
        }
    }
}

fn setters(krate: &Crate) -> TokenStream {
    let server = (!krate.servers.is_empty()).then(|| {
        quote! {
            /// Sets the server.
            pub fn server(self, server: impl Into<Server>) -> Self {
                self.base_url(server.into().url())
            }
        }
    });
    let credentials = krate.schemes.iter().enumerate().map(|(i, scheme)| {
        let Scheme { setter, kind, docs } = scheme;
        let docs = spell::docs(docs);
        let operator = spell::like_operator(setter);
        let setter = ident(setter);
        let index = Literal::usize_unsuffixed(i);
        let (arguments, value) = credential(kind);
        quote! {
            #docs
            #operator
            pub fn #setter(self, #arguments) -> Self { self.credential(#index, #value) }
        }
    });
    let headers = krate.client_headers.iter().map(|header| {
        let docs = spell::docs(&header.docs);
        let operator = spell::like_operator(&header.setter);
        let setter = ident(&header.setter);
        let wire = &header.wire;
        let argument = known("value");
        let ty = spell::ty(krate, &header.ty, From::Elsewhere);
        let (ty, view) = match header.ty {
            Ty::String => (quote!(&str), quote!(#VIEW::Str(#argument))),
            _ if spell::converts(krate, &header.ty) => (
                quote!(impl Into<#ty>),
                quote!(#WIRE_TRAIT::view(&#argument.into())),
            ),
            _ => (quote!(&#ty), quote!(#WIRE_TRAIT::view(#argument))),
        };
        quote! {
            #docs
            #operator
            pub fn #setter(self, #argument: #ty) -> Self { self.parameter(#wire, #view) }
        }
    });
    let all: Vec<TokenStream> = server
        .into_iter()
        .chain(credentials)
        .chain(headers)
        .collect();
    let all = (!all.is_empty()).then(|| quote!(impl #CLIENT_BUILDER { #(#all)* }));
    all.unwrap_or_default()
}
