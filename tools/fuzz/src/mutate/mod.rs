//! Bytes → a document: one of the golden cases after a few changes.
//!
//! The same bytes always give the same document, whatever machine it is.

mod operators;
mod place;
mod pool;
mod text;

use crate::seeds::Seeds;
use arbitrary::{Result, Unstructured};
use serde_json::Value;

/// A document to generate from.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// The golden case that it was.
    pub seed: String,
    /// What was done to it, in order.
    pub steps: Vec<&'static str>,
    /// The name of its file.
    pub name: &'static str,
    /// The document.
    pub text: String,
    /// The client.toml.
    pub options: String,
    /// The name of the package.
    pub package: String,
}

/// Most changes to one document: after more it is nothing but wrong.
const MAX_STEPS: usize = 6;
/// Bytes of the largest document: what grows is for the tests of cost.
const MAX_BYTES: usize = 1 << 20;

/// What an operator changes.
struct Subject<'s, 'u, 'b> {
    document: Value,
    seeds: &'s Seeds,
    bytes: &'u mut Unstructured<'b>,
}

/// Makes the document that `bytes` stand for.
///
/// # Errors
///
/// None as far as is known: when the bytes come to an end, zeros follow.
pub fn mutate(seeds: &Seeds, bytes: &[u8]) -> Result<Mutant> {
    let bytes = &mut Unstructured::new(bytes);
    let seed = &seeds.documents[bytes.choose_index(seeds.documents.len())?];
    let mut subject = Subject {
        document: seed.value.clone(),
        seeds,
        bytes,
    };
    let mut steps = Vec::new();
    for _ in 0..subject.bytes.int_in_range(1..=MAX_STEPS)? {
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
    let Subject {
        document, bytes, ..
    } = subject;
    let (name, mut text) = written(&document, bytes)?;
    if bytes.ratio(1, 8)? {
        text = text::mutate(&text, bytes)?;
        steps.push("text");
    }
    Ok(Mutant {
        seed: seed.name.clone(),
        steps,
        name,
        text,
        options: options(&seed.options, bytes)?,
        package: "mutant".to_owned(),
    })
}

/// The document as a file: JSON, or YAML where that can say it.
fn written(document: &Value, bytes: &mut Unstructured<'_>) -> Result<(&'static str, String)> {
    if bytes.ratio(1, 4)?
        && let Ok(text) = serde_yaml::to_string(document)
    {
        return Ok(("openapi.yaml", text));
    }
    Ok(("openapi.json", format!("{document:#}")))
}

/// The case's own settings, or others.
fn options(own: &str, bytes: &mut Unstructured<'_>) -> Result<String> {
    if bytes.ratio(3, 4)? {
        return Ok(own.to_owned());
    }
    Ok((*bytes.choose(pool::OPTIONS)?).to_owned())
}
