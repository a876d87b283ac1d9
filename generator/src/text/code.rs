//! Inline code of Markdown.

use super::{Line, say, visible};

/// `text` with any characters as inline code on one line.
#[must_use]
pub fn code(text: &str) -> Line {
    let visible = visible(text);
    if visible.trim().is_empty() {
        return Line::sure(match visible.chars().count() {
            0 => "the empty string".to_owned(),
            1 => "a space".to_owned(),
            count => format!("{count} spaces"),
        });
    }
    let longest = visible.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if visible.starts_with('`') || visible.ends_with('`') {
        " "
    } else {
        ""
    };
    Line::sure([&fence, pad, &visible, pad, &fence].concat())
}

/// `text` as inline code, as a sentence of its own.
#[must_use]
pub fn code_alone(text: &str) -> Line {
    match text {
        "" => "The empty string.".into(),
        " " => "A space.".into(),
        _ => say("{}.", &[&code(text)]),
    }
}
