//! What has no type of its own, or is left out, with the reason.

use super::facts::Facts;
use super::operation::{choose, is_skipped};
use super::ty::Cut;
use crate::api::{Additional, Content, Kind, Media, SchemaId};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::ir::{Gap, Ty};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// What has no type, or is left out, by its place.
pub type Gaps = BTreeMap<Pointer, Gap>;

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
pub fn raw(diagnostics: &Diagnostics) -> BTreeMap<Pointer, Code> {
    let raw = diagnostics.iter().filter(|d| RAW.contains(&d.code));
    // The first that was said of a place counts.
    raw.fold(BTreeMap::new(), |mut raw, diagnostic| {
        raw.entry(diagnostic.at.clone()).or_insert(diagnostic.code);
        raw
    })
}

/// What was said of the place, or of a keyword of it.
fn reported(raw: &BTreeMap<Pointer, Code>, at: &Pointer) -> Gap {
    let keywords = ["$ref", "enum", "allOf"].map(|keyword| at.child(keyword));
    let mut places = std::iter::once(at).chain(&keywords);
    let code = places.find_map(|at| raw.get(at));
    code.map_or(Gap::SaysNothing, |code| Gap::Reported(*code))
}

/// Finds them.
pub fn gaps(facts: &Facts, cuts: &IndexMap<SchemaId, Cut>, raw: &BTreeMap<Pointer, Code>) -> Gaps {
    let mut gaps = Gaps::new();
    for (id, cut) in cuts {
        let gap = match cut {
            Cut::Endless => Gap::Endless,
            Cut::Deep => Gap::Reported(Code::ListsTooDeep),
        };
        gaps.insert(facts.api[*id].at.clone(), gap);
    }
    let made = facts.api.operations.iter();
    for operation in made.filter(|operation| !is_skipped(operation)) {
        if let Some(body) = &operation.body {
            forms(&mut gaps, &body.at, &body.content);
        }
        for response in &operation.responses {
            forms(&mut gaps, &response.at, &response.content);
        }
    }
    for id in &facts.reached {
        let Some(gap) = of_schema(facts, *id, raw) else {
            continue;
        };
        let schema = &facts.api[*id];
        for at in std::iter::once(&schema.at).chain(&schema.also_at) {
            gaps.entry(at.clone()).or_insert(gap);
        }
    }
    gaps
}

/// Why a schema is any JSON value, or a map of such, if it is.
fn of_schema(facts: &Facts, id: SchemaId, raw: &BTreeMap<Pointer, Code>) -> Option<Gap> {
    let (target, _) = facts.api.behind_aliases(id);
    match (facts.ty(id), &facts.api[target].kind) {
        (Ty::Json, Kind::Any | Kind::Alias(_)) => Some(reported(raw, &facts.api[target].at)),
        (Ty::Map(_), Kind::Object(object)) if object.additional == Additional::Any => {
            Some(Gap::FreeForm)
        }
        _ => None,
    }
}

/// Which forms of a body are not used, and whether the one that is has no schema.
fn forms(gaps: &mut Gaps, at: &Pointer, content: &[Content]) {
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
        gaps.insert(at.child(&form.media_type), gap);
    }
}
