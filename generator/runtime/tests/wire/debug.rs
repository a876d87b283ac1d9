//! `Debug`: as a derived one, but for secrets.

use crate::read;
use crate::samples::account::{ACCOUNT_JSON, Account};
use crate::samples::message::{CreateMessage, Message, MessageType, Sender};
use crate::samples::tree::Scores;
use crate::samples::unions::Pet;
use openapi_client_runtime::runtime::wire::Maybe;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The same members as the sample, with a derived impl.
mod derived {
    use super::{BTreeMap, Maybe, MessageType, Value};

    #[derive(Debug)]
    #[expect(dead_code, reason = "printed")]
    pub struct Account {
        pub flag: bool,
        pub small: i32,
        pub large: i64,
        pub unsigned: u64,
        pub ratio: f64,
        pub name: String,
        pub any: Value,
        pub kind: MessageType,
        pub parent: Option<String>,
        pub note: Option<String>,
        pub nickname: Maybe<String>,
        pub password: Redacted,
        pub tokens: Redacted,
        pub tags: Vec<String>,
        pub labels: BTreeMap<String, i64>,
        pub address: Address,
        pub old_addresses: Option<Vec<Address>>,
        pub born: Option<String>,
        pub seen_at: Option<String>,
        pub picture: Option<String>,
    }

    #[derive(Debug)]
    #[expect(dead_code, reason = "printed")]
    pub struct Address {
        pub city: String,
        pub street: Option<String>,
        pub geo: Option<Geo>,
    }

    #[derive(Debug)]
    #[expect(dead_code, reason = "printed")]
    pub struct Geo {
        pub lat: f64,
        pub lon: f64,
    }

    pub struct Redacted;

    impl std::fmt::Debug for Redacted {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("[redacted]")
        }
    }
}

#[test]
fn an_object_is_printed_as_a_derived_impl_does() {
    let mut account: Account = read(ACCOUNT_JSON);
    account.nickname = Maybe::Value("Al".into());
    account.parent = Some("p".into());
    account.old_addresses = Some(vec![read(
        r#"{"city":"B","street":"s","geo":{"lat":1,"lon":2}}"#,
    )]);
    let geo = derived::Geo { lat: 1.0, lon: 2.0 };
    let mut expected = derived::Account {
        flag: true,
        small: -7,
        large: 9_007_199_254_740_993,
        unsigned: u64::MAX,
        ratio: 0.5,
        name: "Ada".into(),
        any: json!({"a": [1, null]}),
        kind: MessageType::Inapp,
        parent: Some("p".into()),
        note: None,
        nickname: Maybe::Value("Al".into()),
        password: derived::Redacted,
        tokens: derived::Redacted,
        tags: vec!["x".into(), "y".into()],
        labels: BTreeMap::from([("a".into(), 1), ("b".into(), 2)]),
        address: derived::Address {
            city: "Paris".into(),
            street: None,
            geo: None,
        },
        old_addresses: Some(vec![derived::Address {
            city: "B".into(),
            street: Some("s".into()),
            geo: Some(geo),
        }]),
        born: None,
        seen_at: None,
        picture: None,
    };
    assert_eq!(format!("{account:?}"), format!("{expected:?}"));
    assert_eq!(format!("{account:#?}"), format!("{expected:#?}"));

    account.nickname = Maybe::Null;
    account.parent = None;
    (expected.nickname, expected.parent) = (Maybe::Null, None);
    assert_eq!(format!("{account:#?}"), format!("{expected:#?}"));
    account.nickname = Maybe::Absent;
    expected.nickname = Maybe::Absent;
    assert_eq!(format!("{account:?}"), format!("{expected:?}"));
}

#[test]
fn no_secret_is_printed() {
    let mut account: Account = read(ACCOUNT_JSON);
    account.tokens = Some(BTreeMap::from([("canary".into(), 5_550_199)]));
    for printed in [format!("{account:?}"), format!("{account:#?}")] {
        assert!(!printed.contains("hunter2"), "{printed}");
        assert!(!printed.contains("canary"), "{printed}");
        assert!(!printed.contains("5550199"), "{printed}");
        assert_eq!(printed.matches("[redacted]").count(), 2);
    }
}

#[test]
fn kept_members_are_printed_when_there_are_any() {
    let mut message: Message =
        read(r#"{"id":"1","created_at":1539889300,"message_type":"carrier"}"#);
    let printed = concat!(
        r#"Message { id: "1", created_at: UnixTime(2018-10-18T19:01:40Z), body: None, "#,
        r#"message_type: Unknown("carrier"), conversation_id: None"#,
    );
    assert_eq!(format!("{message:?}"), format!("{printed} }}"));
    message.extra.insert("new", json!([1]));
    assert_eq!(
        format!("{message:?}"),
        format!("{printed}, extra: {{\"new\": Array [Number(1)]}} }}")
    );
    let scores: Scores = read(r#"{"unit":"m","a":1}"#);
    assert_eq!(
        format!("{scores:?}"),
        r#"Scores { unit: "m", rest: {"a": 1} }"#
    );
}

#[test]
fn unions_and_choices_are_printed_by_what_is_present() {
    let message: CreateMessage = read(r#"{"from":{"type":"user","email":"a@b"},"body":""}"#);
    assert_eq!(
        format!("{message:?}"),
        r#"CreateMessage { from: User(UserSender { email: "a@b" }), body: "" }"#
    );
    let sender: Sender = read("[5]");
    assert_eq!(format!("{sender:?}"), "Unknown(Array [Number(5)])");
    let pet: Pet = read(r#"{"species":"dog","name":"Rex"}"#);
    assert_eq!(format!("{pet:?}"), r#"Dog(Dog { name: Some("Rex") })"#);
}
