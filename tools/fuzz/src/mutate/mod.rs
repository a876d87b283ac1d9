//! Bytes → a document: one of the golden cases after a few changes, with its other files and overlays.
//!
//! The same bytes give the same document on every machine.

mod files;
mod operators;
mod overlay;
mod place;
mod pool;
mod text;

use crate::seeds::Seeds;
use arbitrary::{Result, Unstructured};
use serde_json::Value;
use std::collections::BTreeMap;

/// A document to generate from.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// The golden case of the document.
    pub seed: String,
    /// The changes, in order.
    pub steps: Vec<&'static str>,
    /// The name of its file.
    pub document: &'static str,
    /// Its files by name, overlays among them.
    pub files: BTreeMap<String, String>,
    /// The client.toml.
    pub options: String,
    /// The name of the package.
    pub package: String,
}

impl Mutant {
    /// Bytes of all files.
    #[must_use]
    pub fn size(&self) -> usize {
        self.files.values().map(String::len).sum()
    }
}

/// The largest number of changes to one document: more would leave no valid part.
const MAX_STEPS: usize = 6;
/// Bytes of the largest file: larger files are for the tests of cost.
const MAX_BYTES: usize = 1 << 20;

/// The subject of an operator.
struct Subject<'s, 'u, 'b> {
    /// The changed file: the document, a file that it refers to, or an overlay.
    document: Value,
    name: String,
    /// The other files.
    others: BTreeMap<String, Value>,
    /// The name of the document's own file.
    main: &'static str,
    /// The names of overlays that were added.
    overlays: Vec<String>,
    seeds: &'s Seeds,
    bytes: &'u mut Unstructured<'b>,
}

impl Subject<'_, '_, '_> {
    /// The document's own file.
    fn root(&self) -> &Value {
        self.others.get(self.main).unwrap_or(&self.document)
    }

    /// Switches to the document's own file, or to any file.
    fn turn(&mut self) -> Result<()> {
        let document = std::mem::take(&mut self.document);
        self.others.insert(std::mem::take(&mut self.name), document);
        self.name = self.main.to_owned();
        if self.bytes.ratio(1, 2)? {
            let index = self.bytes.choose_index(self.others.len())?;
            let other = self.others.keys().nth(index);
            // A change to an overlay mostly makes it invalid.
            let is_overlay = other.is_some_and(|name| self.overlays.contains(name));
            if !is_overlay || self.bytes.ratio(1, 4)? {
                self.name = other.cloned().unwrap_or_default();
            }
        }
        self.document = self.others.remove(&self.name).unwrap_or_default();
        Ok(())
    }
}

/// Makes the document of `bytes`.
///
/// # Errors
///
/// Never, as far as is known: after the end of the bytes, zeros follow.
pub fn mutate(seeds: &Seeds, bytes: &[u8]) -> Result<Mutant> {
    let bytes = &mut Unstructured::new(bytes);
    let seed = if bytes.ratio(1, 4)? {
        *bytes.choose(&seeds.rare)?
    } else {
        bytes.choose_index(seeds.documents.len())?
    };
    let seed = &seeds.documents[seed];
    let mut others = seed.files.clone();
    let mut subject = Subject {
        document: others.remove(seed.document).unwrap_or_default(),
        name: seed.document.to_owned(),
        others,
        main: seed.document,
        overlays: Vec::new(),
        seeds,
        bytes,
    };
    let mut steps = Vec::new();
    for _ in 0..subject.bytes.int_in_range(1..=MAX_STEPS)? {
        subject.turn()?;
        let index = subject.bytes.choose_index(operators::ALL.len())?;
        let (name, operator) = operators::ALL[index];
        let before = subject.document.clone();
        operator(&mut subject)?;
        if subject.document.to_string().len() > MAX_BYTES {
            subject.document = before;
        } else {
            steps.push(name);
        }
    }
    let mut trees = subject.others;
    trees.insert(subject.name, subject.document);
    let overlays = subject.overlays;
    let mut files = BTreeMap::new();
    for (name, tree) in trees {
        files.insert(name, written(&tree, bytes)?);
    }
    if bytes.ratio(1, 8)? {
        let index = bytes.choose_index(files.len())?;
        if let Some(text) = files.values_mut().nth(index) {
            *text = text::mutate(text, bytes)?;
        }
        steps.push("text");
    }
    Ok(Mutant {
        seed: seed.name.clone(),
        steps,
        document: seed.document,
        files,
        options: options(&seed.options, &overlays, bytes)?,
        package: "mutant".to_owned(),
    })
}

/// A tree as a file: JSON, or YAML if it can represent the tree. A text stays unchanged.
fn written(tree: &Value, bytes: &mut Unstructured<'_>) -> Result<String> {
    if let Value::String(text) = tree {
        return Ok(text.clone());
    }
    if bytes.ratio(1, 4)?
        && let Ok(text) = serde_yaml::to_string(tree)
    {
        return Ok(text);
    }
    Ok(format!("{tree:#}"))
}

/// The case's own settings, or others, with the overlays of the mutant.
fn options(own: &str, overlays: &[String], bytes: &mut Unstructured<'_>) -> Result<String> {
    let options = if bytes.ratio(3, 4)? {
        own
    } else {
        bytes.choose(pool::OPTIONS)?
    };
    let table = options.parse::<toml::Table>().ok();
    let Some(mut table) = table.filter(|_| !overlays.is_empty()) else {
        return Ok(options.to_owned());
    };
    let named = table.entry("overlays");
    if let Some(named) = named
        .or_insert(toml::Value::Array(Vec::new()))
        .as_array_mut()
    {
        named.extend(overlays.iter().map(|name| name.clone().into()));
    }
    if bytes.ratio(7, 8)? {
        table.insert("unmatched".to_owned(), "warn".into());
    }
    Ok(toml::to_string(&table).unwrap_or_else(|_| options.to_owned()))
}
