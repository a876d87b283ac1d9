//! A branch that only says `nullable: true`: the author means null, and the word for that is newer.

use serde_json::{Map, Value};

use crate::openapi::spec::{Remark, SCHEMA, Version};

/// Keywords that describe a branch and no value.
const ANNOTATIONS: &[&str] = &["title", "description", "default", "example", "examples"];

/// Taken by the word, such a branch is for any value, and nothing would tell the others apart from it.
pub fn null_branch(schema: &mut Map<String, Value>, _: Version) -> Vec<Remark> {
    for keyword in ["anyOf", "oneOf"] {
        let Some(Value::Array(branches)) = schema.get_mut(keyword) else {
            continue;
        };
        // Alone it is all that there is.
        if branches.len() < 2 || branches.iter().all(is_null) {
            continue;
        }
        for branch in branches.iter_mut().filter(|branch| is_null(branch)) {
            if let Value::Object(branch) = branch {
                branch.shift_remove("nullable");
                branch.shift_remove("x-nullable");
                branch.insert("type".to_owned(), "null".into());
            }
        }
    }
    Vec::new()
}

fn is_null(branch: &Value) -> bool {
    let Value::Object(branch) = branch else {
        return false;
    };
    let is_nullable = |(key, value): (&String, &Value)| {
        matches!(key.as_str(), "nullable" | "x-nullable") && *value == Value::Bool(true)
    };
    // An unknown keyword says nothing.
    let says_more = |(key, value): (&String, &Value)| {
        let is_known = SCHEMA.knows(key) || key == "$ref";
        !is_nullable((key, value)) && !ANNOTATIONS.contains(&key.as_str()) && is_known
    };
    branch.iter().any(is_nullable) && !branch.iter().any(says_more)
}

#[cfg(test)]
mod tests {
    use super::is_null;
    use serde_json::json;

    #[test]
    fn which_branches_mean_null() {
        for (branch, expected) in [
            (json!({"nullable": true}), true),
            (json!({"nullable": true, "description": "None."}), true),
            (json!({"nullable": true, "nulable": true}), true),
            (json!({"nullable": true, "type": "string"}), false),
            (json!({"nullable": true, "$ref": "#/a"}), false),
            (json!({"nullable": false}), false),
        ] {
            assert_eq!(is_null(&branch), expected, "{branch}");
        }
    }
}
