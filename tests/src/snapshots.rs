//! Compares what a case gives with the snapshots in its folder, and the folder with what it gives.
#![expect(
    clippy::disallowed_methods,
    reason = "the harness removes what nothing refers to"
)]

use golden::case::Case;
use golden::workspace::COPIED;
use insta::Settings;
use std::collections::BTreeSet;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// rustfmt's settings are the same in each case, too.
const SETTINGS: &str = "rustfmt.toml";

/// Fails when a snapshot differs or is missing, and when one is there that nothing refers to.
pub fn check(case: &Case) -> Result<(), String> {
    let generated = case.generate();
    let mut folder = Folder::new(&case.folder);
    if !generated.diagnostics.is_empty() {
        folder.compare("diagnostics", &generated.diagnostics);
    }
    if let Some(output) = &generated.output {
        folder.compare("ir", &compact(&format!("{:#?}", output.ir)));
        folder.compare("map.json", &format!("{:#}", output.map()));
        if let Some(report) = &generated.report {
            folder.compare("report.json", &format!("{report:#}"));
        }
        for (path, text) in &output.files {
            if !path.starts_with(COPIED) && path != SETTINGS {
                folder.compare(path, text);
            }
        }
    } else if generated.diagnostics.is_empty() {
        folder
            .failures
            .push("nothing was written, and nothing was said about it".to_owned());
    }
    folder.finish()
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

/// What `Debug` prints, with what holds only one thing on one line.
fn compact(debug: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in debug.lines() {
        let opened = lines.len().checked_sub(2).filter(|at| {
            let closing = line.trim_start();
            let depth = line.len() - closing.len();
            closing.starts_with(')') && lines[*at].find(|c| c != ' ') == Some(depth)
        });
        match opened {
            Some(at) if lines[at].ends_with('(') => {
                let inner = lines.split_off(at + 1).concat();
                lines[at].push_str(inner.trim().trim_end_matches(','));
                lines[at].push_str(line.trim_start());
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines.join("\n")
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
