//! The golden cases: each folder of `cases/` is a test, and so are the checks of
//! all of them together.
//!
//! `cargo test -p golden --test golden -- unions/` runs the cases of one group, and
//! `cargo xtask bless unions/` accepts their current output.

mod begun;
mod boilerplate;
mod bundles;
mod codes;
mod compile;
mod determinism;
mod identities;
mod keywords;
mod links;
mod model;
mod programs;
mod run;
mod runtimes;
mod senders;
mod silence;
mod snapshots;
mod splits;
mod twins;

use golden::case::{self, Case};
use libtest_mimic::{Arguments, Trial};
use std::panic;
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    // insta has shown the difference, and libtest-mimic will show the message.
    panic::set_hook(Box::new(|panic| {
        let message = panic.payload().downcast_ref::<String>();
        if !message.is_some_and(|message| message.starts_with("snapshot assertion")) {
            eprintln!("{panic}");
        }
    }));
    let cases: Arc<[Case]> = case::all().into();
    let mut trials = vec![
        whole("compile", &cases, compile::check),
        whole("codes", &cases, codes::check),
        whole("keywords", &cases, keywords::check),
        whole("identities", &cases, identities::check_all),
        whole("senders", &cases, senders::check),
        whole("run", &cases, run::check),
        whole("programs", &cases, programs::check),
    ];
    for (index, case) in cases.iter().enumerate() {
        let all = Arc::clone(&cases);
        trials.push(Trial::test(case.name.clone(), move || {
            snapshots::check(&all[index], &all)?;
            determinism::check(&all[index])?;
            model::check(&all[index])?;
            splits::check(&all[index])?;
            bundles::check(&all[index])?;
            begun::check(&all[index])?;
            identities::check(&all[index])?;
            silence::check(&all[index])?;
            Ok(twins::check(&all[index])?)
        }));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// A test that looks at all cases.
fn whole(name: &str, cases: &Arc<[Case]>, check: fn(&[Case]) -> Result<(), String>) -> Trial {
    let cases = Arc::clone(cases);
    Trial::test(name, move || Ok(check(&cases)?))
}
