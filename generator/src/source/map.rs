//! The source places of the parts of the tree. Checking leaves items of lists out, and upgrades move values to
//! other keywords; each move is noted here, so that a diagnostic shows the place that a person wrote.

use std::borrow::Cow;
use std::collections::BTreeMap;

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

    /// The place where the value at `place` was written.
    #[must_use]
    pub fn written<'a>(&self, place: &'a Pointer) -> Cow<'a, Pointer> {
        if self.moved.is_empty() {
            return Cow::Borrowed(place);
        }
        let around = place.around();
        let moved = around.zip(0..).find_map(|(around, below)| {
            let written = self.moved.get(&around)?;
            Some((written, below))
        });
        let Some((written, below)) = moved else {
            return Cow::Borrowed(place);
        };
        let keys: Vec<String> = place.segments().collect();
        let rest = &keys[keys.len() - below..];
        Cow::Owned(rest.iter().fold(written.clone(), |at, key| at.child(key)))
    }
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
