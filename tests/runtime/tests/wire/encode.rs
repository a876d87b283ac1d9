//! What is written, when, and in which order.

use crate::samples::account::{ACCOUNT_JSON, Account};
use crate::samples::message::{ContactIdentifier, ContactSender, CreateMessage, Message, Sender};
use crate::samples::message::{UserIdentifier, UserSender};
use crate::samples::tree::Scores;
use crate::{read, survives, tree, write};
use openapi_client_runtime::runtime::wire::{
    self, Constant, Field, Literal, Maybe, Place, Record, Table, View, Wire,
};
use serde_json::json;
use std::collections::BTreeMap;

#[test]
fn the_six_senders_are_written_as_the_api_wants_them() {
    let user = |identifier| Sender::User(UserSender { identifier });
    let contact = |identifier| Sender::Contact(ContactSender { identifier });
    let cases = [
        (
            user(UserIdentifier::Id("1".into())),
            r#"{"type":"user","id":"1"}"#,
        ),
        (
            user(UserIdentifier::UserId("1".into())),
            r#"{"type":"user","user_id":"1"}"#,
        ),
        (
            user(UserIdentifier::Email("a@b".into())),
            r#"{"type":"user","email":"a@b"}"#,
        ),
        (
            contact(ContactIdentifier::Id("1".into())),
            r#"{"type":"contact","id":"1"}"#,
        ),
        (
            contact(ContactIdentifier::UserId("1".into())),
            r#"{"type":"contact","user_id":"1"}"#,
        ),
        (
            contact(ContactIdentifier::Email("a@b".into())),
            r#"{"type":"contact","email":"a@b"}"#,
        ),
    ];
    for (from, sender) in cases {
        let body = String::from("<b>Hi</b> ");
        let json = write(&CreateMessage { from, body });
        assert_eq!(json, format!(r#"{{"from":{sender},"body":"<b>Hi</b> "}}"#));
    }
}

#[test]
fn constants_come_first_then_fields_in_order_then_the_kept_ones() {
    let json = r#"{"type":"user_message","id":"1","created_at":5,"message_type":"email","a":1}"#;
    let shuffled =
        r#"{"message_type":"email","a":1,"created_at":5,"id":"1","type":"user_message"}"#;
    assert_eq!(write(&read::<Message>(shuffled)), json);
}

#[test]
fn presence_decides_what_is_written_of_nothing() {
    let mut account: Account = read(ACCOUNT_JSON);
    let has = |account: &Account, name: &str| tree(&write(account)).get(name).cloned();
    assert_eq!(has(&account, "parent"), Some(json!(null)));
    assert_eq!(has(&account, "note"), None);
    assert_eq!(has(&account, "nickname"), None);
    account.nickname = Maybe::Null;
    assert_eq!(has(&account, "nickname"), Some(json!(null)));
    account.nickname = Maybe::Value("Al".into());
    assert_eq!(has(&account, "nickname"), Some(json!("Al")));
    // A secret is sent; it is only never printed.
    assert_eq!(has(&account, "password"), Some(json!("hunter2")));
}

#[test]
fn a_number_that_json_has_no_form_for_is_an_error() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut account: Account = read(ACCOUNT_JSON);
        account.ratio = number;
        let error = wire::to_json(Wire::view(&account)).unwrap_err();
        assert_eq!(error.to_string(), "a number is infinite or not a number");
        assert!(serde_json::to_string(&account).is_err());
    }
}

#[test]
fn no_member_is_written_twice_whatever_the_caller_adds() {
    let mut message: Message = read(r#"{"id":"1","created_at":5,"message_type":"x"}"#);
    message.extra.insert("id", "2");
    message.extra.insert("body", "from extra");
    message.extra.insert("type", "other");
    assert_eq!(
        write(&message),
        r#"{"id":"1","created_at":5,"message_type":"x","body":"from extra","type":"other"}"#
    );
    let mut scores: Scores = read(r#"{"unit":"m"}"#);
    for name in ["unit", "kind", "a"] {
        scores.rest.insert(name.into(), 1);
    }
    assert_eq!(write(&scores), r#"{"kind":"scores","unit":"m","a":1}"#);
}

#[test]
fn equality_is_structural() {
    let account: Account = read(ACCOUNT_JSON);
    assert_eq!(account, account.clone());
    let different = |change: fn(&mut Account)| {
        let mut other = account.clone();
        change(&mut other);
        assert_ne!(account, other);
    };
    different(|a| a.flag = false);
    different(|a| a.unsigned = 0);
    different(|a| a.ratio = 0.25);
    different(|a| a.ratio = f64::NAN);
    different(|a| a.any = json!(1));
    different(|a| a.kind = "email".into());
    different(|a| a.note = Some(String::new()));
    different(|a| a.nickname = Maybe::Null);
    different(|a| a.password.clear());
    different(|a| a.tags.swap(0, 1));
    different(|a| a.tags.truncate(1));
    different(|a| {
        a.labels.insert("a".into(), 2);
    });
    different(|a| {
        a.labels.remove("a");
        a.labels.insert("c".into(), 1);
    });
    different(|a| a.address.street = Some("x".into()));
    different(|a| {
        a.extra.insert("x", 1);
    });
    let mut nan = account.clone();
    nan.ratio = f64::NAN;
    assert_ne!(nan, nan.clone());
}

/// Names and values with everything that JSON has escapes for, in each place that a string can be.
const ODD: &str = "a \"b\" \\ \n \u{1} \u{7f} é \u{1f600}";

struct Escaped {
    value: String,
    rest: BTreeMap<String, Option<String>>,
}

impl Record for Escaped {
    const TABLE: Table = Table {
        secret_rest: false,
        constants: &[Constant::new("\"constant\"", Literal::Str(ODD))],
        fields: &[Field::required(ODD)],
    };
    fn blank() -> Self {
        Self {
            value: Wire::blank(),
            rest: Wire::blank(),
        }
    }
    fn place(&mut self, index: usize) -> Place<'_> {
        match index {
            0 => Wire::place(&mut self.value),
            _ => Wire::place(&mut self.rest),
        }
    }
    fn view(&self, index: usize) -> View<'_> {
        match index {
            0 => Wire::view(&self.value),
            _ => Wire::view(&self.rest),
        }
    }
}

#[test]
fn names_and_strings_are_escaped_as_serde_json_does() {
    let value = Escaped {
        value: ODD.to_owned(),
        rest: BTreeMap::from([
            ("line\nbreak".to_owned(), Some("tab\t".to_owned())),
            ("none".to_owned(), None),
        ]),
    };
    let expected = [
        ("\"constant\"", Some(ODD)),
        (ODD, Some(ODD)),
        ("line\nbreak", Some("tab\t")),
        ("none", None),
    ]
    .map(|(name, value)| {
        let [name, value] = [serde_json::to_string(name), serde_json::to_string(&value)];
        format!("{}:{}", name.unwrap(), value.unwrap())
    });
    assert_eq!(write(&value), format!("{{{}}}", expected.join(",")));
    assert_eq!(survives::<Escaped>(&write(&value)).value, ODD);
}

/// A serializer and the JSON text agree in every byte.
#[test]
fn any_serializer_writes_the_same() {
    let account: Account = read(ACCOUNT_JSON);
    assert_eq!(serde_json::to_string(&account).unwrap(), write(&account));
    for json in ["[]", "[[],[null,-1],[1]]"] {
        let lists: Vec<Vec<Option<i64>>> = read(json);
        assert_eq!(write(&lists), json);
    }
    assert_eq!(write(&vec![String::from(",")]), "[\",\"]");
    assert_eq!(write(&BTreeMap::<String, bool>::new()), "{}");
}
