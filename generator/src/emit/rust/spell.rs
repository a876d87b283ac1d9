//! The spelling of names, types and constants. [`text`](crate::text) spells docs and literals of the document's
//! texts.

use crate::emit::rust::tree::{self, known};
use crate::ir::{self, Crate, Feature, Field, Given, Name, Requirement, Ty, TypeId};
use crate::surface::{
    Associated, BASE64, BTREE_MAP, DATE, DATE_TIME, DECIMAL, LITERAL, LITERAL_BOOL, LITERAL_F64,
    LITERAL_I64, LITERAL_NULL, LITERAL_STR, LITERAL_U64, LOOSE, PARSED, REQUIREMENT, TYPES,
    UNIX_TIME,
};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use syn::{Attribute, Expr, Type, parse_quote};

pub use crate::text::outer as docs;

/// The keywords of edition 2024, reserved ones included, that can be raw identifiers (The Rust
/// Reference, "Keywords"), sorted.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// An identifier, raw if it is a keyword.
pub fn ident(name: &Name) -> Ident {
    let text = name.as_str();
    // Most names are longer than that.
    if text.len() <= "abstract".len() && KEYWORDS.binary_search(&text).is_ok() {
        Ident::new_raw(text, Span::call_site())
    } else {
        Ident::new(text, Span::call_site())
    }
}

/// The attribute of an item that the document advises against.
pub fn deprecated(deprecated: bool) -> Option<Attribute> {
    deprecated.then(|| tree::attribute("deprecated"))
}

/// The attribute of a value that is useless until it is used: of a type that is only sent, else of each
/// function that makes a value.
pub fn must_use(must_use: bool) -> Option<Attribute> {
    must_use.then(|| tree::attribute("must_use"))
}

/// The attribute of an item that any of some features compiles.
pub fn gate(features: &[Feature]) -> Option<TokenStream> {
    let features: Vec<&str> = features.iter().map(Feature::as_str).collect();
    match &features[..] {
        [] => None,
        [only] => Some(quote!(#[cfg(feature = #only)])),
        several => Some(quote!(#[cfg(any(#(feature = #several),*))])),
    }
}

/// The module in which a type is named.
#[derive(Clone, Copy)]
pub enum From {
    /// The module of the types itself.
    Types,
    /// Any other module.
    Elsewhere,
}

/// The type of a value.
pub fn ty(krate: &Crate, ty: &Ty, from: From) -> Type {
    let plain = |name| tree::ty(tree::path([known(name)]));
    let named = |id: TypeId| {
        let name = ident(&krate[id].name);
        tree::ty(match from {
            From::Types => tree::path([name]),
            From::Elsewhere => tree::path([TYPES.ident(), name]),
        })
    };
    let inner = |inner| self::ty(krate, inner, from);
    let of = |name, inner| tree::ty(tree::generic(tree::path([known(name)]), inner));
    match ty {
        Ty::Bool => plain("bool"),
        Ty::I32 => plain("i32"),
        Ty::I64 => plain("i64"),
        Ty::U64 => plain("u64"),
        Ty::F64 => plain("f64"),
        Ty::String => plain("String"),
        Ty::Decimal => tree::ty(DECIMAL.path()),
        Ty::UnixTime => tree::ty(UNIX_TIME.path()),
        Ty::DateTime => tree::ty(DATE_TIME.path()),
        Ty::Date => tree::ty(DATE.path()),
        Ty::Bytes => tree::ty(BASE64.path()),
        Ty::Mapped(index) => {
            let mut path = tree::path(krate.mapped[*index].path.iter().map(ident));
            path.leading_colon = Some(<syn::Token![::]>::default());
            tree::ty(tree::generic(PARSED.path(), [tree::ty(path)]))
        }
        Ty::Json => tree::ty(tree::path([known("serde_json"), known("Value")])),
        Ty::Named(id) => named(*id),
        Ty::Boxed(id) => of("Box", vec![named(*id)]),
        Ty::List(item) => of("Vec", vec![inner(item)]),
        Ty::Array(item, length) => tree::array(inner(item), *length),
        Ty::Map(value) => {
            let map = tree::path([BTREE_MAP.ident()]);
            tree::ty(tree::generic(map, [plain("String"), inner(value)]))
        }
        Ty::Nullable(value) => option(inner(value)),
        Ty::Loose(value) => tree::ty(tree::generic(LOOSE.path(), [inner(value)])),
    }
}

/// `Option<ty>`.
pub fn option(ty: Type) -> Type {
    tree::ty(tree::generic(tree::path([known("Option")]), [ty]))
}

/// An expression of the type's content, boxed if the type is.
pub fn boxed(ty: &Ty, content: TokenStream) -> TokenStream {
    match ty {
        Ty::Boxed(_) => quote!(Box::new(#content)),
        _ => content,
    }
}

/// The attribute of a function that only crates that call it compile, with the code that writes, shows or drops its
/// values. Generic functions behave so without it, and so do functions that assign a number to a field.
pub fn inline(inline: bool) -> Option<Attribute> {
    inline.then(|| tree::attribute("inline"))
}

/// The type of an argument for a field, and the stored expression.
pub fn argument(krate: &Crate, name: &Ident, field: &Field, from: From) -> (Type, Expr) {
    let spelled = ty(krate, &field.ty, from);
    let given = tree::named([name.clone()]);
    match field.given {
        Given::Converted => (tree::into(spelled), tree::method(given, known("into"), [])),
        Given::Nullable => (option(spelled), given),
        Given::Copied
        | Given::Moved
        | Given::Lent
        | Given::Text
        | Given::File
        | Given::Files
        | Given::OwnFile
        | Given::OwnFiles
        | Given::Parts => (spelled, given),
    }
}

/// Alternative sets of credentials.
pub fn security(security: &[Vec<Requirement>]) -> TokenStream {
    let sets = security.iter().map(|set| {
        let needs = set.iter().map(|Requirement { scheme, scopes }| {
            let scheme = Literal::usize_unsuffixed(*scheme);
            quote!(#REQUIREMENT { scheme: #scheme, scopes: &[#(#scopes),*] })
        });
        quote!(&[#(#needs),*])
    });
    quote!(&[#(#sets),*])
}

/// A whole number without a suffix, with clippy's groups of digits.
pub fn integer(number: impl Into<i128>) -> TokenStream {
    let number = number.into();
    let sign = if number < 0 { "-" } else { "" };
    let digits = grouped(&number.unsigned_abs().to_string());
    // Digits, underscores and a sign always parse.
    format!("{sign}{digits}").parse().unwrap_or_default()
}

/// A finite number, in the same way.
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

/// Digits in groups of three, from the right, if there are more than five.
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

/// `#[allow(clippy::too_many_lines)]` for a function with a line for each of many members. Not `expect`: a long
/// name takes several lines, so the final number is not known here.
pub fn many_lines(members: usize) -> Option<Attribute> {
    (members > 90).then(|| {
        parse_quote!(#[allow(clippy::too_many_lines, reason = "a line for each member of a large type")])
    })
}

/// `#[expect(clippy::too_many_arguments)]` for a function with more than seven arguments, including `self`.
pub fn many_arguments(arguments: usize) -> Option<Attribute> {
    (arguments > 7).then(
        || parse_quote!(#[expect(clippy::too_many_arguments, reason = "all of them are required")]),
    )
}

/// `#[allow(clippy::should_implement_trait)]` for a setter with the name of an operator's method: `sub` is the
/// word of the document, not the trait's method.
pub fn like_operator(setter: &Name) -> Option<Attribute> {
    const OPERATORS: &[&str] = &[
        "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
    ];
    OPERATORS.contains(&setter.as_str()).then(
        || parse_quote!(#[allow(clippy::should_implement_trait, reason = "it is no operator")]),
    )
}

/// `#[allow(clippy::self_named_constructors)]` for a function that repeats the name of its type: the type `New`
/// has a `new`, and `FromText` a `from_text`.
pub fn self_named(ty: &Name, function: &Name) -> Option<Attribute> {
    let is_same = function.as_str().replace('_', "") == ty.as_str().to_lowercase();
    is_same.then(|| {
        parse_quote!(#[allow(clippy::self_named_constructors, reason = "the document names both")])
    })
}

/// `#[allow(clippy::type_complexity)]` for a type over clippy's limit, of a member `within` this number of
/// other types: each type in it counts by its depth, and 250 is the limit.
pub fn complex(ty: &Ty, within: usize) -> Option<Attribute> {
    fn points(ty: &Ty, level: usize) -> usize {
        10 * level
            + match ty {
                Ty::List(inner) | Ty::Array(inner, _) | Ty::Nullable(inner) | Ty::Loose(inner) => {
                    points(inner, level + 1)
                }
                Ty::Map(value) => points(&Ty::String, level + 1) + points(value, level + 1),
                Ty::Boxed(_) | Ty::Mapped(_) => points(&Ty::String, level + 1),
                _ => 0,
            }
    }
    (points(ty, within + 1) + 10 * within > 250).then(
        || parse_quote!(#[allow(clippy::type_complexity, reason = "the document nests as deeply")]),
    )
}

/// `Result`, by its path if a type of the document hides it.
pub fn result(krate: &Crate) -> TokenStream {
    if krate.hides_result {
        quote!(std::result::Result)
    } else {
        quote!(Result)
    }
}

/// A constant value.
pub fn literal(value: &ir::Literal) -> TokenStream {
    let (variant, value) = literal_parts(value);
    quote!(#LITERAL::#variant #value)
}

/// The variant of [`LITERAL`] for a constant value, and the value in parentheses.
pub fn literal_parts(value: &ir::Literal) -> (Associated, TokenStream) {
    let (variant, value) = match value {
        ir::Literal::String(text) => (LITERAL_STR, quote!(#text)),
        ir::Literal::Integer(code) => (LITERAL_I64, integer(*code)),
        ir::Literal::Number(code) => match (code.as_u64(), code.as_f64()) {
            (Some(code), _) => (LITERAL_U64, integer(code)),
            (None, code) => (LITERAL_F64, number(code.unwrap_or_default())),
        },
        ir::Literal::Bool(flag) => (LITERAL_BOOL, quote!(#flag)),
        ir::Literal::Null => return (LITERAL_NULL, quote!()),
    };
    (variant, quote!((#value)))
}
