//! P2: content that the document doesn't describe never fails a response. It is kept as it was sent,
//! or dropped with a mismatch that can be seen; so is null in a list or map of other values.

use crate::is_precise;
use crate::samples::account::Address;
use crate::samples::closed::Shape;
use crate::samples::message::{CreateMessage, Sender};
use crate::samples::tree::Scores;
use crate::samples::unions::{Amount, AnyKind, Event, Expr, Payment, Pet};
use crate::write;
use openapi_client_runtime::runtime::wire::{Loose, Reading, UnixTime, Wire};
use serde_json::Value;
use std::collections::BTreeMap;

/// A type, a text, what it is written back as, and the mismatches; `@` is 200 levels of nesting.
type Row = (
    fn(&[u8]) -> (String, Vec<String>),
    &'static str,
    &'static str,
    &'static [&'static str],
);

fn read<T: Wire>(json: &[u8]) -> (String, Vec<String>) {
    let mut reading = Reading::default();
    match reading.json::<T>(json) {
        Ok(value) => {
            let mismatches = reading.mismatches();
            let listed = mismatches.iter().map(ToString::to_string);
            (write(&value), listed.collect())
        }
        Err(error) => (error.to_string(), Vec::new()),
    }
}

const LARGE: &str = "a number too large for 64 bits; kept as text";
const HALF: &str = "half of a surrogate pair; replaced by U+FFFD";
const DEEP: &str = "nested deeper than 127 levels; dropped";
const NULL: &str = "expected a value, found null; dropped";

/// In a member that the document doesn't describe.
const MEMBERS: &[Row] = &[
    (
        read::<Address>,
        r#"{"city":"a","x":1e400,"y":2}"#,
        r#"{"city":"a","x":"1e400","y":2}"#,
        &["$.x: LARGE"],
    ),
    (
        read::<Address>,
        r#"{"city":"a","x":{"y":[1,-1e999,3],"z":-1e400}}"#,
        r#"{"city":"a","x":{"y":[1,"-1e999",3],"z":"-1e400"}}"#,
        &["$.x.y[1]: LARGE", "$.x.z: LARGE"],
    ),
    (
        read::<Address>,
        r#"{"city":"a","x":"\ud800 b"}"#,
        "{\"city\":\"a\",\"x\":\"\u{FFFD} b\"}",
        &["$.x: HALF"],
    ),
    (
        read::<Address>,
        r#"{"city":"a","x":{"\udfff":1}}"#,
        "{\"city\":\"a\",\"x\":{\"\u{FFFD}\":1}}",
        &["$.x: HALF"],
    ),
    (
        read::<Address>,
        r#"{"city":"a","\ud800":1}"#,
        "{\"city\":\"a\",\"\u{FFFD}\":1}",
        &["$: half of a surrogate pair at line 1, column 20; replaced by U+FFFD"],
    ),
    (
        read::<Address>,
        r#"{"city":"a","x":@,"y":2}"#,
        r#"{"city":"a","x":^,"y":2}"#,
        &["$.x[0]: DEEP"],
    ),
    (
        read::<Address>,
        r#"{"city":"a","x":"\ud83e\udd80"}"#,
        r#"{"city":"a","x":"🦀"}"#,
        &[],
    ),
    (
        read::<Address>,
        "{\"city\":\"a\",\"x\":\"b~\"}",
        "{\"city\":\"a\",\"x\":\"b\u{FFFD}\"}",
        &["$: not UTF-8 at line 1, column 19; replaced by U+FFFD"],
    ),
    (
        read::<Address>,
        "{\"city\":\"a~\",\n\"~\":1}",
        "{\"city\":\"a\u{FFFD}\",\"\u{FFFD}\":1}",
        &["$: not UTF-8 at line 1, column 11; replaced by U+FFFD"],
    ),
    (
        read::<Address>,
        r#"{"city":"a","x":1.5e3,"x":1e400}"#,
        r#"{"city":"a","x":"1e400"}"#,
        &["$.x: LARGE"],
    ),
];

/// In what is read and dropped, or is free-form.
const FREE: &[Row] = &[
    (
        read::<CreateMessage>,
        r#"{"body":"","from":0,"x":[1e400,"\ud800",@]}"#,
        r#"{"from":0,"body":""}"#,
        &[],
    ),
    (
        read::<Value>,
        r#"[1e400,"\ud800",{"a":1e400},2]"#,
        "[\"1e400\",\"\u{FFFD}\",{\"a\":\"1e400\"},2]",
        &["$[0]: LARGE", "$[1]: HALF", "$[2].a: LARGE"],
    ),
    (read::<Value>, "1e400", "\"1e400\"", &["$: LARGE"]),
    (
        read::<BTreeMap<String, Value>>,
        r#"{"a":1e400,"b":1}"#,
        r#"{"a":"1e400","b":1}"#,
        &["$.a: LARGE"],
    ),
    (
        read::<Vec<Value>>,
        r#"[{"a":1e400},null]"#,
        r#"[{"a":"1e400"},null]"#,
        &["$[0].a: LARGE"],
    ),
    (read::<Value>, "[@]", "[^]", &["$[0]: DEEP"]),
    (
        read::<Value>,
        "[-0,-0.0,1E+2,0.1,18446744073709551615]",
        "[-0.0,-0.0,100.0,0.1,18446744073709551615]",
        &[],
    ),
    (
        read::<Vec<UnixTime>>,
        r#"[5,{"a":1e400}]"#,
        r#"[5,{"a":"1e400"}]"#,
        &[
            "$[1].a: LARGE",
            "$[1]: expected an integer of seconds, found an object; kept",
        ],
    ),
    (
        read::<String>,
        r#""\ud800\ud83e\udd80""#,
        "\"\u{FFFD}🦀\"",
        &["$: half of a surrogate pair at line 1, column 13; replaced by U+FFFD"],
    ),
];

/// In a union.
const UNIONS: &[Row] = &[
    (
        read::<Pet>,
        r#"{"x":1e400,"y":"\ud800","lives":9,"species":"cat"}"#,
        "{\"species\":\"cat\",\"lives\":9,\"x\":\"1e400\",\"y\":\"\u{FFFD}\"}",
        &["$.y: HALF", "$.x: LARGE"],
    ),
    (
        read::<Pet>,
        r#"{"species":"cat","lives":9,"x":[1e400]}"#,
        r#"{"species":"cat","lives":9,"x":["1e400"]}"#,
        &["$.x[0]: LARGE"],
    ),
    (
        read::<Pet>,
        r#"{"species":"fish","x":1e400,"y":1}"#,
        r#"{"species":"fish","x":"1e400","y":1}"#,
        &["$.x: LARGE"],
    ),
    (
        read::<Pet>,
        r#"{"x":@,"species":"cat","lives":9}"#,
        r#"{"species":"cat","lives":9,"x":^}"#,
        &["$.x[0]: DEEP"],
    ),
    (
        read::<Sender>,
        r#"[1e400,{"x":"\ud800"}]"#,
        "[\"1e400\",{\"x\":\"\u{FFFD}\"}]",
        &["$[1].x: HALF", "$[0]: LARGE"],
    ),
    (
        read::<Event>,
        r#"{"ping_id":5,"x":1e400}"#,
        r#"{"topic":"ping","ping_id":5,"x":"1e400"}"#,
        &["$.x: LARGE"],
    ),
    (
        read::<Payment>,
        r#"{"iban":"i","x":{"y":1e400}}"#,
        r#"{"iban":"i","x":{"y":"1e400"}}"#,
        &["$.x.y: LARGE"],
    ),
    (
        read::<Expr>,
        r#"{"of":{"of":1,"x":1e400},"y":"\ud800"}"#,
        "{\"of\":{\"of\":1,\"x\":\"1e400\"},\"y\":\"\u{FFFD}\"}",
        &["$.y: HALF", "$.of.x: LARGE"],
    ),
    (
        read::<AnyKind>,
        r#"[[],{"a":null}]"#,
        r#"[[],{"a":null}]"#,
        &[],
    ),
    (
        read::<Loose<i64>>,
        r#"{"a":1e400}"#,
        r#"{"a":"1e400"}"#,
        &["$.a: LARGE"],
    ),
];

/// Null where it isn't described.
const NULLS: &[Row] = &[
    (
        read::<Vec<i64>>,
        "[1,null,3,null]",
        "[1,3]",
        &["$[1]: NULL", "$[3]: NULL"],
    ),
    (
        read::<Vec<Address>>,
        r#"[null,{"city":"a"}]"#,
        r#"[{"city":"a"}]"#,
        &["$[0]: NULL"],
    ),
    (
        read::<Vec<Vec<String>>>,
        r#"[["a",null],null]"#,
        r#"[["a"]]"#,
        &["$[0][1]: NULL", "$[1]: NULL"],
    ),
    (
        read::<BTreeMap<String, i64>>,
        r#"{"a":null,"b":2}"#,
        r#"{"b":2}"#,
        &["$.a: NULL"],
    ),
    (
        read::<Scores>,
        r#"{"unit":"s","a":null,"b":2}"#,
        r#"{"kind":"scores","unit":"s","b":2}"#,
        &["$.a: NULL"],
    ),
    (read::<Vec<Option<i64>>>, "[1,null]", "[1,null]", &[]),
    (read::<Vec<Loose<i64>>>, "[1,null]", "[1,null]", &[]),
    (read::<Vec<Expr>>, "[1,null]", "[1,null]", &[]),
    (
        read::<Vec<Shape>>,
        "[null,[1,null]]",
        "[[1]]",
        &["$[0]: NULL", "$[1][1]: NULL"],
    ),
    (read::<Shape>, r#"["a",null]"#, r#"["a"]"#, &["$[1]: NULL"]),
    (
        read::<Pet>,
        r#"{"species":"zoo","lions":null,"tigers":3}"#,
        r#"{"species":"zoo","tigers":3}"#,
        &["$.lions: NULL"],
    ),
    (
        read::<[i64; 2]>,
        "[1,null]",
        "$[1]: expected an integer of 64 bits, found null (line 1, column 7)",
        &[],
    ),
];

/// In a member that is called as `serde_json` calls a number, if its `arbitrary_precision` is on.
const NUMBERS: &[Row] = &[
    (read::<Amount>, "5", "5", &[]),
    (read::<Amount>, "-5.0", "-5", &[]),
    (read::<Amount>, "1.5", "1.5", &[]),
    (
        read::<Amount>,
        r#"{"NUMBER":"12"}"#,
        r#"{"NUMBER":"12"}"#,
        &[],
    ),
    (read::<Pet>, r#"{"NUMBER":"12"}"#, r#"{"NUMBER":"12"}"#, &[]),
    (
        read::<Pet>,
        r#"{"NUMBER":"12","species":"cat","lives":9}"#,
        r#"{"species":"cat","lives":9,"NUMBER":"12"}"#,
        &[],
    ),
    (
        read::<Pet>,
        r#"{"NUMBER":1e400,"species":"cat","lives":9}"#,
        r#"{"species":"cat","lives":9,"NUMBER":"1e400"}"#,
        &["$[\"NUMBER\"]: LARGE"],
    ),
    (read::<Pet>, r#"{"NUMBER":null}"#, r#"{"NUMBER":null}"#, &[]),
    (
        read::<Pet>,
        r#"{"NUMBER":["12"]}"#,
        r#"{"NUMBER":["12"]}"#,
        &[],
    ),
    (
        read::<Payment>,
        r#"{"NUMBER":"12","iban":"i"}"#,
        r#"{"iban":"i","NUMBER":"12"}"#,
        &[],
    ),
    (
        read::<Sender>,
        r#"{"NUMBER":"12"}"#,
        r#"{"NUMBER":"12"}"#,
        &[],
    ),
    (
        read::<Address>,
        r#"{"city":"a","NUMBER":"12"}"#,
        r#"{"city":"a","NUMBER":"12"}"#,
        &[],
    ),
    (
        read::<Value>,
        r#"{"NUMBER":"12"}"#,
        r#"{"NUMBER":"12"}"#,
        &[],
    ),
];

/// Writes out what a row leaves to be said here.
fn spell(text: &str) -> String {
    let depth = 200;
    // What is left of it: 127 levels with those around it, of which the last is empty.
    let around = text
        .split('^')
        .next()
        .unwrap_or_default()
        .matches(['[', '{'])
        .count();
    let left = 127_usize.saturating_sub(around);
    text.replace('@', &("[".repeat(depth) + &"]".repeat(depth)))
        .replace(
            '^',
            &format!("{}null{}", "[".repeat(left), "]".repeat(left)),
        )
        .replace("LARGE", LARGE)
        .replace("HALF", HALF)
        .replace("DEEP", DEEP)
        .replace("NULL", NULL)
        .replace("NUMBER", "$serde_json::private::Number")
}

/// The path into a deep nest, with one step for all.
fn shorten(mut text: String) -> String {
    while text.contains("[0][0]") {
        text = text.replace("[0][0]", "[0]");
    }
    text
}

#[test]
fn content_without_a_description_never_fails_a_response() {
    let mut count = 0;
    for (read, json, expected, mismatches) in [MEMBERS, FREE, UNIONS, NULLS, NUMBERS]
        .into_iter()
        .flatten()
    {
        count += 1;
        if is_precise() && (json.contains("1E+2") || mismatches.concat().contains("LARGE")) {
            continue;
        }
        let json = spell(json).into_bytes();
        let json: Vec<u8> = json
            .into_iter()
            .map(|b| if b == b'~' { 0xFF } else { b })
            .collect();
        let (written, found) = read(&json);
        let json = String::from_utf8_lossy(&json);
        assert_eq!(written, spell(expected), "{json}");
        let mismatches: Vec<_> = mismatches.iter().map(|text| spell(text)).collect();
        let found: Vec<_> = found.into_iter().map(shorten).collect();
        assert_eq!(found, mismatches, "{json}");
    }
    assert_eq!(count, 54, "rows");
}

#[test]
fn mismatches_are_bounded_and_counted() {
    let json = format!("[{}]", vec!["null"; 1000].join(","));
    let mut reading = Reading::default();
    assert!(
        reading
            .json::<Vec<i64>>(json.as_bytes())
            .unwrap()
            .is_empty()
    );
    let mismatches = reading.mismatches();
    assert_eq!((mismatches.iter().count(), mismatches.count()), (16, 1000));
    assert_eq!(mismatches.iter().last().unwrap().path(), "$[15]");
    assert!(Reading::default().mismatches().is_empty());
}
