//! The noted events → values. Each alias becomes a copy of its anchor's value.

use std::ops::Range;

use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::super::Remarks;
use super::Refusal;
use super::notes::{Item, Notes};
use crate::diagnostic::{Code, Pointer};

/// A container that is being filled.
enum Open {
    List(Vec<Value>),
    Map {
        members: Map<String, Value>,
        key: Option<Key>,
        /// The members that `<<` adds; those that are written here go before them.
        merged: Vec<Map<String, Value>>,
    },
}

enum Key {
    Name(String),
    Merge,
}

/// A tree, and the remarks about it.
pub type Built = (Value, Remarks);

struct Builder {
    root: Option<Value>,
    stack: Vec<Open>,
    remarks: Remarks,
}

impl Notes {
    /// The tree, and the remarks about it; or the step that can't be taken, and why.
    pub fn build(mut self, remarks: Remarks) -> Result<Option<Built>, (usize, Refusal)> {
        let mut builder = Builder {
            root: None,
            stack: Vec::new(),
            remarks,
        };
        // Only the values that aliases repeat have to stay in their place.
        let mut ends = vec![0; self.items.len()];
        for item in &self.items {
            if let Item::Alias(range) = item {
                ends[range.start] = range.end;
            }
        }
        let mut kept = 0;
        for (at, end) in ends.into_iter().enumerate() {
            kept = kept.max(end);
            let taken = match &self.items[at] {
                Item::Alias(range) => self.repeat(&mut builder, range.clone()),
                item if at < kept => builder.take(copy(item), None),
                _ => builder.take(std::mem::replace(&mut self.items[at], Item::End), None),
            };
            taken.map_err(|refusal| (at, refusal))?;
        }
        Ok(builder.root.map(|root| (root, builder.remarks)))
    }

    /// Builds the value at `range` once more, with its own repetitions.
    fn repeat(&self, builder: &mut Builder, range: Range<usize>) -> Result<(), Refusal> {
        let around = builder.stack.len();
        let mut waiting = vec![range];
        while let Some(range) = waiting.last_mut() {
            let Some(at) = range.next() else {
                waiting.pop();
                continue;
            };
            match &self.items[at] {
                Item::Alias(inner) => waiting.push(inner.clone()),
                item => builder.take(copy(item), Some(around))?,
            }
        }
        Ok(())
    }
}

impl Builder {
    /// Takes an item, which an alias may repeat within this number of containers. Remarks go to the place of the item,
    /// not to that of the alias.
    fn take(&mut self, item: Item, repeated: Option<usize>) -> Result<(), Refusal> {
        let value = match item {
            Item::List => {
                self.stack.push(Open::List(Vec::new()));
                return Ok(());
            }
            Item::Map => {
                self.stack.push(Open::Map {
                    members: Map::new(),
                    key: None,
                    merged: Vec::new(),
                });
                return Ok(());
            }
            Item::Key(text) => match self.key(Key::Name(text)) {
                // A key that an alias repeats as a value.
                Some(Key::Name(text)) => Value::String(text),
                _ => return Ok(()),
            },
            Item::Merge => match self.key(Key::Merge) {
                None => return Ok(()),
                Some(_) => Value::String("<<".to_owned()),
            },
            Item::Foreign(text) => {
                if repeated.is_none() {
                    let stack = &self.stack;
                    self.remarks.add(Code::NotJson, || here(stack), &text);
                }
                Value::Null
            }
            Item::Scalar(value) => value,
            Item::End => match self.stack.pop() {
                Some(open) => closed(open),
                None => return Ok(()),
            },
            // Its items come in its place.
            Item::Alias(_) => return Ok(()),
        };
        // An alias itself is written.
        let is_written = repeated.is_none_or(|around| self.stack.len() == around);
        self.place(value, is_written)
    }

    /// Puts a key where one has to come next, or gives it back.
    fn key(&mut self, next: Key) -> Option<Key> {
        match self.stack.last_mut() {
            Some(Open::Map { key, .. }) if key.is_none() => {
                *key = Some(next);
                None
            }
            _ => Some(next),
        }
    }

    fn place(&mut self, value: Value, is_written: bool) -> Result<(), Refusal> {
        let Some(open) = self.stack.last_mut() else {
            self.root = Some(value);
            return Ok(());
        };
        let (members, key, merged) = match open {
            Open::List(items) => {
                items.push(value);
                return Ok(());
            }
            Open::Map {
                members,
                key,
                merged,
            } => (members, key, merged),
        };
        match key.take() {
            Some(Key::Merge) => merged.extend(mappings(value)?),
            Some(Key::Name(name)) => match members.entry(name) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) => {
                    entry.insert(value);
                    let name = entry.key().clone();
                    let stack = &self.stack;
                    if is_written {
                        let at = || here(stack).child(&name);
                        self.remarks.add(Code::DuplicateKey, at, &name);
                    }
                }
            },
            None => {}
        }
        Ok(())
    }
}

/// The value that a container is once it ends.
fn closed(open: Open) -> Value {
    match open {
        Open::List(items) => Value::Array(items),
        Open::Map {
            mut members,
            merged,
            ..
        } => {
            for (key, value) in merged.into_iter().flatten() {
                members.entry(key).or_insert(value);
            }
            Value::Object(members)
        }
    }
}

/// The mappings after `<<`: one, or a list of which the first goes before the others.
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

/// The value that is being read.
fn here(stack: &[Open]) -> Pointer {
    let mut at = Pointer::root();
    for open in stack {
        at = match open {
            Open::List(items) => at.index(items.len()),
            Open::Map {
                key: Some(Key::Name(name)),
                ..
            } => at.child(name),
            Open::Map {
                key: Some(Key::Merge),
                ..
            } => at.child("<<"),
            Open::Map { .. } => at,
        };
    }
    at
}

/// The same item once more. A value that JSON doesn't have is reported where it is written.
fn copy(item: &Item) -> Item {
    match item {
        Item::Scalar(value) => Item::Scalar(value.clone()),
        Item::Foreign(text) => Item::Foreign(text.clone()),
        Item::Key(text) => Item::Key(text.clone()),
        Item::Merge => Item::Merge,
        Item::List => Item::List,
        Item::Map => Item::Map,
        Item::End => Item::End,
        Item::Alias(range) => Item::Alias(range.clone()),
    }
}
