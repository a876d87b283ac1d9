//! Lists and maps of views.

use serde_json::{Map, Value};
use std::marker::PhantomData;

use super::Read;

/// A list.
#[derive(Debug, Clone, Copy)]
pub struct List<'a, T> {
    items: &'a [Value],
    of: PhantomData<T>,
}

impl<T> Default for List<'_, T> {
    fn default() -> Self {
        Self {
            items: &[],
            of: PhantomData,
        }
    }
}

impl<'a, T: Copy> Read<'a> for List<'a, T> {
    fn read(value: &'a Value) -> Self {
        Self {
            items: value.as_array().map(Vec::as_slice).unwrap_or_default(),
            of: PhantomData,
        }
    }
}

impl<'a, T: Read<'a>> List<'a, T> {
    /// The items.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = T> + ExactSizeIterator + Clone {
        self.items.iter().map(T::read)
    }

    /// The item at an index.
    #[must_use]
    pub fn get(self, index: usize) -> Option<T> {
        self.items.get(index).map(T::read)
    }

    /// The number of items.
    #[must_use]
    pub fn len(self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.items.is_empty()
    }
}

/// A map.
#[derive(Debug, Clone, Copy)]
pub struct Members<'a, T> {
    members: Option<&'a Map<String, Value>>,
    of: PhantomData<T>,
}

impl<T> Default for Members<'_, T> {
    fn default() -> Self {
        Self {
            members: None,
            of: PhantomData,
        }
    }
}

impl<'a, T: Copy> Read<'a> for Members<'a, T> {
    fn read(value: &'a Value) -> Self {
        Self {
            members: value.as_object(),
            of: PhantomData,
        }
    }
}

impl<'a, T: Read<'a>> Members<'a, T> {
    /// The members, in the order of the document.
    pub fn iter(self) -> impl Iterator<Item = (&'a str, T)> + Clone {
        let members = self.members.into_iter().flatten();
        members.map(|(name, value)| (name.as_str(), T::read(value)))
    }

    /// The names, in the order of the document.
    pub fn names(self) -> impl Iterator<Item = &'a str> + Clone {
        self.members
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
    }

    /// The member of this name.
    #[must_use]
    pub fn get(self, name: &str) -> Option<T> {
        self.members?.get(name).map(T::read)
    }

    /// The member of this name, with its name.
    #[must_use]
    pub fn entry(self, name: &str) -> Option<(&'a str, T)> {
        let (name, value) = self.members?.get_key_value(name)?;
        Some((name, T::read(value)))
    }

    /// The number of members.
    #[must_use]
    pub fn len(self) -> usize {
        self.members.map_or(0, Map::len)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}
