//! Values that aren't always what the document says.

use super::{read, write};
use openapi_client_runtime::runtime::wire::{Date, Loose};
use serde_json::json;
use std::collections::BTreeMap;

#[test]
fn what_is_described_is_read_as_that() {
    let text = r#"[1,-2,1.0,"3",null,true,[1],{"a":1},1.5,18446744073709551615]"#;
    let read: Vec<Loose<i64>> = read(text);
    assert_eq!(read[..3], [1.into(), (-2).into(), 1.into()]);
    assert_eq!(read[3], Loose::Other(json!("3")));
    assert!(read[3..].iter().all(|value| value.described().is_none()));
    assert_eq!(write(&read), text.replace("1.0", "1"));
}

#[test]
fn text_and_what_is_none() {
    let text = r#"{"a":"x","b":7,"c":{"d":[]}}"#;
    let read: BTreeMap<String, Loose<String>> = read(text);
    assert_eq!(read["a"].described().map(String::as_str), Some("x"));
    assert_eq!(read["b"].clone().into_described(), Err(json!(7)));
    assert_eq!(write(&read), text);
}

#[test]
fn lists_and_dates() {
    let text = r#"[["2026-11-22"],"2026-11-22",[1]]"#;
    let read: Vec<Loose<Vec<Loose<Date>>>> = read(text);
    assert!(
        read[0]
            .described()
            .is_some_and(|list| list[0].described().is_some())
    );
    assert_eq!(read[1], Loose::Other(json!("2026-11-22")));
    assert!(
        read[2]
            .described()
            .is_some_and(|list| list[0].described().is_none())
    );
    assert_eq!(write(&read), text);
}

#[test]
fn it_is_read_and_written_by_serde_as_well() {
    let read: Loose<Vec<i64>> = serde_json::from_str("[1]").unwrap();
    assert_eq!(read, Loose::Described(vec![1]));
    let read: Loose<Vec<i64>> = serde_json::from_str(r#"{"a":1}"#).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), r#"{"a":1}"#);
}
