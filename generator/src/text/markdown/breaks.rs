//! Line breaks at places that Markdown allows. HTML breaks lines anywhere: at the beginning of a paragraph,
//! beside spaces, twice. Markdown has breaks only between two words; two of HTML are the end of a paragraph.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

/// Drops breaks at the edges of blocks and next to each other, and the spaces around the breaks that stay. Two hard
/// breaks in a paragraph end it.
pub fn settle<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let mut line = Line::default();
    events
        .map(Some)
        .chain([None])
        .flat_map(move |event| match event {
            Some(event) => line.add(event),
            None => [line.text.take().map(Event::Text), None, None, None],
        })
        .flatten()
}

/// The part of a line that waits for the next event.
#[derive(Default)]
struct Line<'a> {
    in_code: bool,
    in_paragraph: bool,
    /// The number of open inline spans, such as links.
    spans: usize,
    /// Whether the line is empty.
    is_new: bool,
    /// A break that is dropped if no text follows.
    pending: Option<Gap>,
    /// Its last text, whose final spaces are dropped if the line ends.
    text: Option<CowStr<'a>>,
}

/// A break between two words, the weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    Soft,
    Hard,
    Paragraph,
}

impl Gap {
    fn events<'a>(gap: Option<Self>) -> [Option<Event<'a>>; 2] {
        match gap {
            None => [None, None],
            Some(Self::Soft) => [Some(Event::SoftBreak), None],
            Some(Self::Hard) => [Some(Event::HardBreak), None],
            Some(Self::Paragraph) => [
                Some(Event::End(TagEnd::Paragraph)),
                Some(Event::Start(Tag::Paragraph)),
            ],
        }
    }
}

impl<'a> Line<'a> {
    fn add(&mut self, event: Event<'a>) -> [Option<Event<'a>>; 4] {
        match event {
            Event::Start(Tag::Paragraph) => self.in_paragraph = true,
            Event::End(TagEnd::Paragraph) => self.in_paragraph = false,
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::Text(text) if !self.in_code => return self.words(text),
            Event::SoftBreak | Event::HardBreak => {
                let ended = self.end();
                let gap = match event {
                    Event::SoftBreak => Gap::Soft,
                    _ if self.pending >= Some(Gap::Hard)
                        && self.in_paragraph
                        && self.spans == 0 =>
                    {
                        Gap::Paragraph
                    }
                    _ => Gap::Hard,
                };
                if !self.is_new || self.pending.is_some() {
                    self.pending = self.pending.max(Some(gap));
                }
                self.is_new = true;
                return [ended, None, None, None];
            }
            _ => {}
        }
        if closes_inline(&event) {
            // A break before the end of bold text moves behind the end.
            self.spans = self.spans.saturating_sub(1);
            return [self.text.take().map(Event::Text), Some(event), None, None];
        }
        if opens_inline(&event) {
            let text = self.text.take().map(Event::Text);
            let is_code = matches!(event, Event::Code(_));
            self.is_new &= !is_code;
            self.spans += usize::from(!is_code);
            let [end, start] = Gap::events(self.pending.take());
            return [text, end, start, Some(event)];
        }
        let ended = self.end();
        (self.pending, self.is_new) = (None, true);
        [ended, Some(event), None, None]
    }

    fn words(&mut self, text: CowStr<'a>) -> [Option<Event<'a>>; 4] {
        let text = if self.is_new && text.starts_with(' ') {
            text.trim_start_matches(' ').to_owned().into()
        } else {
            text
        };
        if text.is_empty() {
            return [None, None, None, None];
        }
        self.is_new = false;
        let before = self.text.replace(text).map(Event::Text);
        let [end, start] = Gap::events(self.pending.take());
        [before, end, start, None]
    }

    /// The last text of a line, at its end.
    fn end(&mut self) -> Option<Event<'a>> {
        let text = self.text.take()?;
        let trimmed = text.trim_end_matches(' ');
        let trimmed = if trimmed.len() == text.len() {
            text
        } else {
            trimmed.to_owned().into()
        };
        (!trimmed.is_empty()).then_some(Event::Text(trimmed))
    }
}

fn opens_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Code(_) => true,
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }
        ),
        _ => false,
    }
}

fn closes_inline(event: &Event<'_>) -> bool {
    match event {
        Event::End(tag) => matches!(
            tag,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link
        ),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::text::markdown;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let made = markdown(text);
        let expect: Vec<String> = expect.iter().map(|line| (*line).to_owned()).collect();
        assert_eq!(format!("{:?}", made.docs), format!("Docs({expect:?})"));
        assert_eq!(made.flaw, None);
    }

    #[test]
    fn a_break_stands_between_words() {
        check("a <br /> b<br>c", &["a", "b", "c"]);
        check("<br>a<br>\n\nb<br/>", &["a", "", "b"]);
        check(
            "**Limits**:<br>Burst: `1/s`<br>\nSteady",
            &["**Limits**:", "Burst: `1/s`", "Steady"],
        );
        check("**a<br>** b", &["**a**", "b"]);
        check("- a<br>\n- <br>b", &["* a", "* b"]);
        check("a  \nb", &["a", "b"]);
    }

    #[test]
    fn two_breaks_of_html_end_a_paragraph() {
        check("a<br><br>b", &["a", "", "b"]);
        check("a <br/>\n<br/> `b`<br><br><br>", &["a", "", "`b`"]);
        check("<p>a</p><p>b</p>", &["a", "", "b"]);
        check("<p>a</p>\n<p>b\nc</p>", &["a", "", "b", "c"]);
        check("**a<br><br>b**", &["**a", "b**"]);
        check("- a<br><br>b", &["* a", "  b"]);
        check("a\n<br>b", &["a", "b"]);
    }
}
