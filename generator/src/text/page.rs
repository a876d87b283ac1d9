//! A file of Markdown that isn't a doc comment: the README.

use super::{Line, PackageName, Raw, visible};

/// A page of Markdown, written from top to bottom.
#[derive(Default)]
pub struct Page(String);

impl Page {
    /// Adds Markdown of our own.
    pub fn own(&mut self, text: &'static str) {
        self.0.push_str(text);
    }

    /// Adds the first heading.
    pub fn title(&mut self, package: &PackageName) {
        self.0.extend(["# ", package.as_str(), "\n"]);
    }

    /// Adds a paragraph of literal words, without Markdown.
    pub fn words(&mut self, text: &Raw) {
        self.0.extend(["\n", &words(text.exact()), "\n"]);
    }

    /// Adds a block of Rust.
    pub fn program(&mut self, program: &str) {
        self.0.extend(["\n```rust\n", program, "\n```\n"]);
    }

    /// Adds a row of a table.
    pub fn row(&mut self, cells: &[Line]) {
        for cell in cells {
            // A pipe ends a cell even within code.
            let cell = cell.markdown().replace('|', "\\|");
            self.0.extend(["| ", &cell, " "]);
        }
        self.0.push_str("|\n");
    }

    /// The whole page.
    #[must_use]
    pub fn finish(self) -> String {
        self.0
    }
}

/// Words on one line, with each character escaped that has a meaning in Markdown at its place.
fn words(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = visible(&text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let within_word = previous.is_alphanumeric() && next.is_alphanumeric();
        match c {
            '<' => out.push_str("&lt;"),
            '&' if next == '#' || next.is_ascii_alphanumeric() => out.push_str("&amp;"),
            '\\' | '`' | '*' | '[' | '~' | '|' | '$' => out.extend(['\\', c]),
            '_' if !within_word => out.push_str("\\_"),
            '#' | '-' | '+' | '>' | '=' if at == 0 => out.extend(['\\', c]),
            // `1.` and `1)` begin a list.
            '.' | ')' if text[..at].bytes().all(|b| b.is_ascii_digit()) && at > 0 => {
                out.extend(['\\', c]);
            }
            c => out.push(c),
        }
        previous = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::words;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    #[test]
    fn words_are_a_paragraph_of_text_whatever_they_are() {
        for text in [
            "# a",
            "- a",
            "+ a",
            "> a",
            "1. a",
            "12) a",
            "===",
            "---",
            "* a",
            "a_b _c_ __d__",
            "`a`",
            "```rust",
            "~~~",
            "[a](b) ![c](d) [e]: f",
            "<b>x</b> <!-- --> <https://a.b>",
            "&amp; &#65; a & b",
            "a\\*b",
            "| a |",
            "a\n\n    b",
            "~~a~~ $b$",
        ] {
            let out = words(text);
            let options = Options::ENABLE_TABLES
                | Options::ENABLE_STRIKETHROUGH
                | Options::ENABLE_FOOTNOTES
                | Options::ENABLE_TASKLISTS
                | Options::ENABLE_MATH;
            let events: Vec<_> = Parser::new_ext(&out, options).collect();
            let inner = events.iter().filter_map(|event| match event {
                Event::Text(text) => Some(&**text),
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => None,
                other => panic!("{text:?} became {other:?}"),
            });
            let inner: String = inner.collect();
            let expect = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(inner, expect);
        }
    }
}
