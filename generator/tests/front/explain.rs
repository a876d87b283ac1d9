//! The texts of `explain`: examples give their diagnostic, and corrections give none.

use openapi_client_generator::diagnostic::{Code, Diagnostics};
use openapi_client_generator::{Config, Memory, config, run_files};
use std::collections::{BTreeMap, BTreeSet};

/// Diagnostics that no small document gives, with the reason.
const WORDS_ONLY: [(&str, &str); 5] = [
    ("E0103", "a text can't show bytes that are no text"),
    ("E0113", "it takes 10,000 files"),
    ("E0117", "it takes a network"),
    ("E0601", "it takes a mistake of the generator"),
    ("W0319", "it takes 2,000 levels, and a text nests 128"),
];

/// The document of examples that show client.toml alone.
const PETS: &str = "\
servers: [{url: 'https://example.com'}]
paths:
  /pets/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: It exists.}}
    put:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'204': {description: Done.}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string, maxLength: 40}}}
";

/// A document, a client.toml, an overlay, and other files by name.
#[derive(Clone, Default)]
struct Example {
    document: String,
    options: String,
    overlay: String,
    files: BTreeMap<String, String>,
}

impl Example {
    /// Takes the blocks of code over.
    fn with(mut self, text: &str) -> Self {
        for block in text.split("\n```").skip(1).step_by(2) {
            let (language, code) = block.split_once('\n').unwrap();
            match language {
                "yaml" if code.starts_with("overlay:") => code.clone_into(&mut self.overlay),
                "yaml" => code.clone_into(&mut self.document),
                "toml" => code.clone_into(&mut self.options),
                other => {
                    let name = other.strip_prefix("yaml ").expect("a block of YAML");
                    self.files.insert(name.to_owned(), code.to_owned());
                }
            }
        }
        self
    }

    /// The codes that it gives.
    fn codes(&self) -> Vec<Code> {
        let mut files = Memory::default();
        files.add("openapi.yaml", whole(&self.document));
        for (name, text) in &self.files {
            files.add(name, text.clone());
        }
        let mut options = self.options.clone();
        if !self.overlay.is_empty() {
            files.add("overlay.yaml", self.overlay.clone());
            options.insert_str(0, "overlays = [\"overlay.yaml\"]\n");
        }
        let mut diagnostics = Diagnostics::default();
        let config = config::text("client.toml", &options, &mut diagnostics);
        let lints = true;
        let config = Config {
            lints,
            ..config.unwrap_or_default()
        };
        let generated = run_files(&files, "openapi.yaml", &config);
        let all = diagnostics.iter().chain(generated.diagnostics.iter());
        all.map(|diagnostic| diagnostic.code).collect()
    }
}

/// A document of which examples leave the head and empty paths out.
fn whole(text: &str) -> String {
    const PARTS: [&str; 4] = ["components:", "paths:", "servers:", "webhooks:"];
    if !PARTS.iter().any(|part| text.starts_with(part)) {
        return text.to_owned();
    }
    let head = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\n";
    let has_paths = format!("\n{text}").contains("\npaths:");
    let paths = if has_paths { "" } else { "\npaths: {}\n" };
    format!("{head}{text}{paths}")
}

#[test]
fn titles_read_without_arguments() {
    let titles = Code::ALL.iter().map(|code| code.entry().title);
    let mut known = BTreeSet::new();
    for title in titles {
        assert!(!title.contains(['{', '…']), "{title}");
        assert!(known.insert(title), "{title}");
    }
}

#[test]
fn each_example_gives_its_diagnostic_and_each_correction_gives_none() {
    let mut faults = Vec::new();
    for code in Code::ALL {
        let id = code.entry().id;
        let text = code.explanation();
        if text.lines().any(|line| line.chars().count() > 120) || text.lines().count() > 35 {
            faults.push(format!("{id} is too long"));
        }
        let Some((first, second)) = text.split_once("\nInstead:\n") else {
            if WORDS_ONLY.iter().all(|(known, _)| *known != id) {
                faults.push(format!("{id} has no example"));
            }
            continue;
        };
        if let Some((_, reason)) = WORDS_ONLY.iter().find(|(known, _)| *known == id) {
            faults.push(format!("{id} has an example, though {reason}"));
        }
        let pets = Example {
            document: PETS.to_owned(),
            ..Example::default()
        };
        let wrong = pets.with(first);
        let right = wrong.clone().with(second);
        if !wrong.codes().contains(code) {
            faults.push(format!(
                "the example doesn't give {id}, but {:?}",
                wrong.codes()
            ));
        }
        if !right.codes().is_empty() {
            faults.push(format!("the correction of {id} gives {:?}", right.codes()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
