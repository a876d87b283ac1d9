//! Each value is read as the only variant that describes it, the last one, too, and written as it was.

use case_unions_tried_constants as client;

use client::types::Things;
use serde_json::{Value, json};

fn check(member: &str, value: &Value, variant: &str) {
    let json = json!({ member: value });
    let things: Things = serde_json::from_value(json.clone()).unwrap();
    let shown = format!("{things:?}");
    let expect = format!("{member}: Some({variant}(");
    assert!(shown.contains(&expect), "{json}: {shown}");
    assert_eq!(serde_json::to_value(&things).unwrap(), json);
}

#[test]
fn fractions() {
    for (share, variant) in [(0.5, "Half"), (1.5, "More"), (2.5, "Most")] {
        check("fraction", &json!({"share": share, "note": "n"}), variant);
    }
}

#[test]
fn constants_of_a_member() {
    for (kind, variant) in [("x", "OfX"), ("y", "OfY"), ("z", "OfZ")] {
        check("nested", &json!({"data": {"kind": kind, "text": "t"}}), variant);
    }
}

#[test]
fn two_constants() {
    for (a, b, variant) in [(1, 1, "OneOne"), (1, 2, "OneTwo"), (2, 1, "TwoOne")] {
        check("two", &json!({"a": a, "b": b, "note": "n"}), variant);
    }
}

/// The variant that lists the value; the first of several, and for a new value.
#[test]
fn listed_values() {
    for (state, variant) in [("new", "Early"), ("open", "Early"), ("closed", "Late"), ("lost", "Early")] {
        check("listed", &json!({"state": state, "note": "n"}), variant);
    }
}

#[test]
fn formats() {
    for (on, variant) in [("2026-11-29", "OnDate"), ("soon", "AtTime")] {
        check("dated", &json!({"on": on, "note": "n"}), variant);
    }
}
