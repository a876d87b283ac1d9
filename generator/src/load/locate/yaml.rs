//! Places in YAML, from the events of the parser that read it.

use saphyr_parser::{Event, Parser, Span as YamlSpan};

use super::{Wanted, place};
use crate::diagnostic::Span;

/// Finds all of `wanted` in the first document.
pub fn scan(text: &str, wanted: &mut Wanted) {
    let mut walk = Walk {
        bytes: Bytes {
            text,
            chars: 0,
            at: 0,
        },
        wanted,
        stack: Vec::new(),
    };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::DocumentEnd, _)) | Err(_) => return,
            Ok((event, span)) => walk.take(event, span),
        }
    }
}

struct Walk<'a> {
    bytes: Bytes<'a>,
    wanted: &'a mut Wanted,
    stack: Vec<Open>,
}

/// A container that is being read.
struct Open {
    id: Option<usize>,
    start: usize,
    next: Next,
    /// Its own key.
    key: Option<Span>,
}

enum Next {
    Item(usize),
    Key,
    /// The value of the member that is this node, and its key.
    Member(Option<usize>, Span),
}

impl Walk<'_> {
    fn take(&mut self, event: Event, span: YamlSpan) {
        match event {
            Event::Scalar(text, ..) => {
                let span = self.bytes.span(span);
                if let Some(Open { id, next, .. }) = self.stack.last_mut()
                    && matches!(next, Next::Key)
                {
                    let child = id.and_then(|id| self.wanted.child(id, &text));
                    *next = Next::Member(child, span);
                    return;
                }
                let (id, key) = self.advance();
                self.found(id, key, span, false);
            }
            Event::Alias(_) => {
                let span = self.bytes.span(span);
                if let Some(Open { next, .. }) = self.stack.last_mut()
                    && matches!(next, Next::Key)
                {
                    *next = Next::Member(None, span);
                    return;
                }
                let (id, key) = self.advance();
                self.found(id, key, span, false);
            }
            Event::SequenceStart(..) => self.open(span, Next::Item(0)),
            Event::MappingStart(..) => self.open(span, Next::Key),
            Event::SequenceEnd | Event::MappingEnd => {
                let end = self.bytes.span(span).end;
                if let Some(open) = self.stack.pop() {
                    self.found(open.id, open.key, open.start..end, true);
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, span: YamlSpan, next: Next) {
        let start = self.bytes.span(span).start;
        let (id, key) = self.advance();
        // For the text that ends before its containers do.
        self.found(id, key.clone(), start..start, true);
        self.stack.push(Open {
            id,
            start,
            next,
            key,
        });
    }

    /// Which node the value that begins here is, and its key.
    fn advance(&mut self) -> (Option<usize>, Option<Span>) {
        let Some(open) = self.stack.last_mut() else {
            return (Some(0), None);
        };
        match std::mem::replace(&mut open.next, Next::Key) {
            Next::Item(index) => {
                open.next = Next::Item(index + 1);
                let child = open.id.filter(|id| !self.wanted.is_leaf(*id));
                (
                    child.and_then(|id| self.wanted.child(id, &index.to_string())),
                    None,
                )
            }
            Next::Member(id, key) => (id, Some(key)),
            Next::Key => (None, None),
        }
    }

    fn found(&mut self, id: Option<usize>, key: Option<Span>, value: Span, is_container: bool) {
        if let Some(id) = id {
            let span = place(self.bytes.text, key, value, is_container);
            self.wanted.found(id, span);
        }
    }
}

/// Turns the parser's counts of characters into bytes; they come in ascending order, nearly.
struct Bytes<'a> {
    text: &'a str,
    chars: usize,
    at: usize,
}

impl Bytes<'_> {
    fn span(&mut self, span: YamlSpan) -> Span {
        let start = self.offset(span.start.index());
        start..self.offset(span.end.index()).max(start)
    }

    fn offset(&mut self, index: usize) -> usize {
        while self.chars > index
            && let Some(c) = self.text[..self.at].chars().next_back()
        {
            self.chars -= 1;
            self.at -= c.len_utf8();
        }
        while self.chars < index
            && let Some(c) = self.text[self.at..].chars().next()
        {
            self.chars += 1;
            self.at += c.len_utf8();
        }
        self.at
    }
}
