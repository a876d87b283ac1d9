//! The members of an object of the checked tree, by keyword.

use serde_json::{Map, Value};
use std::sync::LazyLock;

use super::{List, Members, Read};

/// An object.
#[derive(Debug, Clone, Copy)]
pub struct Object<'a>(&'a Map<String, Value>);

impl<'a> Read<'a> for Object<'a> {
    fn read(value: &'a Value) -> Self {
        static EMPTY: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
        Self(value.as_object().unwrap_or(&EMPTY))
    }
}

impl<'a> Object<'a> {
    /// All members, in the order of the document.
    pub fn iter(self) -> impl Iterator<Item = (&'a str, &'a Value)> + Clone {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The number of members.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// A member. To compare a few keys takes less than to hash one.
    fn get(self, keyword: &str) -> Option<&'a Value> {
        const FEW: usize = 8;
        if self.len() > FEW {
            return self.0.get(keyword);
        }
        let mut members = self.0.iter();
        members.find_map(|(key, value)| (key == keyword).then_some(value))
    }

    /// The value of a keyword. `null` is no value.
    #[must_use]
    pub fn value(self, keyword: &str) -> Option<&'a Value> {
        self.get(keyword).filter(|value| !value.is_null())
    }

    /// A string.
    #[must_use]
    pub fn text(self, keyword: &str) -> Option<&'a str> {
        self.get(keyword)?.as_str()
    }

    /// A boolean.
    #[must_use]
    pub fn flag(self, keyword: &str) -> Option<bool> {
        self.get(keyword)?.as_bool()
    }

    /// A part, or a reference to one.
    #[must_use]
    pub fn part<T: Read<'a>>(self, keyword: &str) -> Option<T> {
        self.value(keyword).map(T::read)
    }

    /// A list of parts.
    #[must_use]
    pub fn list<T: Read<'a>>(self, keyword: &str) -> List<'a, T> {
        self.part(keyword).unwrap_or_default()
    }

    /// A map of parts.
    #[must_use]
    pub fn map<T: Read<'a>>(self, keyword: &str) -> Members<'a, T> {
        self.part(keyword).unwrap_or_default()
    }
}
