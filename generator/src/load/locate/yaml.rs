//! Places in YAML, from what the parser that read it came by: to parse the text again would take as
//! long as the first time.

use std::collections::BTreeMap;

use saphyr_parser::{Event, ScalarStyle, Span as YamlSpan};

use super::{Wanted, place};
use crate::diagnostic::Span;

/// What the parser came by in the first document.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    steps: Vec<Step>,
    /// The keys that are not written as they read, by step.
    keys: BTreeMap<usize, String>,
}

/// An event, and where it is, in characters.
#[derive(Debug, Clone, Copy)]
struct Step {
    what: What,
    start: u32,
    end: u32,
}

#[derive(Debug, Clone, Copy)]
enum What {
    Scalar,
    Alias,
    List,
    Mapping,
    End,
}

impl Trace {
    /// Adds an event; whether it is a key.
    pub fn add(&mut self, event: &Event, span: YamlSpan, is_key: bool) {
        let what = match event {
            Event::Scalar(text, style, ..) => {
                if is_key && (*style != ScalarStyle::Plain || span.len() != text.chars().count()) {
                    self.keys.insert(self.steps.len(), text.to_string());
                }
                What::Scalar
            }
            Event::Alias(_) => What::Alias,
            Event::SequenceStart(..) => What::List,
            Event::MappingStart(..) => What::Mapping,
            Event::SequenceEnd | Event::MappingEnd => What::End,
            _ => return,
        };
        // No text that is read has as many characters.
        let index = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.steps.push(Step {
            what,
            start: index(span.start.index()),
            end: index(span.end.index()),
        });
    }
}

/// Finds all of `wanted`.
pub fn scan(text: &str, trace: &Trace, wanted: &mut Wanted) {
    let mut walk = Walk {
        bytes: Bytes {
            text,
            chars: 0,
            at: 0,
        },
        wanted,
        stack: Vec::new(),
    };
    for (number, step) in trace.steps.iter().enumerate() {
        let span = walk.bytes.span(*step);
        let key = trace.keys.get(&number).map(String::as_str);
        walk.take(step.what, span, key);
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
    /// Takes a step; `key` is what it reads as a key, unless that is what is written.
    fn take(&mut self, what: What, span: Span, key: Option<&str>) {
        match what {
            What::Scalar | What::Alias => {
                if let Some(Open { id, next, .. }) = self.stack.last_mut()
                    && matches!(next, Next::Key)
                {
                    let key = key.or(self.bytes.text.get(span.clone()));
                    let id = id.filter(|_| matches!(what, What::Scalar));
                    let child = id.zip(key).and_then(|(id, key)| self.wanted.child(id, key));
                    *next = Next::Member(child, span);
                    return;
                }
                let (id, key) = self.advance();
                self.found(id, key, span, false);
            }
            What::List => self.open(span.start, Next::Item(0)),
            What::Mapping => self.open(span.start, Next::Key),
            What::End => {
                if let Some(open) = self.stack.pop() {
                    self.found(open.id, open.key, open.start..span.end, true);
                }
            }
        }
    }

    fn open(&mut self, start: usize, next: Next) {
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
    chars: u32,
    at: usize,
}

impl Bytes<'_> {
    fn span(&mut self, step: Step) -> Span {
        let start = self.offset(step.start);
        start..self.offset(step.end).max(start)
    }

    fn offset(&mut self, index: u32) -> usize {
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
