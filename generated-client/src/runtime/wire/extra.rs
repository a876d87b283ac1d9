//! The undescribed members of an object: reading keeps them, and writing repeats them.

use super::{Place, Shape, View, Wire};
use serde_json::{Map, Value};
use std::fmt;
use std::mem::{self, ManuallyDrop};

/// The members of an object that the document doesn't describe: reading keeps them, and writing repeats
/// them.
///
/// In a type that is only received, a member that may be missing or null is an `Option`. Which of the two it was is
/// kept here as well: writing repeats a null whose field is still `None`. It counts as no member, and makes no value
/// different.
///
/// A number that the type of its optional field can't hold, such as an integer beyond 64 bits, is kept here by its
/// name, and the field is `None`.
///
/// Its size is one pointer, and it allocates nothing while nothing is kept.
#[derive(Clone, Default)]
pub struct Extra(ManuallyDrop<Option<Box<Kept>>>);

#[derive(Clone, Default)]
struct Kept {
    members: Map<String, Value>,
    /// The described members that were null, in order.
    nulls: Vec<&'static str>,
}

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
        self.0.as_ref()?.members.get(name)
    }

    /// The members, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        let members = self.0.iter().flat_map(|kept| &kept.members);
        members.map(|(name, value)| (name.as_str(), value))
    }

    /// Adds a member, and returns its previous value. If the type has a present field of that name, the
    /// field is sent instead.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let (name, kept) = (name.into(), self.0.get_or_insert_default());
        if let Ok(index) = kept.null(&name) {
            kept.nulls.remove(index);
        }
        kept.members.insert(name, value.into())
    }

    /// Removes a member, and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.0.as_mut()?.members.remove(name)
    }

    /// Remembers whether the described member `name` was null.
    pub(super) fn remember(&mut self, name: &'static str, is_null: bool) {
        if !is_null && self.0.is_none() {
            return;
        }
        let kept = self.0.get_or_insert_default();
        match kept.null(name) {
            Err(index) if is_null => kept.nulls.insert(index, name),
            Ok(index) if !is_null => drop(kept.nulls.remove(index)),
            _ => {}
        }
    }

    /// Whether the described member `name` was null.
    pub(super) fn was_null(&self, name: &str) -> bool {
        self.0.as_ref().is_some_and(|kept| kept.null(name).is_ok())
    }

    /// Removes all members.
    pub fn clear(&mut self) {
        *self.0 = None;
    }

    /// The number of members.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |kept| kept.members.len())
    }

    /// Whether there are no members.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Kept {
    /// The number of the member `name` among those that were null, or the number that it would have.
    fn null(&self, name: &str) -> Result<usize, usize> {
        self.nulls.binary_search(&name)
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        let (one, two) = (self.0.as_ref(), other.0.as_ref());
        match (one.map(|kept| &kept.members), two.map(|kept| &kept.members)) {
            (Some(one), Some(two)) => one == two,
            _ => self.is_empty() && other.is_empty(),
        }
    }
}

impl Eq for Extra {}

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
