//! The serde impls: through other entry points of serde_json, inside of derived types, and with
//! another format that describes itself.

use crate::read;
use crate::samples::account::{ACCOUNT_JSON, Account};
use crate::samples::message::{CreateMessage, Message};
use crate::samples::unions::{AnyKind, Pet};
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Envelope {
    page: i64,
    data: Vec<Account>,
    #[serde(flatten)]
    pet: Pet,
}

#[test]
fn generated_types_work_inside_of_derived_ones() {
    let json = format!(r#"{{"page":1,"data":[{ACCOUNT_JSON}],"species":"cat","lives":9}}"#);
    let envelope: Envelope = serde_json::from_str(&json).unwrap();
    assert_eq!(envelope.data, [read::<Account>(ACCOUNT_JSON)]);
    assert!(matches!(envelope.pet, Pet::Cat(_)));
    let written = serde_json::to_value(&envelope).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(&json).unwrap());
}

#[test]
fn every_entry_point_reads_the_same() {
    let expected: Account = read(ACCOUNT_JSON);
    let value: Value = serde_json::from_str(ACCOUNT_JSON).unwrap();
    assert_eq!(
        serde_json::from_str::<Account>(ACCOUNT_JSON).unwrap(),
        expected
    );
    assert_eq!(
        serde_json::from_reader::<_, Account>(ACCOUNT_JSON.as_bytes()).unwrap(),
        expected
    );
    assert_eq!(Account::deserialize(&value).unwrap(), expected);
    assert_eq!(
        serde_json::from_value::<Account>(value.clone()).unwrap(),
        expected
    );
    assert_eq!(serde_json::to_value(&expected).unwrap(), value);
}

#[test]
fn an_error_through_serde_has_path_and_position() {
    let json = r#"{"from":{"type":"user","id":[]},"body":""}"#;
    let error = serde_json::from_str::<CreateMessage>(json).unwrap_err();
    assert_eq!(
        error.to_string(),
        "$.from.id: expected a string, found an array at line 1 column 30"
    );
    assert_eq!((error.line(), error.is_data()), (1, true));
    // An error of the parser is passed on as it is.
    let error = serde_json::from_str::<CreateMessage>(&json[..20]).unwrap_err();
    assert!(error.is_eof());
}

#[test]
fn yaml_is_read_and_written() {
    let message: Message = serde_yaml::from_str(
        "id: '1'\ncreated_at: 1539889300\nmessage_type: inapp\nbody: ~\nmore: [1, two, 2.5]\n",
    )
    .unwrap();
    assert_eq!(message.created_at.seconds(), Some(1_539_889_300));
    assert_eq!(message.extra.len(), 1);
    let text = serde_yaml::to_string(&message).unwrap();
    assert_eq!(serde_yaml::from_str::<Message>(&text).unwrap(), message);

    let any: AnyKind = serde_yaml::from_str("[1, 2.5, x, {a: true}, ~]").unwrap();
    let text = serde_yaml::to_string(&any).unwrap();
    assert_eq!(serde_yaml::from_str::<AnyKind>(&text).unwrap(), any);

    let error = serde_yaml::from_str::<CreateMessage>("from: {type: user, id: [1]}\nbody: x");
    let error = error.unwrap_err().to_string();
    assert!(error.starts_with("$.from.id: "), "{error}");
}
