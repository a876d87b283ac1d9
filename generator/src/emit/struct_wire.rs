//! How structs are read and written: the members by name, and from a member's number to the field.

use super::spell::{self, ident};
use crate::ir::{Choice, Crate, Field, Presence, Rest, Struct, TypeDef, TypeKind};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// The members, and the traits that follow them.
pub fn wire(krate: &Crate, def: &TypeDef, lowered: &Struct) -> TokenStream {
    let name = ident(&def.name);
    let choice = chosen(krate, lowered);
    let constants = constants(lowered);
    let fields = fields(lowered, choice.as_ref());
    let blank = blank(lowered, choice.as_ref());
    let place = members(lowered, choice.as_ref(), &Direction::PLACE);
    let view = members(lowered, choice.as_ref(), &Direction::VIEW);
    let debug = lowered.has_secret().then(|| debug(def, lowered));
    let impls = data_impls(&quote!(types::#name));
    quote! {
        impl Record for types::#name {
            #constants
            #fields
            const BLANK: fn() -> Self = #blank;
            const PLACE: fn(&mut Self, usize) -> Place<'_> = #place;
            const VIEW: fn(&Self, usize) -> View<'_> = #view;
        }
        #debug
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

fn constants(lowered: &Struct) -> Option<TokenStream> {
    let rows = lowered.constants.iter().map(|constant| {
        let name = &constant.wire;
        let value = spell::literal(&constant.value);
        quote!(Constant::new(#name, #value))
    });
    (!lowered.constants.is_empty())
        .then(|| quote!(const CONSTANTS: &'static [Constant] = &[#(#rows),*];))
}

fn fields(lowered: &Struct, choice: Option<&Chosen<'_>>) -> Option<TokenStream> {
    let arms = choice.iter().flat_map(|chosen| &chosen.choice.arms);
    let arms = arms.map(|arm| {
        let wire = &arm.wire;
        let secret = arm.secret.then(|| quote!(.secret()));
        quote!(Field::choice(#wire, 0)#secret)
    });
    let rows: Vec<_> = lowered.fields.iter().map(row).chain(arms).collect();
    (!rows.is_empty()).then(|| quote!(const FIELDS: &'static [Field] = &[#(#rows),*];))
}

/// A row of the table of members.
fn row(field: &Field) -> TokenStream {
    let wire = &field.wire;
    let kind = match field.presence {
        Presence::Required => quote!(required),
        Presence::RequiredNullable => quote!(required_nullable),
        Presence::Optional => quote!(optional),
        Presence::ThreeState => quote!(three_state),
    };
    let secret = field.secret.then(|| quote!(.secret()));
    quote!(Field::#kind(#wire)#secret)
}

/// The function that makes a value to be filled.
fn blank(lowered: &Struct, choice: Option<&Chosen<'_>>) -> TokenStream {
    if lowered.default {
        return quote!(Self::default);
    }
    let fields = lowered.fields.iter().map(|field| {
        let name = ident(&field.name);
        quote!(#name: Wire::blank(),)
    });
    let choice = choice.map(|Chosen { field, ty, choice }| {
        // `lower` sees to it that there is one.
        let first = choice.arms.first().map(|arm| ident(&arm.name));
        quote!(#field: types::#ty::#first(Wire::blank()),)
    });
    let rest = rest(lowered).map(|name| quote!(#name: Wire::blank(),));
    quote!(|| Self { #(#fields)* #choice #rest })
}

/// To be filled or to be written.
struct Direction {
    field: fn(&Ident) -> TokenStream,
    choice: &'static str,
    none: fn() -> TokenStream,
}

impl Direction {
    const PLACE: Self = Self {
        field: |name| quote!(Wire::place(&mut this.#name)),
        choice: "choose",
        none: || quote!(Place::Skip),
    };
    const VIEW: Self = Self {
        field: |name| quote!(Wire::view(&this.#name)),
        choice: "chosen",
        none: || quote!(View::Absent),
    };
}

/// From a member's number to the member.
fn members(lowered: &Struct, choice: Option<&Chosen<'_>>, direction: &Direction) -> TokenStream {
    let number = |index| Literal::usize_unsuffixed(index);
    let arms = lowered.fields.iter().enumerate().map(|(index, field)| {
        let index = number(index);
        let member = (direction.field)(&ident(&field.name));
        quote!(#index => #member,)
    });
    let count = lowered.fields.len();
    let chosen = choice.map(|Chosen { field, choice, .. }| {
        let function = Ident::new(direction.choice, Span::call_site());
        let (first, end) = (number(count), number(count + choice.arms.len()));
        let offset = (count > 0).then(|| quote!(- #first));
        quote!(#first..#end => this.#field.#function(index #offset),)
    });
    let others = match rest(lowered) {
        Some(name) => (direction.field)(&name),
        None => (direction.none)(),
    };
    if count > 0 || chosen.is_some() {
        quote!(|this, index| match index { #(#arms)* #chosen _ => #others, })
    } else if rest(lowered).is_some() {
        quote!(|this, _| #others)
    } else {
        quote!(|_, _| #others)
    }
}

/// The field of the members that have no name in the document.
fn rest(lowered: &Struct) -> Option<Ident> {
    match &lowered.rest {
        Rest::Closed => None,
        Rest::Extra(name) | Rest::Typed(name, _) => Some(ident(name)),
    }
}

/// What a derived `Debug` prints, but for the secrets.
fn debug(def: &TypeDef, lowered: &Struct) -> TokenStream {
    let (name, text) = (ident(&def.name), def.name.as_str());
    let others = match &lowered.rest {
        Rest::Closed => None,
        Rest::Extra(name) | Rest::Typed(name, _) => Some(name),
    };
    let choice = lowered.choice.as_ref().map(|choice| &choice.name);
    let unnamed = choice.into_iter().chain(others).map(|name| (name, false));
    let fields = lowered
        .fields
        .iter()
        .map(|field| (&field.name, field.secret));
    let shown = fields.chain(unnamed).map(|(name, secret)| {
        let (field, text) = (ident(name), name.as_str());
        if secret {
            quote!(.field(#text, &format_args!("[redacted]")))
        } else {
            quote!(.field(#text, &self.#field))
        }
    });
    quote! {
        impl fmt::Debug for types::#name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(#text)#(#shown)*.finish()
            }
        }
    }
}

/// serde's traits, as calls of the runtime.
pub fn data_impls(name: &TokenStream) -> TokenStream {
    quote! {
        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                wire::serialize(Wire::view(self), serializer)
            }
        }
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::deserialize(deserializer)
            }
        }
    }
}
