//! Integers that are probably times, without a unit in the document.

use super::walk::Place;
use crate::diagnostic::{Code, Diagnostics};
use crate::openapi::view::{Members, RefOr, Schema, View};
use crate::steps::step;
use heck::ToSnakeCase as _;
use serde_json::Value;

/// Whole names of times.
const WHOLE: &[&str] = &["created", "expires", "modified", "updated"];

/// The beginnings of words in a description for the unit of an integer, or for something other than a time: a count, or
/// a place in a list.
const SAID: &[&str] = &[
    "epoch", "milli", "nano", "micro", "second", "unix", "posix", "minute", "hour", "day",
    "number", "count", "offset", "amount", "quantit", "week", "month", "year",
];

/// Whole words with the same meaning. The beginning `index` would exclude "indexed", which has a time.
const WORDS: &[&str] = &[
    "s", "ms", "ns", "us", "µs", "index", "indexes", "indices", "total", "totals",
];

/// Reports integer members without a unit whose name is a time's.
pub fn members(schema: Schema<'_>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    let members: Members<RefOr<Schema>> = schema.object().map("properties");
    for (name, member) in members.iter() {
        step();
        let RefOr::Item(member) = member else {
            continue;
        };
        // Most members have another type, which is seen sooner than the words of a name.
        if may_be_integer(member) && is_time(name) && is_bare(member) {
            let at = place.pointer().child("properties").child(name);
            diagnostics.report(Code::UnixTime, &at, &[name]);
        }
    }
}

fn may_be_integer(schema: Schema<'_>) -> bool {
    let is_integer = |ty: &Value| ty == "integer";
    match schema.object().value("type") {
        Some(Value::Array(types)) => types.iter().any(is_integer),
        ty => ty.is_some_and(is_integer),
    }
}

/// Whether a schema is an integer with no keyword but its width.
fn is_bare(schema: Schema<'_>) -> bool {
    let keywords = schema.keywords();
    let is_width = keywords
        .format
        .name
        .is_none_or(|format| matches!(format, "int32" | "int64"));
    let texts = [keywords.title, keywords.description];
    let is_said = |text: &str| {
        let text = text.to_lowercase();
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|word| SAID.iter().any(|said| word.starts_with(said)) || WORDS.contains(&word))
    };
    let is_said = texts.into_iter().flatten().any(is_said);
    keywords.ty == Some("integer") && is_width && keywords.values.is_empty() && !is_said
}

/// Whether a member is a time, by its name.
fn is_time(name: &str) -> bool {
    let name = name.to_snake_case();
    let (before, last) = name.rsplit_once('_').unwrap_or(("", &name));
    // `at` alone isn't a time.
    last == "timestamp" || last == "at" && !before.is_empty() || WHOLE.contains(&&*name)
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
            ("createdAtCount", false),
        ] {
            assert_eq!(is_time(name), expect, "{name}");
        }
    }
}
