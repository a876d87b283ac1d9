//! Whatever a server sends that can be made sense of is read, nothing of it is lost, and what can't
//! be read is an error that keeps it.

mod common;

use common::{ERRORS, MESSAGES, answering, sender};
use intercom_messages::types::{ErrorList, UserMessage};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// What is left of `value` after it was read as a `T` and written again.
fn again<T: DeserializeOwned + Serialize>(value: &Value) -> Value {
    let read: T = serde_json::from_value(value.clone())
        .unwrap_or_else(|error| panic!("{value} can't be read: {error}"));
    serde_json::to_value(read).unwrap()
}

fn message() -> Value {
    serde_json::from_str(MESSAGES[1]).unwrap()
}

#[test]
fn each_example_is_read_and_nothing_is_lost() {
    for text in MESSAGES {
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(again::<UserMessage>(&value), value);
    }
    for text in ERRORS {
        let mut value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(again::<ErrorList>(&value), value);
        value["request_id"] = json!("x");
        assert_eq!(again::<ErrorList>(&value), value);
    }
}

#[test]
fn the_members_have_the_values_that_were_sent() {
    let message: UserMessage = serde_json::from_str(MESSAGES[0]).unwrap();
    assert_eq!(message.id, "403918251");
    assert_eq!(message.body, "Hey");
    assert_eq!(message.message_type.as_str(), "inapp");
    assert!(message.message_type.is_known());
    assert_eq!(
        serde_json::to_value(&message.created_at).unwrap(),
        json!(1_469_452_888)
    );
}

#[test]
fn an_optional_member_may_be_missing_or_null() {
    let mut value = message();
    value["conversation_id"] = Value::Null;
    assert_eq!(again::<UserMessage>(&value), value);
    value.as_object_mut().unwrap().remove("conversation_id");
    assert_eq!(again::<UserMessage>(&value), value);
}

#[test]
fn every_optional_member_of_an_error_may_be_missing_or_null() {
    let whole = json!({
        "type": "error.list",
        "request_id": "x",
        "errors": [{"code": "a", "type": "b", "message": "c", "field": "d"}],
    });
    for name in ["code", "type", "message", "field"] {
        let mut value = whole.clone();
        value["errors"][0][name] = Value::Null;
        let _: ErrorList = serde_json::from_value(value.clone()).unwrap();
        value["errors"][0].as_object_mut().unwrap().remove(name);
        assert_eq!(again::<ErrorList>(&value), value, "without {name}");
    }
    for errors in [json!([]), json!([{}]), json!([{}, {"code": "a"}])] {
        let value = json!({"type": "error.list", "errors": errors});
        assert_eq!(again::<ErrorList>(&value), value);
    }
}

#[test]
fn a_required_member_that_is_missing_is_an_error_that_names_it() {
    for name in ["id", "created_at", "body", "message_type"] {
        let mut value = message();
        value.as_object_mut().unwrap().remove(name);
        let error = serde_json::from_value::<UserMessage>(value).unwrap_err();
        assert!(error.to_string().contains(name), "{error}");
    }
}

#[test]
fn unknown_members_are_kept() {
    let mut value = message();
    value["owner"] = json!({"id": 1, "deep": [null, {"a": 1.5}]});
    value[""] = json!("empty");
    assert_eq!(again::<UserMessage>(&value), value);
}

#[test]
fn unknown_values_of_an_enum_are_kept() {
    for unknown in ["telegram", "", "INAPP", "\u{1F642}"] {
        let mut value = message();
        value["message_type"] = json!(unknown);
        assert_eq!(again::<UserMessage>(&value), value);
        let message: UserMessage = serde_json::from_value(value).unwrap();
        assert!(!message.message_type.is_known(), "{unknown}");
        assert_eq!(message.message_type.as_str(), unknown);
    }
}

#[test]
fn the_last_of_two_equal_keys_counts() {
    let text = MESSAGES[0].replacen('{', r#"{"body":"first","id":"first","#, 1);
    let message: UserMessage = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (message.id.as_str(), message.body.as_str()),
        ("403918251", "Hey")
    );
}

#[test]
fn values_of_any_size_and_spelling_are_read() {
    let texts = [
        "",
        " ",
        "0",
        "../..",
        "a\u{0}b",
        "\u{202E}\u{1F642}",
        &"9".repeat(100_000),
    ];
    for text in texts {
        for name in ["id", "body", "conversation_id"] {
            let mut value = message();
            value[name] = json!(text);
            assert_eq!(again::<UserMessage>(&value), value);
        }
    }
    for seconds in [0, -1, 253_402_300_800, i64::MAX, i64::MIN] {
        let mut value = message();
        value["created_at"] = json!(seconds);
        assert_eq!(again::<UserMessage>(&value), value);
    }
}

#[tokio::test]
async fn an_answer_that_is_cut_off_anywhere_is_an_error_that_keeps_it() {
    for end in 0..MESSAGES[0].len() {
        let cut = &MESSAGES[0][..end];
        let (client, memory) = answering(200, cut);
        let error = client.create_message(sender(), "Hey").await.unwrap_err();
        assert!(error.is_decode(), "after {end} bytes: {error}");
        assert!(error.may_have_been_processed());
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
        assert_eq!(error.body().map(|body| &body[..]), Some(cut.as_bytes()));
        assert_eq!(memory.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_decoding_error_says_where() {
    let text = MESSAGES[0].replace("\"403918251\"", "[403918251]");
    let (client, _) = answering(200, &text);
    let error = client.create_message(sender(), "Hey").await.unwrap_err();
    assert!(error.is_decode());
    assert!(
        error.json_path().is_some_and(|path| path.ends_with("id")),
        "{:?}",
        error.json_path()
    );
}

#[tokio::test]
async fn each_error_is_read_with_each_status() {
    for status in [
        400, 401, 402, 403, 404, 406, 408, 409, 422, 500, 502, 503, 504,
    ] {
        for text in ERRORS {
            let (client, memory) = answering(status, text);
            let error = client.create_message(sender(), "Hey").await.unwrap_err();
            assert!(error.is_api(), "{status}: {error}");
            assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
            let list = serde_json::to_value(error.api_error()).unwrap();
            assert_eq!(list, serde_json::from_str::<Value>(text).unwrap());
            let id = list["request_id"].as_str();
            assert_eq!(error.request_id().as_deref(), id);
            assert_eq!(memory.requests().len(), 1);
        }
    }
}

#[tokio::test]
async fn an_error_with_a_success_status_is_no_success() {
    for text in ERRORS {
        let (client, memory) = answering(200, text);
        let error = client.create_message(sender(), "Hey").await.unwrap_err();
        assert!(error.is_api(), "{error}");
        assert_eq!(error.body().map(|body| &body[..]), Some(text.as_bytes()));
        assert_eq!(memory.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_never_hides_the_status() {
    for body in [
        "",
        "<html>Bad gateway</html>",
        "\u{FEFF}{}",
        "null",
        "[]",
        "{",
        "\"text\"",
    ] {
        for status in [404, 500, 502] {
            let (client, _) = answering(status, body);
            let error = client.create_message(sender(), "Hey").await.unwrap_err();
            assert!(error.is_api(), "{error}");
            assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
            assert_eq!(error.body().map(|body| &body[..]), Some(body.as_bytes()));
        }
    }
}
