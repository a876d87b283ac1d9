//! Members, items and further members that several parts of a schema describe, in ways that contradict each other.
//! Parts can be read in any order, so they are told when all are read.

use super::Resolver;
use super::all_of::Part;
use super::every::Description;
use super::merge::contradict;
use crate::api::{Owner, SchemaId};
use crate::diagnostic::{Code, Pointer, Related};
use crate::steps::step;

/// A value that several parts describe.
pub struct Contest {
    /// The schema whose values keep to all descriptions.
    schema: SchemaId,
    /// The member's name, else the keyword.
    name: String,
    /// The places of the descriptions.
    places: Vec<Pointer>,
}

/// The pairs of descriptions that are compared.
const MOST_PAIRS: usize = 1_000;

impl Contest {
    /// The contest of `descriptions` that become `schema`.
    pub fn of<'d, 'a: 'd>(
        schema: SchemaId,
        descriptions: impl Iterator<Item = &'d Description<'a>>,
        last: &Description<'_>,
    ) -> Self {
        let keyword = || last.at.segments().last().unwrap_or_default().into_owned();
        Self {
            schema,
            name: match &last.owner {
                Owner::Property(_, name) => name.clone(),
                _ => keyword(),
            },
            places: descriptions.map(|one| one.at.clone()).collect(),
        }
    }
}

/// The last two of several descriptions that contradict each other, by the parts of each; the first and the last where
/// only more of them together do.
pub fn contrary(owns: &[Vec<Part<'_>>]) -> (usize, usize) {
    let last = owns.len().saturating_sub(1);
    let pairs = (0..owns.len()).rev();
    let pairs = pairs.flat_map(|later| (0..later).rev().map(move |earlier| (earlier, later)));
    let mut pairs = pairs.take(MOST_PAIRS);
    let found = pairs.find(|(earlier, later)| {
        step();
        contradict(owns[*earlier].iter().chain(&owns[*later]))
    });
    found.unwrap_or((0, last))
}

impl Resolver<'_, '_> {
    /// Reports the contests that no value can settle.
    pub(super) fn report_contests(&mut self) {
        for contest in &self.contests {
            let Some((earlier, later)) = self.contradictory.get(&contest.schema) else {
                continue;
            };
            let places = &contest.places;
            if let (Some(earlier), Some(later)) = (places.get(*earlier), places.get(*later)) {
                let earlier = Related::at("described otherwise here", earlier);
                let (code, args) = (Code::AllOfConflict, [contest.name.as_str()]);
                self.diagnostics
                    .report_related(code, later, &args, vec![earlier]);
            }
        }
    }
}
