//! Scalars of another kind than described: read as the described kind, noted, and refused by a strict
//! client. Each row is read from a stream and, within a loose value and a union, from a buffer.

use crate::samples::account::{Account, Address, account_with};
use crate::samples::message::{MessageType, Sender, UserSender};
use crate::samples::unions::{Amount, AnyKind, Event, Expr, Payment, Pet};
use crate::{is_precise, tree, write};
use openapi_client_runtime::runtime::wire::{
    AsScalar, Base64, Date, DateTime, Loose, Maybe, Parsed, Reading, Scalar, UnixTime, Wire,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// A type, a text, the text that is written back, and the mismatch.
type Row = (fn(&str) -> String, &'static str, &'static str, &'static str);

/// The outcome of a text: the text that is written back, and the mismatches.
pub(crate) fn read<T: Wire>(json: &str) -> String {
    let mut reading = Reading::default();
    match reading.json::<T>(json.as_bytes()) {
        Ok(value) => {
            let mismatches = reading.mismatches();
            let listed: Vec<_> = mismatches.iter().map(ToString::to_string).collect();
            format!("{} {}", write(&value), listed.join(" | "))
        }
        Err(error) => format!("! {error}"),
    }
}

/// An enum of integers, as the generator writes it.
#[derive(Debug, PartialEq)]
enum Level {
    One,
    Unknown(Value),
}

impl From<i64> for Level {
    fn from(code: i64) -> Self {
        match code {
            1 => Self::One,
            _ => Self::Unknown(code.into()),
        }
    }
}

impl Scalar for Level {
    fn read(&mut self, value: Value) -> bool {
        let code = value.as_i64();
        *self = code.map_or(Self::Unknown(value), Self::from);
        code.is_some()
    }
    fn value(&self) -> Value {
        match self {
            Self::One => 1.into(),
            Self::Unknown(value) => value.clone(),
        }
    }
}

impl Wire for Level {
    type As = AsScalar;
}

const TEXT: &str = "$: expected a string, found a number; converted";

const BEYOND: &str = "$: an integer beyond 64 bits; kept as text";
const KEPT: &str = "$: expected an integer, found an integer; kept";

const SCALARS: &[Row] = &[
    (read::<String>, "12", "\"12\"", TEXT),
    (
        read::<String>,
        "-9223372036854775808",
        "\"-9223372036854775808\"",
        TEXT,
    ),
    (
        read::<String>,
        "18446744073709551615",
        "\"18446744073709551615\"",
        TEXT,
    ),
    (read::<String>, "0.5", "\"0.5\"", TEXT),
    (read::<String>, "1.10", "\"1.10\"", TEXT),
    (read::<String>, "1E2", "\"1E2\"", TEXT),
    (read::<String>, "-0", "\"-0\"", TEXT),
    (read::<String>, "1e400", "\"1e400\"", TEXT),
    (
        read::<String>,
        "123456789012345678901234567890",
        "\"123456789012345678901234567890\"",
        TEXT,
    ),
    (
        read::<String>,
        "true",
        "\"true\"",
        "$: expected a string, found a boolean; converted",
    ),
    (read::<Option<String>>, "1.10", "\"1.10\"", TEXT),
    (read::<Maybe<String>>, "7", "\"7\"", TEXT),
    (
        read::<MessageType>,
        "false",
        "\"false\"",
        "$: expected a string, found a boolean; converted",
    ),
    (
        read::<bool>,
        "\"true\"",
        "true",
        "$: expected a boolean, found a string; converted",
    ),
    (
        read::<bool>,
        "\"false\"",
        "false",
        "$: expected a boolean, found a string; converted",
    ),
    (
        read::<bool>,
        "1",
        "true",
        "$: expected a boolean, found a number; converted",
    ),
    (
        read::<bool>,
        "0",
        "false",
        "$: expected a boolean, found a number; converted",
    ),
    (
        read::<i32>,
        "\"-12\"",
        "-12",
        "$: expected an integer of 32 bits, found a string; converted",
    ),
    (
        read::<i64>,
        "\"12.0\"",
        "12",
        "$: expected an integer of 64 bits, found a string; converted",
    ),
    (
        read::<u64>,
        "\"18446744073709551615\"",
        "18446744073709551615",
        "$: expected an unsigned integer of 64 bits, found a string; converted",
    ),
    (
        read::<f64>,
        "\"0.5\"",
        "0.5",
        "$: expected a number, found a string; converted",
    ),
    (
        read::<i64>,
        "9223372036854775808",
        "! $: expected an integer of 64 bits, found an integer out of range (line 1, column 19)",
        "",
    ),
    (
        read::<f64>,
        "1e400",
        "! $: expected a number, found a number too large for 64 bits",
        "",
    ),
    (read::<Level>, "1", "1", ""),
    (read::<Level>, "7", "7", ""),
    (read::<Level>, "1.0", "1", ""),
    (
        read::<Level>,
        "\"1\"",
        "1",
        "$: expected an integer, found a string; converted",
    ),
    (
        read::<Level>,
        "\"one\"",
        "\"one\"",
        "$: expected an integer, found a string; kept",
    ),
    (
        read::<Level>,
        "123456789012345678901234567890",
        "\"123456789012345678901234567890\"",
        BEYOND,
    ),
    (
        read::<Level>,
        "18446744073709551617",
        "\"18446744073709551617\"",
        BEYOND,
    ),
    (
        read::<Option<Level>>,
        "-9223372036854775809",
        "\"-9223372036854775809\"",
        BEYOND,
    ),
    (
        read::<Level>,
        "18446744073709551615",
        "18446744073709551615",
        KEPT,
    ),
    (
        read::<Level>,
        "1e30",
        "1e+30",
        "$: expected an integer, found a number with a fraction or exponent; kept",
    ),
    (
        read::<Level>,
        "1e400",
        "\"1e400\"",
        "$: a number too large for 64 bits; kept as text",
    ),
    (
        read::<UnixTime>,
        "18446744073709551617",
        "\"18446744073709551617\"",
        BEYOND,
    ),
    (read::<UnixTime>, "5", "5", ""),
    (read::<UnixTime>, "5.0", "5.0", ""),
    (
        read::<UnixTime>,
        "\"5\"",
        "\"5\"",
        "$: expected an integer of seconds, found a string; converted",
    ),
    (
        read::<UnixTime>,
        "\"now\"",
        "\"now\"",
        "$: expected an integer of seconds, found a string; kept",
    ),
    (
        read::<UnixTime>,
        "1.5",
        "1.5",
        "$: expected an integer of seconds, found a number with a fraction or exponent; kept",
    ),
    (read::<Date>, "\"2018-02-28\"", "\"2018-02-28\"", ""),
    (
        read::<Date>,
        "\"2018-02-30\"",
        "\"2018-02-30\"",
        "$: not a date; kept as text",
    ),
    (
        read::<DateTime>,
        "\"\"",
        "\"\"",
        "$: not a timestamp; kept as text",
    ),
    (
        read::<DateTime>,
        "\"2018-10-18T19:01:40Z\"",
        "\"2018-10-18T19:01:40Z\"",
        "",
    ),
    (
        read::<DateTime>,
        "19",
        "\"19\"",
        "$: not a timestamp; kept as text | $: expected a string, found a number; converted",
    ),
    (
        read::<Base64>,
        "\"?\"",
        "\"?\"",
        "$: not Base64; kept as text",
    ),
    (read::<Parsed<std::net::IpAddr>>, "\"::1\"", "\"::1\"", ""),
    (
        read::<Parsed<std::net::IpAddr>>,
        "\"me\"",
        "\"me\"",
        "$: not of the described format; kept as text",
    ),
    (
        read::<Value>,
        "123456789012345678901234567890",
        "\"123456789012345678901234567890\"",
        "$: an integer beyond 64 bits; kept as text",
    ),
    (
        read::<Vec<Loose<u64>>>,
        "[18446744073709551615,18446744073709551616,1e30]",
        "[18446744073709551615,18446744073709551616,1e+30]",
        "$[1]: an integer beyond 64 bits; kept as text",
    ),
    (read::<Value>, "1.10", "1.1", ""),
];

/// Within objects, lists and unions, of which no other variant describes the value.
const WITHIN: &[Row] = &[
    (
        read::<Vec<BTreeMap<String, String>>>,
        r#"[{"a":"x"},{"b":1.10}]"#,
        r#"[{"a":"x"},{"b":"1.10"}]"#,
        "$[1].b: expected a string, found a number; converted",
    ),
    (
        read::<Pet>,
        r#"{"species":"dog","name":5.50}"#,
        r#"{"species":"dog","name":"5.50"}"#,
        "$.name: expected a string, found a number; converted",
    ),
    (
        read::<Pet>,
        r#"{"name":5.50,"x":[1.5],"species":"dog"}"#,
        r#"{"species":"dog","name":"5.50","x":[1.5]}"#,
        "$.name: expected a string, found a number; converted",
    ),
    (
        read::<Pet>,
        r#"{"species":1e400,"x":123456789012345678901}"#,
        r#"{"species":"1e400","x":"123456789012345678901"}"#,
        "$.species: a number too large for 64 bits; kept as text | $.x: an integer beyond 64 bits; kept as text",
    ),
    (
        read::<Event>,
        r#"{"ping_id":"5","topic":1e400}"#,
        r#"{"ping_id":"5","topic":"1e400"}"#,
        "$.topic: a number too large for 64 bits; kept as text",
    ),
    // A variant that a key decides on is tried as it is described first.
    (
        read::<Payment>,
        r#"{"iban":1,"number":"5"}"#,
        r#"{"number":"5","iban":1}"#,
        "",
    ),
    (
        read::<Payment>,
        r#"{"iban":5.0,"number":null}"#,
        r#"{"iban":"5.0"}"#,
        "$.iban: expected a string, found a number; converted",
    ),
    (
        read::<Expr>,
        r#"{"of":1,"exact":"true"}"#,
        r#"{"of":1,"exact":"true"}"#,
        "",
    ),
    (
        read::<AnyKind>,
        "[true,1,\"inapp\"]",
        "[true,1,\"inapp\"]",
        "",
    ),
    (
        read::<Sender>,
        r#"{"type":"user","user_id":25}"#,
        r#"{"type":"user","user_id":"25"}"#,
        "$.user_id: expected a string, found a number; converted",
    ),
    (
        read::<UserSender>,
        r#"{"id":1.50}"#,
        r#"{"type":"user","id":"1.50"}"#,
        "$.id: expected a string, found a number; converted",
    ),
    (
        read::<Address>,
        r#"{"city":1,"x":12345678901234567890123,"geo":{"lat":"1","lon":2}}"#,
        r#"{"city":"1","geo":{"lat":1.0,"lon":2.0},"x":"12345678901234567890123"}"#,
        "$.city: expected a string, found a number; converted | $.x: an integer beyond 64 bits; kept as text | $.geo.lat: expected a number, found a string; converted",
    ),
];

/// Members that are missing, and texts that are empty.
const NOTHING: &[Row] = &[
    (read::<Option<i64>>, "", "null", EMPTY),
    (read::<Option<Address>>, " ", "null", EMPTY),
    (read::<Value>, "", "null", EMPTY),
    (
        read::<Address>,
        "",
        "! $: expected a JSON value, found nothing",
        "",
    ),
    (
        read::<Pet>,
        "",
        "! $: expected a JSON value, found nothing",
        "",
    ),
    (
        read::<Vec<i64>>,
        "",
        "! $: expected a JSON value, found nothing",
        "",
    ),
];

const EMPTY: &str = "$: expected a JSON value, found nothing; read as null";

#[test]
fn a_missing_member_is_null_where_it_may_be() {
    for (name, place) in [("parent", "$.parent"), ("any", "$.any")] {
        let mut reading = Reading::default();
        let json = account_with(name, None);
        let account: Account = reading.json(json.as_bytes()).unwrap();
        assert_eq!(
            tree(&write(&account)),
            tree(&account_with(name, Some(Value::Null)))
        );
        let mismatches: Vec<_> = reading
            .mismatches()
            .iter()
            .map(ToString::to_string)
            .collect();
        let expected = format!("{place}: a required member is missing; read as null");
        assert_eq!(mismatches, [expected]);
    }
}

#[test]
fn an_open_union_keeps_an_integer_that_its_variant_cant_hold() {
    for number in ["9223372036854775808", "18446744073709551615"] {
        let noted = "a number that its type can't hold; kept";
        assert_eq!(read::<Amount>(number), format!("{number} $: {noted}"));
        let list = format!("[1,{number},2]");
        assert_eq!(read::<Vec<Amount>>(&list), format!("{list} $[1]: {noted}"));
    }
}

#[test]
fn a_scalar_of_another_kind_is_converted_and_noted() {
    let mut count = 0;
    for (read, json, written, mismatches) in SCALARS.iter().chain(WITHIN).chain(NOTHING) {
        count += 1;
        // Another package has turned on `arbitrary_precision` of `serde_json`.
        let beyond = [
            "1e400",
            "1e30",
            "1234567890123",
            "18446744073709551616",
            "18446744073709551617",
            "9223372036854775809",
        ];
        let is_beyond = beyond.iter().any(|number| json.contains(number)) || *written == "1.1";
        if is_beyond && is_precise() {
            continue;
        }
        let expected = match written.strip_prefix("! ") {
            Some(_) => (*written).to_owned(),
            None => format!("{written} {mismatches}"),
        };
        assert_eq!(read(json), expected, "{json}");
    }
    assert_eq!(count, 69, "rows");
}
