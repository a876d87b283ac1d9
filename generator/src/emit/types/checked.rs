//! Newtypes that are validated on construction.

use crate::emit::rust::spell::{self, From, ident};
use crate::ir::{Checked, Crate, Limit, Ty, TypeDef};
use crate::surface::{CHECK, CHECKED, FMT, LIMIT, OUT_OF_BOUNDS, OUT_OF_BOUNDS_ERROR, TYPES};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Type;

/// The newtype, its constructor, and its accessors.
pub fn data(krate: &Crate, def: &TypeDef, checked: &Checked) -> TokenStream {
    let name = ident(&def.name);
    let docs = spell::docs(&def.docs);
    let deprecated = spell::deprecated(def.deprecated);
    let of = spell::ty(krate, &checked.of, From::Types);
    let debug = (!checked.secret).then(|| quote!(Debug,));
    let (traits, argument, value) = match &checked.of {
        Ty::String => (
            quote!(, Eq, Hash),
            quote!(impl Into<String>),
            quote!(value.into()),
        ),
        Ty::List(_) => (quote!(), quote!(impl Into<#of>), quote!(value.into())),
        Ty::F64 => (quote!(, Copy), quote!(f64), quote!(value)),
        _ => (quote!(, Eq, Hash, Copy), quote!(#of), quote!(value)),
    };
    let getters = getters(krate, &checked.of, &of);
    let result = spell::result(krate);
    quote! {
        #docs
        #deprecated
        #[derive(Clone, #debug PartialEq #traits)]
        pub struct #name(pub(crate) #of);
        impl #name {
            /// Creates a value.
            ///
            /// # Errors
            ///
            /// When the value breaks a constraint; the error names it.
            pub fn new(value: #argument) -> #result<Self, #OUT_OF_BOUNDS_ERROR> {
                #CHECK(#value)
            }
            #getters
        }
    }
}

fn getters(krate: &Crate, ty: &Ty, of: &Type) -> TokenStream {
    let view = match ty {
        Ty::String => quote! {
            /// The value.
            #[must_use]
            pub fn as_str(&self) -> &str { &self.0 }
        },
        Ty::List(item) => {
            let item = spell::ty(krate, item, From::Types);
            quote! {
                /// The items.
                #[must_use]
                pub fn as_slice(&self) -> &[#item] { &self.0 }
            }
        }
        _ => {
            return quote! {
                /// The value.
                #[must_use]
                pub fn get(self) -> #of { self.0 }
            };
        }
    };
    quote! {
        #view
        /// The value, by value.
        #[must_use]
        pub fn into_inner(self) -> #of { self.0 }
    }
}

/// Its limits, its conversions, and its reading and writing as its content.
pub fn wire(krate: &Crate, def: &TypeDef, checked: &Checked) -> TokenStream {
    let (name, text) = (ident(&def.name), def.name.as_str());
    let of = spell::ty(krate, &checked.of, From::Elsewhere);
    let limits = checked.limits.iter().map(limit);
    let from_str = (checked.of == Ty::String).then(|| {
        quote! {
            impl TryFrom<&str> for #TYPES::#name {
                type Error = #OUT_OF_BOUNDS;
                fn try_from(value: &str) -> Result<Self, #OUT_OF_BOUNDS> { #CHECK(value.to_owned()) }
            }
        }
    });
    let debug = checked.secret.then(|| {
        quote! {
            impl #FMT::Debug for #TYPES::#name {
                #[inline]
                fn fmt(&self, f: &mut #FMT::Formatter<'_>) -> #FMT::Result {
                    f.debug_tuple(#text).field(&format_args!("…")).finish()
                }
            }
        }
    });
    quote! {
        impl #CHECKED for #TYPES::#name {
            type Value = #of;
            const NAME: &'static str = #text;
            const LIMITS: &'static [#LIMIT] = &[#(#limits),*];
            #[inline]
            fn unchecked(value: #of) -> Self { Self(value) }
            #[inline]
            fn value(&self) -> &#of { &self.0 }
            #[inline]
            fn value_mut(&mut self) -> &mut #of { &mut self.0 }
        }
        impl TryFrom<#of> for #TYPES::#name {
            type Error = #OUT_OF_BOUNDS;
            fn try_from(value: #of) -> Result<Self, #OUT_OF_BOUNDS> { #CHECK(value) }
        }
        #from_str
        #debug
    }
}

fn limit(limit: &Limit) -> TokenStream {
    let count = |count: usize| spell::integer(i64::try_from(count).unwrap_or(i64::MAX));
    match *limit {
        Limit::MinLength(min) => of("MinLength", &count(min)),
        Limit::MaxLength(max) => of("MaxLength", &count(max)),
        Limit::MinItems(min) => of("MinItems", &count(min)),
        Limit::MaxItems(max) => of("MaxItems", &count(max)),
        Limit::UniqueItems => quote!(#LIMIT::UniqueItems),
        Limit::AtLeast(min) => of("AtLeast", &spell::integer(min)),
        Limit::AtMost(max) => of("AtMost", &spell::integer(max)),
        Limit::MultipleOf(number) => of("MultipleOf", &spell::integer(number)),
        Limit::Minimum(min) => of("Minimum", &spell::number(min)),
        Limit::Maximum(max) => of("Maximum", &spell::number(max)),
        Limit::Above(min) => of("Above", &spell::number(min)),
        Limit::Below(max) => of("Below", &spell::number(max)),
        Limit::Step(number) => of("Step", &spell::number(number)),
    }
}

fn of(name: &str, value: &TokenStream) -> TokenStream {
    let name = Ident::new(name, Span::call_site());
    quote!(#LIMIT::#name(#value))
}
