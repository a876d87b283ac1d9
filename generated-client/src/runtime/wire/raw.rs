//! The text of a JSON value as a free-form value. `serde_json` has accepted the text as JSON; here it
//! is read even if a value can't hold it in full: the rest is dropped and noted.

use super::context::{Context, Failed};
use super::path::Segment;
use super::tree::Numbers;
use super::{budget, lenient};
use serde_json::{Map, Number, Value};
use std::borrow::Cow;

/// The largest number of nested arrays and objects, as in `serde_json`.
pub(super) const MAX_DEPTH: usize = 127;
pub(super) const TOO_DEEP: &str = "nested deeper than 127 levels; dropped";
pub(super) const LONE_SURROGATE: &str = "half of a surrogate pair; replaced by U+FFFD";

/// The value of a text; `None` if no value can hold it.
pub(super) fn value(
    source: &str,
    numbers: Numbers,
    context: &mut Context,
) -> Result<Option<Value>, Failed> {
    let at = 0;
    let mut text = Text {
        source,
        numbers,
        at,
    };
    text.value(context)
}

struct Text<'a> {
    source: &'a str,
    numbers: Numbers,
    at: usize,
}

impl<'a> Text<'a> {
    /// The next byte that is neither white space nor a comma or colon, the only bytes between two
    /// values; zero at the end.
    fn peek(&mut self) -> u8 {
        let rest = self.source.as_bytes().get(self.at..).unwrap_or_default();
        let is_between = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',' | b':');
        let skipped = rest.iter().position(|byte| !is_between(byte));
        self.at += skipped.unwrap_or(rest.len());
        self.source.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// The text before the first byte that `is_end`.
    fn until(&mut self, is_end: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.source.as_bytes().get(self.at..).unwrap_or_default();
        let len = rest.iter().position(|byte| is_end(*byte));
        let start = self.at;
        self.at += len.unwrap_or(rest.len());
        self.source.get(start..self.at).unwrap_or_default()
    }

    fn value(&mut self, context: &mut Context) -> Result<Option<Value>, Failed> {
        match self.peek() {
            open @ (b'{' | b'[') => {
                if context.depth >= MAX_DEPTH {
                    self.skip();
                    context.note(TOO_DEEP);
                    return Ok(None);
                }
                self.at += 1;
                context.depth += 1;
                let value = match open {
                    b'{' => self.members(context).map(Value::Object),
                    _ => self.items(context).map(Value::Array),
                };
                context.depth -= 1;
                value.map(Some)
            }
            b'"' => self.string(context).map(|text| Some(Value::String(text))),
            _ => self.literal(context).map(Some),
        }
    }

    fn literal(&mut self, context: &mut Context) -> Result<Value, Failed> {
        let is_end =
            |byte: u8| !matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'+' | b'.' | b'E');
        match self.until(is_end) {
            "null" => Ok(Value::Null),
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            digits => self.number(digits, context),
        }
    }

    fn number(&self, digits: &str, context: &mut Context) -> Result<Value, Failed> {
        if let Ok(number) = digits.parse::<Number>() {
            let is_held = if context.digits.are_kept && self.numbers == Numbers::Marked {
                number.to_string() == digits
            } else {
                !lenient::is_beyond(digits, &number)
            };
            if is_held {
                return Ok(Value::Number(number));
            }
        }
        // The memory of a text or of an object with one member.
        context.take(budget::json_entry(digits, 0) + budget::text(digits.len()))?;
        Ok(match self.numbers {
            Numbers::Marked => lenient::digits(digits, context),
            Numbers::Free => lenient::free(digits, context),
        })
    }

    fn items(&mut self, context: &mut Context) -> Result<Vec<Value>, Failed> {
        let mut items = Vec::new();
        while !matches!(self.peek(), b']' | 0) {
            context.step(budget::json_item(items.len()))?;
            let since = context.noted();
            let item = self.value(context);
            context.leave(&item, since, || Segment::Index(items.len()));
            // A value that can't be held becomes null, so that the other items keep their indices.
            items.push(item?.unwrap_or_default());
        }
        self.at += 1;
        Ok(items)
    }

    fn members(&mut self, context: &mut Context) -> Result<Map<String, Value>, Failed> {
        let mut members = Map::new();
        while self.peek() == b'"' {
            // `string` has counted the memory of the name.
            let name = self.string(context)?;
            context.step(budget::json_entry("", members.len()))?;
            let since = context.noted();
            let value = self.value(context);
            context.leave(&value, since, || Segment::key(&name));
            match value? {
                Some(value) => members.insert(name, value),
                None => members.remove(&name),
            };
        }
        self.at += 1;
        Ok(members)
    }

    fn string(&mut self, context: &mut Context) -> Result<String, Failed> {
        let quoted = self.quoted();
        context.take(budget::text(quoted.len()))?;
        let inner = quoted.get(1..quoted.len().saturating_sub(1));
        let inner = inner.unwrap_or_default();
        if !inner.contains('\\') {
            return Ok(inner.to_owned());
        }
        if let Ok(text) = serde_json::from_str(quoted) {
            return Ok(text);
        }
        context.note(LONE_SURROGATE);
        Ok(serde_json::from_str(&mend(quoted)).unwrap_or_default())
    }

    /// The next string, with its quotes.
    fn quoted(&mut self) -> &'a str {
        let start = self.at;
        self.at += 1;
        loop {
            self.until(|byte| matches!(byte, b'"' | b'\\'));
            match self.source.as_bytes().get(self.at) {
                Some(b'\\') => self.at += 2,
                _ => break,
            }
        }
        self.at += 1;
        self.source.get(start..self.at).unwrap_or_default()
    }

    /// Skips the next array or object, however deep it is.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        loop {
            self.until(|byte| matches!(byte, b'{' | b'[' | b'}' | b']' | b'"'));
            match self.source.as_bytes().get(self.at) {
                Some(b'"') => {
                    self.quoted();
                    continue;
                }
                Some(b'{' | b'[') => depth += 1,
                Some(_) => depth = depth.saturating_sub(1),
                None => return,
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }
}

/// Replaces each half of a surrogate pair in a JSON text with U+FFFD. The length stays the same.
pub(super) fn mend(json: &str) -> Cow<'_, str> {
    let mut mended = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = json.get(at..).and_then(|rest| rest.find('\\')) {
        at += found;
        match surrogate(json, at) {
            Some(0xD800..=0xDBFF) if matches!(surrogate(json, at + 6), Some(0xDC00..)) => at += 12,
            Some(_) => {
                mended.push_str(&json[copied..at]);
                mended.push_str("\\ufffd");
                at += 6;
                copied = at;
            }
            // The next character is escaped, and may have several bytes if the text is not JSON.
            None => at += 1 + json[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    if mended.is_empty() {
        return Cow::Borrowed(json);
    }
    mended.push_str(&json[copied..]);
    Cow::Owned(mended)
}

/// The surrogate in the escape at `at`.
fn surrogate(json: &str, at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
    let unit = u16::from_str_radix(digits, 16).ok()?;
    (0xD800..=0xDFFF).contains(&unit).then_some(unit)
}
