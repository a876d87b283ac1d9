//! Generating from one document at 1, 2, 4 and 8 times its size: the usage of `generate` and
//! `check`.
#![expect(clippy::disallowed_methods, reason = "documents are written")]

use super::generator::Generator;
use super::report;
use super::results::Growth;
use super::statistics;
use super::usage::{self, Limits, Usage};
use super::workspace::{Workspace, first_error};
use serde_json::{Map, Value};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

/// The explanation of growth.
const HEAD: &str = "
## Growth

The CPU and the memory of `generate`, and the CPU of `check`, for one document at several sizes: copies of spec/'s
document that share nothing. Where the cost grows as the document does, the CPU for each megabyte stays the same.
";

/// The sizes that are compared.
const SIZES: [usize; 4] = [1, 2, 4, 8];
/// The number of copies of the document of `spec/` in the smallest size: about 1 MB.
const COPIES: usize = 64;

/// Measures each size once more.
pub fn measure(
    ours: &Generator,
    document: &Value,
    workspace: &Workspace,
    limits: Limits,
    growth: &mut Growth,
) -> Result<(), String> {
    for times in SIZES {
        workspace.clear().map_err(|error| error.to_string())?;
        let text = repeated(document, COPIES * times).to_string();
        let path = workspace.folder.join("openapi.json");
        fs::write(&path, &text).map_err(|error| error.to_string())?;
        let mut generate = ours.command(&path, &workspace.library(), &workspace.package);
        let generated = finish(&mut generate, &workspace.folder, limits)?;
        let checked = finish(&mut ours.check(&path), &workspace.folder, limits)?;
        let row = growth.rows.entry(times).or_default();
        row.bytes = text.len();
        row.rounds.push((generated, checked));
    }
    Ok(())
}

fn finish(command: &mut Command, folder: &Path, limits: Limits) -> Result<Usage, String> {
    let said = folder.join("growth.log");
    command.stderr(File::create(&said).map_err(|error| error.to_string())?);
    let ended = usage::run(command, limits).map_err(|error| error.to_string())?;
    if ended.status.success() {
        Ok(ended.usage)
    } else {
        Err(ended.limit.unwrap_or_else(|| first_error(&said)))
    }
}

/// A document with `copies` of all paths and components. The copies share nothing.
fn repeated(document: &Value, copies: usize) -> Value {
    let mut whole = document.clone();
    if let Some(paths) = whole.get_mut("paths").and_then(Value::as_object_mut) {
        *paths = repeat(paths, copies, |path, copy| format!("/copy-{copy}{path}"));
    }
    let components = whole.get_mut("components").and_then(Value::as_object_mut);
    for (section, parts) in components.into_iter().flatten() {
        if let (Some(parts), true) = (parts.as_object_mut(), section != "securitySchemes") {
            *parts = repeat(parts, copies, named);
        }
    }
    whole
}

/// The name of a component in a copy.
fn named(name: &str, copy: usize) -> String {
    format!("{name}{copy}")
}

fn repeat(
    members: &Map<String, Value>,
    copies: usize,
    name: impl Fn(&str, usize) -> String,
) -> Map<String, Value> {
    let mut all = Map::new();
    for copy in 0..copies {
        for (key, value) in members {
            let mut value = value.clone();
            rename(&mut value, copy);
            all.insert(name(key, copy), value);
        }
    }
    all
}

/// Adds the number of the copy to the names in references and in `operationId`.
fn rename(value: &mut Value, copy: usize) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, copy)),
        Value::Object(members) => members.values_mut().for_each(|member| rename(member, copy)),
        Value::String(text) if text.starts_with("#/components/") => *text = named(text, copy),
        _ => {}
    }
    if let Some(Value::String(id)) = value.get_mut("operationId") {
        *id = named(id, copy);
    }
}

/// The table of the sizes; empty if they weren't measured.
pub fn report(growth: &Growth) -> String {
    if growth.rows.is_empty() {
        return String::new();
    }
    let head =
        "| document | CPU | for each MB | memory | for each MB | `check`: CPU | of `generate` |";
    let mut text = format!("{HEAD}\n{head}");
    text.push_str(&report::rule(1, 6));
    for size in growth.rows.values() {
        let median = |of: &dyn Fn(&(Usage, Usage)) -> f64| {
            let figures: Vec<f64> = size.rounds.iter().map(of).collect();
            statistics::median(&figures).unwrap_or_default()
        };
        let (cpu, memory) = (
            median(&|round| round.0.cpu),
            median(&|round| round.0.memory),
        );
        let (check, share) = (
            median(&|round| round.1.cpu),
            median(&|round| round.1.cpu / round.0.cpu),
        );
        let megabytes = f64::from(u32::try_from(size.bytes).unwrap_or(u32::MAX)) / 1e6;
        let _ = writeln!(
            text,
            "| {megabytes:.1} MB | {cpu:.2} s | {:.3} s | {memory:.0} MB | {:.1} MB | {check:.2} s | {share:.2} |",
            cpu / megabytes,
            memory / megabytes,
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::repeated;
    use serde_json::json;

    #[test]
    fn copies_share_nothing() {
        let pet =
            |copy: &str| json!({ "items": { "$ref": format!("#/components/schemas/Pet{copy}") } });
        let get = |copy: &str| json!({ "get": { "operationId": format!("pets{copy}") } });
        let document = json!({
            "paths": { "/pets": get("") },
            "components": { "schemas": { "Pet": pet("") }, "securitySchemes": { "key": {} } },
        });
        let expected = json!({
            "paths": { "/copy-0/pets": get("0"), "/copy-1/pets": get("1") },
            "components": {
                "schemas": { "Pet0": pet("0"), "Pet1": pet("1") },
                "securitySchemes": { "key": {} },
            },
        });
        assert_eq!(repeated(&document, 2), expected);
    }
}
