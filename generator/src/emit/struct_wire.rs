//! How structs are read and written: the table of members, and from a member's number to the field.

use super::spell::{self, ident};
use crate::ir::{Choice, Crate, Field, Presence, Rest, Struct, TypeDef, TypeKind};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// The table of members, and the traits that follow it.
pub fn wire(krate: &Crate, def: &TypeDef, lowered: &Struct) -> TokenStream {
    let name = ident(&def.name);
    let choice = chosen(krate, lowered);
    let blank = blank(lowered, choice.as_ref());
    let table = table(def, lowered, choice.as_ref());
    let many = spell::many_lines(lowered.fields.len());
    let place = members(lowered, choice.as_ref(), &Direction::PLACE);
    let view = members(lowered, choice.as_ref(), &Direction::VIEW);
    let rest = rest(lowered);
    let impls = data_impls(&quote!(types::#name));
    quote! {
        impl Object for types::#name {
            #[inline]
            fn blank() -> Self { #blank }
            #[inline]
            fn table(&self) -> &'static Table {
                static TABLE: Table = #table;
                &TABLE
            }
            #[inline]
            #many
            fn place(&mut self, index: usize) -> Place<'_> { #place }
            #[inline]
            #many
            fn view(&self, index: usize) -> View<'_> { #view }
            #rest
        }
        impl fmt::Debug for types::#name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { wire::debug(self, f) }
        }
        impl PartialEq for types::#name {
            #[inline]
            fn eq(&self, other: &Self) -> bool { wire::equal(self, other) }
        }
        #impls
    }
}

/// The field that is a choice, its type and its members.
struct Chosen<'a> {
    field: Ident,
    ty: Ident,
    choice: &'a Choice,
}

fn chosen<'a>(krate: &'a Crate, lowered: &Struct) -> Option<Chosen<'a>> {
    let field = lowered.choice.as_ref()?;
    match &krate[field.ty].kind {
        TypeKind::Choice(choice) => Some(Chosen {
            field: ident(&field.name),
            ty: ident(&krate[field.ty].name),
            choice,
        }),
        _ => None,
    }
}

fn table(def: &TypeDef, lowered: &Struct, choice: Option<&Chosen<'_>>) -> TokenStream {
    let name = def.name.as_str();
    let constants = lowered.constants.iter().map(|constant| {
        let name = &constant.wire;
        let value = spell::literal(&constant.value);
        quote!(Constant { name: #name, value: #value })
    });
    let arms = choice
        .iter()
        .flat_map(|chosen| &chosen.choice.arms)
        .map(|arm| {
            let wire = &arm.wire;
            let secret = arm.secret.then(|| quote!(.secret()));
            quote!(Field::choice(#wire, 0)#secret)
        });
    let rows = lowered.fields.iter().map(row).chain(arms);
    quote!(Table { name: #name, constants: &[#(#constants),*], fields: &[#(#rows),*] })
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

fn blank(lowered: &Struct, choice: Option<&Chosen<'_>>) -> TokenStream {
    let fields = lowered.fields.iter().map(|field| {
        let name = ident(&field.name);
        quote!(#name: Wire::blank(),)
    });
    let choice = choice.map(|Chosen { field, ty, choice }| {
        // `lower` sees to it that there is one.
        let first = choice.arms.first().map(|arm| ident(&arm.name));
        quote!(#field: types::#ty::#first(Wire::blank()),)
    });
    let rest = match &lowered.rest {
        Rest::Closed => None,
        Rest::Extra(name) => Some((ident(name), quote!(Extra::default()))),
        Rest::Typed(name, _) => Some((ident(name), quote!(BTreeMap::default()))),
    };
    let rest = rest.map(|(name, value)| quote!(#name: #value,));
    quote!(Self { #(#fields)* #choice #rest })
}

/// To be filled or to be written.
struct Direction {
    field: fn(&Ident) -> TokenStream,
    choice: &'static str,
    none: fn() -> TokenStream,
}

impl Direction {
    const PLACE: Self = Self {
        field: |name| quote!(Wire::place(&mut self.#name)),
        choice: "choose",
        none: || quote!(Place::Skip),
    };
    const VIEW: Self = Self {
        field: |name| quote!(Wire::view(&self.#name)),
        choice: "chosen",
        none: || quote!(View::Absent),
    };
}

/// From a member's number to the member.
fn members(lowered: &Struct, choice: Option<&Chosen<'_>>, direction: &Direction) -> TokenStream {
    let count = lowered.fields.len();
    let other = |index: TokenStream| match choice {
        Some(Chosen { field, .. }) => {
            let function = Ident::new(direction.choice, proc_macro2::Span::call_site());
            quote!(self.#field.#function(#index))
        }
        None => (direction.none)(),
    };
    if count == 0 {
        let unused = choice.is_none().then(|| quote!(let _ = index;));
        let other = other(quote!(index));
        return quote!(#unused #other);
    }
    let arms = lowered.fields.iter().enumerate().map(|(index, field)| {
        let index = Literal::usize_unsuffixed(index);
        let member = (direction.field)(&ident(&field.name));
        quote!(#index => #member,)
    });
    let count = Literal::usize_unsuffixed(count);
    let other = other(quote!(index - #count));
    quote!(match index { #(#arms)* _ => #other, })
}

/// Where members go that have no name in the document.
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
pub fn data_impls(name: &TokenStream) -> TokenStream {
    quote! {
        impl Serialize for #name {
            #[inline]
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                wire::serialize(Wire::view(self), serializer)
            }
        }
        impl<'de> Deserialize<'de> for #name {
            #[inline]
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::deserialize(deserializer)
            }
        }
    }
}
