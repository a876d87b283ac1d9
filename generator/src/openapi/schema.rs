//! Schemas, read from the leaves up. openapiv3 copies what a schema consists of at each level above it,
//! several times; here each is read without its parts, which are then put back.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type};
use serde::Deserialize;
use serde_json::{Map, Value};

/// Reads a schema, or a reference to one.
pub fn read(value: Value) -> serde_json::Result<ReferenceOr<Schema>> {
    let Value::Object(mut members) = value else {
        return ReferenceOr::deserialize(value);
    };
    if let Some(Value::String(reference)) = members.get_mut("$ref") {
        let reference = std::mem::take(reference);
        return Ok(ReferenceOr::Reference { reference });
    }
    let parts = Parts::take_from(&mut members)?;
    let mut schema = Schema::deserialize(Value::Object(members))?;
    parts.put_into(&mut schema.schema_kind);
    Ok(ReferenceOr::Item(schema))
}

/// The schemas that a schema is made of.
#[derive(Default)]
struct Parts {
    properties: IndexMap<String, ReferenceOr<Box<Schema>>>,
    additional: Option<Box<ReferenceOr<Schema>>>,
    items: Option<ReferenceOr<Box<Schema>>>,
    one_of: Vec<ReferenceOr<Schema>>,
    any_of: Vec<ReferenceOr<Schema>>,
    all_of: Vec<ReferenceOr<Schema>>,
    not: Option<Box<ReferenceOr<Schema>>>,
}

impl Parts {
    /// Takes the parts out. Something is left in their places: which keywords there are tells openapiv3
    /// the kind of the schema.
    fn take_from(schema: &mut Map<String, Value>) -> serde_json::Result<Self> {
        let mut parts = Self::default();
        for (keyword, value) in schema {
            match (keyword.as_str(), value) {
                ("properties", Value::Object(members)) => {
                    let members = std::mem::take(members).into_iter();
                    let members = members.map(|(name, value)| Ok((name, boxed(read(value)?))));
                    parts.properties = members.collect::<serde_json::Result<_>>()?;
                }
                ("additionalProperties", value @ Value::Object(_)) => {
                    let value = std::mem::replace(value, Value::Bool(true));
                    parts.additional = Some(Box::new(read(value)?));
                }
                ("items", value @ Value::Object(_)) => {
                    parts.items = Some(boxed(read(take(value))?));
                }
                ("not", value @ Value::Object(_)) => {
                    parts.not = Some(Box::new(read(take(value))?));
                }
                ("oneOf", Value::Array(branches)) => parts.one_of = all(branches)?,
                ("anyOf", Value::Array(branches)) => parts.any_of = all(branches)?,
                ("allOf", Value::Array(branches)) => parts.all_of = all(branches)?,
                _ => {}
            }
        }
        Ok(parts)
    }

    fn put_into(self, kind: &mut SchemaKind) {
        let additional = self.additional.map(AdditionalProperties::Schema);
        match kind {
            SchemaKind::Type(Type::Object(object)) => {
                object.properties = self.properties;
                object.additional_properties = additional.or(object.additional_properties.take());
            }
            SchemaKind::Type(Type::Array(array)) => array.items = self.items,
            SchemaKind::Type(_) => {}
            SchemaKind::OneOf { one_of } => *one_of = self.one_of,
            SchemaKind::AnyOf { any_of } => *any_of = self.any_of,
            SchemaKind::AllOf { all_of } => *all_of = self.all_of,
            SchemaKind::Not { not } => *not = self.not.unwrap_or_else(|| not.clone()),
            SchemaKind::Any(any) => {
                any.properties = self.properties;
                any.additional_properties = additional.or(any.additional_properties.take());
                any.items = self.items;
                any.one_of = self.one_of;
                any.any_of = self.any_of;
                any.all_of = self.all_of;
                any.not = self.not;
            }
        }
    }
}

/// What stands in for a part: a schema that says nothing.
fn take(part: &mut Value) -> Value {
    std::mem::replace(part, Value::Object(Map::new()))
}

fn all(branches: &mut Vec<Value>) -> serde_json::Result<Vec<ReferenceOr<Schema>>> {
    std::mem::take(branches).into_iter().map(read).collect()
}

fn boxed(schema: ReferenceOr<Schema>) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
    }
}
