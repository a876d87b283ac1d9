//! A log of SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), which code scanning reads.

use super::{pointer, sentence};
use crate::diagnostic::render::Placed;
use crate::diagnostic::{Code, Excerpt};
use crate::map::IndexSet;
use crate::source::files::is_url;
use crate::text::{json, json_line};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes the results line by line: as one value, those of a large document take gigabytes.
pub fn write(placed: &[Placed<'_>], out: &mut dyn Write) -> io::Result<()> {
    let codes: IndexSet<Code> = placed.iter().map(|one| one.diagnostic.code).collect();
    let rules: Vec<Value> = codes.iter().copied().map(rule).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "openapi-client-generator",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": [],
        }],
    });
    let log = json(&log);
    // The last list is that of the results.
    let (head, end) = log.rsplit_once("[]").unwrap_or((&log, ""));
    write!(out, "{head}[")?;
    for (number, one) in placed.iter().enumerate() {
        let rule = codes.get_index_of(&one.diagnostic.code).unwrap_or_default();
        let comma = if number > 0 { "," } else { "" };
        write!(out, "{comma}\n        {}", json_line(&result(one, rule)))?;
    }
    let around = if placed.is_empty() { "" } else { "\n      " };
    writeln!(out, "{around}]{end}")
}

fn rule(code: Code) -> Value {
    let entry = code.entry();
    json!({
        "id": entry.id,
        "shortDescription": {"text": entry.title},
        "help": {"text": entry.hint, "markdown": code.explanation()},
        "defaultConfiguration": {"level": entry.severity.word()},
    })
}

fn result(placed: &Placed<'_>, rule: usize) -> Value {
    let diagnostic = placed.diagnostic;
    let entry = diagnostic.code.entry();
    let locations = placed.excerpt.iter().map(|excerpt| {
        let mut location = json!({"physicalLocation": physical(excerpt)});
        if let Some(pointer) = pointer(excerpt) {
            location["logicalLocations"] = json!([{"fullyQualifiedName": pointer}]);
        }
        location
    });
    let related = placed.related.iter().map(
        |(place, label)| json!({"physicalLocation": physical(place), "message": {"text": label}}),
    );
    let mut result = json!({
        "ruleId": entry.id,
        "ruleIndex": rule,
        "level": entry.severity.word(),
        "message": {"text": sentence(diagnostic)},
        "locations": locations.collect::<Vec<_>>(),
    });
    if !placed.related.is_empty() {
        result["relatedLocations"] = related.collect();
    }
    result
}

fn physical(excerpt: &Excerpt) -> Value {
    json!({
        "artifactLocation": {"uri": uri(&excerpt.name)},
        "region": {
            "startLine": excerpt.line,
            "startColumn": excerpt.column,
            "endColumn": excerpt.end_column,
        },
    })
}

/// The name of a file as a URI reference (RFC 3986, section 4.2): an absolute path gets a scheme, and a colon
/// is encoded, because it would end a scheme.
fn uri(name: &str) -> String {
    if is_url(name) {
        return name.to_owned();
    }
    let drive = name.as_bytes().get(1) == Some(&b':');
    let mut uri = match name {
        _ if name.starts_with('/') => "file://".to_owned(),
        _ if drive => "file:///".to_owned(),
        _ => String::new(),
    };
    for byte in name.bytes() {
        match byte {
            b'\\' if drive => uri.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn names_of_files_as_uris() {
        for (name, expect) in [
            ("api/openapi.yaml", "api/openapi.yaml"),
            ("../my api.yaml", "../my%20api.yaml"),
            ("/tmp/ü.yaml", "file:///tmp/%C3%BC.yaml"),
            ("C:\\api\\a.yaml", "file:///C%3A/api/a.yaml"),
            ("https://host/a.yaml?b=1", "https://host/a.yaml?b=1"),
            ("a#b?.json", "a%23b%3F.json"),
        ] {
            assert_eq!(uri(name), expect);
        }
    }
}
