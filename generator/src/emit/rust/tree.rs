//! Syntax trees without tokens, for the most frequent items: a large API has thousands of members, and tokens
//! that are parsed take several times as long.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use syn::punctuated::Punctuated;
use syn::{
    AngleBracketedGenericArguments, AttrStyle, Attribute, Expr, ExprArray, ExprAssign, ExprCall,
    ExprField, ExprLit, ExprMethodCall, ExprPath, ExprReference, ExprStruct, Field, FieldModifiers,
    FieldValue, Fields, FieldsNamed, FieldsUnnamed, FnArg, GenericArgument, Generics, Item,
    ItemEnum, ItemStruct, Lit, LitBool, LitInt, Local, LocalInit, LocalModifiers, MacroDelimiter,
    Member, Meta, MetaList, Pat, PatIdent, PatType, Path, PathArguments, PathSegment, Stmt,
    TraitBound, TraitBoundModifiers, Type, TypeArray, TypeImplTrait, TypeParamBound, TypePath,
    TypeReference, Variant, Visibility,
};

/// A name of the generator itself.
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

/// `path::name` as a value.
pub fn associated(mut path: Path, name: &str) -> Expr {
    path.segments.push(known(name).into());
    Expr::Path(ExprPath {
        attrs: Vec::new(),
        qself: None,
        path,
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

/// `[ty; length]`.
pub fn array(ty: Type, length: usize) -> Type {
    Type::Array(TypeArray {
        attrs: Vec::new(),
        bracket_token: syn::token::Bracket::default(),
        elem: Box::new(ty),
        semi_token: <syn::Token![;]>::default(),
        len: Expr::Lit(digits(length)),
    })
}

/// `&ty`.
pub fn reference(ty: Type) -> Type {
    Type::Reference(TypeReference {
        attrs: Vec::new(),
        and_token: <syn::Token![&]>::default(),
        lifetime: None,
        mutability: None,
        elem: Box::new(ty),
    })
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

/// `#[derive(traits)]`.
pub fn derive(traits: TokenStream) -> Attribute {
    with_meta(Meta::List(MetaList {
        path: path([known("derive")]),
        delimiter: MacroDelimiter::Paren(syn::token::Paren::default()),
        tokens: traits,
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

/// `of.method(arguments)`.
pub fn method(of: Expr, name: Ident, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::MethodCall(ExprMethodCall {
        attrs: Vec::new(),
        receiver: Box::new(of),
        dot_token: <syn::Token![.]>::default(),
        method: name,
        turbofish: None,
        paren_token: syn::token::Paren::default(),
        args: arguments.into_iter().collect(),
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
pub fn text(text: Literal) -> Expr {
    literal(Lit::new(text))
}

fn literal(lit: Lit) -> Expr {
    Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit,
    })
}

/// `true` or `false`.
pub fn truth(value: bool) -> Expr {
    literal(Lit::Bool(LitBool::new(value, Span::call_site())))
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

/// `place = value`.
pub fn assign(place: Expr, value: Expr) -> Expr {
    Expr::Assign(ExprAssign {
        attrs: Vec::new(),
        left: Box::new(place),
        eq_token: <syn::Token![=]>::default(),
        right: Box::new(value),
    })
}

/// `path { fields }`.
pub fn filled(path: Path, fields: impl IntoIterator<Item = FieldValue>) -> Expr {
    Expr::Struct(ExprStruct {
        attrs: Vec::new(),
        qself: None,
        path,
        brace_token: syn::token::Brace::default(),
        fields: fields.into_iter().collect(),
        dot2_token: None,
        rest: None,
    })
}

/// `value;`.
pub fn statement(value: Expr) -> Stmt {
    Stmt::Expr(value, Some(<syn::Token![;]>::default()))
}

/// `value`, as the result of a block.
pub fn given(value: Expr) -> Stmt {
    Stmt::Expr(value, None)
}

/// `let name = value;` or `let mut name = value;`.
pub fn bound(mutable: bool, name: Ident, value: Expr) -> Stmt {
    Stmt::Local(Local {
        attrs: Vec::new(),
        let_token: <syn::Token![let]>::default(),
        modifiers: LocalModifiers::default(),
        pat: Pat::Ident(identified(mutable, name)),
        init: Some(LocalInit {
            eq_token: <syn::Token![=]>::default(),
            expr: Box::new(value),
            diverge: None,
        }),
        semi_token: <syn::Token![;]>::default(),
    })
}

/// `name: ty` of a function.
pub fn argument(name: Ident, ty: Type) -> FnArg {
    FnArg::Typed(PatType {
        attrs: Vec::new(),
        pat: Box::new(variable(name)),
        colon_token: <syn::Token![:]>::default(),
        ty: Box::new(ty),
    })
}

/// `pub struct name { fields }`.
pub fn structure(
    attrs: Vec<Attribute>,
    name: Ident,
    fields: impl IntoIterator<Item = Field>,
) -> Item {
    Item::Struct(ItemStruct {
        attrs,
        vis: public(),
        struct_token: <syn::Token![struct]>::default(),
        ident: name,
        generics: Generics::default(),
        fields: Fields::Named(FieldsNamed {
            brace_token: syn::token::Brace::default(),
            named: fields.into_iter().collect(),
        }),
        semi_token: None,
    })
}

/// `pub enum name { variants }`.
pub fn enumeration(
    attrs: Vec<Attribute>,
    name: Ident,
    variants: impl IntoIterator<Item = Variant>,
) -> Item {
    Item::Enum(ItemEnum {
        attrs,
        vis: public(),
        enum_token: <syn::Token![enum]>::default(),
        ident: name,
        generics: Generics::default(),
        brace_token: syn::token::Brace::default(),
        variants: variants.into_iter().collect(),
    })
}

/// `name,` or `name(content),` of an enum.
pub fn variant(attrs: Vec<Attribute>, name: Ident, content: Option<Type>) -> Variant {
    let content = content.map(|ty| {
        Fields::Unnamed(FieldsUnnamed {
            paren_token: syn::token::Paren::default(),
            unnamed: std::iter::once(content_of(ty)).collect(),
        })
    });
    Variant {
        attrs,
        ident: name,
        fields: content.unwrap_or(Fields::Unit),
        discriminant: None,
    }
}

/// `pub name: ty` of a struct.
pub fn member_of(attrs: Vec<Attribute>, name: Ident, ty: Type) -> Field {
    Field {
        attrs,
        vis: public(),
        ident: Some(name),
        colon_token: Some(<syn::Token![:]>::default()),
        ..content_of(ty)
    }
}

/// `ty` of a variant.
fn content_of(ty: Type) -> Field {
    Field {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        modifiers: FieldModifiers::default(),
        ident: None,
        colon_token: None,
        ty,
        default: None,
    }
}

fn public() -> Visibility {
    Visibility::Public(<syn::Token![pub]>::default())
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

/// `name` of a struct, from a variable of the same name.
pub fn same(name: Ident) -> FieldValue {
    FieldValue {
        attrs: Vec::new(),
        member: Member::Named(name.clone()),
        colon_token: None,
        expr: named([name]),
    }
}

fn digits(number: usize) -> ExprLit {
    let digits = number.to_string();
    ExprLit {
        attrs: Vec::new(),
        lit: Lit::Int(LitInt::new(&digits, Span::call_site())),
    }
}

/// The pattern `name`.
pub fn variable(name: Ident) -> Pat {
    Pat::Ident(identified(false, name))
}

fn identified(mutable: bool, name: Ident) -> PatIdent {
    PatIdent {
        attrs: Vec::new(),
        by_ref: None,
        mutability: mutable.then(<syn::Token![mut]>::default),
        ident: name,
        subpat: None,
    }
}
