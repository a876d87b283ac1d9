//! Members that always have the same value.

use crate::api::{Api, Kind, Property, SchemaId};
use serde_json::{Number, Value};

/// A value that a required member always has.
#[derive(Debug, PartialEq)]
pub enum Constant<'a> {
    /// A string.
    String(&'a str),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Number(&'a Number),
    /// A boolean.
    Bool(bool),
    /// Null.
    Null,
}

impl Constant<'_> {
    /// Whether a value is this one.
    #[must_use]
    pub fn is(&self, value: &Value) -> bool {
        match self {
            Self::String(text) => value.as_str() == Some(text),
            Self::Integer(number) => value.as_i64() == Some(*number),
            Self::Number(number) => value.as_f64() == number.as_f64(),
            Self::Bool(flag) => value.as_bool() == Some(*flag),
            Self::Null => value.is_null(),
        }
    }
}

/// The only value of a required member, if its schema allows just one.
#[must_use]
pub fn constant<'a>(api: &'a Api, property: &Property) -> Option<Constant<'a>> {
    let is_required = property.required;
    is_required
        .then(|| only_value(api, property.schema))
        .flatten()
}

/// The only value that a schema allows.
#[must_use]
pub fn only_value(api: &Api, schema: SchemaId) -> Option<Constant<'_>> {
    let (id, nullable) = api.behind_aliases(schema);
    if nullable {
        return api[id].is_null().then_some(Constant::Null);
    }
    match &api[id].kind {
        Kind::StringEnum(values) => match &values[..] {
            [value] => Some(Constant::String(value)),
            _ => None,
        },
        Kind::IntegerEnum(values) => match values[..] {
            [value] => Some(Constant::Integer(value)),
            _ => None,
        },
        Kind::NumberConstant(number) => Some(match number.as_i64() {
            Some(integer) => Constant::Integer(integer),
            None => Constant::Number(number),
        }),
        Kind::BooleanConstant(value) => Some(Constant::Bool(*value)),
        _ => None,
    }
}
