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
fn a_member_that_must_be_null_tells_by_being_there() {
    check("null_keys", &json!({"deleted": null}), "Deleted");
    check("null_keys", &json!({"made": null, "note": "n"}), "Made");
    check("null_keys", &json!({"note": "n"}), "Unknown");
    check("null_key", &json!({"deleted": null}), "Deleted");
    check("null_key", &json!({"note": "n"}), "Bare");
    // A member with a value says more.
    check("null_key", &json!({"deleted": null, "name": "n"}), "Named");
}

#[test]
fn a_part_goes_before_a_member_of_another_variant() {
    check("keyed", &json!({"ok": true, "value": 0}), "Value");
    check("keyed", &json!({"ok": false, "value": 0, "error": "e"}), "Fault");
}

/// As one with an unknown tag is.
#[test]
fn another_value_of_the_part_is_unknown() {
    for json in [
        json!({"integer": {"version": 4, "note": "n"}}),
        json!({"integer": {"version": "new"}}),
        json!({"integer": {"note": "n"}}),
        json!({"numbered": [3, 7]}),
        json!({"tuple": []}),
        json!({"absent_text": {"style": "new", "note": "n"}}),
        json!({"null_text": {"note": "n"}}),
    ] {
        let things: Things = serde_json::from_value(json.clone()).unwrap();
        assert!(format!("{things:?}").contains("Some(Unknown("), "{json}: {things:?}");
        assert_eq!(serde_json::to_value(&things).unwrap(), json);
    }
}

#[test]
fn a_part_that_all_list_goes_before_null() {
    let json = json!({"number": {"country": "x", "valid": false}});
    let things: Things = serde_json::from_value(json.clone()).unwrap();
    assert!(format!("{things:?}").contains("Some(BadNumber("), "{things:?}");
    check("number", &json!({"country": "x", "valid": true}), "GoodNumber");
    check("number", &json!({"country": null, "valid": false}), "BadNumber");
}

#[test]
fn a_value_without_the_part_is_of_the_variant_that_does_not_need_it() {
    check("absent", &json!({"flag": true, "note": "n"}), "On");
    check("absent_text", &json!({"style": "plain", "note": "n"}), "Plain");
    check("absent_text", &json!({"style": "fancy", "note": "n"}), "Fancy");
    check("null_text", &json!({"style": null, "note": "n"}), "Classic");
    check("absent_null", &json!({"note": "n"}), "MaybeNothing");
    check("absent_null", &json!({"error": null, "note": "n"}), "MaybeNothing");
    check("absent_null", &json!({"error": "e", "note": "n"}), "Something");
}

/// These are written with the part: an optional tag tells the variant, and a required null is a field.
#[test]
fn a_part_that_is_missing_is_added() {
    for (member, part, variant) in [
        ("absent", json!({"flag": false}), "Off"),
        ("absent_text", json!({"style": "plain"}), "Plain"),
        ("null", json!({"error": null}), "Nothing"),
        // Without its part, it is tried.
        ("optional", json!({"ok": true}), "MaybeDone"),
    ] {
        let things: Things = serde_json::from_value(json!({member: {"note": "n"}})).unwrap();
        assert!(format!("{things:?}").contains(&format!("Some({variant}(")), "{things:?}");
        let mut expected = json!({member: part});
        expected[member]["note"] = json!("n");
        assert_eq!(serde_json::to_value(&things).unwrap(), expected);
    }
}
