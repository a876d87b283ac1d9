//! Lists with a described value at each of their first indices: structs in memory, arrays in JSON.

use super::encode::is_written;
use super::{List, Place, Presence, Shape, Slot, View, outline};
use std::mem;
use std::ops::RangeInclusive;

/// A struct of the generated code that is a list in JSON; `impl_tuple!` implements it. An item's index is its
/// place in the list.
pub trait Tuple: Sized + 'static {
    /// The presence of each item.
    const ITEMS: &'static [Presence];
    /// Creates a blank value for a decoder to fill.
    fn blank() -> Self;
    /// The place of item `index`. After the last index, the [`Place::List`] of further items, or a
    /// [`Place::Skip`] if there can be none.
    fn place(&mut self, index: usize) -> Place<'_>;
    /// The view of item `index`. After the last index, the [`View::List`] of further items.
    fn view(&self, index: usize) -> View<'_>;
}

/// The shape of a [`Tuple`].
pub enum AsTuple {}

impl<T: Tuple> Shape<T> for AsTuple {
    #[inline]
    fn blank() -> T {
        T::blank()
    }
    #[inline]
    fn place(value: &mut T) -> Place<'_> {
        outline::list(value)
    }
    #[inline]
    fn view(value: &T) -> View<'_> {
        outline::show_list(value)
    }
}

/// The further items, if there can be any.
fn rest<T: Tuple>(tuple: &T) -> Option<&dyn List> {
    match tuple.view(T::ITEMS.len()) {
        View::List(rest) => Some(rest),
        _ => None,
    }
}

impl<T: Tuple> List for T {
    fn length(&self) -> RangeInclusive<usize> {
        let is_needed =
            |item: &&Presence| matches!(item, Presence::Required | Presence::RequiredNullable);
        let least = T::ITEMS.iter().take_while(is_needed).count();
        least..=rest(self).map_or(T::ITEMS.len(), |_| usize::MAX)
    }
    // With room for further items, which are in a list within the struct.
    fn slot(&self) -> Slot {
        let rest = rest(self).map(List::slot);
        Slot {
            size: size_of::<T>() + rest.map_or(0, |rest| 2 * rest.size),
            takes_null: rest.is_some_and(|rest| rest.takes_null),
            places: T::ITEMS.len(),
        }
    }
    fn clear(&mut self) {
        outline::discard(mem::replace(self, T::blank()));
    }
    fn item(&mut self, index: usize) -> Place<'_> {
        let places = T::ITEMS.len();
        if index < places {
            return self.place(index);
        }
        match self.place(places) {
            Place::List(rest) => rest.item(index - places),
            _ => Place::Skip,
        }
    }
    fn count(&self) -> usize {
        let others = rest(self).map_or(0, List::count);
        if others > 0 {
            return T::ITEMS.len() + others;
        }
        let mut items = T::ITEMS.iter().enumerate();
        let last = items.rfind(|(index, presence)| is_written(**presence, &self.view(*index)));
        last.map_or(0, |(index, _)| index + 1)
    }
    // A missing item before another one is null, so that the others keep their indices.
    fn at(&self, index: usize) -> View<'_> {
        let places = T::ITEMS.len();
        match self.view(index.min(places)) {
            View::List(rest) if index >= places => rest.at(index - places),
            View::Absent if index < places => View::Null,
            view if index < places => view,
            _ => View::Absent,
        }
    }
}
