//! Schemas that refer to each other.

use crate::linear;
use serde_json::{Map, Value, json};

fn document(schemas: Map<String, Value>) -> String {
    let schemas = Value::Object(schemas);
    let info = json!({ "title": "t", "version": "1" });
    json!({ "openapi": "3.0.3", "info": info, "paths": {}, "components": { "schemas": schemas } })
        .to_string()
}

fn leaf() -> Value {
    json!({ "type": "object", "properties": { "leaf": { "type": "string" } } })
}

#[test]
fn star() {
    let shape = |count| {
        let hub = ("Hub".to_owned(), leaf());
        let schemas = (0..count).map(|i| {
            let schema = json!({ "type": "object", "properties": { "hub": { "$ref": "#/components/schemas/Hub" } } });
            (format!("S{i:05}"), schema)
        });
        document(schemas.chain([hub]).collect())
    };
    linear("schemas that refer to one", shape);
}
