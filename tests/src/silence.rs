//! A schema that describes its values becomes any JSON value only with a reason that a diagnostic tells.

use golden::case::Case;
use openapi_client_generator::Output;
use openapi_client_generator::diagnostic::{Diagnostics, Pointer};
use openapi_client_generator::ir::Gap;
use openapi_client_generator::source;
use serde_json::Value;

/// Cases where another schema stands at a place, or no value but null is meant, with the reason.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("allof/null_beside_union", AGREED),
    ("allof/null_beside", AGREED),
    ("allof/only_null", AGREED),
    (
        "bodies/foreign_parts",
        "a part that has an encoding and no schema stands at the body's",
    ),
    (
        "errors/operation_shapes",
        "a parameter before it is left out",
    ),
    (
        "overlays/applied",
        "an overlay takes out a parameter before it",
    ),
];

const AGREED: &str = "the parts agree on null alone";

/// Fails when a schema becomes any JSON value in silence.
pub fn check(case: &Case) -> Result<(), String> {
    let text = case.text.clone();
    let source = source::text(case.document, text, &mut Diagnostics::default());
    let (Some(source), Some(output)) = (source, case.generate().output) else {
        return Ok(());
    };
    let silent = silent(&source.root, &output);
    let is_known = EXCEPTIONS.iter().any(|(name, _)| *name == case.name);
    match silent.first() {
        Some(place) if !is_known => Err(format!("any JSON value in silence: {}", place.as_str())),
        None if is_known => Err("no longer any JSON value in silence".to_owned()),
        _ => Ok(()),
    }
}

/// The places of schemas that describe their values, and became any JSON value without a reason.
fn silent(root: &Value, output: &Output) -> Vec<Pointer> {
    let gaps = output.ir.gaps.iter();
    let gaps = gaps.filter(|(_, gap)| **gap == Gap::SaysNothing);
    let places = gaps.map(|(at, _)| at);
    let is_described = |at: &&Pointer| {
        let schema = at.of(root);
        schema.is_some_and(|schema| describes(root, schema, LEVELS))
    };
    places.filter(is_described).cloned().collect()
}

const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "object", "array"];

/// The most references and parts that are followed.
const LEVELS: usize = 16;

/// Whether a schema describes values besides null.
fn describes(root: &Value, schema: &Value, levels: usize) -> bool {
    let Some(levels) = levels.checked_sub(1) else {
        return false;
    };
    let within = |schema: &Value| describes(root, schema, levels);
    let list = |keyword: &str| schema.get(keyword).and_then(Value::as_array);
    let has = |keyword: &&str| match schema.get(*keyword) {
        Some(Value::Object(members)) => !members.is_empty(),
        value => value.is_some_and(Value::is_array),
    };
    // A type that doesn't exist is reported.
    let is_type = |ty: &Value| ty.as_str().is_some_and(|ty| TYPES.contains(&ty));
    let is_typed = match schema.get("type") {
        Some(Value::Array(types)) => types.iter().any(is_type),
        ty => ty.is_some_and(is_type),
    };
    let is_null_alone = list("enum").is_some_and(|values| values.iter().all(Value::is_null))
        || schema.get("const").is_some_and(Value::is_null);
    if is_null_alone {
        return false;
    }
    let target = schema.get("$ref").and_then(Value::as_str);
    let target = target.and_then(Pointer::parse);
    let target = target.as_ref().and_then(|target| target.of(root));
    let is_union_of_described = ["anyOf", "oneOf"]
        .into_iter()
        .filter_map(list)
        .any(|union| {
            let is_null = |branch: &Value| branch.get("type").is_some_and(|ty| ty == "null");
            let mut others = union.iter().filter(|branch| !is_null(branch)).peekable();
            others.peek().is_some() && others.all(within)
        });
    is_typed
        || ["enum", "const"]
            .iter()
            .any(|keyword| schema.get(*keyword).is_some())
        || [
            "properties",
            "items",
            "prefixItems",
            "patternProperties",
            "additionalProperties",
        ]
        .iter()
        .any(has)
        || target.is_some_and(within)
        || list("allOf").is_some_and(|parts| parts.iter().any(within))
        || is_union_of_described
}
