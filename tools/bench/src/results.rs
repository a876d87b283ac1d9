//! The figures, in the file between the measurement and the report.
#![expect(clippy::disallowed_methods, reason = "results are kept in a file")]

use super::kind::Kind;
use super::lines::Lines;
use super::machine::Machine;
use super::usage::{Outcome, Usage};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A measurement of a generator and a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Step {
    Generate,
    Check,
    Debug,
    DebugOne,
    DebugFifty,
    Release,
    ReleaseOne,
    ReleaseFifty,
    DebugProgram,
    ReleaseProgram,
}

impl Step {
    pub const ALL: [Step; 10] = [
        Step::Generate,
        Step::Check,
        Step::Debug,
        Step::DebugOne,
        Step::DebugFifty,
        Step::Release,
        Step::ReleaseOne,
        Step::ReleaseFifty,
        Step::DebugProgram,
        Step::ReleaseProgram,
    ];

    pub fn kind(self) -> Kind {
        match self {
            Step::Generate => Kind::Generation,
            Step::Check => Kind::Check,
            Step::Debug
            | Step::DebugOne
            | Step::DebugFifty
            | Step::Release
            | Step::ReleaseOne
            | Step::ReleaseFifty => Kind::Builds,
            Step::DebugProgram | Step::ReleaseProgram => Kind::Program,
        }
    }

    /// The title for a reader.
    pub fn title(self) -> &'static str {
        match self {
            Step::Generate => "generation",
            Step::Check => "`cargo check` of the library",
            Step::Debug => "debug build of the library",
            Step::DebugOne => "debug build, with a caller of one operation",
            Step::DebugFifty => "debug build, with a caller of 50 operations",
            Step::Release => "release build of the library",
            Step::ReleaseOne => "release build, with a caller of one operation",
            Step::ReleaseFifty => "release build, with a caller of 50 operations",
            Step::DebugProgram => "debug build of a whole program, with all dependencies",
            Step::ReleaseProgram => "release build of a whole program, with all dependencies",
        }
    }
}

/// All figures.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Results {
    /// The runs that took the figures, and the machine of each.
    pub runs: Vec<Machine>,
    /// The generators and their versions; ours comes first.
    pub generators: IndexMap<String, String>,
    pub documents: Vec<Document>,
    /// The figures of decoding and encoding, by generator.
    pub codec: IndexMap<String, Codec>,
    /// The usage of calls with our client.
    #[serde(default)]
    pub calls: Calls,
    /// The usage of our generator for one document at several sizes.
    #[serde(default)]
    pub growth: Growth,
}

/// The figures of a document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Document {
    pub name: String,
    pub bytes: u64,
    /// The number of operations that the larger caller calls.
    pub calls: usize,
    pub generators: IndexMap<String, Figures>,
}

/// The figures of a generator and a document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Figures {
    pub lines: Option<Lines>,
    /// The number of operations in its output.
    pub operations: usize,
    /// An outcome for each round.
    pub steps: BTreeMap<Step, Vec<Outcome>>,
}

/// Nanoseconds of a generator's types and of hand-written types, for each round.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Codec {
    pub decode: Vec<(f64, f64)>,
    pub encode: Vec<(f64, f64)>,
    /// Encoding as the generated client encodes the body of a request.
    #[serde(default)]
    pub send: Vec<(f64, f64)>,
    /// The size of the text.
    pub bytes: u64,
    pub failure: Option<String>,
}

/// The usage of our generator at several sizes of one document. The key is the size as a multiple of
/// the smallest.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Growth {
    pub rows: BTreeMap<usize, Size>,
    pub failure: Option<String>,
}

/// The usage at one size.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Size {
    pub bytes: usize,
    /// Of `generate` and of `check`, for each round.
    pub rounds: Vec<(Usage, Usage)>,
}

/// The usage of calls with the generated client and by hand, for each round, by kind.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Calls {
    pub rows: IndexMap<String, Vec<(Usage, Usage)>>,
    pub failure: Option<String>,
}

impl Results {
    /// Writes the results to a file.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        let text = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
        fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Reads the results from a file.
    pub fn read(path: &Path) -> Result<Self, String> {
        let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = fs::read_to_string(path).map_err(|error| told(&error))?;
        serde_json::from_str(&text).map_err(|error| told(&error))
    }

    /// Adds the figures of a document, in place of those of an earlier run.
    pub fn put(&mut self, document: Document) {
        let mut known = self.documents.iter_mut();
        match known.find(|known| known.name == document.name) {
            Some(known) => known.put(document),
            None => self.documents.push(document),
        }
        self.documents.sort_by_key(|document| document.bytes);
    }
}

impl Document {
    /// The outcomes of a step; empty if it wasn't taken.
    pub fn outcomes(&self, generator: &str, step: Step) -> &[Outcome] {
        let figures = self.generators.get(generator);
        figures
            .and_then(|figures| figures.steps.get(&step))
            .map_or(&[], Vec::as_slice)
    }

    fn put(&mut self, newer: Document) {
        let has_callers = |figures: &Figures| figures.steps.contains_key(&Step::DebugFifty);
        self.bytes = newer.bytes;
        if newer.generators.values().any(has_callers) {
            self.calls = newer.calls;
        }
        for (name, newer) in newer.generators {
            let known = self.generators.entry(name).or_default();
            known.operations = newer.operations;
            known.lines = newer.lines.or(known.lines.take());
            known.steps.extend(newer.steps);
        }
    }
}

#[cfg(test)]
pub mod tests {
    use super::{Calls, Codec, Document, Figures, Growth, Results, Step};
    use crate::lines::Lines;
    use crate::machine::Machine;
    use crate::usage::{Outcome, Usage};

    fn usage(cpu: f64, memory: f64) -> Usage {
        Usage { cpu, memory }
    }

    fn took(cpu: f64, memory: f64) -> Outcome {
        Outcome::Took(usage(cpu, memory))
    }

    /// Results with a figure for each field.
    pub fn results() -> Results {
        let ours = Figures {
            lines: Some(Lines {
                total: 1000,
                own: 900,
                files: 3,
                longest: 500,
            }),
            operations: 7,
            steps: [
                (Step::Generate, vec![took(1.0, 50.0), took(1.0, 50.0)]),
                (Step::Check, vec![took(1.0, 50.0)]),
                (Step::DebugFifty, vec![took(1.0, 50.0)]),
                (Step::DebugProgram, vec![took(3.0, 60.0)]),
            ]
            .into(),
        };
        let ended = Usage {
            cpu: 10.0,
            memory: 100.0,
        };
        let peer = Figures {
            steps: [
                (Step::Generate, vec![took(4.0, 100.0), took(5.0, 100.0)]),
                (
                    Step::Check,
                    vec![Outcome::Exceeded(ended, "60 s".to_owned())],
                ),
                (Step::DebugProgram, vec![took(6.0, 80.0)]),
            ]
            .into(),
            ..Figures::default()
        };
        let error = "error: a `union` of nothing".to_owned();
        let other = Figures {
            steps: [(Step::Generate, vec![Outcome::Failed(error)])].into(),
            ..Figures::default()
        };
        let named = |figures: [Figures; 3]| {
            let names = ["ours", "peer", "other"].map(str::to_owned);
            names.into_iter().zip(figures).collect()
        };
        let codec = Codec {
            decode: vec![(3000.0, 2000.0)],
            encode: vec![(1000.0, 1000.0)],
            send: vec![(500.0, 1000.0)],
            bytes: 40_000,
            failure: None,
        };
        Results {
            runs: vec![Machine {
                processor: "Abacus".to_owned(),
                cores: 2,
                memory: "24.0 GB".to_owned(),
                date: "1642-12-25".to_owned(),
                ..Machine::default()
            }],
            generators: [("ours", "1"), ("peer", "2"), ("other", "3")]
                .map(|(name, version)| (name.to_owned(), version.to_owned()))
                .into(),
            documents: vec![Document {
                name: "shop".to_owned(),
                bytes: 1000,
                calls: 7,
                generators: named([ours, peer, other]),
            }],
            codec: [("ours".to_owned(), codec)].into(),
            growth: Growth::default(),
            calls: Calls {
                rows: [("small".to_owned(), vec![(usage(1.2, 8.0), usage(1.0, 5.0))])].into(),
                failure: None,
            },
        }
    }

    #[test]
    fn a_later_run_replaces_what_it_measured() {
        let mut all = results();
        let mut again = all.documents[0].clone();
        again.calls = 1;
        let ours = again.generators.get_mut("ours").unwrap();
        ours.steps = [(Step::Check, vec![took(2.0, 50.0)])].into();
        again.generators.truncate(1);
        all.put(again);
        let smaller = Document {
            name: "kiosk".to_owned(),
            bytes: 10,
            ..Document::default()
        };
        all.put(smaller);

        let names = all.documents.iter().map(|document| &document.name);
        assert_eq!(names.collect::<Vec<_>>(), ["kiosk", "shop"]);
        let shop = &all.documents[1];
        assert_eq!(shop.outcomes("ours", Step::Check), [took(2.0, 50.0)]);
        assert_eq!(shop.outcomes("ours", Step::DebugFifty).len(), 1);
        assert_eq!(shop.outcomes("peer", Step::Generate).len(), 2);
        assert_eq!(shop.calls, 7);
    }

    #[test]
    fn they_are_read_as_they_were_kept() {
        let text = serde_json::to_string(&results()).unwrap();
        let again: Results = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&again).unwrap(), text);
    }
}
