//! Lists with pages.

use crate::emit::rust::spell::{self, From, ident};
use crate::ir::{Crate, Operation, PageRule, PageStep, Presence, Raw, Ty};
use crate::surface::{PAGE_RULE, PAGED};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Item, parse_quote};

/// The rules for the pages of an operation's list, if its response is a page.
pub fn paged(krate: &Crate, operation: &Operation) -> Option<Item> {
    let paging = operation.paging.as_ref()?;
    let marker = ident(&operation.marker);
    let item = spell::ty(krate, &paging.item, From::Elsewhere);
    let rule = rule(&paging.rule);
    let with = with(&paging.with);
    let last = names(&quote!(LAST), &paging.last);
    let back = names(&quote!(BACK), &paging.back);
    let (count, items) = (count(&paging.items.way), items(&paging.items.way));
    let only = |otherwise: TokenStream| {
        let (ty, variant) = paging.items.variant.as_ref()?;
        let ty = spell::ty(krate, &Ty::Named(*ty), From::Elsewhere);
        let variant = ident(variant);
        Some(quote! {
            let #ty::#variant(page) = page else {
                return #otherwise;
            };
        })
    };
    let (only_count, only_items) = (only(quote!(0)), only(quote!(Vec::new())));
    Some(parse_quote! {
        impl #PAGED for #marker {
            type Item = #item;
            const RULE: #PAGE_RULE = #rule;
            #with
            #last
            #back
            #[inline]
            fn count(page: &Self::Output) -> usize {
                #only_count
                #count
            }
            #[inline]
            fn items(page: Self::Output) -> Vec<#item> {
                #only_items
                #items
            }
        }
    })
}

/// The number of items at the end of a path of fields.
fn count(way: &[PageStep]) -> TokenStream {
    let mut list = quote!(page);
    let mut is_option = false;
    for step in way {
        let name = ident(&step.name);
        let lent = match step.presence {
            Presence::Required => None,
            Presence::ThreeState => Some(quote!(as_option)),
            _ => Some(quote!(as_ref)),
        };
        list = match (is_option, &lent) {
            (false, None) => quote!(#list.#name),
            (false, Some(lent)) => quote!(#list.#name.#lent()),
            (true, None) => quote!(#list.map(|of| &of.#name)),
            (true, Some(lent)) => quote!(#list.and_then(|of| of.#name.#lent())),
        };
        is_option |= lent.is_some();
    }
    if is_option {
        quote!(#list.map_or(0, Vec::len))
    } else {
        quote!(#list.len())
    }
}

/// The items at the end of a path of fields.
fn items(way: &[PageStep]) -> TokenStream {
    let mut list = quote!(page);
    let mut is_option = false;
    for (index, step) in way.iter().enumerate() {
        let name = ident(&step.name);
        let is_last = index + 1 == way.len();
        let is_required = step.presence == Presence::Required;
        // The last step gives a list all the same.
        let taken = match step.presence {
            Presence::ThreeState if is_option || !is_last => quote!(#name.into_option()),
            _ => quote!(#name),
        };
        list = match (is_option, is_required) {
            (false, _) => quote!(#list.#taken),
            (true, true) => quote!(#list.map(|of| of.#taken)),
            (true, false) => quote!(#list.and_then(|of| of.#taken)),
        };
        is_option |= !is_required;
    }
    if is_option {
        quote!(#list.unwrap_or_default())
    } else {
        list
    }
}

/// The query parameters that switch the pages on.
fn with(pairs: &[(Raw, Raw)]) -> Option<TokenStream> {
    if pairs.is_empty() {
        return None;
    }
    let pairs = pairs.iter().map(|(name, value)| {
        let (name, value) = (name.literal(), value.literal());
        quote!((#name, #value))
    });
    Some(quote! {
        const WITH: &'static [(&'static str, &'static str)] = &[#(#pairs),*];
    })
}

/// A constant of names, if there are any.
fn names(constant: &TokenStream, names: &[Raw]) -> Option<TokenStream> {
    if names.is_empty() {
        return None;
    }
    let names = names.iter().map(Raw::literal);
    Some(quote!(const #constant: &'static [&'static str] = &[#(#names),*];))
}

fn rule(rule: &PageRule) -> TokenStream {
    let way = |way: &[Raw]| {
        let names = way.iter().map(Raw::literal);
        quote!(&[#(#names),*])
    };
    match rule {
        PageRule::Cursor {
            parameter,
            member,
            more,
        } => {
            let parameter = optional(parameter.as_ref());
            let (member, more) = (way(member), way(more));
            quote!(#PAGE_RULE::Cursor { parameter: #parameter, member: #member, more: #more })
        }
        PageRule::Body { into, member, more } => {
            let (into, member, more) = (way(into), way(member), way(more));
            quote!(#PAGE_RULE::Body { into: #into, member: #member, more: #more })
        }
        PageRule::LastId {
            parameter,
            items,
            id,
            more,
        } => {
            let (parameter, id) = (parameter.literal(), id.literal());
            let (items, more) = (way(items), way(more));
            quote!(#PAGE_RULE::LastId { parameter: #parameter, items: #items, id: #id, more: #more })
        }
        PageRule::Offset {
            parameter,
            first,
            total,
            limit,
            more,
        } => {
            let parameter = parameter.literal();
            let first = proc_macro2::Literal::u64_unsuffixed(*first);
            let (total, limit, more) = (way(total), way(limit), way(more));
            quote!(#PAGE_RULE::Offset { parameter: #parameter, first: #first, total: #total, limit: #limit, more: #more })
        }
        PageRule::Number {
            parameter,
            first,
            own,
            pages,
            more,
        } => {
            let parameter = parameter.literal();
            let first = proc_macro2::Literal::u64_unsuffixed(*first);
            let (own, pages, more) = (way(own), way(pages), way(more));
            quote!(#PAGE_RULE::Number { parameter: #parameter, first: #first, own: #own, pages: #pages, more: #more })
        }
        PageRule::Numbered {
            parameter,
            first,
            header,
        } => {
            let (parameter, header) = (parameter.literal(), header.literal());
            let first = proc_macro2::Literal::u64_unsuffixed(*first);
            quote!(#PAGE_RULE::Numbered { parameter: #parameter, first: #first, header: #header })
        }
        PageRule::Header { parameter, header } => {
            let (parameter, header) = (optional(parameter.as_ref()), header.literal());
            quote!(#PAGE_RULE::Header { parameter: #parameter, header: #header })
        }
        PageRule::Link => quote!(#PAGE_RULE::Link),
    }
}

fn optional(name: Option<&Raw>) -> TokenStream {
    let name = name.map(Raw::literal);
    name.map_or(quote!(None), |name| quote!(Some(#name)))
}
