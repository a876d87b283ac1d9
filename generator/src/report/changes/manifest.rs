//! The differences between two manifests.

use super::{Change, Class, What};
use semver::Version;
use toml::{Table, Value};

/// Compares the manifests.
pub(super) fn compare(old: &Table, new: &Table) -> Vec<Change> {
    let mut changes = Vec::new();
    let name = |of: &Table| text(of, "package", "name");
    if let (Some(from), Some(to)) = (name(old), name(new))
        && from != to
    {
        changes.push(Change::new(
            Class::Breaking,
            "the crate",
            What::Renamed { to },
        ));
    }
    let rust = |of: &Table| text(of, "package", "rust-version");
    if let (Some(from), Some(to)) = (rust(old), rust(new))
        && from != to
    {
        changes.push(Change::new(
            Class::Minor,
            "rust-version",
            What::Changed { from, to },
        ));
    }
    let features = |of: &Table| names(of, "features");
    let (before, after) = (features(old), features(new));
    let item = |name: &String| format!("the feature `{name}`");
    for name in before.iter().filter(|name| !after.contains(name)) {
        changes.push(Change::new(Class::Breaking, &item(name), What::Removed));
    }
    for name in after.iter().filter(|name| !before.contains(name)) {
        changes.push(Change::new(Class::Minor, &item(name), What::Added));
    }
    changes
}

/// The version of a manifest.
pub(super) fn version(manifest: &Table) -> Option<Version> {
    Version::parse(&text(manifest, "package", "version")?).ok()
}

/// The least version after `version` that says so of a change of the class: Cargo's rules, by which the first number
/// that isn't zero is the major one.
pub(super) fn next(version: &Version, class: Class) -> Version {
    let Version {
        major,
        minor,
        patch,
        ..
    } = *version;
    let number = match (class, major, minor) {
        _ if !version.pre.is_empty() => (major, minor, patch),
        (Class::Breaking, 0, 0) => (0, 0, patch.saturating_add(1)),
        (Class::Breaking, 0, _) => (0, minor.saturating_add(1), 0),
        (Class::Breaking, ..) => (major.saturating_add(1), 0, 0),
        (Class::Minor, 1.., _) => (major, minor.saturating_add(1), 0),
        (Class::Minor | Class::Patch, ..) => (major, minor, patch.saturating_add(1)),
    };
    Version::new(number.0, number.1, number.2)
}

fn text(of: &Table, section: &str, key: &str) -> Option<String> {
    let text = of.get(section)?.get(key)?.as_str()?;
    Some(text.to_owned())
}

fn names(of: &Table, section: &str) -> Vec<String> {
    let section = of.get(section).and_then(Value::as_table);
    section
        .into_iter()
        .flat_map(|it| it.keys().cloned())
        .collect()
}
