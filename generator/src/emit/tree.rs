//! Syntax trees made by hand, for what there is most of: members by the thousand. To spell them as tokens
//! and to parse these takes several times as long.

use proc_macro2::{Ident, Literal, Span};
use syn::punctuated::Punctuated;
use syn::{
    AngleBracketedGenericArguments, Arm, AttrStyle, Attribute, Expr, ExprArray, ExprCall,
    ExprField, ExprLit, ExprMatch, ExprMethodCall, ExprPath, ExprReference, Field, FieldModifiers,
    FieldValue, GenericArgument, Lit, LitInt, LitStr, Member, Meta, MetaNameValue, Pat, PatWild,
    Path, PathArguments, PathSegment, TraitBound, TraitBoundModifiers, Type, TypeImplTrait,
    TypeParamBound, TypePath, Visibility,
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

/// `a::b` as a type.
pub fn ty(path: Path) -> Type {
    Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path,
    })
}

/// `path<arguments>`.
pub fn generic(mut path: Path, arguments: impl IntoIterator<Item = Type>) -> Path {
    if let Some(last) = path.segments.last_mut() {
        last.arguments = PathArguments::AngleBracketed(AngleBracketedGenericArguments {
            colon2_token: None,
            lt_token: <syn::Token![<]>::default(),
            args: arguments.into_iter().map(GenericArgument::Type).collect(),
            gt_token: <syn::Token![>]>::default(),
        });
    }
    path
}

/// `impl Into<ty>`.
pub fn into(ty: Type) -> Type {
    let bound = TypeParamBound::Trait(TraitBound {
        paren_token: None,
        lifetimes: None,
        modifiers: TraitBoundModifiers::default(),
        maybe: None,
        path: generic(path([known("Into")]), [ty]),
    });
    Type::ImplTrait(TypeImplTrait {
        attrs: Vec::new(),
        impl_token: <syn::Token![impl]>::default(),
        bounds: std::iter::once(bound).collect(),
    })
}

/// `#[name]`.
pub fn attribute(name: &str) -> Attribute {
    with_meta(Meta::Path(path([known(name)])))
}

/// `#[doc = r"text"]`. Half of all that is written is docs, and a text that isn't raw is escaped here and read
/// again where it is printed, a character at a time.
pub fn doc(text: &str) -> Attribute {
    let mut hashes = String::new();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    let raw = format!("r{hashes}\"{text}\"{hashes}").parse::<Literal>();
    with_meta(Meta::NameValue(MetaNameValue {
        path: path([known("doc")]),
        eq_token: <syn::Token![=]>::default(),
        value: raw.map_or_else(|_| self::text(text), |raw| literal(Lit::new(raw))),
    }))
}

fn with_meta(meta: Meta) -> Attribute {
    Attribute {
        pound_token: <syn::Token![#]>::default(),
        style: AttrStyle::Outer,
        bracket_token: syn::token::Bracket::default(),
        meta,
    }
}

/// `of.method()`.
pub fn method(of: Expr, name: &str) -> Expr {
    Expr::MethodCall(ExprMethodCall {
        attrs: Vec::new(),
        receiver: Box::new(of),
        dot_token: <syn::Token![.]>::default(),
        method: known(name),
        turbofish: None,
        paren_token: syn::token::Paren::default(),
        args: Punctuated::new(),
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
    literal(Lit::Str(LitStr::new(text, Span::call_site())))
}

fn literal(lit: Lit) -> Expr {
    Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit,
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

/// `pub name: ty` of a struct.
pub fn public(attrs: Vec<Attribute>, name: Ident, ty: Type) -> Field {
    Field {
        attrs,
        vis: Visibility::Public(<syn::Token![pub]>::default()),
        modifiers: FieldModifiers::default(),
        ident: Some(name),
        colon_token: Some(<syn::Token![:]>::default()),
        ty,
        default: None,
    }
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
