//! JSON as docs and tests show it.

use super::docs;
use serde_json::Value;
use std::fmt::Write as _;

/// How long a line becomes at most, where it can be broken.
const WIDTH: usize = 100;

/// How many bytes a line has at most, on average, where there may only be so many.
const MOST_PER_LINE: usize = 1_000;

/// The lines of a value as JSON, if they are at most so many: what fits on a line stands on one. What would
/// turn the direction of the text is escaped, and so is whatever else is no plain character: a doc comment
/// can't hold it.
pub fn lines(value: &Value, most: usize) -> Option<Vec<String>> {
    let mut lines = Lines {
        done: Vec::new(),
        line: String::new(),
        most,
        left: most.saturating_mul(MOST_PER_LINE),
    };
    lines.value(value, 0)?;
    lines.end()?;
    Some(lines.done)
}

struct Lines {
    done: Vec<String>,
    /// What is being written.
    line: String,
    most: usize,
    /// The bytes that all lines may still have.
    left: usize,
}

impl Lines {
    /// Ends a line, unless there are too many.
    fn end(&mut self) -> Option<()> {
        self.left = self.left.checked_sub(self.line.len())?;
        self.done.push(std::mem::take(&mut self.line));
        (self.done.len() <= self.most).then_some(())
    }

    fn value(&mut self, value: &Value, indent: usize) -> Option<()> {
        let (open, close) = match value {
            Value::Array(_) => ('[', ']'),
            Value::Object(_) => ('{', '}'),
            scalar => {
                write(scalar, usize::MAX, &mut self.line);
                return Some(());
            }
        };
        let start = self.line.len();
        // The comma that may follow counts as well.
        if write(value, WIDTH - 1, &mut self.line) {
            return Some(());
        }
        self.line.truncate(start);
        self.line.push(open);
        match value {
            Value::Array(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.member(i > 0, None, item, indent + 2)?;
                }
            }
            Value::Object(members) => {
                for (i, (name, value)) in members.iter().enumerate() {
                    self.member(i > 0, Some(name), value, indent + 2)?;
                }
            }
            _ => {}
        }
        self.end()?;
        self.line.extend(std::iter::repeat_n(' ', indent));
        self.line.push(close);
        Some(())
    }

    /// A member on a line of its own.
    fn member(
        &mut self,
        follows: bool,
        name: Option<&String>,
        value: &Value,
        indent: usize,
    ) -> Option<()> {
        if follows {
            self.line.push(',');
        }
        self.end()?;
        self.line.extend(std::iter::repeat_n(' ', indent));
        if let Some(name) = name {
            string(name, &mut self.line);
            self.line.push_str(": ");
        }
        self.value(value, indent)
    }
}

/// Writes a value on the line, as long as that has less than `width` bytes; whether all of it is there.
fn write(value: &Value, width: usize, out: &mut String) -> bool {
    match value {
        Value::String(text) if out.len().saturating_add(text.len()) >= width => return false,
        Value::String(text) => string(text, out),
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "[" });
                if !write(item, width, out) {
                    return false;
                }
            }
            out.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        Value::Object(members) => {
            for (i, (name, value)) in members.iter().enumerate() {
                if out.len().saturating_add(name.len()) >= width {
                    return false;
                }
                out.push_str(if i > 0 { ", " } else { "{ " });
                string(name, out);
                out.push_str(": ");
                if !write(value, width, out) {
                    return false;
                }
            }
            out.push_str(if members.is_empty() { "{}" } else { " }" });
        }
        scalar => {
            let _ = write!(out, "{scalar}");
        }
    }
    out.len() < width
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
        let text = format!("  \"text\": \"{long}\"");
        let expected = [
            "{",
            "  \"id\": 1,",
            "  \"of\": [],",
            "  \"by\": { \"a\": {}, \"b\": [true, null] },",
            &text,
            "}",
        ];
        assert_eq!(lines(&value, 6), Some(expected.map(str::to_owned).to_vec()));
        assert_eq!(lines(&value, 5), None);
        assert_eq!(lines(&json!(["x".repeat(10_000)]), 9), None);
        assert_eq!(
            lines(&json!({"id": 1}), 1),
            Some(vec!["{ \"id\": 1 }".to_owned()])
        );
    }

    #[test]
    fn it_is_the_same_value_whatever_stands_in_it() {
        let odd = "\u{202e}\u{85}\u{7f}\"\\\n\u{0}é";
        let value = json!([{odd: odd, "deep": [[[["x".repeat(90)]]]]}, 1.5, -1, false]);
        let text = lines(&value, usize::MAX).unwrap_or_default().join("\n");
        assert!(text.is_ascii() || !text.contains('\u{202e}') && !text.contains('\u{85}'));
        assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(value));
    }
}
