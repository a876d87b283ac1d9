//! JSON in docs and tests, and in files about a run.

use super::is_hidden;
use super::raw::raw_string;
use proc_macro2::Literal;
use serde_json::Value;
use std::fmt::{self, Write as _};

/// The most characters of a line that can be broken.
const WIDTH: usize = 100;

/// The most bytes of a line, on average, if the number of lines is limited.
const MOST_PER_LINE: usize = 1_000;
/// The most spaces before a line: deeply nested values would be more spaces than text.
const MAX_INDENT: usize = 32;

/// A value for a file, over several lines, with every hidden character escaped.
#[must_use]
pub fn json(value: &Value) -> String {
    escaped(format!("{value:#}"))
}

/// A value on one line, with every hidden character escaped.
#[must_use]
pub fn json_line(value: &Value) -> String {
    escaped(value.to_string())
}

fn escaped(text: String) -> String {
    if !text.contains(|c| is_hidden(c) && c != '\n') {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        // The line breaks of a string are escaped already: the others separate values.
        if c == '\n' {
            out.push(c);
        } else {
            push(c, &mut out);
        }
    }
    out
}

/// The lines of a value as JSON. Every hidden character in them is escaped.
#[derive(Clone, PartialEq, Eq)]
pub struct Json(Vec<String>);

impl Json {
    /// The lines of a value, if they are at most `most`: a value that fits on a line stays on one.
    #[must_use]
    pub fn lines(value: &Value, most: usize) -> Option<Self> {
        let mut lines = Lines {
            done: Vec::new(),
            line: String::new(),
            most,
            left: most.saturating_mul(MOST_PER_LINE),
        };
        lines.value(value, 0)?;
        lines.end()?;
        Some(Self(lines.done))
    }

    /// The number of bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0.iter().map(|line| line.len() + 1).sum()
    }

    /// The number of lines.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The lines, for a block of code.
    #[must_use]
    pub fn as_lines(&self) -> &[String] {
        &self.0
    }

    /// A raw string literal.
    #[must_use]
    pub fn literal(&self) -> Literal {
        raw_string(&self.0.join("\n"), 1)
    }
}

/// Formats the lines like a list of strings, quoted and escaped.
impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

struct Lines {
    done: Vec<String>,
    /// The unfinished line.
    line: String,
    most: usize,
    /// The bytes that are left for all lines.
    left: usize,
}

impl Lines {
    /// Ends a line; `None` if there are too many lines or bytes.
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
        // The width counts a comma after the value.
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
        self.line
            .extend(std::iter::repeat_n(' ', indent.min(MAX_INDENT)));
        self.line.push(close);
        Some(())
    }

    /// Writes a member on a line of its own.
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
        self.line
            .extend(std::iter::repeat_n(' ', indent.min(MAX_INDENT)));
        if let Some(name) = name {
            string(name, &mut self.line);
            self.line.push_str(": ");
        }
        self.value(value, indent)
    }
}

/// Writes a value on the line, as far as the line has less than `width` bytes; returns whether the value is
/// complete.
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
        push(c, out);
    }
}

/// Adds a character of a string, escaped if it is hidden (RFC 8259, section 7).
fn push(c: char, out: &mut String) {
    if is_hidden(c) {
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    } else {
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::{Json, json as file};
    use crate::text::is_hidden;
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
        let lines =
            |value: &Value, most| Json::lines(value, most).map(|json| json.as_lines().to_vec());
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
        let odd = "\u{202e}\u{85}\u{7f}\"\\\n\u{0}\u{e0041}\u{feff}é";
        let value = json!([{odd: odd, "deep": [[[["x".repeat(90)]]]]}, 1.5, -1, false]);
        let lines = Json::lines(&value, usize::MAX).map(|json| json.as_lines().join("\n"));
        for text in [lines.unwrap_or_default(), file(&value)] {
            assert!(!text.contains(|c| is_hidden(c) && c != '\n'), "{text}");
            assert_eq!(
                serde_json::from_str::<Value>(&text).ok().as_ref(),
                Some(&value)
            );
        }
    }
}
