//! Into which files types and operations go, so that none is unwieldy.
//!
//! Operations go by tag. A type goes with the operations that use it when all of them are of one tag,
//! and among the shared ones otherwise. What is still too large goes by first letter, so that a type
//! stays where it is when a neighbour is added.

use super::names::{Scope, snake};
use crate::ir::{BodyTy, Crate, Module, Name, ReplyTy, RequestBody, Ty, TypeId, TypeKind};
use std::collections::{BTreeMap, BTreeSet};

/// How many types and operations one file holds before they are spread over several.
const LARGE: usize = 100;

/// What belongs to no tag of its own.
const SHARED: &str = "shared";

/// The modules of a crate; just one for a small API.
pub fn modules(krate: &Crate) -> Vec<Module> {
    let all: Vec<TypeId> = (0..krate.types.len()).map(TypeId).collect();
    if krate.types.len() + krate.operations.len() <= LARGE {
        let operations = (0..krate.operations.len()).collect();
        return vec![module(krate, Name("all".to_owned()), all, operations)];
    }
    let users = users(krate);
    let mut groups: BTreeMap<String, (Vec<TypeId>, Vec<usize>)> = BTreeMap::new();
    for (index, operation) in krate.operations.iter().enumerate() {
        groups
            .entry(word(&operation.group))
            .or_default()
            .1
            .push(index);
    }
    for id in all {
        let mut words = users[id.0].iter();
        let group = match (words.next(), words.next()) {
            (Some(only), None) => only.clone(),
            _ => SHARED.to_owned(),
        };
        groups.entry(group).or_default().0.push(id);
    }
    let mut scope = Scope::default();
    let mut modules = Vec::new();
    for (group, (types, operations)) in groups {
        let name = scope.take(&group);
        if types.len() <= LARGE {
            modules.push(module(krate, name, types, operations));
            continue;
        }
        modules.push(module(krate, name.clone(), Vec::new(), operations));
        for (letter, types) in by_letter(krate, types) {
            let name = scope.take(&format!("{name}_{letter}"));
            modules.push(module(krate, name, types, Vec::new()));
        }
    }
    modules.retain(|module| !module.types.is_empty() || !module.operations.is_empty());
    modules.sort_by(|a, b| a.name.cmp(&b.name));
    modules
}

fn module(krate: &Crate, name: Name, mut types: Vec<TypeId>, operations: Vec<usize>) -> Module {
    types.sort_by_key(|id| &krate[*id].name);
    Module {
        name,
        types,
        operations,
    }
}

/// The modules above, whose names one below can't have.
const ABOVE: [&str; 3] = ["operations", "types", "wire"];

/// The group as the name of a module: never a keyword, which would need `r#` in a file's name.
fn word(group: &str) -> String {
    let word = snake(group);
    let is_taken = ABOVE.contains(&word.as_str()) || word == "gen";
    if syn::parse_str::<syn::Ident>(&word).is_ok() && !is_taken {
        word
    } else {
        format!("{word}_")
    }
}

fn by_letter(krate: &Crate, types: Vec<TypeId>) -> BTreeMap<char, Vec<TypeId>> {
    let mut letters: BTreeMap<char, Vec<TypeId>> = BTreeMap::new();
    for id in types {
        let first = krate[id]
            .name
            .as_str()
            .chars()
            .next()
            .unwrap_or('_')
            .to_ascii_lowercase();
        let letter = if first.is_ascii_alphanumeric() {
            first
        } else {
            '_'
        };
        letters.entry(letter).or_default().push(id);
    }
    letters
}

/// For each type the groups of the operations that use it.
fn users(krate: &Crate) -> Vec<BTreeSet<String>> {
    let mut users = vec![BTreeSet::new(); krate.types.len()];
    for operation in &krate.operations {
        let group = word(&operation.group);
        let mut waiting = roots(operation);
        while let Some(id) = waiting.pop() {
            if users[id.0].insert(group.clone()) {
                let contents = krate[id].contents().into_iter().filter_map(Ty::named);
                waiting.extend(contents);
                if let TypeKind::Struct(lowered) = &krate[id].kind {
                    waiting.extend(lowered.choice.iter().map(|choice| choice.ty));
                }
            }
        }
    }
    users
}

/// The types that an operation names.
fn roots(operation: &crate::ir::Operation) -> Vec<TypeId> {
    let parameters = operation.arguments.iter().chain(&operation.setters);
    let body = match &operation.body {
        RequestBody::Members(id) => Some(*id),
        RequestBody::Value {
            ty: BodyTy::Json(ty) | BodyTy::Form(ty),
            ..
        } => ty.named(),
        RequestBody::Value {
            ty: BodyTy::Bytes, ..
        }
        | RequestBody::None => None,
    };
    let replies = [&operation.output, &operation.error]
        .into_iter()
        .filter_map(|ty| match ty {
            ReplyTy::Json(ty) => ty.named(),
            ReplyTy::ByStatus(id) => Some(*id),
            ReplyTy::Empty | ReplyTy::Text | ReplyTy::Bytes => None,
        });
    parameters
        .filter_map(|parameter| parameter.ty.named())
        .chain(body)
        .chain(replies)
        .collect()
}
