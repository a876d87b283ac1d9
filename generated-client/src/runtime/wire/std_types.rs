//! The types of the standard library and of `serde_json` as values on the wire.

use super::{Extra, List, Map, Nullable, Object, Place, Table, View, Wire};
use serde_json::Value;
use std::collections::BTreeMap;

/// A type with a variant of `Place` and one of `View` to itself.
macro_rules! plain {
    ($($ty:ty: $place:ident, $value:ident => $view:expr;)*) => {$(
        impl Wire for $ty {
            #[inline]
            fn blank() -> Self {
                Self::default()
            }
            #[inline]
            fn place(&mut self) -> Place<'_> {
                Place::$place(self)
            }
            #[inline]
            fn view(&self) -> View<'_> {
                let $value = self;
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

impl<T: Object> Wire for T {
    #[inline]
    fn blank() -> Self {
        Object::blank()
    }
    #[inline]
    fn place(&mut self) -> Place<'_> {
        Place::Object(self)
    }
    #[inline]
    fn view(&self) -> View<'_> {
        View::Object(self)
    }
}

/// A boxed object is an object. A `Wire` for every box would overlap with the one for every
/// object, since `Box` is fundamental; so a type of another kind that is boxed says so itself.
impl<T: Object> Object for Box<T> {
    #[inline]
    fn blank() -> Self {
        Box::new(Object::blank())
    }
    #[inline]
    fn table(&self) -> &'static Table {
        (**self).table()
    }
    #[inline]
    fn place(&mut self, index: usize) -> Place<'_> {
        Object::place(&mut **self, index)
    }
    #[inline]
    fn view(&self, index: usize) -> View<'_> {
        Object::view(&**self, index)
    }
    #[inline]
    fn extra(&self) -> Option<&Extra> {
        (**self).extra()
    }
    #[inline]
    fn extra_mut(&mut self) -> Option<&mut Extra> {
        (**self).extra_mut()
    }
    #[inline]
    fn rest(&self) -> Option<&dyn Map> {
        (**self).rest()
    }
    #[inline]
    fn rest_mut(&mut self) -> Option<&mut dyn Map> {
        (**self).rest_mut()
    }
}

impl<T: Wire> Wire for Option<T> {
    #[inline]
    fn blank() -> Self {
        None
    }
    #[inline]
    fn place(&mut self) -> Place<'_> {
        Place::Nullable(self)
    }
    #[inline]
    fn view(&self) -> View<'_> {
        match self {
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
    #[inline]
    fn blank() -> Self {
        Vec::new()
    }
    #[inline]
    fn place(&mut self) -> Place<'_> {
        Place::List(self)
    }
    #[inline]
    fn view(&self) -> View<'_> {
        View::List(self)
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
    #[inline]
    fn blank() -> Self {
        BTreeMap::new()
    }
    #[inline]
    fn place(&mut self) -> Place<'_> {
        Place::Map(self)
    }
    #[inline]
    fn view(&self) -> View<'_> {
        View::Map(self)
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
