//! The values of whole documents.

use crate::{Made, make};
use serde_json::{Value, json};

fn of(root: &Value, place: &str) -> Made {
    make(root, &[place]).remove(0)
}

fn texts(made: &Made) -> Vec<String> {
    made.valid.iter().map(ToString::to_string).collect()
}

fn components(version: &str, schemas: &Value) -> Value {
    json!({"openapi": version, "components": {"schemas": schemas}})
}

#[track_caller]
fn check(version: &str, schemas: &Value, expected: &[&str], absent: &[&str]) {
    let made = of(&components(version, schemas), "#/components/schemas/A");
    assert_eq!(made.unchecked, None);
    let found = texts(&made);
    for text in expected {
        assert!(
            found.iter().any(|found| found == text),
            "no {text} in {found:#?}"
        );
    }
    for text in absent {
        assert!(
            !found.iter().any(|found| found.contains(text)),
            "{text} in {found:#?}"
        );
    }
}

#[test]
fn members_required_and_optional() {
    let schema = json!({"A": {
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"type": "boolean"}, "b": {"type": "integer", "nullable": true}},
    }});
    check(
        "3.0.3",
        &schema,
        &[
            r#"{"a":true}"#,
            r#"{"a":false,"b":1}"#,
            r#"{"a":true,"b":null}"#,
        ],
        &[],
    );
    // Another version has other words.
    check("3.1.0", &schema, &[r#"{"a":true}"#], &["null"]);
}

#[test]
fn bounds_of_older_versions() {
    let schema =
        json!({"A": {"type": "integer", "minimum": 1, "exclusiveMinimum": true, "maximum": 2}});
    check("3.0.3", &schema, &["2"], &["1"]);
}

#[test]
fn each_branch() {
    let schema = json!({"A": {"oneOf": [{"type": "boolean"}, {"$ref": "#/components/schemas/B"}, {"const": 7}]},
        "B": {"type": "array", "items": {"type": "null"}}});
    check("3.1.0", &schema, &["true", "[]", "[null,null]", "7"], &[]);
}

#[test]
fn tags_are_those_of_the_mapping_and_else_the_names() {
    let branch = json!({"type": "object", "properties": {"t": {"type": "string"}}});
    let schema = json!({"A": {
        "oneOf": [{"$ref": "#/components/schemas/B"}, {"$ref": "#/components/schemas/C"}],
        "discriminator": {"propertyName": "t", "mapping": {"cc": "#/components/schemas/C"}},
    }, "B": branch, "C": branch});
    check(
        "3.0.0",
        &schema,
        &[r#"{"t":"B"}"#, r#"{"t":"cc"}"#],
        &["text", r#""C""#],
    );
}

#[test]
fn a_base_stands_for_its_derived_schemas() {
    let schema = json!({
        "A": {"type": "array", "minItems": 1, "maxItems": 1, "items": {"$ref": "#/components/schemas/Pet"}},
        "Pet": {"type": "object", "required": ["t"], "properties": {"t": {"type": "string"}},
            "discriminator": {"propertyName": "t"}},
        "Cat": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"required": ["lives"],
            "properties": {"lives": {"type": "boolean"}}}]},
    });
    check(
        "3.0.0",
        &schema,
        &[r#"[{"t":"Pet"}]"#, r#"[{"t":"Cat","lives":true}]"#],
        &["text"],
    );
}

#[test]
fn members_that_depend_on_others() {
    let schema = json!({"A": {
        "type": "object",
        "properties": {"a": {"const": 1}, "b": {"const": 2}},
        "dependentRequired": {"a": ["b"]},
        "patternProperties": {"^x-": {"type": "boolean"}},
        "additionalProperties": false,
    }});
    check(
        "3.1.0",
        &schema,
        &["{}", r#"{"a":1,"b":2,"x-":true}"#],
        &[r#"{"a":1}"#, "key"],
    );
}

#[test]
fn what_is_not_understood_is_not_judged() {
    let schema = json!({"A": {"$ref": "other.yaml#/A"}, "B": {"allOf": [{"$ref": "#/components/schemas/B"}]}});
    let root = components("3.1.0", &schema);
    for place in [
        "#/components/schemas/A",
        "#/components/schemas/B",
        "#/components/schemas/Z",
    ] {
        let made = of(&root, place);
        assert!(made.unchecked.is_some() && made.valid.is_empty(), "{place}");
    }
}

#[test]
fn a_recursive_schema_ends() {
    let schema =
        json!({"A": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/A"}}}});
    check(
        "3.1.0",
        &schema,
        &["{}", r#"{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}"#],
        &[],
    );
}

#[test]
fn tuples_and_older_tuples() {
    let schema = json!({"A": {"type": "array", "prefixItems": [{"const": 1}, {"const": 2}], "items": false}});
    check("3.1.0", &schema, &["[]", "[1,2]"], &["[1,2,"]);
    let schema = json!({"A": {"type": "array", "items": [{"const": 1}, {"const": 2}], "additionalItems": false}});
    check("3.1.0", &schema, &["[]", "[1,2]"], &["[1,2,"]);
}
