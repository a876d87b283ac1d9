//! A response is read with a null that some part allows, and a request can't have one that some part forbids.

use case_allof_null_of_parts as client;

use client::types::{N, P, Thing, ThingRequest};
use serde_json::{Value, json};

/// A thing whose every required member is null, as far as one of its parts allows it.
fn nulls() -> Value {
    let mut thing = json!({"enum": "a", "constant": "a", "list": [null, "b"]});
    for name in [
        "parts", "beside", "target", "one", "any", "limited", "merged", "not", "union", "twice",
        "others", "excluded", "named",
    ] {
        thing[name] = Value::Null;
    }
    thing
}

#[test]
fn a_response_with_null_is_read() {
    let thing: Thing = serde_json::from_value(nulls()).unwrap();
    assert_eq!(thing.parts, None);
    assert_eq!(thing.target, None);
    assert_eq!(thing.list, [None, Some("b".to_owned())]);
    assert_eq!(serde_json::to_value(&thing).unwrap(), nulls());
}

#[test]
fn a_request_has_null_where_all_parts_allow_it() {
    // These fields are no `Option`.
    let fields = |thing: ThingRequest| -> (String, N, P, N, Vec<String>) {
        (thing.parts, thing.target, thing.one, thing.named, thing.list)
    };
    assert!(serde_json::from_value::<ThingRequest>(nulls()).is_err());
    let mut thing = nulls();
    for (name, value) in [
        ("parts", json!("a")),
        ("beside", json!("a")),
        ("target", json!({"n": "a"})),
        ("one", json!({"p": "a"})),
        ("any", json!({"p": "a"})),
        ("limited", json!("abc")),
        ("merged", json!({"n": "a"})),
        ("not", json!("a")),
        ("union", json!({"n": "a"})),
        ("twice", json!({"p": "a", "q": "a"})),
        ("others", json!({"p": "a", "q": "a"})),
        ("excluded", json!({"p": "a"})),
        ("named", json!({"n": "a"})),
        ("list", json!(["b"])),
        ("may", Value::Null),
        ("may_choose", Value::Null),
        ("may_have", Value::Null),
    ] {
        thing[name] = value;
    }
    let request: ThingRequest = serde_json::from_value(thing.clone()).unwrap();
    assert_eq!(serde_json::to_value(&request).unwrap(), thing);
    let (text, target, one, named, list) = fields(request);
    assert_eq!((text.as_str(), list), ("a", vec!["b".to_owned()]));
    assert_eq!((target.n.as_str(), one.p.as_str()), ("a", "a"));
    assert_eq!(named.n, "a");
}
