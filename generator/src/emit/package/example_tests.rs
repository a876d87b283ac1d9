//! Tests from the document's examples.

use crate::emit::File;
use crate::emit::rust::spell::{self, From};
use crate::emit::spelled;
use crate::ir::{Crate, ExampleTest};
use crate::surface::{DESERIALIZE_OWNED, Room, SERIALIZE, VALUE};
use proc_macro2::TokenStream;
use quote::quote;

/// The file of tests; none without an example.
pub fn file(krate: &Crate) -> Option<File<'_>> {
    let kept = krate.example_tests.iter().any(|test| test.kept);
    let kept = kept.then(|| std::iter::once_with(kept_helper));
    let tests = krate.example_tests.iter().map(|test| one(krate, test));
    (!krate.example_tests.is_empty()).then(|| File {
        head: quote! {
            //! The document's examples: each is read as its type, and written as it was.
        },
        room: Room::Examples,
        library: spell::ident(&krate.package.name.library()),
        airy: true,
        pieces: Box::new(kept.into_iter().flatten().chain(tests).map(spelled)),
    })
}

fn kept_helper() -> TokenStream {
    quote! {
        /// Reads an example and writes it again: the values must be the same.
        fn kept<T: #DESERIALIZE_OWNED + #SERIALIZE>(json: &str) -> Result<(), serde_json::Error> {
            let value = serde_json::to_value(serde_json::from_str::<T>(json)?)?;
            let example: #VALUE = serde_json::from_str(json)?;
            let same = same(&example, &value);
            assert!(same, "read as {value:#}");
            Ok(())
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
        quote!(kept::<#ty>(json))
    } else {
        quote!(serde_json::from_str::<#ty>(json).map(drop))
    };
    quote! {
        #docs
        #[test]
        fn #name() -> Result<(), serde_json::Error> {
            let json = #json;
            #body
        }
    }
}
