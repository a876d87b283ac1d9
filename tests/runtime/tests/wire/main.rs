//! Tests of `runtime::wire`: how values are read and written, on types that look as generated
//! ones do. One binary, so that the samples are compiled once.

mod samples;

mod additions;
mod calendar;
mod closest;
mod decimals;
mod decode;
mod dropped;
mod encode;
mod errors;
mod fixed;
mod formats;
mod lenient;
mod limits;
mod loose;
mod nesting;
mod objects;
mod paths;
mod roundtrip;
mod timing;
mod tuples;
mod unions;

use openapi_client_runtime::runtime::wire::{self, DecodeError, Wire};
use serde_json::Value;
use std::fmt::Debug;

/// Decodes a text; panics when that fails.
fn read<T: Wire>(json: &str) -> T {
    match wire::from_json(json.as_bytes()) {
        Ok(value) => value,
        Err(error) => panic!("{error}\nin {json}"),
    }
}

/// The error of decoding a text; panics when there is none.
fn error<T: Wire + Debug>(json: &str) -> DecodeError {
    match wire::from_json::<T>(json.as_bytes()) {
        Ok(value) => panic!("{json} was read as {value:?}"),
        Err(error) => error,
    }
}

/// What a value is written as.
fn write<T: Wire>(value: &T) -> String {
    String::from_utf8(wire::to_json(value.view()).unwrap()).unwrap()
}

/// Checks that a text is written back as the same JSON value, and gives what was decoded.
fn survives<T: Wire>(json: &str) -> T {
    becomes(json, json)
}

/// Checks what JSON value a text becomes by decoding and encoding it.
fn becomes<T: Wire>(json: &str, expected: &str) -> T {
    let value: T = read(json);
    assert_eq!(tree(&write(&value)), tree(expected), "from {json}");
    value
}

fn tree(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

/// Whether another package has turned on `arbitrary_precision` of `serde_json`: then a number can be
/// of any size.
fn is_precise() -> bool {
    "1e400".parse::<serde_json::Number>().is_ok()
}
