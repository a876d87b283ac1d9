//! Emitted crates compile, and neither clippy nor rustdoc finds fault with them.

use crate::{links, runtimes};
use golden::case::Case;
use golden::workspace::{Package, Workspace};
use openapi_client_generator::Output;
use openapi_client_generator::ir::Feature;

/// Cargo makes this folder for tests; it stays between runs.
const WORKSPACE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/golden");

/// Fails when the crate of one of the cases doesn't pass.
pub fn check(cases: &[Case]) -> Result<(), String> {
    let workspace = Workspace::new(WORKSPACE);
    let (mut packages, mut failures) = (Vec::new(), Vec::new());
    for case in cases.iter().filter(|case| case.is_chosen()) {
        match case.try_generate() {
            Ok(generated) => {
                packages.extend(generated.output.map(|output| (case.package(), output)));
            }
            Err(failure) => failures.push(failure),
        }
    }
    if packages.is_empty() {
        failures.push("no case is chosen".to_owned());
    }
    let runtimes = runtimes::packages(&packages);
    let members = packages
        .iter()
        .map(|(name, output)| Package::stubbed(name, output));
    members
        .chain(runtimes.into_iter().map(Ok))
        .collect::<Result<Vec<_>, _>>()
        .and_then(|members| workspace.write(&members))
        .map_err(|error| format!("{WORKSPACE}: {error}"))?;
    // The other features choose transports, which no emitted line depends on.
    let tags: Vec<String> = packages
        .iter()
        .flat_map(|(name, output)| tags(name, output))
        .collect();
    let all = tags.join(",");
    let common = ["--no-default-features", "--keep-going", "--quiet"];
    let lints = ["--", "-Dwarnings", "-Wclippy::pedantic", "-Wmissing_docs"];
    let clippy = ["clippy", "--workspace", "--features", &all];
    failures.extend(
        workspace
            .cargo(&[&clippy, &common[..], &lints].concat())
            .err(),
    );
    failures.extend(parts(&packages).filter_map(|(package, feature)| {
        let clippy = ["clippy", "--package", package, "--features", feature];
        workspace
            .cargo(&[&clippy, &common[..], &lints].concat())
            .err()
    }));
    let documented = links::documented(&packages).into_iter();
    let mut rustdoc = [&["doc", "--no-deps"], &common[..]].concat();
    rustdoc.extend(documented.flat_map(|package| ["--package", package]));
    failures.extend(workspace.cargo(&rustdoc).err());
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failures.join("\n"))
    }
}

/// The features of tags, as those of a package in a workspace.
fn tags(package: &str, output: &Output) -> Vec<String> {
    let features = output.ir.features().into_iter();
    features
        .map(|feature| format!("{package}/{feature}"))
        .collect()
}

/// The features of packages with a feature for each tag: each alone, and none.
fn parts(packages: &[(String, Output)]) -> impl Iterator<Item = (&str, &str)> {
    let packages = packages
        .iter()
        .map(|(name, output)| (name, output.ir.features()));
    let packages = packages.filter(|(_, features)| !features.is_empty());
    packages.flat_map(|(name, features)| {
        let one = features.into_iter().map(Feature::as_str).chain([""]);
        one.map(move |feature| (name.as_str(), feature))
    })
}
