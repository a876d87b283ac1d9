//! The `use` lines of a module: those of a list that its tokens make use of.

use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};

/// Modules and what may be used of them; `self` is the module itself.
pub type Table = &'static [(&'static str, &'static [&'static str])];

/// The `use` lines for `tokens`, in the order of the table.
pub fn imports(table: Table, tokens: &TokenStream) -> TokenStream {
    let mut unused: Vec<&str> = table.iter().flat_map(words).collect();
    strike_out(&mut unused, tokens.clone());
    let lines = table.iter().filter_map(|row @ (path, names)| {
        let words = words(row);
        let needed = names.iter().copied().zip(words);
        let needed: Vec<&str> = needed
            .filter_map(|(name, word)| (!unused.contains(&word)).then_some(name))
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

/// The words by which what a row has is named: a module is by its last one.
fn words<'a>(
    (path, names): &'a (&'static str, &'static [&'static str]),
) -> impl Iterator<Item = &'a str> {
    let last = path.rsplit("::").next().unwrap_or(path);
    names
        .iter()
        .map(move |name| if *name == "self" { last } else { name })
}

/// Takes from `unused` the identifiers that begin a path in `tokens`: not what follows `::` or `.`, and of
/// the lower-case ones, which could be variables, only those before `::`. Most are found soon, and few
/// words are left to compare with.
fn strike_out(unused: &mut Vec<&str>, tokens: TokenStream) {
    let mut tokens = tokens.into_iter().peekable();
    let mut inside = false;
    let mut colons = 0;
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Ident(ident) if !inside => {
                let found = unused.iter().position(|word| ident == word);
                let mut before_path = || matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
                if let Some(index) = found
                    && (unused[index].starts_with(char::is_uppercase) || before_path())
                {
                    unused.swap_remove(index);
                }
            }
            TokenTree::Group(group) => strike_out(unused, group.stream()),
            _ => {}
        }
        colons = match &token {
            TokenTree::Punct(punct) if punct.as_char() == ':' => colons + 1,
            _ => 0,
        };
        inside = colons == 2 || matches!(&token, TokenTree::Punct(p) if p.as_char() == '.');
    }
}
