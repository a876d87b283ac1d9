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
        (self.map, Places(Some(Moved { map, written })))
    }
}

/// Where the parts of a document stand since its upgrade. The default is that of a document without one.
#[derive(Debug, Default)]
pub struct Places(Option<Moved>);

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
        self.0.is_none()
    }

    /// The place at which the value that was written at `place` stands now; none if it is the same.
    pub fn now(&self, place: &str) -> Option<String> {
        let Moved { map, written } = self.0.as_ref()?;
        let place = Pointer::parse(place).filter(|place| place.of(written).is_some())?;
        let now = map.written(&place);
        (*now != place).then(|| now.as_str().to_owned())
    }

    /// Lets a reference lead to where its target stands now. One without a target stays as it was written, since
    /// a diagnostic repeats it.
    pub fn follow(&self, object: &mut Map<String, Value>) {
        if self.0.is_none() {
            return;
        }
        if let Some(Value::String(reference)) = object.get_mut("$ref")
            && let Some(now) = self.now(reference)
        {
            *reference = now;
        }
    }
}
