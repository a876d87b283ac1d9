//! Unions with their decoding plans, and choices among the members of a struct.

use crate::emit::rust::spell::{self, From, ident};
use crate::emit::rust::tree;
use crate::emit::wire::debug;
use crate::ir::{
    Choice, Crate, Name, Only, Pick, Raw, Struct, Ty, TypeDef, TypeKind, Union, Variant,
};
use crate::map::IndexMap;
use crate::surface::{
    EVENT, EVENT_TEXT, ONLY, ONLY_ABSENT, ONLY_BOOL, ONLY_INTEGER, ONLY_NULL, ONLY_TEXT, PICK,
    PICK_GROUP, PICK_KEY, PICK_NONE, PICK_ONE, PICK_PART, PICK_SCORED, PICK_TAG, PICK_VALUE, PLACE,
    PLAN, TAGS, TYPES, VARIANTS, VIEW, WIRE_TRAIT,
};
use crate::text::{line_above, say};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use syn::{Expr, FnArg};

/// The union and its constructors.
pub fn data(krate: &Crate, def: &TypeDef, union: &Union) -> TokenStream {
    let name = ident(&def.name);
    let docs = spell::docs(&def.docs);
    let deprecated = spell::deprecated(def.deprecated);
    let variants = union.variants.iter().map(|variant| {
        let docs = spell::docs(&variant.docs);
        let name = ident(&variant.name);
        let ty = spell::ty(krate, &variant.ty, From::Types);
        quote!(#docs #name(#ty),)
    });
    let unknown = union.unknown.as_ref().map(|unknown| {
        let unknown = ident(unknown);
        quote! {
            /// A value that the document doesn't describe, as it was sent.
            #unknown(serde_json::Value),
        }
    });
    let open = union.unknown.is_some().then(|| quote!(#[non_exhaustive]));
    let constructors: Vec<_> = union
        .variants
        .iter()
        .filter_map(|variant| constructor(krate, def, variant))
        .collect();
    let must_use = (!constructors.is_empty()).then(|| spell::must_use(def.is_only_sent()));
    let debug = debug::derived(def);
    let constructors = (!constructors.is_empty()).then(|| quote!(impl #name { #(#constructors)* }));
    quote! {
        #docs
        #deprecated
        #[derive(Clone, #debug PartialEq)]
        #open
        #must_use
        pub enum #name { #(#variants)* #unknown }
        #constructors
    }
}

/// A function that makes a variant from the arguments of its content's `new`.
fn constructor(krate: &Crate, def: &TypeDef, variant: &Variant) -> Option<TokenStream> {
    let function = ident(variant.constructor.as_ref()?);
    if variant.ty == Ty::String {
        return Some(of_text(def, &variant.name, variant.constructor.as_ref()?));
    }
    let (Ty::Named(id) | Ty::Boxed(id)) = variant.ty else {
        return None;
    };
    let TypeKind::Struct(content) = &krate[id].kind else {
        return None;
    };
    let new = content.constructors.first()?;
    let (parameters, arguments) = forwarded(krate, content, new, From::Types);
    let variant_name = ident(&variant.name);
    let content_name = ident(&krate[id].name);
    let name = &variant.name;
    let docs = line_above(say("Creates the variant [`{}`](Self::{}).", &[name, name]));
    let made = quote!(#content_name::new(#(#arguments),*));
    let made = spell::boxed(&variant.ty, made);
    let must_use = spell::must_use(!def.is_only_sent());
    let self_named = variant.constructor.as_ref();
    let self_named = self_named.and_then(|name| spell::self_named(&def.name, name));
    Some(quote! {
        #docs
        #self_named
        #must_use
        pub fn #function(#(#parameters),*) -> Self {
            Self::#variant_name(#made)
        }
    })
}

/// A function that makes a variant from text.
fn of_text(def: &TypeDef, name: &Name, constructor: &Name) -> TokenStream {
    let docs = line_above(say("Creates the variant [`{}`](Self::{}).", &[name, name]));
    let must_use = spell::must_use(!def.is_only_sent());
    let self_named = spell::self_named(&def.name, constructor);
    let (function, variant) = (ident(constructor), ident(name));
    quote! {
        #docs
        #self_named
        #must_use
        pub fn #function(text: impl Into<String>) -> Self {
            Self::#variant(text.into())
        }
    }
}

/// The parameters of a struct's constructor, and the arguments that pass them on.
pub fn forwarded(
    krate: &Crate,
    content: &Struct,
    constructor: &crate::ir::Constructor,
    from: From,
) -> (Vec<FnArg>, Vec<Expr>) {
    let mut parameters = Vec::new();
    let mut arguments = Vec::new();
    for &index in &constructor.fields {
        let field = &content.fields[index];
        let name = ident(&field.name);
        let (ty, _) = spell::argument(krate, &name, field, from);
        parameters.push(tree::argument(name.clone(), ty));
        arguments.push(tree::named([name]));
    }
    if let (true, Some(choice)) = (constructor.choice, &content.choice) {
        let name = ident(&choice.name);
        let ty = spell::ty(krate, &Ty::Named(choice.ty), from);
        parameters.push(tree::argument(name.clone(), ty));
        arguments.push(tree::named([name]));
    }
    (parameters, arguments)
}

/// The reading and writing of a union.
pub fn wire(krate: &Crate, def: &TypeDef, union: &Union) -> TokenStream {
    let name = ident(&def.name);
    let variants = union.variants.iter().map(|variant| &variant.name);
    let names: Vec<_> = variants.chain(&union.unknown).map(ident).collect();
    let open = union.unknown.is_none().then(|| {
        quote!(
            const OPEN: bool = false;
        )
    });
    let plan = plan(union);
    let (index, blank) = blank_of(&names);
    let json = union.unknown.iter().map(|_| &Ty::Json);
    let types: Vec<&Ty> = union.variants.iter().map(|v| &v.ty).chain(json).collect();
    let places = by_content(&names, &types, &quote!(#WIRE_TRAIT::place(value)));
    let views = by_content(&names, &types, &quote!(#WIRE_TRAIT::view(value)));
    let tag = tags(union);
    let event = (union.plan.event != Pick::None).then(|| {
        let pick = pick(&union.plan.event);
        quote!(const #EVENT: #PICK = #pick;)
    });
    let event_text = union.plan.event_text.map(|index| {
        let index = Literal::usize_unsuffixed(index);
        quote!(const #EVENT_TEXT: Option<usize> = Some(#index);)
    });
    let from = union.variants.iter().filter(|variant| variant.from);
    let from = from.map(|variant| from_content(krate, &name, variant));
    quote! {
        #(#from)*
        impl #VARIANTS for #TYPES::#name {
            const PLAN: #PLAN = #plan;
            #event
            #event_text
            #open
            const BLANK: fn(usize) -> Self = |#index| #blank;
            const PLACE: fn(&mut Self) -> #PLACE<'_> = |this| match this { #places };
            const VIEW: fn(&Self) -> #VIEW<'_> = |this| match this { #views };
            #tag
        }
    }
}

fn from_content(krate: &Crate, name: &Ident, variant: &Variant) -> TokenStream {
    let variant_name = ident(&variant.name);
    let ty = match variant.ty {
        Ty::Boxed(id) => spell::ty(krate, &Ty::Named(id), From::Elsewhere),
        ref ty => spell::ty(krate, ty, From::Elsewhere),
    };
    let value = spell::boxed(&variant.ty, quote!(value));
    let also = also_from(krate, name, variant);
    let inner = variant.inner.iter().map(|id| {
        let ty = spell::ty(krate, &Ty::Named(*id), From::Elsewhere);
        let value = spell::boxed(&variant.ty, quote!(value.into()));
        quote! {
            impl From<#ty> for #TYPES::#name {
                #[inline]
                fn from(value: #ty) -> Self { Self::#variant_name(#value) }
            }
        }
    });
    quote! {
        impl From<#ty> for #TYPES::#name {
            #[inline]
            fn from(value: #ty) -> Self { Self::#variant_name(#value) }
        }
        #also
        #(#inner)*
    }
}

/// Other conversions to the content: from a literal, or an array.
fn also_from(krate: &Crate, name: &Ident, variant: &Variant) -> Option<TokenStream> {
    let variant_name = ident(&variant.name);
    if variant.from_text {
        let value = spell::boxed(&variant.ty, quote!(value.into()));
        let from = [quote!(&str), quote!(String)].map(|text| {
            quote! {
                impl From<#text> for #TYPES::#name {
                    #[inline]
                    fn from(value: #text) -> Self { Self::#variant_name(#value) }
                }
            }
        });
        return Some(quote!(#(#from)*));
    }
    match &variant.ty {
        Ty::String => Some(quote! {
            impl From<&str> for #TYPES::#name {
                #[inline]
                fn from(value: &str) -> Self { Self::#variant_name(value.to_owned()) }
            }
        }),
        Ty::List(item) => {
            let item = spell::ty(krate, item, From::Elsewhere);
            Some(quote! {
                impl<const N: usize> From<[#item; N]> for #TYPES::#name {
                    fn from(value: [#item; N]) -> Self { Self::#variant_name(value.into()) }
                }
            })
        }
        _ => None,
    }
}

/// The plan for the JSON kinds with a variant.
fn plan(union: &Union) -> TokenStream {
    let plan = &union.plan;
    let kinds = [
        ("null", &plan.null),
        ("boolean", &plan.boolean),
        ("integer", &plan.integer),
        ("number", &plan.number),
        ("string", &plan.string),
        ("array", &plan.array),
        ("object", &plan.object),
    ];
    let all = kinds.iter().all(|(_, pick)| !matches!(pick, Pick::None));
    let picks = kinds
        .iter()
        .filter(|(_, pick)| !matches!(pick, Pick::None))
        .map(|(kind, pick)| {
            let kind = Ident::new(kind, Span::call_site());
            let pick = self::pick(pick);
            quote!(#kind: #pick,)
        });
    let none = (!all).then(|| quote!(..#PLAN::NONE));
    quote!(#PLAN { #(#picks)* #none })
}

fn pick(pick: &Pick) -> TokenStream {
    let rows = |rows: &[(Raw, usize)]| {
        let rows = rows.iter().map(|(text, index)| {
            let index = Literal::usize_unsuffixed(*index);
            quote!((#text, #index))
        });
        quote!(&[#(#rows),*])
    };
    match pick {
        Pick::None => quote!(#PICK::#PICK_NONE),
        Pick::One(index) => {
            let index = Literal::usize_unsuffixed(*index);
            quote!(#PICK::#PICK_ONE(#index))
        }
        Pick::Tag(name, tags, otherwise) => {
            let (tags, otherwise) = (rows(tags), self::pick(otherwise));
            quote!(#PICK::#PICK_TAG { name: #name, variants: #tags, otherwise: &#otherwise })
        }
        Pick::Group(name, texts, picks) => {
            let [then, otherwise] = picks.each_ref().map(self::pick);
            quote!(#PICK::#PICK_GROUP { name: #name, texts: &[#(#texts),*], then: &#then, otherwise: &#otherwise })
        }
        Pick::Key(keys, otherwise) => {
            let (keys, otherwise) = (rows(keys), self::pick(otherwise));
            quote!(#PICK::#PICK_KEY { variants: #keys, otherwise: &#otherwise })
        }
        Pick::Value(values, otherwise) => {
            let (values, otherwise) = (rows(values), self::pick(otherwise));
            quote!(#PICK::#PICK_VALUE { variants: #values, otherwise: &#otherwise })
        }
        Pick::Part(name, values, otherwise) => {
            let values = values.iter().map(|(value, index)| {
                let index = Literal::usize_unsuffixed(*index);
                let value = only(value);
                quote!((#value, #index))
            });
            let otherwise = self::pick(otherwise);
            quote!(#PICK::#PICK_PART { name: #name, variants: &[#(#values),*], otherwise: &#otherwise })
        }
        Pick::Scored(indices) | Pick::Described(indices) => {
            let indices = indices
                .iter()
                .map(|index| Literal::usize_unsuffixed(*index));
            quote!(#PICK::#PICK_SCORED(&[#(#indices),*]))
        }
    }
}

fn only(value: &Only) -> TokenStream {
    match value {
        Only::Null => quote!(#ONLY::#ONLY_NULL),
        Only::Absent => quote!(#ONLY::#ONLY_ABSENT),
        Only::Bool(flag) => quote!(#ONLY::#ONLY_BOOL(#flag)),
        Only::Integer(code) => {
            let code = spell::integer(*code);
            quote!(#ONLY::#ONLY_INTEGER(#code))
        }
        Only::Text(text) => quote!(#ONLY::#ONLY_TEXT(#text)),
    }
}

/// The members that the union writes where the content of a variant lacks them.
fn tags(union: &Union) -> Option<TokenStream> {
    let (tagged, untagged): (Vec<&Variant>, Vec<&Variant>) =
        union.variants.iter().partition(|it| !it.tags.is_empty());
    let arms = tagged.iter().map(|variant| {
        let name = ident(&variant.name);
        let tags = variant.tags.iter().map(|(member, value)| {
            let value = spell::literal(value);
            quote!((#member, #value))
        });
        quote!(Self::#name(_) => &[#(#tags),*],)
    });
    let others = untagged.iter().map(|variant| &variant.name);
    let mut others = others.chain(&union.unknown);
    // A wildcard for a single variant would hide its name.
    let others = match (others.next(), others.next()) {
        (None, _) => None,
        (Some(only), None) => {
            let only = ident(only);
            Some(quote!(Self::#only(_) => &[],))
        }
        (Some(_), Some(_)) => Some(quote!(_ => &[],)),
    };
    (!tagged.is_empty()).then(|| {
        quote! {
            const TAGS: fn(&Self) -> #TAGS = |this| match this {
                #(#arms)*
                #others
            };
        }
    })
}

/// The parameter for a variant's index, and the expression of that variant's blank value.
fn blank_of(names: &[Ident]) -> (TokenStream, TokenStream) {
    match names {
        [] => (quote!(_), quote!(#WIRE_TRAIT::blank())),
        [only] => (quote!(_), quote!(Self::#only(#WIRE_TRAIT::blank()))),
        [earlier @ .., last] => {
            let blank = quote!(#WIRE_TRAIT::blank());
            let indices = (0..earlier.len()).map(Literal::usize_unsuffixed);
            let made = quote! {
                match index {
                    #(#indices => Self::#earlier(#blank),)*
                    _ => Self::#last(#blank),
                }
            };
            (quote!(index), made)
        }
    }
}

/// The arms of a `match` with the same body for each variant's content: an arm for each type of content.
fn by_content(names: &[Ident], types: &[&Ty], body: &TokenStream) -> TokenStream {
    let mut groups: IndexMap<&Ty, Vec<TokenStream>> = IndexMap::default();
    for (name, ty) in names.iter().zip(types) {
        let pattern = quote!(Self::#name(value));
        groups.entry(ty).or_default().push(pattern);
    }
    let arms = groups
        .values()
        .map(|patterns| quote!(#(#patterns)|* => #body,));
    quote!(#(#arms)*)
}

/// The enum of members of which exactly one is present.
pub fn choice_data(krate: &Crate, def: &TypeDef, choice: &Choice) -> TokenStream {
    let name = ident(&def.name);
    let docs = spell::docs(&def.docs);
    let arms = choice.arms.iter().map(|arm| {
        let docs = spell::docs(&arm.docs);
        let name = ident(&arm.name);
        let ty = spell::ty(krate, &arm.ty, From::Types);
        quote!(#docs #name(#ty),)
    });
    let constructors = choice.arms.iter().filter_map(|arm| {
        let constructor = arm.constructor.as_ref()?;
        Some(of_text(def, &arm.name, constructor))
    });
    let constructors: Vec<_> = constructors.collect();
    let constructors = (!constructors.is_empty()).then(|| quote!(impl #name { #(#constructors)* }));
    let debug = debug::derived(def);
    quote! {
        #docs
        #[derive(Clone, #debug PartialEq)]
        pub enum #name { #(#arms)* }
        #constructors
    }
}
