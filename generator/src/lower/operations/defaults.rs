//! The values that calls send for required parameters with a `default`, unless a setter gives another: the server
//! demands the parameter, and the document knows a value for it.

use crate::api::{self, Kind, Location, SchemaId};
use crate::ir::{ConstantValue, Ty};
use crate::lower::facts::Facts;
use crate::number::whole_value;
use crate::text::header;
use serde_json::Value;

/// The value that is sent for a required parameter unless it is set, if its type can hold its default. A path has
/// none: it names the thing that the call is about, and a call about another one is worse than an argument.
pub fn default(facts: &Facts, parameter: &api::Parameter) -> Option<ConstantValue> {
    let schema = parameter.schema;
    let (_, default) = facts.default(schema)?;
    let is_exact = default.exact.is_none();
    let is_described = is_exact && !facts.is_nullable(schema) && !facts.secret(schema);
    let value = held(facts, schema, &default.value).filter(|_| is_described)?;
    let text = default.value.as_str();
    let can_be_sent = match parameter.location {
        Location::Path | Location::Part => false,
        Location::Query => true,
        Location::Header => text.is_none_or(header::is_value),
        Location::Cookie => text.is_none_or(header::is_cookie_value),
    };
    can_be_sent.then_some(value)
}

/// A number, unless it is an integer that lies between two doubles.
fn exact(number: &Value) -> Option<f64> {
    let double = number.as_f64()?;
    let digits = number.to_string();
    let is_exact = number.is_f64() || format!("{double:.0}") == digits;
    is_exact.then_some(double)
}

/// A scalar, if the type of the schema can hold it. An empty text says nothing.
fn held(facts: &Facts, schema: SchemaId, default: &Value) -> Option<ConstantValue> {
    let (target, _) = facts.api.behind_aliases(schema);
    let text = || default.as_str().filter(|text| !text.is_empty());
    let kind = &facts.api[target].kind;
    match (facts.ty(schema), kind) {
        (Ty::String, _) | (Ty::Named(_), Kind::OpenEnum(_)) => {
            Some(ConstantValue::Text(text()?.into()))
        }
        (Ty::Named(_), Kind::StringEnum(values)) => {
            let text = text().filter(|text| values.iter().any(|value| value == text));
            Some(ConstantValue::Text(text?.into()))
        }
        (Ty::Named(_), Kind::IntegerEnum(values)) => {
            let number = whole_value(default);
            let number = number.filter(|number| values.contains(number));
            number.map(ConstantValue::Integer)
        }
        (Ty::I32, _) => {
            let number = i32::try_from(whole_value(default)?).ok();
            number.map(|number| ConstantValue::Integer(number.into()))
        }
        (Ty::I64, _) => whole_value(default).map(ConstantValue::Integer),
        (Ty::U64, _) => {
            let number = whole_value(default).filter(|number| *number >= 0);
            number.map(ConstantValue::Integer)
        }
        (Ty::F64, _) => exact(default).map(ConstantValue::Number),
        (Ty::Bool, _) => default.as_bool().map(ConstantValue::Bool),
        _ => None,
    }
}
