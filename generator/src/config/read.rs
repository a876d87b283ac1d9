//! Reads client.toml key by key, and keeps all faults. A value with a fault is left out of the settings.

use super::{Config, allow, dependencies, names, operations, package, sections};
use crate::diagnostic::{Code, Diagnostics, Excerpt, Lines, Near, Severity, Span, series};
use serde::Deserialize;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// A key with its span.
pub type Key<'t> = Spanned<Cow<'t, str>>;

/// A value with its span.
pub type Value<'t> = Spanned<DeValue<'t>>;

/// Reads the text of a client.toml; `None` after an error.
pub fn text(name: &str, text: &str, diagnostics: &mut Diagnostics) -> Option<Config> {
    let (config, is_right) = read(name, text, diagnostics);
    config.filter(|_| is_right)
}

/// The same for a run that goes on after an error, so that it reports the faults of the document, too: the settings
/// without those that have faults. `None` if the document is unknown, because its overlays are.
pub fn right_part(name: &str, text: &str, diagnostics: &mut Diagnostics) -> Option<Config> {
    read(name, text, diagnostics).0
}

fn read(name: &str, text: &str, diagnostics: &mut Diagnostics) -> (Option<Config>, bool) {
    let mut reader = Reader {
        lines: Lines::new(name, text),
        faults: Vec::new(),
    };
    let config = match DeTable::parse(text) {
        Ok(root) => reader.config(root.get_ref()),
        Err(error) => {
            reader.fault(error.span().unwrap_or(0..0), error.message());
            None
        }
    };
    let mut is_right = true;
    for Fault {
        code,
        excerpt,
        message,
        near,
    } in reader.faults
    {
        is_right &= code.entry().severity != Severity::Error;
        diagnostics.report_excerpt_near(code, excerpt, &[&message], near);
    }
    (config, is_right)
}

/// The text of client.toml, and the faults so far.
pub struct Reader<'t> {
    lines: Lines<'t>,
    faults: Vec<Fault>,
}

struct Fault {
    code: Code,
    excerpt: Excerpt,
    message: String,
    near: Option<String>,
}

impl Reader<'_> {
    fn config(&mut self, root: &DeTable<'_>) -> Option<Config> {
        const KEYS: &[&str] = &[
            "strict",
            "lints",
            "overlays",
            "unmatched",
            "allow",
            "package",
            "types",
            "names",
            "constraints",
            "operations",
            "idempotency",
            "client",
            "tests",
            "errors",
            "dependencies",
            "dev-dependencies",
        ];
        let mut config = Config::default();
        // The only list at the top is `overlays`, so a list with another name is likely a misspelled one.
        let mut knows_overlays = root
            .iter()
            .all(|(key, value)| KEYS.contains(&&**key.get_ref()) || !value.get_ref().is_array());
        self.entries(root, KEYS, |reader, key, value| match key {
            "strict" => config.strict = reader.flag(value),
            "lints" => config.lints = reader.flag(value),
            "overlays" => knows_overlays &= sections::overlays(reader, value, &mut config),
            "unmatched" => config.unmatched = sections::unmatched(reader, value),
            "allow" => allow::allow(reader, value, &mut config),
            "package" => config.package = package::package(reader, value),
            "types" => names::types(reader, value, &mut config),
            "names" => names::names(reader, value, &mut config),
            "constraints" => names::constraints(reader, value, &mut config),
            "operations" => operations::operations(reader, value, &mut config),
            "idempotency" => names::idempotency(reader, value, &mut config),
            "client" => sections::client(reader, value, &mut config),
            "tests" => sections::tests(reader, value, &mut config.tests),
            "errors" => sections::errors(reader, value, &mut config.errors),
            "dependencies" => config.dependencies = dependencies::normal(reader, value),
            _ => config.dev_dependencies = dependencies::dev(reader, value),
        });
        dependencies::between(self, root, &mut config);
        knows_overlays.then_some(config)
    }

    /// Reports an error.
    pub fn fault(&mut self, span: Span, message: impl Into<String>) {
        self.report(Code::BadConfig, span, message);
    }

    /// Reports a diagnostic.
    pub fn report(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.push(code, &span, message.into(), None);
    }

    fn push(&mut self, code: Code, span: &Span, message: String, near: Option<String>) {
        self.faults.push(Fault {
            code,
            excerpt: self.lines.excerpt(span),
            message,
            near,
        });
    }

    /// Reports the fault of a rule, if there is one; returns whether the value is right.
    pub fn check(&mut self, span: Span, fault: Option<String>) -> bool {
        let is_right = fault.is_none();
        if let Some(message) = fault {
            self.fault(span, message);
        }
        is_right
    }

    /// Reports a value of another type.
    pub fn mistyped(&mut self, value: &Value<'_>, expected: &str) {
        let found = match value.get_ref() {
            DeValue::String(text) => format!("`\"{text}\"`"),
            other => other.type_str().to_owned(),
        };
        self.fault(value.span(), format!("expected {expected}, found {found}"));
    }

    /// The place of a span in client.toml.
    pub fn place(&self, span: &Span) -> Excerpt {
        self.lines.excerpt(span)
    }

    /// A value that is copied as it is.
    pub fn copy(&mut self, value: &Value<'_>) -> Option<toml::Value> {
        match toml::Value::deserialize(ValueDeserializer::from(value.clone())) {
            Ok(read) => Some(read),
            Err(error) => {
                let span = error.span().unwrap_or(value.span());
                self.fault(span, error.message());
                None
            }
        }
    }

    /// The boolean. Reports any other value, and returns `false`.
    pub fn flag(&mut self, value: &Value<'_>) -> bool {
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.mistyped(value, "a boolean");
        }
        flag.unwrap_or_default()
    }

    /// The table. Reports any other value.
    pub fn table<'v, 't>(&mut self, value: &'v Value<'t>) -> Option<&'v DeTable<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.mistyped(value, "a table");
        }
        table
    }

    /// The string. Reports any other value.
    pub fn text<'v>(&mut self, value: &'v Value<'_>) -> Option<&'v str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.mistyped(value, "a string");
        }
        text
    }

    /// The strings of a list with their places. Reports items of other types.
    pub fn texts<'v>(&mut self, value: &'v Value<'_>) -> Vec<(&'v str, Span)> {
        let Some(list) = value.get_ref().as_array() else {
            self.mistyped(value, "a list of strings");
            return Vec::new();
        };
        let items = list.iter();
        items
            .filter_map(|item| Some((self.text(item)?, item.span())))
            .collect()
    }

    /// Reads the entries of a table. Reports keys other than `keys`.
    pub fn entries(
        &mut self,
        table: &DeTable<'_>,
        keys: &[&str],
        mut each: impl FnMut(&mut Self, &str, &Value<'_>),
    ) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            if keys.contains(&name) {
                each(self, name, value);
            } else {
                self.unknown(key, keys);
            }
        }
    }

    /// Reports the keys that a table lacks, of the first `count` that it can have. An unknown key is reported alone,
    /// since it is likely a missing one.
    pub fn required(
        &mut self,
        table: &DeTable<'_>,
        value: &Value<'_>,
        keys: &[&str],
        count: usize,
    ) {
        if has_unknown(table, keys) {
            return;
        }
        let keys = keys.iter().take(count);
        let missing = keys.filter(|key| !table.contains_key(**key));
        let missing: Vec<String> = missing.map(|key| format!("`{key}`")).collect();
        let noun = if missing.len() == 1 { "key" } else { "keys" };
        if !missing.is_empty() {
            let message = format!("missing {noun} {}", series(missing.into_iter()));
            self.fault(value.span(), message);
        }
    }

    /// Reports an unknown key.
    pub fn unknown(&mut self, key: &Key<'_>, keys: &[&str]) {
        let all = keys.join("`, `");
        let message = format!("unknown key `{}`; the keys are `{all}`", key.get_ref());
        self.misspelled(key, message, keys);
    }

    /// Reports an unknown key.
    pub fn misspelled(&mut self, key: &Key<'_>, message: String, known: &[&str]) {
        let near = Near::default().word(key.get_ref(), known.iter().copied());
        let near = near.map(str::to_owned);
        self.push(Code::BadConfig, &key.span(), message, near);
    }
}

/// Whether a table has another key than these.
pub fn has_unknown(table: &DeTable<'_>, keys: &[&str]) -> bool {
    table.keys().any(|key| !keys.contains(&&**key.get_ref()))
}
