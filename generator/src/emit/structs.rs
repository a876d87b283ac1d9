//! Structs: the data with its constructors and setters.

use super::spell::{self, From, ident};
use crate::ir::{Constructor, Crate, Field, Presence, Rest, Struct, TypeDef};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The struct, its constructors and setters.
pub fn data(krate: &Crate, def: &TypeDef, lowered: &Struct) -> TokenStream {
    let name = ident(&def.name);
    let docs = spell::docs(&def.docs);
    let deprecated = spell::deprecated(def.deprecated);
    let debug = (!lowered.has_secret()).then(|| quote!(Debug,));
    let default = lowered.default.then(|| quote!(, Default));
    let fields = lowered.fields.iter().map(|field| {
        let docs = spell::docs(&field.docs);
        let deprecated = spell::deprecated(field.deprecated);
        let name = ident(&field.name);
        let ty = stored(krate, field);
        let complex = spell::complex(&field.ty, usize::from(field.presence != Presence::Required));
        quote!(#docs #deprecated #complex pub #name: #ty,)
    });
    let choice = lowered.choice.iter().map(|choice| {
        let name = ident(&choice.name);
        let ty = ident(&krate[choice.ty].name);
        let docs = spell::docs(&krate[choice.ty].docs);
        quote!(#docs pub #name: #ty,)
    });
    let rest = match &lowered.rest {
        Rest::Closed => None,
        Rest::Extra(name) => {
            let name = ident(name);
            let docs = " Members that the document doesn't describe.";
            Some(quote!(#[doc = #docs] pub #name: wire::Extra,))
        }
        Rest::Typed(name, ty) => {
            let name = ident(name);
            let ty = spell::ty(krate, ty, From::Types);
            let docs = " Members of any other name.";
            Some(quote!(#[doc = #docs] pub #name: BTreeMap<String, #ty>,))
        }
    };
    let constructors = lowered
        .constructors
        .iter()
        .map(|c| constructor(krate, def, lowered, c));
    let setters = lowered
        .fields
        .iter()
        .filter_map(|field| setter(krate, def, field));
    let functions: Vec<TokenStream> = constructors.chain(setters).collect();
    let must_use = (!functions.is_empty()).then(|| spell::must_use(def.is_only_sent()));
    let functions = (!functions.is_empty()).then(|| quote!(impl #name { #(#functions)* }));
    quote! {
        #docs
        #deprecated
        #[derive(Clone, #debug PartialEq #default)]
        #[non_exhaustive]
        #must_use
        pub struct #name { #(#fields)* #(#choice)* #rest }
        #functions
    }
}

/// The type of a field: its value's, and what its presence makes of it.
fn stored(krate: &Crate, field: &Field) -> TokenStream {
    let ty = spell::ty(krate, &field.ty, From::Types);
    match field.presence {
        Presence::Required => ty,
        Presence::RequiredNullable | Presence::Optional => quote!(Option<#ty>),
        Presence::ThreeState => quote!(wire::Maybe<#ty>),
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
            Presence::Required if name == value.to_string() => {
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

fn setter(krate: &Crate, def: &TypeDef, field: &Field) -> Option<TokenStream> {
    let setter = ident(field.setter.as_ref()?);
    let name = ident(&field.name);
    // A short name for the argument: most setters then fit on a line.
    let argument = format_ident!("value");
    let (ty, value) = spell::argument(krate, &argument, &field.ty, From::Types);
    let value = if field.presence == Presence::ThreeState {
        quote!(wire::Maybe::Value(#value))
    } else {
        quote!(Some(#value))
    };
    let docs = format!(" Sets [`{}`](Self::{0}).", field.name);
    let deprecated = spell::deprecated(field.deprecated);
    let complex = spell::complex(&field.ty, 0);
    let must_use = spell::must_use(!def.is_only_sent());
    Some(quote! {
        #[doc = #docs]
        #deprecated
        #complex
        #must_use
        pub fn #setter(mut self, #argument: #ty) -> Self {
            self.#name = #value;
            self
        }
    })
}
