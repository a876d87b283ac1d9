//! The components that a document names. Bundling gives none of these names to a part of another file: a reference to a
//! component that the document doesn't have leads nowhere, with other files or without.

use super::{Collector, Outcome, Target};
use crate::diagnostic::Pointer;
use crate::openapi::bundle::homes::section;
use crate::openapi::bundle::walk::{Met, Use};
use crate::openapi::spec::{Kind, SCHEMA, SECURITY_SCHEME};

impl Collector<'_, '_> {
    /// Notes the component that a reference of a file names. A mapping and a requirement of any file can mean one of
    /// the document by its name alone.
    pub(super) fn note_name(&mut self, from: &Target, met: &Met) {
        let name = met.reference.as_str();
        match met.usage {
            Use::Requirement => self.note_scheme(name),
            Use::Mapping if matches!(self.named(from, name), Some(Outcome::Kept)) => {
                self.note(&SCHEMA, name);
            }
            _ => {}
        }
        let place = Pointer::parse(name).filter(|_| from.file == 0);
        self.collected.named.extend(place);
    }

    /// Notes a security scheme that a requirement names.
    pub(super) fn note_scheme(&mut self, name: &str) {
        self.note(&SECURITY_SCHEME, name);
    }

    fn note(&mut self, kind: &'static Kind, name: &str) {
        let holder = self.library.words().holder(section(kind));
        self.collected.named.insert(holder.child(name));
    }
}
