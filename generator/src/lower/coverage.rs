//! The type of each place of the document, and the places without a type or left out, with their reasons.

mod idle;

use crate::api::{Additional, Api, Content, Kind, Media, SchemaId};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::ir::{Gap, Raw, Ty};
use crate::lower::facts::Facts;
use crate::lower::operations::body::is_skipped;
use crate::lower::types::ty::Reached;
use crate::map::{IndexMap, IndexSet};
use std::collections::BTreeMap;

/// The type of each schema of the API by its place, first of the received forms, then of different sent forms.
pub fn places(api: &Api, reached: &Reached) -> [IndexMap<Raw, Ty>; 2] {
    let mut places = [IndexMap::default(), IndexMap::default()];
    for (id, ty) in &reached.types {
        let schema = &api[*id];
        for at in std::iter::once(&schema.at).chain(&schema.also_at) {
            let form = usize::from(schema.sent_form_of.is_some());
            places[form].insert(at.as_str().into(), ty.clone());
        }
    }
    places
}

/// The places without a type of their own, or left out.
pub type Gaps = BTreeMap<Pointer, Gap>;

/// Finds the gaps.
pub fn gaps(facts: &Facts, reached: &Reached, diagnostics: &mut Diagnostics) -> Gaps {
    let api = facts.api;
    let mut gaps = idle::schemas(facts, diagnostics);
    for (id, reason) in &reached.cuts {
        let gap = match reason.code {
            Code::EndlessList => Gap::Endless,
            _ => Gap::Reported(reason.clone()),
        };
        gaps.insert(api[*id].at.clone(), gap);
    }
    let made = api.operations.iter();
    for operation in made.filter(|operation| !is_skipped(operation)) {
        if let Some(body) = &operation.body {
            let used = body.content.first();
            let used = used.map(|content| content.media_type.as_str());
            forms(&mut gaps, &body.content, &used.into_iter().collect());
        }
        for response in &operation.responses {
            let used = facts.used_forms(operation, response);
            let used = used.into_iter().flat_map(|form| form.media_types);
            forms(&mut gaps, &response.content, &used.collect());
        }
        for (at, reason) in &operation.unused {
            let gap = reason.clone().map_or(Gap::OtherForm, Gap::Reported);
            gaps.insert(at.clone(), gap);
        }
    }
    left_out(facts, &mut gaps, diagnostics);
    for (id, ty) in &reached.types {
        let Some(gap) = of_schema(api, *id, ty) else {
            continue;
        };
        let schema = &api[*id];
        for at in std::iter::once(&schema.at).chain(&schema.also_at) {
            gaps.entry(at.clone()).or_insert_with(|| gap.clone());
        }
    }
    gaps
}

/// Reports the unused forms of responses: each once, as the operations for the forms of a body have the same responses.
fn left_out(facts: &Facts, gaps: &mut Gaps, diagnostics: &mut Diagnostics) {
    let made = facts.api.operations.iter();
    let made = made.filter(|operation| !is_skipped(operation));
    let responses = made.flat_map(|it| it.responses.iter().map(move |response| (it, response)));
    for (operation, response) in responses {
        for (content, best, is_other) in facts.left_out(operation, response) {
            if gaps.get(&content.at) != Some(&Gap::OtherForm) {
                continue;
            }
            let reason = if is_other {
                let words = [content.media_type.as_str(), best];
                Some(diagnostics.because(Code::FormLeftOut, &content.at, &words))
            } else {
                content.unused_beside(best, diagnostics)
            };
            if let Some(reason) = reason {
                gaps.insert(content.at.clone(), Gap::Reported(reason));
            }
        }
    }
}

/// The reason if a schema is any JSON value, or a map of such values.
fn of_schema(api: &Api, id: SchemaId, ty: &Ty) -> Option<Gap> {
    let (target, _) = api.behind_aliases(id);
    match (ty, &api[target].kind) {
        (Ty::Json, Kind::Unknown(reason)) => Some(Gap::Reported(reason.clone())),
        (Ty::Json, Kind::Any | Kind::Alias(_)) => Some(Gap::SaysNothing),
        (Ty::Map(_), Kind::Object(object)) if object.additional == Additional::Any => {
            Some(Gap::FreeForm)
        }
        _ => None,
    }
}

/// Adds the unused forms of a body, and the used one if it has no schema.
fn forms(gaps: &mut Gaps, content: &[Content], used: &IndexSet<&str>) {
    for form in content {
        let media_type = form.media_type.as_str();
        let gap = if used.is_empty() {
            continue;
        } else if !used.contains(media_type) {
            Gap::OtherForm
        } else if form.schema.is_none() && Media::of(media_type) == Media::Json {
            Gap::NoSchema
        } else {
            continue;
        };
        gaps.insert(form.at.clone(), gap);
    }
}
