//! Changes to a document as a text, for the readers of JSON and YAML.

use arbitrary::{Result, Unstructured};

/// Pieces with a meaning in JSON or YAML.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    ": ",
    "\"",
    "'",
    "\\",
    "\\u",
    "\\ud800",
    "\n",
    "\r",
    "\t",
    "\n\n",
    " ",
    "- ",
    "? ",
    "| ",
    "> ",
    "# ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "&a ",
    "*a",
    "<<: *a",
    "!!str ",
    "!<x> ",
    "null",
    "1e999",
    "-",
    "0x1",
    ".nan",
    "\u{feff}",
    "\u{0}",
    "\u{85}",
    "\u{2028}",
    "//",
    "/*",
];

/// Removes, repeats or inserts a few pieces.
pub fn mutate(text: &str, bytes: &mut Unstructured<'_>) -> Result<String> {
    let mut text = text.to_owned();
    for _ in 0..bytes.int_in_range(1..=4)? {
        let from = boundary(&text, bytes.int_in_range(0..=text.len())?);
        match bytes.int_in_range(0..=3)? {
            0 => {
                let to = boundary(&text, from + bytes.int_in_range(0..=40)?);
                text.replace_range(from..to.max(from), "");
            }
            1 => {
                let to = boundary(&text, from + bytes.int_in_range(0..=400)?);
                let piece = text[from..to.max(from)].to_owned();
                text.insert_str(from, &piece);
            }
            2 => text.truncate(from),
            _ => text.insert_str(from, bytes.choose(PIECES)?),
        }
    }
    Ok(text)
}

/// The last boundary between characters at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}
