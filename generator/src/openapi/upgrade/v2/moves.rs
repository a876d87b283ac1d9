//! Where the parts of a document were written, and where they stand after the upgrade.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::diagnostic::Pointer;
use crate::source::SourceMap;

#[derive(Default)]
pub struct Moves {
    map: SourceMap,
    places: BTreeMap<Pointer, Pointer>,
}

impl Moves {
    /// A value that was written at `from` stands at `to`, and so do its parts. References to it follow; of
    /// several copies, to the first.
    pub fn note(&mut self, to: Pointer, from: Pointer) {
        if to != from {
            self.places
                .entry(from.clone())
                .or_insert_with(|| to.clone());
            self.map.note(to, from);
        }
    }

    /// The place at which the value that was written at `from` stands, as far as moves are noted.
    pub fn now(&self, from: &Pointer) -> Pointer {
        let mut around = from.around();
        let now = around.find_map(|around| from.moved(&around, self.places.get(&around)?));
        now.unwrap_or_else(|| from.clone())
    }

    /// Diagnostics about `to` show `from`.
    pub fn show(&mut self, to: Pointer, from: Pointer) {
        self.map.note(to, from);
    }

    /// Where parts were written, and where those of `written` stand now.
    pub fn finish(self, written: Value) -> (SourceMap, Places) {
        let mut map = SourceMap::default();
        for (from, to) in self.places {
            map.note(from, to);
        }
        (self.map, Places(vec![Moved { map, written }]))
    }
}

/// Where the parts of a document stand since its upgrades, one after the other. The default is that of a document
/// without one.
#[derive(Debug, Default)]
pub struct Places(Vec<Moved>);

#[derive(Debug)]
struct Moved {
    /// The moves, read from their other end.
    map: SourceMap,
    /// The document as it was written.
    written: Value,
}

impl Places {
    /// Whether nothing was moved.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The places after another upgrade.
    pub fn then(mut self, mut next: Self) -> Self {
        self.0.append(&mut next.0);
        self
    }

    /// The place at which the value that was written at `place` stands now; none if it is the same.
    pub fn now(&self, place: &Pointer) -> Option<Pointer> {
        let upgrades = self.0.iter();
        upgrades.fold(None, |before: Option<Pointer>, moved| {
            let now = moved.now(before.as_ref().unwrap_or(place));
            now.or(before)
        })
    }

    /// Lets a reference lead to where its target stands now. One without a target stays as it was written, since
    /// a diagnostic repeats it.
    pub fn follow(&self, object: &mut Map<String, Value>) {
        if self.is_empty() {
            return;
        }
        if let Some(Value::String(reference)) = object.get_mut("$ref")
            && let Some(now) = Pointer::parse(reference).and_then(|place| self.now(&place))
        {
            *reference = now.reference();
        }
    }
}

impl Moved {
    fn now(&self, place: &Pointer) -> Option<Pointer> {
        place.of(&self.written)?;
        let now = self.map.written(place);
        (*now != *place).then(|| now.into_owned())
    }
}
