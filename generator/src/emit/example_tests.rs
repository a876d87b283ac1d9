//! Tests made of the document's examples.

use super::spell::{self, From};
use super::{File, spelled};
use crate::ir::{Crate, ExampleTest};
use crate::surface::{DESERIALIZE_OWNED, Room, SERIALIZE, VALUE};
use proc_macro2::TokenStream;
use quote::quote;

/// The file of tests; none where there is no example.
pub fn file(krate: &Crate) -> Option<File<'_>> {
    let helpers = std::iter::once_with(|| helpers(krate));
    let tests = krate.example_tests.iter().map(|test| one(krate, test));
    (!krate.example_tests.is_empty()).then(|| File {
        head: quote! {
            //! The document's examples: each is read as its type, and written as it was.
        },
        room: Room::Examples,
        library: spell::ident(&krate.package.name.library()),
        airy: true,
        pieces: Box::new(helpers.chain(tests).map(spelled)),
    })
}

fn helpers(krate: &Crate) -> TokenStream {
    let kept = krate.example_tests.iter().any(|test| test.kept).then(kept);
    quote! {
        /// Reads an example.
        #[track_caller]
        fn read<T: #DESERIALIZE_OWNED>(json: &str) -> T {
            match serde_json::from_str(json) {
                Ok(value) => value,
                Err(error) => panic!("{error}"),
            }
        }
        #kept
    }
}

fn kept() -> TokenStream {
    quote! {
        /// Reads an example and writes it again: the values must be the same.
        #[track_caller]
        fn kept<T: #DESERIALIZE_OWNED + #SERIALIZE>(json: &str) {
            let value = serde_json::to_value(read::<T>(json));
            let value = value.unwrap_or_else(|error| panic!("{error}"));
            let example: #VALUE = read(json);
            let same = same(&example, &value);
            assert!(same, "read as {value:#}");
        }

        /// Whether two values are the same: 1 is 1.0, and a member that is null is like an absent one.
        fn same(a: &#VALUE, b: &#VALUE) -> bool {
            let none = &#VALUE::Null;
            match (a, b) {
                (#VALUE::Object(a), #VALUE::Object(b)) => {
                    let mut keys = a.keys().chain(b.keys());
                    keys.all(|key| same(a.get(key).unwrap_or(none), b.get(key).unwrap_or(none)))
                }
                (#VALUE::Array(a), #VALUE::Array(b)) => {
                    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
                }
                (#VALUE::Number(a), #VALUE::Number(b)) => a == b || a.as_f64() == b.as_f64(),
                _ => a == b,
            }
        }
    }
}

fn one(krate: &Crate, test: &ExampleTest) -> TokenStream {
    let name = spell::ident(&test.name);
    let docs = spell::docs(&test.docs);
    let ty = spell::ty(krate, &test.ty, From::Elsewhere);
    let json = test.json.literal();
    let body = if test.kept {
        quote!(kept::<#ty>(json);)
    } else {
        quote!(let _: #ty = read(json);)
    };
    quote! {
        #docs
        #[test]
        fn #name() {
            let json = #json;
            #body
        }
    }
}
