//! Structs: the data with its constructors and setters.

use super::Piece;
use super::patterns::{Patterns, Setter};
use super::spell::{self, From, ident};
use super::tree::{self, known};
use crate::ir::{Constructor, Crate, Field, Presence, Rest, Struct, Ty, TypeDef};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, FieldsNamed, ImplItem, Item, ItemImpl, ItemStruct, Type};

/// The struct, its constructors and setters.
pub fn data(patterns: &Patterns, krate: &Crate, def: &TypeDef, lowered: &Struct) -> Piece {
    let name = ident(&def.name);
    let mut functions = Vec::new();
    for constructor in &lowered.constructors {
        let constructor = self::constructor(krate, def, lowered, constructor);
        functions.push(syn::parse2::<ImplItem>(constructor)?);
    }
    let setters = lowered.fields.iter();
    functions.extend(setters.filter_map(|field| setter(patterns, krate, def, field)));

    let must_use = (!functions.is_empty()).then(|| spell::must_use(def.is_only_sent()));
    let debug = (!lowered.has_secret()).then(|| quote!(Debug,));
    let default = lowered.default.then(|| quote!(, Default));
    let mut data: ItemStruct = syn::parse2(quote! {
        #[derive(Clone, #debug PartialEq #default)]
        #[non_exhaustive]
        #must_use
        pub struct #name {}
    })?;
    let above = [spell::docs(&def.docs), spell::deprecated(def.deprecated)];
    data.attrs.splice(0..0, above.into_iter().flatten());
    data.fields = Fields::Named(FieldsNamed {
        brace_token: syn::token::Brace::default(),
        named: fields(krate, lowered).collect(),
    });
    let mut items = vec![Item::Struct(data)];
    if !functions.is_empty() {
        let mut block: ItemImpl = syn::parse2(quote!(impl #name {}))?;
        block.items = functions;
        items.push(Item::Impl(block));
    }
    Ok(items)
}

fn fields(krate: &Crate, lowered: &Struct) -> impl Iterator<Item = syn::Field> {
    let fields = lowered.fields.iter().map(move |field| {
        let above = [
            spell::docs(&field.docs),
            spell::deprecated(field.deprecated),
        ];
        let complex = spell::complex(&field.ty, usize::from(field.presence != Presence::Required));
        let attributes = above.into_iter().flatten().chain(complex).collect();
        tree::public(attributes, ident(&field.name), stored(krate, field))
    });
    let choice = lowered.choice.iter().map(move |choice| {
        let ty = Ty::Named(choice.ty);
        let docs = spell::docs(&krate[choice.ty].docs);
        let docs = docs.into_iter().collect();
        tree::public(
            docs,
            ident(&choice.name),
            spell::ty(krate, &ty, From::Types),
        )
    });
    let rest = match &lowered.rest {
        Rest::Closed => None,
        Rest::Extra(name) => {
            let ty = tree::ty(tree::path([known("wire"), known("Extra")]));
            Some((" Members that the document doesn't describe.", name, ty))
        }
        Rest::Typed(name, ty) => {
            let map = Ty::Map(Box::new(ty.clone()));
            Some((
                " Members of any other name.",
                name,
                spell::ty(krate, &map, From::Types),
            ))
        }
    };
    let rest = rest.map(|(docs, name, ty)| tree::public(vec![tree::doc(docs)], ident(name), ty));
    fields.chain(choice).chain(rest)
}

/// The type of a field: its value's, and what its presence makes of it.
fn stored(krate: &Crate, field: &Field) -> Type {
    let ty = spell::ty(krate, &field.ty, From::Types);
    match field.presence {
        Presence::Required => ty,
        Presence::RequiredNullable | Presence::Optional => spell::option(ty),
        Presence::ThreeState => {
            let maybe = tree::path([known("wire"), known("Maybe")]);
            tree::ty(tree::generic(maybe, [ty]))
        }
    }
}

fn constructor(
    krate: &Crate,
    def: &TypeDef,
    lowered: &Struct,
    constructor: &Constructor,
) -> TokenStream {
    let must_use = spell::must_use(!def.is_only_sent());
    let docs = spell::docs(&constructor.docs);
    let name = ident(&constructor.name);
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for (i, field) in lowered.fields.iter().enumerate() {
        let name = ident(&field.name);
        let given = constructor.fields.contains(&i);
        if !given {
            let value = if field.presence == Presence::ThreeState {
                quote!(wire::Maybe::Absent)
            } else {
                quote!(None)
            };
            values.push(quote!(#name: #value,));
            continue;
        }
        let (ty, value) = spell::argument(krate, &name, &field.ty, From::Types);
        match field.presence {
            Presence::Required if !spell::converts(krate, &field.ty) => {
                arguments.push(quote!(#name: #ty));
                values.push(quote!(#name,));
            }
            Presence::Required => {
                arguments.push(quote!(#name: #ty));
                values.push(quote!(#name: #value,));
            }
            Presence::RequiredNullable => {
                let ty = spell::ty(krate, &field.ty, From::Types);
                arguments.push(quote!(#name: Option<#ty>));
                values.push(quote!(#name,));
            }
            Presence::Optional => {
                arguments.push(quote!(#name: #ty));
                values.push(quote!(#name: Some(#value),));
            }
            Presence::ThreeState => {
                arguments.push(quote!(#name: #ty));
                values.push(quote!(#name: wire::Maybe::Value(#value),));
            }
        }
    }
    if let Some(choice) = &lowered.choice {
        let name = ident(&choice.name);
        let ty = ident(&krate[choice.ty].name);
        arguments.push(quote!(#name: #ty));
        values.push(quote!(#name,));
    }
    match &lowered.rest {
        Rest::Closed => {}
        Rest::Extra(name) => {
            let name = ident(name);
            values.push(quote!(#name: wire::Extra::default(),));
        }
        Rest::Typed(name, _) => {
            let name = ident(name);
            values.push(quote!(#name: BTreeMap::new(),));
        }
    }
    let many = (arguments.len() > 7).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "all of them are required")]),
    );
    let given = constructor.fields.iter().map(|i| &lowered.fields[*i]);
    let complex = given.map(|field| {
        let nullable = field.presence == Presence::RequiredNullable;
        spell::complex(&field.ty, usize::from(nullable))
    });
    let complex = complex.flatten().next();
    let body = if lowered.default {
        quote!(Self::default())
    } else {
        quote!(Self { #(#values)* })
    };
    quote! {
        #docs
        #many
        #complex
        #must_use
        pub fn #name(#(#arguments),*) -> Self { #body }
    }
}

fn setter(patterns: &Patterns, krate: &Crate, def: &TypeDef, field: &Field) -> Option<ImplItem> {
    let name = ident(field.setter.as_ref()?);
    // A short name for the argument: most setters then fit on a line.
    let (ty, value) = spell::argument(krate, &known("value"), &field.ty, From::Types);
    let some = match field.presence {
        Presence::ThreeState => &["wire", "Maybe", "Value"][..],
        _ => &["Some"],
    };
    let docs = format!(" Sets [`{}`](Self::{0}).", field.name);
    let above = [Some(tree::doc(&docs)), spell::deprecated(field.deprecated)];
    let complex = spell::complex(&field.ty, 0);
    let converts = spell::converts(krate, &field.ty);
    let after = [
        complex,
        spell::must_use(!def.is_only_sent()),
        spell::inline(!converts && !spell::is_copied(&field.ty)),
    ];
    Some(patterns.setter(Setter {
        attributes: above.into_iter().chain(after).flatten().collect(),
        name,
        field: ident(&field.name),
        ty,
        value: tree::call(tree::named(some.iter().map(|word| known(word))), [value]),
    }))
}
