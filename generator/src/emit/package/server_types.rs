//! The types of the servers that callers choose from.

use crate::emit::rust::spell::{self, ident};
use crate::emit::rust::tree::known;
use crate::ir::{
    Crate, Name, Place, Raw, Server, ServerType, Servers, Template, Variable, VariableEnum,
};
use crate::map::IndexMap;
use crate::surface::{FMT, SECRET, SERVER_URL};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens as _, quote};

/// The type of servers, with the types of their variables.
pub fn servers(krate: &Crate) -> TokenStream {
    let servers = &krate.servers;
    let others = others(servers);
    if servers.all.is_empty() {
        return others;
    }
    let variants = servers.all.iter().map(|server| variant(servers, server));
    let has_variables = servers.all.iter().any(|server| server.template.is_some());
    let arms = servers.all.iter().map(|server| arm(server, has_variables));
    let (text, custom) = if has_variables {
        (quote!(String), quote!(url.clone()))
    } else {
        (quote!(&str), quote!(url))
    };
    let constructors = servers
        .all
        .iter()
        .filter_map(|server| constructor(servers, server));
    let (of_document, secrets) = (of_document(servers), secrets(&servers.all));
    let (derived, debug) = shown(&known("Server"), &servers.all, servers.may_hide());
    quote! {
        /// A server of the API.
        #[derive(Clone, #derived PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Server {
            #(#variants,)*
            /// Another base URL, such as that of a proxy.
            Custom(String),
        }
        impl Server {
            #(#constructors)*
            /// The base URL.
            #[must_use]
            pub fn url(&self) -> #text {
                match self {
                    #(#arms,)*
                    Self::Custom(url) => #custom,
                }
            }
            #of_document
            #secrets
        }
        #debug
        impl From<&str> for Server {
            fn from(url: &str) -> Self { Self::Custom(url.to_owned()) }
        }
        impl From<String> for Server {
            fn from(url: String) -> Self { Self::Custom(url) }
        }
        #others
    }
}

/// The derived traits of a type of servers, and its own `Debug` where a URL of the caller may hold a secret.
fn shown(ty: &Ident, servers: &[Server], is_secret: bool) -> (TokenStream, TokenStream) {
    if is_secret {
        (TokenStream::new(), debug(ty, servers))
    } else {
        (quote!(Debug,), TokenStream::new())
    }
}

/// `Debug` of a type of servers that doesn't show a URL of the caller: it may hold a secret.
fn debug(ty: &Ident, servers: &[Server]) -> TokenStream {
    let arms = servers.iter().map(|server| {
        let (name, text) = (ident(&server.name), Literal::string(server.name.as_str()));
        let Some(template) = &server.template else {
            return quote!(Self::#name => f.write_str(#text));
        };
        let fields: Vec<Ident> = template.variables.iter().map(|it| ident(&it.name)).collect();
        let texts = template.variables.iter();
        let texts = texts.map(|it| Literal::string(it.name.as_str()));
        quote! {
            Self::#name { #(#fields),* } => f.debug_struct(#text)#(.field(#texts, #fields))*.finish()
        }
    });
    quote! {
        impl #FMT::Debug for #ty {
            fn fmt(&self, f: &mut #FMT::Formatter<'_>) -> #FMT::Result {
                match self {
                    #(#arms,)*
                    Self::Custom(_) => f.write_str("Custom(…)"),
                }
            }
        }
    }
}

/// The types of servers that callers choose from, apart from that of the document's, and of all variables.
fn others(servers: &Servers) -> TokenStream {
    let path = servers.path_choice.iter();
    let path = path.map(|of| choice(servers, of, Of::Path, false));
    let own = servers.places.iter().filter_map(|place| match place {
        Place::Host {
            choice: Some(of),
            is_secret,
            ..
        } => Some(choice(servers, of, Of::Url, *is_secret)),
        Place::Path(_, Some(own)) => Some(choice(servers, &own.choice, Of::Path, false)),
        _ => None,
    });
    let enums = servers.enums.iter().map(variable_enum);
    quote!(#(#path)* #(#own)* #(#enums)*)
}

/// The address of a server that is chosen.
#[derive(Clone, Copy)]
enum Of {
    Path,
    Url,
}

/// A type of servers. A URL of the caller may be a secret.
fn choice(servers: &Servers, of: &ServerType, what: Of, is_secret: bool) -> TokenStream {
    let (name, docs) = (ident(&of.name), spell::docs(&of.docs));
    let variants = of.all.iter().map(|server| variant(servers, server));
    let arms = of.all.iter().map(|server| arm(server, true));
    let constructors = of.all.iter();
    let constructors = constructors.filter_map(|server| constructor(servers, server));
    let secrets = secrets(&of.all);
    let (derived, debug) = shown(&name, &of.all, is_secret);
    let (word, another, docs_of_word) = match what {
        Of::Path => (
            known("path"),
            quote!(/// Another path, such as that behind a proxy.
            ),
            quote!(/// The path.
            ),
        ),
        Of::Url => (
            known("url"),
            quote!(/// Another URL, such as that of a proxy.
            ),
            quote!(/// The URL.
            ),
        ),
    };
    quote! {
        #docs
        #[derive(Clone, #derived PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #another
            Custom(String),
        }
        impl #name {
            #(#constructors)*
            #docs_of_word
            #[must_use]
            pub fn #word(&self) -> String {
                match self {
                    #(#arms,)*
                    Self::Custom(#word) => #word.clone(),
                }
            }
            #secrets
        }
        #debug
        impl<T: Into<String>> From<T> for #name {
            fn from(#word: T) -> Self { Self::Custom(#word.into()) }
        }
    }
}

fn variant(servers: &Servers, server: &Server) -> TokenStream {
    let (name, docs) = (ident(&server.name), spell::docs(&server.docs));
    let Some(template) = &server.template else {
        return quote!(#docs #name);
    };
    let fields = template.variables.iter().map(|variable| {
        let (name, docs) = (ident(&variable.name), spell::docs(&variable.docs));
        let ty = match variable_ty(servers, variable) {
            Some(ty) => quote!(#ty),
            None if variable.is_secret => quote!(#SECRET),
            None => known("String").to_token_stream(),
        };
        quote!(#docs #name: #ty)
    });
    quote!(#docs #name { #(#fields),* })
}

/// The type of a variable with listed values.
fn variable_ty(servers: &Servers, variable: &Variable) -> Option<Ident> {
    let (index, _) = variable.one_of?;
    servers.enums.get(index).map(|one_of| ident(&one_of.name))
}

/// The type of a variable with any text.
fn text_ty(variable: &Variable) -> TokenStream {
    if variable.is_secret {
        quote!(#SECRET)
    } else {
        known("String").to_token_stream()
    }
}

/// The URL of a server, as a text of its own where one of the servers has variables.
fn arm(server: &Server, has_variables: bool) -> TokenStream {
    let name = ident(&server.name);
    let Some(template) = &server.template else {
        let url = &server.url;
        let is_empty = url.as_ref().is_some_and(Raw::is_empty);
        if is_empty && has_variables {
            let string = known("String");
            return quote!(Self::#name => #string::new());
        }
        let owned = has_variables.then(|| quote!(.to_owned()));
        return quote!(Self::#name => #url #owned);
    };
    let fields = template.variables.iter().map(|field| ident(&field.name));
    let values = template.holes.iter();
    let values = values.filter_map(|index| template.variables.get(*index).map(value));
    let url = &template.url;
    let secrets = template.secrets().map(value);
    quote!(Self::#name { #(#fields),* } => #SERVER_URL(#url, &[#(#values),*], &[#(#secrets),*]))
}

/// The functions that give the number of a server, and the variables that servers of operations may share.
fn of_document(servers: &Servers) -> TokenStream {
    if !shares(servers) {
        return TokenStream::new();
    }
    let numbers = servers.all.iter().enumerate().skip(1);
    let numbers = numbers.map(|(number, server)| {
        let (name, number) = (ident(&server.name), Literal::usize_unsuffixed(number));
        let fields = server.template.as_ref().map(|_| quote!({ .. }));
        quote!(Self::#name #fields => #number)
    });
    let numbers: Vec<TokenStream> = numbers.collect();
    let number = (!numbers.is_empty()).then(|| {
        quote! {
            /// The number of the server in the document.
            fn number(&self) -> usize {
                match self { #(#numbers,)* _ => 0 }
            }
        }
    });
    let variables = variables(servers);
    quote! {
        #number
        /// The variables by name.
        fn variables(&self) -> Vec<(&'static str, String)> {
            match self { #(#variables,)* _ => Vec::new() }
        }
    }
}

/// The arms that give the variables of servers: one for those that have the same.
fn variables(servers: &Servers) -> Vec<TokenStream> {
    let mut arms: IndexMap<String, (Vec<TokenStream>, TokenStream)> = IndexMap::default();
    for server in &servers.all {
        let Some(template) = &server.template else {
            continue;
        };
        let pairs = template.variables.iter().map(|variable| {
            let (wire, value) = (&variable.wire, value(variable));
            let owned = if variable.one_of.is_some() || variable.is_secret {
                quote!(#value.to_owned())
            } else {
                quote!(#value.clone())
            };
            quote!((#wire, #owned))
        });
        let made = quote!(vec![#(#pairs),*]);
        let types: Vec<_> = template.variables.iter().map(|it| it.one_of).collect();
        let fields = template.variables.iter().map(|field| ident(&field.name));
        let name = ident(&server.name);
        let pattern = quote!(Self::#name { #(#fields),* });
        let arm = arms.entry(format!("{made} {types:?}"));
        arm.or_insert_with(|| (Vec::new(), made)).0.push(pattern);
    }
    let arms = arms.into_values();
    arms.map(|(patterns, made)| quote!(#(#patterns)|* => #made))
        .collect()
}

/// The function that gives the secrets of a server's URL.
fn secrets(servers: &[Server]) -> TokenStream {
    let mut arms: IndexMap<Vec<(&Name, &Raw)>, Vec<Ident>> = IndexMap::default();
    for server in servers {
        let variables = server.template.iter().flat_map(Template::secrets);
        let variables: Vec<_> = variables.map(|it| (&it.name, &it.wire)).collect();
        if !variables.is_empty() {
            arms.entry(variables).or_default().push(ident(&server.name));
        }
    }
    if arms.is_empty() {
        return TokenStream::new();
    }
    let arms = arms.into_iter().map(|(variables, servers)| {
        let fields: Vec<Ident> = variables.iter().map(|(name, _)| ident(name)).collect();
        let wires = variables.iter().map(|(_, wire)| wire);
        let patterns = servers
            .iter()
            .map(|server| quote!(Self::#server { #(#fields,)* .. }));
        quote!(#(#patterns)|* => vec![#((#wires, #fields.clone())),*])
    });
    quote! {
        /// The secrets in the URL by name.
        fn secrets(&self) -> Vec<(&'static str, #SECRET)> {
            match self { #(#arms,)* _ => Vec::new() }
        }
    }
}

/// Whether the server of an operation depends on the document's server, and that has variables.
pub fn shares(servers: &Servers) -> bool {
    let mut places = servers.places.iter();
    servers.all.iter().any(|server| server.template.is_some())
        && places.any(|place| matches!(place, Place::Host { url: Err(_), .. }))
}

/// The text of a variable.
fn value(variable: &Variable) -> TokenStream {
    let field = ident(&variable.name);
    let text = match variable.one_of {
        Some(_) => Some(quote!(.as_str())),
        None => variable.is_secret.then(|| quote!(.expose())),
    };
    quote!(#field #text)
}

/// The function that makes a server from the variables without a default.
fn constructor(servers: &Servers, server: &Server) -> Option<TokenStream> {
    let template = server.template.as_ref()?;
    let (name, function) = (ident(&server.name), ident(&template.constructor));
    let docs = spell::docs(&server.docs);
    let (arguments, _) = arguments(servers, template);
    let fields = template.variables.iter().map(|variable| {
        let field = ident(&variable.name);
        let value = match (&variable.default, variable.one_of) {
            (None, None) => quote!(#field.into()),
            (None, Some(_)) => return quote!(#field),
            (Some(default), None) if default.is_empty() => {
                let string = known("String");
                quote!(#string::new())
            }
            (Some(default), None) => quote!(#default.to_owned()),
            (Some(_), Some(one_of)) => default_of(servers, one_of),
        };
        quote!(#field: #value)
    });
    let operator = spell::like_operator(&template.constructor);
    let mut variables = template.variables.iter();
    let others = variables
        .any(|variable| variable.default.is_some())
        .then(|| {
            quote! {
                ///
                /// The other variables have their defaults.
            }
        });
    Some(quote! {
        #docs
        #others
        #operator
        #[must_use]
        pub fn #function(#arguments) -> Self { Self::#name { #(#fields),* } }
    })
}

/// The variant that is a variable's default, or the first one.
pub fn default_of(servers: &Servers, (index, default): (usize, usize)) -> TokenStream {
    let one_of = servers.enums.get(index);
    let found = one_of.and_then(|one_of| {
        let (variant, _) = one_of.values.get(default)?;
        let (ty, variant) = (ident(&one_of.name), ident(variant));
        Some(quote!(#ty::#variant))
    });
    found.unwrap_or_default()
}

/// The arguments of a constructor, and their names.
pub fn arguments(servers: &Servers, template: &Template) -> (TokenStream, Vec<Ident>) {
    let given = template.variables.iter();
    let given = given.filter(|variable| variable.default.is_none());
    let given = given.map(|variable| {
        let name = ident(&variable.name);
        let ty = variable_ty(servers, variable).map_or_else(
            || {
                let ty = text_ty(variable);
                quote!(impl Into<#ty>)
            },
            Ident::into_token_stream,
        );
        (quote!(#name: #ty), name)
    });
    let (arguments, names): (Vec<TokenStream>, _) = given.unzip();
    (quote!(#(#arguments),*), names)
}

fn variable_enum(one_of: &VariableEnum) -> TokenStream {
    let (name, docs) = (ident(&one_of.name), spell::docs(&one_of.docs));
    let names: Vec<Ident> = one_of.values.iter().map(|(name, _)| ident(name)).collect();
    let values: Vec<_> = one_of.values.iter().map(|(_, value)| value).collect();
    let lines = values.iter().map(|value| {
        let mut docs = crate::ir::Docs::default();
        docs.paragraph(crate::text::say("{}.", &[&value.code()]));
        spell::docs(&docs)
    });
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name { #(#lines #names,)* }
        impl #name {
            /// The value in the URL.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { #(Self::#names => #values,)* }
            }
        }
    }
}
