//! Where a value fails that no variant of a closed union can take: in the one that describes it best.

use crate::samples::closed::{Shape, Target};
use crate::{error, survives};
use openapi_client_runtime::runtime::wire::{Reading, Wire};
use std::fmt::Debug;
use std::time::{Duration, Instant};

#[track_caller]
fn check<T: Wire + Debug>(json: &str, path: &str, message: &str) {
    let error = error::<T>(json);
    assert_eq!((error.path(), error.message()), (path, message), "{json}");
}

const NO_INTEGER: &str = "expected an integer of 64 bits, found a string";

#[test]
fn the_variant_that_describes_most_is_told() {
    check::<Shape>(r#"{"name":"a","radius":"one"}"#, "$.radius", NO_INTEGER);
    check::<Shape>(r#"{"name":"a","width":"one"}"#, "$.width", NO_INTEGER);
    // A constant is a member that is known.
    check::<Shape>(r#"{"angles":4,"width":"one"}"#, "$.width", NO_INTEGER);
    check::<Shape>(
        r#"{"name":"a","width":1,"label":{"text":[5]}}"#,
        "$.label.text",
        "expected a string, found an array",
    );
    // Of equals, the first.
    check::<Shape>(
        r#"{"name":"a"}"#,
        "$.radius",
        "a required member is missing",
    );
    // A map describes every member.
    check::<Shape>(
        r#"{"huh":5}"#,
        "$.huh",
        "expected a boolean, found a number",
    );
}

#[test]
fn unions_within_it_are_told_from_inside() {
    check::<Shape>(
        r#"{"first":{"radius":1},"rest":[{"radius":2},{"first":{"radius":"three"},"rest":[]}]}"#,
        "$.rest[1].first.radius",
        NO_INTEGER,
    );
    check::<Vec<Shape>>(
        r#"[{"radius":1},{"width":"two"}]"#,
        "$[1].width",
        NO_INTEGER,
    );
}

#[test]
fn other_kinds_are_told_too() {
    check::<Shape>(
        "[1,{}]",
        "$[1]",
        "expected an integer of 64 bits, found an object",
    );
    check::<Shape>("5", "$", "expected a value, found an integer");
}

#[test]
fn a_key_comes_before_the_score() {
    check::<Target>(r#"{"shape":{"width":"one"}}"#, "$.shape.width", NO_INTEGER);
    check::<Target>(r#"{"radius":"one"}"#, "$.radius", NO_INTEGER);
    survives::<Target>(r#"{"angles":4,"width":1}"#);
}

#[test]
fn what_is_below_a_secret_is_not_told() {
    let mut reading = Reading::default();
    let json = r#"{"width":1,"label":{"text":"a","code":{"hush":1}}}"#;
    reading.json::<Shape>(json.as_bytes()).unwrap();
    let mismatches = reading.mismatches();
    let noted: Vec<_> = mismatches.iter().map(ToString::to_string).collect();
    assert_eq!(
        noted,
        ["$.label.code: expected a string, found an object; dropped"]
    );
}

/// The candidates are tried once at each level, and the best is read once more.
#[test]
fn a_deep_failure_does_not_explode() {
    let mut json = String::from(r#"{"radius":"one"}"#);
    for _ in 0..60 {
        json = format!(r#"{{"first":{json},"rest":[]}}"#);
    }
    let start = Instant::now();
    let error = error::<Shape>(&json);
    assert_eq!(error.path(), format!("${}.radius", ".first".repeat(60)));
    assert!(start.elapsed() < Duration::from_secs(5));
}
