//! Tables of TOML, for Cargo.toml.

use super::{Raw, is_hidden, visible};
use std::fmt::Write as _;
use toml::{Table, Value};

/// The entries of a table, in their order.
#[derive(Default)]
pub struct Section(Table);

impl Section {
    /// The entries of a table.
    #[must_use]
    pub fn new(table: Table) -> Self {
        Self(table)
    }

    /// Sets a string.
    pub fn text(&mut self, key: &str, value: &Raw) {
        self.set(key, Value::String(value.exact().to_owned()));
    }

    /// Sets a string for people, on one line. Hidden characters are replaced, not escaped: Cargo passes the
    /// package's description to the compiler in its environment, which can't hold a NUL.
    pub fn words(&mut self, key: &str, value: &Raw) {
        let words: Vec<&str> = value.exact().split_whitespace().collect();
        let words = visible(&words.join(" ")).into_owned();
        self.set(key, Value::String(words));
    }

    /// Sets an entry.
    pub fn set(&mut self, key: &str, value: Value) {
        self.0.insert(key.to_owned(), value);
    }

    /// Adds a dependency of this version and features. An existing one keeps its version, and gets the features
    /// as well.
    pub fn dependency(&mut self, key: &Raw, version: &Raw, features: &[Raw]) {
        let text = |text: &Raw| Value::String(text.exact().to_owned());
        let of_version = |version| Table::from_iter([("version".to_owned(), version)]);
        let entry = self.0.entry(key.exact().to_owned());
        let entry = entry.or_insert_with(|| of_version(text(version)).into());
        if features.is_empty() {
            return;
        }
        if let Value::String(version) = entry {
            *entry = of_version(Value::String(version.clone())).into();
        }
        let all = entry.as_table_mut().and_then(|table| {
            let all = table
                .entry("features")
                .or_insert_with(|| Value::Array(Vec::new()));
            all.as_array_mut()
        });
        if let Some(all) = all {
            for feature in features.iter().map(text) {
                if !all.contains(&feature) {
                    all.push(feature);
                }
            }
        }
    }

    /// Sets all entries of another table.
    pub fn extend(&mut self, table: &Table) {
        self.0.extend(table.clone());
    }

    /// The inner table at these keys, created if it is missing; none if another value is there.
    pub fn within(&mut self, keys: &[&str]) -> Option<&mut Table> {
        keys.iter().try_fold(&mut self.0, |table, key| {
            let inner = table.entry(*key).or_insert_with(|| Table::new().into());
            inner.as_table_mut()
        })
    }

    /// Adds the entries to a file, each on a line.
    pub fn spell(&self, out: &mut String) {
        for (key, value) in &self.0 {
            let _ = writeln!(out, "{} = {}", toml_key(key), self::value(value));
        }
    }
}

/// A key, without quotes if possible.
#[must_use]
pub fn toml_key(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(is_bare) {
        key.to_owned()
    } else {
        value(&Value::String(key.to_owned()))
    }
}

/// A value on one line. If a string has a hidden character or would take several lines, all strings are basic
/// strings, because only these have escapes.
fn value(value: &Value) -> String {
    let spelled = value.to_string();
    let is_long = ["\"\"\"", "'''"]
        .iter()
        .any(|quotes| spelled.contains(quotes));
    if !is_long && !spelled.contains(is_hidden) {
        return spelled;
    }
    match value {
        Value::String(text) => basic(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(self::value).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(table) => {
            let entries = table.iter();
            let entries = entries.map(|(key, value)| {
                let value = self::value(value);
                format!("{} = {value}", toml_key(key))
            });
            let entries: Vec<String> = entries.collect();
            format!("{{ {} }}", entries.join(", "))
        }
        _ => spelled,
    }
}

/// A basic string (TOML 1.0, "String").
fn basic(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    out.push('"');
    for c in text.chars() {
        let number = u32::from(c);
        let _ = match c {
            '"' | '\\' => write!(out, "\\{c}"),
            c if is_hidden(c) && number <= 0xffff => write!(out, "\\u{number:04X}"),
            c if is_hidden(c) => write!(out, "\\U{number:08X}"),
            c => write!(out, "{c}"),
        };
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{Section, toml_key};
    use crate::text::{Raw, is_hidden};
    use toml::Table;

    #[test]
    fn a_dependency_is_added_to() {
        let mut section = Section::default();
        section.set("a", "2.5".into());
        section.dependency(&"a".into(), &"2".into(), &["x".into(), "y".into()]);
        section.dependency(&"a".into(), &"2".into(), &["y".into()]);
        section.dependency(&"b".into(), &"1".into(), &[]);
        let mut text = String::new();
        section.spell(&mut text);
        let expect =
            "a = { version = \"2.5\", features = [\"x\", \"y\"] }\nb = { version = \"1\" }\n";
        assert_eq!(text, expect);
    }

    #[test]
    fn a_key_stays_on_its_line_and_is_the_same() {
        for key in [
            "a-b",
            "",
            "it's \"so\"",
            "it's \"so\"\nand so",
            "'''",
            "\u{202e}",
        ] {
            let line = format!("{} = 1", toml_key(key));
            assert_eq!(line.lines().count(), 1, "{line}");
            let read: Table = line.parse().expect("TOML");
            assert_eq!(read.keys().collect::<Vec<_>>(), [key]);
        }
    }

    #[test]
    fn a_value_stays_on_its_line_and_is_the_same() {
        let odd = "\"\"\"\n[package]\n'''\r\u{202e}\u{85}\u{e0041}\u{0}\\";
        let mut section = Section::default();
        section.text("plain", &"it's \"so\"".into());
        section.text("odd", &odd.into());
        section.words("words", &odd.into());
        section.dependency(&odd.into(), &odd.into(), &[odd.into(), Raw::new("a")]);
        let mut text = String::new();
        section.spell(&mut text);
        assert_eq!(text.lines().count(), 4);
        assert!(!text.contains(|c| is_hidden(c) && c != '\n'), "{text}");
        let read: Table = text.parse().expect("TOML");
        assert_eq!(read["odd"].as_str(), Some(odd));
        assert_eq!(read[odd]["version"].as_str(), Some(odd));
        assert_eq!(read[odd]["features"][0].as_str(), Some(odd));
        assert_eq!(read["plain"].as_str(), Some("it's \"so\""));
        let words = "\"\"\" [package] ''' U+202E U+E0041U+0000\\";
        assert_eq!(read["words"].as_str(), Some(words));
    }
}
