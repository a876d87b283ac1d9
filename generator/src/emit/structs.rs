//! Structs: the data with its constructors and setters, and the table of its members.

use super::spell::{self, From, ident};
use crate::ir::{Choice, Constructor, Crate, Field, Presence, Rest, Struct, TypeDef, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;

/// The struct, its constructors and setters.
pub fn data(krate: &Crate, def: &TypeDef, lowered: &Struct) -> TokenStream {
    let name = ident(&def.name);
    let docs = spell::docs(&def.docs);
    let deprecated = spell::deprecated(def.deprecated);
    let default = lowered.default.then(|| quote!(, Default));
    let fields = lowered.fields.iter().map(|field| {
        let docs = spell::docs(&field.docs);
        let deprecated = spell::deprecated(field.deprecated);
        let name = ident(&field.name);
        let ty = stored(krate, field);
        quote!(#docs #deprecated pub #name: #ty,)
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
        .map(|c| constructor(krate, lowered, c));
    let setters = lowered
        .fields
        .iter()
        .filter_map(|field| setter(krate, field));
    let functions: Vec<TokenStream> = constructors.chain(setters).collect();
    let allow = lowered.fields.iter().any(|field| field.deprecated).then(|| {
        quote!(#[allow(deprecated, reason = "the document advises against some of the members")])
    });
    let functions = (!functions.is_empty()).then(|| quote!(#allow impl #name { #(#functions)* }));
    quote! {
        #docs
        #deprecated
        #[derive(Clone #default)]
        #[non_exhaustive]
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

fn constructor(krate: &Crate, lowered: &Struct, constructor: &Constructor) -> TokenStream {
    let docs = spell::docs(&constructor.docs);
    let name = ident(&constructor.name);
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for (i, field) in lowered.fields.iter().enumerate() {
        let name = ident(&field.name);
        let given = constructor.fields.contains(&i);
        if !given {
            let value = match field.presence {
                Presence::ThreeState => quote!(wire::Maybe::Absent),
                _ => quote!(None),
            };
            values.push(quote!(#name: #value,));
            continue;
        }
        let (ty, value) = spell::argument(krate, &name, &field.ty, From::Types);
        match field.presence {
            Presence::Required if value.to_string() == name.to_string() => {
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
    let body = if lowered.default {
        quote!(Self::default())
    } else {
        quote!(Self { #(#values)* })
    };
    quote! {
        #docs
        #many
        #[must_use]
        pub fn #name(#(#arguments),*) -> Self { #body }
    }
}

fn setter(krate: &Crate, field: &Field) -> Option<TokenStream> {
    let setter = ident(field.setter.as_ref()?);
    let name = ident(&field.name);
    let (ty, value) = spell::argument(krate, &name, &field.ty, From::Types);
    let value = match field.presence {
        Presence::ThreeState => quote!(wire::Maybe::Value(#value)),
        _ => quote!(Some(#value)),
    };
    let docs = format!(" Sets [`{}`](Self::{0}).", field.name);
    let deprecated = spell::deprecated(field.deprecated);
    Some(quote! {
        #[doc = #docs]
        #deprecated
        #[must_use]
        pub fn #setter(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    })
}

/// The table of members, and the traits that follow it.
pub fn wire(krate: &Crate, def: &TypeDef, lowered: &Struct) -> TokenStream {
    let name = ident(&def.name);
    let text = def.name.as_str();
    let choice: Option<(&crate::ir::ChoiceField, &Choice)> =
        lowered
            .choice
            .as_ref()
            .and_then(|field| match &krate[field.ty].kind {
                TypeKind::Choice(choice) => Some((field, choice)),
                _ => None,
            });
    let constants = lowered.constants.iter().map(|constant| {
        let name = &constant.wire;
        let value = spell::literal(&constant.value);
        quote!(Constant { name: #name, value: #value })
    });
    let own_rows = lowered.fields.iter().map(row);
    let choice_rows = choice
        .iter()
        .flat_map(|(_, choice)| &choice.arms)
        .map(|arm| {
            let wire = &arm.wire;
            let secret = arm.secret.then(|| quote!(.secret()));
            quote!(Field::choice(#wire, 0)#secret)
        });
    let rows = own_rows.chain(choice_rows);
    let blank = blank(krate, lowered, choice);
    let count = lowered.fields.len();
    let many = spell::many_lines(count);
    let names: Vec<_> = lowered
        .fields
        .iter()
        .map(|field| ident(&field.name))
        .collect();
    let indices: Vec<_> = (0..count)
        .map(proc_macro2::Literal::usize_unsuffixed)
        .collect();
    let (other_place, other_view) = match choice {
        Some((field, _)) => {
            let field = ident(&field.name);
            let first = proc_macro2::Literal::usize_unsuffixed(count);
            let index = if count == 0 {
                quote!(index)
            } else {
                quote!(index - #first)
            };
            (
                quote!(_ => self.#field.choose(#index)),
                quote!(_ => self.#field.chosen(#index)),
            )
        }
        None => (quote!(_ => Place::Skip), quote!(_ => View::Absent)),
    };
    let (place_body, view_body) = if count == 0 && choice.is_none() {
        (
            quote!(let _ = index; Place::Skip),
            quote!(let _ = index; View::Absent),
        )
    } else if let (0, Some((field, _))) = (count, choice) {
        let field = ident(&field.name);
        (
            quote!(self.#field.choose(index)),
            quote!(self.#field.chosen(index)),
        )
    } else {
        (
            quote!(match index { #(#indices => Wire::place(&mut self.#names),)* #other_place, }),
            quote!(match index { #(#indices => Wire::view(&self.#names),)* #other_view, }),
        )
    };
    let rest = rest(lowered);
    let allow = (def.deprecated || lowered.fields.iter().any(|field| field.deprecated))
        .then(|| quote!(#[allow(deprecated, reason = "the document advises against some of it")]));
    let impls = data_impls(&quote!(types::#name), allow.as_ref());
    quote! {
        #allow
        impl Object for types::#name {
            #[inline]
            fn blank() -> Self { #blank }
            #[inline]
            fn table(&self) -> &'static Table {
                static TABLE: Table = Table {
                    name: #text,
                    constants: &[#(#constants),*],
                    fields: &[#(#rows),*],
                };
                &TABLE
            }
            #[inline]
            #many
            fn place(&mut self, index: usize) -> Place<'_> { #place_body }
            #[inline]
            #many
            fn view(&self, index: usize) -> View<'_> { #view_body }
            #rest
        }
        #allow
        impl fmt::Debug for types::#name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { wire::debug(self, f) }
        }
        #allow
        impl PartialEq for types::#name {
            #[inline]
            fn eq(&self, other: &Self) -> bool { wire::equal(self, other) }
        }
        #impls
    }
}

/// A row of the table.
fn row(field: &Field) -> TokenStream {
    let wire = &field.wire;
    let kind = match field.presence {
        Presence::Required => quote!(required),
        Presence::RequiredNullable => quote!(required_nullable),
        Presence::Optional => quote!(optional),
        Presence::ThreeState => quote!(three_state),
    };
    let name = field.name.as_str();
    let ident = (name != wire).then(|| quote!(.ident(#name)));
    let secret = field.secret.then(|| quote!(.secret()));
    quote!(Field::#kind(#wire)#ident #secret)
}

fn blank(
    krate: &Crate,
    lowered: &Struct,
    choice: Option<(&crate::ir::ChoiceField, &Choice)>,
) -> TokenStream {
    let fields = lowered.fields.iter().map(|field| {
        let name = ident(&field.name);
        quote!(#name: Wire::blank(),)
    });
    let choice = choice.map(|(field, choice)| {
        let name = ident(&field.name);
        let ty = ident(&krate[field.ty].name);
        // `lower` sees to it that there is one.
        let first = choice.arms.first().map(|arm| ident(&arm.name));
        quote!(#name: types::#ty::#first(Wire::blank()),)
    });
    let rest = match &lowered.rest {
        Rest::Closed => None,
        Rest::Extra(name) | Rest::Typed(name, _) => Some(ident(name)),
    };
    let rest = rest.map(|name| quote!(#name: Default::default(),));
    quote!(Self { #(#fields)* #choice #rest })
}

fn rest(lowered: &Struct) -> TokenStream {
    match &lowered.rest {
        Rest::Closed => quote!(),
        Rest::Extra(name) => {
            let name = ident(name);
            quote! {
                #[inline]
                fn extra(&self) -> Option<&Extra> { Some(&self.#name) }
                #[inline]
                fn extra_mut(&mut self) -> Option<&mut Extra> { Some(&mut self.#name) }
            }
        }
        Rest::Typed(name, _) => {
            let name = ident(name);
            quote! {
                #[inline]
                fn rest(&self) -> Option<&dyn Map> { Some(&self.#name) }
                #[inline]
                fn rest_mut(&mut self) -> Option<&mut dyn Map> { Some(&mut self.#name) }
            }
        }
    }
}

/// serde's traits, as calls of the runtime.
pub fn data_impls(name: &TokenStream, allow: Option<&TokenStream>) -> TokenStream {
    quote! {
        #allow
        impl Serialize for #name {
            #[inline]
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                wire::serialize(Wire::view(self), serializer)
            }
        }
        #allow
        impl<'de> Deserialize<'de> for #name {
            #[inline]
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::deserialize(deserializer)
            }
        }
    }
}
