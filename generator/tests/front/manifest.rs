//! What the runtime is compiled and tested with is what every output gets.

use openapi_client_generator::surface::PARTS;
use std::collections::BTreeSet;
use toml::{Table, Value};

const OUTPUT: &str = include_str!("../../src/emit/package/manifest.toml");
const RUNTIME: &str = include_str!("../../../tests/runtime/Cargo.toml");
const WORKSPACE: &str = include_str!("../../../Cargo.toml");

fn table(text: &str, keys: &[&str]) -> Table {
    let mut table: Table = text.parse().expect("TOML");
    for key in keys {
        table = table[*key].as_table().expect("a table").clone();
    }
    table
}

fn version(value: &Value) -> &Value {
    match value {
        Value::Table(table) => &table["version"],
        plain => plain,
    }
}

#[test]
fn the_dependencies_are_those_of_the_runtime() {
    let workspace = table(WORKSPACE, &["workspace", "dependencies"]);
    let machine = "cfg(not(target_arch = \"wasm32\"))";
    let browser = "cfg(all(target_arch = \"wasm32\", target_os = \"unknown\"))";
    for keys in [
        &["dependencies"][..],
        &["target", machine, "dependencies"],
        &["target", browser, "dependencies"],
    ] {
        let (ours, theirs) = (table(OUTPUT, keys), table(RUNTIME, keys));
        let names = |table: &Table| table.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(names(&ours), names(&theirs));
        for (name, value) in &ours {
            assert_eq!(version(value), version(&workspace[name]), "{name}");
        }
    }
}

#[test]
fn the_features_are_those_of_the_runtime() {
    let features = |text| {
        let mut features = table(text, &["features"]);
        features.remove("default");
        features
    };
    let mut ours = features(RUNTIME);
    // The generator decides the parts; they are no features of a crate.
    let parts = ours.remove("parts").expect("the parts");
    let parts: Vec<String> = parts.try_into().expect("names");
    assert_eq!(
        parts,
        PARTS.iter().map(|(_, name, _)| *name).collect::<Vec<_>>()
    );
    for (_, name, uses) in PARTS {
        let used: Vec<String> = ours.remove(*name).expect(name).try_into().expect("names");
        let expected = PARTS.iter().filter(|(part, ..)| uses.contains(part));
        assert_eq!(
            used,
            expected.map(|(_, name, _)| *name).collect::<Vec<_>>(),
            "{name}"
        );
    }
    assert_eq!(features(OUTPUT), ours);
}
