//! A reference and its target, unless that is an object of another kind than the reference needs.

use super::{Collector, Site, Target, identity};
use crate::diagnostic::{Code, Pointer};
use crate::openapi::bundle::homes::kind_of;
use crate::openapi::bundle::library::Refusal;
use crate::openapi::bundle::walk::{Met, Use};
use crate::openapi::spec::{Kind, Shape, Version, Words};
use crate::openapi::targets::other_than;
use crate::openapi::view::unfound;

impl Collector<'_, '_> {
    /// Follows a reference to its target, or says why not.
    pub(super) fn follow(&mut self, from: Target, met: Met, to: Target) {
        match self.misled(&met, &to) {
            Some(refusal) => self.refuse(&from, met, refusal),
            None => self.lead(from, met.usage, to),
        }
    }

    /// Notes a reference's target, and that it is to be walked.
    pub(super) fn lead(&mut self, from: Target, usage: Use, to: Target) {
        self.add(to.clone(), shape(usage));
        self.collected.sites.insert(from, Site { usage, to });
    }

    /// Walks a value, unless the walk over the document comes by it: also where a reference needs another kind of object,
    /// which resolving reports.
    pub(super) fn add(&mut self, target: Target, shape: Shape) {
        let is_of_document = target.file == 0 && target.at != Pointer::root();
        let is_known = is_of_document
            && shape.kind().is_some_and(|kind| {
                let there = self.library.words().kind_at(&target.at);
                there.is_some_and(|there| std::ptr::eq(there, kind))
                    || self.other(kind, &target).is_some()
            });
        if !is_known && self.seen.insert((target.clone(), identity(shape))) {
            self.queue.push_back((target, shape));
        }
    }

    /// The diagnostic about a reference to another kind of object in another file. Of the document, resolving says so.
    fn misled(&self, met: &Met, to: &Target) -> Option<Refusal> {
        // A value of `mapping` may be a name: resolving judges it.
        let is_judged = to.file > 0 && !matches!(met.usage, Use::Mapping);
        let kind = shape(met.usage).kind().filter(|_| is_judged)?;
        let found = self.other(kind, to)?;
        let outcome = kind.section.and_then(unfound).unwrap_or("ignored");
        let words = [met.reference.as_str(), &found, kind.noun, outcome];
        Some(Refusal::new(Code::RefOfOtherKind, &words))
    }

    /// The noun of the thing at a place of a file, if it can't be an object of a kind.
    fn other(&self, kind: &Kind, to: &Target) -> Option<String> {
        let file = self.library.get(to.file);
        let root = &file.source.root;
        other_than(kind, file.value(&to.at)?, || {
            // Other files are parts of a document, of any kind.
            Version::of(root)?;
            Words::of(root).object_at(&to.at)
        })
    }
}

/// The shape that the target of a reference must have.
fn shape(usage: Use) -> Shape {
    match usage {
        Use::Replaced(shape) => shape,
        usage => kind_of(usage).map_or(Shape::Any, Shape::Ref),
    }
}
