//! The check that a value lost nothing on its way through a type.

use serde_json::Value;

/// The first difference between `before` and `after`, or `None` for equal JSON: 1 equals 1.0, and a
/// null member equals a missing one unless its name is in `told_apart`.
pub fn lost(before: &Value, after: &Value, told_apart: &[String]) -> Option<String> {
    let mut place = String::new();
    differs(before, after, told_apart, &mut place).then_some(place)
}

fn differs(before: &Value, after: &Value, told_apart: &[String], place: &mut String) -> bool {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let added = after.keys().filter(|key| !before.contains_key(*key));
            before.keys().chain(added).any(|key| {
                let (before, after) = (before.get(key), after.get(key));
                let length = place.len();
                place.push('.');
                place.push_str(key);
                let differs = match (before, after) {
                    (Some(before), Some(after)) => differs(before, after, told_apart, place),
                    (Some(Value::Null), None) | (None, Some(Value::Null)) => {
                        told_apart.contains(key)
                    }
                    _ => true,
                };
                if !differs {
                    place.truncate(length);
                }
                differs
            })
        }
        (Value::Array(before), Value::Array(after)) => {
            before.len() != after.len()
                || before
                    .iter()
                    .zip(after)
                    .enumerate()
                    .any(|(index, (before, after))| {
                        let length = place.len();
                        place.push_str(&format_args!("[{index}]").to_string());
                        let differs = differs(before, after, told_apart, place);
                        if !differs {
                            place.truncate(length);
                        }
                        differs
                    })
        }
        (Value::Number(before), Value::Number(after)) => {
            before != after && before.as_f64() != after.as_f64()
        }
        _ => before != after,
    }
}

#[cfg(test)]
mod tests {
    use super::lost;
    use serde_json::json;

    #[test]
    fn what_is_lost_is_found() {
        for (before, after, place) in [
            (json!({"a": 1}), json!({"a": 1.0}), None),
            (json!({"a": null}), json!({}), None),
            (json!({}), json!({"a": null}), None),
            (json!({"strict": null}), json!({}), Some(".strict")),
            (
                json!({"a": [{"b": 1}]}),
                json!({"a": [{}]}),
                Some(".a[0].b"),
            ),
            (json!({"a": 1}), json!({"a": "1"}), Some(".a")),
            (json!([1, 2]), json!([1]), Some("")),
            (json!({}), json!({"a": 1}), Some(".a")),
        ] {
            let told_apart = ["strict".to_owned()];
            let found = lost(&before, &after, &told_apart);
            assert_eq!(found.as_deref(), place, "{before} {after}");
        }
    }
}
