//! YAML to a value tree, from the parser's events and without recursion. Aliases and merge keys
//! are written out, within the limits.

use std::borrow::Cow;
use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Tag};
use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::locate::{Trace, byte_offset};
use super::{Fault, MAX_DEPTH, MAX_WEIGHT, Note, Places, Tree, scalar, weight};
use crate::diagnostic::{Code, Pointer};

/// Bytes of a text that is read by the other parser, which writes out aliases without weighing them.
const MAX_MENDED: usize = 4 << 20;

/// Reads the first document of a YAML stream.
pub fn parse(text: &str) -> Result<Tree, Fault> {
    let mut builder = Builder::default();
    let mut trace = Trace::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => return mend(text, &error, trace),
        };
        if matches!(event, Event::DocumentStart(_)) && builder.root.is_some() {
            builder.note(Code::SeveralDocuments, Pointer::root(), &[]);
            break;
        }
        trace.add(&event, span, builder.awaited_key().is_some());
        builder.take(event).map_err(|refusal| {
            let start = byte_offset(text, span.start.index());
            let end = byte_offset(text, span.end.index());
            refusal.fault(start..end.max(start + 1))
        })?;
    }
    match builder.root {
        Some(root) => Ok(Tree {
            root,
            notes: builder.notes,
            places: Places::Yaml(trace),
        }),
        None => Err(Fault::new(Code::NotYaml, 0..0, &["it is empty"])),
    }
}

/// A bracket that closes to the left of its block is an error of YAML 1.2. Many a parser lets it
/// pass, so real documents have it. Another parser reads those; places after the bracket are then
/// only known by their ancestors.
fn mend(text: &str, error: &ScanError, trace: Trace) -> Result<Tree, Fault> {
    let at = byte_offset(text, error.marker().index());
    if error.info() == "invalid indentation"
        && text.len() <= MAX_MENDED
        && text[at..].starts_with(['}', ']'])
        && let Ok(root) = serde_yaml::from_str(text)
    {
        return Ok(Tree {
            root,
            notes: Vec::new(),
            places: Places::Yaml(trace),
        });
    }
    Err(Fault::new(Code::NotYaml, at..at + 1, &[error.info()]))
}

#[derive(Default)]
struct Builder {
    root: Option<Value>,
    stack: Vec<Open>,
    anchors: BTreeMap<usize, Anchored>,
    weight: usize,
    notes: Vec<Note>,
}

/// A container that is being filled.
struct Open {
    anchor: usize,
    /// What the document weighed before it.
    weight: usize,
    content: Content,
}

enum Content {
    List(Vec<Value>),
    Map {
        members: Map<String, Value>,
        key: Option<Key>,
        /// What `<<` brings in; the members that are written here go before it.
        merged: Vec<Map<String, Value>>,
    },
}

enum Key {
    Name(String),
    Merge,
}

/// A finished value that aliases may repeat.
struct Anchored {
    value: Value,
    weight: usize,
    height: usize,
}

/// Why an event isn't taken.
enum Refusal {
    Deep,
    Heavy,
    Syntax(&'static str),
}

impl Refusal {
    fn fault(self, span: crate::diagnostic::Span) -> Fault {
        match self {
            Self::Deep => Fault::new(Code::TooDeep, span, &[&MAX_DEPTH.to_string()]),
            Self::Heavy => Fault::new(Code::TooLarge, span, &["values", &MAX_WEIGHT.to_string()]),
            Self::Syntax(what) => Fault::new(Code::NotYaml, span, &[what]),
        }
    }
}

impl Builder {
    fn take(&mut self, event: Event) -> Result<(), Refusal> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let before = self.weight;
                self.weigh(1 + weight(&text))?;
                if let Some(key) = self.awaited_key() {
                    let merges = style == ScalarStyle::Plain && text == "<<";
                    *key = Some(if merges {
                        Key::Merge
                    } else {
                        Key::Name(text.to_string())
                    });
                    self.remember(anchor, before, &Value::String(text.into_owned()));
                    return Ok(());
                }
                let value = self.scalar(text, style, tag.as_deref());
                self.remember(anchor, before, &value);
                self.place(value)
            }
            Event::SequenceStart(anchor, _) => self.open(anchor, Content::List(Vec::new())),
            Event::MappingStart(anchor, _) => self.open(
                anchor,
                Content::Map {
                    members: Map::new(),
                    key: None,
                    merged: Vec::new(),
                },
            ),
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Alias(anchor) => self.alias(anchor),
            _ => Ok(()),
        }
    }

    fn weigh(&mut self, weight: usize) -> Result<(), Refusal> {
        self.weight += weight;
        if self.weight > MAX_WEIGHT {
            return Err(Refusal::Heavy);
        }
        Ok(())
    }

    /// The slot for the next key, where a key has to come next.
    fn awaited_key(&mut self) -> Option<&mut Option<Key>> {
        match &mut self.stack.last_mut()?.content {
            Content::Map { key, .. } if key.is_none() => Some(key),
            _ => None,
        }
    }

    fn scalar(&mut self, text: Cow<str>, style: ScalarStyle, tag: Option<&Tag>) -> Value {
        let is_text = match tag {
            Some(tag) if tag.is_yaml_core_schema() => {
                !matches!(tag.suffix.as_str(), "int" | "float" | "bool" | "null")
            }
            Some(tag) if format!("{}{}", tag.handle, tag.suffix) == "!" => true,
            _ => style != ScalarStyle::Plain,
        };
        if is_text {
            return Value::String(text.into_owned());
        }
        scalar::plain(&text).unwrap_or_else(|| {
            self.note(Code::NotJson, self.here(), &[&text]);
            Value::Null
        })
    }

    fn open(&mut self, anchor: usize, content: Content) -> Result<(), Refusal> {
        if self.awaited_key().is_some() {
            return Err(Refusal::Syntax("a key can't be a list or a mapping"));
        }
        if self.stack.len() >= MAX_DEPTH {
            return Err(Refusal::Deep);
        }
        let weight = self.weight;
        self.stack.push(Open {
            anchor,
            weight,
            content,
        });
        self.weigh(1)
    }

    fn close(&mut self) -> Result<(), Refusal> {
        let Some(open) = self.stack.pop() else {
            return Ok(());
        };
        let value = match open.content {
            Content::List(items) => Value::Array(items),
            Content::Map {
                mut members,
                merged,
                ..
            } => {
                for (key, value) in merged.into_iter().flatten() {
                    members.entry(key).or_insert(value);
                }
                Value::Object(members)
            }
        };
        self.remember(open.anchor, open.weight, &value);
        self.place(value)
    }

    fn remember(&mut self, anchor: usize, weight_before: usize, value: &Value) {
        if anchor > 0 {
            let anchored = Anchored {
                weight: self.weight - weight_before,
                height: height(value),
                value: value.clone(),
            };
            self.anchors.insert(anchor, anchored);
        }
    }

    fn alias(&mut self, anchor: usize) -> Result<(), Refusal> {
        let Some(anchored) = self.anchors.get(&anchor) else {
            return Err(Refusal::Syntax("this alias stands inside what it repeats"));
        };
        if self.stack.len() + anchored.height > MAX_DEPTH {
            return Err(Refusal::Deep);
        }
        let weight = anchored.weight;
        self.weigh(weight)?;
        let Some(value) = self
            .anchors
            .get(&anchor)
            .map(|anchored| anchored.value.clone())
        else {
            return Ok(());
        };
        let Some(key) = self.awaited_key() else {
            return self.place(value);
        };
        let Value::String(text) = value else {
            return Err(Refusal::Syntax("only text can be repeated as a key"));
        };
        *key = Some(Key::Name(text));
        Ok(())
    }

    fn place(&mut self, value: Value) -> Result<(), Refusal> {
        let Some(open) = self.stack.last_mut() else {
            self.root = Some(value);
            return Ok(());
        };
        match &mut open.content {
            Content::List(items) => items.push(value),
            Content::Map {
                members,
                key,
                merged,
            } => match key.take() {
                Some(Key::Merge) => merged.extend(mappings(value)?),
                Some(Key::Name(name)) => match members.entry(name) {
                    Entry::Vacant(entry) => {
                        entry.insert(value);
                    }
                    Entry::Occupied(mut entry) => {
                        entry.insert(value);
                        let name = entry.key().clone();
                        let at = self.here().child(&name);
                        self.note(Code::DuplicateKey, at, &[&name]);
                    }
                },
                None => {}
            },
        }
        Ok(())
    }

    fn note(&mut self, code: Code, at: Pointer, args: &[&str]) {
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        self.notes.push(Note { code, at, args });
    }

    /// The value that is being read.
    fn here(&self) -> Pointer {
        let mut at = Pointer::root();
        for open in &self.stack {
            at = match &open.content {
                Content::List(items) => at.index(items.len()),
                Content::Map {
                    key: Some(Key::Name(name)),
                    ..
                } => at.child(name),
                Content::Map { .. } => at,
            };
        }
        at
    }
}

/// What may stand after `<<`: a mapping, or a list of them, the first of which goes before.
fn mappings(value: Value) -> Result<Vec<Map<String, Value>>, Refusal> {
    let refuse = || Refusal::Syntax("`<<` takes a mapping or a list of mappings");
    let items = match value {
        Value::Object(map) => return Ok(vec![map]),
        Value::Array(items) => items,
        _ => return Err(refuse()),
    };
    let maps = items.into_iter().map(|item| match item {
        Value::Object(map) => Ok(map),
        _ => Err(refuse()),
    });
    maps.collect()
}

/// Levels of containers; `value` itself lies within the limit.
fn height(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(height).max().unwrap_or(0),
        Value::Object(members) => 1 + members.values().map(height).max().unwrap_or(0),
        _ => 0,
    }
}
