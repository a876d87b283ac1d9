//! Tests made of the document's examples.

use super::imports::Importable;
use super::spell::{self, From};
use super::{File, spelled};
use crate::ir::{Crate, ExampleTest, Ty};
use proc_macro2::TokenStream;
use quote::quote;

const IMPORTS: Importable = &[("std::collections", &["BTreeMap"])];

/// The file of tests; none where there is no example.
pub fn file(krate: &Crate) -> Option<File<'_>> {
    let kept = krate.example_tests.iter().any(|test| test.kept).then(kept);
    let of_serde = if kept.is_some() {
        quote!(
            use serde::{Serialize, de::DeserializeOwned};
            use serde_json::Value;
        )
    } else {
        quote!(
            use serde::de::DeserializeOwned;
        )
    };
    let library = spell::ident(&krate.package.name.library());
    let types = krate.example_tests.iter().map(|test| &test.ty);
    let of_wire = types
        .clone()
        .any(names_wire)
        .then(|| quote!(use #library::runtime::wire;));
    let of_types = types
        .clone()
        .any(|ty| ty.named().is_some())
        .then(|| quote!(use #library::types;));
    let head = quote! {
        //! The document's examples: each is read as its type, and written as it was.
        #of_wire
        #of_types
        #of_serde
    };
    let reading = quote! {
        /// Reads an example.
        #[track_caller]
        fn read<T: DeserializeOwned>(json: &str) -> T {
            match serde_json::from_str(json) {
                Ok(value) => value,
                Err(error) => panic!("{error}"),
            }
        }
        #kept
    };
    let tests = krate.example_tests.iter().map(|test| one(krate, test));
    (!krate.example_tests.is_empty()).then(|| File {
        head,
        imports: IMPORTS,
        airy: true,
        pieces: Box::new(std::iter::once(reading).chain(tests).map(spelled)),
    })
}

/// Whether the type is spelled with one of the runtime.
fn names_wire(ty: &Ty) -> bool {
    match ty {
        Ty::UnixTime | Ty::DateTime | Ty::Date | Ty::Bytes | Ty::Mapped(_) | Ty::Loose(_) => true,
        Ty::List(inner) | Ty::Array(inner, _) | Ty::Map(inner) | Ty::Nullable(inner) => {
            names_wire(inner)
        }
        _ => false,
    }
}

fn kept() -> TokenStream {
    quote! {
        /// Reads an example and writes it again: it must say the same.
        #[track_caller]
        fn kept<T: DeserializeOwned + Serialize>(json: &str) {
            let value = serde_json::to_value(read::<T>(json));
            let value = value.unwrap_or_else(|error| panic!("{error}"));
            let example: Value = read(json);
            let same = same(&example, &value);
            assert!(same, "read as {value:#}");
        }

        /// Whether two values say the same: 1 is 1.0, and a member that is null is as good as none.
        fn same(a: &Value, b: &Value) -> bool {
            let none = &Value::Null;
            match (a, b) {
                (Value::Object(a), Value::Object(b)) => {
                    let mut keys = a.keys().chain(b.keys());
                    keys.all(|key| same(a.get(key).unwrap_or(none), b.get(key).unwrap_or(none)))
                }
                (Value::Array(a), Value::Array(b)) => {
                    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
                }
                (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
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
