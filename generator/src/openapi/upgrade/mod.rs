//! Upgrades and repairs, one function each. An older version's words are upgraded to those of 3.2, and never
//! the other way round. The keywords that views read have the same form in 3.1 and 3.2. Documents of 2.0 have other
//! objects: they are upgraded to the words of 3.x first.

mod line_style;
mod null_branch;
mod null_type;
mod null_word;
mod repairs;
pub mod v2;
mod v3_0;
mod whole_values;

use serde_json::{Map, Value};

use super::spec::{Pass, Remark, Version};
pub use repairs::has_item_list;
pub use v3_0::counts_beside_reference;

/// Our extension of a parameter in a path or a header: the `collectionFormat` that it has in 2.0.
const COLLECTION_FORMAT: &str = "x-collection-format";

/// For the document.
pub const DOCUMENT: &[Pass] = &[Pass::on(&["x-webhooks"], v3_0::webhooks)];

/// For each schema, in this order.
pub const SCHEMA: &[Pass] = &[
    Pass::on(&["$ref"], v3_0::reference_siblings),
    Pass::on(&["discriminator"], repairs::discriminator_name),
    Pass::on(&["items"], repairs::item_list),
    Pass::on(&["items"], repairs::items_of_object),
    Pass::on(
        &["then", "else", "minContains", "maxContains"],
        repairs::companions,
    ),
    Pass::on(&["anyOf", "oneOf"], null_branch::null_branch),
    Pass::on(
        &["unevaluatedProperties", "unevaluatedItems"],
        repairs::unevaluated,
    ),
    Pass::on(&["type"], null_type::null_type),
    Pass::on(&["type"], v3_0::one_type),
    Pass::on(&["nullable", "x-nullable"], v3_0::nullable),
    Pass::on(
        &["exclusiveMinimum", "exclusiveMaximum"],
        v3_0::exclusive_bounds,
    ),
    Pass::on(&["format"], repairs::file),
    Pass::on(&["format"], v3_0::bytes),
    Pass::on(&["example"], v3_0::example),
    Pass::on(&["enum"], repairs::item_values),
    Pass::on(&["enum", "const", "default"], repairs::values_of_type),
    Pass::on(&["enum", "const"], whole_values::whole_values),
];

/// For each schema of a document of 3.2.
pub const NEWEST_SCHEMA: &[Pass] = &[Pass::on(&["nullable"], null_word::null_word)];

/// For each parameter.
pub const PARAMETER: &[Pass] = &[
    Pass::on(&["type"], repairs::bare_type),
    Pass::always(repairs::schema_or_content),
    Pass::on(&["style", COLLECTION_FORMAT], line_style::delimited),
    Pass::on(&["example"], repairs::both_examples),
];

/// For each media type.
pub const MEDIA_TYPE: &[Pass] = &[Pass::on(&["example"], repairs::both_examples)];

/// For each example.
pub const EXAMPLE: &[Pass] = &[Pass::on(
    &["value", "externalValue"],
    repairs::example_values,
)];

/// For each object of responses.
pub const RESPONSES: &[Pass] = &[Pass::always(repairs::status_case)];

/// For each header of a response.
pub const HEADER: &[Pass] = PARAMETER;

fn remark(keyword: &str, fate: &'static str) -> Remark {
    Remark::Told {
        keyword: keyword.to_owned(),
        fate,
    }
}

fn foreign(keyword: &'static str, of: Version) -> Remark {
    Remark::Foreign { keyword, of }
}

fn moved(from: &'static str, to: &[&'static str]) -> Remark {
    let to = to.to_vec();
    Remark::Moved { from, to }
}

/// Whether a schema is for values of this type, and for no others but `null`.
fn is_of(schema: &Map<String, Value>, ty: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(name)) => name == ty,
        Some(Value::Array(names)) => {
            let mut others = names.iter().filter(|name| *name != "null");
            others.next().is_some_and(|name| name == ty) && others.next().is_none()
        }
        _ => false,
    }
}
