//! Paths, and the parameters that only they name.

use crate::shared::{done, used_too_often};
use crate::{document, linear, made, to};
use serde_json::{Value, json};

/// The client's own code fills in each path once, to see whether any request can have it.
#[test]
fn parameters_of_paths() {
    let path = |parts: Vec<String>| {
        let paths =
            json!({ (format!("/{}", parts.join("/"))): { "get": { "responses": done() } } });
        document(&paths, &json!({}))
    };
    linear("many parameters of a path", |count| {
        // As many as fit, at the largest size.
        path((0..count / 2).map(|i| format!("{{p{i}}}")).collect())
    });
    linear("a parameter that a path names often", |count| {
        path(vec!["{p}".to_owned(); 10 * count])
    });
    linear("an escape that is escaped often", |count| {
        path(vec!["%25".repeat(10 * count)])
    });
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// An item with an operation of each method.
fn every_method() -> Value {
    let operation = json!({ "responses": done() });
    let operations = METHODS.map(|method| (method.to_owned(), operation.clone()));
    Value::Object(operations.into_iter().collect())
}

/// A path with so many parameters that nothing describes.
fn placeholders(count: usize) -> String {
    let parts: Vec<String> = (0..count).map(|i| format!("/{{p{i}}}")).collect();
    parts.concat()
}

/// An undescribed parameter is made for each operation, at a place as long as the path.
#[test]
fn placeholders_without_a_description() {
    linear("placeholders without a description", |count| {
        let paths = json!({ (placeholders(10 * count)): every_method() });
        document(&paths, &json!({}))
    });
    linear("a long path without a description", |count| {
        let path = format!("/{}{}", "long".repeat(10 * count), placeholders(100));
        document(&json!({ path: every_method() }), &json!({}))
    });
    linear("placeholders of a shared item", |count| {
        // More than any document may copy, at the smallest size.
        let paths = (0..3 * count).map(|i| {
            let path = format!("/a{i}{}", placeholders(60));
            (path, to("pathItems", "P"))
        });
        let components = json!({ "pathItems": { "P": every_method() } });
        document(&Value::Object(paths.collect()), &components)
    });
}

/// They are said once for an operation, and weighed before they are made.
#[test]
fn more_placeholders_than_fit() {
    let item = |path: String| document(&json!({ path: every_method() }), &json!({}));
    let (ir, diagnostics) = made(item(placeholders(20)));
    assert_eq!(ir.operations.len(), METHODS.len());
    let messages: Vec<&str> = diagnostics.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(messages.len(), METHODS.len());
    let start = "no parameter describes `p0`, `p1`, `p2`, `p3`, `p4`, `p5`, `p6`, `p7` and 12 more in the path";
    assert!(messages[0].starts_with(start), "{messages:?}");
    assert!(messages[0].ends_with("treated as strings"), "{messages:?}");

    let (made, said, count) = used_too_often(item(placeholders(1000)));
    assert_eq!((made, count), (0, METHODS.len()));
    assert!(said.ends_with("the operation is left out"), "{said}");
}
