//! The names that generated code uses from outside its file: of the runtime, of the crate's other modules, of
//! the standard library and of other crates.
//!
//! `emit` spells them by these constants, so that `format` knows what a file has to import; `lower`
//! gives none of them to a thing of the document. `tests/front/surface.rs` holds the tables to the
//! runtime's sources and to the manifest.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use std::cell::Cell;
use std::fmt::{self, Display, Formatter};
use syn::{Path, PathSegment};

mod reserved;

/// The edition of the generated code.
pub const EDITION: &str = "2024";

/// The first version of Rust that compiles it.
pub const RUST_VERSION: &str = "1.88";

/// What the manifests of all generated crates have in common.
pub const MANIFEST: &str = include_str!("emit/package/manifest.toml");

pub use reserved::{
    BODY, BUILDER, CALL as CALL_METHODS, CLIENT as CLIENT_METHODS, CONSTRUCTORS, CRATES, EXPORTS,
    FEATURES, MODULES, SERVER,
};

/// A kind of generated file. Each has its own imports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// The client's settings.
    Client,
    /// The methods of the client.
    Operations,
    /// The types of the document.
    Types,
    /// Reading and writing of the types.
    Wire,
    /// The tests made of the document's examples.
    Examples,
}

/// A name that a file imports. To spell it, as a token, an identifier or text, is to
/// [use](imports_of) it.
#[derive(Clone, Copy)]
pub struct Name {
    word: &'static str,
    module: &'static str,
    rooms: &'static [Room],
    index: u8,
}

/// A name that is spelled with the module that it is in: `wire::DateTime`.
#[derive(Clone, Copy)]
pub struct Member {
    module: Name,
    word: &'static str,
}

macro_rules! names {
    ($($path:literal { $($constant:ident: $word:literal in $($room:ident)+;)+ })+) => {
        #[expect(clippy::upper_case_acronyms, non_camel_case_types, reason = "the constants' names")]
        enum Index { $($($constant,)+)+ }
        $($(
            #[doc = concat!("`", $path, "::", $word, "`.")]
            pub const $constant: Name = Name {
                word: $word,
                module: $path,
                rooms: &[$(Room::$room),+],
                index: Index::$constant as u8,
            };
        )+)+
        /// Every name, in the order of the imports.
        pub const NAMES: &[Name] = &[$($($constant),+),+];
    };
}

names! {
    "crate::runtime" {
        API: "Api" in Client;
        BUILD_ERROR: "BuildError" in Client;
        CALL: "Call" in Operations;
        CLIENT: "Client" in Client Operations;
        CLIENT_BUILDER: "ClientBuilder" in Client;
        CREDENTIAL: "Credential" in Client;
        ENVELOPE: "Envelope" in Client;
        OPERATION: "Operation" in Operations;
        OPERATION_SPEC: "OperationSpec" in Operations;
        PLAIN_TEXT: "PlainText" in Operations;
        RAW_RESPONSE: "RawResponse" in Wire;
        REPLY: "Reply" in Wire;
        SCHEME: "Scheme" in Client;
        SECRET: "Secret" in Client;
        SPEC: "Spec" in Operations;
        STYLE: "Style" in Operations;
    }
    "crate::runtime::wire" {
        WIRE: "self" in Client Operations Types Wire Examples;
        AS_BOX: "AsBox" in Wire;
        CHECKED: "Checked" in Wire;
        DECODE_ERROR: "DecodeError" in Wire;
        LIMIT: "Limit" in Wire;
        OUT_OF_BOUNDS: "OutOfBounds" in Wire;
        PICK: "Pick" in Wire;
        PLACE: "Place" in Wire;
        PLAN: "Plan" in Wire;
        READING: "Reading" in Wire;
        SCALAR: "Scalar" in Wire;
        VARIANTS: "Variants" in Wire;
        VIEW: "View" in Client Operations Wire;
        WIRE_TRAIT: "Wire" in Client Operations Wire;
    }
    "crate::types" {
        TYPES: "self" in Client Operations Wire Examples;
    }
    "bytes" {
        BYTES: "Bytes" in Operations;
    }
    "http" {
        HEADER_MAP: "HeaderMap" in Wire;
        METHOD: "Method" in Operations;
    }
    "serde" {
        SERIALIZE: "Serialize" in Examples;
    }
    "serde::de" {
        DESERIALIZE_OWNED: "DeserializeOwned" in Examples;
    }
    "serde_json" {
        VALUE: "Value" in Examples;
    }
    "std::collections" {
        BTREE_MAP: "BTreeMap" in Client Operations Types Wire Examples;
    }
    "std::fmt" {
        FMT: "self" in Wire;
    }
}

macro_rules! members {
    ($module:ident { $($constant:ident: $word:literal;)+ }) => {
        $(
            #[doc = concat!("`wire::", $word, "`.")]
            pub const $constant: Member = Member { module: $module, word: $word };
        )+
        /// Every member, in no order.
        pub const MEMBERS: &[Member] = &[$($constant),+];
    };
}

members! {
    WIRE {
        BASE64: "Base64";
        CHECK: "check";
        DATE: "Date";
        DATE_TIME: "DateTime";
        EXTRA: "Extra";
        FROM_HEADER: "from_header";
        IMPL_CHOICE: "impl_choice";
        IMPL_RECORD: "impl_record";
        IMPL_SYMBOL: "impl_symbol";
        IMPL_WIRE: "impl_wire";
        LOOSE: "Loose";
        MAYBE: "Maybe";
        OUT_OF_BOUNDS_ERROR: "OutOfBounds";
        PARSED: "Parsed";
        UNIX_TIME: "UnixTime";
    }
}

impl Name {
    /// The identifier.
    #[must_use]
    pub fn ident(self) -> Ident {
        NAMED.set(NAMED.get().and(self));
        Ident::new(self.word(), Span::call_site())
    }

    /// The word by which it is named: a module is by its last one. To ask is not to use it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self.word {
            "self" => self.module.rsplit("::").next().unwrap_or(self.module),
            word => word,
        }
    }

    /// The module of the import, and the name in it.
    #[must_use]
    pub fn import(self) -> (&'static str, &'static str) {
        (self.module, self.word)
    }
}

impl Member {
    /// `module::word`.
    #[must_use]
    pub fn path(self) -> Path {
        let word = Ident::new(self.word, Span::call_site());
        let segments = [self.module.ident(), word];
        Path {
            leading_colon: None,
            segments: segments.into_iter().map(PathSegment::from).collect(),
        }
    }

    /// The module that it is in, and its name there.
    #[must_use]
    pub fn parts(self) -> (&'static str, &'static str) {
        (self.module.module, self.word)
    }
}

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.ident().to_tokens(tokens);
    }
}

impl ToTokens for Member {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.path().to_tokens(tokens);
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.ident().fmt(f)
    }
}

impl Display for Member {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.module, self.word)
    }
}

/// Whether a file of this kind imports something that is called so, or something called so is there
/// without an import.
#[must_use]
pub fn is_taken(room: Room, word: &str) -> bool {
    let prelude = match room {
        Room::Operations => reserved::IN_OPERATIONS,
        Room::Types => reserved::IN_TYPES,
        Room::Client | Room::Wire | Room::Examples => &[],
    };
    let mut imported = NAMES.iter().filter(|name| name.rooms.contains(&room));
    imported.any(|name| name.word() == word) || prelude.contains(&word)
}

const _: () = assert!(NAMES.len() <= 64, "a bit for each name");

/// Names that were spelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Named(u64);

thread_local! {
    /// The names spelled since the last [`imports_of`] began.
    static NAMED: Cell<Named> = const { Cell::new(Named(0)) };
}

/// The result of `spell`, and the names that it spelled.
pub fn imports_of<T>(spell: impl FnOnce() -> T) -> (T, Named) {
    let outer = NAMED.take();
    let spelled = spell();
    (spelled, NAMED.replace(outer))
}

impl Named {
    fn and(self, name: Name) -> Self {
        Self(self.0 | 1 << name.index)
    }

    fn has(self, name: Name) -> bool {
        self.0 & (1 << name.index) != 0
    }

    /// Adds others.
    pub fn add(&mut self, others: Self) {
        self.0 |= others.0;
    }

    /// The first that a file of this kind has no right to.
    #[must_use]
    pub fn intruder(self, room: Room) -> Option<&'static str> {
        let mut named = NAMES.iter().filter(|name| self.has(**name));
        let intruder = named.find(|name| !name.rooms.contains(&room))?;
        Some(intruder.word())
    }

    /// The `use` lines, in the order of the table, of a file that names the library `library`.
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

/// A part of an import.
fn part(word: &str) -> TokenStream {
    match word {
        "self" => quote!(self),
        word => format_ident!("{word}").to_token_stream(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spelled_is_imported() {
        let (tokens, named) = imports_of(|| quote!(fn f(view: #VIEW<'_>) -> #DATE_TIME {}));
        assert_eq!(
            tokens.to_string(),
            "fn f (view : View < '_ >) -> wire :: DateTime { }"
        );
        let expected = "use crate :: runtime :: wire :: { self , View } ;";
        assert_eq!(named.lines(&format_ident!("crate")).to_string(), expected);
        assert_eq!(named.intruder(Room::Wire), None);
        assert_eq!(named.intruder(Room::Types), Some("View"));
        assert_eq!(imports_of(|| VIEW.word()).1, Named::default());
    }

    #[test]
    fn what_is_spelled_within_belongs_to_what_is_within() {
        let ((_, inner), outer) = imports_of(|| {
            let _ = CALL.ident();
            imports_of(|| FMT.to_string())
        });
        assert_eq!(
            inner.lines(&format_ident!("a")).to_string(),
            "use std :: fmt ;"
        );
        assert_eq!(
            outer.lines(&format_ident!("a")).to_string(),
            "use a :: runtime :: Call ;"
        );
    }

    #[test]
    fn a_room_takes_its_imports_and_the_prelude() {
        assert!(is_taken(Room::Operations, "Call") && is_taken(Room::Types, "Option"));
        assert!(!is_taken(Room::Types, "Call") && !is_taken(Room::Operations, "Message"));
    }
}
