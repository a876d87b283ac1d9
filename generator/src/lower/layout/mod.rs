//! The last phase: passes over all types and operations at once. Each pass answers one question, and relies on
//! the passes before it. Only the first reports anything.

mod boxes;
mod features;
mod lengths;
mod letters;
mod lints;
mod modules;
mod nesting;
mod reach;
mod secret_errors;
mod secrets;
mod sizes;

use crate::config::{Config, Features};
use crate::ir::Crate;

pub use boxes::close;

/// A pass over a crate.
type Pass = fn(&mut Crate, &Config);

/// The passes, in order, over a crate of which no type contains itself by value.
const PASSES: [Pass; 7] = [
    // No error's text repeats a described secret.
    |krate, _| secret_errors::find(krate),
    // Values that can hold a secret are not printed.
    |krate, _| secrets::close(krate),
    // An operation is compiled by the feature of its tag.
    |krate, config| {
        if config.client.features == Features::Tags {
            features::features(krate);
        }
    },
    // No file is unwieldy.
    |krate, _| krate.modules = modules::modules(krate),
    // No type is large because of one variant or member.
    |krate, _| sizes::balance(krate),
    // rustc follows types to their full depth.
    |krate, _| krate.recursion_limit = nesting::recursion_limit(krate),
    // No name of the document triggers a warning of rustc.
    |krate, _| krate.allowed = lints::lints(krate),
];

/// Runs the passes.
pub fn lay_out(mut krate: Crate, config: &Config) -> Crate {
    for pass in PASSES {
        pass(&mut krate, config);
    }
    krate
}
