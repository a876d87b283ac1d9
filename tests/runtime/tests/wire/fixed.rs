//! Lists of which the number of items is a part of the type.

use crate::{error, read, survives};
use openapi_client_runtime::runtime::wire::{Loose, Wire};
use serde_json::json;
use std::fmt::Debug;

fn refused<T: Wire + Debug>(json: &str) -> (String, String) {
    let error = error::<T>(json);
    (error.path().to_owned(), error.message().to_owned())
}

#[test]
fn as_many_as_there_have_to_be_are_read_and_written() {
    let names: [Option<String>; 2] = survives(r#"["a", null]"#);
    assert_eq!(names, [Some("a".to_owned()), None]);
    survives::<[[f64; 2]; 2]>("[[1.0, 2.0], [3.0, 4.5]]");
}

#[test]
fn more_or_fewer_are_an_error() {
    for (json, found) in [("[]", 0), ("[1]", 1), ("[1, 2, 3]", 3)] {
        let message = format!("expected 2 items, found {found}");
        assert_eq!(refused::<[i64; 2]>(json), ("$".to_owned(), message));
    }
    let message = "expected 2 items, found 1".to_owned();
    assert_eq!(
        refused::<[[i64; 2]; 2]>("[[1, 2], [3]]"),
        ("$[1]".to_owned(), message)
    );
}

#[test]
fn an_item_that_does_not_fit_is_named() {
    let (path, _) = refused::<[i64; 2]>(r#"[1, "two"]"#);
    assert_eq!(path, "$[1]");
}

/// A loose value is read from a buffer.
#[test]
fn from_a_buffer_the_same_holds() {
    type Pair = Loose<[i64; 2]>;
    assert_eq!(read::<Pair>("[1, 2]").described(), Some(&[1, 2]));
    let triple = read::<Pair>("[1, 2, 3]").into_described();
    assert_eq!(triple, Err(json!([1, 2, 3])));
}
