//! The items of lists.

use super::kinds::is_type;
use super::{Place, Walk};
use crate::openapi::spec::Shape;
use serde_json::{Value, json};

impl Walk<'_> {
    /// Removes items that can't stay. The others move, which references follow.
    pub(super) fn list(&mut self, items: &mut Vec<Value>, item: &Shape, at: &Place) {
        let mut index = 0;
        let mut kept = 0;
        items.retain_mut(|value| {
            let at = &Place::Item(at, index, kept);
            let keep = self.value(value, item, at);
            if keep && kept < index {
                self.found.map.note(at.in_tree(), at.pointer());
            }
            index += 1;
            kept += usize::from(keep);
            keep
        });
        if kept < index {
            self.found.moved.insert(at.pointer());
        }
    }

    /// Leaves an empty object for an item that can't stay: each item describes what has its place.
    pub(super) fn tuple(&mut self, items: &mut [Value], item: &Shape, at: &Place) {
        for (index, value) in items.iter_mut().enumerate() {
            if !self.value(value, item, &Place::Item(at, index, index)) {
                *value = json!({});
            }
        }
    }

    /// Keeps the types of a list that there are, each once.
    pub(super) fn types(
        &mut self,
        words: &'static [&'static str],
        names: &mut Vec<Value>,
        at: &Place,
    ) {
        let mut known: Vec<String> = Vec::new();
        let mut index = 0;
        names.retain_mut(|name| {
            let at = &Place::Item(at, index, index);
            index += 1;
            let keep = match name.as_str() {
                Some(name) if is_type(words, name) => !known.iter().any(|other| other == name),
                _ => self.mend(name, &Shape::Types(words), at),
            };
            known.extend(name.as_str().filter(|_| keep).map(str::to_owned));
            keep
        });
    }
}
