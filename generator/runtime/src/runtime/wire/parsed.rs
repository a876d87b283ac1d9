//! Types of other crates that a format maps to.

use super::{Place, Shape, Text, View, Wire, outline};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// A value that is sent as a string, such as a UUID or a decimal: the parsed value with its text. A
/// text that can't be parsed is kept, and is not an error.
#[derive(Clone)]
pub struct Parsed<T> {
    text: String,
    value: Option<T>,
}

impl<T> Parsed<T> {
    /// The value; `None` if the text can't be parsed.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The value; `None` if the text can't be parsed.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        self.value
    }

    /// The unchanged text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl<T: fmt::Display> From<T> for Parsed<T> {
    fn from(value: T) -> Self {
        Self {
            text: value.to_string(),
            value: Some(value),
        }
    }
}

/// Values are equal if their texts are equal.
impl<T> PartialEq for Parsed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Parsed<T> {}

impl<T> Hash for Parsed<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> fmt::Display for Parsed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<T> fmt::Debug for Parsed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Parsed({:?})", self.text)
    }
}

impl<T: FromStr> Text for Parsed<T> {
    fn read(&mut self, text: &str) -> Result<(), &'static str> {
        self.text = String::from(text);
        self.value = text.parse().ok();
        match self.value {
            Some(_) => Ok(()),
            None => Err("not of the described format; kept as text"),
        }
    }
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.text)
    }
}

impl<T: FromStr + 'static> Wire for Parsed<T> {
    type As = Self;
}

impl<T: FromStr + 'static> Shape<Self> for Parsed<T> {
    fn blank() -> Self {
        Self {
            text: String::new(),
            value: None,
        }
    }
    fn place(value: &mut Self) -> Place<'_> {
        outline::text(value)
    }
    fn view(value: &Self) -> View<'_> {
        View::Str(&value.text)
    }
}

impl<T: FromStr + 'static> Serialize for Parsed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::serialize(self.view(), serializer)
    }
}

impl<'de, T: FromStr + 'static> Deserialize<'de> for Parsed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::deserialize(deserializer)
    }
}
