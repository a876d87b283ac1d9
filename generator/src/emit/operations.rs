//! Operations: a method of the client, a type that stands for it, and what is always the same.

use super::replies::reply_ty;
use super::spell::{self, From, ident};
use super::unions::forwarded;
use super::{File, example, imports, parsed};
use crate::api::{Location, Style};
use crate::ir::{BodyTy, Crate, Operation, Parameter, RequestBody, Ty, TypeKind};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

const IMPORTS: imports::Table = &[
    (
        "crate::runtime",
        &[
            "Call",
            "Client",
            "Operation",
            "OperationSpec",
            "PlainText",
            "Spec",
            "Style",
        ],
    ),
    ("crate::runtime::wire", &["self", "View", "Wire"]),
    ("crate::types", &["self"]),
    ("bytes", &["Bytes"]),
    ("http", &["Method"]),
    ("std::collections", &["BTreeMap"]),
];

/// The operations of one module.
pub fn operations<'a>(krate: &'a Crate, indices: &'a [usize], head: TokenStream) -> File<'a> {
    let operations = || indices.iter().map(|index| &krate.operations[*index]);
    let client = move || {
        let methods = operations().map(|operation| method(krate, operation));
        (!indices.is_empty()).then(|| quote!(impl Client { #(#methods)* }))
    };
    let client = std::iter::once_with(client).flatten();
    let markers = operations().map(|operation| marker(krate, operation));
    File {
        head,
        imports: IMPORTS,
        airy: true,
        pieces: Box::new(client.chain(markers).map(parsed)),
    }
}

fn method(krate: &Crate, operation: &Operation) -> TokenStream {
    let name = ident(&operation.name);
    let marker = ident(&operation.marker);
    let docs = spell::docs(&operation.docs);
    let example = spell::docs(&example::examples(krate, operation));
    let deprecated = spell::deprecated(operation.deprecated);
    let mut parameters = Vec::new();
    let mut before = None;
    let mut fills = Vec::new();
    for argument in &operation.arguments {
        let name = ident(&argument.name);
        let (ty, view) = sent(krate, &name, &argument.ty);
        parameters.push(quote!(#name: #ty));
        fills.push(fill(&quote!(parts), argument, &view));
    }
    match &operation.body {
        RequestBody::Members(id) => {
            let ty = ident(&krate[*id].name);
            if let TypeKind::Struct(body) = &krate[*id].kind
                && let Some(new) = body.constructors.first()
            {
                let (own, arguments) = forwarded(krate, body, new, From::Elsewhere);
                parameters.extend(own);
                before = Some(quote!(let body = types::#ty::new(#(#arguments),*);));
                fills.push(quote!(parts.json(Wire::view(&body));));
            }
        }
        RequestBody::Value {
            name,
            required: true,
            ty,
            media_type,
        } => {
            let name = ident(name);
            let (ty, fill) = body(krate, &name, ty, media_type, &quote!(parts));
            parameters.push(quote!(#name: #ty));
            fills.push(fill);
        }
        RequestBody::Value { .. } | RequestBody::None => {}
    }
    let many = (parameters.len() > 6).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "all of them are required")]),
    );
    let start = quote!(self.start(#marker::SPEC));
    let body = if fills.is_empty() {
        quote!(#before Call::new(#start))
    } else {
        quote! {
            #before
            let mut parts = #start;
            #(#fills)*
            Call::new(parts)
        }
    };
    quote! {
        #docs
        #example
        #deprecated
        #many
        #[inline]
        pub fn #name(&self, #(#parameters),*) -> Call<#marker> { #body }
    }
}

/// Whether an argument of the type is only lent to the method.
pub fn is_lent(krate: &Crate, ty: &Ty) -> bool {
    !spell::is_copied(ty) && !matches!(ty, Ty::String | Ty::List(_)) && !spell::converts(krate, ty)
}

/// The type of an argument that is only looked at, and its view.
fn sent(krate: &Crate, name: &Ident, ty: &Ty) -> (TokenStream, TokenStream) {
    let spelled = spell::ty(krate, ty, From::Elsewhere);
    let checked = match ty {
        Ty::Named(id) => match &krate[*id].kind {
            TypeKind::Checked(checked) => Some(&checked.of),
            _ => None,
        },
        _ => None,
    };
    match checked.unwrap_or(ty) {
        Ty::String if checked.is_none() => (quote!(&str), quote!(View::Str(#name))),
        of if spell::is_copied(of) => (quote!(#spelled), quote!(Wire::view(&#name))),
        of if matches!(of, Ty::List(_)) || spell::converts(krate, of) => (
            quote!(impl Into<#spelled>),
            quote!(Wire::view(&#name.into())),
        ),
        _ => (quote!(&#spelled), quote!(Wire::view(#name))),
    }
}

fn fill(parts: &TokenStream, parameter: &Parameter, view: &TokenStream) -> TokenStream {
    let wire = &parameter.wire;
    match (parameter.location, parameter.style) {
        (Location::Path, None) => quote!(#parts.path_json(#wire, #view);),
        (Location::Query, None) => quote!(#parts.query_json(#wire, #view);),
        (Location::Header, None) => quote!(#parts.header_json(#wire, #view);),
        (Location::Cookie, None) => quote!(#parts.cookie_json(#wire, #view);),
        (Location::Path, Some(Style::Simple { explode: false })) => {
            quote!(#parts.path(#wire, #view);)
        }
        (Location::Path, Some(style)) => {
            let style = self::style(style);
            quote!(#parts.path_as(#wire, #style, #view);)
        }
        (Location::Query, Some(style)) => {
            let style = self::style(style);
            quote!(#parts.query(#wire, #style, #view);)
        }
        (Location::Header, Some(Style::Simple { explode: true })) => {
            quote!(#parts.header_as(#wire, true, #view);)
        }
        (Location::Header, Some(_)) => quote!(#parts.header(#wire, #view);),
        (Location::Cookie, Some(_)) => quote!(#parts.cookie(#wire, #view);),
    }
}

fn style(style: Style) -> TokenStream {
    match style {
        Style::Simple { explode } => quote!(Style::Simple { explode: #explode }),
        Style::Label { explode } => quote!(Style::Label { explode: #explode }),
        Style::Matrix { explode } => quote!(Style::Matrix { explode: #explode }),
        Style::Form {
            explode,
            allow_reserved: false,
        } => quote!(Style::Form { explode: #explode }),
        Style::Form {
            explode,
            allow_reserved: true,
        } => {
            quote!(Style::Reserved { explode: #explode })
        }
        Style::SpaceDelimited => quote!(Style::SpaceDelimited),
        Style::PipeDelimited => quote!(Style::PipeDelimited),
        Style::DeepObject => quote!(Style::DeepObject),
    }
}

/// The type of a body argument, and how it is sent.
fn body(
    krate: &Crate,
    name: &Ident,
    ty: &BodyTy,
    media_type: &str,
    parts: &TokenStream,
) -> (TokenStream, TokenStream) {
    match ty {
        BodyTy::Bytes => (
            quote!(impl Into<Bytes>),
            quote!(#parts.body(#media_type, #name.into());),
        ),
        BodyTy::Form(ty) => {
            let (ty, view) = sent(krate, name, ty);
            (ty, quote!(#parts.form(#view);))
        }
        BodyTy::Json(ty) => {
            let (ty, view) = sent(krate, name, ty);
            let fill = if media_type == "application/json" {
                quote!(#parts.json(#view);)
            } else {
                quote!(#parts.json_as(#media_type, #view);)
            };
            (ty, fill)
        }
    }
}

fn marker(krate: &Crate, operation: &Operation) -> TokenStream {
    let marker = ident(&operation.marker);
    let output = reply_ty(krate, &operation.output, From::Elsewhere);
    let error = reply_ty(krate, &operation.error, From::Elsewhere);
    let docs = format!(
        " [`Client::{}`]: `{} {}`.",
        operation.name,
        operation.method.as_str(),
        operation.path.replace('`', "'")
    );
    let spec = spec(krate, operation);
    let setters: Vec<TokenStream> = operation
        .setters
        .iter()
        .map(|parameter| setter(krate, parameter))
        .chain(body_setter(krate, operation))
        .collect();
    let setters = (!setters.is_empty()).then(|| quote!(impl Call<#marker> { #(#setters)* }));
    quote! {
        #[doc = #docs]
        #[derive(Debug)]
        pub enum #marker {}
        impl Operation for #marker {
            type Output = #output;
            type Error = #error;
            const SPEC: Spec = &#spec;
        }
        #setters
    }
}

/// What is the same for every call, of which the usual is not said.
fn spec(krate: &Crate, operation: &Operation) -> TokenStream {
    let name = operation.name.as_str();
    let method = Ident::new(operation.method.as_str(), proc_macro2::Span::call_site());
    let path = &operation.path;
    let accept = (operation.accept != "application/json").then(|| {
        let accept = &operation.accept;
        quote!(.accept(#accept))
    });
    let security = (operation.security != krate.security).then(|| {
        let security = spell::security(&operation.security);
        quote!(.security(#security))
    });
    let server = operation
        .server
        .as_ref()
        .map(|server| quote!(.server(#server)));
    let headers = &operation.client_headers;
    let headers = (!headers.is_empty()).then(|| quote!(.client_headers(&[#(#headers),*])));
    quote!(OperationSpec::new(#name).at(Method::#method, #path) #accept #security #server #headers)
}

fn setter(krate: &Crate, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    let docs = spell::docs(&parameter.docs);
    let deprecated = spell::deprecated(parameter.deprecated);
    // A short name for the argument: most setters then fit on a line.
    let value = format_ident!("value");
    let (ty, view) = sent(krate, &value, &parameter.ty);
    let fill = fill(&quote!(self.parts_mut()), parameter, &view);
    let inline = spell::inline(is_lent(krate, &parameter.ty));
    quote! {
        #docs
        #deprecated
        #inline
        pub fn #name(mut self, #value: #ty) -> Self {
            #fill
            self
        }
    }
}

fn body_setter(krate: &Crate, operation: &Operation) -> Option<TokenStream> {
    let RequestBody::Value {
        name,
        required: false,
        ty,
        media_type,
    } = &operation.body
    else {
        return None;
    };
    let name = ident(name);
    let inline = match ty {
        BodyTy::Bytes => None,
        BodyTy::Form(ty) | BodyTy::Json(ty) => spell::inline(is_lent(krate, ty)),
    };
    let (ty, fill) = body(krate, &name, ty, media_type, &quote!(self.parts_mut()));
    Some(quote! {
        /// What is sent.
        #inline
        pub fn #name(mut self, #name: #ty) -> Self {
            #fill
            self
        }
    })
}
