//! The `use` lines of a file: those of a list that its text makes use of.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Item, Variant};

/// Modules and what may be used of them; `self` is the module itself.
pub type Importable = &'static [(&'static str, &'static [&'static str])];

/// What a file may import, of which its items strike out what they name, one after the other.
pub struct Imports {
    table: Importable,
    unused: Vec<&'static str>,
}

impl Imports {
    /// Nothing was named yet.
    #[must_use]
    pub fn new(table: Importable) -> Self {
        let unused = table.iter().flat_map(words).collect();
        Self { table, unused }
    }

    /// Strikes out the identifiers that begin a path in `text`: not what follows `::` or `.`, and of the
    /// lower-case ones, which could be variables, only those before `::`. Most are found soon, and few
    /// words are left to compare with.
    pub fn strike_out(&mut self, text: &str) {
        // Most texts hold none of them, and a search tells sooner.
        if !self.unused.iter().any(|word| text.contains(word)) {
            return;
        }
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && !self.unused.is_empty() {
            let start = at;
            at += match bytes[at] {
                b'"' => end_of_string(&bytes[at..]),
                b'/' if bytes[at..].starts_with(b"//") => {
                    let rest = &text[at..];
                    rest.find('\n').unwrap_or(rest.len())
                }
                byte if is_word(byte) => bytes[at..].iter().take_while(|b| is_word(**b)).count(),
                _ => 1,
            };
            let (before, after) = (&bytes[..start], &bytes[at..]);
            if is_word(bytes[start]) && !before.ends_with(b"::") && !before.ends_with(b".") {
                self.strike_out_word(&bytes[start..at], after.starts_with(b"::"));
            }
        }
    }

    /// The items with other names for the variants that are called like something to be imported, if there
    /// are such: a variant is declared by its bare name, which reads like a use of the other.
    #[must_use]
    pub fn without_like_named(&self, items: &[Item]) -> Option<Vec<Item>> {
        let is_like = |variant: &Variant| self.unused.iter().any(|word| variant.ident == word);
        let has_like = |item: &Item| match item {
            Item::Enum(item) => item.variants.iter().any(is_like),
            _ => false,
        };
        if !items.iter().any(has_like) {
            return None;
        }
        let mut items = items.to_vec();
        for item in &mut items {
            let Item::Enum(item) = item else { continue };
            for variant in item.variants.iter_mut().filter(|variant| is_like(variant)) {
                variant.ident = format_ident!("_{}", variant.ident);
            }
        }
        Some(items)
    }

    fn strike_out_word(&mut self, word: &[u8], begins_path: bool) {
        let mut unused = self.unused.iter();
        if (begins_path || word[0].is_ascii_uppercase())
            && let Some(index) = unused.position(|unused| unused.as_bytes() == word)
        {
            self.unused.swap_remove(index);
        }
    }

    /// The `use` lines for what was named, in the order of the table.
    #[must_use]
    pub fn lines(&self) -> TokenStream {
        let lines = self.table.iter().filter_map(|row @ (path, names)| {
            let needed = names.iter().copied().zip(words(row));
            let needed: Vec<&str> = needed
                .filter_map(|(name, word)| (!self.unused.contains(&word)).then_some(name))
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
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// How long the string literal is that `text` begins with, quotes included.
fn end_of_string(text: &[u8]) -> usize {
    let mut escaped = true;
    let end = text.iter().position(|&byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 1)
}

/// The words by which what a row has is named: a module is by its last one.
fn words(
    (path, names): &(&'static str, &'static [&'static str]),
) -> impl Iterator<Item = &'static str> {
    let last = path.rsplit("::").next().unwrap_or(path);
    names
        .iter()
        .map(move |name| if *name == "self" { last } else { name })
}

#[cfg(test)]
mod tests {
    use super::{Importable, Imports};

    const TABLE: Importable = &[
        ("crate::wire", &["self", "Field", "View"]),
        ("std::fmt", &["self"]),
        ("serde", &["Serialize"]),
    ];

    fn unused(text: &str) -> Vec<&'static str> {
        let mut imports = Imports::new(TABLE);
        imports.strike_out(text);
        imports.unused.sort_unstable();
        imports.unused
    }

    #[test]
    fn what_begins_a_path_is_used() {
        assert_eq!(
            unused("fn f() -> View<'_> { wire::view(Field) }"),
            ["Serialize", "fmt"]
        );
        assert_eq!(
            unused("impl fmt::Debug for types::Field {}"),
            ["Field", "Serialize", "View", "wire"]
        );
    }

    #[test]
    fn a_variant_of_the_same_name_is_no_use() {
        let imports = Imports::new(TABLE);
        let items = |text: &str| syn::parse_str::<syn::File>(text).expect("Rust").items;
        let none = imports.without_like_named(&items("enum A { B, C(View) } struct View;"));
        assert_eq!(none, None);
        let renamed = imports.without_like_named(&items("enum A { View(Field), Serialize, C }"));
        let expected = items("enum A { _View(Field), _Serialize, C }");
        assert_eq!(renamed, Some(expected));
    }

    #[test]
    fn variables_members_comments_and_strings_are_not() {
        let all = ["Field", "Serialize", "View", "fmt", "wire"];
        assert_eq!(
            unused("let wire = it.View; // Field\n/// View\nf(\"Field \\\" View\", wire)"),
            all
        );
        assert_eq!(unused("a / Views; x::Serialize"), all);
    }
}
