//! `[dependencies]` and `[dev-dependencies]`: the dependencies that Cargo accepts (The Cargo Book, "Specifying
//! Dependencies"), and nothing that replaces a dependency of the generated code.

use super::read::{Key, Reader, Value};
use super::{Config, MappedType, PathType, rules};
use crate::diagnostic::Span;
use crate::surface::{CRATES, FEATURES, MANIFEST};
use semver::VersionReq;
use std::collections::{BTreeMap, BTreeSet};
use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table};

/// The keys of a dependency.
const KEYS: &[&str] = &[
    "version",
    "path",
    "git",
    "branch",
    "tag",
    "rev",
    "registry",
    "package",
    "features",
    "default-features",
    "optional",
    "workspace",
];

/// The keys for the origin of a dependency, of which each has at least one.
const ORIGINS: [&str; 4] = ["version", "path", "git", "workspace"];

/// Pairs of keys that exclude each other.
const EITHER: [(&str, &str); 5] = [
    ("git", "path"),
    ("git", "registry"),
    ("branch", "tag"),
    ("branch", "rev"),
    ("tag", "rev"),
];

/// The keys that are allowed beside `workspace`.
const BESIDE_WORKSPACE: [&str; 4] = ["workspace", "features", "default-features", "optional"];

/// `[dependencies]`
pub fn normal(reader: &mut Reader<'_>, value: &Value<'_>) -> Table {
    dependencies(reader, value, |reader, key, value| {
        let name: &str = key.get_ref();
        if is_own(name) {
            let message =
                format!("the generated code has the dependency `{name}` already; remove it here");
            reader.fault(key.span(), message);
        }
        let optional = entry(value, "optional").and_then(DeValue::as_bool);
        if optional == Some(true) && FEATURES.contains(&name) {
            let message = format!(
                "an optional dependency is a feature, and the client has the feature `{name}`"
            );
            reader.fault(key.span(), message);
        }
    })
}

/// `[dev-dependencies]`
pub fn dev(reader: &mut Reader<'_>, value: &Value<'_>) -> Table {
    dependencies(reader, value, |reader, _, value| {
        if let Some(optional) = find(value, "optional") {
            reader.fault(optional.span(), "a dependency of tests can't be optional");
        }
    })
}

fn dependencies(
    reader: &mut Reader<'_>,
    value: &Value<'_>,
    rule: fn(&mut Reader<'_>, &Key<'_>, &Value<'_>),
) -> Table {
    let mut all = Table::new();
    let Some(table) = reader.table(value) else {
        return all;
    };
    for (key, value) in table {
        reader.check(key.span(), rules::dependency_name(key.get_ref()));
        match value.get_ref() {
            DeValue::String(version) => {
                reader.check(value.span(), rules::requirement(version));
            }
            DeValue::Table(table) => dependency(reader, table, value.span()),
            _ => {
                reader.mistyped(value, "a version or a table");
            }
        }
        rule(reader, key, value);
        if let Some(read) = reader.copy(value) {
            all.insert(key.get_ref().to_string(), read);
        }
    }
    all
}

/// A dependency that is a table.
fn dependency(reader: &mut Reader<'_>, table: &DeTable<'_>, span: Span) {
    reader.entries(table, KEYS, part);
    if !ORIGINS.iter().any(|key| table.contains_key(*key)) {
        let message = "a dependency has one of `version`, `path`, `git` and `workspace`";
        reader.fault(span.clone(), message);
    }
    for (one, other) in EITHER {
        if table.contains_key(one) && table.contains_key(other) {
            let message = format!("a dependency can't have both `{one}` and `{other}`");
            reader.fault(span.clone(), message);
        }
    }
    for (key, value) in table {
        let name: &str = key.get_ref();
        let is_of_git = ["branch", "tag", "rev"].contains(&name);
        if is_of_git && !table.contains_key("git") {
            reader.fault(key.span(), format!("`{name}` needs `git`"));
        }
        if table.contains_key("workspace") && !BESIDE_WORKSPACE.contains(&name) {
            let message = format!("`{name}` can't stand beside `workspace`");
            reader.fault(value.span(), message);
        }
    }
}

/// One key of a dependency.
fn part(reader: &mut Reader<'_>, key: &str, value: &Value<'_>) {
    let span = value.span();
    match key {
        "features" => {
            for (feature, span) in reader.texts(value) {
                reader.check(span, rules::feature(feature));
            }
        }
        "workspace" => {
            if value.get_ref().as_bool() != Some(true) {
                reader.fault(span, "`workspace` is `true` or left out");
            }
        }
        "default-features" | "optional" => {
            reader.flag(value);
        }
        _ => {
            let Some(text) = reader.text(value) else {
                return;
            };
            reader.check(
                span.clone(),
                match key {
                    "version" => rules::requirement(text),
                    "package" => rules::dependency_name(text),
                    "git" if !rules::is_url(text) => Some(format!("`{text}` is not a URL")),
                    _ => rules::plain(text),
                },
            );
            if key == "package" && is_own(text) {
                let message = format!(
                    "the generated code has the dependency `{text}` already; use it by that name"
                );
                reader.fault(span, message);
            }
        }
    }
}

/// The rules between sections: each dependency is described once, and in the form that the generated code
/// needs.
pub fn between(reader: &mut Reader<'_>, root: &DeTable<'_>, config: &mut Config) {
    let mut mapped: BTreeMap<String, &PathType> = BTreeMap::new();
    for (format, ty) in &config.types {
        let MappedType::Path(ty) = ty else { continue };
        let at = |key: &str| span(root, &["types", format, key]);
        if let Some(fault) = own_fault(&ty.dependency, &ty.version) {
            reader.fault(at(fault.key), fault.message);
        }
        match mapped.get(&library(&ty.dependency)) {
            Some(first) if first.version != ty.version => {
                let (name, version) = (&ty.dependency, &first.version);
                let message = format!("another format has version `{version}` of `{name}`");
                reader.fault(at("version"), message);
            }
            _ => {
                mapped.insert(library(&ty.dependency), ty);
            }
        }
    }
    let mut libraries = BTreeSet::new();
    for name in config.dependencies.keys() {
        let library = library(name);
        let message = if mapped.contains_key(&library) {
            format!("`{name}` is a dependency of `[types]` already")
        } else if libraries.contains(&library) {
            format!("another dependency is called `{library}` in Rust as well")
        } else {
            libraries.insert(library);
            continue;
        };
        reader.fault(key_span(root, "dependencies", name), message);
    }
    if let Some(package) = &config.package.name
        && config.depends_on(package)
    {
        let message = format!("the package `{package}` can't depend on itself");
        reader.fault(span(root, &["package", "name"]), message);
        config.package.name = None;
    }
}

/// A fault of a dependency of `[types]`, and its key.
struct OwnFault {
    key: &'static str,
    message: String,
}

/// The fault of a dependency that the generated code has as well. Such a dependency keeps the client's version
/// and gets the features, so `version` must accept that version, and every client must have the dependency.
fn own_fault(name: &str, version: &str) -> Option<OwnFault> {
    if !is_own(name) {
        return None;
    }
    let manifest: Table = MANIFEST.parse().unwrap_or_default();
    let entry = manifest.get("dependencies").and_then(|all| all.get(name));
    let own = entry.and_then(|entry| {
        let is_optional = entry.get("optional").is_some();
        let version = entry.get("version").unwrap_or(entry).as_str();
        version.filter(|_| !is_optional)
    });
    let Some(own) = own else {
        let message = format!(
            "types of `{name}` can't be used: the client has it under conditions, or not from a package"
        );
        return Some(OwnFault {
            key: "dependency",
            message,
        });
    };
    let least = rules::whole(own)?;
    let wanted = VersionReq::parse(version).ok()?;
    (!wanted.matches(&least)).then(|| OwnFault {
        key: "version",
        message: format!(
            "the generated code uses `{name}` {own}: give a requirement that takes this version, such as `{}`",
            least.major
        ),
    })
}

/// Whether the generated code depends on the crate, or the crate is a part of Rust.
fn is_own(name: &str) -> bool {
    CRATES.contains(&&*library(name))
}

/// The name of a package in Rust code.
fn library(name: &str) -> String {
    name.replace('-', "_")
}

fn find<'v, 't>(value: &'v Value<'t>, key: &str) -> Option<&'v Value<'t>> {
    value.get_ref().as_table()?.get(key)
}

fn entry<'v, 't>(value: &'v Value<'t>, key: &str) -> Option<&'v DeValue<'t>> {
    find(value, key).map(Spanned::get_ref)
}

/// The span of the value at these keys.
fn span(root: &DeTable<'_>, keys: &[&str]) -> Span {
    let Some((first, rest)) = keys.split_first() else {
        return 0..0;
    };
    let start = root.get(*first);
    let found = rest
        .iter()
        .try_fold(start, |value, key| Some(find(value?, key)));
    found.flatten().map_or(0..0, Spanned::span)
}

/// The span of a key of a section.
fn key_span(root: &DeTable<'_>, section: &str, name: &str) -> Span {
    let table = root
        .get(section)
        .and_then(|value| value.get_ref().as_table());
    let key = table.and_then(|table| table.keys().find(|key| key.get_ref() == name));
    key.map_or(0..0, Spanned::span)
}
