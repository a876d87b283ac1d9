//! Compares the output of a case with the snapshots in its folder, both ways.
#![expect(
    clippy::disallowed_methods,
    reason = "the harness removes what nothing refers to"
)]

use crate::boilerplate::Reference;
use golden::case::{self, Case};
use golden::workspace::COPIED;
use insta::Settings;
use openapi_client_generator::Output;
use std::collections::BTreeSet;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::{env, fs};
use tools::outline::outline;

/// rustfmt's settings are the same in each case, too.
const SETTINGS: &str = "rustfmt.toml";

/// Fields of the IR that the map and the emitted files show as they are.
const SHOWN: [&str; 4] = ["docs", "package", "places", "sent_places"];

/// The client that is kept here, whose files are committed already.
const CLIENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../generated-client");

/// Fails when a snapshot differs or is missing, and when one is there that nothing refers to.
pub fn check(case: &Case, all: &[Case]) -> Result<(), String> {
    let generated = case.generate();
    let mut folder = Folder::new(&case.folder);
    if !generated.diagnostics.is_empty() {
        folder.compare("diagnostics", &generated.diagnostics);
    }
    if let Some(output) = &generated.output {
        folder.compare("map.json", &format!("{:#}", output.map()));
        folder.compare("ir", &outline(&output.ir, &SHOWN));
        if let Some(report) = &generated.report {
            folder.compare("report.json", &format!("{report:#}"));
        }
        if case.name == case::KEPT {
            folder.failures.extend(stale(output));
        } else {
            folder.files(output, &Reference::of(case, output, all));
        }
    } else if generated.diagnostics.is_empty() {
        folder
            .failures
            .push("nothing was written, and nothing was said about it".to_owned());
    }
    folder.finish()
}

/// The files of the committed client that differ from the generated ones.
fn stale(output: &Output) -> Vec<String> {
    let is_stale = |path: &str, text: &str| {
        fs::read_to_string(Path::new(CLIENT).join(path)).map_or(true, |kept| kept != text)
    };
    let files = output.files.iter();
    files
        .filter(|(path, text)| is_stale(path, text))
        .map(|(path, _)| format!("{path} is stale: run `cargo xtask generate`"))
        .collect()
}

/// A case's folder while its snapshots are compared.
struct Folder<'a> {
    path: &'a Path,
    seen: BTreeSet<PathBuf>,
    failures: Vec<String>,
}

impl<'a> Folder<'a> {
    fn new(path: &'a Path) -> Self {
        Self {
            path,
            seen: BTreeSet::new(),
            failures: Vec::new(),
        }
    }

    /// Compares one snapshot. It stands in the case's folder as the emitted file does in the crate.
    fn compare(&mut self, name: &str, text: &str) {
        let file = self.path.join(format!("{name}.snap"));
        let (folder, stem) = (file.parent(), name.rsplit('/').next());
        let mut settings = Settings::new();
        settings.set_snapshot_path(folder.unwrap_or(self.path));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let asserted = settings.bind(|| {
            // One difference must not hide the others, so that a review shows all of them.
            panic::catch_unwind(AssertUnwindSafe(|| {
                insta::assert_snapshot!(stem.unwrap_or(name), text);
            }))
        });
        if asserted.is_err() {
            self.failures
                .push(format!("{name} differs from its snapshot"));
        }
        self.seen.insert(file);
    }

    /// Compares the emitted files: boilerplate by its differences, the others without their usual beginning.
    fn files(&mut self, output: &Output, reference: &Reference) {
        let differences = reference.differences(output);
        if !differences.is_empty() {
            self.compare("package.diff", &differences);
        }
        for (path, text) in &output.files {
            if path.starts_with(COPIED) || path == SETTINGS || reference.has(path) {
                continue;
            }
            let text = reference.without_head(path, text);
            if !text.trim().is_empty() {
                self.compare(path, text);
            }
        }
    }

    fn finish(mut self) -> Result<(), String> {
        let blessing =
            env::var("INSTA_UPDATE").is_ok_and(|mode| mode == "always" || mode == "force");
        for file in snapshots_in(self.path) {
            if self.seen.contains(&file) {
                continue;
            }
            if blessing {
                fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            } else {
                self.failures
                    .push(format!("nothing refers to {}", file.display()));
            }
        }
        if self.failures.is_empty() {
            Ok(())
        } else {
            Err(self.failures.join("\n"))
        }
    }
}

/// Every snapshot below `folder`.
fn snapshots_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(snapshots_in(&path));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "snap")
        {
            found.push(path);
        }
    }
    found
}
