//! The check that a value lost nothing on its way through a type.

use instances::{Json, same_number};

/// The first difference between `before` and `after`, or `None` for equal JSON: 1 equals 1.0, and a
/// null member equals a missing one unless its name is in `told_apart`.
pub fn lost(before: &Json, after: &Json, told_apart: &[String]) -> Option<String> {
    let mut place = String::new();
    differs(before, after, told_apart, &mut place).then_some(place)
}

fn differs(before: &Json, after: &Json, told_apart: &[String], place: &mut String) -> bool {
    match (before, after) {
        (Json::Map(before), Json::Map(after)) => {
            let added = after.keys().filter(|key| !before.contains_key(*key));
            before.keys().chain(added).any(|key| {
                let (before, after) = (before.get(key), after.get(key));
                let length = place.len();
                place.push('.');
                place.push_str(key);
                let differs = match (before, after) {
                    (Some(before), Some(after)) => differs(before, after, told_apart, place),
                    (Some(Json::Null), None) | (None, Some(Json::Null)) => told_apart.contains(key),
                    _ => true,
                };
                if !differs {
                    place.truncate(length);
                }
                differs
            })
        }
        (Json::List(before), Json::List(after)) => {
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
        (Json::Number(before), Json::Number(after)) => !same_number(before, after),
        _ => before != after,
    }
}

#[cfg(test)]
mod tests {
    use super::lost;
    use instances::Json;
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
            let parse = |value: &serde_json::Value| Json::parse(&value.to_string()).unwrap();
            let found = lost(&parse(&before), &parse(&after), &told_apart);
            assert_eq!(found.as_deref(), place, "{before} {after}");
        }
    }
}
