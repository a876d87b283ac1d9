//! The document's texts → doc comments.
//!
//! A text is `CommonMark`, written for a web page. Here it becomes Markdown that rustdoc shows and does
//! nothing else with: no code block is a test, nothing in brackets is a link to an item, no HTML is
//! HTML, and no character can turn the direction of what follows.

use crate::api;
use crate::ir::Docs;
use indexmap::IndexMap;
use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream,
};
use std::borrow::Cow;
use std::cell::RefCell;

/// Makes docs, and keeps what came of Markdown: the same text often stands at many members, and to parse
/// it takes far longer than to look it up.
#[derive(Default)]
pub struct Texts {
    safe: RefCell<IndexMap<String, String>>,
}

impl Texts {
    /// The docs of something with a title, a description and constraints.
    pub fn docs(&self, docs: &api::Docs) -> Docs {
        let mut out = Docs::default();
        if let Some(title) = docs
            .title
            .as_deref()
            .filter(|title| !title.trim().is_empty())
        {
            let same = docs
                .description
                .as_deref()
                .is_some_and(|text| text.trim() == title.trim());
            if !same {
                self.append(&mut out, title);
            }
        }
        if let Some(description) = &docs.description {
            self.append(&mut out, description);
        }
        if !docs.constraints.is_empty() {
            let text = format!("Constraints: {}.", docs.constraints.join(", "));
            let safe = safe(&text);
            match safe.trim() {
                line if !line.contains('\n') => out.note(line),
                lines => append(&mut out, lines),
            }
        }
        out
    }

    fn append(&self, docs: &mut Docs, markdown: &str) {
        if is_plain(markdown) {
            return append(docs, markdown);
        }
        let mut known = self.safe.borrow_mut();
        if let Some(safe) = known.get(markdown) {
            return append(docs, safe);
        }
        let safe = safe(markdown);
        append(docs, &safe);
        known.insert(markdown.to_owned(), safe);
    }
}

/// The docs of something that has only a description.
pub fn text(text: &str) -> Docs {
    let mut out = Docs::default();
    append(&mut out, &safe(text));
    out
}

fn append(docs: &mut Docs, safe: &str) {
    let safe = safe.trim();
    if safe.is_empty() {
        return;
    }
    if !docs.0.is_empty() {
        docs.0.push(String::new());
    }
    docs.0
        .extend(safe.lines().map(|line| line.trim_end().to_owned()));
}

/// `text` as inline code, whatever stands in it.
pub fn code(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    let visible = without_direction(&visible);
    let longest = visible.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if visible.starts_with('`') || visible.ends_with('`') {
        " "
    } else {
        ""
    };
    if visible.trim().is_empty() {
        return format!("a string of {} spaces", visible.chars().count());
    }
    format!("{fence}{pad}{visible}{pad}{fence}")
}

fn safe(markdown: &str) -> String {
    if is_plain(markdown) {
        return markdown.to_owned();
    }
    let clean: String = markdown
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect();
    let clean = without_direction(&clean);
    let pulldown_options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    // Whole texts: an address may be written with `\/`.
    let events = TextMergeStream::new(Parser::new_ext(&clean, pulldown_options));
    let events = tame(events);
    let mut out = String::with_capacity(clean.len() + 16);
    let options = pulldown_cmark_to_cmark::Options {
        code_block_token_count: 3,
        ..pulldown_cmark_to_cmark::Options::default()
    };
    match pulldown_cmark_to_cmark::cmark_with_options(events, &mut out, pulldown_options, options) {
        Ok(_) => out,
        // What can't be written as Markdown is shown as it stands, as code.
        Err(_) => code(&clean.replace('\n', " ")),
    }
}

/// Whether a text means the same with and without Markdown: one line of words and punctuation, no name
/// and no address among them. Most are, and parsing them takes a good part of the time.
fn is_plain(text: &str) -> bool {
    let ordinary = |b: u8| b.is_ascii_alphanumeric() || b" ,.;:'\"()/?%=".contains(&b);
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(ordinary)
        && !text.contains("http")
        && !text.contains("()")
        && text
            .split(|c: char| !c.is_ascii_alphanumeric() && c != ':')
            .all(|word| !is_name(word.trim_matches(':')))
}

/// Takes from Markdown what would be more than text in a doc comment.
fn tame<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let mut dropped_links: Vec<bool> = Vec::new();
    let mut in_code = false;
    let mut in_link = 0_usize;
    let events = events.flat_map(move |event| -> Vec<Event<'a>> {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                in_code = true;
                vec![Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(
                    CowStr::Borrowed("text"),
                )))]
            }
            Event::End(TagEnd::CodeBlock) => {
                in_code = false;
                vec![event]
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
            // A picture would be fetched from wherever the document says: its text is enough.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => Vec::new(),
            Event::Start(Tag::HtmlBlock) => vec![Event::Start(Tag::Paragraph)],
            Event::End(TagEnd::HtmlBlock) => vec![Event::End(TagEnd::Paragraph)],
            Event::Html(html) | Event::InlineHtml(html) => without_tags(&html),
            Event::Text(text) if !in_code && in_link == 0 => link_bare(&text),
            Event::Text(text) if !in_code => mark_names(&text),
            other => vec![other],
        }
    });
    cells_of_one_line(events)
}

/// Keeps each cell of a table on its line: HTML breaks lines in them, and Markdown can't.
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

fn link(link_type: LinkType, dest_url: CowStr<'_>) -> Tag<'_> {
    Tag::Link {
        link_type,
        dest_url,
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    }
}

fn is_web(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>()[]\\\"`".contains(c))
}

/// The text of an HTML fragment, without its tags.
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
            text.push('\n');
        }
        rest = &rest[start + end + 1..];
    }
    text.push_str(rest);
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            events.push(Event::SoftBreak);
        }
        if !line.trim().is_empty() {
            events.extend(link_bare(line));
        }
    }
    events
}

/// Makes addresses in a text links, as rustdoc asks for.
fn link_bare(text: &str) -> Vec<Event<'static>> {
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

/// Stands for `()` while a text is split at parentheses.
const CALL: char = '\u{1}';

/// Makes what is spelled like the name of something in code, such as `user_id` or `UserId`, code.
fn mark_names(text: &str) -> Vec<Event<'static>> {
    let mut events = Vec::new();
    let mut plain = String::new();
    // The parentheses of a call belong to its name; no control character is left to be taken for them.
    let has_calls = text.contains("()");
    let text = if has_calls {
        Cow::Owned(text.replace("()", "\u{1}"))
    } else {
        Cow::Borrowed(text)
    };
    let shown = |text: String| -> CowStr<'static> {
        if has_calls {
            text.replace(CALL, "()").into()
        } else {
            text.into()
        }
    };
    let is_outer = |c: char| !c.is_alphanumeric() && c != CALL;
    for piece in text.split_inclusive(|c: char| c.is_whitespace() || "'/,;()[]{}\"".contains(c)) {
        let tail = piece.trim_start_matches(is_outer);
        let (start, name) = (piece.len() - tail.len(), tail.trim_end_matches(is_outer));
        if is_name(name) && !name.contains('`') {
            plain.push_str(&piece[..start]);
            if !plain.is_empty() {
                events.push(Event::Text(shown(std::mem::take(&mut plain))));
            }
            events.push(Event::Code(shown(name.to_owned())));
            plain.push_str(&piece[start + name.len()..]);
        } else {
            plain.push_str(piece);
        }
    }
    if !plain.is_empty() {
        events.push(Event::Text(shown(plain)));
    }
    events
}

/// Whether a word is spelled as names in code are: with `_` or `::`, or in camel case. The same as
/// clippy's `doc_markdown` looks for.
fn is_name(word: &str) -> bool {
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

/// Characters that turn the direction of text are shown by their number: in source code they can
/// hide what it does, and rustc refuses them (CVE-2021-42574).
fn without_direction(text: &str) -> String {
    if !text.contains(turns) {
        return text.to_owned();
    }
    text.chars()
        .map(|c| {
            if turns(c) {
                format!("U+{:04X}", u32::from(c))
            } else {
                c.to_string()
            }
        })
        .collect()
}

/// Whether a character turns the direction of what follows.
pub fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
