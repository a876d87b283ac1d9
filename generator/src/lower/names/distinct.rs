//! Words of the path for methods whose names are taken: by another operation of the scope, or by a method that the
//! emitted code has. A number would say nothing.

use super::common::singular;
use super::{Named, rename_reason, snake};
use crate::api::{Api, Form, Method, Operation};
use crate::map::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// The most segments of a path in a name.
const MOST_WORDS: usize = 4;

/// The word for a method.
pub struct MethodWord {
    /// The place of its operation in the API.
    pub index: usize,
    /// The word.
    pub word: String,
    why: Option<Why>,
}

/// Why a word is not that of the document, with the name that this would give.
#[derive(Clone)]
enum Why {
    Shared(String),
    Reserved(String),
}

impl MethodWord {
    /// Says why the name is another one.
    pub fn explain(&self, named: &mut Named) {
        let name = named.name.as_str();
        match &self.why {
            Some(Why::Shared(plain)) => named.why = Some(rename_reason::of_several(name, plain)),
            Some(Why::Reserved(plain)) => {
                named.why = Some(rename_reason::of_reserved(name, plain));
            }
            None => {}
        }
    }
}

/// The operations of a scope, and its names.
struct Words<'a> {
    api: &'a Api,
    reserved: &'a [&'a str],
    /// The names of all words, and of the new ones.
    taken: BTreeSet<String>,
    /// The new words of operations, by their routes.
    new: IndexMap<(&'a str, &'a Method), (String, Why)>,
}

/// The words for the methods of a scope, where `is_free` says that an operation's name is nobody's wish, and `is_said` that
/// it is a word of the document: a word made of a method and a path never changes that.
pub fn distinct(
    api: &Api,
    all: Vec<(usize, String)>,
    reserved: &[&str],
    is_free: impl Fn(usize) -> bool,
    is_said: impl Fn(usize) -> bool,
) -> Vec<MethodWord> {
    let mut by_name: BTreeMap<String, Vec<(usize, &str)>> = BTreeMap::new();
    let firsts = all
        .iter()
        .filter(|(index, _)| api.operations[*index].form.is_none());
    for (index, word) in firsts {
        by_name.entry(snake(word)).or_default().push((*index, word));
    }
    let mut words = Words {
        api,
        reserved,
        taken: by_name.keys().cloned().collect(),
        new: IndexMap::default(),
    };
    for (name, of_name) in &by_name {
        let free: Vec<(usize, &str)> = of_name
            .iter()
            .copied()
            .filter(|(it, _)| is_free(*it))
            .collect();
        if of_name.len() > 1 && free.len() == of_name.len() {
            let said = free.iter().copied().filter(|(it, _)| is_said(*it));
            let said: Vec<(usize, &str)> = said.collect();
            words.tell_apart(name, if said.is_empty() { &free } else { &said });
        } else if let [(index, word)] = free[..]
            && reserved.contains(&&**name)
        {
            words.move_away(name, index, word);
        }
    }
    let new = words.new;
    let made = all.into_iter().map(|(index, word)| {
        let operation = &api.operations[index];
        let form = operation.form.as_ref().map(Form::words);
        let (word, why) = match (new.get(&route(operation)), form) {
            (Some((base, why)), None) => (base.clone(), Some(why.clone())),
            (Some((base, _)), Some(form)) if word.ends_with(&form) => {
                (format!("{base} {form}"), None)
            }
            _ => (word, None),
        };
        MethodWord { index, word, why }
    });
    made.collect()
}

impl Words<'_> {
    /// Gives operations with one name the words that only their paths have.
    fn tell_apart(&mut self, name: &str, of_name: &[(usize, &str)]) {
        let said: BTreeSet<&str> = name.split('_').collect();
        let paths = of_name
            .iter()
            .map(|(index, _)| path_words(&self.api.operations[*index].path));
        let paths: Vec<Vec<String>> = paths.collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for path in &paths {
            let words: BTreeSet<&str> = path.iter().map(String::as_str).collect();
            for word in words {
                *counts.entry(word).or_default() += 1;
            }
        }
        let own = |path: &Vec<String>, most: usize| {
            let own = path.iter().filter(|word| {
                counts.get(word.as_str()) < Some(&paths.len()) && !said.contains(word.as_str())
            });
            own.take(most)
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(" ")
        };
        // The first words say what the last ones belong to.
        for most in 1..=MOST_WORDS {
            let words: Vec<String> = of_name
                .iter()
                .zip(&paths)
                .map(|((_, word), path)| {
                    format!("{word} {}", own(path, most)).trim_end().to_owned()
                })
                .collect();
            let names: BTreeSet<String> = words.iter().map(|word| snake(word)).collect();
            let are_free = names.iter().all(|it| it == name || !self.is_taken(it));
            if names.len() < of_name.len() || !are_free {
                continue;
            }
            self.taken.extend(names);
            for ((index, _), word) in of_name.iter().zip(words) {
                if snake(&word) != name {
                    let route = route(&self.api.operations[*index]);
                    self.new.insert(route, (word, Why::Shared(name.to_owned())));
                }
            }
            return;
        }
    }

    /// Gives an operation whose name the emitted code has the word of its resource, if it is an action, else that of
    /// its method.
    fn move_away(&mut self, name: &str, index: usize, word: &str) {
        let operation = &self.api.operations[index];
        let method = operation.method.text().exact().to_lowercase();
        let of_method = format!("{method} {word}");
        let is_action = operation.method != Method::Get;
        let of_resource = resource(&operation.path, name).map(|it| format!("{word} {it}"));
        let of_resource = of_resource.filter(|_| is_action);
        let words = of_resource.into_iter().chain([of_method]);
        let found = words
            .map(|word| (snake(&word), word))
            .find(|(it, _)| !self.is_taken(it));
        if let Some((new, word)) = found {
            self.taken.insert(new);
            self.new
                .insert(route(operation), (word, Why::Reserved(name.to_owned())));
        }
    }

    fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name) || self.reserved.contains(&name)
    }
}

fn route(operation: &Operation) -> (&str, &Method) {
    (&operation.path, &operation.method)
}

/// The segments of a path without its parameters and numbers.
fn path_words(path: &str) -> Vec<String> {
    let is_word = |segment: &&str| {
        let is_number = segment.bytes().all(|byte| byte.is_ascii_digit());
        !is_number && !segment.contains('{')
    };
    path.split('/').filter(is_word).map(snake).collect()
}

/// The word for the resource of a path, beside a word that is its last one: `job` of `/v1/jobs/{id}/start`.
fn resource(path: &str, word: &str) -> Option<String> {
    let segments: Vec<&str> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let is_plain = |segment: &str| {
        let name = snake(segment);
        let version = name.strip_prefix('v').unwrap_or(&name);
        let is_version = version.bytes().all(|byte| byte.is_ascii_digit());
        !segment.contains('{') && !is_version && name != word && name != "api"
    };
    let at = segments.iter().rposition(|segment| is_plain(segment))?;
    let is_one = segments
        .get(at + 1)
        .is_some_and(|next| next.starts_with('{'));
    let name = snake(segments[at]);
    Some(if is_one {
        singular(&name).into_owned()
    } else {
        name
    })
}
