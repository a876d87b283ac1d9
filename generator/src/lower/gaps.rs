//! What has no type of its own, or is left out: noted for the report, with the reason.

use super::Lowerer;
use super::operation::choose;
use crate::api::{Additional, Content, Kind, Media, SchemaId};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::ir::{Gap, Ty};
use std::collections::BTreeMap;

/// Diagnostics after which any JSON value is taken.
const RAW: [Code; 7] = [
    Code::RefNotFound,
    Code::RefCircle,
    Code::MixedEnum,
    Code::AllOfMixed,
    Code::AllOfTooMany,
    Code::ComposedTooLarge,
    Code::NestedTooDeep,
];

/// Where any JSON value is taken because of what was reported.
pub(super) fn raw(diagnostics: &Diagnostics) -> BTreeMap<Pointer, Code> {
    let raw = diagnostics.iter().filter(|d| RAW.contains(&d.code));
    // The first that was said of a place counts.
    raw.fold(BTreeMap::new(), |mut raw, diagnostic| {
        raw.entry(diagnostic.at.clone()).or_insert(diagnostic.code);
        raw
    })
}

impl Lowerer<'_> {
    /// Notes a schema whose type is any JSON value, or a map of such.
    pub(super) fn schema_gap(&mut self, id: SchemaId, ty: &Ty) {
        let (target, _) = self.api.behind_aliases(id);
        let gap = match (ty, &self.api[target].kind) {
            (Ty::Json, Kind::Any | Kind::Alias(_)) => self.reported(&self.api[target].at),
            (Ty::Map(_), Kind::Object(object)) if object.additional == Additional::Any => {
                Gap::FreeForm
            }
            _ => return,
        };
        let schema = &self.api[id];
        for at in std::iter::once(&schema.at).chain(&schema.also_at) {
            self.krate.gaps.entry(at.clone()).or_insert(gap);
        }
    }

    /// What was said of the place, or of a keyword of it.
    fn reported(&self, at: &Pointer) -> Gap {
        let keywords = ["$ref", "enum", "allOf"].map(|keyword| at.child(keyword));
        let mut places = std::iter::once(at).chain(&keywords);
        let code = places.find_map(|at| self.raw.get(at));
        code.map_or(Gap::SaysNothing, |code| Gap::Reported(*code))
    }

    /// Notes which forms of a body are not used, and whether the one that is has no schema.
    pub(super) fn content_gaps(&mut self, at: &Pointer, content: &[Content]) {
        let chosen = choose(content).map(|(media_type, _)| media_type);
        let at = at.child("content");
        for form in content {
            let gap = match chosen {
                Some(chosen) if chosen != form.media_type => Gap::OtherForm,
                Some(chosen) if form.schema.is_none() && Media::of(chosen) == Media::Json => {
                    Gap::NoSchema
                }
                _ => continue,
            };
            self.krate.gaps.insert(at.child(&form.media_type), gap);
        }
    }
}
