//! The source places of the parts of the tree. Bundling takes parts of other files in, checking leaves items of
//! lists out, and upgrades move values to other keywords; each move is noted here, so that a diagnostic shows the
//! place that a person wrote.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::locate::Part;
use crate::diagnostic::Pointer;

/// The parts of a tree that stand elsewhere than they were written.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    moved: BTreeMap<Pointer, Pointer>,
}

impl SourceMap {
    /// Notes that the value at `place` was written at `written`.
    pub fn note(&mut self, place: Pointer, written: Pointer) {
        self.moved.insert(place, written);
    }

    /// Adds the moves of a part that was checked by itself.
    pub fn extend(&mut self, other: Self) {
        self.moved.extend(other.moved);
    }

    /// The moves, read from their other end: `written` gives the place of a value now. Of several copies, the
    /// first counts.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let mut moved = BTreeMap::new();
        for (place, written) in &self.moved {
            let known = moved.entry(written.clone());
            known.or_insert_with(|| place.clone());
        }
        Self { moved }
    }

    /// The place where the value at `place` was written.
    #[must_use]
    pub fn written<'a>(&self, place: &'a Pointer) -> Cow<'a, Pointer> {
        let moved = nearest(&self.moved, place);
        let written = moved.and_then(|(around, written)| place.moved(&around, written));
        written.map_or(Cow::Borrowed(place), Cow::Owned)
    }
}

/// The files in which the parts of a tree were written; 0 is that of the tree itself.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    parts: BTreeMap<Pointer, (usize, Pointer)>,
    /// The places of the keys of parts that were written elsewhere than their values.
    keys: BTreeMap<Pointer, (usize, Pointer)>,
}

impl Origins {
    /// Notes that the value at `place` was written at `written` of a file.
    pub fn note(&mut self, place: Pointer, file: usize, written: Pointer) {
        self.parts.insert(place, (file, written));
    }

    /// Notes that the key of the value at `place` was written at `written` of a file.
    pub fn note_key(&mut self, place: Pointer, file: usize, written: Pointer) {
        self.keys.insert(place, (file, written));
    }

    /// The places of parts that stand in the tree more than once.
    pub fn copies(&self) -> impl Iterator<Item = &Pointer> {
        let mut counts: BTreeMap<&(usize, Pointer), usize> = BTreeMap::new();
        for origin in self.parts.values() {
            *counts.entry(origin).or_default() += 1;
        }
        let parts = self.parts.iter();
        parts.filter_map(move |(place, origin)| (counts[origin] > 1).then_some(place))
    }

    /// The origins of those parts alone.
    #[must_use]
    pub fn of_copies(&self) -> Self {
        let parts = self
            .copies()
            .map(|place| (place.clone(), self.parts[place].clone()));
        Self {
            parts: parts.collect(),
            keys: BTreeMap::new(),
        }
    }

    /// The file in which the value at `place` was written, and the place there.
    #[must_use]
    pub fn written<'a>(&self, place: &'a Pointer) -> (usize, Cow<'a, Pointer>) {
        let part = nearest(&self.parts, place);
        let written = part.and_then(|(around, (file, written))| {
            Some((*file, Cow::Owned(place.moved(&around, written)?)))
        });
        written.unwrap_or((0, Cow::Borrowed(place)))
    }

    /// The same for the key of the value.
    #[must_use]
    pub fn written_key<'a>(&'a self, place: &'a Pointer) -> (usize, Cow<'a, Pointer>) {
        match self.keys.get(place) {
            Some((file, written)) => (*file, Cow::Borrowed(written)),
            None => self.written(place),
        }
    }
}

/// The files and places of all values of a tree.
#[derive(Debug, Clone)]
pub struct Written {
    /// The names of the files, of which the overlays come last.
    pub names: Vec<String>,
    /// The number of the other files of which parts stand in the tree.
    pub others: usize,
    /// Where those parts were written.
    pub origins: Origins,
    /// The values that overlays wrote or moved before.
    pub changes: Origins,
}

impl Written {
    /// The name of the file in which a part of a place was written, and the place there.
    #[must_use]
    pub fn place(&self, at: &Pointer, part: Part) -> (&str, Pointer) {
        let (file, at) = written_in(&self.origins, &self.changes, self.others, (at, part));
        (&self.names[file], at)
    }
}

/// The number of the file in which a part of a place was written, and the place there: a file of its own has the value
/// of a path, and not its key.
pub fn written_in(
    origins: &Origins,
    changes: &Origins,
    others: usize,
    (place, part): (&Pointer, Part),
) -> (usize, Pointer) {
    let (file, written) = match part {
        Part::Value => origins.written(place),
        Part::Key => origins.written_key(place),
    };
    if file > 0 {
        return (file, written.into_owned());
    }
    let (overlay, written) = changes.written(&written);
    let file = if overlay > 0 { others + overlay } else { 0 };
    (file, written.into_owned())
}

/// The entry of a place, or else of the nearest place around it.
fn nearest<'m, T>(entries: &'m BTreeMap<Pointer, T>, place: &Pointer) -> Option<(Pointer, &'m T)> {
    if entries.is_empty() {
        return None;
    }
    let mut around = place.around();
    around.find_map(|around| {
        let entry = entries.get(&around)?;
        Some((around, entry))
    })
}

#[cfg(test)]
mod tests {
    use super::SourceMap;
    use crate::diagnostic::Pointer;

    #[test]
    fn the_nearest_move_counts() {
        let at = |text| Pointer::parse(text).unwrap();
        let mut map = SourceMap::default();
        map.note(at("#/a/0"), at("#/a/1"));
        map.note(at("#/a/0/b~1c/0"), at("#/a/1/b~1c/2"));
        for (place, written) in [
            ("#/a/0", "#/a/1"),
            ("#/a/0/x/y", "#/a/1/x/y"),
            ("#/a/0/b~1c/0/d", "#/a/1/b~1c/2/d"),
            ("#/a/00", "#/a/00"),
            ("#/a", "#/a"),
        ] {
            assert_eq!(*map.written(&at(place)), at(written), "{place}");
        }
    }
}
