//! The known failures with their reasons: `tools/corpus/known.toml`.
#![expect(clippy::disallowed_methods, reason = "the list is a file")]

use super::row::{GENERATE, Row};
use serde::Deserialize;
use std::{collections::BTreeMap, fs};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/known.toml");

/// The known failures.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    #[serde(default)]
    failure: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    document: String,
    what: String,
    reason: String,
}

/// Reads the list.
pub fn read() -> Result<Known, String> {
    let text = fs::read_to_string(PATH).map_err(|error| format!("{PATH}: {error}"))?;
    toml::from_str(&text).map_err(|error| format!("{PATH}: {error}"))
}

impl Known {
    /// The failures that aren't listed, and the listed ones that were tried and didn't occur.
    pub fn compare(&self, rows: &[Row], tried: &[&str]) -> Vec<String> {
        let mut listed: BTreeMap<_, _> = BTreeMap::new();
        for entry in &self.failure {
            listed.insert((entry.document.as_str(), entry.what.as_str()), entry);
        }
        let mut unexpected = Vec::new();
        for row in rows {
            for (what, failure) in &row.failures {
                if listed.remove(&(row.name.as_str(), what.as_str())).is_none() {
                    unexpected.push(format!("{}: {what}: {}", row.name, failure.summary));
                }
            }
            let possible = |what: &&&str| **what == GENERATE || row.is_generated();
            for what in tried.iter().filter(possible) {
                if let Some(entry) = listed.get(&(row.name.as_str(), *what)) {
                    unexpected.push(format!(
                        "{}: {what}: doesn't fail any more; remove it from the list ({})",
                        row.name, entry.reason
                    ));
                }
            }
        }
        unexpected
    }
}
