//! The changes between two generated crates, as the programs that use them meet them: each with its class, and in
//! all the version that Cargo expects (<https://doc.rust-lang.org/cargo/reference/semver.html>).

mod compare;
mod groups;
mod items;
mod manifest;
mod modules;
mod renames;
mod shown;
mod syntax;
mod text;

use items::Items;
use modules::Modules;
use semver::Version;
use std::collections::{BTreeMap, BTreeSet};

/// The texts of a crate's files by path: relative to the crate, with `/` between its parts.
pub type Texts<'t> = BTreeMap<&'t str, &'t str>;

/// The manifest's path.
const MANIFEST: &str = "Cargo.toml";

/// The effect of a change on programs that use the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Class {
    /// A program may not compile any more.
    Breaking,
    /// Something is new, or deprecated.
    Minor,
    /// The same calls do something else, such as another path of a request.
    Patch,
}

/// A change of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The effect on programs.
    pub class: Class,
    /// The path of the item, such as `types::Pet::name`.
    pub item: String,
    /// The type, or the method of the operation, that the item belongs to, such as `types::Pet`; else the item itself.
    pub group: String,
    /// The change.
    pub what: What,
}

/// A kind of change.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum What {
    /// The item is new.
    Added,
    /// The item is gone.
    Removed,
    /// The item has another name.
    Renamed {
        /// The path with it.
        to: String,
    },
    /// The item is declared otherwise.
    Changed {
        /// The earlier declaration.
        from: String,
        /// The later one.
        to: String,
    },
    /// The item is compiled under another condition; an empty one is always true.
    Conditional {
        /// The later condition.
        on: String,
    },
    /// The item is deprecated.
    Deprecated,
    /// The operation needs other credentials.
    Credentials,
    /// The item is declared as before, and its code differs.
    Behaves {
        /// The literals of the earlier code that the later one lacks, such as a name on the wire or a default. Those of
        /// the support code tell nothing, and are left out.
        from: Vec<String>,
        /// The literals of the later code that the earlier one lacks.
        to: Vec<String>,
    },
}

/// The changes between two generated crates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Changes {
    /// Sorted by class, and by item; implementations of traits come last.
    pub list: Vec<Change>,
    /// The number of items whose documentation alone differs.
    pub documented: usize,
    /// Files that aren't Rust or TOML, and weren't compared.
    pub unread: Vec<String>,
    /// The earlier crate's version.
    pub version: Option<Version>,
    /// The later crate's version.
    pub later: Option<Version>,
}

impl Changes {
    /// Compares the files of two crates.
    #[must_use]
    pub fn between(old: &Texts<'_>, new: &Texts<'_>) -> Self {
        let names: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
        let differing = names
            .into_iter()
            .filter(|name| old.get(name) != new.get(name));
        let differing: Vec<&str> = differing.collect();
        let (earlier, mut unread) = Modules::of(old, differing.iter().copied());
        let (later, faults) = Modules::of(new, differing.iter().copied());
        unread.extend(faults);
        let (list, documented) = compare::compare(&Items::of(&earlier), &Items::of(&later));
        let mut changes = Self {
            list,
            documented,
            ..Self::default()
        };
        if let (Some(old), Some(new)) = (old.get(MANIFEST), new.get(MANIFEST)) {
            match (old.parse().ok(), new.parse().ok()) {
                (Some(old), Some(new)) => {
                    let of_manifest = manifest::compare(&old, &new).into_iter();
                    changes
                        .list
                        .extend(of_manifest.map(|change| change.of(MANIFEST)));
                    changes.version = manifest::version(&old);
                    changes.later = manifest::version(&new);
                }
                _ => unread.push(MANIFEST),
            }
        }
        // Implementations follow from other changes.
        let order = |change: &Change| (change.class, change.item.starts_with("impl "));
        let list = &mut changes.list;
        list.sort_by(|a, b| (order(a), &a.item).cmp(&(order(b), &b.item)));
        changes.unread = unread.into_iter().map(str::to_owned).collect();
        changes
    }

    /// The class of all changes together.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        let docs = (self.documented > 0).then_some(Class::Patch);
        self.list
            .iter()
            .map(|change| change.class)
            .chain(docs)
            .min()
    }

    /// The least version of the later crate that tells Cargo of the changes.
    #[must_use]
    pub fn next(&self) -> Option<Version> {
        Some(manifest::next(self.version.as_ref()?, self.class()?))
    }
}

impl Change {
    fn new(class: Class, item: &str, what: What) -> Self {
        Self {
            class,
            item: item.to_owned(),
            group: item.to_owned(),
            what,
        }
    }

    fn of(self, group: &str) -> Self {
        Self {
            group: group.to_owned(),
            ..self
        }
    }
}
