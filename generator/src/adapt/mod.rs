//! [`Api`] → [`Api`]: from the document's description to the values of real requests and responses.
//!
//! Received types are as wide as the document's own examples; sent types keep to the schemas. No union is a
//! branch of itself. A parameter under a range of media types has one of them, and one in a notation that isn't
//! written here is text. A key that each operation takes as a parameter becomes a credential. A schema whose sent and
//! received forms differ becomes two schemas, and an operation with several forms becomes one operation for each.

mod circles;
mod copies;
mod direction;
mod edges;
mod empty;
mod evidence;
mod fields;
mod finding;
mod forms;
mod join;
mod keys;
mod namesakes;
mod part_form;
mod part_members;
mod part_styles;
mod parts;
mod ranges;
mod sorts;
pub mod streams;
mod tags;
mod values;

use crate::api::{Api, usage};
use crate::config::Config;
use crate::diagnostic::Diagnostics;

/// Adapts the API to its examples and to the direction of each schema.
pub fn adapt(mut api: Api, config: &Config, diagnostics: &mut Diagnostics) -> Api {
    circles::open(&mut api, diagnostics);
    ranges::settle(&mut api, diagnostics);
    empty::tell(&api, diagnostics);
    keys::take(&mut api, diagnostics);
    namesakes::refer(&mut api, config);
    tags::mark(&mut api);
    let usage = usage(&api);
    let seen = evidence::gather(&api, &usage, config.strict, diagnostics);
    api.contradicting = seen.contradicting;
    api.foreign = seen.foreign;
    direction::split(&mut api, &usage, &seen.evidence);
    seen.evidence.apply(&mut api);
    forms::unfold(&mut api, config, diagnostics);
    api
}
