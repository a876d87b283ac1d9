//! How names, types, docs and constants are spelled.

use crate::ir::{Crate, Docs, Literal, Name, Ty, TypeKind};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The keywords of edition 2024, reserved ones included, that can be raw identifiers (The Rust
/// Reference, "Keywords"), sorted.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// An identifier, raw where it is a keyword.
pub fn ident(name: &Name) -> Ident {
    let text = name.as_str();
    if KEYWORDS.binary_search(&text).is_ok() {
        Ident::new_raw(text, Span::call_site())
    } else {
        Ident::new(text, Span::call_site())
    }
}

/// Stands between the lines of a doc comment, which is one attribute until it is printed: half of all
/// lines are docs, and each attribute costs as much to parse as a line of code. No doc has a control
/// character of its own.
pub const DOC_LINES: char = '\u{1}';

/// The doc comment, as one attribute.
pub fn docs(docs: &Docs) -> Option<TokenStream> {
    let mut text = String::new();
    for (i, line) in docs.0.iter().enumerate() {
        if i > 0 {
            text.push(DOC_LINES);
        }
        if !line.is_empty() {
            text.push(' ');
            text.push_str(line);
        }
    }
    (!docs.0.is_empty()).then(|| quote!(#[doc = #text]))
}

/// The attribute of what the document advises against.
pub fn deprecated(deprecated: bool) -> Option<TokenStream> {
    deprecated.then(|| quote!(#[deprecated]))
}

/// The attribute of what is made to be used: a type that is only sent, and else each function that makes one.
pub fn must_use(must_use: bool) -> Option<TokenStream> {
    must_use.then(|| quote!(#[must_use]))
}

/// The attribute of what is compiled when one of some features is on.
pub fn gate(features: &[String]) -> Option<TokenStream> {
    match features {
        [] => None,
        [only] => Some(quote!(#[cfg(feature = #only)])),
        several => Some(quote!(#[cfg(any(#(feature = #several),*))])),
    }
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
        Ty::Loose(inner) => {
            let inner = self::ty(krate, inner, from);
            quote!(wire::Loose<#inner>)
        }
    }
}

/// An expression of the type's content, put on the heap where the type is.
pub fn boxed(ty: &Ty, content: TokenStream) -> TokenStream {
    match ty {
        Ty::Boxed(_) => quote!(Box::new(#content)),
        _ => content,
    }
}

/// Whether an argument of the type takes whatever can be turned into it.
pub fn converts(krate: &Crate, ty: &Ty) -> bool {
    match ty {
        Ty::String
        | Ty::DateTime
        | Ty::Date
        | Ty::Bytes
        | Ty::UnixTime
        | Ty::Mapped(_)
        | Ty::Boxed(_) => true,
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

/// Alternatives of security schemes.
pub fn security(security: &[Vec<usize>]) -> TokenStream {
    let sets = security.iter().map(|set| {
        let schemes = set
            .iter()
            .map(|index| proc_macro2::Literal::usize_unsuffixed(*index));
        quote!(&[#(#schemes),*])
    });
    quote!(&[#(#sets),*])
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
    let sign = if number < 0 { "-" } else { "" };
    let digits = grouped(&number.unsigned_abs().to_string());
    // Digits, underscores and a sign always parse.
    format!("{sign}{digits}").parse().unwrap_or_default()
}

/// A number that is finite, in the same way.
pub fn number(number: f64) -> TokenStream {
    let sign = if number < 0.0 { "-" } else { "" };
    let text = format!("{:?}", number.abs());
    let text = match text.split_once('.') {
        Some((digits, fraction)) if !fraction.contains('e') => {
            // The groups of a fraction begin at the point.
            let mirrored = |text: &str| text.chars().rev().collect::<String>();
            let fraction = mirrored(&grouped(&mirrored(fraction)));
            format!("{}.{fraction}", grouped(digits))
        }
        _ => text,
    };
    format!("{sign}{text}").parse().unwrap_or_default()
}

/// Digits in groups of three, from the right, where there are more than five.
fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) && digits.len() > 5 {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}

/// `#[allow(clippy::too_many_lines)]` for a function that has a line for each of many members. Not
/// `expect`: a long name takes several lines, so that whether there are too many isn't known here.
pub fn many_lines(members: usize) -> Option<TokenStream> {
    (members > 90).then(|| {
        quote!(#[allow(clippy::too_many_lines, reason = "a line for each member of a large type")])
    })
}

/// `#[allow(clippy::type_complexity)]` for a type that clippy minds, of a member that is `within` so many
/// others: each type in it counts by how deep it is, and 250 are too many.
pub fn complex(ty: &Ty, within: usize) -> Option<TokenStream> {
    fn points(ty: &Ty, level: usize) -> usize {
        10 * level
            + match ty {
                Ty::List(inner) | Ty::Nullable(inner) | Ty::Loose(inner) => {
                    points(inner, level + 1)
                }
                Ty::Map(value) => points(&Ty::String, level + 1) + points(value, level + 1),
                Ty::Boxed(_) | Ty::Mapped(_) => points(&Ty::String, level + 1),
                _ => 0,
            }
    }
    (points(ty, within + 1) + 10 * within > 250)
        .then(|| quote!(#[allow(clippy::type_complexity, reason = "the document nests as deeply")]))
}
