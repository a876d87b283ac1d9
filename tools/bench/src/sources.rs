//! The documents that are measured, from small to huge.

use std::fs;
use std::path::{Path, PathBuf};
use tools::run;

/// A document.
pub struct Source {
    pub name: &'static str,
    pub path: PathBuf,
    pub bytes: u64,
    /// Whether debug and release builds are measured as well, if nothing else is asked for.
    pub builds: bool,
}

/// Names of documents in a corpus, where they are, and whether builds are measured unless
/// something else is asked for: the largest would take the others longer to build than everything else together.
const CORPUS: [(&str, &str, bool); 4] = [
    ("intercom-2.14", "intercom/intercom-2.14.yaml", false),
    ("intercom-2.16", "intercom/intercom-2.16.yaml", true),
    ("stripe", "dev/stripe-apisguru.json", true),
    ("github", "dev/github-api.json", false),
];

/// Where a corpus is looked for.
const BESIDE: &str = "../shared/corpus";

/// Our own document, and those of the corpus that are there.
pub fn find(corpus: Option<&Path>) -> Vec<Source> {
    let root = run::root();
    let corpus = corpus.map_or_else(|| root.join(BESIDE), Path::to_owned);
    let own = ("messages", root.join("spec/openapi.yaml"), true);
    let others = CORPUS.map(|(name, path, builds)| (name, corpus.join(path), builds));
    let all = std::iter::once(own).chain(others);
    all.filter_map(|(name, path, builds)| {
        let bytes = fs::metadata(&path).ok()?.len();
        Some(Source {
            name,
            path: fs::canonicalize(path).ok()?,
            bytes,
            builds,
        })
    })
    .collect()
}
