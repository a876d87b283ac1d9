//! The undescribed members of an object: reading keeps them, and writing repeats them.

use super::{Place, Shape, View, Wire};
use serde_json::{Map, Value};
use std::fmt;
use std::mem::{self, ManuallyDrop};

/// The members of an object that the document doesn't describe: reading keeps them, and writing repeats
/// them.
///
/// Its size is one pointer, and it allocates nothing while it is empty.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Extra(ManuallyDrop<Option<Box<Map<String, Value>>>>);

/// Each struct of the generated code drops an `Extra`. A function call is smaller than the inlined code
/// that drops JSON.
impl Drop for Extra {
    #[inline]
    fn drop(&mut self) {
        if self.0.is_some() {
            self.discard();
        }
    }
}

impl Extra {
    #[inline(never)]
    fn discard(&mut self) {
        drop(ManuallyDrop::into_inner(mem::take(&mut self.0)));
    }

    /// The value of the member `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.get(name)
    }

    /// The members, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        let members = self.0.iter().flat_map(|members| members.iter());
        members.map(|(name, value)| (name.as_str(), value))
    }

    /// Adds a member, and returns its previous value. If the type has a present field of that name, the
    /// field is sent instead.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let members = self.0.get_or_insert_default();
        members.insert(name.into(), value.into())
    }

    /// Removes a member, and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let value = self.0.as_mut()?.remove(name);
        // Without members there is no map, so two empty values are equal.
        if self.is_empty() {
            *self.0 = None;
        }
        value
    }

    /// Removes all members.
    pub fn clear(&mut self) {
        *self.0 = None;
    }

    /// The number of members.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |members| members.len())
    }

    /// Whether there are no members.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|members| members.is_empty())
    }
}

impl Wire for Extra {
    type As = Self;
}

impl Shape<Self> for Extra {
    #[inline]
    fn blank() -> Self {
        Self::default()
    }
    #[inline]
    fn place(value: &mut Self) -> Place<'_> {
        Place::Extra(value)
    }
    #[inline]
    fn view(value: &Self) -> View<'_> {
        View::Extra(value)
    }
}

impl fmt::Debug for Extra {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Extra {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Self {
        let mut extra = Self::default();
        for (name, value) in members {
            extra.insert(name, value);
        }
        extra
    }
}
