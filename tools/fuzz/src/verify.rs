//! Generates from a document, and checks the rules that hold for every document.

use crate::folder::{FOLDER, Folder, is_told, path};
use crate::mutate::Mutant;
use golden::workspace::COPIED;
use openapi_client_generator::config::{self, Config};
use openapi_client_generator::diagnostic::{Diagnostics, Pointer};
use openapi_client_generator::openapi::Newest;
use openapi_client_generator::source::{self, Source};
use openapi_client_generator::{Output, generate, openapi, read_with, report, text};

/// The largest number of bytes that are written for each byte of the document.
const FACTOR: usize = 150;
/// The bytes that are written in addition: the files of an empty crate and its first operation.
const BASE: usize = 60_000;

/// Generates from the document; returns the output, if the document has no error.
///
/// # Errors
///
/// The fault in the written files or the messages, in a sentence.
pub fn verify(mutant: &Mutant) -> Result<Option<Output>, String> {
    Reading::of(mutant)?.finish(mutant)
}

/// Checks that a second run writes and reports the same.
///
/// # Errors
///
/// The first file that differs.
pub fn verify_again(mutant: &Mutant, first: Option<&Output>) -> Result<(), String> {
    let second = verify(mutant)?;
    same(first, second.as_ref()).map_err(|differs| format!("again, {differs}"))
}

/// Whether two runs write the same files.
fn same(first: Option<&Output>, second: Option<&Output>) -> Result<(), String> {
    let (Some(first), Some(second)) = (first, second) else {
        return match (first, second) {
            (None, None) => Ok(()),
            _ => Err("only one of two runs writes a crate".to_owned()),
        };
    };
    let mut paths = first.files.keys().chain(second.files.keys());
    match paths.find(|path| first.files.get(*path) != second.files.get(*path)) {
        Some(path) => Err(format!("another {path} is written")),
        None => Ok(()),
    }
}

/// The files of a document, read as one tree with its overlays applied.
pub struct Reading {
    source: Option<Source>,
    config: Option<Config>,
    diagnostics: Diagnostics,
    /// Bytes of all files, or of the tree if that is larger.
    pub size: usize,
}

impl Reading {
    /// Reads the files of a mutant.
    ///
    /// # Errors
    ///
    /// A file that was read, but must not be.
    pub fn of(mutant: &Mutant) -> Result<Self, String> {
        let mut diagnostics = Diagnostics::default();
        let settings = format!("{FOLDER}client.toml");
        let mut config = config::right_part(&settings, &mutant.options, &mut diagnostics);
        let folder = Folder::new(&mutant.files);
        if let Some(config) = &mut config {
            config.package.name = Some(mutant.package.clone());
            config.lints = true;
        }
        let settings = config.clone().unwrap_or_default();
        let source = read_with(&folder, &path(mutant.document), &settings, &mut diagnostics);
        if let Some(name) = folder.strays().first() {
            return Err(format!("`{name}`, which is outside of the folder, is read"));
        }
        let tree = source.iter().map(|source| source.root.to_string().len());
        Ok(Self {
            size: mutant.size().max(tree.sum()),
            source,
            config,
            diagnostics,
        })
    }

    /// Generates from the document.
    ///
    /// # Errors
    ///
    /// The fault in the written files or the messages, in a sentence.
    pub fn finish(self, mutant: &Mutant) -> Result<Option<Output>, String> {
        let Self {
            mut source,
            config,
            mut diagnostics,
            size,
        } = self;
        let whole = source.as_ref().filter(|_| !diagnostics.has_errors());
        let newest = whole.map(bundled).transpose()?.flatten();
        let settings = newest.as_ref().zip(config.as_ref());
        let settings = settings.map(|((newest, _), config)| newest.settings(config));
        let parts = source.as_mut().zip(config.as_ref());
        let output = parts.and_then(|(source, config)| {
            let output = generate(source, config, &mut diagnostics)?;
            // The command prints these beside the crate.
            let report = text::json(&report::report(&output.ir, source, diagnostics.iter()));
            let map = text::json(&output.map());
            Some((output, report, map))
        });
        let sources: Vec<_> = source.iter().collect();
        let said = diagnostics.render(&sources);
        shown("the terminal", &said, &['\n'])?;
        shown(
            "the terminal in colour",
            &diagnostics.render_styled(&sources),
            &['\n', '\u{1b}'],
        )?;
        if let (Some((_, mut one)), Some(settings)) = (newest, settings) {
            let other = generate(&mut one, &settings, &mut Diagnostics::default());
            same(output.as_ref().map(|(output, ..)| output), other.as_ref())
                .map_err(|differs| format!("as one file, {differs}"))?;
        }
        let Some((output, report, map)) = output else {
            return if diagnostics.has_errors() {
                Ok(None)
            } else {
                Err("nothing was written, and no error says why".to_owned())
            };
        };
        shown("the report", &report, &['\n'])?;
        shown("the map", &map, &['\n'])?;
        written(&output, size)?;
        let said = [&said, &report, &map].into_iter().any(|text| is_told(text));
        if said || output.files.values().any(|text| is_told(text)) {
            let seed = &mutant.seed;
            return Err(format!("a file outside of the folder of {seed} is told"));
        }
        Ok(Some(output))
    }
}

/// Checks the files of a crate, for a document of this size.
fn written(output: &Output, size: usize) -> Result<(), String> {
    let mut written = 0;
    let files = output.files.iter();
    for (path, text) in files.filter(|(path, _)| !path.starts_with(COPIED)) {
        let is_plain = |part: &str| !matches!(part, "" | "." | "..");
        if !path.split('/').all(is_plain) || path.contains(['\\', ':']) {
            return Err(format!("`{path}` is outside of the crate"));
        }
        shown(path, text, &['\n'])?;
        written += text.len();
    }
    let most = BASE + FACTOR * size;
    if written > most {
        return Err(format!(
            "{written} bytes are written for a document of {size}"
        ));
    }
    Ok(())
}

/// Checks the document as one file; returns it if its crate has to be the same.
fn bundled(source: &Source) -> Result<Option<(Newest, Source)>, String> {
    let mut losses = Diagnostics::default();
    let Some(newest) = openapi::newest(source, &mut losses) else {
        return Ok(None);
    };
    // The keywords beside a reference count in the newest version, so the crate can be another.
    let is_at_reference = |at: &Pointer| at.segments().last().is_some_and(|last| last == "$ref");
    let is_same = !losses.iter().any(|loss| is_at_reference(&loss.at));
    let mut read = None;
    // A block of YAML keeps the tabs of a text.
    let notations = [
        ("YAML", newest.yaml(), &['\n', '\t'][..]),
        ("JSON", newest.json(), &['\n']),
    ];
    for (notation, text, allowed) in notations {
        shown(notation, &text, allowed)?;
        let mut diagnostics = Diagnostics::default();
        let again = source::text("bundled", text, &mut diagnostics);
        read = again.filter(|again| again.root == newest.tree);
        if read.is_none() {
            let said = diagnostics.render(&[]);
            return Err(format!(
                "as one file of {notation}, it has other values; {said}"
            ));
        }
    }
    Ok(read.filter(|_| is_same).map(|one| (newest, one)))
}

/// Checks for characters that must be escaped: a person would not see them, or would see another
/// text.
fn shown(what: &str, text: &str, allowed: &[char]) -> Result<(), String> {
    let hidden = |c: &char| {
        c.is_control()
            || matches!(u32::from(*c),
                0xad | 0x61c | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff
                | 0xfff9..=0xfffb | 0xe0000..=0xe007f)
    };
    match text.chars().filter(|c| !allowed.contains(c)).find(hidden) {
        Some(c) => Err(format!("U+{:04X} stands as it is in {what}", u32::from(c))),
        None => Ok(()),
    }
}
