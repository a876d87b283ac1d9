//! Markdown events without side effects in a doc comment.

use super::breaks;
use super::words::{link, link_bare, mark_names};
use crate::text::{is_hidden, visible};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

/// Removes the side effects of Markdown in a doc comment.
pub fn tame<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let mut dropped_links: Vec<bool> = Vec::new();
    let mut in_code = false;
    let mut ends_line = true;
    let mut in_link = 0_usize;
    let events = events.flat_map(move |event| -> Vec<Event<'a>> {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                (in_code, ends_line) = (true, true);
                vec![Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(
                    CowStr::Borrowed("text"),
                )))]
            }
            Event::End(TagEnd::CodeBlock) => {
                in_code = false;
                // A block at the end of the text isn't closed there, and would continue in the next text.
                let line = (!ends_line).then_some(Event::Text(CowStr::Borrowed("\n")));
                line.into_iter().chain([event]).collect()
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let keep = is_web(&dest_url) && in_link == 0;
                dropped_links.push(!keep);
                if !keep {
                    return Vec::new();
                }
                in_link += 1;
                vec![Event::Start(link(LinkType::Inline, dest_url))]
            }
            Event::End(TagEnd::Link) => {
                if dropped_links.pop().unwrap_or(false) {
                    Vec::new()
                } else {
                    in_link = in_link.saturating_sub(1);
                    vec![event]
                }
            }
            // A reader would fetch a picture from any address in the document: its text is enough.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => Vec::new(),
            Event::Start(Tag::HtmlBlock) => vec![Event::Start(Tag::Paragraph)],
            Event::End(TagEnd::HtmlBlock) => vec![Event::End(TagEnd::Paragraph)],
            Event::Html(html) | Event::InlineHtml(html) => without_tags(&html),
            Event::Text(text) if in_code => {
                ends_line = text.ends_with('\n');
                vec![Event::Text(text)]
            }
            // A character reference can name a hidden character, which only now appears.
            Event::Text(text) if !in_code && in_link == 0 => link_bare(&visible(&text)),
            Event::Text(text) => mark_names(&visible(&text)),
            other => vec![other],
        }
    });
    breaks::settle(cells_of_one_line(events))
}

/// Keeps each cell of a table on its line: HTML allows line breaks in cells, and Markdown doesn't.
fn cells_of_one_line<'a>(
    events: impl Iterator<Item = Event<'a>>,
) -> impl Iterator<Item = Event<'a>> {
    let mut in_cell = false;
    events.map(move |event| match event {
        Event::Start(Tag::TableCell) | Event::End(TagEnd::TableCell) => {
            in_cell = !in_cell;
            event
        }
        Event::SoftBreak | Event::HardBreak if in_cell => Event::Text(CowStr::Borrowed(" ")),
        other => other,
    })
}

fn is_web(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && !url.contains(|c: char| c.is_whitespace() || is_hidden(c) || "<>()[]\\\"`".contains(c))
}

/// The text of an HTML fragment, without its tags. Some tags are hard breaks.
fn without_tags(html: &str) -> Vec<Event<'static>> {
    let mut events = Vec::new();
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let Some(end) = rest[start..].find('>') else {
            break;
        };
        let tag = rest[start + 1..start + end].to_ascii_lowercase();
        if tag.starts_with("br") || tag == "p" || tag == "/p" || tag.starts_with("li") {
            push_lines(&mut events, &std::mem::take(&mut text));
            events.push(Event::HardBreak);
        }
        rest = &rest[start + end + 1..];
    }
    text.push_str(rest);
    push_lines(&mut events, &text);
    events
}

fn push_lines(events: &mut Vec<Event<'static>>, text: &str) {
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            events.push(Event::SoftBreak);
        }
        if !line.trim().is_empty() {
            events.extend(link_bare(line));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{markdown, outer};

    /// Compares the docs of a text, with a sentence of our own after it.
    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let mut docs = markdown(text).docs;
        docs.paragraph("Ours.");
        let expect: Vec<String> = expect.iter().map(|line| (*line).to_owned()).collect();
        assert_eq!(format!("{docs:?}"), format!("Docs({expect:?})"));
        assert!(outer(&docs).is_some());
    }

    #[test]
    fn a_block_of_code_ends_with_its_text() {
        let closed = ["```text", "a", "```", "", "Ours."];
        check("```\na", &closed);
        check("~~~rust\na\n", &closed);
        check("    a", &closed);
        check("````\n```\n````", &["````text", "```", "````", "", "Ours."]);
    }

    #[test]
    fn a_character_that_was_written_by_its_number_is_seen() {
        check(
            "a&#x202e;b &shy;&#10;",
            &["aU+202Eb U+00ADU+000A", "", "Ours."],
        );
    }
}
