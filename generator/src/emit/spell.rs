//! How names, types, docs and constants are spelled.

use crate::ir::{Crate, Docs, Literal, Name, Ty, TypeKind};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

/// An identifier, raw where it is a keyword.
pub fn ident(name: &Name) -> Ident {
    let text = name.as_str();
    if syn::parse_str::<Ident>(text).is_ok() {
        Ident::new(text, Span::call_site())
    } else {
        format_ident!("r#{}", text)
    }
}

/// Doc attributes, one for each line.
pub fn docs(docs: &Docs) -> TokenStream {
    let lines = docs.0.iter().map(|line| {
        let text = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        quote!(#[doc = #text])
    });
    quote!(#(#lines)*)
}

/// The attribute of what the document advises against.
pub fn deprecated(deprecated: bool) -> Option<TokenStream> {
    deprecated.then(|| quote!(#[deprecated]))
}

/// From where a type is named.
#[derive(Clone, Copy)]
pub enum From {
    /// The module of the types itself.
    Types,
    /// Any other module.
    Elsewhere,
}

/// A type in use.
pub fn ty(krate: &Crate, ty: &Ty, from: From) -> TokenStream {
    let named = |id| {
        let name = ident(&krate[id].name);
        match from {
            From::Types => quote!(#name),
            From::Elsewhere => quote!(types::#name),
        }
    };
    match ty {
        Ty::Bool => quote!(bool),
        Ty::I32 => quote!(i32),
        Ty::I64 => quote!(i64),
        Ty::U64 => quote!(u64),
        Ty::F64 => quote!(f64),
        Ty::UnixTime => quote!(wire::UnixTime),
        Ty::String => quote!(String),
        Ty::DateTime => quote!(wire::DateTime),
        Ty::Date => quote!(wire::Date),
        Ty::Bytes => quote!(wire::Base64),
        Ty::Mapped(index) => {
            let path = krate.mapped[*index].path.iter().map(ident);
            quote!(wire::Parsed<::#(#path)::*>)
        }
        Ty::Json => quote!(serde_json::Value),
        Ty::Named(id) => named(*id),
        Ty::Boxed(id) => {
            let name = named(*id);
            quote!(Box<#name>)
        }
        Ty::List(item) => {
            let item = self::ty(krate, item, from);
            quote!(Vec<#item>)
        }
        Ty::Map(value) => {
            let value = self::ty(krate, value, from);
            quote!(BTreeMap<String, #value>)
        }
        Ty::Nullable(inner) => {
            let inner = self::ty(krate, inner, from);
            quote!(Option<#inner>)
        }
    }
}

/// Whether an argument of the type takes whatever can be turned into it.
pub fn converts(krate: &Crate, ty: &Ty) -> bool {
    match ty {
        Ty::String | Ty::DateTime | Ty::Date | Ty::Bytes | Ty::UnixTime | Ty::Mapped(_) => true,
        Ty::Boxed(_) => true,
        Ty::Named(id) => matches!(
            krate[*id].kind,
            TypeKind::Enum(_) | TypeKind::IntegerEnum(_) | TypeKind::Union(_) | TypeKind::Choice(_)
        ),
        _ => false,
    }
}

/// The type of an argument that becomes a stored value, and the expression that stores it.
pub fn argument(krate: &Crate, name: &Ident, of: &Ty, from: From) -> (TokenStream, TokenStream) {
    let spelled = ty(krate, of, from);
    if converts(krate, of) {
        (quote!(impl Into<#spelled>), quote!(#name.into()))
    } else {
        (spelled, quote!(#name))
    }
}

/// A constant value, as the tables of the runtime have it.
pub fn literal(literal: &Literal) -> TokenStream {
    match literal {
        Literal::String(text) => quote!(Literal::Str(#text)),
        Literal::Integer(number) => {
            let number = integer(*number);
            quote!(Literal::I64(#number))
        }
        Literal::Bool(value) => quote!(Literal::Bool(#value)),
    }
}

/// A whole number without a suffix, its digits grouped as clippy asks for.
pub fn integer(number: i64) -> TokenStream {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 && digits.len() > 5 {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    if number < 0 {
        grouped.insert(0, '-');
    }
    // Digits, underscores and a sign always parse.
    grouped.parse().unwrap_or_default()
}

/// `#[allow(clippy::too_many_lines)]` for a function that has a line for each of many members.
pub fn many_lines(members: usize) -> Option<TokenStream> {
    (members > 90).then(|| {
        quote!(#[expect(clippy::too_many_lines, reason = "a line for each member of a large type")])
    })
}

/// What `types` uses of others.
pub fn type_imports(krate: &Crate) -> TokenStream {
    let needs_wire = krate.types.iter().any(|ty| match &ty.kind {
        TypeKind::Struct(lowered) => {
            matches!(lowered.rest, crate::ir::Rest::Extra(_))
                || lowered.fields.iter().any(|field| {
                    field.presence == crate::ir::Presence::ThreeState || of_wire(&field.ty)
                })
        }
        _ => false,
    }) || types_in_use(krate).any(|ty| mentions(ty, &of_wire));
    let needs_raw = krate
        .types
        .iter()
        .any(|ty| matches!(ty.kind, TypeKind::Reply(_)));
    let needs_bytes = krate.types.iter().any(|ty| match &ty.kind {
        TypeKind::Reply(reply) => reply
            .variants
            .iter()
            .any(|v| v.ty == crate::ir::ReplyTy::Bytes),
        _ => false,
    });
    let needs_text = krate.types.iter().any(|ty| match &ty.kind {
        TypeKind::Reply(reply) => reply
            .variants
            .iter()
            .any(|v| v.ty == crate::ir::ReplyTy::Text),
        _ => false,
    });
    let needs_headers = krate
        .types
        .iter()
        .any(|ty| matches!(ty.kind, TypeKind::Headers(_)));
    let typed_rest = |ty: &crate::ir::TypeDef| match &ty.kind {
        TypeKind::Struct(lowered) => matches!(lowered.rest, crate::ir::Rest::Typed(..)),
        _ => false,
    };
    let needs_map = types_in_use(krate).any(|ty| mentions(ty, &|ty| matches!(ty, Ty::Map(_))))
        || krate.types.iter().any(typed_rest);
    let wire = needs_wire.then(|| {
        quote!(
            use crate::runtime::wire;
        )
    });
    let raw = needs_raw.then(|| {
        quote!(
            use crate::runtime::RawResponse;
        )
    });
    let text = needs_text.then(|| {
        quote!(
            use crate::runtime::PlainText;
        )
    });
    let bytes = needs_bytes.then(|| {
        quote!(
            use bytes::Bytes;
        )
    });
    let headers = needs_headers.then(|| {
        quote!(
            use http::HeaderMap;
        )
    });
    let map = needs_map.then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    quote!(#text #raw #wire #bytes #headers #map)
}

/// What `wire` uses of others: whatever it doesn't need is not named.
pub fn wire_imports(krate: &Crate) -> TokenStream {
    let any = |test: fn(&TypeKind) -> bool| krate.types.iter().any(|ty| test(&ty.kind));
    let structs = any(|kind| matches!(kind, TypeKind::Struct(_)));
    let enums = any(|kind| matches!(kind, TypeKind::Enum(_)));
    let integers = any(|kind| matches!(kind, TypeKind::IntegerEnum(_)));
    let unions = any(|kind| matches!(kind, TypeKind::Union(_)));
    let choices = any(|kind| matches!(kind, TypeKind::Choice(_)));
    let replies = any(|kind| matches!(kind, TypeKind::Reply(_)));
    let headers = any(|kind| matches!(kind, TypeKind::Headers(_)));
    let fields = any(|kind| match kind {
        TypeKind::Struct(lowered) => !lowered.fields.is_empty() || lowered.choice.is_some(),
        _ => false,
    });
    let constants = any(|kind| match kind {
        TypeKind::Struct(lowered) => !lowered.constants.is_empty(),
        _ => false,
    });
    let extra = any(|kind| match kind {
        TypeKind::Struct(lowered) => matches!(lowered.rest, crate::ir::Rest::Extra(_)),
        _ => false,
    });
    let rest = any(|kind| match kind {
        TypeKind::Struct(lowered) => matches!(lowered.rest, crate::ir::Rest::Typed(..)),
        _ => false,
    });
    let data = structs || enums || integers || unions;
    let mut names: Vec<(bool, TokenStream)> = vec![
        (constants, quote!(Constant)),
        (replies, quote!(DecodeError)),
        (extra, quote!(Extra)),
        (fields, quote!(Field)),
        (constants, quote!(Literal)),
        (rest, quote!(Map)),
        (structs, quote!(Object)),
        (unions, quote!(Pick)),
        (data || choices, quote!(Place)),
        (unions, quote!(Plan)),
        (integers, quote!(Scalar)),
        (structs, quote!(Table)),
        (enums, quote!(Text)),
        (unions, quote!(Union)),
        (data || choices, quote!(View)),
        (data || choices, quote!(Wire)),
    ];
    names.retain(|(needed, _)| *needed);
    let names = names.into_iter().map(|(_, name)| name);
    let types = (!krate.types.is_empty()).then(|| {
        quote!(
            use crate::types;
        )
    });
    let wire = (data || headers || choices)
        .then(|| quote!(use crate::runtime::wire::{self, #(#names),*};))
        .or_else(|| {
            replies.then(|| {
                quote!(
                    use crate::runtime::wire::DecodeError;
                )
            })
        });
    let reply = replies.then(|| {
        quote!(
            use crate::runtime::{RawResponse, Reply};
        )
    });
    let header_map = headers.then(|| {
        quote!(
            use http::HeaderMap;
        )
    });
    let serde = data.then(|| {
        quote!(
            use serde::{Deserialize, Deserializer, Serialize, Serializer};
        )
    });
    let cow = enums.then(|| {
        quote!(
            use std::borrow::Cow;
        )
    });
    let fmt = (structs || enums || choices).then(|| {
        quote!(
            use std::fmt;
        )
    });
    quote!(#reply #wire #types #header_map #serde #cow #fmt)
}

/// The types of all stored and received values.
fn types_in_use(krate: &Crate) -> impl Iterator<Item = &Ty> {
    krate.types.iter().flat_map(|ty| -> Vec<&Ty> {
        match &ty.kind {
            TypeKind::Struct(lowered) => {
                let rest = match &lowered.rest {
                    crate::ir::Rest::Typed(_, ty) => Some(ty),
                    _ => None,
                };
                lowered
                    .fields
                    .iter()
                    .map(|field| &field.ty)
                    .chain(rest)
                    .collect()
            }
            TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            TypeKind::Choice(choice) => choice.arms.iter().map(|arm| &arm.ty).collect(),
            TypeKind::Headers(fields) => fields.iter().map(|field| &field.ty).collect(),
            TypeKind::Reply(reply) => reply
                .variants
                .iter()
                .filter_map(|variant| match &variant.ty {
                    crate::ir::ReplyTy::Json(ty) => Some(ty),
                    _ => None,
                })
                .collect(),
            TypeKind::Enum(_) | TypeKind::IntegerEnum(_) => Vec::new(),
        }
    })
}

fn of_wire(ty: &Ty) -> bool {
    matches!(
        ty,
        Ty::UnixTime | Ty::DateTime | Ty::Date | Ty::Bytes | Ty::Mapped(_)
    )
}

/// Whether a type, or one that it is made of, passes the test.
pub fn mentions(ty: &Ty, test: &dyn Fn(&Ty) -> bool) -> bool {
    test(ty)
        || match ty {
            Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => mentions(inner, test),
            _ => false,
        }
}
