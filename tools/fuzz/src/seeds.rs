//! The golden documents as values, and their parts by keyword: what mutants are made of.

use golden::case;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::source;
use serde_json::Value;
use std::collections::BTreeMap;

/// The documents, and their parts.
pub struct Seeds {
    /// The documents, sorted by name.
    pub documents: Vec<Seed>,
    /// Values by the key that they stand under.
    donors: BTreeMap<String, Vec<Value>>,
    keys: Vec<String>,
}

/// A golden document.
pub struct Seed {
    /// The name of its case.
    pub name: String,
    /// What the document says.
    pub value: Value,
    /// The case's client.toml.
    pub options: String,
}

/// Bytes of the largest document that is mutated: larger ones are about size, not about shape.
const MAX_DOCUMENT: usize = 100_000;
/// Values that are kept for one key.
const MAX_DONORS: usize = 48;
/// Nodes of the largest value that is put into another document.
const MAX_NODES: usize = 200;

impl Seeds {
    /// Reads the golden cases.
    #[must_use]
    pub fn read() -> Self {
        let cases = case::all().into_iter();
        let small = cases.filter(|case| case.text.len() <= MAX_DOCUMENT);
        let documents = small.filter_map(|case| {
            let source = source::text(case.document, case.text, &mut Diagnostics::default())?;
            Some(Seed {
                name: case.name,
                value: source.root,
                options: case.options.unwrap_or_default(),
            })
        });
        let mut documents: Vec<Seed> = documents.collect();
        documents.sort_by(|a, b| a.name.cmp(&b.name));
        let donors = donors(&documents);
        let keys = donors.keys().cloned().collect();
        Self {
            documents,
            donors,
            keys,
        }
    }

    /// The values that documents have under `key`.
    #[must_use]
    pub fn donors(&self, key: &str) -> &[Value] {
        self.donors.get(key).map_or(&[], Vec::as_slice)
    }

    /// Every key of every document, sorted.
    #[must_use]
    pub fn keys(&self) -> &[String] {
        &self.keys
    }
}

fn donors(documents: &[Seed]) -> BTreeMap<String, Vec<Value>> {
    let mut donors: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for document in documents {
        let mut open = vec![&document.value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items),
                Value::Object(members) => {
                    for (key, value) in members {
                        open.push(value);
                        let known = donors.entry(key.clone()).or_default();
                        let wanted = known.len() < MAX_DONORS && nodes(value) <= MAX_NODES;
                        if wanted && !known.contains(value) {
                            known.push(value.clone());
                        }
                    }
                }
                _ => {}
            }
        }
    }
    donors
}

/// Values within a value, itself included.
fn nodes(value: &Value) -> usize {
    let mut open = vec![value];
    let mut count = 0;
    while let Some(value) = open.pop() {
        count += 1;
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => open.extend(members.values()),
            _ => {}
        }
    }
    count
}
