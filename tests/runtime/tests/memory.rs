//! P7: what is decoded from a body takes at most eight times the memory that a body may have, whatever
//! is in it. Measured by the allocator; one test alone in its process.

#[allow(
    dead_code,
    unused_imports,
    reason = "some of the samples are for other tests"
)]
#[path = "wire/samples/mod.rs"]
mod samples;

use openapi_client_runtime::runtime::wire::{
    Base64, DateTime, Decimal, Loose, Parsed, Reading, UnixTime, Wire,
};
use peak_alloc::PeakAlloc;
use samples::account::Address;
use samples::closed::Shape;
use samples::message::Sender;
use samples::tree::{Node, Scores};
use samples::unions::{AnyKind, Event, Expr, Payment, Pet};
use serde_json::Value;
use std::collections::BTreeMap;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

const MAX_BODY: usize = 256 << 10;
const FACTOR: usize = 8;

/// What became of a body, and the most that reading it took.
type Read = fn(&[u8]) -> (Result<(), String>, usize);

fn read<T: Wire>(json: &[u8]) -> (Result<(), String>, usize) {
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    let result = Reading::within(MAX_BODY).json::<T>(json);
    let peak = ALLOCATOR.peak_usage().saturating_sub(before);
    let result = result.map(drop).map_err(|error| error.to_string());
    (result, peak)
}

/// As large a body as is allowed: `open`, then `item` as often as there is room, then `close`. In
/// `item`, `%` is a number that is another each time.
fn body((open, item, close): (&str, &str, &str)) -> Vec<u8> {
    let mut body = open.as_bytes().to_vec();
    for number in 10_000.. {
        let item = item.replace('%', &number.to_string());
        if body.len() + item.len() + close.len() > MAX_BODY {
            break;
        }
        body.extend_from_slice(item.as_bytes());
        body.push(b',');
    }
    body.pop();
    body.extend_from_slice(close.as_bytes());
    body
}

const LIST: (&str, &str) = ("[", "]");
const MAP: (&str, &str) = ("{", "}");

/// Name, type, what stands around the items, an item, and whether the body is read.
type Row = (
    &'static str,
    Read,
    (&'static str, &'static str),
    &'static str,
    Expected,
);

const DESCRIBED: &[Row] = &[
    ("digits", read::<Vec<i64>>, LIST, "1", Expected::Refused),
    ("numbers", read::<Vec<i64>>, LIST, "1%.0", Expected::Read),
    ("floats", read::<Vec<f64>>, LIST, "0.%", Expected::Read),
    ("flags", read::<Vec<bool>>, LIST, "true", Expected::Read),
    (
        "no strings",
        read::<Vec<String>>,
        LIST,
        r#""""#,
        Expected::Refused,
    ),
    (
        "strings",
        read::<Vec<String>>,
        LIST,
        r#""a text of % letters""#,
        Expected::Read,
    ),
    (
        "no lists",
        read::<Vec<Vec<i64>>>,
        LIST,
        "[]",
        Expected::Refused,
    ),
    (
        "lists of one",
        read::<Vec<Vec<i64>>>,
        LIST,
        "[1]",
        Expected::Refused,
    ),
    (
        "lists of one large",
        read::<Vec<Vec<Address>>>,
        LIST,
        r#"[{"city":""}]"#,
        Expected::Refused,
    ),
    (
        "maps of one",
        read::<Vec<BTreeMap<String, i64>>>,
        LIST,
        r#"{"":0}"#,
        Expected::Refused,
    ),
    (
        "a map",
        read::<BTreeMap<String, i64>>,
        MAP,
        r#""a longer key %":0"#,
        Expected::Read,
    ),
    (
        "a map of large",
        read::<BTreeMap<String, Address>>,
        MAP,
        r#""%":{"city":""}"#,
        Expected::Refused,
    ),
    (
        "one key",
        read::<BTreeMap<String, i64>>,
        MAP,
        r#""k":0"#,
        Expected::Refused,
    ),
    (
        "objects",
        read::<Vec<Address>>,
        LIST,
        r#"{"city":"Paris","street":"Rue de Rivoli, %"}"#,
        Expected::Read,
    ),
    (
        "small objects",
        read::<Vec<Address>>,
        LIST,
        r#"{"city":""}"#,
        Expected::Refused,
    ),
    (
        "boxes",
        read::<Vec<Node>>,
        LIST,
        r#"{"value":0,"children":[],"named":{},"next":{"value":0,"children":[],"named":{}}}"#,
        Expected::Read,
    ),
    (
        "times",
        read::<Vec<DateTime>>,
        LIST,
        r#""2018-10-18T19:01:40Z""#,
        Expected::Read,
    ),
    (
        "bytes",
        read::<Vec<Base64>>,
        LIST,
        r#""AAECAwQFBgcICQ==""#,
        Expected::Refused,
    ),
    (
        "parsed",
        read::<Vec<Parsed<f64>>>,
        LIST,
        r#""%""#,
        Expected::Refused,
    ),
    (
        "instants",
        read::<Vec<UnixTime>>,
        LIST,
        "15398%",
        Expected::Read,
    ),
    (
        "decimals",
        read::<Vec<Decimal>>,
        LIST,
        "1",
        Expected::Refused,
    ),
    (
        "long decimals",
        read::<Vec<Decimal>>,
        LIST,
        "15398.%0",
        Expected::Read,
    ),
    (
        "instants that are none",
        read::<Vec<UnixTime>>,
        LIST,
        "[[]]",
        Expected::Refused,
    ),
    (
        "members of any name",
        read::<Scores>,
        (r#"{"unit":"","#, "}"),
        r#""%":0"#,
        Expected::Refused,
    ),
    (
        "nullable",
        read::<Vec<Option<i64>>>,
        LIST,
        "null",
        Expected::Refused,
    ),
    (
        "null that is dropped",
        read::<Vec<String>>,
        LIST,
        "null",
        Expected::Read,
    ),
];

const FREE: &[Row] = &[
    ("free numbers", read::<Value>, LIST, "0", Expected::Refused),
    (
        "free objects of one",
        read::<Value>,
        LIST,
        r#"{"":0}"#,
        Expected::Refused,
    ),
    (
        "free objects of none",
        read::<Value>,
        LIST,
        "{}",
        Expected::Refused,
    ),
    (
        "free lists",
        read::<Value>,
        LIST,
        "[[[[[[]]]]]]",
        Expected::Refused,
    ),
    (
        "free text",
        read::<Value>,
        LIST,
        r#""a text of some more letters than most, %""#,
        Expected::Read,
    ),
    (
        "free members",
        read::<Value>,
        MAP,
        r#""a name of some more letters, %":"and a value of some more""#,
        Expected::Read,
    ),
    (
        "free nests",
        read::<Value>,
        LIST,
        r#"{"a":{"b":{"c":{}}}}"#,
        Expected::Refused,
    ),
    (
        "free numbers too large",
        read::<Value>,
        LIST,
        "1e400",
        Expected::Refused,
    ),
];

const UNDESCRIBED: &[Row] = &[
    (
        "extras",
        read::<Vec<Address>>,
        LIST,
        r#"{"city":"","x":0}"#,
        Expected::Refused,
    ),
    (
        "one with extras",
        read::<Address>,
        (r#"{"city":"","#, "}"),
        r#""%":0"#,
        Expected::Read,
    ),
    (
        "a large extra",
        read::<Address>,
        (r#"{"city":"","x":["#, "]}"),
        r#"{"":0}"#,
        Expected::Read,
    ),
    (
        "skipped",
        read::<samples::message::CreateMessage>,
        (r#"{"from":0,"body":"","x":["#, "]}"),
        r#"{"":0}"#,
        Expected::Read,
    ),
];

const UNIONS: &[Row] = &[
    (
        "any kind",
        read::<Vec<AnyKind>>,
        LIST,
        r#"{"":[1]}"#,
        Expected::Refused,
    ),
    (
        "a tag",
        read::<Vec<Pet>>,
        LIST,
        r#"{"species":"cat","lives":9}"#,
        Expected::Refused,
    ),
    (
        "held back",
        read::<Pet>,
        (r#"{"lives":9,"x":["#, r#"],"species":"cat"}"#),
        r#"{"":0}"#,
        Expected::Refused,
    ),
    (
        "held back and kept",
        read::<Vec<Sender>>,
        LIST,
        r#"{"x":{"y":0},"type":"admin"}"#,
        Expected::Refused,
    ),
    (
        "unknown variants",
        read::<Vec<Pet>>,
        LIST,
        r#"{"":0}"#,
        Expected::Refused,
    ),
    (
        "a key",
        read::<Vec<Payment>>,
        LIST,
        r#"{"iban":"","number":5}"#,
        Expected::Refused,
    ),
    (
        "a map in a union",
        read::<Event>,
        MAP,
        r#""%":{"":0}"#,
        Expected::Refused,
    ),
    (
        "scored",
        read::<Vec<Expr>>,
        LIST,
        r#"{"of":1}"#,
        Expected::Refused,
    ),
    (
        "scored, large",
        read::<Expr>,
        (r#"{"of":1,"x":["#, "]}"),
        r#"{"":0}"#,
        Expected::Refused,
    ),
    (
        "scored and closed",
        read::<Shape>,
        (r#"{"first":{"radius":1},"rest":["#, "]}"),
        r#"{"radius":1}"#,
        Expected::Refused,
    ),
    (
        "loose and described",
        read::<Vec<Loose<i64>>>,
        LIST,
        "1",
        Expected::Refused,
    ),
    (
        "loose and other",
        read::<Vec<Loose<i64>>>,
        LIST,
        r#"{"":0}"#,
        Expected::Refused,
    ),
];

const TEXTS: &[Row] = &[
    (
        "escapes",
        read::<Vec<String>>,
        LIST,
        r#""\u0041\u0041\u0041\u0041 and more, %""#,
        Expected::Read,
    ),
    (
        "surrogates",
        read::<Vec<String>>,
        LIST,
        r#""half of a pair: \ud800 and %""#,
        Expected::Read,
    ),
];

#[test]
fn decoded_values_are_bounded() {
    let mut failures = Vec::new();
    let mut count = 0;
    let rows = [DESCRIBED, FREE, UNDESCRIBED, UNIONS, TEXTS];
    for (name, read, (open, close), item, expected) in rows.into_iter().flatten() {
        let body = body((open, item, close));
        let (result, peak) = read(&body);
        let is_as_expected = match (&result, expected) {
            (Ok(()), Expected::Read) => true,
            (Err(error), Expected::Refused) => error.contains("raise `max_body`"),
            _ => false,
        };
        let tenths = peak * 10 / MAX_BODY;
        println!("{name}: {}.{} times, {result:?}", tenths / 10, tenths % 10);
        if !is_as_expected || peak > FACTOR * MAX_BODY {
            failures.push(format!("{name}: {tenths} tenths, {result:?}"));
        }
        count += 1;
    }
    assert!(failures.is_empty(), "{failures:#?}");
    assert_eq!(count, 52, "rows");
}

#[derive(Clone, Copy)]
enum Expected {
    Read,
    Refused,
}
