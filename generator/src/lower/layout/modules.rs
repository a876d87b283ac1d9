//! The files of types and operations, of which none is unwieldy.
//!
//! Operations are grouped by tag. A type belongs to the tag of the operations that use it, or to the shared
//! types if several tags use it. Groups that are still too large are split by first letters, so that most items
//! keep their file when a neighbour is added. With features, types that a few tags share are grouped by these
//! tags, so that each module is compiled as a whole or not at all.

use crate::ir::{Crate, Feature, Module, Name, TypeId};
use crate::lower::layout::lengths;
use crate::lower::layout::letters::by_letters;
use crate::lower::layout::reach::{closure, roots};
use crate::lower::names::{Scope, fixed, snake};
use crate::surface;
use crate::text::reserved;
use std::collections::{BTreeMap, BTreeSet};

/// The most types and operations, and estimated lines, of a file before it is split.
const LARGE: usize = 100;
const LINES: usize = 4_000;

/// The most tags that may share a module: a type that more tags use is always compiled. Only callers that use
/// none of these tags could do without it, and its module would be named after all of them.
const SHARING: usize = 4;

/// The most bytes of a module's name that lists its tags.
const LONG: usize = 80;

/// The module of types that no tag owns.
const SHARED: &str = "shared";

/// The modules of a crate; one for a small API without features.
pub fn modules(krate: &Crate) -> Vec<Module> {
    let features = krate.operations.iter().filter_map(|operation| {
        let feature = operation.feature.as_ref()?;
        Some((stem(operation.group.exact()), feature))
    });
    let features: BTreeMap<String, &Feature> = features.collect();
    let types: Vec<TypeId> = (0..krate.types.len()).map(TypeId).collect();
    let operations: Vec<usize> = (0..krate.operations.len()).collect();
    let is_small = types.len() + operations.len() <= LARGE
        && !are_large(krate, &types)
        && !are_many(krate, &operations);
    if features.is_empty() && is_small {
        return vec![Module {
            name: fixed("all"),
            gate: Vec::new(),
            types: by_name(krate, types),
            operations,
        }];
    }
    let mut homes: BTreeMap<Vec<String>, (Vec<TypeId>, Vec<usize>)> = BTreeMap::new();
    for (index, operation) in krate.operations.iter().enumerate() {
        let home = vec![stem(operation.group.exact())];
        homes.entry(home).or_default().1.push(index);
    }
    let of_types = homes_of_types(krate, !features.is_empty());
    for (index, home) in of_types.into_iter().enumerate() {
        homes.entry(home).or_default().0.push(TypeId(index));
    }
    // A module would hide a type of its name, which is possible in an alphabet without capitals.
    let items = krate.types.iter().map(|def| &def.name);
    let items = items.chain(krate.operations.iter().map(|operation| &operation.marker));
    let mut scope = Scope::reserving(items.map(Name::as_str));
    let mut modules = Vec::new();
    for (home, (types, operations)) in homes {
        let gate = home.iter().filter_map(|group| features.get(group));
        let gate: Vec<Feature> = gate.map(|&feature| feature.clone()).collect();
        let mut add = |word: &str, types, operations| {
            modules.push(Module {
                name: scope.take(&file(word)),
                gate: gate.clone(),
                types: by_name(krate, types),
                operations,
            });
        };
        let word = match home.join("_and_") {
            word if home.len() == 1 || (1..=LONG).contains(&word.len()) => word,
            _ => SHARED.to_owned(),
        };
        let (types, operations, parts) = split(krate, types, operations);
        add(&word, types, operations);
        for (letters, (types, operations)) in parts {
            add(&format!("{word}_{letters}"), types, operations);
        }
    }
    modules.retain(|module| !module.types.is_empty() || !module.operations.is_empty());
    modules.sort_by(|a, b| a.name.cmp(&b.name));
    modules
}

type Parts = BTreeMap<String, (Vec<TypeId>, Vec<usize>)>;

/// The types and operations that stay in a module, and its parts by letters: all types stay or none, and all
/// operations stay or none.
fn split(
    krate: &Crate,
    mut types: Vec<TypeId>,
    mut operations: Vec<usize>,
) -> (Vec<TypeId>, Vec<usize>, Parts) {
    let mut parts = Parts::new();
    if are_large(krate, &types) {
        let name = |id: &TypeId| snake(krate[*id].name.as_str());
        let all = std::mem::take(&mut types);
        for (letters, types) in by_letters(all, name, |types| are_large(krate, types)) {
            parts.entry(letters).or_default().0 = types;
        }
    }
    if are_many(krate, &operations) {
        let name = |index: &usize| snake(krate.operations[*index].marker.as_str());
        let all = std::mem::take(&mut operations);
        for (letters, operations) in by_letters(all, name, |some| are_many(krate, some)) {
            parts.entry(letters).or_default().1 = operations;
        }
    }
    (types, operations, parts)
}

fn are_large(krate: &Crate, types: &[TypeId]) -> bool {
    types.len() > LARGE || lengths::of_types(krate, types) > LINES
}

fn are_many(krate: &Crate, operations: &[usize]) -> bool {
    operations.len() > LARGE || lengths::of_operations(krate, operations) > LINES
}

/// The groups of each type; empty for shared types.
fn homes_of_types(krate: &Crate, gated: bool) -> Vec<Vec<String>> {
    let mut groups: BTreeMap<String, BTreeSet<TypeId>> = BTreeMap::new();
    for operation in &krate.operations {
        let group = groups.entry(stem(operation.group.exact())).or_default();
        group.extend(roots(operation));
    }
    let most = if gated {
        SHARING.min(groups.len().saturating_sub(1))
    } else {
        1
    };
    let numbers = closures(krate, groups.values(), most);
    let names: Vec<&String> = groups.keys().collect();
    let name = |number: usize| names[number].clone();
    let mut homes: Vec<Vec<String>> = numbers
        .into_iter()
        .map(|home| {
            let home = if home.len() > most {
                BTreeSet::new()
            } else {
                home
            };
            home.into_iter().map(name).collect()
        })
        .collect();
    if gated {
        // A type that no operation uses is always compiled, and so are its contents.
        let unused = (0..homes.len()).filter(|index| homes[*index].is_empty());
        let of_client = krate.client_headers.iter();
        let of_client = of_client.filter_map(|header| header.ty.named());
        let always: Vec<TypeId> = unused.map(TypeId).chain(of_client).collect();
        for id in closure(krate, always) {
            homes[id.0].clear();
        }
    }
    homes
}

/// The groups that reach each type, by index; at most `most` and one more. So the number of groups doesn't
/// multiply the visits to a type.
fn closures<'r>(
    krate: &Crate,
    groups: impl Iterator<Item = &'r BTreeSet<TypeId>>,
    most: usize,
) -> Vec<BTreeSet<usize>> {
    let mut homes = vec![BTreeSet::new(); krate.types.len()];
    for (number, roots) in groups.enumerate() {
        let mut waiting: Vec<TypeId> = roots.iter().copied().collect();
        while let Some(id) = waiting.pop() {
            let home = &mut homes[id.0];
            if home.len() <= most && home.insert(number) {
                waiting.extend(krate[id].held());
            }
        }
    }
    homes
}

fn by_name(krate: &Crate, mut types: Vec<TypeId>) -> Vec<TypeId> {
    types.sort_by_key(|id| &krate[*id].name);
    types
}

/// The group in snake case.
pub fn stem(group: &str) -> String {
    snake(group).trim_end_matches('_').to_owned()
}

/// The word as the name of a module: not a keyword, because a file's name has no `r#`, valid as the name of a
/// file, and ASCII, because rustc finds no other files.
fn file(word: &str) -> String {
    let letter = |c: char| match c {
        c if c.is_ascii() => c.to_string(),
        c => format!("u{:x}", u32::from(c)),
    };
    let word: &str = &word.chars().map(letter).collect::<String>();
    let lists = [surface::MODULES, reserved::DEVICES];
    if reserved::is_keyword(word) || lists.iter().any(|list| list.contains(&word)) {
        format!("{word}_")
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::file;

    #[test]
    fn the_names_of_files_are_plain() {
        for (word, expected) in [
            ("users", "users"),
            ("types", "types_"),
            ("match", "match_"),
            ("con", "con_"),
            ("éclair", "ue9clair"),
            ("日本", "u65e5u672c"),
        ] {
            assert_eq!(file(word), expected);
        }
    }
}
