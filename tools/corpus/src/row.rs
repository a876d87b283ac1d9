//! The findings about a document.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The findings about a document.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// Its name in the corpus.
    pub name: String,
    /// The package made from it.
    pub package: String,
    /// The version of OpenAPI in the document.
    pub version: String,
    /// Operations that became methods.
    pub operations: usize,
    /// Operations of the document without a method.
    pub skipped: usize,
    /// Places with a type of their own, or a type of Rust.
    pub typed: usize,
    /// Places that became raw JSON values, or maps of them.
    pub raw: usize,
    /// The number of reports of each message.
    pub messages: BTreeMap<String, usize>,
    /// The number of warnings among them.
    pub warnings: usize,
    /// The number of errors among them.
    pub errors: usize,
    /// The duration in seconds of wall-clock time.
    pub seconds: f64,
    /// The peak memory, if the system tells it.
    pub megabytes: Option<u64>,
    /// Lines of generated Rust, without the runtime.
    pub lines: usize,
    /// Examples with a type.
    pub examples: usize,
    /// The number of examples that their own schemas allow.
    pub valid: usize,
    /// The number of valid examples that are read and written again without loss.
    pub lossless: usize,
    /// Examples of received values, valid or not.
    pub received: usize,
    /// The number of received examples that can be read.
    pub decoded: usize,
    /// The number of made-up values.
    pub made: usize,
    /// The number of other made-up values, which their schemas forbid.
    pub rejected: usize,
    /// The number of schemas of which no value can be made or judged, by reason.
    pub unchecked: BTreeMap<String, usize>,
    /// The number of made-up values that are read and written again without loss.
    pub kept: usize,
    /// The number of made-up values with integers beyond 64 bits that aren't the same afterwards.
    pub beyond: usize,
    /// The number of made-up values to which members are added that have one value.
    pub added: usize,
    /// The members that have one value, in a type that has them.
    pub constants: Vec<String>,
    /// The number of made-up values in which a mismatch is noted, although they are valid.
    pub noted: usize,
    /// The first of these mismatches, with their places and values.
    pub notes: Vec<String>,
    /// Members that distinguish null from missing in all of their objects.
    pub told_apart: Vec<String>,
    /// Whether `openapiv3` can read the document, if that was tried.
    pub modelled: bool,
    /// The failures, by task: `generate`, `check`, ….
    pub failures: BTreeMap<String, Failure>,
}

/// A failure.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Failure {
    /// The summary.
    pub summary: String,
    /// The details, as far as they help.
    pub details: String,
}

impl Row {
    /// Whether there is a crate.
    pub fn is_generated(&self) -> bool {
        !self.failures.contains_key(GENERATE) && self.lines > 0
    }

    /// Notes the failure of a task.
    pub fn fail(&mut self, what: &str, summary: impl Into<String>, details: impl Into<String>) {
        let (summary, details) = (summary.into(), details.into());
        self.failures
            .insert(what.to_owned(), Failure { summary, details });
    }
}

/// The task of generating.
pub const GENERATE: &str = "generate";
/// The task of reading and writing examples.
pub const EXAMPLES: &str = "examples";
/// The task of reading and writing made-up values.
pub const MADE: &str = "made";
/// The task of compiling.
pub const CHECK: &str = "check";
/// The task of generating through `openapiv3`.
pub const MODEL: &str = "model";
