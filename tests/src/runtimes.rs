//! The runtime with each combination of parts that a case needs, whole, as a package of its own.

use golden::workspace::{COPIED, Package};
use openapi_client_generator::Output;
use std::collections::BTreeMap;
use toml::Table;

/// A package for each combination.
pub fn packages(cases: &[(String, Output)]) -> Vec<Package> {
    let mut combinations = BTreeMap::new();
    for (_, output) in cases {
        combinations.entry(output.parts).or_insert(output);
    }
    let combinations = combinations.into_iter();
    combinations
        .map(|(parts, output)| {
            let name = parts
                .names()
                .fold("runtime".to_owned(), |name, part| name + "-" + part);
            package(name, output)
        })
        .collect()
}

/// The runtime of an output, and nothing else of it.
fn package(name: String, output: &Output) -> Package {
    let mut files: BTreeMap<String, String> = output.files.clone();
    files.retain(|path, _| path.starts_with(COPIED));
    let lib = "//! The runtime.\n\npub mod runtime;\n";
    files.insert("src/lib.rs".to_owned(), lib.to_owned());
    let mut manifest: Table = output.files["Cargo.toml"]
        .parse()
        .expect("Cargo.toml is TOML");
    manifest.remove("test");
    manifest.remove("dev-dependencies");
    // Lints go by the version of Rust.
    if let Some(of_package) = manifest["package"].as_table_mut() {
        of_package.retain(|key, _| ["edition", "rust-version"].contains(&key));
        of_package.insert("name".to_owned(), name.as_str().into());
    }
    files.insert("Cargo.toml".to_owned(), manifest.to_string());
    Package { name, files }
}
