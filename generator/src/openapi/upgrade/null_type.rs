//! `type: null` and `type: [string, null]`: YAML reads null where the word "null" is meant.

use serde_json::{Map, Value};

use super::remark;
use crate::openapi::spec::{Remark, Version};
use crate::openapi::view::is_about_any;

/// In a list, null can mean nothing else. Alone, it may be a type that was left out: keywords about values of a type
/// tell.
pub fn null_type(schema: &mut Map<String, Value>, _: Version) -> Vec<Remark> {
    let keyword = "type";
    match schema.get_mut(keyword) {
        Some(Value::Array(names)) => {
            let mut remarks = Vec::new();
            for (index, name) in names.iter_mut().enumerate() {
                if name.is_null() {
                    *name = "null".into();
                    let index = Some(index);
                    remarks.push(Remark::Quoted { keyword, index });
                }
            }
            remarks
        }
        Some(Value::Null) => {
            let is_other = |key: &String| is_about_any(key) || OTHERS.contains(&key.as_str());
            if schema.keys().any(is_other) {
                schema.shift_remove(keyword);
                return vec![remark(keyword, "has no value; it is ignored")];
            }
            schema.insert(keyword.to_owned(), "null".into());
            let index = None;
            vec![Remark::Quoted { keyword, index }]
        }
        _ => Vec::new(),
    }
}

/// Keywords that say more of a value than its type.
const OTHERS: [&str; 7] = [
    "$ref", "allOf", "anyOf", "oneOf", "enum", "const", "nullable",
];
