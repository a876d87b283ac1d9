//! Syntax trees made by hand, for what there is most of: members by the thousand. To spell them as tokens
//! and to parse these takes several times as long.

use proc_macro2::{Ident, Span};
use syn::punctuated::Punctuated;
use syn::{
    Arm, Expr, ExprArray, ExprCall, ExprField, ExprLit, ExprMatch, ExprPath, ExprReference,
    FieldValue, Lit, LitInt, LitStr, Member, Pat, PatWild, Path, PathSegment,
};

/// A name that the generator itself chose.
pub fn known(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// `a::b`.
pub fn path(segments: impl IntoIterator<Item = Ident>) -> Path {
    Path {
        leading_colon: None,
        segments: segments.into_iter().map(PathSegment::from).collect(),
    }
}

/// `a::b` as a value.
pub fn named(segments: impl IntoIterator<Item = Ident>) -> Expr {
    Expr::Path(ExprPath {
        attrs: Vec::new(),
        qself: None,
        path: path(segments),
    })
}

/// `function(arguments)`.
pub fn call(function: Expr, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(ExprCall {
        attrs: Vec::new(),
        func: Box::new(function),
        paren_token: syn::token::Paren::default(),
        args: arguments.into_iter().collect(),
    })
}

/// `"text"`.
pub fn text(text: &str) -> Expr {
    Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit: Lit::Str(LitStr::new(text, Span::call_site())),
    })
}

/// `of.name`.
pub fn member(of: Expr, name: Ident) -> Expr {
    Expr::Field(ExprField {
        attrs: Vec::new(),
        base: Box::new(of),
        dot_token: <syn::Token![.]>::default(),
        member: Member::Named(name),
    })
}

/// `&value` or `&mut value`.
pub fn lent(mutable: bool, value: Expr) -> Expr {
    Expr::Reference(ExprReference {
        attrs: Vec::new(),
        and_token: <syn::Token![&]>::default(),
        mutability: mutable.then(<syn::Token![mut]>::default),
        expr: Box::new(value),
    })
}

/// `&[items]`.
pub fn table(items: impl IntoIterator<Item = Expr>) -> Expr {
    let items = Expr::Array(ExprArray {
        attrs: Vec::new(),
        bracket_token: syn::token::Bracket::default(),
        elems: items.into_iter().collect::<Punctuated<_, _>>(),
    });
    lent(false, items)
}

/// `name: value` of a struct.
pub fn field(name: Ident, value: Expr) -> FieldValue {
    FieldValue {
        attrs: Vec::new(),
        member: Member::Named(name),
        colon_token: Some(<syn::Token![:]>::default()),
        expr: value,
    }
}

/// `match on { arms }`.
pub fn choose(on: Expr, arms: Vec<Arm>) -> Expr {
    Expr::Match(ExprMatch {
        attrs: Vec::new(),
        match_token: <syn::Token![match]>::default(),
        expr: Box::new(on),
        brace_token: syn::token::Brace::default(),
        arms,
    })
}

/// `pattern => value,`.
pub fn arm(pattern: Pat, value: Expr) -> Arm {
    Arm {
        attrs: Vec::new(),
        pat: pattern,
        fat_arrow_token: <syn::Token![=>]>::default(),
        body: Box::new(value),
        comma: Some(<syn::Token![,]>::default()),
    }
}

/// The pattern `0`.
pub fn number(number: usize) -> Pat {
    let digits = number.to_string();
    Pat::Lit(ExprLit {
        attrs: Vec::new(),
        lit: Lit::Int(LitInt::new(&digits, Span::call_site())),
    })
}

/// The pattern `_`.
pub fn any() -> Pat {
    Pat::Wild(PatWild {
        attrs: Vec::new(),
        underscore_token: <syn::Token![_]>::default(),
    })
}
