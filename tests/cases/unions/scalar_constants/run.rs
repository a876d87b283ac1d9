//! Each value is read as the variant that its part tells, and written as it was.

use case_unions_scalar_constants as client;

use client::types::Things;
use serde_json::{Value, json};

fn check(member: &str, value: &Value, variant: &str) {
    let json = json!({ member: value });
    let things: Things = serde_json::from_value(json.clone()).unwrap();
    let shown = format!("{things:?}");
    let expect = format!("{member}: Some({variant}(");
    assert!(shown.contains(&expect), "{json}: {shown}");
    assert_eq!(serde_json::to_value(&things).unwrap(), json);
}

#[test]
fn members_tell() {
    for (member, name, value, variant) in [
        ("boolean", "ok", json!(true), "Done"),
        ("boolean", "ok", json!(false), "Failed"),
        ("integer", "version", json!(1), "One"),
        ("integer", "version", json!(3), "Two"),
        ("optional", "ok", json!(true), "MaybeDone"),
        ("optional", "ok", json!(false), "MaybeFailed"),
        ("null", "error", json!(null), "Nothing"),
        ("null", "error", json!("e"), "Something"),
        ("nested", "version", json!(2), "Versions"),
        ("nested", "version", json!(4), "Fourth"),
    ] {
        check(member, &json!({name: value, "note": "n"}), variant);
    }
}

#[test]
fn items_tell() {
    for (member, first, variant) in [
        ("tuple", json!("point"), "Point"),
        ("tuple", json!("circle"), "Circle"),
        ("numbered", json!(1), "First"),
        ("numbered", json!(2), "Second"),
    ] {
        check(member, &json!([first, 7]), variant);
    }
}

#[test]
fn a_value_without_the_part_is_tried() {
    check("optional", &json!({"note": "n"}), "MaybeDone");
}
