//! The names of operations: methods of the client, or of its groups.

use super::distinct::{MethodWord, distinct};
use super::{Named, Scope, assign, camel, rename_reason, snake};
use crate::api::{self, Api};
use crate::config::{Config, Groups};
use crate::ir::Name;
use crate::lower::operations::body::is_skipped;
use crate::surface::{self, Room};
use std::collections::{BTreeMap, BTreeSet};
use std::iter::repeat;

/// The fewest hexadecimal digits of a key.
const SHORTEST_KEY: usize = 16;

/// The names of an operation.
pub struct OperationNames {
    /// The method.
    pub method: Named,
    /// The marker type.
    pub marker: Name,
    /// The group with the method, among [`Naming::groups`]; none: the client.
    pub group: Option<usize>,
}

/// The names of a group of operations.
pub struct GroupNames {
    /// The word of the document.
    pub word: String,
    /// The method of the client.
    pub method: Named,
    /// The type.
    pub ty: Name,
}

/// The names of all operations, and of their groups.
pub struct Naming {
    /// In the order of the API.
    pub operations: Vec<OperationNames>,
    /// By name.
    pub groups: Vec<GroupNames>,
}

/// Names every operation: by client.toml or the author's name, by its `operationId`, else by its method and
/// path.
pub fn naming(api: &Api, config: &Config) -> Naming {
    let words = words(api, config);
    // A further form of an operation never takes the name of a first one.
    let firsts = api.operations.iter().take_while(|it| it.form.is_none());
    let firsts = firsts.count();
    let is_free = |index: usize| {
        let operation = &api.operations[index];
        wish(operation, config).is_none()
    };
    // Nor does a name that is made of a method and a path take that of an `operationId`.
    let is_said = |index: usize| said_word(&api.operations[index], config).is_some();
    // Nor does a skipped operation, which isn't emitted, take the name of one that is.
    let is_made = |index: usize| !is_skipped(&api.operations[index]);
    let named = |scope: &mut Scope, all: &[(usize, &str)], style: fn(&str) -> String| {
        let (emitted, skipped): (Vec<_>, Vec<_>) =
            all.iter().partition(|(index, _)| is_made(*index));
        let (first, forms): (Vec<_>, Vec<_>) =
            emitted.into_iter().partition(|(index, _)| *index < firsts);
        let (said, made): (Vec<_>, Vec<_>) =
            first.into_iter().partition(|(index, _)| is_said(*index));
        let mut names = BTreeMap::new();
        for part in [said, made, forms, skipped] {
            let words = part.iter().map(|(_, word)| *word);
            let made = assign(scope, words, style);
            names.extend(part.iter().map(|(index, _)| *index).zip(made));
        }
        names
    };
    let told_apart = |all: Vec<(usize, String)>, reserved: &[&str]| {
        let (emitted, skipped) = all.into_iter().partition(|(index, _)| is_made(*index));
        let both = [emitted, skipped].into_iter();
        let both = both.flat_map(|part| distinct(api, part, reserved, is_free, is_said));
        both.collect::<Vec<MethodWord>>()
    };
    let methods_of = |scope: &mut Scope, words: &[MethodWord]| {
        let pairs: Vec<(usize, &str)> = words.iter().map(|it| (it.index, &*it.word)).collect();
        let mut made = named(scope, &pairs, snake);
        for word in words {
            if let Some(method) = made.get_mut(&word.index) {
                explain_key(&api.operations[word.index], method);
                word.explain(method);
            }
        }
        made
    };
    let mut scope = Scope::reserving(surface::CLIENT_METHODS.iter().copied());
    // A group of skipped operations isn't emitted, and has no name.
    let (grouped, skipped) = grouped(api, config);
    let groups = groups(&grouped, &mut scope);
    let mut methods = BTreeMap::new();
    let mut group_of = BTreeMap::new();
    let numbers = (0..groups.len()).map(Some).chain(repeat(None));
    for ((word, members), group) in grouped.iter().chain(&skipped).zip(numbers) {
        let within = shortened((api, config), &words, word, members);
        let mut scope = Scope::reserving(surface::GROUP_METHODS.iter().copied());
        let within = told_apart(within, surface::GROUP_METHODS);
        methods.extend(methods_of(&mut scope, &within));
        group_of.extend(members.iter().map(|member| (*member, group)));
    }
    let alone = words.iter().cloned().enumerate();
    let alone = alone.filter(|(index, _)| !group_of.contains_key(index));
    let alone = told_apart(alone.collect(), surface::CLIENT_METHODS);
    methods.extend(methods_of(&mut scope, &alone));
    let mut all: Vec<(usize, &str)> = words.iter().map(String::as_str).enumerate().collect();
    for word in &alone {
        all[word.index].1 = &word.word;
    }
    let of_markers = marker_words(&all, is_made, |index| {
        let method = methods.get(&index);
        method.filter(|_| !group_of.contains_key(&index))
    });
    let markers = named(&mut Scope::default(), &of_markers, marker);
    let both = methods.into_iter().zip(markers.into_values());
    let operations = both.map(|((index, method), marker)| OperationNames {
        method,
        marker: marker.name,
        group: group_of.get(&index).copied().flatten(),
    });
    Naming {
        operations: operations.collect(),
        groups,
    }
}

/// The words for marker types: where several have one name, those of the methods, which tell them apart.
fn marker_words<'w>(
    all: &[(usize, &'w str)],
    is_made: impl Fn(usize) -> bool,
    method: impl Fn(usize) -> Option<&'w Named>,
) -> Vec<(usize, &'w str)> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for (_, word) in all.iter().filter(|(index, _)| is_made(*index)) {
        *count.entry(marker(word)).or_default() += 1;
    }
    let words = all.iter().map(|(index, word)| {
        let is_shared = count.get(&marker(word)) > Some(&1);
        let method = method(*index).filter(|_| is_shared);
        (*index, method.map_or(*word, |method| method.name.as_str()))
    });
    words.collect()
}

/// The words for all operations.
fn words(api: &Api, config: &Config) -> Vec<String> {
    let wish = |operation: &api::Operation| wish(operation, config).cloned();
    let short = |operation: &api::Operation| {
        let word = wish(operation).or_else(|| hint(operation));
        let word = word.or_else(|| without_route(operation).map(str::to_owned));
        word.or_else(|| without_format(operation))
    };
    let long = |operation: &api::Operation| {
        said_word(operation, config).unwrap_or_else(|| path_word(operation, &operation.path))
    };
    // Frameworks give one name to functions of several modules: the route distinguishes them. So does the group
    // for methods of several groups, if only a tag has the group.
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for operation in api.operations.iter().filter(|it| it.form.is_none()) {
        let word = short(operation).unwrap_or_else(|| long(operation));
        *count.entry(snake(&word)).or_default() += 1;
    }
    let words = api.operations.iter().map(|operation| {
        let word = short(operation).filter(|word| count.get(&snake(word)) == Some(&1));
        let word = word.unwrap_or_else(|| long(operation));
        match &operation.form {
            Some(form) => format!("{word} {}", form.words()),
            None => word,
        }
    });
    words.collect()
}

/// The word that client.toml or the document has for an operation.
fn said_word(operation: &api::Operation, config: &Config) -> Option<String> {
    let word = wish(operation, config).map(String::as_str);
    let word = word.or_else(|| id(operation)).map(str::to_owned);
    word.or_else(|| hint(operation))
}

/// The name that client.toml or the author gives an operation in Rust.
fn wish<'a>(operation: &'a api::Operation, config: &'a Config) -> Option<&'a String> {
    let wish = config.names.get(operation.at.as_str());
    wish.or(operation.rust_name.as_ref())
}

/// The `operationId`, unless it is a key that says nothing.
fn id(operation: &api::Operation) -> Option<&str> {
    operation.id.as_deref().filter(|id| !is_key(id))
}

/// Whether a word is a hash or a UUID.
fn is_key(word: &str) -> bool {
    let is_uuid = || {
        let lengths = word.split('-').map(str::len);
        lengths.eq([8, 4, 4, 4, 12])
    };
    let digits = word.bytes().filter(|byte| *byte != b'-');
    let numbers = digits.clone().filter(u8::is_ascii_digit).count();
    let length = digits.clone().count();
    digits.clone().all(|byte| byte.is_ascii_hexdigit())
        && length >= SHORTEST_KEY
        && (1..length).contains(&numbers)
        && (length == word.len() || is_uuid())
}

/// Says why an operation with a key as its id is named after its route. A name that the author wishes needs no reason.
fn explain_key(operation: &api::Operation, named: &mut Named) {
    let key = operation.id.as_deref().filter(|id| is_key(id));
    if let Some(key) = key.filter(|_| operation.rust_name.is_none()) {
        named.why = Some(rename_reason::of_key(named.name.as_str(), key));
    }
}

/// The author's name in the keywords of other generators, with the name of its group unless it contains that.
fn hint(operation: &api::Operation) -> Option<String> {
    let method = operation.wish.method.as_ref()?;
    let Some(group) = &operation.wish.group else {
        return Some(method.clone());
    };
    Some(match without(method, group) {
        Some(_) => method.clone(),
        None => format!("{group} {method}"),
    })
}

/// An `operationId` without the route that a framework appends to the name of its function:
/// `read_item_items__item_id__get`.
fn without_route(operation: &api::Operation) -> Option<&str> {
    let id = id(operation)?;
    let method = operation.method.text();
    let route = operation.path.bytes().chain(method.exact().bytes());
    let route: Vec<u8> = route.filter(u8::is_ascii_alphanumeric).collect();
    let mut rest = id;
    for expected in route.iter().rev() {
        rest = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
        let last = *rest.as_bytes().last()?;
        if !last.eq_ignore_ascii_case(expected) {
            return None;
        }
        rest = &rest[..rest.len() - 1];
    }
    let name = rest.strip_suffix('_')?.trim_end_matches('_');
    (!name.is_empty()).then_some(name)
}

/// Operations by the words for their groups.
type Grouped = BTreeMap<String, Vec<usize>>;

/// The groups, and those of which all operations are skipped.
fn grouped(api: &Api, config: &Config) -> (Grouped, Grouped) {
    let mut groups = Grouped::new();
    if config.client.groups == Groups::None {
        return (groups, Grouped::new());
    }
    for (index, operation) in api.operations.iter().enumerate() {
        if let Some(word) = operation.wish.group.as_ref().or(operation.tags.first()) {
            groups.entry(word.clone()).or_default().push(index);
        }
    }
    let is_made = |index: &usize| !is_skipped(&api.operations[*index]);
    groups
        .into_iter()
        .partition(|(_, members)| members.iter().any(is_made))
}

fn groups(grouped: &Grouped, scope: &mut Scope) -> Vec<GroupNames> {
    let words = || grouped.keys().map(String::as_str);
    let methods = assign(scope, words(), group_method);
    let types = assign(&mut Scope::default(), words(), group_type);
    let names = words().zip(methods).zip(types);
    let names = names.map(|((word, method), ty)| GroupNames {
        word: word.to_owned(),
        method,
        ty: ty.name,
    });
    names.collect()
}

/// The words for the operations of a group, without the group's own words if they stay unique. A name of client.toml is
/// kept as it is written.
fn shortened(
    (api, config): (&Api, &Config),
    words: &[String],
    group: &str,
    members: &[usize],
) -> Vec<(usize, String)> {
    let cut = |index: &usize| {
        let (form, word) = (&api.operations[*index].form, &words[*index]);
        let first = form
            .as_ref()
            .and_then(|form| word.strip_suffix(&form.words()));
        let place = without(first.unwrap_or(word), group)?.place;
        let rest = without(word, group)?.rest;
        Some(Cut { place, rest })
    };
    let cuts: Vec<Option<Cut>> = members.iter().map(cut).collect();
    let firsts = members.iter().zip(&cuts);
    let firsts = firsts.filter(|(index, _)| api.operations[**index].form.is_none());
    let places: Vec<Place> = firsts
        .filter_map(|(_, cut)| Some(cut.as_ref()?.place))
        .collect();
    let later = places.iter().filter(|place| **place == Place::Later);
    let are_later = 2 * later.count() > places.len();
    let cuts = members.iter().zip(cuts).filter_map(|(index, cut)| {
        let cut = cut?;
        // Besides `list_tags` and `create_tag`, `tag_campaigns` begins with its verb.
        let is_verb = are_later && cut.place == Place::Verb;
        (!is_verb).then_some((*index, cut.rest))
    });
    let cuts: BTreeMap<usize, String> = cuts.collect();
    let short = |index: usize| {
        let operation = &api.operations[index];
        if operation.form.is_none() && config.names.contains_key(operation.at.as_str()) {
            return None;
        }
        let said = operation.wish.method.as_ref();
        let said = said.filter(|_| operation.rust_name.is_none() && operation.form.is_none());
        said.or_else(|| cuts.get(&index)).cloned()
    };
    let mut seen = BTreeSet::new();
    let mut twice = BTreeSet::new();
    for index in members {
        let word = snake(&short(*index).unwrap_or_else(|| words[*index].clone()));
        if !seen.insert(word.clone()) {
            twice.insert(word);
        }
    }
    let words = members.iter().map(|index| {
        let short = short(*index).filter(|word| !twice.contains(&snake(word)));
        (*index, short.unwrap_or_else(|| words[*index].clone()))
    });
    words.collect()
}

/// A word without the words of a group.
struct Cut {
    place: Place,
    rest: String,
}

/// The place of a group's words among those of an operation.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// First: `tags_list`.
    First,
    /// First, where `tag` of the group `tags` can be a verb, as one other word comes after it: `tag_campaigns`.
    Verb,
    /// Behind another word: `list_tags`.
    Later,
}

/// A word without the words of a group, if it has these and others.
fn without(word: &str, group: &str) -> Option<Cut> {
    let (word, group) = (snake(word), snake(group));
    let words: Vec<&str> = word.split('_').collect();
    let stems: Vec<&str> = group.split('_').map(singular).collect();
    let is_group = |window: &[&str]| {
        window
            .iter()
            .map(|word| singular(word))
            .eq(stems.iter().copied())
    };
    let start = words.windows(stems.len()).position(is_group)?;
    let rest = [&words[..start], &words[start + stems.len()..]].concat();
    let place = match words[..] {
        _ if start > 0 => Place::Later,
        [first, _] if stems.len() == 1 && first != group => Place::Verb,
        _ => Place::First,
    };
    (!rest.is_empty()).then(|| Cut {
        place,
        rest: rest.join("_"),
    })
}

/// The word in comparisons: `payments` equals `payment`, and `companies` equals `company`.
fn singular(word: &str) -> &str {
    let stem = word.strip_suffix("ies").or_else(|| word.strip_suffix('y'));
    stem.or_else(|| word.strip_suffix('s')).unwrap_or(word)
}

/// The name of an operation's marker type.
fn marker(word: &str) -> String {
    not_taken(word, "Operation")
}

/// The name of the method of a group.
fn group_method(word: &str) -> String {
    let name = snake(word);
    if surface::CLIENT_METHODS.contains(&&*name) {
        format!("{name}_group")
    } else {
        name
    }
}

/// The name of the type of a group.
fn group_type(word: &str) -> String {
    not_taken(word, "Group")
}

/// The name of a type, with a suffix if a module of operations uses the name.
fn not_taken(word: &str, suffix: &str) -> String {
    let name = camel(word);
    if surface::is_taken(Room::Operations, &name) {
        format!("{name}{suffix}")
    } else {
        name
    }
}

/// The words of a path without the format behind it: `GET /users/{id}.json` is `get users by id`.
fn without_format(operation: &api::Operation) -> Option<String> {
    let path = operation.path.as_str();
    let path = path
        .strip_suffix(".json")
        .or_else(|| path.strip_suffix(".xml"));
    let path = path.filter(|path| id(operation).is_none() && !path.ends_with('/'))?;
    Some(path_word(operation, path))
}

/// `GET /users/{id}/notes` is `get users by id notes`.
fn path_word(operation: &api::Operation, path: &str) -> String {
    let mut words = vec![operation.method.text().exact().to_lowercase()];
    let segments = path.split('/');
    for segment in segments.filter(|segment| !segment.is_empty()) {
        let inner = segment.strip_prefix('{');
        match inner.and_then(|segment| segment.strip_suffix('}')) {
            Some(parameter) => words.push(format!("by {parameter}")),
            None => words.push(segment.to_owned()),
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn the_words_of_a_group_are_left_out() {
        for (word, group, short) in [
            ("listPayments", "Payments", Some("list")),
            ("payments/list-all", "payments", Some("list_all")),
            ("get_payment_link", "Payment Links", Some("get")),
            ("retrieveCompany", "companies", Some("retrieve")),
            ("payments", "Payments", None),
            ("listBills", "Payments", None),
        ] {
            let rest = without(word, group).map(|cut| cut.rest);
            assert_eq!(rest.as_deref(), short, "{word}");
        }
    }
}
