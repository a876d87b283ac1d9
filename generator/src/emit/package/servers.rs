//! The servers: the table of the runtime, and the setters of the builder.

use super::server_types::{arguments, shares};
use crate::emit::rust::spell::{self, ident};
use crate::emit::rust::tree::known;
use crate::ir::{Listed, OwnPath, OwnUrl, Place, ServerType, Servers};
use crate::surface::{HOST, HOSTS, LISTED_SERVER, OWN_SERVER, OWN_URL, PATH};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, quote};

/// The fields of the runtime's table that are about servers.
pub fn table(servers: &Servers) -> TokenStream {
    // A server without a default URL has an empty one.
    let urls = servers.all.iter().map(|server| {
        let url = server.url.as_ref().map(|url| quote!(#url));
        url.unwrap_or_else(|| quote!(""))
    });
    let listed = servers.has_variables().then(|| {
        let all = servers.listed.iter().map(listed);
        quote!(listed: &[#(#all),*],)
    });
    let (path, is_relative) = (servers.path.template(), servers.is_relative);
    let has_secrets = servers.secrets().next().is_some();
    let secret_hosts = servers.secret_hosts;
    let places = servers.places.iter().map(|place| match place {
        Place::Path(path, _) => {
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
        #listed
        path: #path,
        is_relative: #is_relative,
        secret_servers: #has_secrets,
        secret_hosts: #secret_hosts,
        own_servers: &[#(#places),*],
    }
}

fn listed(server: &Listed) -> TokenStream {
    let Listed { number, url, .. } = server;
    let number = Literal::usize_unsuffixed(*number);
    let variables = server.variables.iter();
    let variables = variables.map(|(name, values)| quote!((#name, &[#(#values),*])));
    quote!(#LISTED_SERVER { number: #number, url: #url, variables: &[#(#variables),*] })
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

/// The arguments of `Client::new` for the variables of the first server, and the expression that sets the
/// server.
pub fn first(servers: &Servers) -> (TokenStream, TokenStream) {
    let template = servers
        .all
        .first()
        .and_then(|first| first.template.as_ref());
    let made = template.map(|template| {
        let (arguments, names) = arguments(servers, template);
        let function = ident(&template.constructor);
        let set = quote!(.server(Server::#function(#(#names),*)));
        (quote!(#arguments,), set)
    });
    made.unwrap_or_default()
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
        let (ty, text) = if servers.path_choice.is_some() {
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
        Place::Path(_, own) => own.as_ref().map(|own| own_path(index, own)),
        Place::Host {
            setter,
            choice,
            docs,
            ..
        } => {
            let (setter, docs) = (ident(setter), spell::docs(docs));
            let (ty, set) = own_server(index, choice.as_ref());
            Some(quote! {
                #docs
                pub fn #setter(self, url: impl Into<#ty>) -> Self { #set }
            })
        }
    });
    server.into_iter().chain(path).chain(hosts).collect()
}

/// The setter of an operation's own path.
fn own_path(index: usize, own: &OwnPath) -> TokenStream {
    let (setter, ty, docs) = (
        ident(&own.setter),
        ident(&own.choice.name),
        spell::docs(&own.docs),
    );
    let index = Literal::usize_unsuffixed(index);
    quote! {
        #docs
        pub fn #setter(self, path: impl Into<#ty>) -> Self {
            self.own_server(#index, path.into().path())
        }
    }
}

/// The type that the setter of an operation's own server takes, and its body.
fn own_server(index: usize, choice: Option<&ServerType>) -> (TokenStream, TokenStream) {
    let index = Literal::usize_unsuffixed(index);
    let Some(choice) = choice else {
        let string = known("String");
        return (quote!(#string), quote!(self.own_server(#index, url)));
    };
    let mut templates = choice.all.iter().filter_map(|it| it.template.as_ref());
    let set = if templates.any(|template| template.secrets().next().is_some()) {
        quote! {
            let server = url.into();
            self.own_server_of_document(#index, server.url(), &server.secrets())
        }
    } else {
        quote!(self.own_server(#index, url.into().url()))
    };
    (ident(&choice.name).to_token_stream(), set)
}
