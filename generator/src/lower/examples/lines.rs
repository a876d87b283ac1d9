//! Examples of bodies that are sent line by line → lists of items.

use crate::api;
use serde_json::Value;
use std::borrow::Cow;

/// The character before each value of a JSON text sequence (RFC 7464, section 2.2).
const RECORD_SEPARATOR: char = '\u{1E}';

/// The items in an example of a whole body: a list of them or, as documents had it before 3.2, one of them. Some
/// documents write the lines as text. `None` if a line of it isn't JSON.
pub fn items(example: &Value) -> Option<Vec<Value>> {
    if let Value::String(text) = example {
        let lines = text.split(['\n', RECORD_SEPARATOR]).map(str::trim);
        let lines = lines.filter(|line| !line.is_empty());
        let lines: Option<Vec<Value>> = lines.map(|line| serde_json::from_str(line).ok()).collect();
        // The text of a whole list is a line, too.
        match lines.as_deref() {
            Some([Value::Array(_)]) => {}
            Some(_) => return lines,
            None if text.trim_start().starts_with(['{', '[']) => {}
            None => return None,
        }
    }
    match api::meant(example) {
        Cow::Borrowed(Value::Array(items)) => Some(items.clone()),
        Cow::Owned(Value::Array(items)) => Some(items),
        Cow::Borrowed(Value::String(_)) => None,
        one => Some(vec![one.into_owned()]),
    }
}

#[cfg(test)]
mod tests {
    use super::items;
    use serde_json::{Value, json};

    #[test]
    fn items_of_examples() {
        let both = || Some(vec![json!({"a": 1}), json!({"a": 2})]);
        for whole in [
            json!([{"a": 1}, {"a": 2}]),
            json!("{\"a\": 1}\n\n{\"a\": 2}\r\n"),
            json!("\u{1E}{\"a\": 1}\n\u{1E}{\"a\": 2}\n"),
            json!("[{\"a\": 1},\n {\"a\": 2}]"),
            json!("[{\"a\": 1}, {\"a\": 2}]"),
        ] {
            assert_eq!(items(&whole), both(), "{whole}");
        }
        for one in [json!({"a": 1}), json!("{\n\"a\": 1}")] {
            assert_eq!(items(&one), Some(vec![json!({"a": 1})]), "{one}");
        }
        assert_eq!(items(&json!("name,age\nAda,36")), None);
        assert_eq!(items(&Value::Null), Some(vec![Value::Null]));
        assert_eq!(items(&json!("")), Some(Vec::new()));
    }
}
