//! Writes a tree as YAML or JSON that every reader reads as the same tree: ours, and readers of YAML 1.1, for
//! which `no` is false and `2024-01-01` a date.

use super::is_hidden;
use serde_json::{Map, Number, Value};
use std::fmt::Write as _;

/// The most bytes of a simple key: YAML 1.2, section 7.4.2, allows more, but escapes need room.
const MAX_SIMPLE_KEY: usize = 100;

/// The texts of the numbers of a tree that aren't integers of 64 bits, in the order of the tree. `None` stands
/// for the nearest double.
pub type Decimals = [Option<String>];

/// The tree as YAML.
#[must_use]
pub fn yaml(tree: &Value, decimals: &Decimals) -> String {
    let mut writer = Writer::new(decimals);
    match tree {
        Value::Object(members) if !members.is_empty() => writer.members(members, 0),
        Value::Array(items) if !items.is_empty() => writer.items(items, 0),
        scalar => writer.scalar(scalar, 0),
    }
    writer.out.push('\n');
    writer.out
}

/// The tree as JSON: on several lines, or on one if those have more than `most` bytes. The indents of a large document
/// can be most of it.
#[must_use]
pub fn json_document(tree: &Value, decimals: &Decimals, most: usize) -> String {
    let lines = json(tree, decimals, false);
    if lines.len() <= most {
        return lines;
    }
    drop(lines);
    json(tree, decimals, true)
}

fn json(tree: &Value, decimals: &Decimals, is_one_line: bool) -> String {
    let mut writer = Writer::new(decimals);
    writer.is_one_line = is_one_line;
    writer.json(tree, 0);
    writer.out.push('\n');
    writer.out
}

struct Writer<'d> {
    out: String,
    /// The decimals that are left.
    decimals: std::slice::Iter<'d, Option<String>>,
    /// Whether JSON has no breaks and spaces.
    is_one_line: bool,
}

impl<'d> Writer<'d> {
    fn new(decimals: &'d Decimals) -> Self {
        Self {
            out: String::new(),
            decimals: decimals.iter(),
            is_one_line: false,
        }
    }

    fn line(&mut self, indent: usize) {
        if !self.is_one_line {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n(' ', indent));
        }
    }

    /// The members of an object of YAML; the first begins on the current line.
    fn members(&mut self, members: &Map<String, Value>, indent: usize) {
        for (i, (key, value)) in members.iter().enumerate() {
            if i > 0 {
                self.line(indent);
            }
            if key.len() > MAX_SIMPLE_KEY {
                self.out.push_str("? ");
                quoted(key, yaml_escape, &mut self.out);
                self.line(indent);
            } else if is_plain(key) {
                self.out.push_str(key);
            } else {
                quoted(key, yaml_escape, &mut self.out);
            }
            self.out.push(':');
            match value {
                Value::Object(inner) if !inner.is_empty() => {
                    self.line(indent + 2);
                    self.members(inner, indent + 2);
                }
                Value::Array(items) if !items.is_empty() => {
                    self.line(indent + 2);
                    self.items(items, indent + 2);
                }
                scalar => {
                    self.out.push(' ');
                    self.scalar(scalar, indent + 2);
                }
            }
        }
    }

    /// The items of a list of YAML; the first begins on the current line.
    fn items(&mut self, items: &[Value], indent: usize) {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.line(indent);
            }
            self.out.push_str("- ");
            match item {
                Value::Object(inner) if !inner.is_empty() => self.members(inner, indent + 2),
                Value::Array(inner) if !inner.is_empty() => self.items(inner, indent + 2),
                scalar => self.scalar(scalar, indent + 2),
            }
        }
    }

    /// A value of YAML that is no object or list. Further lines of a text are indented.
    fn scalar(&mut self, value: &Value, indent: usize) {
        match value {
            Value::String(text) if is_plain(text) => self.out.push_str(text),
            Value::String(text) => match block(text) {
                Some(head) => {
                    self.out.push_str(head);
                    for line in text.trim_end_matches('\n').split('\n') {
                        if line.is_empty() {
                            self.out.push('\n');
                        } else {
                            self.line(indent);
                            self.out.push_str(line);
                        }
                    }
                    let rest = text.len() - text.trim_end_matches('\n').len();
                    self.out.extend(std::iter::repeat_n('\n', rest.max(1) - 1));
                }
                None => quoted(text, yaml_escape, &mut self.out),
            },
            Value::Number(number) => self.number(number),
            Value::Object(_) => self.out.push_str("{}"),
            Value::Array(_) => self.out.push_str("[]"),
            other => {
                let _ = write!(self.out, "{other}");
            }
        }
    }

    fn json(&mut self, value: &Value, indent: usize) {
        match value {
            Value::Object(members) if !members.is_empty() => {
                self.out.push('{');
                for (i, (key, value)) in members.iter().enumerate() {
                    self.out.push_str(if i > 0 { "," } else { "" });
                    self.line(indent + 2);
                    quoted(key, json_escape, &mut self.out);
                    self.out.push_str(if self.is_one_line { ":" } else { ": " });
                    self.json(value, indent + 2);
                }
                self.line(indent);
                self.out.push('}');
            }
            Value::Array(items) if !items.is_empty() => {
                self.out.push('[');
                for (i, item) in items.iter().enumerate() {
                    self.out.push_str(if i > 0 { "," } else { "" });
                    self.line(indent + 2);
                    self.json(item, indent + 2);
                }
                self.line(indent);
                self.out.push(']');
            }
            Value::String(text) => quoted(text, json_escape, &mut self.out),
            Value::Number(number) => self.number(number),
            other => {
                let _ = write!(self.out, "{other}");
            }
        }
    }

    fn number(&mut self, number: &Number) {
        if !number.is_f64() {
            let _ = write!(self.out, "{number}");
            return;
        }
        let decimal = self.decimals.next().and_then(Option::as_deref);
        let decimal = decimal.map_or_else(|| number.to_string(), str::to_owned);
        // YAML 1.1 reads `1e22` and `1e-3` as strings.
        match decimal.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => {
                let point = if mantissa.contains('.') { "" } else { ".0" };
                let sign = if exponent.starts_with('-') { "" } else { "+" };
                let exponent = exponent.trim_start_matches('+');
                let _ = write!(self.out, "{mantissa}{point}e{sign}{exponent}");
            }
            None => self.out.push_str(&decimal),
        }
    }
}

/// Whether a text means the same without quotes in every version of YAML. A text that begins with a letter or a
/// slash isn't a number or a date.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "none",
    ];
    let is_first = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '_' | '$');
    text.starts_with(is_first)
        && !text.contains(is_hidden)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// The head of a block that keeps the lines of a text, if there are several and a block can hold them.
fn block(text: &str) -> Option<&'static str> {
    let lines = text.trim_end_matches('\n');
    let is_shown = |c: char| c == '\n' || c == '\t' || !is_hidden(c);
    let is_plain = lines.contains('\n')
        && text.chars().all(is_shown)
        // The first line sets the indent, which can't have tabs.
        && !lines.starts_with([' ', '\n'])
        && !lines.split('\n').any(|line| line.starts_with('\t'))
        // A line of spaces would look like an empty line.
        && !lines.split('\n').any(|line| line.ends_with(' ') && line.trim().is_empty());
    is_plain.then(|| match text.len() - lines.len() {
        0 => "|-",
        1 => "|",
        _ => "|+",
    })
}

/// A text in double quotes.
fn quoted(text: &str, escape: fn(char, &mut String), out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hidden(c) => escape(c, out),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// An escape by the character's number (YAML 1.2, section 5.7).
fn yaml_escape(c: char, out: &mut String) {
    let number = u32::from(c);
    let _ = if number <= 0xffff {
        write!(out, "\\u{number:04x}")
    } else {
        write!(out, "\\U{number:08x}")
    };
}

/// An escape by the character's units of UTF-16 (RFC 8259, section 7).
fn json_escape(c: char, out: &mut String) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        let _ = write!(out, "\\u{unit:04x}");
    }
}
