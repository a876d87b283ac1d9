//! The types of the standard library and of `serde_json` as values on the wire.

use super::{List, Map, Nullable, Place, Shape, View, Wire};
use serde_json::Value;
use std::collections::BTreeMap;

/// A type with a variant of `Place` and one of `View` to itself.
macro_rules! plain {
    ($($ty:ty: $place:ident, $value:ident => $view:expr;)*) => {$(
        impl Wire for $ty {
            type As = Self;
        }
        impl Shape<Self> for $ty {
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
    Value: Json, value => View::Json(value);
}

impl<T: Wire> Wire for Option<T> {
    type As = Self;
}

impl<T: Wire> Shape<Self> for Option<T> {
    #[inline]
    fn blank() -> Self {
        None
    }
    #[inline]
    fn place(value: &mut Self) -> Place<'_> {
        Place::Nullable(value)
    }
    #[inline]
    fn view(value: &Self) -> View<'_> {
        match value {
            Some(value) => value.view(),
            None => View::Null,
        }
    }
}

impl<T: Wire> Nullable for Option<T> {
    #[inline]
    fn some(&mut self) -> Place<'_> {
        self.insert(T::blank()).place()
    }
    #[inline]
    fn none(&mut self) {
        *self = None;
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
        Place::List(value)
    }
    #[inline]
    fn view(value: &Self) -> View<'_> {
        View::List(value)
    }
}

impl<T: Wire> List for Vec<T> {
    #[inline]
    fn clear(&mut self) {
        self.clear();
    }
    #[inline]
    fn push(&mut self) -> Place<'_> {
        self.push(T::blank());
        self.last_mut().map_or(Place::Skip, Wire::place)
    }
    #[inline]
    fn len(&self) -> usize {
        self.len()
    }
    #[inline]
    fn at(&self, index: usize) -> View<'_> {
        self.get(index).map_or(View::Absent, Wire::view)
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
        Place::Map(value)
    }
    #[inline]
    fn view(value: &Self) -> View<'_> {
        View::Map(value)
    }
}

impl<T: Wire> Map for BTreeMap<String, T> {
    #[inline]
    fn clear(&mut self) {
        self.clear();
    }
    #[inline]
    fn entry(&mut self, key: String) -> Place<'_> {
        let entry = self.entry(key).and_modify(|old| *old = T::blank());
        entry.or_insert_with(T::blank).place()
    }
    #[inline]
    fn len(&self) -> usize {
        self.len()
    }
    #[inline]
    fn visit(&self, each: &mut dyn FnMut(&str, View<'_>) -> bool) {
        for (key, value) in self {
            if !each(key, value.view()) {
                return;
            }
        }
    }
    #[inline]
    fn get(&self, key: &str) -> Option<View<'_>> {
        self.get(key).map(Wire::view)
    }
}
