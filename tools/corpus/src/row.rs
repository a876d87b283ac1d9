//! What was found out about a document.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was found out about a document.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// Its name in the corpus.
    pub name: String,
    /// The package that was made of it.
    pub package: String,
    /// The version of OpenAPI that it names.
    pub version: String,
    /// Operations that became methods.
    pub operations: usize,
    /// Operations that the document has beyond those.
    pub skipped: usize,
    /// Places that have a type of their own, or one of Rust's.
    pub typed: usize,
    /// Places that became raw JSON values, or maps of such.
    pub raw: usize,
    /// How often each message was reported.
    pub messages: BTreeMap<String, usize>,
    /// How many of them were warnings.
    pub warnings: usize,
    /// How many of them were errors.
    pub errors: usize,
    /// How long it took, on the clock.
    pub seconds: f64,
    /// The most memory that was in use, where the system tells.
    pub megabytes: Option<u64>,
    /// Lines of Rust that were written, without the runtime.
    pub lines: usize,
    /// Examples that have a type.
    pub examples: usize,
    /// How many of them their own schemas allow.
    pub valid: usize,
    /// How many of those are read, and written again as they were.
    pub lossless: usize,
    /// Examples of what is received, valid or not.
    pub received: usize,
    /// How many of those can be read.
    pub decoded: usize,
    /// Members that tell null from missing wherever they occur.
    pub told_apart: Vec<String>,
    /// Whether `openapiv3` can read it, where that was asked.
    pub modelled: bool,
    /// What went wrong, by what was asked: `generate`, `check`, ….
    pub failures: BTreeMap<String, Failure>,
}

/// What went wrong.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Failure {
    /// In short.
    pub summary: String,
    /// In full, as far as that helps.
    pub details: String,
}

impl Row {
    /// Whether there is a crate.
    pub fn is_generated(&self) -> bool {
        !self.failures.contains_key(GENERATE) && self.lines > 0
    }

    /// Notes what went wrong with `what`.
    pub fn fail(&mut self, what: &str, summary: impl Into<String>, details: impl Into<String>) {
        let (summary, details) = (summary.into(), details.into());
        self.failures
            .insert(what.to_owned(), Failure { summary, details });
    }
}

/// The name of generating, among what can go wrong.
pub const GENERATE: &str = "generate";
/// The name of reading and writing examples.
pub const EXAMPLES: &str = "examples";
/// The name of compiling.
pub const CHECK: &str = "check";
/// The name of generating by way of `openapiv3`.
pub const MODEL: &str = "model";
