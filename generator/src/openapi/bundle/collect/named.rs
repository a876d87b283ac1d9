//! The components that a document names. Bundling gives none of these names to a part of another file: a reference to a
//! component that the document doesn't have leads nowhere, with other files or without.

use super::{Collector, Target};
use crate::diagnostic::Pointer;
use crate::openapi::bundle::homes::section;
use crate::openapi::bundle::walk::{Met, Use};
use crate::openapi::spec::SECURITY_SCHEME;

impl Collector<'_, '_> {
    /// Notes the component that a reference of a file names. A requirement of any file can mean one of the document by its
    /// name alone; so can a mapping, but where the document has no such schema, it means the branch with that name.
    pub(super) fn note_name(&mut self, from: &Target, met: &Met) {
        let name = met.reference.as_str();
        if let Use::Requirement = met.usage {
            self.note_scheme(name);
        }
        let place = Pointer::parse(name).filter(|_| from.file == 0);
        self.collected.named.extend(place);
    }

    /// Notes a security scheme that a requirement names.
    pub(super) fn note_scheme(&mut self, name: &str) {
        let holder = self.library.words().holder(section(&SECURITY_SCHEME));
        self.collected.named.insert(holder.child(name));
    }
}
