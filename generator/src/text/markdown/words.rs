//! Addresses and names in words: links and code.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use std::borrow::Cow;

/// Whether a text means the same with and without Markdown: one line of words and punctuation, without names
/// and addresses. Most texts are such, and parsing them takes a good part of the time.
pub fn is_plain(text: &str) -> bool {
    let ordinary = |b: u8| b.is_ascii_alphanumeric() || b" ,.;:'\"()/?%=".contains(&b);
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(ordinary)
        && !text.contains("http")
        && !text.contains("()")
        && text
            .split(|c: char| !c.is_ascii_alphanumeric() && c != ':')
            .all(|word| !is_name(word.trim_matches(':')))
}

/// Makes addresses in a text links, as rustdoc demands.
pub fn link_bare(text: &str) -> Vec<Event<'static>> {
    let mut events = Vec::new();
    let mut rest = text;
    let is_address = |text: &str| text.starts_with("https://") || text.starts_with("http://");
    let next = |text: &str| {
        let mut starts = text.match_indices("http").map(|(start, _)| start);
        starts.find(|start| is_address(&text[*start..]))
    };
    while let Some(start) = next(rest) {
        let tail = &rest[start..];
        let end = tail
            .find(|c: char| c.is_whitespace() || "<>()[]{}\"'`|\\,;".contains(c))
            .unwrap_or(tail.len());
        let url = tail[..end].trim_end_matches(['.', ':', '!', '?', '*', '_']);
        events.extend(mark_names(&rest[..start]));
        if url.len() > "https://".len() {
            events.push(Event::Start(link(
                LinkType::Autolink,
                url.to_owned().into(),
            )));
            events.push(Event::Text(url.to_owned().into()));
            events.push(Event::End(TagEnd::Link));
        } else {
            events.push(Event::Code(tail[..end].to_owned().into()));
            rest = &tail[end.max(1)..];
            continue;
        }
        rest = &tail[url.len()..];
    }
    events.extend(mark_names(rest));
    events
}

/// The stand-in for `()` while a text is split at parentheses.
const CALL: char = '\u{1}';

/// Marks words that look like names in code, such as `user_id` or `UserId`, as code.
pub fn mark_names(text: &str) -> Vec<Event<'static>> {
    let mut events = Vec::new();
    // The parentheses of a call belong to its name; the text has no other control character.
    let has_calls = text.contains("()");
    let text = if has_calls {
        Cow::Owned(text.replace("()", "\u{1}"))
    } else {
        Cow::Borrowed(text)
    };
    let shown = |text: &str| -> CowStr<'static> {
        if has_calls {
            text.replace(CALL, "()").into()
        } else {
            text.to_owned().into()
        }
    };
    let is_outer = |c: char| !c.is_alphanumeric() && c != CALL;
    // The piece begins at `at`, and the words that aren't among the events yet at `from`.
    let (mut at, mut from) = (0, 0);
    let is_end = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '\'' | '/' | ',' | ';' | '(' | ')' | '[' | ']' | '{' | '}' | '"'
            )
    };
    for piece in text.split_inclusive(is_end) {
        let tail = piece.trim_start_matches(is_outer);
        let name = tail.trim_end_matches(is_outer);
        if is_name(name) && !name.contains('`') {
            let start = at + piece.len() - tail.len();
            if from < start {
                events.push(Event::Text(shown(&text[from..start])));
            }
            events.push(Event::Code(shown(name)));
            from = start + name.len();
        }
        at += piece.len();
    }
    if from < text.len() {
        events.push(Event::Text(shown(&text[from..])));
    }
    events
}

/// Whether a word looks like a name in code: with `_` or `::`, or in camel case, like clippy's `doc_markdown`.
fn is_name(word: &str) -> bool {
    // Most words have small letters alone.
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return false;
    }
    let camel = |word: &str| {
        let word = word.strip_suffix('s').unwrap_or(word);
        !word.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_lowercase())
            && word.chars().all(char::is_alphanumeric)
            && word.chars().filter(|c| c.is_uppercase()).count() > 1
            && word.chars().any(char::is_lowercase)
    };
    word.contains('_')
        || word.as_bytes().windows(2).any(|pair| pair == b"::")
        || word.len() > 1 && word.ends_with(CALL)
        || camel(word)
}

/// The start of a link without a title.
pub fn link(link_type: LinkType, dest_url: CowStr<'_>) -> Tag<'_> {
    Tag::Link {
        link_type,
        dest_url,
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    }
}
