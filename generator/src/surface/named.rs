//! The names in a piece of generated code: the imports of its file, and the parts of the runtime that it
//! uses.

use super::{NAMES, Name, Part, Parts, Room};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use std::cell::Cell;

const _: () = assert!(NAMES.len() <= 64, "a bit for each name");

/// Names in generated code, and the parts of the runtime that they need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Named {
    names: u64,
    parts: Parts,
}

thread_local! {
    /// The names since the last [`imports_of`] began.
    pub(super) static NAMED: Cell<Named> = const { Cell::new(Named { names: 0, parts: Parts::NONE }) };
}

/// Notes a name of the part in generated code.
pub(super) fn note(part: Option<Part>) {
    if let Some(part) = part {
        let mut named = NAMED.get();
        named.parts.insert(part);
        NAMED.set(named);
    }
}

/// The result of `spell`, and the names that it used.
pub fn imports_of<T>(spell: impl FnOnce() -> T) -> (T, Named) {
    let outer = NAMED.take();
    let spelled = spell();
    (spelled, NAMED.replace(outer))
}

impl Named {
    pub(super) fn and(mut self, name: Name) -> Self {
        self.names |= 1 << name.index;
        self
    }

    fn has(self, name: Name) -> bool {
        self.names & (1 << name.index) != 0
    }

    /// Adds the names of another piece of code.
    pub fn add(&mut self, others: Self) {
        self.names |= others.names;
        self.parts.add(others.parts);
    }

    /// The parts of the runtime that the names need.
    #[must_use]
    pub fn parts(self) -> Parts {
        self.parts
    }

    /// The first name that a file of this kind must not use.
    #[must_use]
    pub fn intruder(self, room: Room) -> Option<&'static str> {
        let mut named = NAMES.iter().filter(|name| self.has(**name));
        let intruder = named.find(|name| !name.rooms.contains(&room))?;
        Some(intruder.word())
    }

    /// The `use` lines of a file that names the library `library`, in the order of the table.
    #[must_use]
    pub fn lines(self, library: &Ident) -> TokenStream {
        let named: Vec<&Name> = NAMES.iter().filter(|name| self.has(**name)).collect();
        let modules = named.chunk_by(|a, b| a.module == b.module);
        let lines = modules.map(|names| {
            let path = names.first().map_or("", |name| name.module);
            let path = path.split("::").map(|segment| match segment {
                "crate" => library.clone(),
                segment => format_ident!("{segment}"),
            });
            let path = quote!(#(#path)::*);
            match names {
                [only] if only.word == "self" => quote!(use #path;),
                [only] => {
                    let word = part(only.word);
                    quote!(use #path::#word;)
                }
                several => {
                    let words = several.iter().map(|name| part(name.word));
                    quote!(use #path::{#(#words),*};)
                }
            }
        });
        quote!(#(#lines)*)
    }
}

/// A word of an import's path.
fn part(word: &str) -> TokenStream {
    match word {
        "self" => quote!(self),
        word => format_ident!("{word}").to_token_stream(),
    }
}
