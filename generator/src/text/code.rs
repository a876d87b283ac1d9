//! Inline code of Markdown.

use super::{Line, visible};

/// `text` with any characters as inline code on one line.
#[must_use]
pub fn code(text: &str) -> Line {
    let visible = visible(text);
    if visible.trim().is_empty() {
        let count = visible.chars().count();
        return Line::sure(format!("a string of {count} spaces"));
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
