//! The client's own settings: servers, credentials, headers.

use super::{server_types, servers};
use crate::emit::File;
use crate::emit::operations::sent;
use crate::emit::rust::spell::{self, ident};
use crate::emit::rust::tree::known;
use crate::emit::spelled;
use crate::ir::{Crate, Name, Scheme, SchemeKind, TokenSetters};
use crate::surface::{
    API, ARC, BASIC, BASIC_CREDENTIAL, BEARER, BUILD_ERROR, CERTIFICATE, CLIENT, CLIENT_BUILDER,
    CLIENT_CREDENTIALS, COOKIE, CREDENTIAL, ENVELOPE, HEADER, HTTP, IDENTITY_CREDENTIAL, QUERY,
    Room, SCHEME, SECRET, SECRET_MEMBERS, SECURITY_SCHEME, SOURCE_CREDENTIAL, TOKEN_CREDENTIAL,
    TOKEN_SOURCE, VIEW,
};
use crate::text::{line_above, say};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// The module of the client.
pub fn client(krate: &Crate) -> File<'_> {
    let pieces = [api, server_types::servers, constructors, setters];
    File {
        head: quote!(#![doc = " The client of this API: its servers and credentials."]),
        room: Room::Client,
        library: known("crate"),
        airy: true,
        pieces: Box::new(pieces.into_iter().map(|piece| spelled(piece(krate)))),
    }
}

fn api(krate: &Crate) -> TokenStream {
    let servers = servers::table(&krate.servers);
    let schemes = krate.schemes.iter().map(security_scheme);
    let security = krate.security.as_ref().map(|usual| spell::security(usual));
    let security = security.map_or_else(|| quote!(None), |usual| quote!(Some(#usual)));
    let envelope = if let Some(envelope) = &krate.envelope {
        let (member, value) = (&envelope.member, &envelope.value);
        quote!(Some(#ENVELOPE { member: #member, value: #value }))
    } else {
        quote!(None)
    };
    let secret_members = krate.has_secret_errors().then(|| {
        let names = &krate.secret_members;
        quote!(secret_members: #SECRET_MEMBERS(&[#(#names),*]),)
    });
    quote! {
        static API: #API = #API {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            #servers
            schemes: &[#(#schemes),*],
            security: #security,
            envelope: #envelope,
            #secret_members
        };
    }
}

/// A row of the runtime's table.
fn security_scheme(scheme: &Scheme) -> TokenStream {
    let kind = match &scheme.kind {
        SchemeKind::Bearer | SchemeKind::Token(_) => quote!(#SCHEME::#BEARER),
        SchemeKind::Basic => quote!(#SCHEME::#BASIC),
        SchemeKind::Http(name) => quote!(#SCHEME::#HTTP(#name)),
        SchemeKind::Header(name) => quote!(#SCHEME::#HEADER(#name)),
        SchemeKind::Query(name) => quote!(#SCHEME::#QUERY(#name)),
        SchemeKind::Cookie(name) => quote!(#SCHEME::#COOKIE(#name)),
        SchemeKind::Certificate => quote!(#SCHEME::#CERTIFICATE),
    };
    let name = &scheme.wire;
    let setter = scheme.setter.as_ref().map_or("", |setter| setter.as_str());
    let setter = Literal::string(setter);
    quote!(#SECURITY_SCHEME { name: #name, setter: #setter, kind: #kind })
}

/// The arguments of a credential, and the value that holds them. A credential that is one text has the name `token`.
fn credential(kind: &SchemeKind, token: &Ident) -> (TokenStream, TokenStream) {
    match kind {
        SchemeKind::Basic => (
            quote!(user: impl Into<String>, password: impl Into<#SECRET>),
            quote!(#CREDENTIAL::#BASIC_CREDENTIAL {
                user: user.into(),
                password: password.into()
            }),
        ),
        SchemeKind::Certificate => (
            quote!(certificate: impl AsRef<[u8]>, key: impl AsRef<[u8]>),
            quote!(#CREDENTIAL::#IDENTITY_CREDENTIAL(certificate.as_ref(), key.as_ref())),
        ),
        _ => (
            quote!(#token: impl Into<#SECRET>),
            quote!(#CREDENTIAL::#TOKEN_CREDENTIAL(#token.into())),
        ),
    }
}

fn constructors(krate: &Crate) -> TokenStream {
    let defaults = krate.client_headers.iter().filter_map(|header| {
        let (wire, default) = (&header.wire, header.default.as_ref()?);
        Some(quote!(.parameter(#wire, #VIEW::Str(#default))))
    });
    let address = krate
        .new
        .address
        .then(|| quote!(base_url: impl Into<String>,));
    let set_address = krate.new.address.then(|| quote!(.base_url(base_url)));
    let (variables, set_server) = if krate.new.variables {
        servers::first(&krate.servers)
    } else {
        Default::default()
    };
    let credentials = krate.new.credentials.iter();
    let credentials = credentials.filter_map(|(index, name)| {
        let scheme = &krate.schemes[*index];
        let setter = ident(scheme.setter.as_ref()?);
        let token = name.as_ref().map_or_else(|| known("token"), ident);
        let (arguments, _) = credential(&scheme.kind, &token);
        Some(match scheme.kind {
            SchemeKind::Basic => (arguments, quote!(.#setter(user, password))),
            SchemeKind::Certificate => (arguments, quote!(.#setter(certificate, key))),
            _ => (arguments, quote!(.#setter(#token))),
        })
    });
    let (credentials, set_credentials): (Vec<_>, Vec<_>) = credentials.unzip();
    let headers = krate.new.headers.iter().map(|(index, name)| {
        let (header, argument) = (&krate.client_headers[*index], ident(name));
        let (ty, _) = sent(krate, &argument, &header.ty, header.given);
        let setter = ident(&header.setter);
        (quote!(#argument: #ty), quote!(.#setter(#argument)))
    });
    let (headers, set_headers): (Vec<_>, Vec<_>) = headers.unzip();
    let faults = if headers.is_empty() {
        " When the base URL or a credential is invalid, or TLS can't be set up."
    } else {
        " When the base URL, a credential or a header is invalid, or TLS can't be set up."
    };
    let others = others(krate);
    quote! {
        impl #CLIENT {
            /// Creates a client with the default settings.
            #others
            ///
            /// # Errors
            #[doc = #faults]
            pub fn new(#address #variables #(#credentials,)* #(#headers),*) -> Result<Self, #BUILD_ERROR> {
                Self::builder() #set_address #set_server #(#set_credentials)* #(#set_headers)* .build()
            }
            /// Creates a builder with the default settings.
            pub fn builder() -> #CLIENT_BUILDER { #CLIENT_BUILDER::for_api(&API) #(#defaults)* }
        }
    }
}

/// The sentence about credentials that `Client::new` doesn't take.
fn others(krate: &Crate) -> Option<TokenStream> {
    let set = krate.schemes.iter().filter(|it| it.setter.is_some());
    let mut others = set.filter(|it| !krate.is_credential_of_new(it));
    others.next()?;
    let said = if let Some(setters) = choice(krate) {
        format!(" The client has no credential: call {setters} of [`Client::builder`].")
    } else if krate.new.credentials.is_empty() {
        " The client has no credential; [`Client::builder`] takes them.".to_owned()
    } else {
        " [`Client::builder`] takes other credentials.".to_owned()
    };
    Some(quote! {
        #[doc = ""]
        #[doc = #said]
    })
}

/// The setters of the credentials of which `Client::new` leaves the choice to the caller.
fn choice(krate: &Crate) -> Option<String> {
    let setter = |scheme: &usize| {
        let setter = krate.schemes[*scheme].setter.as_ref()?;
        Some(format!("[`{setter}`](ClientBuilder::{setter})"))
    };
    let set = |set: &Vec<usize>| {
        let setters: Option<Vec<String>> = set.iter().map(setter).collect();
        Some(setters?.join(" and "))
    };
    let sets: Option<Vec<String>> = krate.new.choice.iter().map(set).collect();
    sets.filter(|sets| !sets.is_empty())
        .map(|sets| sets.join(" or "))
}

/// The setters for a source of tokens, beside the setter of a token.
fn sources(index: usize, token: &Ident, setters: &TokenSetters) -> TokenStream {
    let source = ident(&setters.source);
    let index = Literal::usize_unsuffixed(index);
    // The hint of a refused request names the setter that was called.
    let set = |setter: &Name| {
        let setter = Literal::string(setter.as_str());
        quote!(self.credential(#index, #CREDENTIAL::#SOURCE_CREDENTIAL(#ARC::new(source), #setter)))
    };
    let docs = format!(" Sets a source of tokens instead of a [token](Self::{token}).");
    let client = setters.client_credentials.as_ref().map(|endpoint| {
        let (set, name, url) = (set(&endpoint.setter), ident(&endpoint.setter), &endpoint.url);
        let of = format!(" Sets a client of the token endpoint instead of a [token](Self::{token}), which then fetches tokens.");
        let endpoint = if endpoint.is_relative {
            "The document's endpoint is {}, relative to the base URL as for [`ClientCredentials::new`]. [`ClientCredentials`] has the scopes, and other endpoints."
        } else {
            "The document's endpoint is {}. [`ClientCredentials`] has the scopes, and other endpoints."
        };
        let endpoint = line_above(say(endpoint, &[&url.code()]));
        quote! {
            #[doc = #of]
            #[doc = ""]
            #endpoint
            pub fn #name(
                self,
                client_id: impl Into<String>,
                client_secret: impl Into<#SECRET>,
            ) -> Self {
                let source = #CLIENT_CREDENTIALS::new(#url, client_id, client_secret);
                #set
            }
        }
    });
    let set = set(&setters.source);
    quote! {
        #[doc = #docs]
        pub fn #source(self, source: impl #TOKEN_SOURCE) -> Self { #set }
        #client
    }
}

fn setters(krate: &Crate) -> TokenStream {
    let servers = servers::setters(&krate.servers);
    let credentials = krate.schemes.iter().enumerate().filter_map(|(i, scheme)| {
        let Scheme {
            setter, kind, docs, ..
        } = scheme;
        let setter = setter.as_ref()?;
        let docs = spell::docs(docs);
        let operator = spell::like_operator(setter);
        let setter = ident(setter);
        let index = Literal::usize_unsuffixed(i);
        let (arguments, value) = credential(kind, &known("token"));
        let source = match kind {
            SchemeKind::Token(setters) => Some(sources(i, &setter, setters)),
            _ => None,
        };
        Some(quote! {
            #docs
            #operator
            pub fn #setter(self, #arguments) -> Self { self.credential(#index, #value) }
            #source
        })
    });
    let headers = krate.client_headers.iter().map(|header| {
        let docs = spell::docs(&header.docs);
        let operator = spell::like_operator(&header.setter);
        let setter = ident(&header.setter);
        let wire = &header.wire;
        let argument = known("value");
        let (ty, view) = sent(krate, &argument, &header.ty, header.given);
        quote! {
            #docs
            #operator
            pub fn #setter(self, #argument: #ty) -> Self { self.parameter(#wire, #view) }
        }
    });
    let all: Vec<TokenStream> = servers
        .into_iter()
        .chain(credentials)
        .chain(headers)
        .collect();
    let all = (!all.is_empty()).then(|| quote!(impl #CLIENT_BUILDER { #(#all)* }));
    all.unwrap_or_default()
}
