//! Names for the parts of files that become components: the last word of the way to a part, and where several parts
//! would have one name, the word of their ways that tells them apart.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Pointer;
use crate::steps::step;

/// Words on the way to a part that tell its place in a file, and not its meaning.
const STRUCTURE: [&str; 19] = [
    "components",
    "definitions",
    "$defs",
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "schema",
    "content",
    "properties",
    "items",
    "additionalProperties",
    "allOf",
    "oneOf",
];

/// Those of them whose keys are always names.
const NAMED: [&str; 4] = ["definitions", "$defs", "schemas", "properties"];

/// The words on the way to a part of a file: its folders, its name, and the keys. The last one names the part.
pub fn trail(file: &str, at: &Pointer) -> Vec<String> {
    // Of a URL, its host and path.
    let (_, file) = file.split_once("://").unwrap_or(("", file));
    let (file, _) = file.split_once('?').unwrap_or((file, ""));
    let (folders, name) = file.rsplit_once('/').unwrap_or(("", file));
    let folders = folders.split('/');
    let folders = folders.filter(|folder| !matches!(*folder, "" | "." | ".."));
    let stem = ["yaml", "yml", "json"]
        .iter()
        .find_map(|extension| name.strip_suffix(extension)?.strip_suffix('.'));
    let keys: Vec<Cow<'_, str>> = at.segments().collect();
    let named = keys.iter().enumerate().filter(|(index, key)| {
        let is_structure = STRUCTURE.contains(&key.as_ref());
        !is_structure && (!is_digits(key) || is_name(&keys[..*index]))
    });
    let mut words: Vec<String> = folders.map(str::to_owned).collect();
    words.push(stem.unwrap_or(name).to_owned());
    words.extend(named.map(|(_, key)| key.to_string()));
    words
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether digits are a name behind these keys, and no index or status.
fn is_name(before: &[Cow<'_, str>]) -> bool {
    match before {
        [] => true,
        [section] => section == "responses" || NAMED.contains(&section.as_ref()),
        [.., around, section] => NAMED.contains(&section.as_ref()) || around == "components",
    }
}

/// A name for each trail, none of which is `taken`. Digits follow the word before them. The trails are sorted, so that
/// names depend on nothing else.
pub fn names(trails: &[Vec<String>], taken: impl Iterator<Item = String>) -> Vec<String> {
    let mut taken: BTreeSet<String> = taken.map(|name| letters(&name)).collect();
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, trail) in trails.iter().enumerate() {
        let word = trail.last().map(|word| letters(word));
        alike
            .entry(word.unwrap_or_default())
            .or_default()
            .push(index);
    }
    let mut names = vec![String::new(); trails.len()];
    // Names of one word first: a longer one has to give way.
    let mut several = Vec::new();
    for (word, group) in alike {
        match group.as_slice() {
            // Digits alone would say nothing.
            [only] if !taken.contains(&word) && (word.is_empty() || !is_digits(&word)) => {
                names[*only] = trails[*only].last().cloned().unwrap_or_default();
                taken.insert(word);
            }
            _ => several.push(group),
        }
    }
    let mut numbers = BTreeMap::new();
    for group in several {
        let trails: Vec<&[String]> = group
            .iter()
            .map(|index| trails[*index].as_slice())
            .collect();
        for (index, name) in group.iter().zip(told_apart(&trails)) {
            names[*index] = free(name, &mut taken, &mut numbers);
        }
    }
    names
}

/// Names for trails with the same last word: it begins with the one word that differs, or else with as many as
/// are needed.
fn told_apart(trails: &[&[String]]) -> Vec<String> {
    let longest = trails.iter().map(|trail| trail.len()).max().unwrap_or(0);
    let one_word = (1..longest).map(|back| {
        let name = |trail: &&[String]| {
            let word = trail.len().checked_sub(back + 1).map(|at| &trail[at]);
            word.map(|word| format!("{word}_{}", trail[trail.len() - 1]))
        };
        trails.iter().map(name).collect::<Option<Vec<_>>>()
    });
    let some_words = (2..=longest).map(|count| {
        let name = |trail: &&[String]| trail[trail.len().saturating_sub(count)..].join("_");
        Some(trails.iter().map(name).collect())
    });
    let mut ways = one_word.chain(some_words).flatten();
    let told = ways.find(|names| {
        let different: BTreeSet<String> = names.iter().map(|name| letters(name)).collect();
        different.len() == names.len()
    });
    told.unwrap_or_else(|| trails.iter().map(|trail| trail.join("_")).collect())
}

/// The name, with a number where no word helps. `numbers` has the last one of each name.
fn free(
    name: String,
    taken: &mut BTreeSet<String>,
    numbers: &mut BTreeMap<String, usize>,
) -> String {
    let word = letters(&name);
    if taken.insert(word.clone()) {
        return name;
    }
    let number = numbers.entry(word).or_insert(1);
    loop {
        step();
        *number += 1;
        let numbered = format!("{name}{number}");
        if taken.insert(letters(&numbered)) {
            return numbered;
        }
    }
}

/// A name as far as Rust's names of types tell: `pet_store` and `PetStore` are one.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{names, trail};
    use crate::diagnostic::Pointer;

    #[test]
    fn names_from_files() {
        let check = |files: &[&str], taken: &[&str], expect: &[&str]| {
            let trails = files.iter().map(|file| {
                let (file, at) = file.split_once('#').unwrap_or((file, ""));
                trail(file, &Pointer::parse(&format!("#{at}")).unwrap())
            });
            let trails: Vec<_> = trails.collect();
            let taken = taken.iter().map(|name| (*name).to_owned());
            assert_eq!(names(&trails, taken), expect, "{files:?}");
        };
        check(&["schemas/pet.yaml"], &[], &["pet"]);
        check(&["https://host/a/pet.yaml?v=1/2"], &[], &["pet"]);
        check(
            &["https://host/pet.yaml", "models/pet.yaml"],
            &[],
            &["host_pet", "models_pet"],
        );
        check(&["common.yaml#/components/schemas/Pet"], &[], &["Pet"]);
        check(&["pet.schema.json"], &[], &["pet.schema"]);
        check(&["a.yaml#/get/responses/200/content"], &[], &["get"]);
        check(
            &["pets/status.yaml", "users/Status.yaml"],
            &[],
            &["pets_status", "users_Status"],
        );
        check(
            &["v1/pets/status.yaml", "v2/pets/status.yaml"],
            &[],
            &["v1_status", "v2_status"],
        );
        check(
            &["a/x/p.yaml", "a/y/p.yaml", "b/x/p.yaml"],
            &[],
            &["a_x_p", "a_y_p", "b_x_p"],
        );
        check(&["models/pet.yaml"], &["Pet"], &["models_pet"]);
        check(&["pet.yaml"], &["Pet"], &["pet2"]);
        check(&["a.yaml#/Pet", "b.yaml#/Pet"], &[], &["a_Pet", "b_Pet"]);
        check(&["pet.json", "pet.yaml"], &[], &["pet", "pet2"]);
        check(
            &[
                "a.yaml#/components/schemas/2",
                "a.yaml#/components/schemas/3",
            ],
            &[],
            &["a_2", "a_3"],
        );
        check(
            &[
                "a.yaml#/definitions/404",
                "b.yaml#/components/responses/404",
            ],
            &[],
            &["a_404", "b_404"],
        );
        check(&["a.yaml#/Pet/properties/1"], &[], &["Pet_1"]);
        check(
            &["errors/404.yaml", "500.yaml"],
            &[],
            &["errors_404", "500"],
        );
        check(&["a.yaml#/Pet/allOf/1"], &[], &["Pet"]);
        check(
            &["a.yaml#/responses/404", "b.yaml#/7"],
            &[],
            &["a_404", "b_7"],
        );
    }
}
