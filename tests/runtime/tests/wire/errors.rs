//! Errors: where they are, what they say, and what they don't.

use crate::samples::account::{ACCOUNT_JSON, Account, account_with};
use crate::samples::message::{CreateMessage, Message};
use crate::samples::tree::Node;
use crate::samples::unions::{AnyKind, Expr, Pet};
use crate::{error, read};
use openapi_client_runtime::runtime::wire::{self, DecodeError, Wire};
use serde_json::json;
use std::collections::BTreeMap;

#[test]
fn the_path_leads_through_members_items_and_keys() {
    let node = |inner: &str| {
        let leaf = r#"{"value":0,"children":[],"named":{}}"#;
        format!(
            r#"{{"value":1,"children":[{leaf},{leaf},{{"value":2,"children":[],"named":{{"it's":{inner}}}}}],"named":{{}}}}"#
        )
    };
    let path = |json: &str| error::<Node>(json).path().to_owned();
    assert_eq!(path(&node("5")), r#"$.children[2].named["it's"]"#);
    assert_eq!(
        path(&node(r#"{"value":1,"next":{"value":"x"}}"#)),
        r#"$.children[2].named["it's"].next.value"#
    );
    assert_eq!(path("[]"), "$");
    assert_eq!(path("{}"), "$.value");
    assert_eq!(error::<Vec<Option<bool>>>("[true,null,5]").path(), "$[2]");
    assert_eq!(
        error::<BTreeMap<String, bool>>("{\"a\\nb\":5}").path(),
        r#"$["a\nb"]"#
    );
}

#[test]
fn an_error_is_one_line_with_its_position() {
    let error = error::<CreateMessage>("{\n  \"from\": {\"type\": \"user\",\n  \"id\": [5]}}");
    assert_eq!(
        error.to_string(),
        "$.from.id: expected a string, found an array (line 3, column 11)"
    );
    assert_eq!((error.line(), error.column()), (Some(3), Some(11)));
    assert_eq!(
        format!("{error:?}"),
        format!("DecodeError({:?})", error.to_string())
    );
    let own = DecodeError::new("no");
    assert_eq!((own.path(), own.message(), own.line()), ("$", "no", None));
    assert_eq!(own.to_string(), "$: no");
}

#[test]
fn a_text_that_is_not_one_json_value_is_an_error() {
    let cases: &[(&[u8], &str)] = &[
        (b"", "$: expected a JSON value, found nothing"),
        (b" \r\n\t", "$: expected a JSON value, found nothing"),
        (b"\xEF\xBB\xBF", "$: expected a JSON value, found nothing"),
        (b"true false", "$: trailing characters (line 1, column 6)"),
        (b"<html>", "$: expected value (line 1, column 1)"),
        (b"tru", "$: EOF while parsing a value (line 1, column 3)"),
        (b"\xFF", "$: expected value (line 1, column 1)"),
        (
            b"\xEF\xBB\xBF\xEF\xBB\xBFtrue",
            "$: expected value (line 1, column 1)",
        ),
    ];
    for (text, message) in cases {
        let error = wire::from_json::<bool>(text).unwrap_err();
        assert_eq!(error.to_string(), *message);
    }
    assert!(wire::from_json::<bool>(b"\xEF\xBB\xBF true\n").unwrap());
}

/// No prefix of a document is read, and none is a panic.
#[test]
fn a_truncated_document_is_an_error() {
    fn check<T: Wire>(json: &str) {
        read::<T>(json);
        for end in 0..json.len() {
            assert!(
                wire::from_json::<T>(&json.as_bytes()[..end]).is_err(),
                "{end} of {json}"
            );
        }
    }
    check::<Account>(ACCOUNT_JSON);
    check::<Account>(&account_with(
        "old_addresses",
        Some(json!([{"city": "🦀", "geo": {"lat": 1, "lon": 2.5}}])),
    ));
    check::<Message>(r#"{"id":"1","created_at":1539889300,"message_type":"x","new":[{"a":null}]}"#);
    check::<CreateMessage>(r#"{"from":{"id":"1","type":"user"},"body":"\u00e9"}"#);
    check::<CreateMessage>(r#"{"body":"b","from":{"type":"user","z":{"a":[]},"id":"1"}}"#);
    check::<Pet>(r#"{"lives":9,"friend":{"name":"Rex","species":"puppy"},"species":"cat"}"#);
    check::<Expr>(r#"{"of":{"of":1,"exact":true},"and":{"of":2}}"#);
    check::<AnyKind>(r#"[{"a":[true,"x",null]},"inapp"]"#);
}

#[test]
fn a_damaged_byte_is_never_a_panic() {
    let json = account_with(
        "old_addresses",
        Some(json!([{"city": "x", "street": null}])),
    );
    for index in 0..json.len() {
        for byte in [0, b'"', b'{', b']', b',', b'0', b'-', b'\\', 0xFF] {
            let mut damaged = json.clone().into_bytes();
            damaged[index] = byte;
            let _ = wire::from_json::<Account>(&damaged);
            let _ = wire::from_json::<AnyKind>(&damaged);
        }
    }
}

/// serde_json gives them so with `arbitrary_precision`, and other formats without.
#[test]
fn an_error_never_shows_a_number_beyond_64_bits() {
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, U128Deserializer};

    let digits = 5_550_199_000_000_000_000_000_000_u128;
    let large: U128Deserializer<Error> = digits.into_deserializer();
    let error = wire::deserialize::<Account, _>(large)
        .unwrap_err()
        .to_string();
    assert!(
        !error.contains("5550199") && error.contains("found a number"),
        "{error}"
    );
    let large: U128Deserializer<Error> = digits.into_deserializer();
    let kept: AnyKind = wire::deserialize(large).unwrap();
    let written = crate::write(&kept);
    assert!(
        written.starts_with("5.550199") || written.starts_with("5550199"),
        "{written}"
    );
}

#[test]
fn an_error_never_shows_a_value() {
    let canary = "canary-5550199";
    let number = 5_550_199;
    let mut errors = Vec::new();
    for name in [
        "flag", "small", "ratio", "tags", "labels", "address", "nickname", "password", "tokens",
    ] {
        for value in [
            json!(canary),
            json!(number),
            json!(5_550_199.5),
            json!([canary]),
            json!({canary: canary}),
            json!([[canary]]),
            json!({"x": number}),
        ] {
            let json = account_with(name, Some(value));
            if name == "labels" && json.contains(&format!("{canary}\":")) {
                continue; // The keys of a map that is no secret are part of the path.
            }
            errors.extend(
                wire::from_json::<Account>(json.as_bytes())
                    .err()
                    .map(|e| e.to_string()),
            );
            errors.extend(
                serde_json::from_str::<Account>(&json)
                    .err()
                    .map(|e| e.to_string()),
            );
            let buffered: Result<Account, _> =
                serde_json::from_str::<serde_json::Value>(&json).and_then(serde_json::from_value);
            errors.extend(buffered.err().map(|e| e.to_string()));
        }
    }
    assert!(errors.len() > 100);
    for error in errors {
        assert!(!error.contains("5550199"), "{error}");
    }
}

#[test]
fn the_path_ends_at_a_secret() {
    let json = account_with("tokens", Some(json!({"canary": "x"})));
    assert_eq!(error::<Account>(&json).path(), "$.tokens");
}

#[test]
fn an_error_of_a_candidate_leaves_no_trace() {
    let error = error::<Vec<Expr>>(r#"[{"of":1,"exact":5},{"of":tru}]"#);
    assert_eq!(error.path(), "$[1].of");
    assert_eq!(error.message(), "expected ident");
}
