//! Aliases of aliases. Each use walks the chain, so chains are shortened; a cycle of aliases becomes any JSON
//! value.

use crate::api::{Api, Kind, SchemaId};
use crate::diagnostic::{Code, Diagnostics};
use crate::steps::step;

/// The most aliases in a chain.
const LONGEST: usize = 16;

/// Shortens chains of aliases, and breaks cycles.
pub fn shorten(api: &mut Api, diagnostics: &mut Diagnostics) {
    // The length of the chain from each alias; 0 until it is known.
    let mut lengths = vec![0; api.schemas.len()];
    let mut is_open = vec![false; api.schemas.len()];
    for start in (0..api.schemas.len()).map(SchemaId) {
        let mut way = Vec::new();
        let mut end = start;
        while let Kind::Alias(target) = api.schemas[end.0].kind
            && lengths[end.0] == 0
            && !std::mem::replace(&mut is_open[end.0], true)
        {
            step();
            way.push(end);
            end = target;
        }
        let circle = way.iter().position(|id| *id == end);
        for id in way.drain(circle.unwrap_or(way.len())..) {
            let schema = &mut api.schemas[id.0];
            schema.kind = Kind::Unknown(diagnostics.because(Code::RefCircle, &schema.at, &[]));
        }
        while let Some(id) = way.pop() {
            let Kind::Alias(target) = api.schemas[id.0].kind else {
                continue;
            };
            lengths[id.0] = lengths[target.0] + 1;
            if lengths[id.0] > LONGEST {
                skip(api, id);
                lengths[id.0] = 1;
            }
        }
    }
}

/// Makes an alias point at the end of its chain, with the texts of the aliases between.
fn skip(api: &mut Api, id: SchemaId) {
    let mut alias = api.schemas[id.0].clone();
    for next in api.aliases(id).skip(1) {
        let next = &api.schemas[next.0];
        alias.null = alias.null.before(next.null);
        if !alias.docs.has_text() {
            alias.docs.title.clone_from(&next.docs.title);
            alias.docs.description.clone_from(&next.docs.description);
        }
        if alias.docs.link.is_none() {
            alias.docs.link.clone_from(&next.docs.link);
        }
        if alias.docs.constraints.is_none() {
            alias.docs.constraints.clone_from(&next.docs.constraints);
        }
        alias.default = alias.default.or_else(|| next.default.clone());
    }
    alias.kind = Kind::Alias(api.behind_aliases(id).0);
    api.schemas[id.0] = alias;
}
