//! The types of the standard library and of `serde_json` as values on the wire.

use super::{List, Map, Maybe, Nullable, Place, Shape, Slot, View, Wire, outline};
use serde_json::Value;
use std::array;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::mem;
use std::ops::RangeInclusive;

/// A type with its own variants of `Place` and `View`.
macro_rules! plain {
    ($($ty:ty: $place:ident, $value:ident => $view:expr $(, $null:ident)*;)*) => {$(
        impl Wire for $ty {
            type As = Self;
        }
        impl Shape<Self> for $ty {
            $(const $null: bool = true;)*
            #[inline]
            fn blank() -> Self {
                Self::default()
            }
            #[inline]
            fn place(value: &mut Self) -> Place<'_> {
                Place::$place(value)
            }
            #[inline]
            fn view($value: &Self) -> View<'_> {
                $view
            }
        }
    )*};
}

plain! {
    bool: Bool, value => View::Bool(*value);
    i32: I32, value => View::I64(i64::from(*value));
    i64: I64, value => View::I64(*value);
    u64: U64, value => View::U64(*value);
    f64: F64, value => View::F64(*value);
    String: String, value => View::Str(value);
    Value: Json, value => View::Json(value), TAKES_NULL, IS_ANY;
}

impl<T: Wire> Wire for Option<T> {
    type As = Self;
}

impl<T: Wire> Shape<Self> for Option<T> {
    const TAKES_NULL: bool = true;
    #[inline]
    fn blank() -> Self {
        None
    }
    #[inline]
    fn place(value: &mut Self) -> Place<'_> {
        outline::nullable(value)
    }
    // Inlined into each record for each optional field, it would be a tenth of the code that a caller
    // compiles; the call takes half a percent more instructions.
    #[inline(never)]
    fn view(value: &Self) -> View<'_> {
        match value {
            Some(value) => value.view(),
            None => View::Null,
        }
    }
}

impl<T: Wire> Nullable for Option<T> {
    fn put(&mut self, what: Maybe<()>) -> Place<'_> {
        if let Some(value) = self.take() {
            outline::discard(value);
        }
        let is_value = match what {
            Maybe::Absent => false,
            Maybe::Null => T::As::IS_ANY,
            Maybe::Value(()) => true,
        };
        if is_value {
            // Not an assignment, which would compile code to drop the old value: there is nothing to drop.
            mem::forget(self.replace(T::blank()));
        }
        match self {
            Some(value) => value.place(),
            None => Place::Skip,
        }
    }
}

impl<T: Wire> Wire for Vec<T> {
    type As = Self;
}

impl<T: Wire> Shape<Self> for Vec<T> {
    #[inline]
    fn blank() -> Self {
        Vec::new()
    }
    #[inline]
    fn place(value: &mut Self) -> Place<'_> {
        outline::list(value)
    }
    #[inline]
    fn view(value: &Self) -> View<'_> {
        outline::show_list(value)
    }
}

impl<T: Wire> List for Vec<T> {
    fn slot(&self) -> Slot {
        Slot {
            size: size_of::<T>(),
            takes_null: T::As::TAKES_NULL,
            places: 0,
        }
    }
    fn clear(&mut self) {
        outline::discard(mem::take(self));
    }
    fn item(&mut self, _: usize) -> Place<'_> {
        self.push(T::blank());
        match self.last_mut() {
            Some(item) => item.place(),
            None => Place::Skip,
        }
    }
    fn count(&self) -> usize {
        self.len()
    }
    fn at(&self, index: usize) -> View<'_> {
        match self.get(index) {
            Some(item) => item.view(),
            None => View::Absent,
        }
    }
}

impl<T: Wire, const N: usize> Wire for [T; N] {
    type As = Self;
}

impl<T: Wire, const N: usize> Shape<Self> for [T; N] {
    #[inline]
    fn blank() -> Self {
        array::from_fn(|_| T::blank())
    }
    #[inline]
    fn place(value: &mut Self) -> Place<'_> {
        outline::list(value)
    }
    #[inline]
    fn view(value: &Self) -> View<'_> {
        outline::show_list(value)
    }
}

impl<T: Wire, const N: usize> List for [T; N] {
    fn length(&self) -> RangeInclusive<usize> {
        N..=N
    }
    // A dropped item would be missing.
    fn slot(&self) -> Slot {
        Slot {
            size: size_of::<T>(),
            takes_null: true,
            places: N,
        }
    }
    fn clear(&mut self) {}
    fn item(&mut self, index: usize) -> Place<'_> {
        match self.get_mut(index) {
            Some(item) => {
                *item = T::blank();
                item.place()
            }
            None => Place::Skip,
        }
    }
    fn count(&self) -> usize {
        N
    }
    fn at(&self, index: usize) -> View<'_> {
        match self.get(index) {
            Some(item) => item.view(),
            None => View::Absent,
        }
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    type As = Self;
}

impl<T: Wire> Shape<Self> for BTreeMap<String, T> {
    #[inline]
    fn blank() -> Self {
        BTreeMap::new()
    }
    #[inline]
    fn place(value: &mut Self) -> Place<'_> {
        outline::map(value)
    }
    #[inline]
    fn view(value: &Self) -> View<'_> {
        outline::show_map(value)
    }
}

impl<T: Wire> Map for BTreeMap<String, T> {
    fn slot(&self) -> Slot {
        Slot {
            size: size_of::<T>(),
            takes_null: T::As::TAKES_NULL,
            places: 0,
        }
    }
    fn clear(&mut self) {
        outline::discard(mem::take(self));
    }
    fn entry(&mut self, key: String) -> Place<'_> {
        match self.entry(key) {
            Entry::Vacant(entry) => entry.insert(T::blank()).place(),
            Entry::Occupied(entry) => {
                let value = entry.into_mut();
                outline::discard(mem::replace(value, T::blank()));
                value.place()
            }
        }
    }
    fn visit(&self, each: &mut dyn FnMut(&str, View<'_>) -> bool) {
        for (key, value) in self {
            if !each(key, value.view()) {
                return;
            }
        }
    }
}
