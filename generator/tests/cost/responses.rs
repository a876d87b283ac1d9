//! Responses of an operation.

use crate::{document, linear, object};
use serde_json::{Map, Value, json};

/// Each form of a response is compared with the others by its type, and those of errors with the media types of the success.
#[test]
fn forms_of_a_response() {
    for (status, other) in [("200", "404"), ("200", "201")] {
        linear(&format!("forms of {status} beside {other}"), |count| {
            let form = |i: usize| json!({ "schema": object(&format!("m{i}")) });
            let forms = |word: &str| -> Map<String, Value> {
                let names = (0..count).map(|i| format!("application/{word}{i}+json"));
                names.enumerate().map(|(i, name)| (name, form(i))).collect()
            };
            let response = |word| json!({ "description": "d", "content": forms(word) });
            let operation = json!({ "responses": { status: response("a"), other: response("b") } });
            document(&json!({ "/a": { "get": operation } }), &json!({}))
        });
    }
}
