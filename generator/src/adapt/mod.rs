//! [`Api`] → [`Api`]: from what the document promises to what travels.
//!
//! What is received is made as wide as the document's own examples show it; what is sent stays as the
//! schemas say. A union is no branch of itself. A schema that travels both ways and differs in the two becomes two, and an
//! operation with several forms one for each.

mod circles;
mod direction;
mod edges;
mod evidence;
mod finding;
mod forms;
mod values;

use crate::api::{Api, usage};
use crate::config::Config;
use crate::diagnostic::Diagnostics;

/// Adapts the API to its examples and to the direction in which each schema travels.
pub fn adapt(mut api: Api, config: &Config, diagnostics: &mut Diagnostics) -> Api {
    circles::open(&mut api, diagnostics);
    let usage = usage(&api);
    let seen = evidence::gather(&api, &usage, config.strict, diagnostics);
    api.contradicting = seen.contradicting;
    api.foreign = seen.foreign;
    direction::split(&mut api, &usage, &seen.evidence);
    seen.evidence.apply(&mut api);
    forms::unfold(&mut api, config, diagnostics);
    api
}
