//! The servers: the table of the runtime, the enum that callers choose from, and the setters of the builder.

use crate::emit::rust::spell::{self, ident};
use crate::emit::rust::tree::known;
use crate::ir::{
    Crate, Name, OwnUrl, Place, Raw, Server, Servers, Template, Variable, VariableEnum,
};
use crate::map::IndexMap;
use crate::surface::{FMT, HOST, HOSTS, OWN_SERVER, OWN_URL, PATH, SECRET, SERVER_URL};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens as _, quote};

/// The fields of the runtime's table that are about servers.
pub fn table(servers: &Servers) -> TokenStream {
    // A server without a default URL has an empty one.
    let urls = servers.all.iter().map(|server| {
        let url = server.url.as_ref().map(|url| quote!(#url));
        url.unwrap_or_else(|| quote!(""))
    });
    let (path, is_relative) = (servers.path.template(), servers.is_relative);
    let has_secrets = servers.secrets().next().is_some();
    let secret_hosts = servers.secret_hosts;
    let places = servers.places.iter().map(|place| match place {
        Place::Path(path) => {
            let path = path.template();
            quote!(#OWN_SERVER::#PATH(#path))
        }
        Place::Host {
            setter,
            url,
            is_secret,
            ..
        } => {
            let setter = Literal::string(setter.as_str());
            let rest = quote!(setter: #setter, is_secret: #is_secret);
            match url {
                Ok(url) => quote!(#OWN_SERVER::#HOST { url: #url, #rest }),
                Err(urls) => {
                    let urls = urls.iter().map(own_url);
                    quote!(#OWN_SERVER::#HOSTS { urls: &[#(#urls),*], #rest })
                }
            }
        }
    });
    quote! {
        servers: &[#(#urls),*],
        path: #path,
        is_relative: #is_relative,
        secret_servers: #has_secrets,
        secret_hosts: #secret_hosts,
        own_servers: &[#(#places),*],
    }
}

fn own_url(own: &OwnUrl) -> TokenStream {
    let variables = own.variables.iter().map(|(name, default)| {
        let default = default.as_ref().map(|default| quote!(Some(#default)));
        let default = default.unwrap_or_else(|| quote!(None));
        quote!((#name, #default))
    });
    let url = &own.url;
    quote!(#OWN_URL { url: #url, variables: &[#(#variables),*] })
}

/// The type of servers, with the types of their variables.
pub fn servers(krate: &Crate) -> TokenStream {
    let servers = &krate.servers;
    if servers.all.is_empty() {
        return path(servers).unwrap_or_default();
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
    let enums = servers.enums.iter().map(variable_enum);
    let (of_document, secrets) = (of_document(servers), secrets(servers));
    let (derived, debug) = if servers.may_hide() {
        (TokenStream::new(), debug(servers))
    } else {
        (quote!(Debug,), TokenStream::new())
    };
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
        #(#enums)*
    }
}

/// `Debug` of the type of servers that doesn't show a URL of the caller: it may hold a secret.
fn debug(servers: &Servers) -> TokenStream {
    let arms = servers.all.iter().map(|server| {
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
        impl #FMT::Debug for Server {
            fn fmt(&self, f: &mut #FMT::Formatter<'_>) -> #FMT::Result {
                match self {
                    #(#arms,)*
                    Self::Custom(_) => f.write_str("Custom(…)"),
                }
            }
        }
    }
}

/// The type of the path that is added to each base URL, where callers choose it.
fn path(servers: &Servers) -> Option<TokenStream> {
    let paths = &servers.path_choices;
    if paths.is_empty() {
        return None;
    }
    let variants = paths.iter().map(|path| variant(servers, path));
    let arms = paths.iter().map(|path| arm(path, true));
    let constructors: Vec<TokenStream> = paths
        .iter()
        .filter_map(|path| constructor(servers, path))
        .collect();
    let enums = servers.enums.iter().map(variable_enum);
    Some(quote! {
        /// The path of the API on the host of the base URL.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ServerPath {
            #(#variants,)*
            /// Another path, such as that behind a proxy.
            Custom(String),
        }
        impl ServerPath {
            #(#constructors)*
            /// The path.
            #[must_use]
            pub fn path(&self) -> String {
                match self {
                    #(#arms,)*
                    Self::Custom(path) => path.clone(),
                }
            }
        }
        impl From<&str> for ServerPath {
            fn from(path: &str) -> Self { Self::Custom(path.to_owned()) }
        }
        impl From<String> for ServerPath {
            fn from(path: String) -> Self { Self::Custom(path) }
        }
        #(#enums)*
    })
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
        let is_empty = url.as_ref().is_some_and(|url| url.exact().is_empty());
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
fn secrets(servers: &Servers) -> TokenStream {
    let mut arms: IndexMap<Vec<(&Name, &Raw)>, Vec<Ident>> = IndexMap::default();
    for server in &servers.all {
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
fn shares(servers: &Servers) -> bool {
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
    let (arguments, _) = arguments(template);
    let fields = template.variables.iter().map(|variable| {
        let field = ident(&variable.name);
        let value = match (&variable.default, variable.one_of) {
            (None, _) => quote!(#field.into()),
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

/// The variant that is a variable's default.
fn default_of(servers: &Servers, (index, default): (usize, usize)) -> TokenStream {
    let one_of = servers.enums.get(index);
    let found = one_of.and_then(|one_of| {
        let (variant, _) = one_of.values.get(default)?;
        let (ty, variant) = (ident(&one_of.name), ident(variant));
        Some(quote!(#ty::#variant))
    });
    found.unwrap_or_default()
}

/// The arguments of a constructor, and their names.
fn arguments(template: &Template) -> (TokenStream, Vec<Ident>) {
    let given = template.variables.iter();
    let given = given.filter(|variable| variable.default.is_none());
    let given = given.map(|variable| {
        let (name, ty) = (ident(&variable.name), text_ty(variable));
        (quote!(#name: impl Into<#ty>), name)
    });
    let (arguments, names): (Vec<TokenStream>, _) = given.unzip();
    (quote!(#(#arguments),*), names)
}

/// The arguments of `Client::new` for the variables of the first server, and the expression that sets the
/// server.
pub fn first(servers: &Servers) -> (TokenStream, TokenStream) {
    let template = servers
        .all
        .first()
        .and_then(|first| first.template.as_ref());
    let made = template.map(|template| {
        let (arguments, names) = arguments(template);
        let function = ident(&template.constructor);
        let set = quote!(.server(Server::#function(#(#names),*)));
        (quote!(#arguments,), set)
    });
    made.unwrap_or_default()
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

/// The setters of the builder.
pub fn setters(servers: &Servers) -> Vec<TokenStream> {
    let has_variables = servers.all.iter().any(|server| server.template.is_some());
    let of_document = if shares(servers) && servers.all.len() > 1 {
        quote!(server.number(), server.variables())
    } else if shares(servers) {
        quote!(0, server.variables())
    } else {
        quote!(0, Vec::new())
    };
    let secrets = if servers.secrets().next().is_some() {
        quote!(&server.secrets())
    } else {
        quote!(&[])
    };
    let server = if has_variables {
        quote! {
            match server.into() {
                Server::Custom(url) => self.base_url(url),
                server => self.server_of_document(server.url(), #of_document, #secrets),
            }
        }
    } else {
        quote!(self.base_url(server.into().url()))
    };
    let server = (!servers.all.is_empty()).then(|| {
        quote! {
            /// Sets the server. Another URL than those of the document moves all operations, like
            /// [`base_url`](Self::base_url).
            pub fn server(self, server: impl Into<Server>) -> Self { #server }
        }
    });
    let path = servers.path_docs.as_ref().map(|docs| {
        let docs = spell::docs(docs);
        let (ty, text) = if !servers.path_choices.is_empty() {
            (quote!(ServerPath), quote!(path.into().path()))
        } else {
            (known("String").to_token_stream(), quote!(path))
        };
        quote! {
            #docs
            pub fn server_path(self, path: impl Into<#ty>) -> Self { self.relative_path(#text) }
        }
    });
    let hosts = servers.places.iter().enumerate();
    let hosts = hosts.filter_map(|(index, place)| match place {
        Place::Path(_) => None,
        Place::Host { setter, docs, .. } => {
            let (setter, docs) = (ident(setter), spell::docs(docs));
            let index = Literal::usize_unsuffixed(index);
            Some(quote! {
                #docs
                pub fn #setter(self, url: impl Into<String>) -> Self {
                    self.own_server(#index, url)
                }
            })
        }
    });
    server.into_iter().chain(path).chain(hosts).collect()
}
