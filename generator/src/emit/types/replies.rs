//! The responses of an operation, by status, and the headers of a response.

use crate::api::HeaderForm;
use crate::api::Status;
use crate::emit::rust::spell::{self, From, ident};
use crate::emit::rust::tree::{self, known};
use crate::emit::wire::debug;
use crate::ir::{Crate, HeaderField, Name, Reply, ReplyTy, ReplyVariant, TypeDef, When};
use crate::surface::{
    BYTES, DECODE_ERROR, EVENTS, FROM_EXPLODED_HEADER, FROM_HEADER, FROM_JSON_HEADER, HEADER_MAP,
    HEADER_MISMATCHES, LINES, MISMATCHES, PLAIN_TEXT, RAW_RESPONSE, READING, REPLY, TYPES,
};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use std::collections::BTreeSet;
use syn::{Type, parse_quote};

/// A variant of such an enum, with its value.
pub fn variant(krate: &Crate, variant: &ReplyVariant) -> TokenStream {
    let docs = spell::docs(&variant.docs);
    let name = ident(&variant.name);
    match &variant.ty {
        ReplyTy::Empty => quote!(#docs #name,),
        ty => {
            let ty = reply_ty(krate, ty, From::Types);
            quote!(#docs #name(#ty),)
        }
    }
}

/// The type of a body.
pub fn reply_ty(krate: &Crate, ty: &ReplyTy, from: From) -> Type {
    match ty {
        ReplyTy::Empty => parse_quote!(()),
        ReplyTy::Json(ty) => spell::ty(krate, ty, from),
        // A type of the document may have these names.
        ReplyTy::Text => match from {
            From::Types => parse_quote!(crate::runtime::PlainText),
            From::Elsewhere => parse_quote!(#PLAIN_TEXT),
        },
        ReplyTy::Bytes => match from {
            From::Types => parse_quote!(bytes::Bytes),
            From::Elsewhere => parse_quote!(#BYTES),
        },
        ReplyTy::ByStatus(id) | ReplyTy::ByType(id) => {
            spell::ty(krate, &crate::ir::Ty::Named(*id), from)
        }
        // Only an output is a stream, and its type contains the errors' type.
        ReplyTy::Events(item) | ReplyTy::Lines(item) => reply_ty(krate, item, from),
    }
}

/// The type of a success, with the type of errors.
pub fn output_ty(krate: &Crate, output: &ReplyTy, error: &ReplyTy) -> Type {
    let item = reply_ty(krate, output, From::Elsewhere);
    let stream = match output {
        ReplyTy::Events(_) => EVENTS,
        ReplyTy::Lines(_) => LINES,
        _ => return item,
    };
    let error = reply_ty(krate, error, From::Elsewhere);
    parse_quote!(#stream<#item, #error>)
}

/// The enum of the responses.
pub fn data(krate: &Crate, def: &TypeDef, reply: &Reply) -> TokenStream {
    let name = ident(&def.name);
    let docs = spell::docs(&def.docs);
    let unknown = reply.unknown.as_ref().map(|name| {
        let name = ident(name);
        let content = if reply.bare.is_empty() {
            ""
        } else {
            ", or describes with content that it never has"
        };
        let redirect = if reply.variants.iter().any(|variant| variant.or_other) {
            "; or a redirect whose body isn't the described one"
        } else {
            ""
        };
        let docs = format!(
            " A response with a status that the document doesn't describe{content}{redirect}."
        );
        quote! {
            #[doc = #docs]
            #name(crate::runtime::RawResponse),
        }
    });
    let variants = reply.variants.iter();
    let variants = variants.map(|each| variant(krate, each));
    let debug = debug::derived(def);
    quote! {
        #docs
        #[derive(Clone, #debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown
        }
    }
}

/// The code that reads a response.
pub fn wire(def: &TypeDef, reply: &Reply) -> TokenStream {
    let name = ident(&def.name);
    let is_read = |variant: &ReplyVariant| variant.ty != ReplyTy::Empty;
    let reading = if reply.variants.iter().any(is_read) {
        quote!(reading)
    } else {
        quote!(_)
    };
    let body = match &reply.unknown {
        Some(unknown) => by_status(reply, unknown),
        None => by_type(reply),
    };
    let debug = debug::of_reply(def, reply);
    quote! {
        impl #REPLY for #TYPES::#name {
            #[inline]
            fn read(response: &#RAW_RESPONSE, #reading: &mut #READING) -> Result<Self, #DECODE_ERROR> {
                Ok(#body)
            }
        }
        #debug
    }
}

fn by_status(reply: &Reply, unknown: &Name) -> TokenStream {
    let is_said = |variant: &ReplyVariant| {
        matches!(
            variant.when,
            When::Status(Status::Code(_) | Status::Range(_))
        )
    };
    let codes = reply.variants.iter().filter_map(|it| match it.when {
        When::Status(Status::Code(code)) => Some(code),
        _ => None,
    });
    let codes: BTreeSet<u16> = codes.chain(reply.bare.iter().copied()).collect();
    let status = |variant: &ReplyVariant| {
        Some(match &variant.when {
            When::Status(Status::Code(code)) => Literal::u16_unsuffixed(*code).into_token_stream(),
            When::Status(Status::Range(class)) => range(*class, &codes)?,
            When::Status(Status::Default) | When::Type(_) | When::Route(_) => quote!(_),
        })
    };
    // Clippy warns of arms that are the same.
    let blanks: Vec<TokenStream> = reply
        .blank
        .iter()
        .flat_map(|_| &reply.variants)
        .filter(|variant| is_said(variant) && variant.ty.json().is_some())
        .filter_map(status)
        .collect();
    let is_shared = blanks.len() > 1;
    let blank = reply.blank.as_ref().map(|blank| {
        let blank = ident(blank);
        quote!(if response.is_blank(reading) => Self::#blank,)
    });
    let first = is_shared.then(|| quote!(#(#blanks)|* #blank));
    let arms = reply.variants.iter().filter_map(|variant| {
        let value = if variant.or_other {
            read_or(variant, unknown)
        } else {
            read(variant)
        };
        let status = status(variant)?;
        let is_blank = variant.ty.json().is_some() && !(is_shared && is_said(variant));
        let blank = blank.as_ref().filter(|_| is_blank);
        let blank = blank.map(|blank| quote!(#status #blank));
        Some(quote!(#blank #status => #value,))
    });
    let is_default = |variant: &ReplyVariant| variant.when == When::Status(Status::Default);
    let unknown = ident(unknown);
    let other = (!reply.variants.iter().any(is_default))
        .then(|| quote!(_ => Self::#unknown(response.clone()),));
    quote!(match response.status.as_u16() { #first #(#arms)* #other })
}

/// The statuses of a class without those that have arms of their own, if any are left: clippy warns of arms that
/// overlap.
fn range(class: u16, codes: &BTreeSet<u16>) -> Option<TokenStream> {
    let (mut first, end) = (class * 100, (class + 1) * 100);
    let mut parts = Vec::new();
    for stop in codes.range(first..end).copied().chain([end]) {
        match stop - first {
            0 => {}
            1 => parts.push(Literal::u16_unsuffixed(first).into_token_stream()),
            _ => {
                let (first, last) = (
                    Literal::u16_unsuffixed(first),
                    Literal::u16_unsuffixed(stop - 1),
                );
                parts.push(quote!(#first..=#last));
            }
        }
        first = stop + 1;
    }
    (!parts.is_empty()).then(|| quote!(#(#parts)|*))
}

/// By the index of the media type among all. The last form takes the wildcard.
fn by_type(reply: &Reply) -> TokenStream {
    let last = reply.variants.len().saturating_sub(1);
    let mut next = 0_usize;
    let mut names = Vec::new();
    let arms: Vec<_> = reply
        .variants
        .iter()
        .enumerate()
        .map(|(index, variant)| {
            let first = next;
            if let When::Type(media_types) = &variant.when {
                next += media_types.len();
                names.extend(media_types.iter().map(crate::ir::Raw::literal));
            }
            let end = next.saturating_sub(1);
            let is_one = first == end;
            let [first, end] = [first, end].map(Literal::usize_unsuffixed);
            let value = read(variant);
            if index == last {
                quote!(_ => #value,)
            } else if is_one {
                quote!(#first => #value,)
            } else {
                quote!(#first..=#end => #value,)
            }
        })
        .collect();
    quote!(match response.form(&[#(#names),*])? { #(#arms)* })
}

/// The variant with its content.
pub fn read(variant: &ReplyVariant) -> TokenStream {
    let name = ident(&variant.name);
    match &variant.ty {
        ReplyTy::Empty => quote!(Self::#name),
        ReplyTy::Json(ty) => {
            let content = spell::boxed(ty, quote!(#REPLY::read(response, reading)?));
            quote!(Self::#name(#content))
        }
        _ => quote!(Self::#name(#REPLY::read(response, reading)?)),
    }
}

/// The variant with its content, or the unknown variant for another body.
fn read_or(variant: &ReplyVariant, unknown: &Name) -> TokenStream {
    let (name, unknown) = (ident(&variant.name), ident(unknown));
    let value = quote!(value);
    let value = match variant.ty.json() {
        Some(ty) => spell::boxed(ty, value),
        None => value,
    };
    quote! {
        match response.of_redirect(reading) {
            Some(value) => Self::#name(#value),
            None => Self::#unknown(response.clone()),
        }
    }
}

/// The headers of a response.
pub fn headers_data(krate: &Crate, def: &TypeDef, fields: &[HeaderField]) -> TokenStream {
    let name = ident(&def.name);
    let docs = spell::docs(&def.docs);
    let stored = fields.iter().map(|field| {
        let docs = spell::docs(&field.docs);
        let name = ident(&field.name);
        let ty = spell::ty(krate, &field.ty, From::Types);
        quote!(#docs pub #name: Option<#ty>,)
    });
    let debug = debug::derived(def);
    let (mismatches, ty) = (known(HEADER_MISMATCHES), tree::ty(MISMATCHES.path()));
    quote! {
        #docs
        ///
        /// A header that is missing, or doesn't match its schema, is `None`.
        #[derive(Clone, #debug)]
        #[non_exhaustive]
        pub struct #name {
            #(#stored)*
            /// The headers that don't match their schemas.
            pub #mismatches: #ty,
        }
    }
}

/// The code that reads headers.
pub fn headers_wire(def: &TypeDef, fields: &[HeaderField]) -> TokenStream {
    let name = ident(&def.name);
    let values = fields.iter().map(|field| {
        let (name, wire) = (ident(&field.name), field.wire.lowercase());
        let read = match field.form {
            None => FROM_HEADER,
            Some(HeaderForm::Exploded) => FROM_EXPLODED_HEADER,
            Some(HeaderForm::Json) => FROM_JSON_HEADER,
        };
        let read = read.path();
        quote!(#name: #read(headers, #wire, &mut mismatches),)
    });
    let debug = debug::of_headers(def, fields);
    let mismatches = MISMATCHES.path();
    quote! {
        impl From<&#HEADER_MAP> for #TYPES::#name {
            #[inline]
            fn from(headers: &#HEADER_MAP) -> Self {
                let mut mismatches = #mismatches::default();
                Self { #(#values)* mismatches }
            }
        }
        #debug
    }
}
