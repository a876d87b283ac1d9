//! Into which files types and operations go, so that none is unwieldy.
//!
//! Operations go by tag. A type goes with the operations that use it when all of them are of one tag,
//! and among the shared ones otherwise. What is still too large goes by first letters, so that a type
//! mostly stays where it is when a neighbour is added. With features, what only some tags share goes by these
//! tags, so that the module as a whole is compiled or not.

use super::names::{Scope, snake};
use super::reach::{closure, roots};
use crate::ir::{Crate, Module, Name, TypeId};
use std::collections::{BTreeMap, BTreeSet};

/// How many types and operations one file holds before they are spread over several.
const LARGE: usize = 100;

/// How many tags may share a module: a type that more of them use is always compiled. To leave it out
/// would take a caller of none of many tags, and a module named after all of them.
const SHARING: usize = 4;

/// How long the name of a module that tags share may be when it lists them.
const LONG: usize = 80;

/// What belongs to no tag of its own.
const SHARED: &str = "shared";

/// The modules of a crate; just one for a small API without features.
pub fn modules(krate: &Crate) -> Vec<Module> {
    let features = krate.operations.iter().filter_map(|operation| {
        let feature = operation.feature.as_deref()?;
        Some((stem(&operation.group), feature))
    });
    let features: BTreeMap<String, &str> = features.collect();
    if features.is_empty() && krate.types.len() + krate.operations.len() <= LARGE {
        return vec![Module {
            name: Name("all".to_owned()),
            gate: Vec::new(),
            types: by_name(krate, (0..krate.types.len()).map(TypeId).collect()),
            operations: (0..krate.operations.len()).collect(),
        }];
    }
    let mut homes: BTreeMap<Vec<String>, (Vec<TypeId>, Vec<usize>)> = BTreeMap::new();
    for (index, operation) in krate.operations.iter().enumerate() {
        let home = vec![stem(&operation.group)];
        homes.entry(home).or_default().1.push(index);
    }
    let of_types = homes_of_types(krate, !features.is_empty());
    for (index, home) in of_types.into_iter().enumerate() {
        homes.entry(home).or_default().0.push(TypeId(index));
    }
    let mut scope = Scope::default();
    let mut modules = Vec::new();
    for (home, (types, operations)) in homes {
        let gate = home.iter().filter_map(|group| features.get(group));
        let gate: Vec<String> = gate.map(|&feature| feature.to_owned()).collect();
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
        if types.len() <= LARGE {
            add(&word, types, operations);
            continue;
        }
        add(&word, Vec::new(), operations);
        for (letters, types) in by_letters(krate, types) {
            add(&format!("{word}_{letters}"), types, Vec::new());
        }
    }
    modules.retain(|module| !module.types.is_empty() || !module.operations.is_empty());
    modules.sort_by(|a, b| a.name.cmp(&b.name));
    modules
}

/// For each type the groups that it goes with; none for what is shared.
fn homes_of_types(krate: &Crate, gated: bool) -> Vec<Vec<String>> {
    let mut groups: BTreeMap<String, BTreeSet<TypeId>> = BTreeMap::new();
    for operation in &krate.operations {
        let group = groups.entry(stem(&operation.group)).or_default();
        group.extend(roots(operation));
    }
    let mut homes = vec![Vec::new(); krate.types.len()];
    for (group, roots) in &groups {
        for id in closure(krate, roots.iter().copied()) {
            homes[id.0].push(group.clone());
        }
    }
    let most = if gated {
        SHARING.min(groups.len().saturating_sub(1))
    } else {
        1
    };
    for home in homes.iter_mut().filter(|home| home.len() > most) {
        home.clear();
    }
    if gated {
        // What no operation uses is always compiled, and so is what it holds.
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

fn by_name(krate: &Crate, mut types: Vec<TypeId>) -> Vec<TypeId> {
    types.sort_by_key(|id| &krate[*id].name);
    types
}

/// The modules above, whose names one below can't have.
const ABOVE: [&str; 3] = ["operations", "types", "wire"];

/// The group in snake case.
pub fn stem(group: &str) -> String {
    snake(group).trim_end_matches('_').to_owned()
}

/// The word as the name of a module: never a keyword, which would need `r#` in a file's name.
fn file(word: &str) -> String {
    let is_taken = ABOVE.contains(&word) || word == "gen";
    if syn::parse_str::<syn::Ident>(word).is_ok() && !is_taken {
        word.to_owned()
    } else {
        format!("{word}_")
    }
}

/// Types by the first letters in which their names differ: as many as it takes.
fn by_letters(krate: &Crate, types: Vec<TypeId>) -> BTreeMap<String, Vec<TypeId>> {
    let letters = |id: &TypeId| krate[*id].name.as_str().to_lowercase();
    let mut done = BTreeMap::new();
    let mut waiting = vec![types];
    while let Some(types) = waiting.pop() {
        let common = types
            .iter()
            .map(letters)
            .reduce(|a, b| common(&a, &b).to_owned())
            .unwrap_or_default();
        let mut groups: BTreeMap<String, Vec<TypeId>> = BTreeMap::new();
        for id in types {
            let name = letters(&id);
            let next = name[common.len()..].chars().next().unwrap_or('_');
            let letters = common.chars().chain([next]);
            let plain = letters.map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
            groups.entry(plain.collect()).or_default().push(id);
        }
        // What differs only in signs that no file is named after stays together.
        let is_split = groups.len() > 1;
        for (letters, types) in groups {
            if is_split && types.len() > LARGE {
                waiting.push(types);
            } else {
                done.entry(letters).or_insert_with(Vec::new).extend(types);
            }
        }
    }
    done
}

/// What two words begin with.
fn common<'a>(a: &'a str, b: &str) -> &'a str {
    let same = a.char_indices().zip(b.chars());
    let end = same.into_iter().find(|((_, a), b)| a != b);
    let end = end.map_or(a.len().min(b.len()), |((at, _), _)| at);
    &a[..end]
}
