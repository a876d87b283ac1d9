//! The cost of reading one response: memory, by an estimate that is never too low, and time.
//!
//! Values take more memory than their text: `{"":0}` has 6 bytes and takes 700 in a map. So the
//! budget counts each value before it is made, by the allocations of the standard library's
//! collections.

use super::{Object, Union};
use serde_json::Value;
use std::mem::{size_of, size_of_val};

/// The memory and time that are left.
pub(super) struct Budget {
    /// Bytes of memory.
    left: usize,
    /// The number of values until the next check of the time.
    steps: u32,
    is_late: Option<Box<dyn Fn() -> bool>>,
}

/// The limit that was exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exceeded {
    Memory,
    Time,
}

/// The number of values between two checks of the time.
const PATIENCE: u32 = 4096;

impl Default for Budget {
    fn default() -> Self {
        Self::new(usize::MAX)
    }
}

impl Budget {
    pub(super) fn new(left: usize) -> Self {
        Self {
            left,
            steps: PATIENCE,
            is_late: None,
        }
    }

    pub(super) fn until(&mut self, is_late: Box<dyn Fn() -> bool>) {
        self.is_late = Some(is_late);
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

    /// Returns `bytes` of memory to the budget, when the value is dropped.
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

/// The approximate overhead of an allocation.
const ALLOCATION: usize = 16;

/// The memory of a text of `len` bytes.
#[inline]
pub(super) fn text(len: usize) -> usize {
    len + ALLOCATION
}

/// The memory that an item of `size` bytes adds to a list of `len` items. A list begins with room
/// for four items and doubles it; while it grows, the old room exists as well.
#[inline]
pub(super) fn item(size: usize, len: usize) -> usize {
    if len == 0 {
        size.max(2) * 4 + ALLOCATION
    } else {
        size * 3
    }
}

/// The memory that an entry adds to a map of `len` entries: a tree has nodes for eleven entries,
/// with at least five of them in use.
#[inline]
pub(super) fn entry(key: usize, size: usize, len: usize) -> usize {
    let size = size + size_of::<String>();
    let nodes = if len == 0 { size * 12 } else { size * 3 };
    nodes + ALLOCATION + text(key)
}

/// The memory that a free-form value adds to a list.
#[inline]
pub(super) fn json_item(len: usize) -> usize {
    item(size_of::<Value>(), len)
}

/// The memory that a free-form value adds to an object.
#[inline]
pub(super) fn json_entry(key: &str, len: usize) -> usize {
    entry(key.len(), size_of::<Value>(), len)
}

/// The memory that an undescribed member adds to the `len` undescribed ones of an object.
pub(super) fn extra(key: &str, len: usize) -> usize {
    json_entry(key, len) + 2 * ALLOCATION
}

/// The memory of a copy of `value`.
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

/// The memory of an object outside of its place: all of it, if the place is a pointer.
#[inline]
pub(super) fn object(object: &dyn Object) -> usize {
    if size_of_val(object) == size_of::<usize>() {
        object.info().size + ALLOCATION
    } else {
        0
    }
}

/// The largest memory of a union outside of its place, which may be a pointer or not.
#[inline]
pub(super) fn union(union: &dyn Union) -> usize {
    size_of_val(union) + ALLOCATION
}
