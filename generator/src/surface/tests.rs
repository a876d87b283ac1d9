//! The imports of a text, and the names that a kind of file takes.

use super::*;
use quote::{format_ident, quote};

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
