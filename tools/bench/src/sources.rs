//! The documents that are measured, from small to huge.

use super::kind::Kind;
use std::fs;
use std::path::{Path, PathBuf};
use tools::run;

/// A document.
pub struct Source {
    pub name: &'static str,
    pub path: PathBuf,
    pub bytes: u64,
    /// The measurements that are taken of it.
    pub kinds: Vec<Kind>,
}

impl Source {
    /// Whether a measurement of this kind is taken of it.
    pub fn takes(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }
}

/// The measurements of a document whose builds would take the others longer than everything else together.
const CHECKED: &[Kind] = &[Kind::Generation, Kind::Check];
const BUILT: &[Kind] = &[Kind::Generation, Kind::Check, Kind::Builds];
/// The measurements of our own document. It is small, so that its whole program shows what the dependencies take.
const ALL: &[Kind] = &[Kind::Generation, Kind::Check, Kind::Builds, Kind::Program];

/// Names of documents in a corpus, where they are, and what is measured of them unless something else
/// is asked for.
const CORPUS: [(&str, &str, &[Kind]); 4] = [
    ("intercom-2.14", "intercom/intercom-2.14.yaml", CHECKED),
    ("intercom-2.16", "intercom/intercom-2.16.yaml", BUILT),
    ("stripe", "dev/stripe-apisguru.json", BUILT),
    ("github", "dev/github-api.json", CHECKED),
];

/// Where a corpus is looked for.
const BESIDE: &str = "../shared/corpus";

/// Our own document, and those of the corpus that are there.
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
