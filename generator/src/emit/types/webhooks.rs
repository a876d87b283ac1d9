//! Requests of the server: webhooks, and the callbacks of an operation.

use crate::emit::rust::spell::{self, ident};
use crate::emit::types::replies::{read, variant};
use crate::emit::wire::debug;
use crate::ir::{Crate, FormField, Raw, Reply, ReplyTy, ReplyVariant, Route, TypeDef, When};
use crate::surface::{
    DECODE_ERROR, FORM_FIELD, RAW_RESPONSE, READING, ROUTE, TYPES, UNKNOWN_WEBHOOK, WEBHOOK,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The enum, and the function that reads a request.
pub fn data(krate: &Crate, def: &TypeDef, webhooks: &Reply) -> TokenStream {
    let name = ident(&def.name);
    let docs = spell::docs(&def.docs);
    let variants = webhooks.variants.iter();
    let variants = variants.map(|each| variant(krate, each));
    let unknown = webhooks.unknown.iter().map(|name| {
        let name = ident(name);
        quote! {
            /// A request that the document doesn't describe, or one without its optional body.
            #name(crate::runtime::UnknownWebhook),
        }
    });
    let about_unknown = webhooks.unknown.iter().map(|name| {
        let text = format!(
            " Another name, or no body where it is optional, gives [`{name}`](Self::{name})."
        );
        quote!(#[doc = #text])
    });
    let debug = debug::derived(def);
    let result = spell::result(krate);
    quote! {
        #docs
        #[derive(Clone, #debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #(#unknown)*
        }

        impl #name {
            /// Reads a request from its name, its headers and its body.
            ///
            /// The variants have the names; upper and lower case and the marks between words don't matter.
            #(#about_unknown)*
            ///
            /// No signature is checked: vendors have different rules for it. Check it before, over the bytes of
            /// `body` as they were received, because anyone who knows the URL can send a request.
            ///
            /// # Errors
            ///
            /// When the body doesn't match its description.
            pub fn parse(
                name: &str,
                headers: &http::HeaderMap,
                body: &[u8],
            ) -> #result<Self, crate::runtime::WebhookError> {
                crate::runtime::webhook::parse(name, headers, body)
            }
        }
    }
}

/// The code that reads a request.
pub fn wire(def: &TypeDef, webhooks: &Reply) -> TokenStream {
    let name = ident(&def.name);
    let is_read = |variant: &ReplyVariant| variant.ty != ReplyTy::Empty;
    let (request, reading) = if webhooks.variants.iter().any(is_read) {
        (quote!(response), quote!(reading))
    } else {
        (quote!(_), quote!(_))
    };
    let routes = webhooks
        .variants
        .iter()
        .filter_map(|variant| match &variant.when {
            When::Route(route) => Some(self::route(route)),
            When::Status(_) | When::Type(_) => None,
        });
    let last = webhooks.variants.len().saturating_sub(1);
    let by_place = if last == 0 { quote!(_) } else { quote!(route) };
    let arms = webhooks
        .variants
        .iter()
        .enumerate()
        .map(|(index, variant)| {
            let value = read(variant);
            let place = Literal::usize_unsuffixed(index);
            if index == last {
                quote!(_ => #value,)
            } else {
                quote!(#place => #value,)
            }
        });
    let value = if let [only] = &webhooks.variants[..] {
        read(only)
    } else {
        quote!(match route { #(#arms)* })
    };
    let unknown = webhooks.unknown.iter().map(ident);
    let debug = debug::of_reply(def, webhooks);
    quote! {
        impl #WEBHOOK for #TYPES::#name {
            const ROUTES: &'static [#ROUTE] = &[#(#routes),*];

            fn read(#by_place: usize, #request: &#RAW_RESPONSE, #reading: &mut #READING) -> Result<Self, #DECODE_ERROR> {
                Ok(#value)
            }

            fn unknown(request: #UNKNOWN_WEBHOOK) -> Self {
                #(Self::#unknown(request))*
            }
        }
        #debug
    }
}

fn route(route: &Route) -> TokenStream {
    let method = route.method.text().literal();
    let name = route.wire.literal();
    let media_type = route.media_type.literal();
    let required = route.required;
    let field = |(name, field): &(Raw, FormField)| {
        let name = name.literal();
        let field = match field {
            FormField::List => quote!(#FORM_FIELD::List),
            FormField::Json => quote!(#FORM_FIELD::Json),
            FormField::Literal => quote!(#FORM_FIELD::Literal),
        };
        quote!((#name, #field))
    };
    let form = if let Some(fields) = &route.form {
        let fields = fields.iter().map(field);
        quote!(Some(&[#(#fields),*]))
    } else {
        quote!(None)
    };
    quote! {
        #ROUTE { method: #method, name: #name, media_type: #media_type, required: #required, form: #form }
    }
}
