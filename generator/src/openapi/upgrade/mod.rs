//! Upgrades and repairs, one function each. Most bridge a difference between 3.1's schemas and
//! 3.0's; where a 3.0 document writes the newer form, what it means is as clear, so all of them
//! run on all documents.

mod schema;
mod types;

use serde_json::{Map, Value, json};

use super::spec::{Dialect, Pass, Remark};

/// For each schema, in this order.
pub const SCHEMA: &[Pass] = &[
    schema::reference_siblings,
    schema::discriminator_name,
    schema::constant,
    schema::examples,
    schema::items_by_place,
    types::type_list,
    types::null_alternative,
    schema::exclusive_bounds,
    schema::encoded_content,
    schema::item_values,
    schema::string_values,
];

/// For each parameter.
pub const PARAMETER: &[Pass] = &[bare_type, schema_or_content];

/// For each header of a response.
pub const HEADER: &[Pass] = PARAMETER;

/// `OpenAPI` 2.0 wrote `type` and its companions into the parameter itself, and habits last.
fn bare_type(parameter: &mut Map<String, Value>, _: Dialect) -> Vec<Remark> {
    const COMPANIONS: &[&str] = &[
        "type",
        "format",
        "enum",
        "default",
        "items",
        "pattern",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
    ];
    if !parameter.contains_key("type")
        || parameter.contains_key("schema")
        || parameter.contains_key("content")
    {
        return Vec::new();
    }
    let (inner, outer) = std::mem::take(parameter)
        .into_iter()
        .partition(|(key, _)| COMPANIONS.contains(&key.as_str()));
    *parameter = outer;
    parameter.insert("schema".to_owned(), Value::Object(inner));
    vec![remark(
        "type",
        "belongs into `schema`, and is read as if it stood there",
    )]
}

/// What is there but of a wrong shape is left for the table to complain of.
fn schema_or_content(parameter: &mut Map<String, Value>, _: Dialect) -> Vec<Remark> {
    let has_schema = matches!(
        parameter.get("schema"),
        Some(Value::Object(_) | Value::Bool(_))
    );
    let has_content = matches!(parameter.get("content"), Some(Value::Object(_)));
    match (has_schema, has_content) {
        (true, true) => {
            parameter.shift_remove("content");
            vec![remark(
                "content",
                "can't stand beside `schema`; it is ignored",
            )]
        }
        (false, false) => {
            parameter.insert("schema".to_owned(), json!({}));
            vec![remark(
                "schema",
                "is needed here; without it, any value is taken",
            )]
        }
        _ => Vec::new(),
    }
}

fn remark(keyword: &str, fate: &'static str) -> Remark {
    Remark {
        keyword: keyword.to_owned(),
        fate,
    }
}
