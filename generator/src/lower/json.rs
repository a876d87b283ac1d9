//! JSON as docs and tests show it.

use super::docs;
use serde_json::Value;
use std::fmt::Write as _;

/// How long a line becomes at most, where it can be broken.
const WIDTH: usize = 100;

/// The lines of a value as JSON: what fits on a line stands on one. What would turn the direction of the
/// text is escaped, and so is whatever else is no plain character: a doc comment can't hold it.
pub fn lines(value: &Value) -> Vec<String> {
    let mut text = String::new();
    write(value, 0, 0, &mut text);
    text.lines().map(str::to_owned).collect()
}

/// Writes a value that begins at `column` of a line with this `indent`.
fn write(value: &Value, indent: usize, column: usize, out: &mut String) {
    let start = out.len();
    write_on_line(value, out);
    let (open, close, count) = match value {
        Value::Array(items) => ('[', ']', items.len()),
        Value::Object(members) => ('{', '}', members.len()),
        _ => return,
    };
    // The comma that may follow counts as well.
    if count == 0 || column + out[start..].chars().count() < WIDTH {
        return;
    }
    out.truncate(start);
    out.push(open);
    let inner = indent + 2;
    let mut next = |name: Option<&String>, value: &Value| {
        if out.len() > start + 1 {
            out.push(',');
        }
        let _ = write!(out, "\n{:inner$}", "");
        let line = out.len();
        if let Some(name) = name {
            string(name, out);
            out.push_str(": ");
        }
        write(value, inner, inner + out.len() - line, out);
    };
    match value {
        Value::Array(items) => items.iter().for_each(|item| next(None, item)),
        Value::Object(members) => members
            .iter()
            .for_each(|(name, value)| next(Some(name), value)),
        _ => {}
    }
    let _ = write!(out, "\n{:indent$}{close}", "");
}

fn write_on_line(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => string(text, out),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                write_on_line(item, out);
            }
            out.push(']');
        }
        Value::Object(members) if members.is_empty() => out.push_str("{}"),
        Value::Object(members) => {
            out.push('{');
            for (i, (name, value)) in members.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { " " });
                string(name, out);
                out.push_str(": ");
                write_on_line(value, out);
            }
            out.push_str(" }");
        }
        scalar => {
            let _ = write!(out, "{scalar}");
        }
    }
}

fn string(text: &str, out: &mut String) {
    let is_plain = |b: u8| (b' '..=b'~').contains(&b) && b != b'"' && b != b'\\';
    if text.bytes().all(is_plain) {
        out.extend(["\"", text, "\""]);
        return;
    }
    for c in Value::from(text).to_string().chars() {
        if c.is_control() || docs::turns(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lines;
    use serde_json::{Value, json};

    #[test]
    fn what_fits_on_a_line_stands_on_one() {
        let long = "x".repeat(80);
        let value = json!({"id": 1, "of": [], "by": {"a": {}, "b": [true, null]}, "text": long});
        let expected = [
            "{",
            "  \"id\": 1,",
            "  \"of\": [],",
            "  \"by\": { \"a\": {}, \"b\": [true, null] },",
            &format!("  \"text\": \"{long}\""),
            "}",
        ];
        assert_eq!(lines(&value), expected);
        assert_eq!(lines(&json!({"id": 1})), ["{ \"id\": 1 }"]);
    }

    #[test]
    fn it_is_the_same_value_whatever_stands_in_it() {
        let odd = "\u{202e}\u{85}\u{7f}\"\\\n\u{0}é";
        let value = json!([{odd: odd, "deep": [[[["x".repeat(90)]]]]}, 1.5, -1, false]);
        let text = lines(&value).join("\n");
        assert!(text.is_ascii() || !text.contains('\u{202e}') && !text.contains('\u{85}'));
        assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(value));
    }
}
