//! Names of types that several operations share.

use crate::generated;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The operations, and the one member that tells the body of two of them from the others'.
const OPERATIONS: [(&str, &str); 6] = [
    ("createKey", "one"),
    ("updateKey", "one"),
    ("addKey", "two"),
    ("replaceKey", "two"),
    ("putKey", "three"),
    ("deleteKey", "three"),
];

/// The type of each operation's body, for a document in which the operations have these paths.
fn types(paths: [&str; 6]) -> BTreeMap<&str, String> {
    let operation = |(id, member): (&str, &str)| {
        let members = ["a", "b", "c", member].map(|name| (name, json!({ "type": "string" })));
        let schema = json!({ "type": "object", "properties": BTreeMap::from(members) });
        json!({ "post": { "operationId": id,
            "requestBody": { "required": true, "content": { "application/json": { "schema": schema } } },
            "responses": { "204": { "description": "Done." } } } })
    };
    let paths: Map<String, Value> = paths
        .into_iter()
        .map(str::to_owned)
        .zip(OPERATIONS.map(operation))
        .collect();
    let document =
        json!({ "openapi": "3.0.3", "info": { "title": "t", "version": "1" }, "paths": paths });
    let output = generated(&document);
    let text = &output.files["src/operations.rs"];
    let ty = |id: &str| {
        let start = format!(
            "pub fn {}_key(&self, body: &types::",
            id.trim_end_matches("Key")
        );
        let (_, ty) = text.split_once(&start).expect("a method with a body");
        ty.split(')').next().unwrap_or_default().to_owned()
    };
    OPERATIONS.map(|(id, _)| (id, ty(id))).into()
}

#[test]
fn the_paths_of_operations_do_not_choose_the_type_with_a_common_name() {
    let types = [
        types(["/a", "/b", "/c", "/d", "/e", "/f"]),
        types(["/e", "/f", "/a", "/b", "/c", "/d"]),
        types(["/c", "/d", "/e", "/f", "/a", "/b"]),
    ];
    assert_eq!(types[0]["addKey"], "KeyRequest");
    assert_eq!(types[0]["addKey"], types[0]["replaceKey"]);
    assert_ne!(types[0]["addKey"], types[0]["createKey"]);
    assert_eq!(types[0], types[1]);
    assert_eq!(types[0], types[2]);
}
