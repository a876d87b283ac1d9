//! Integers that a schema writes with a fraction of zero.

use serde_json::{Map, Number, Value};

use crate::number::{whole, whole_value};
use crate::openapi::spec::{Remark, Version};

/// `enum: [1, 2.0]` lists the integers 1 and 2 (JSON Schema 2020-12 Core, section 4.2.2). Where one value has a fraction,
/// or numbers with one are of the type, the values are numbers as they are written.
pub fn whole_values(schema: &mut Map<String, Value>, _: Version) -> Vec<Remark> {
    let has_number = match schema.get("type") {
        Some(Value::Array(names)) => names.iter().any(|name| name == "number"),
        ty => ty.is_some_and(|ty| ty == "number"),
    };
    if has_number {
        return Vec::new();
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        become_whole(values);
    }
    if let Some(value) = schema.get_mut("const") {
        become_whole(std::slice::from_mut(value));
    }
    Vec::new()
}

/// Makes integers of numbers, if all of them are whole.
fn become_whole(values: &mut [Value]) {
    let mut numbers = values.iter().filter_map(Value::as_number);
    if !numbers.clone().any(Number::is_f64) || numbers.any(|it| whole(it).is_none()) {
        return;
    }
    for value in values {
        if let Some(number) = whole_value(value) {
            *value = number.into();
        }
    }
}
