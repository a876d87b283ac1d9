//! `nullable` without a type, in the words of 3.2: views read it, but a document of 3.2 has no such keyword.

use serde_json::{Map, Value, json};

use super::moved;
use super::v3_0::ANNOTATIONS;
use crate::openapi::spec::{Remark, SCHEMA, Version};

type Schema = Map<String, Value>;

/// `false` says nothing, and neither does `true` beside limits alone, which `null` keeps to. Otherwise a union gets a
/// branch for `null`, an enum the value, and a schema whose keywords imply its type that type; any other schema, and one
/// with several of these, becomes a branch beside `null`.
pub fn null_word(schema: &mut Schema, _: Version) -> Vec<Remark> {
    let is_nullable = schema.shift_remove("nullable");
    if is_nullable != Some(Value::Bool(true)) {
        return Vec::new();
    }
    let has = |keyword: &str| schema.contains_key(keyword);
    let unions = ["oneOf", "anyOf"]
        .into_iter()
        .filter(|keyword| has(keyword));
    let unions: Vec<&str> = unions.collect();
    let lists_values = has("enum") || has("const");
    if has("$ref") || has("allOf") || unions.len() + usize::from(lists_values) > 1 {
        return branch(schema);
    }
    let (list, null) = match unions.first() {
        Some(keyword) => (schema.get_mut(*keyword), json!({ "type": "null" })),
        None if has("enum") => (schema.get_mut("enum"), Value::Null),
        None if has("const") || has("format") => return branch(schema),
        None => {
            if let Some(ty) = implied(schema) {
                schema.insert("type".to_owned(), json!([ty, "null"]));
            }
            return Vec::new();
        }
    };
    if let Some(Value::Array(items)) = list
        && !items.contains(&null)
    {
        items.push(null);
    }
    Vec::new()
}

/// Whether no keyword of a schema without a type decides on the types of its values, among them null.
pub(super) fn allows_any_type(schema: &Schema) -> bool {
    const DECIDING: &[&str] = &[
        "$ref",
        "$dynamicRef",
        "$recursiveRef",
        "allOf",
        "anyOf",
        "oneOf",
        "enum",
        "const",
        "format",
    ];
    let decides = |keyword: &&str| schema.contains_key(*keyword);
    !DECIDING.iter().any(decides) && implied(schema).is_none()
}

/// The type that the keywords of a schema without one imply. A value of another kind than its keyword's is ignored when
/// the document is read, and implies nothing.
fn implied(schema: &Schema) -> Option<&'static str> {
    let has = |keyword: &str, is: fn(&Value) -> bool| schema.get(keyword).is_some_and(is);
    let is_map = |value: &Value| value.as_object().is_some_and(|members| !members.is_empty());
    let is_list = |value: &Value| value.as_array().is_some_and(|items| !items.is_empty());
    let is_schema = |value: &Value| value.is_object() || value.is_boolean();
    let is_object = has("properties", is_map)
        || has("patternProperties", is_map)
        || has("required", is_list)
        || has("additionalProperties", is_schema);
    if is_object {
        return Some("object");
    }
    (has("items", is_schema) || has("prefixItems", is_list)).then_some("array")
}

/// Makes a branch of all keywords but those that describe a use.
fn branch(schema: &mut Schema) -> Vec<Remark> {
    let all = std::mem::take(schema).into_iter();
    let is_outer = |key: &str| ANNOTATIONS.contains(&key) || key.starts_with("x-");
    let (outer, inner): (Schema, Schema) = all.partition(|(key, _)| is_outer(key));
    let known = SCHEMA.keywords.iter().map(|known| known.name);
    let known = known.filter(|name| inner.contains_key(*name));
    let moves = known
        .map(|name| moved(name, &["anyOf", "0", name]))
        .collect();
    *schema = outer;
    if inner.is_empty() {
        return Vec::new();
    }
    schema.insert("anyOf".to_owned(), json!([inner, { "type": "null" }]));
    moves
}

#[cfg(test)]
mod tests {
    use super::{Version, null_word};
    use serde_json::{Value, json};

    #[test]
    fn null_beside_a_union_and_listed_values_is_a_branch_beside_both() {
        for (keyword, value) in [("enum", json!(["a", "b"])), ("const", json!("a"))] {
            let branches = json!([{"type": "string"}, {"type": "integer"}]);
            let schema = json!({"nullable": true, keyword: value, "oneOf": branches});
            let Value::Object(mut schema) = schema else {
                unreachable!()
            };
            null_word(&mut schema, Version::V30);
            let inner = json!({keyword: value, "oneOf": branches});
            let expected = json!({"anyOf": [inner, {"type": "null"}]});
            assert_eq!(Value::Object(schema), expected);
        }
    }

    #[test]
    fn a_keyword_implies_a_type_if_its_value_has_its_kind() {
        for (keyword, value, ty) in [
            ("properties", json!({"a": {}}), Some("object")),
            ("properties", json!({}), None),
            ("properties", json!(1.5), None),
            ("required", json!(["a"]), Some("object")),
            ("required", json!("a"), None),
            ("additionalProperties", json!(false), Some("object")),
            ("additionalProperties", json!([]), None),
            ("items", json!({}), Some("array")),
            ("items", json!(1), None),
            ("prefixItems", json!([true]), Some("array")),
            ("prefixItems", json!(true), None),
        ] {
            let schema = json!({"nullable": true, keyword: value});
            let Value::Object(mut schema) = schema else {
                unreachable!()
            };
            null_word(&mut schema, Version::V30);
            let expected = ty.map(|ty| json!([ty, "null"]));
            assert_eq!(schema.get("type"), expected.as_ref(), "{keyword}: {value}");
        }
    }
}
