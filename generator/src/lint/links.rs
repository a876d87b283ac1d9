//! Links to operations that the document doesn't have.

use super::walk::Place;
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::map::IndexSet;
use crate::openapi::view::{Link, Operation};

/// The names of the operations that were met, and the links to some by name.
#[derive(Default)]
pub struct Links<'a> {
    known: IndexSet<&'a str>,
    asked: Vec<(Pointer, &'a str)>,
}

impl<'a> Links<'a> {
    /// Notes an operation.
    pub fn operation(&mut self, operation: Operation<'a>) {
        self.known.extend(operation.id());
    }

    /// Notes a link.
    pub fn link(&mut self, link: Link<'a>, place: &Place<'_>) {
        let to = link.operation_id();
        self.asked
            .extend(to.map(|to| (place.pointer().child("operationId"), to)));
    }

    /// Reports the links that lead nowhere.
    pub fn report(self, diagnostics: &mut Diagnostics) {
        for (at, to) in self.asked.iter().filter(|(_, to)| !self.known.contains(to)) {
            diagnostics.report(Code::LinkNowhere, at, &[to]);
        }
    }
}
