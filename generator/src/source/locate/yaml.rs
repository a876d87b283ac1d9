//! Places in YAML, from the notes of the parser that read it: to parse the text again would take as
//! long as the first time.

use std::collections::BTreeMap;

use saphyr_parser::{Event, ScalarStyle, Span as YamlSpan};

use super::{Wanted, place};
use crate::diagnostic::Span;

/// The notes of the parser about the first document.
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
        // Of a value that isn't written, the parser gives the place of the text behind it.
        let is_written =
            !matches!(event, Event::Scalar(text, ScalarStyle::Plain, ..) if text.is_empty());
        // No text that is read has as many characters.
        let index = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.steps.push(Step {
            what,
            start: index(span.start.index()),
            end: index(if is_written { span.end } else { span.start }.index()),
        });
    }
}

impl Trace {
    /// Where a step is.
    pub fn span(&self, text: &str, step: usize) -> Span {
        let mut bytes = Bytes::new(text);
        let span = self.steps.get(step).map(|step| bytes.span(*step));
        span.map_or(0..0, |span| span.start..span.end.max(span.start + 1))
    }
}

/// Finds all of `wanted`.
pub fn scan(text: &str, trace: &Trace, wanted: &mut Wanted) {
    let mut walk = Walk {
        trace,
        bytes: Bytes::new(text),
        wanted,
        stack: Vec::new(),
        passed: 0,
    };
    for (number, step) in trace.steps.iter().enumerate() {
        walk.take(number, *step);
    }
}

struct Walk<'a> {
    trace: &'a Trace,
    bytes: Bytes<'a>,
    wanted: &'a mut Wanted,
    stack: Vec<Open>,
    /// How many containers are being passed over, as nothing that is wanted stands in them: most are.
    passed: usize,
}

/// A container that is being read.
struct Open {
    id: usize,
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
    fn take(&mut self, number: usize, step: Step) {
        match step.what {
            What::List | What::Mapping if self.passed > 0 => self.passed += 1,
            What::End if self.passed > 0 => self.passed -= 1,
            _ if self.passed > 0 => {}
            What::Scalar | What::Alias => self.scalar(number, step),
            What::List => self.open(step, Next::Item(0)),
            What::Mapping => self.open(step, Next::Key),
            What::End => {
                if let Some(open) = self.stack.pop() {
                    let end = self.bytes.span(step).end;
                    self.found(open.id, open.key, open.start..end, true);
                }
            }
        }
    }

    fn scalar(&mut self, number: usize, step: Step) {
        if let Some(Open { id, next, .. }) = self.stack.last_mut()
            && matches!(next, Next::Key)
        {
            let span = self.bytes.span(step);
            let written = self.bytes.text.get(span.clone());
            let key = self.trace.keys.get(&number).map(String::as_str);
            let key = key
                .or(written)
                .filter(|_| matches!(step.what, What::Scalar));
            let child = key.and_then(|key| self.wanted.child(*id, key));
            *next = Next::Member(child, span);
        } else if let (Some(id), key) = self.advance() {
            let span = self.bytes.span(step);
            self.wanted.begin(id);
            self.found(id, key, span, false);
        }
    }

    fn open(&mut self, step: Step, next: Next) {
        let (Some(id), key) = self.advance() else {
            self.passed = 1;
            return;
        };
        let start = self.bytes.span(step).start;
        self.wanted.begin(id);
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
                let id = (!self.wanted.is_leaf(open.id)).then_some(open.id);
                (
                    id.and_then(|id| self.wanted.child(id, &index.to_string())),
                    None,
                )
            }
            Next::Member(id, key) => (id, Some(key)),
            Next::Key => (None, None),
        }
    }

    fn found(&mut self, id: usize, key: Option<Span>, value: Span, is_container: bool) {
        let span = place(self.bytes.text, key.as_ref(), value, is_container);
        self.wanted.found(id, key, span);
    }
}

/// Turns the parser's counts of characters into bytes; they come in ascending order, nearly.
struct Bytes<'a> {
    text: &'a str,
    chars: usize,
    at: usize,
}

impl<'a> Bytes<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            chars: 0,
            at: 0,
        }
    }

    fn span(&mut self, step: Step) -> Span {
        let start = self.offset(step.start);
        start..self.offset(step.end).max(start)
    }

    fn offset(&mut self, index: u32) -> usize {
        let index = index as usize;
        while self.chars > index
            && let Some(c) = self.text[..self.at].chars().next_back()
        {
            self.chars -= 1;
            self.at -= c.len_utf8();
        }
        if let Some(others) = index.checked_sub(self.chars + 1) {
            let mut rest = self.text[self.at..].chars();
            if rest.nth(others).is_none() {
                return self.text.len();
            }
            self.chars = index;
            self.at = self.text.len() - rest.as_str().len();
        }
        self.at
    }
}
