//! A limit for nested quotes and lists.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd};
use std::ops::Range;

/// The most quotes and lists within each other. Each level indents each line again, so the output would grow
/// with the square of the depth. Deeper levels are shown literally.
pub const MAX_NESTING: usize = 16;

/// The events of a text, with a block of text in place of each quote or list that is nested too deeply.
pub fn limit<'a>(
    text: &'a str,
    events: impl Iterator<Item = (Event<'a>, Range<usize>)>,
    is_deep: &mut bool,
) -> impl Iterator<Item = Event<'a>> {
    let mut depth = 0_usize;
    events
        .flat_map(move |(event, range)| {
            match &event {
                Event::Start(Tag::BlockQuote(_) | Tag::List(_)) => {
                    depth += 1;
                    if depth == MAX_NESTING + 1 {
                        *is_deep = true;
                        return as_it_stands(text.get(range).unwrap_or_default()).map(Some);
                    }
                }
                Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => {
                    depth -= 1;
                    if depth == MAX_NESTING {
                        return [None, None, None];
                    }
                }
                _ => {}
            }
            [(depth <= MAX_NESTING).then_some(event), None, None]
        })
        .flatten()
}

fn as_it_stands(text: &str) -> [Event<'_>; 3] {
    let kind = CodeBlockKind::Fenced(CowStr::Borrowed("text"));
    [
        Event::Start(Tag::CodeBlock(kind)),
        Event::Text(CowStr::Borrowed(text)),
        Event::End(TagEnd::CodeBlock),
    ]
}

#[cfg(test)]
mod tests {
    use super::MAX_NESTING;
    use crate::text::{Flaw, markdown};

    #[test]
    fn what_is_too_deep_is_shown_as_it_stands() {
        let nested = |depth: usize| markdown(&format!("{}x", "> ".repeat(depth)));
        assert_eq!(nested(MAX_NESTING).flaw, None);
        let deep = nested(MAX_NESTING + 3);
        assert_eq!(deep.flaw, Some(Flaw::Deep));
        let lines = format!("{:?}", deep.docs);
        assert!(lines.contains("```text"), "{lines}");
        assert!(lines.contains("> > > x"), "{lines}");
    }
}
