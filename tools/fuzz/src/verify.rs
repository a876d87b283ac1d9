//! Generates from a document, and holds what comes of it to what holds for every document.

use crate::mutate::Mutant;
use golden::workspace::COPIED;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::{Output, config, generate, report, source, text};

/// Bytes that are written for each byte of the document, at most.
const FACTOR: usize = 150;
/// Bytes that are written besides: the files of an empty crate and its first operation.
const BASE: usize = 60_000;

/// Generates from the document; gives what was written, if the document has no error.
///
/// # Errors
///
/// What is wrong with what was written or said, in a sentence.
pub fn verify(mutant: &Mutant) -> Result<Option<Output>, String> {
    run(mutant)
}

/// Whether a second run writes and says the same.
///
/// # Errors
///
/// The first file that differs.
pub fn verify_again(mutant: &Mutant, first: Option<&Output>) -> Result<(), String> {
    let second = run(mutant)?;
    let (Some(first), Some(second)) = (first, &second) else {
        return match (first, second) {
            (None, None) => Ok(()),
            _ => Err("only one of two runs writes a crate".to_owned()),
        };
    };
    let differs = first
        .files
        .iter()
        .find(|(path, text)| second.files.get(*path) != Some(*text));
    match differs {
        Some((path, _)) => Err(format!("two runs write different files: {path}")),
        None => Ok(()),
    }
}

fn run(mutant: &Mutant) -> Result<Option<Output>, String> {
    let mut diagnostics = Diagnostics::default();
    let config = config::text("client.toml", &mutant.options, &mut diagnostics);
    let mut source = source::text(mutant.name, mutant.text.clone(), &mut diagnostics);
    let output = source
        .as_mut()
        .zip(config)
        .and_then(|(source, mut config)| {
            config.package.name = Some(mutant.package.clone());
            let output = generate(source, &config, &mut diagnostics)?;
            // What the command prints beside the crate.
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
    let Some((output, report, map)) = output else {
        return if diagnostics.has_errors() {
            Ok(None)
        } else {
            Err("nothing was written, and no error says why".to_owned())
        };
    };
    shown("the report", &report, &['\n'])?;
    shown("the map", &map, &['\n'])?;
    let mut written = 0;
    for (path, text) in output
        .files
        .iter()
        .filter(|(path, _)| !path.starts_with(COPIED))
    {
        shown(path, text, &['\n'])?;
        written += text.len();
    }
    let most = BASE + FACTOR * mutant.text.len();
    if written > most {
        return Err(format!(
            "{written} bytes are written for a document of {}",
            mutant.text.len()
        ));
    }
    Ok(Some(output))
}

/// Characters that no text has as they are: a person would not see them, or would see another text.
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
