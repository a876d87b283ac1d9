//! The measured documents, from small to huge.

use super::kind::Kind;
use std::fs;
use std::path::{Path, PathBuf};
use tools::run;

/// A document.
pub struct Source {
    pub name: &'static str,
    pub path: PathBuf,
    pub bytes: u64,
    /// The measurements of the document.
    pub kinds: Vec<Kind>,
}

impl Source {
    /// Whether the document has a measurement of this kind.
    pub fn takes(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }
}

/// The measurements of a document whose builds would take longer than all other measurements.
const CHECKED: &[Kind] = &[Kind::Generation, Kind::Check];
const BUILT: &[Kind] = &[Kind::Generation, Kind::Check, Kind::Builds];
/// The measurements of our own document. It is small, so that its whole program shows the cost of the
/// dependencies.
const ALL: &[Kind] = &[Kind::Generation, Kind::Check, Kind::Builds, Kind::Program];

/// Names of documents in a corpus, their paths, and their measurements unless an option chooses others.
const CORPUS: [(&str, &str, &[Kind]); 4] = [
    ("intercom-2.14", "intercom/intercom-2.14.yaml", CHECKED),
    ("intercom-2.16", "intercom/intercom-2.16.yaml", BUILT),
    ("stripe", "dev/stripe-apisguru.json", BUILT),
    ("github", "dev/github-api.json", CHECKED),
];

/// The default folder of a corpus.
const BESIDE: &str = "../shared/corpus";

/// Our own document, and the available documents of the corpus.
pub fn find(corpus: Option<&Path>) -> Vec<Source> {
    let root = run::root();
    let corpus = corpus.map_or_else(|| root.join(BESIDE), Path::to_owned);
    let own = ("messages", root.join("spec/openapi.yaml"), ALL);
    let others = CORPUS.map(|(name, path, kinds)| (name, corpus.join(path), kinds));
    let all = std::iter::once(own).chain(others);
    all.filter_map(|(name, path, kinds)| {
        let bytes = fs::metadata(&path).ok()?.len();
        Some(Source {
            name,
            path: fs::canonicalize(path).ok()?,
            bytes,
            kinds: kinds.to_vec(),
        })
    })
    .collect()
}
