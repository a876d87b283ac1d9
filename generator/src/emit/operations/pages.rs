//! Lists with pages.

use crate::emit::rust::spell::{self, From, ident};
use crate::ir::{Crate, Operation, PageItems, PageRule, Presence, Raw};
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
    let (count, items) = match &paging.items {
        PageItems::Whole => (quote!(page.len()), quote!(page)),
        PageItems::Member { name, presence, .. } => {
            let name = ident(name);
            let option = match presence {
                Presence::Required => None,
                Presence::ThreeState => Some(quote!(as_option)),
                _ => Some(quote!(as_ref)),
            };
            match option {
                None => (quote!(page.#name.len()), quote!(page.#name)),
                Some(option) => (
                    quote!(page.#name.#option().map_or(0, Vec::len)),
                    quote!(page.#name.unwrap_or_default()),
                ),
            }
        }
    };
    Some(parse_quote! {
        impl #PAGED for #marker {
            type Item = #item;
            const RULE: #PAGE_RULE = #rule;
            fn count(page: &Self::Output) -> usize {
                #count
            }
            fn items(page: Self::Output) -> Vec<#item> {
                #items
            }
        }
    })
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
            let parameter = parameter.as_ref().map(Raw::literal);
            let parameter = parameter.map_or(quote!(None), |parameter| quote!(Some(#parameter)));
            let (member, more) = (way(member), way(more));
            quote!(#PAGE_RULE::Cursor { parameter: #parameter, member: #member, more: #more })
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
        PageRule::Offset { parameter } => {
            let parameter = parameter.literal();
            quote!(#PAGE_RULE::Offset { parameter: #parameter })
        }
        PageRule::Number { parameter, first } => {
            let parameter = parameter.literal();
            let first = proc_macro2::Literal::u64_unsuffixed(*first);
            quote!(#PAGE_RULE::Number { parameter: #parameter, first: #first })
        }
        PageRule::Link => quote!(#PAGE_RULE::Link),
    }
}
