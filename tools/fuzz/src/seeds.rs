//! The golden documents as values, and their parts by keyword: the material of mutants.

use golden::case::{self, Case};
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::source;
use serde_json::Value;
use std::collections::BTreeMap;

/// The documents, and their parts.
pub struct Seeds {
    /// The documents, sorted by name.
    pub documents: Vec<Seed>,
    /// Documents of 2.0, of several files, and with overlays, by index: too few to be chosen by
    /// chance.
    pub rare: Vec<usize>,
    /// Values by their keys.
    donors: BTreeMap<String, Vec<Value>>,
    keys: Vec<String>,
}

/// A golden document.
pub struct Seed {
    /// The name of its case.
    pub name: String,
    /// The name of its file.
    pub document: &'static str,
    /// Its files by name, overlays among them, each as a tree; any other file is a text.
    pub files: BTreeMap<String, Value>,
    /// The case's client.toml.
    pub options: String,
}

/// Bytes of the largest document that is mutated: larger ones test size, not shape.
const MAX_DOCUMENT: usize = 100_000;
/// The number of values that are kept for one key.
const MAX_DONORS: usize = 48;
/// Nodes of the largest value that is put into another document.
const MAX_NODES: usize = 200;

impl Seeds {
    /// Reads the golden cases.
    #[must_use]
    pub fn read() -> Self {
        let cases = case::all().into_iter().chain(case::keywords());
        let small = cases.filter(|case| case.text.len() <= MAX_DOCUMENT);
        let mut documents: Vec<Seed> = small.filter_map(Seed::of).collect();
        documents.sort_by(|a, b| a.name.cmp(&b.name));
        let rare = documents.iter().enumerate();
        let rare = rare.filter_map(|(index, seed)| seed.is_rare().then_some(index));
        let rare = rare.collect();
        let donors = donors(&documents);
        let keys = donors.keys().cloned().collect();
        Self {
            documents,
            rare,
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

impl Seed {
    fn of(case: Case) -> Option<Self> {
        let mut files: BTreeMap<String, Value> = { case.files.into_iter() }
            .map(|(name, text)| {
                let tree = tree(&name, text.clone());
                (name, tree.unwrap_or(Value::String(text)))
            })
            .collect();
        files.insert(case.document.to_owned(), tree(case.document, case.text)?);
        Some(Self {
            name: case.name,
            document: case.document,
            files,
            options: case.options.unwrap_or_default(),
        })
    }

    fn is_rare(&self) -> bool {
        self.files.len() > 1 || self.files[self.document].get("swagger").is_some()
    }
}

fn tree(name: &str, text: String) -> Option<Value> {
    let source = source::text(name, text, &mut Diagnostics::default())?;
    Some(source.root)
}

fn donors(documents: &[Seed]) -> BTreeMap<String, Vec<Value>> {
    let mut donors: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for document in documents {
        let mut open: Vec<&Value> = document.files.values().collect();
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
