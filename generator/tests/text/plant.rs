//! Puts a text wherever a document has a certain word.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The word; a number follows that tells one place from another.
pub const WORD: &str = "plant";

/// Texts that begin so have signs with a meaning: placeholders and steps in paths and addresses, the ends of
/// the path of an address, any media type.
const WITH_SIGNS: [(&str, &[&str]); 5] = [
    ("/", &["{", "}", "*", ".."]),
    ("http", &["{", "}", "*", "?", "#"]),
    ("application/", &["{", "}", "*"]),
    ("text/", &["{", "}", "*"]),
    ("multipart/", &["{", "}", "*"]),
];

/// A document, and the words in whose place a text is planted without such signs.
pub struct Plant {
    document: Value,
    plain: BTreeMap<String, &'static [&'static str]>,
}

impl Plant {
    pub fn new(document: &Value) -> Self {
        let mut plain = BTreeMap::new();
        let mut texts = Vec::new();
        collect(document, &mut texts);
        for text in texts {
            let signs = WITH_SIGNS.iter().find(|(start, _)| text.starts_with(start));
            if let Some((_, signs)) = signs {
                plain.extend(words(text).into_iter().map(|word| (word, *signs)));
            }
        }
        Self {
            document: document.clone(),
            plain,
        }
    }

    /// The document with `payload` in place of each word, and its number behind it.
    pub fn document(&self, payload: &str) -> Value {
        self.value(&self.document, payload)
    }

    /// The same of a value.
    pub fn value(&self, value: &Value, payload: &str) -> Value {
        match value {
            Value::String(text) => self.text(text, payload).into(),
            Value::Array(items) => items.iter().map(|item| self.value(item, payload)).collect(),
            Value::Object(members) => {
                let members = members.iter();
                let members = members
                    .map(|(key, value)| (self.text(key, payload), self.value(value, payload)));
                Value::Object(members.collect::<Map<_, _>>())
            }
            other => other.clone(),
        }
    }

    /// The same of a text.
    pub fn text(&self, text: &str, payload: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(WORD) {
            let end = at + word_at(&rest[at..]).len();
            let (word, number) = (&rest[at..end], &rest[at + WORD.len()..end]);
            out.push_str(&rest[..at]);
            let mut planted = payload.to_owned();
            for sign in self.plain.get(word).into_iter().copied().flatten() {
                planted = planted.replace(sign, "");
            }
            if text.starts_with("#/") {
                planted = planted
                    .replace('~', "~0")
                    .replace('/', "~1")
                    .replace('%', "%25");
            }
            out.push_str(&planted);
            out.push_str(number);
            rest = &rest[end..];
        }
        out.push_str(rest);
        out
    }
}

fn collect<'a>(value: &'a Value, texts: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => texts.push(text),
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(members) => {
            for (key, value) in members {
                texts.push(key);
                collect(value, texts);
            }
        }
        _ => {}
    }
}

fn word_at(text: &str) -> &str {
    let digits = text[WORD.len()..].bytes().take_while(u8::is_ascii_digit);
    &text[..WORD.len() + digits.count()]
}

/// The words in a text, with their numbers.
pub fn words(text: &str) -> Vec<String> {
    let found = text.match_indices(WORD);
    found
        .map(|(at, _)| word_at(&text[at..]).to_owned())
        .collect()
}
