//! `Debug` of types with a hidden value. All others derive it.

use crate::emit::rust::spell::ident;
use crate::emit::rust::tree::known;
use crate::ir::{Choice, HeaderField, Name, Reply, ReplyTy, Rest, Struct, TypeDef, Union};
use crate::surface::{FMT, HEADER_MISMATCHES, TYPES};
use proc_macro2::TokenStream;
use quote::quote;

/// The trait in a list of derives.
pub fn derived(def: &TypeDef) -> Option<TokenStream> {
    def.hidden.is_empty().then(|| quote!(Debug,))
}

/// `Debug` of a struct.
pub fn of_struct(def: &TypeDef, lowered: &Struct) -> Option<TokenStream> {
    let rest = match &lowered.rest {
        Rest::Closed => None,
        Rest::Extra(name) | Rest::Typed(name, _) => Some(name),
    };
    let choice = lowered.choice.as_ref().map(|choice| &choice.name);
    let fields = lowered.fields.iter().map(|field| &field.name);
    fielded(def, fields.chain(choice).chain(rest), None)
}

/// `Debug` of the headers of a response.
pub fn of_headers(def: &TypeDef, fields: &[HeaderField]) -> Option<TokenStream> {
    let mismatches = known(HEADER_MISMATCHES);
    let last = quote!(.field(#HEADER_MISMATCHES, &self.#mismatches));
    fielded(def, fields.iter().map(|field| &field.name), Some(&last))
}

/// `Debug` of an enum: even the name of a listed value would reveal the value.
pub fn of_enum(def: &TypeDef) -> Option<TokenStream> {
    let text = format!("{}(…)", def.name.as_str());
    implemented(def, || quote!(f.write_str(#text)))
}

/// `Debug` of a union.
pub fn of_union(def: &TypeDef, union: &Union) -> Option<TokenStream> {
    let names = union.variants.iter().map(|variant| &variant.name);
    varied(def, names.chain(&union.unknown).map(|name| (name, true)))
}

/// `Debug` of a choice.
pub fn of_choice(def: &TypeDef, choice: &Choice) -> Option<TokenStream> {
    varied(def, choice.arms.iter().map(|arm| (&arm.name, true)))
}

/// `Debug` of an operation's responses.
pub fn of_reply(def: &TypeDef, reply: &Reply) -> Option<TokenStream> {
    let variants = reply.variants.iter();
    let variants = variants.map(|variant| (&variant.name, variant.ty != ReplyTy::Empty));
    varied(
        def,
        variants.chain(reply.unknown.iter().map(|name| (name, true))),
    )
}

fn fielded<'a>(
    def: &TypeDef,
    names: impl Iterator<Item = &'a Name>,
    last: Option<&TokenStream>,
) -> Option<TokenStream> {
    let text = def.name.as_str();
    let shown = names.map(|name| {
        let (field, text) = (ident(name), name.as_str());
        if def.hides(name) {
            quote!(.field(#text, &format_args!("…")))
        } else {
            quote!(.field(#text, &self.#field))
        }
    });
    implemented(
        def,
        || quote!(f.debug_struct(#text)#(#shown)*#last.finish()),
    )
}

/// `Debug` by variant, with a flag for content.
fn varied<'a>(
    def: &TypeDef,
    variants: impl Iterator<Item = (&'a Name, bool)>,
) -> Option<TokenStream> {
    let arms = variants.map(|(name, has_content)| {
        let (variant, text) = (ident(name), name.as_str());
        if !has_content {
            quote!(Self::#variant => f.write_str(#text),)
        } else if def.hides(name) {
            let text = format!("{text}(…)");
            quote!(Self::#variant(_) => f.write_str(#text),)
        } else {
            quote!(Self::#variant(value) => f.debug_tuple(#text).field(value).finish(),)
        }
    });
    implemented(def, || quote!(match self { #(#arms)* }))
}

/// Most types hide nothing.
fn implemented(def: &TypeDef, body: impl FnOnce() -> TokenStream) -> Option<TokenStream> {
    (!def.hidden.is_empty()).then(|| {
        let (name, body) = (ident(&def.name), body());
        quote! {
            impl #FMT::Debug for #TYPES::#name {
                #[inline]
                fn fmt(&self, f: &mut #FMT::Formatter<'_>) -> #FMT::Result { #body }
            }
        }
    })
}
