//! What reading one response may cost: memory, by an estimate that is never too low, and time.
//!
//! Values take more room than their text: `{"":0}` has 6 bytes and takes 700 in a map. So each value
//! is counted before it is made, by what the collections of the standard library allocate.

use super::{Object, Union};
use serde_json::Value;
use std::mem::{size_of, size_of_val};

/// What may still be spent.
pub(super) struct Budget {
    /// Bytes of memory.
    left: usize,
    /// Values until somebody looks at the clock again.
    steps: u32,
    is_late: Option<Box<dyn Fn() -> bool>>,
}

/// A limit that was exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exceeded {
    Memory,
    Time,
}

/// So many values are read between two looks at the clock.
const PATIENCE: u32 = 4096;

impl Default for Budget {
    fn default() -> Self {
        Self::new(usize::MAX, None)
    }
}

impl Budget {
    pub(super) fn new(left: usize, is_late: Option<Box<dyn Fn() -> bool>>) -> Self {
        Self {
            left,
            steps: PATIENCE,
            is_late,
        }
    }

    #[inline]
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), Exceeded> {
        match self.left.checked_sub(bytes) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(Exceeded::Memory),
        }
    }

    #[inline]
    pub(super) fn step(&mut self, bytes: usize) -> Result<(), Exceeded> {
        self.steps = self.steps.saturating_sub(1);
        if self.steps == 0 {
            self.look()?;
        }
        self.take(bytes)
    }

    #[cold]
    fn look(&mut self) -> Result<(), Exceeded> {
        self.steps = PATIENCE;
        match &self.is_late {
            Some(is_late) if is_late() => Err(Exceeded::Time),
            _ => Ok(()),
        }
    }

    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// What `bytes` were spent on was dropped.
    pub(super) fn give_back(&mut self, bytes: usize) {
        self.left = self.left.saturating_add(bytes);
    }

    pub(super) fn set_left(&mut self, left: usize) {
        self.left = left;
    }
}

impl Exceeded {
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Memory => {
                "the decoded values take more memory than `max_body` allows; raise `max_body`"
            }
            Self::Time => "the time for the call ended while its response was decoded",
        }
    }
}

/// What the allocator adds to an allocation, about.
const ALLOCATION: usize = 16;

/// What a text of so many bytes takes.
#[inline]
pub(super) fn text(len: usize) -> usize {
    len + ALLOCATION
}

/// What an item of `size` bytes takes in a list that has `len` items. A list begins with room for
/// four and doubles it; while it grows, the old room is there as well.
#[inline]
pub(super) fn item(size: usize, len: usize) -> usize {
    if len == 0 {
        size.max(2) * 4 + ALLOCATION
    } else {
        size * 3
    }
}

/// What an entry takes in a map that has `len` entries: a tree has nodes for eleven, of which five
/// are taken at least.
#[inline]
pub(super) fn entry(key: usize, size: usize, len: usize) -> usize {
    let size = size + size_of::<String>();
    let nodes = if len == 0 { size * 12 } else { size * 3 };
    nodes + ALLOCATION + text(key)
}

/// What a free-form value takes as an item.
#[inline]
pub(super) fn json_item(len: usize) -> usize {
    item(size_of::<Value>(), len)
}

/// What a free-form value takes as a member.
#[inline]
pub(super) fn json_entry(key: &str, len: usize) -> usize {
    entry(key.len(), size_of::<Value>(), len)
}

/// What a member takes that the document doesn't describe, in an object that has `len` of them.
pub(super) fn extra(key: &str, len: usize) -> usize {
    json_entry(key, len) + 2 * ALLOCATION
}

/// What a copy of `value` takes.
pub(super) fn copy(value: &Value) -> usize {
    match value {
        Value::String(string) => text(string.len()),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.map(|(i, value)| json_item(i) + copy(value)).sum()
        }
        Value::Object(members) => {
            let members = members.iter().enumerate();
            let sizes = members.map(|(i, (name, value))| json_entry(name, i) + copy(value));
            sizes.sum()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

/// What an object takes beside the place that it is in: everything, if that is a pointer.
#[inline]
pub(super) fn object(object: &dyn Object) -> usize {
    if size_of_val(object) == size_of::<usize>() {
        object.info().size + ALLOCATION
    } else {
        0
    }
}

/// What a union may take beside the place that it is in. Whether that is a pointer is not known.
#[inline]
pub(super) fn union(union: &dyn Union) -> usize {
    size_of_val(union) + ALLOCATION
}
