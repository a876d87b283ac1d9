//! Places in YAML, from the notes of the parser that read it: to parse the text again would take as
//! long as the first time.

use std::collections::BTreeMap;

use saphyr_parser::{Event, ScalarStyle, Span as YamlSpan};

use super::{Wanted, place};
use crate::diagnostic::Span;

/// The most aliases and merge keys within each other. A part behind more of them has the place of an alias.
const MAX_WITHIN: usize = 64;

/// The notes of the parser about the first document.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    steps: Vec<Step>,
    /// The keys that are not written as they read, by step.
    keys: BTreeMap<usize, String>,
    /// The steps of values with an anchor, by the number of the anchor.
    anchors: BTreeMap<usize, usize>,
    /// The steps that aliases repeat, by their own.
    aliases: BTreeMap<usize, usize>,
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
            Event::Alias(anchor) => {
                let target = self.anchors.get(anchor).copied();
                self.aliases.extend(target.map(|to| (self.steps.len(), to)));
                What::Alias
            }
            Event::SequenceStart(anchor, _) => {
                self.anchor(*anchor);
                What::List
            }
            Event::MappingStart(anchor, _) => {
                self.anchor(*anchor);
                What::Mapping
            }
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

    /// Notes the next step, if it has an anchor.
    fn anchor(&mut self, anchor: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, self.steps.len());
        }
    }

    /// Where a step is.
    pub fn span(&self, text: &str, step: usize) -> Span {
        let bytes = Bytes::new(text);
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
        repeated: 0,
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
    /// How many repetitions are being walked, one within the other.
    repeated: usize,
}

/// A container that is being read.
struct Open {
    id: usize,
    /// Where it begins; none if it is repeated.
    start: Option<usize>,
    next: Next,
    /// Its own key.
    key: Option<Span>,
    /// The steps of the values of its merge keys.
    merged: Vec<usize>,
    /// Whether it is the value of a merge key: then the members that are found already are others.
    is_merged: bool,
}

enum Next {
    Item(usize),
    Key,
    /// The value of the member that is this node, and its key.
    Member(Option<usize>, Span),
    /// The value of a merge key: of the member `<<`, for remarks about what is written there.
    Merged(Option<usize>, Span),
}

impl Walk<'_> {
    fn take(&mut self, number: usize, step: Step) {
        match step.what {
            What::List | What::Mapping if self.passed > 0 => self.passed += 1,
            What::End if self.passed > 0 => self.passed -= 1,
            _ if self.passed > 0 => {}
            What::Scalar | What::Alias => self.scalar(number, step),
            What::List => self.open((number, step), Next::Item(0)),
            What::Mapping => self.open((number, step), Next::Key),
            What::End => {
                if let Some(open) = self.stack.pop() {
                    self.close(open, step);
                }
            }
        }
    }

    fn close(&mut self, open: Open, step: Step) {
        if let Some(start) = open.start {
            let end = self.bytes.span(step).end;
            self.found(open.id, open.key, start..end, true);
        }
        for step in open.merged {
            if !self.wanted.is_leaf(open.id) {
                self.merge(open.id, step);
            }
        }
    }

    fn scalar(&mut self, number: usize, step: Step) {
        if let Some(Open { next, .. }) = self.stack.last()
            && matches!(next, Next::Key)
        {
            self.key(number, step);
        } else if let (Some(id), key) = self.advance(number) {
            let span = self.bytes.span(step);
            self.wanted.begin(id);
            self.found(id, key, span, false);
            if matches!(step.what, What::Alias) {
                self.repeat(id, self.target(number), false);
            }
        }
    }

    fn key(&mut self, number: usize, step: Step) {
        let span = self.bytes.span(step);
        let written = self.bytes.text.get(span.clone());
        let key = self.trace.keys.get(&number).map(String::as_str);
        let merges = key.is_none() && written == Some("<<");
        let key = key
            .or(written)
            .filter(|_| matches!(step.what, What::Scalar));
        let Some(open) = self.stack.last_mut() else {
            return;
        };
        let child = key.and_then(|key| self.wanted.child(open.id, key));
        let child = child.filter(|child| !open.is_merged || !self.wanted.is_found(*child));
        open.next = if merges {
            Next::Merged(child, span)
        } else {
            Next::Member(child, span)
        };
    }

    fn open(&mut self, (number, step): (usize, Step), next: Next) {
        let (Some(id), key) = self.advance(number) else {
            self.passed = 1;
            return;
        };
        let start = self.bytes.span(step).start;
        self.wanted.begin(id);
        // For the text that ends before its containers do.
        self.found(id, key.clone(), start..start, true);
        self.stack.push(Open {
            id,
            start: Some(start),
            next,
            key,
            merged: Vec::new(),
            is_merged: false,
        });
    }

    /// Finds the members of `id` that a merge key takes from the mapping at `step`, or from each mapping of a list.
    fn merge(&mut self, id: usize, step: usize) {
        let step = self.target(step);
        if !matches!(self.what(step), Some(What::List)) {
            return self.repeat(id, step, true);
        }
        let mut level = 0;
        for step in step.. {
            let what = self.what(step);
            match what {
                Some(What::List | What::Mapping) => level += 1,
                Some(What::End) => level -= 1,
                _ => {}
            }
            match (what, level) {
                (None, _) | (_, 0) => return,
                (Some(What::Mapping), 2) | (Some(What::Alias), 1) => {
                    self.repeat(id, self.target(step), true);
                }
                _ => {}
            }
        }
    }

    /// Finds the parts of `id` in the container at `step`, which stands elsewhere.
    fn repeat(&mut self, id: usize, step: usize, is_merged: bool) {
        let next = match self.what(step) {
            Some(What::List) => Next::Item(0),
            Some(What::Mapping) => Next::Key,
            _ => return,
        };
        if self.wanted.is_leaf(id) || self.repeated == MAX_WITHIN {
            return;
        }
        self.repeated += 1;
        let repeated = Open {
            id,
            start: None,
            next,
            key: None,
            merged: Vec::new(),
            is_merged,
        };
        let around = std::mem::replace(&mut self.stack, vec![repeated]);
        let trace = self.trace;
        for (number, step) in trace.steps.iter().enumerate().skip(step + 1) {
            self.take(number, *step);
            if self.stack.is_empty() {
                break;
            }
        }
        self.stack = around;
        self.repeated -= 1;
    }

    /// The step that an alias repeats, or the step itself.
    fn target(&self, step: usize) -> usize {
        self.trace.aliases.get(&step).copied().unwrap_or(step)
    }

    fn what(&self, step: usize) -> Option<What> {
        self.trace.steps.get(step).map(|step| step.what)
    }

    /// Which node the value that begins at step `number` is, and its key.
    fn advance(&mut self, number: usize) -> (Option<usize>, Option<Span>) {
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
            Next::Merged(id, key) => {
                open.merged.push(number);
                (id, Some(key))
            }
            Next::Key => (None, None),
        }
    }

    fn found(&mut self, id: usize, key: Option<Span>, value: Span, is_container: bool) {
        let span = place(self.bytes.text, key.as_ref(), value, is_container);
        self.wanted.found(id, key, span);
    }
}

/// Turns the parser's counts of characters into bytes.
struct Bytes<'a> {
    text: &'a str,
    /// The byte at which each [`BETWEEN`](Self::BETWEEN)th character begins; none if each character is one byte.
    marks: Option<Vec<usize>>,
}

impl<'a> Bytes<'a> {
    const BETWEEN: usize = 256;

    fn new(text: &'a str) -> Self {
        let marks = || {
            let bytes = text.char_indices().map(|(byte, _)| byte);
            bytes.step_by(Self::BETWEEN).collect()
        };
        Self {
            text,
            marks: (!text.is_ascii()).then(marks),
        }
    }

    fn span(&self, step: Step) -> Span {
        let start = self.offset(step.start);
        start..self.offset(step.end).max(start)
    }

    fn offset(&self, index: u32) -> usize {
        let index = index as usize;
        let Some(marks) = &self.marks else {
            return index.min(self.text.len());
        };
        let rest = marks
            .get(index / Self::BETWEEN)
            .map(|mark| &self.text[*mark..]);
        let mut rest = rest.unwrap_or_default().char_indices();
        let found = rest.nth(index % Self::BETWEEN);
        found.map_or(self.text.len(), |(byte, _)| {
            marks[index / Self::BETWEEN] + byte
        })
    }
}
