//! Integers that are likely times, of which the document doesn't say so.

use super::walk::Place;
use crate::diagnostic::{Code, Diagnostics};
use crate::openapi::view::{RefOr, Schema, View};
use crate::steps::step;

/// The last words of the names of times.
const LAST: &[&str] = &["at", "timestamp"];

/// Whole names of times.
const WHOLE: &[&str] = &["created", "expires", "modified", "updated"];

/// Words of a description that tell the unit of the integer.
const SAID: &[&str] = &[
    "epoch", "millis", "nanos", "micros", "second", "unix", "minute", "hour", "days",
];

/// Reports the members that are integers without a unit, and have the name of a time.
pub fn members(schema: Schema<'_>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    for (name, member) in schema.object().map("properties").iter() {
        step();
        let RefOr::Item(member) = member else {
            continue;
        };
        if is_time(name) && is_bare(member) {
            let at = place.pointer().child("properties").child(name);
            diagnostics.report(Code::UnixTime, &at, &[name]);
        }
    }
}

/// Whether it is an integer of which nothing is said but its width.
fn is_bare(schema: Schema<'_>) -> bool {
    let keywords = schema.keywords();
    let is_width = keywords
        .format
        .name
        .is_none_or(|format| matches!(format, "int32" | "int64"));
    let texts = [keywords.title, keywords.description];
    let is_said = texts.into_iter().flatten().any(|text| {
        let text = text.to_lowercase();
        SAID.iter().any(|word| text.contains(word))
    });
    keywords.ty == Some("integer") && is_width && keywords.values.is_empty() && !is_said
}

/// Whether a member is a time, by its name.
fn is_time(name: &str) -> bool {
    let lower = name.to_lowercase();
    // In `camelCase`, the last word begins with a capital letter.
    let is_word = |start: usize| {
        let before = name[..start].chars().next_back();
        let first = name[start..].chars().next();
        let is_capital = first.is_some_and(char::is_uppercase);
        before.is_none_or(|before| !before.is_alphanumeric() || is_capital && before.is_lowercase())
    };
    let ends = LAST.iter().any(|word| {
        let start = name.len().checked_sub(word.len());
        lower.ends_with(word)
            && start.is_some_and(|start| name.is_char_boundary(start) && is_word(start))
    });
    // `at` alone is no time.
    ends && lower != "at" || WHOLE.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_time;

    #[test]
    fn names_of_times() {
        for (name, expect) in [
            ("created_at", true),
            ("createdAt", true),
            ("closed-at", true),
            ("timestamp", true),
            ("eventTimestamp", true),
            ("expires", true),
            ("format", false),
            ("expires_in", false),
            ("lat", false),
            ("FLAT", false),
            ("at", false),
        ] {
            assert_eq!(is_time(name), expect, "{name}");
        }
    }
}
