//! Links to operations that the document doesn't have.

use super::walk::Place;
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::map::IndexSet;
use crate::openapi::Document;
use crate::openapi::view::{Link, Operation};

/// The operations that were met, and the links to some by name or place.
#[derive(Default)]
pub struct Links<'a> {
    names: IndexSet<&'a str>,
    /// As they were written: an upgrade moves some.
    places: IndexSet<Pointer>,
    asked_names: Vec<(Pointer, &'a str)>,
    asked_places: Vec<(Pointer, &'a str)>,
}

impl<'a> Links<'a> {
    /// Notes an operation.
    pub fn operation(
        &mut self,
        operation: Operation<'a>,
        place: &Place<'_>,
        diagnostics: &Diagnostics,
    ) {
        self.names.extend(operation.id());
        self.places.insert(diagnostics.written(&place.pointer()));
    }

    /// Notes a link.
    pub fn link(&mut self, link: Link<'a>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
        let (name, to) = (link.operation_id(), link.operation_ref());
        let at = |keyword| place.pointer().child(keyword);
        if name.is_some() && to.is_some() {
            diagnostics.report(Code::LinkBoth, &at("operationRef"), &[]);
        }
        self.asked_names
            .extend(name.map(|name| (at("operationId"), name)));
        self.asked_places
            .extend(to.map(|to| (at("operationRef"), to)));
    }

    /// Reports the links that lead nowhere.
    pub fn report(self, document: &Document, diagnostics: &mut Diagnostics) {
        for (at, name) in &self.asked_names {
            if !self.names.contains(name) {
                let words = ["has the `operationId`", name];
                let near = diagnostics.nearest(name, self.names.iter().copied());
                diagnostics.report_near(Code::LinkNowhere, at, &words, near);
            }
        }
        for (at, to) in &self.asked_places {
            // Another file is not read for a link.
            let place = document.place(to);
            if place.is_some_and(|place| !self.leads_on(&place, document)) {
                let places = self.places.iter().map(Pointer::as_str);
                let near = diagnostics.nearest_place(to, places);
                diagnostics.report_near(Code::LinkNowhere, at, &["stands at", to], near);
            }
        }
    }

    /// Whether an operation stands at a place: one that is skipped, or that its path item refers to, as well.
    fn leads_on(&self, place: &Pointer, document: &Document) -> bool {
        let item = place.parent();
        let item = item.of(&document.tree);
        self.places.contains(place)
            || document.skipped.contains_key(place)
            || item.is_some_and(|item| item.get("$ref").is_some())
    }
}
