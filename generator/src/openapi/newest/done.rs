//! The parts of a document that are upgraded apart from the walk over it, because references lead to them.

use crate::diagnostic::Pointer;
use crate::openapi::spec::{self, DOCUMENT, Kind, Shape};
use std::collections::BTreeMap;

/// The targets of references that were upgraded by themselves, from the root on.
#[derive(Default)]
pub struct Done {
    pub kinds: Vec<&'static Kind>,
    pub inner: BTreeMap<String, Done>,
}

impl Done {
    pub fn add(&mut self, at: &Pointer, kind: &'static Kind) {
        let mut done = self;
        for key in at.segments() {
            done = done.inner.entry(key.into_owned()).or_default();
        }
        done.kinds.push(kind);
    }

    pub fn at(&self, at: &Pointer) -> Option<&Self> {
        at.segments()
            .try_fold(self, |done, key| done.inner.get(&*key))
    }

    pub fn has(&self, shape: &Shape) -> bool {
        self.kinds.iter().any(|kind| is_of(shape, kind))
    }

    /// The shapes in which the walk over the document, and over targets, came by a place.
    pub fn shapes(&self, at: &Pointer) -> Vec<Shape> {
        let mut shapes = vec![Shape::Object(&DOCUMENT)];
        let mut done = Some(self);
        for key in at.segments() {
            let below = |shape| spec::shape_below(shape, std::iter::once(key.clone()));
            shapes = shapes.into_iter().filter_map(below).collect();
            done = done.and_then(|done| done.inner.get(&*key));
            for kind in done.into_iter().flat_map(|done| &done.kinds) {
                if !shapes.iter().any(|shape| is_of(shape, kind)) {
                    shapes.push(Shape::Ref(kind));
                }
            }
        }
        shapes
    }
}

pub fn is_of(shape: &Shape, kind: &Kind) -> bool {
    let there = shape.kind();
    there.is_some_and(|there| std::ptr::eq(there, kind))
}
