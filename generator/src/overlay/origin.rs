//! The origins of values in a tree that overlays changed: an index shifts with each removal, and a value can
//! come from an overlay.

use super::query::{Place, Step};
use crate::diagnostic::Pointer;
use std::collections::{BTreeMap, BTreeSet};

/// The place at which a value was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The number of the overlay, from 1; 0 is the document.
    pub overlay: usize,
    /// The place in that file.
    pub at: Pointer,
}

/// The origin of a value in another one.
pub fn child(origin: &Origin, step: &Step) -> Origin {
    Origin {
        overlay: origin.overlay,
        at: below(&origin.at, step),
    }
}

/// The place of a value in another one.
fn below(at: &Pointer, step: &Step) -> Pointer {
    match step {
        Step::Name(name) => at.child(name),
        Step::Index(index) => at.index(*index),
    }
}

/// The origin of a value, if it doesn't follow from the origin of the value around it, and the origins in it.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    own: Option<Origin>,
    inner: BTreeMap<Step, Origins>,
}

impl Origins {
    /// The origins of a value that was written elsewhere than the value around it.
    fn of(origin: Origin) -> Self {
        Self {
            own: Some(origin),
            inner: BTreeMap::new(),
        }
    }

    /// The origins of the value at a place, and its own origin.
    pub fn at(&mut self, place: &[Step]) -> (&mut Self, Origin) {
        let mut origin = Origin {
            overlay: 0,
            at: Pointer::root(),
        };
        let mut found = self;
        for step in place {
            origin = child(&origin, step);
            found = found.inner.entry(step.clone()).or_default();
            if let Some(own) = &found.own {
                origin = own.clone();
            }
        }
        (found, origin)
    }

    /// The origins of a value in this one.
    pub fn inner(&mut self, step: Step) -> &mut Self {
        self.inner.entry(step).or_default()
    }

    /// Notes the origin of a value in this one, with all values in it.
    pub fn write(&mut self, step: Step, origin: Origin) {
        self.inner.insert(step, Self::of(origin));
    }

    /// Notes the origin of this value.
    pub fn replace(&mut self, origin: Origin) {
        *self = Self::of(origin);
    }

    /// Notes that members, or items of a list of `length`, were removed. `origin` is this value's.
    pub fn remove(&mut self, removed: &BTreeSet<Step>, length: usize, origin: &Origin) {
        if !removed.iter().any(|step| matches!(step, Step::Index(_))) {
            self.inner.retain(|step, _| !removed.contains(step));
            return;
        }
        let mut old = std::mem::take(&mut self.inner);
        let left = (0..length).map(Step::Index);
        for (new, step) in left.filter(|step| !removed.contains(step)).enumerate() {
            let mut moved = old.remove(&step).unwrap_or_default();
            let is_elsewhere = step != Step::Index(new);
            if is_elsewhere && moved.own.is_none() {
                moved.own = Some(child(origin, &step));
            }
            self.inner.insert(Step::Index(new), moved);
        }
    }

    /// The places whose origin doesn't follow from the origin around them, with their origins.
    pub fn all(&self) -> Vec<(Pointer, Origin)> {
        let mut all = Vec::new();
        let mut waiting: Vec<(Pointer, &Self)> = vec![(Pointer::root(), self)];
        while let Some((place, origins)) = waiting.pop() {
            all.extend(origins.own.iter().map(|own| (place.clone(), own.clone())));
            waiting.extend(
                origins
                    .inner
                    .iter()
                    .map(|(step, inner)| (below(&place, step), inner)),
            );
        }
        all.sort();
        all
    }
}

/// The place as a pointer.
pub fn pointer(place: &Place) -> Pointer {
    place
        .iter()
        .fold(Pointer::root(), |at, step| below(&at, step))
}

#[cfg(test)]
mod tests {
    use super::{Origin, Origins, Step};
    use crate::diagnostic::Pointer;
    use std::collections::BTreeSet;

    #[test]
    fn items_move_up_with_what_they_hold() {
        let at = |text| Pointer::parse(text).unwrap();
        let list = [Step::Name("list".to_owned())];
        let mut origins = Origins::default();
        let written = Origin {
            overlay: 1,
            at: at("#/actions/0/update/x"),
        };
        let (held, _) = origins.at(&[list[0].clone(), Step::Index(2)]);
        held.write(Step::Name("x".to_owned()), written.clone());
        for length in [3, 2] {
            let (here, origin) = origins.at(&list);
            here.remove(&BTreeSet::from([Step::Index(0)]), length, &origin);
        }
        assert_eq!(
            origins.all(),
            [
                (
                    at("#/list/0"),
                    Origin {
                        overlay: 0,
                        at: at("#/list/2")
                    }
                ),
                (at("#/list/0/x"), written),
            ]
        );
    }
}
