//! Members, items and further members that several parts of a schema describe, in ways that contradict each other.
//! Parts can be read in any order, so they are told when all are read.

use super::Resolver;
use super::every::Description;
use crate::api::{Owner, SchemaId};
use crate::diagnostic::{Code, Pointer, Related};

/// A value that several parts describe.
pub struct Contest {
    /// The schema whose values keep to all descriptions.
    schema: SchemaId,
    /// The member's name, else the keyword.
    name: String,
    first: Pointer,
    last: Pointer,
}

impl Contest {
    /// The contest of `descriptions` that become `schema`.
    pub fn of(schema: SchemaId, first: &Description<'_>, last: &Description<'_>) -> Self {
        let keyword = || last.at.segments().last().unwrap_or_default().into_owned();
        Self {
            schema,
            name: match &last.owner {
                Owner::Property(_, name) => name.clone(),
                _ => keyword(),
            },
            first: first.at.clone(),
            last: last.at.clone(),
        }
    }
}

impl Resolver<'_, '_> {
    /// Reports the contests that no value can settle.
    pub(super) fn report_contests(&mut self) {
        for contest in &self.contests {
            if self.contradictory.contains(&contest.schema) {
                let first = Related::at("first described here", &contest.first);
                let (code, args) = (Code::AllOfConflict, [contest.name.as_str()]);
                self.diagnostics
                    .report_related(code, &contest.last, &args, vec![first]);
            }
        }
    }
}
