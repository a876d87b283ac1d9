//! A case: a document, perhaps options, and the folder that its snapshots stand in.
#![expect(clippy::disallowed_methods, reason = "the harness reads the cases")]

use openapi_client_generator::diagnostic::{Code, Diagnostics};
use openapi_client_generator::{Memory, Output, config, generate, read_with, report, source};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

/// The names under which a case's document may stand in its folder.
const DOCUMENTS: [&str; 2] = ["openapi.yaml", "openapi.json"];

/// The case with the project's own document, whose client is kept in `generated-client/`.
pub const KEPT: &str = "spec/messages";

/// A document and the expectations of it.
pub struct Case {
    /// `group/name`.
    pub name: String,
    /// Where the snapshots stand.
    pub folder: PathBuf,
    /// The document's name, as diagnostics show it.
    pub document: &'static str,
    /// The document.
    pub text: String,
    /// The other files of the document, by their paths in the folder.
    pub files: BTreeMap<String, String>,
    /// `options.toml`, in the format of client.toml.
    pub options: Option<String>,
    /// `run.rs`, a test of the emitted crate.
    pub program: Option<String>,
    /// `twin.yaml`, which says the same as the document in the words of `OpenAPI` 3.0.
    pub twin: Option<String>,
}

/// The generator's output for a case.
pub struct Generated {
    /// The diagnostics as they are shown; empty if there are no diagnostics.
    pub diagnostics: String,
    /// The codes of the diagnostics.
    pub codes: Vec<Code>,
    /// The files, if there was no error.
    pub output: Option<Output>,
    /// The report of places without a type, for the group of reports.
    pub report: Option<Value>,
}

/// Every case: the folders of `cases/` and the project's own document.
#[must_use]
pub fn all() -> Vec<Case> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.join("cases");
    let mut cases = vec![Case {
        name: KEPT.to_owned(),
        folder: root.join(KEPT),
        document: DOCUMENTS[0],
        text: text(&package.join("../spec/openapi.yaml")),
        files: BTreeMap::new(),
        options: Some(text(&package.join("../spec/client.toml"))),
        program: None,
        twin: None,
    }];
    for group in folders(&root) {
        if group == "spec" {
            continue;
        }
        for name in folders(&root.join(&group)) {
            cases.push(open(&root, &format!("{group}/{name}")));
        }
    }
    cases
}

/// Documents with the keywords that no case has.
#[must_use]
pub fn keywords() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("keywords");
    let documents = ["newest.yaml", "version_2.yaml"].into_iter();
    let cases = documents.map(|document| Case {
        name: format!("keywords/{}", document.trim_end_matches(".yaml")),
        document,
        text: text(&folder.join(document)),
        files: BTreeMap::new(),
        options: Some(text(&folder.join("options.toml"))),
        program: None,
        twin: None,
        folder: folder.clone(),
    });
    cases.collect()
}

fn open(root: &Path, name: &str) -> Case {
    let folder = root.join(name);
    let document = DOCUMENTS
        .into_iter()
        .find(|document| folder.join(document).exists())
        .unwrap_or_else(|| panic!("{name}: there is no document in the folder"));
    Case {
        name: name.to_owned(),
        document,
        text: text(&folder.join(document)),
        files: others(&folder, document),
        options: fs::read_to_string(folder.join("options.toml")).ok(),
        program: fs::read_to_string(folder.join("run.rs")).ok(),
        twin: fs::read_to_string(folder.join("twin.yaml")).ok(),
        folder,
    }
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of a case that are neither its document nor known to the harness.
fn others(folder: &Path, document: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![String::new()];
    while let Some(prefix) = open.pop() {
        for entry in fs::read_dir(folder.join(&prefix))
            .into_iter()
            .flatten()
            .flatten()
        {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                open.push(format!("{name}/"));
            } else if !is_known(&name) && name != document {
                found.insert(name, text(&entry.path()));
            }
        }
    }
    found
}

/// Whether a file is a snapshot, or belongs to the test of a case.
fn is_known(name: &str) -> bool {
    let is_snapshot = [".snap", ".snap.new", ".pending-snap"];
    let is_snapshot = is_snapshot
        .iter()
        .any(|extension| name.ends_with(extension));
    is_snapshot || matches!(name, "options.toml" | "run.rs")
}

/// The names of the folders in `path`, sorted.
fn folders(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut names: Vec<_> = entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

impl Case {
    /// Whether the case is compiled and run: the environment can choose cases by a part of their names.
    #[must_use]
    pub fn is_chosen(&self) -> bool {
        std::env::var("CASES").map_or(true, |part| self.name.contains(&part))
    }

    /// The name of the package that the case becomes.
    #[must_use]
    pub fn package(&self) -> String {
        format!("case-{}", self.name.replace(['/', '_'], "-"))
    }

    /// Generates from the case as it stands.
    #[must_use]
    pub fn generate(&self) -> Generated {
        self.generate_from(&self.text)
    }

    /// The same, for tests of all cases: a panic is the failure of this case's own test, and an
    /// error that names it here.
    ///
    /// # Errors
    ///
    /// When the generator panics.
    pub fn try_generate(&self) -> Result<Generated, String> {
        panic::catch_unwind(AssertUnwindSafe(|| self.generate()))
            .map_err(|_| format!("{}: the generator panics", self.name))
    }

    /// The document's title; empty where there is none.
    #[must_use]
    pub fn title(&self) -> String {
        let text = self.text.clone();
        let source = source::text(self.document, text, &mut Diagnostics::default());
        let title = source.as_ref().and_then(|source| {
            let title = source.root.pointer("/info/title")?;
            title.as_str()
        });
        title.unwrap_or_default().to_owned()
    }

    /// Generates from another spelling of the case's document.
    #[must_use]
    pub fn generate_from(&self, text: &str) -> Generated {
        self.generate_as(&self.package(), text)
    }

    /// The same as a package of another name, unless the options have one.
    #[must_use]
    pub fn generate_as(&self, package: &str, text: &str) -> Generated {
        self.generate_of(package, text, &self.files)
    }

    /// Generates from other files.
    #[must_use]
    pub fn generate_of(
        &self,
        package: &str,
        text: &str,
        others: &BTreeMap<String, String>,
    ) -> Generated {
        let mut files = Memory::default();
        files.add(self.document, text);
        for (name, text) in others {
            files.add(name, text.as_str());
        }
        let mut diagnostics = Diagnostics::default();
        let options = self.options.as_deref().unwrap_or_default();
        let config = config::right_part("options.toml", options, &mut diagnostics);
        let settings = config.clone().unwrap_or_default();
        let mut source = read_with(&files, self.document, &settings, &mut diagnostics);
        let output = source
            .as_mut()
            .zip(config)
            .and_then(|(source, mut config)| {
                config
                    .package
                    .name
                    .get_or_insert_with(|| package.to_owned());
                generate(source, &config, &mut diagnostics)
            });
        let codes: Vec<_> = diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect();
        let sources: Vec<_> = source.iter().collect();
        let output = output.filter(|_| !diagnostics.has_errors());
        let report = output.as_ref().zip(source.as_ref());
        let report = report.filter(|_| self.name.starts_with("report/"));
        Generated {
            diagnostics: if codes.is_empty() {
                String::new()
            } else {
                diagnostics.render(&sources)
            },
            codes,
            report: report
                .map(|(output, source)| report::report(&output.ir, source, diagnostics.iter())),
            output,
        }
    }
}
