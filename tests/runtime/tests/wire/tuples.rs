//! Lists with a value at each of their first places.

use crate::samples::position::{Command, Pair, Position};
use crate::{becomes, error, read, survives, write};
use openapi_client_runtime::runtime::wire::{Loose, Maybe};
use serde_json::json;

#[test]
fn a_received_list_of_any_length_loses_nothing() {
    for json in [
        "[]",
        r#"["a"]"#,
        r#"["a", null]"#,
        r#"["a", 1.5]"#,
        r#"["a", 1.5, ["b"]]"#,
        r#"["a", 1.5, ["b", null], {"c": [null]}, null, 7]"#,
        "[null, 1.5]",
        "[null, null, null, null]",
    ] {
        survives::<Position>(json);
        survives::<Vec<Position>>(&format!("[{json}, {json}]"));
        survives::<Loose<Position>>(json);
    }
}

#[test]
fn items_have_their_types() {
    let read: Position = read(r#"["a", null, ["b"], 7]"#);
    assert_eq!(read.name.as_deref(), Some("a"));
    assert_eq!(read.height, Maybe::Null);
    let inner = read.inner.expect("a position");
    assert_eq!(inner.name.as_deref(), Some("b"));
    assert_eq!(inner.height, Maybe::Absent);
    assert_eq!(read.extra, [json!(7)]);
}

/// An item that can't be null is one that is missing.
#[test]
fn null_at_the_end_is_no_item() {
    becomes::<Position>(r#"["a", 1.5, null]"#, r#"["a", 1.5]"#);
    becomes::<Position>("[null]", "[]");
}

#[test]
fn what_is_sent_has_its_places() {
    let mut command = Command {
        verb: "set".to_owned(),
        target: None,
        force: None,
        rest: Vec::new(),
    };
    assert_eq!(write(&command), r#"["set",null]"#);
    command.rest.push("now".to_owned());
    assert_eq!(write(&command), r#"["set",null,null,"now"]"#);
    command.force = Some(true);
    assert_eq!(write(&command), r#"["set",null,true,"now"]"#);
    assert_eq!(read::<Command>(r#"["set",null,true,"now"]"#), command);
}

/// As in every list.
#[test]
fn null_among_described_items_is_dropped() {
    becomes::<Command>(
        r#"["set", 1, null, null, "now", null]"#,
        r#"["set", 1, null, "now"]"#,
    );
}

#[test]
fn a_tuple_that_is_only_sent_has_its_length() {
    let message = |json| error::<Command>(json).message().to_owned();
    assert_eq!(message("[]"), "expected at least 2 items, found 0");
    assert_eq!(message(r#"["a"]"#), "expected at least 2 items, found 1");
    let message = |json| error::<Pair>(json).message().to_owned();
    assert_eq!(message(r#"["a"]"#), "expected 2 items, found 1");
    assert_eq!(message(r#"["a", 1, 2]"#), "expected 2 items, found 3");
}

#[test]
fn an_item_that_does_not_fit_is_named() {
    let error = error::<Position>(r#"["a", 1.5, ["b", "c"]]"#);
    assert_eq!(error.path(), "$[2][1]");
    assert_eq!(error.message(), "expected a number, found a string");
}

#[test]
fn a_list_within_a_buffer_is_the_same() {
    let loose: Loose<Pair> = read(r#"["a", 1, 2]"#);
    assert_eq!(loose.into_described(), Err(json!(["a", 1, 2])));
    let loose: Loose<Pair> = read(r#"["a", 1]"#);
    assert!(loose.described().is_some());
}
