//! What each kind of member takes, and what it refuses.

use crate::samples::account::{Account, account_with};
use crate::{error, read};
use openapi_client_runtime::runtime::wire::Maybe;
use serde_json::{Value, json};

/// Decodes an account in which one member has another value.
fn account(name: &str, value: Value) -> Account {
    read(&account_with(name, Some(value)))
}

/// The message of the error of such an account; it must be at that member.
fn refused(name: &str, value: Option<Value>) -> String {
    let error = error::<Account>(&account_with(name, value));
    let plain = format!("$.{name}");
    let quoted = format!("$[{name:?}]");
    assert!(
        error.path() == plain || error.path() == quoted,
        "{error} is not at {name}"
    );
    error.message().to_owned()
}

#[test]
fn an_integer_takes_a_float_without_a_fraction() {
    assert_eq!(account("small", json!(3.0)).small, 3);
    assert_eq!(account("small", json!(-0.0)).small, 0);
    assert_eq!(account("large", json!(1.5e9)).large, 1_500_000_000);
    assert_eq!(
        account("large", json!(-9_223_372_036_854_774_784.0)).large,
        i64::MIN + 1024
    );
    assert_eq!(
        account("unsigned", json!(1e19)).unsigned,
        10_000_000_000_000_000_000
    );
}

#[test]
fn an_integer_out_of_range_or_with_a_fraction_is_an_error() {
    let cases = [
        ("small", json!(2_147_483_648_i64), "an integer of 32 bits"),
        ("small", json!(1.5), "an integer of 32 bits"),
        (
            "large",
            json!(9_223_372_036_854_775_808_u64),
            "an integer of 64 bits",
        ),
        ("large", json!(9.3e18), "an integer of 64 bits"),
        // As which -9223372036854775809 is read, too.
        (
            "large",
            json!(-9_223_372_036_854_775_808.0),
            "an integer of 64 bits",
        ),
        ("unsigned", json!(-1), "an unsigned integer of 64 bits"),
        ("unsigned", json!(1e20), "an unsigned integer of 64 bits"),
        ("unsigned", json!(0.5), "an unsigned integer of 64 bits"),
    ];
    for (name, value, expected) in cases {
        let is_whole = value.as_f64().is_none_or(|number| number.fract() == 0.0);
        let found = if is_whole {
            "an integer out of range"
        } else {
            "a number that is not one"
        };
        let message = format!("expected {expected}, found {found}");
        assert_eq!(refused(name, Some(value)), message);
    }
}

#[test]
fn a_number_takes_integers() {
    for (value, expected) in [(json!(3), 3.0), (json!(-3), -3.0), (json!(1e300), 1e300)] {
        assert!((account("ratio", value).ratio - expected).abs() < f64::EPSILON);
    }
}

#[test]
fn a_value_of_another_kind_is_an_error_that_names_both() {
    let cases = [
        ("flag", json!(2), "a boolean", "a number"),
        ("flag", json!("yes"), "a boolean", "a string"),
        ("small", json!("one"), "an integer of 32 bits", "a string"),
        ("small", json!("1.5"), "an integer of 32 bits", "a string"),
        ("small", json!(" 1"), "an integer of 32 bits", "a string"),
        ("large", json!(true), "an integer of 64 bits", "a boolean"),
        ("ratio", json!("1e400"), "a number", "a string"),
        ("ratio", json!("NaN"), "a number", "a string"),
        ("ratio", json!({}), "a number", "an object"),
        ("display name", json!(["Ada"]), "a string", "an array"),
        ("tags", json!("x"), "an array", "a string"),
        ("tags", json!({}), "an array", "an object"),
        ("labels", json!([]), "an object", "an array"),
        ("address", json!("Paris"), "an object", "a string"),
    ];
    for (name, value, expected, found) in cases {
        assert_eq!(
            refused(name, Some(value)),
            format!("expected {expected}, found {found}")
        );
    }
}

#[test]
fn each_required_member_must_be_there_and_not_null() {
    let required = [
        "flag",
        "small",
        "large",
        "unsigned",
        "ratio",
        "display name",
        "kind",
        "password",
        "tags",
        "labels",
        "address",
    ];
    for name in required {
        assert_eq!(refused(name, None), "a required member is missing");
        let message = refused(name, Some(Value::Null));
        assert!(message.ends_with("found null"), "{name}: {message}");
    }
    for name in ["any", "parent"] {
        account(name, Value::Null);
    }
}

#[test]
fn an_optional_member_may_be_missing_or_null() {
    let optional = [
        "note",
        "nickname",
        "tokens",
        "old_addresses",
        "born",
        "seen_at",
        "picture",
    ];
    let without: Account = read(&account_with("note", None));
    for name in optional {
        let value = account(name, Value::Null);
        assert_eq!(value == without, name != "nickname", "{name}");
    }
}

#[test]
fn absent_null_and_a_value_are_three_things() {
    let absent: Account = read(&account_with("nickname", None));
    assert_eq!(absent.nickname, Maybe::Absent);
    assert!(absent.nickname.is_absent() && !absent.nickname.is_null());
    assert_eq!(account("nickname", Value::Null).nickname, Maybe::Null);
    let value = account("nickname", json!("Al")).nickname;
    assert_eq!(value, Maybe::from(String::from("Al")));
    assert_eq!(value.as_option().map(String::as_str), Some("Al"));
    assert_eq!(value.into_option(), Some(String::from("Al")));
    assert_eq!(Maybe::<i64>::from(None), Maybe::Null);
}

#[test]
fn a_value_that_may_be_absent_is_taken_like_an_option() {
    let values = [Maybe::Absent, Maybe::Null, Maybe::from(String::from("Al"))];
    let texts = values.each_ref().map(Maybe::as_deref);
    assert_eq!(texts, [None, None, Some("Al")]);
    let lengths = values
        .each_ref()
        .map(|value| value.as_ref().map(String::len));
    assert_eq!(lengths, [Maybe::Absent, Maybe::Null, Maybe::Value(2)]);
    let or_else = values
        .clone()
        .map(|value| value.unwrap_or(String::from("?")));
    assert_eq!(or_else, ["?", "?", "Al"]);
    assert_eq!(values.map(Maybe::unwrap_or_default), ["", "", "Al"]);
}

#[test]
fn a_nullable_required_member_keeps_its_value() {
    assert_eq!(account("parent", json!("p")).parent.as_deref(), Some("p"));
    assert_eq!(account("parent", Value::Null).parent, None);
}

#[test]
fn an_unknown_enum_value_is_kept() {
    let account = account("kind", json!("pigeon"));
    assert_eq!(account.kind.as_str(), "pigeon");
}

#[test]
fn strings_are_unescaped_and_kept_whole() {
    let long = "ß∂ƒ©🦀\u{0}\"\\\n".repeat(100_000);
    assert_eq!(account("display name", json!(long)).name, long);
    let account: Account = read(&account_with("note", None).replace("Ada", r"\ud83e\udd80\u0041"));
    assert_eq!(account.name, "🦀A");
}
