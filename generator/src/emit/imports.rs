//! The `use` lines of a module: those of a list that its tokens make use of.

use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};
use std::collections::BTreeSet;

/// Modules and what may be used of them; `self` is the module itself.
pub type Table = &'static [(&'static str, &'static [&'static str])];

/// The `use` lines for `tokens`, in the order of the table.
pub fn imports(table: Table, tokens: &TokenStream) -> TokenStream {
    let mut used = BTreeSet::new();
    collect(tokens.clone(), &mut used);
    let lines = table.iter().filter_map(|(path, names)| {
        let last = path.rsplit("::").next().unwrap_or(path);
        let needed: Vec<&str> = names
            .iter()
            .copied()
            .filter(|name| used.contains(if *name == "self" { last } else { name }))
            .collect();
        let segments = path.split("::").map(|segment| format_ident!("{segment}"));
        let path = quote!(#(#segments)::*);
        match needed[..] {
            [] => None,
            ["self"] => Some(quote!(use #path;)),
            [only] => {
                let name = format_ident!("{only}");
                Some(quote!(use #path::#name;))
            }
            _ => {
                let names = needed.iter().map(|name| match *name {
                    "self" => quote!(self),
                    name => {
                        let name = format_ident!("{name}");
                        quote!(#name)
                    }
                });
                Some(quote!(use #path::{#(#names),*};))
            }
        }
    });
    quote!(#(#lines)*)
}

/// Whether an identifier stands anywhere in `tokens`.
pub fn contains(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => contains(&group.stream(), name),
        _ => false,
    })
}

/// The identifiers that begin a path: not what follows `::` or `.`, and of the lower-case ones,
/// which could be variables, only those before `::`.
fn collect(tokens: TokenStream, used: &mut BTreeSet<String>) {
    let mut tokens = tokens.into_iter().peekable();
    let mut inside = false;
    let mut colons = 0;
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Ident(ident) if !inside => {
                let name = ident.to_string();
                let is_type = name.starts_with(char::is_uppercase);
                let before_path = matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
                if is_type || before_path {
                    used.insert(name);
                }
            }
            TokenTree::Group(group) => collect(group.stream(), used),
            _ => {}
        }
        colons = match &token {
            TokenTree::Punct(punct) if punct.as_char() == ':' => colons + 1,
            _ => 0,
        };
        inside = colons == 2 || matches!(&token, TokenTree::Punct(p) if p.as_char() == '.');
    }
}
