//! The last phase: passes over all types and operations at once. Each pass answers one question, and relies on
//! the passes before it.

mod boxes;
mod features;
mod lengths;
mod letters;
mod lints;
mod modules;
mod nesting;
mod reach;
mod secrets;
mod sizes;

use crate::config::{Config, Features};
use crate::diagnostic::Diagnostics;
use crate::ir::Crate;

/// A pass over a crate.
type Pass = fn(&mut Crate, &Config, &mut Diagnostics);

/// The passes, in order.
const PASSES: [Pass; 7] = [
    // No type contains itself by value.
    |krate, _, diagnostics| boxes::close(krate, diagnostics),
    // Values that can hold a secret are not printed.
    |krate, _, _| secrets::close(krate),
    // An operation is compiled by the feature of its tag.
    |krate, config, _| {
        if config.client.features == Features::Tags {
            features::features(krate);
        }
    },
    // No file is unwieldy.
    |krate, _, _| krate.modules = modules::modules(krate),
    // No type is large because of one variant or member.
    |krate, _, _| sizes::balance(krate),
    // rustc follows types to their full depth.
    |krate, _, _| krate.recursion_limit = nesting::recursion_limit(krate),
    // No name of the document triggers a warning of rustc.
    |krate, _, _| krate.allowed = lints::lints(krate),
];

/// Runs all passes.
pub fn lay_out(mut krate: Crate, config: &Config, diagnostics: &mut Diagnostics) -> Crate {
    for pass in PASSES {
        pass(&mut krate, config, diagnostics);
    }
    krate
}
