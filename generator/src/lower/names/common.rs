//! A name that is true at all places of a type: the words that the names of the places have in common.
//! `create_category` and `get_category` give `CategoryResponse`; `billing_address` and `shipping_address` of an order
//! give `OrderAddress`. Without such words, it is named after the few members or values that it has.

use crate::api::{Api, Kind, Owner, SchemaId, Status};
use crate::ir::{Name, TypeId};
use crate::lower::names::share::word;
use crate::lower::names::{camel, status_word};
use heck::ToSnakeCase;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Words that no name of a type begins or ends with: methods, and links between words.
const AROUND: &[&str] = &[
    "a", "add", "all", "an", "and", "any", "are", "as", "at", "by", "check", "copy", "create",
    "delete", "fetch", "find", "for", "from", "get", "has", "in", "is", "list", "make", "me", "my",
    "new", "of", "on", "or", "other", "patch", "post", "put", "query", "read", "remove",
    "retrieve", "save", "search", "set", "show", "the", "to", "update", "upsert", "using", "with",
];

/// Nouns that tell too little alone.
const VAGUE: &[&str] = &[
    "api", "data", "id", "ids", "item", "items", "name", "request", "response", "result",
    "results", "type", "value", "values",
];

/// Words with an `s` that are no plurals.
const SINGULAR: &[&str] = &["aws", "goods", "ios", "news"];

/// The most words of a name that are compared.
const LONGEST: usize = 12;

/// The most members of an object, or values of an enum, that its name lists.
const MOST_NAMES: usize = 3;

/// The name of a type for responses of several operations, if there is a true one.
pub fn of_responses(api: &Api, operations: &[&Name], places: &[SchemaId]) -> Option<String> {
    let responses = places.iter().map(|id| match &api[*id].owner {
        Owner::Response(operation, status) => Some((operations[operation.0].as_str(), *status)),
        _ => None,
    });
    let responses: Vec<_> = responses.collect::<Option<_>>()?;
    let names: BTreeSet<&str> = responses.iter().map(|(name, _)| *name).collect();
    if names.len() < 2 {
        return None;
    }
    let statuses: BTreeSet<Status> = responses.into_iter().map(|(_, status)| status).collect();
    let is_success = statuses.iter().any(|status| status.is_success());
    let common = words(&names, tells);
    let kind = if is_success { "Response" } else { "Error" };
    Some(match (common, statuses.first()) {
        (Some(common), _) if is_success || statuses.len() > 1 => format!("{common}{kind}"),
        (Some(common), Some(status)) => format!("{common}Error{status}"),
        (None, Some(status @ Status::Code(_))) if !is_success && statuses.len() == 1 => {
            format!("{}Error", camel(&status_word(*status)))
        }
        _ => format!("{}{kind}", members(api, places[0], "")?),
    })
}

/// The words that the names of several operations have in common.
pub fn of_operations(names: &BTreeSet<&str>) -> Option<String> {
    let is_any = names.len() > 1;
    is_any.then(|| words(names, tells)).flatten()
}

/// The name of a type for several members and parameters, if there is a true one.
pub fn of_members<'n>(
    api: &Api,
    places: &[SchemaId],
    ty: impl Fn(SchemaId) -> Option<(TypeId, &'n str)>,
) -> Option<String> {
    // A member of the type itself is no place of its own.
    let own: BTreeSet<SchemaId> = places.iter().copied().collect();
    let is_inner = |id: SchemaId| parent(api, id).is_some_and(|parent| own.contains(&parent));
    let outer = || places.iter().copied().filter(|id| !is_inner(*id));
    let names = outer().map(|id| word(api, id));
    let names: BTreeSet<&str> = names.collect::<Option<_>>()?;
    let parents = outer().map(|id| ty(parent(api, id)?));
    let parents: Option<BTreeSet<(TypeId, &str)>> = parents.collect();
    let parents: Vec<_> = parents.unwrap_or_default().into_iter().collect();
    let object = match parents[..] {
        [(_, object)] => Some(object),
        _ => None,
    };
    // The name of their object makes up for a vague noun.
    let tells = if object.is_some() {
        |_: &str| true
    } else {
        tells
    };
    if let Some(common) = words(&names, tells) {
        return Some(format!("{}{common}", object.unwrap_or_default()));
    }
    if let Some(values) = values(api, places[0]) {
        return Some(values);
    }
    let names: Vec<&str> = names.into_iter().collect();
    match (&names[..], object) {
        ([first, second], Some(object)) => {
            Some(format!("{object}{}Or{}", camel(first), camel(second)))
        }
        _ => members(api, places[0], "Object"),
    }
}

/// The object of a member, directly or in a list.
fn parent(api: &Api, mut id: SchemaId) -> Option<SchemaId> {
    loop {
        match &api[id].owner {
            Owner::Property(parent, _) => return Some(*parent),
            Owner::Items(parent) | Owner::Target(parent) => id = *parent,
            _ => return None,
        }
    }
}

/// The few values of an enum, as a name: `AscOrDesc`.
fn values(api: &Api, id: SchemaId) -> Option<String> {
    match &api[id].kind {
        Kind::StringEnum(values) | Kind::OpenEnum(values) if values.len() > 1 => {
            few(values.iter(), "Or")
        }
        _ => None,
    }
}

/// The few members of an object, as a name: `LatLng`. A single one gets the word for the kind of thing.
fn members(api: &Api, id: SchemaId, kind: &str) -> Option<String> {
    match &api[id].kind {
        Kind::Object(object) => {
            // A value with an id and a type is no type of an id.
            let is_clear = object
                .properties
                .keys()
                .any(|name| tells(&name.to_snake_case()));
            let name = few(object.properties.keys(), if is_clear { "" } else { "And" })?;
            let is_single = object.properties.len() == 1;
            Some(format!("{name}{}", if is_single { kind } else { "" }))
        }
        _ => None,
    }
}

/// A few names as one.
fn few<'n>(names: impl ExactSizeIterator<Item = &'n String>, between: &str) -> Option<String> {
    let is_few = (1..=MOST_NAMES).contains(&names.len());
    let is_word = |name: &str| name.starts_with(|c: char| c.is_ascii_alphabetic());
    let names = names.map(|name| is_word(name).then(|| camel(name)));
    let names: Option<Vec<String>> = names.collect();
    names.filter(|_| is_few).map(|names| names.join(between))
}

/// The longest row of words that all names have, of which one tells something: in the singular if one name has it so.
pub fn words(names: &BTreeSet<&str>, tells: fn(&str) -> bool) -> Option<String> {
    let names = names.iter().map(|name| split(name));
    let names: Vec<Vec<String>> = names
        .map(|name| name.into_iter().take(LONGEST).collect())
        .collect();
    let exact = row(&names, tells, |a, b| a == b)?;
    let best = row(&names, tells, are_same)?;
    // `apps_installations` and `installations_of_app` are installations, and not apps.
    if exact.len() == best.len() {
        return (!exact.is_empty()).then(|| camel(&exact.join("_")));
    }
    let mut rows = names.iter().filter_map(|name| find(name, best, are_same));
    let is_one = |row: &&[String]| row.last().is_some_and(|last| singular(last) == *last);
    Some(camel(&rows.find(is_one).unwrap_or(best).join("_")))
}

/// The longest row of words that all names have; an empty one, if none tells something. None without names.
fn row(
    names: &[Vec<String>],
    tells: fn(&str) -> bool,
    are_same: fn(&[String], &[String]) -> bool,
) -> Option<&[String]> {
    let shortest = names.iter().min_by_key(|name| name.len())?;
    let mut best: &[String] = &[];
    for begin in 0..shortest.len() {
        for end in begin + best.len() + 1..=shortest.len() {
            let row = &shortest[begin..end];
            let mut ends = [row.first(), row.last()].into_iter().flatten();
            let is_clear = ends.all(|word| !is_around(word)) && row.iter().any(|word| tells(word));
            let mut names = names.iter();
            if is_clear && names.all(|name| find(name, row, are_same).is_some()) {
                best = row;
            }
        }
    }
    Some(best)
}

/// The words of a name, in lower case.
pub fn split(name: &str) -> Vec<String> {
    let name = name.to_snake_case();
    let words = name.split('_').filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Finds a row of words in a name: the words as the name has them.
fn find<'n>(
    name: &'n [String],
    row: &[String],
    are_same: fn(&[String], &[String]) -> bool,
) -> Option<&'n [String]> {
    let mut rows = name.windows(row.len());
    rows.find(|words| are_same(words, row))
}

/// Whether two rows of words differ by plurals only.
pub fn are_same(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| singular(a) == singular(b))
}

/// The singular of a regular plural. `https` is no plural, as `http` is no word.
pub fn singular(word: &str) -> Cow<'_, str> {
    let is_word = |stem: &str| stem.len() > 1 && stem.contains(['a', 'e', 'i', 'o', 'u']);
    if SINGULAR.contains(&word) {
        return Cow::Borrowed(word);
    }
    match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) if !stem.is_empty() => Cow::Owned(format!("{stem}y")),
        (_, Some(stem)) if is_word(stem) && !stem.ends_with(['s', 'u', 'i']) => Cow::Borrowed(
            stem.strip_suffix("sse")
                .map_or(stem, |_| &stem[..stem.len() - 1]),
        ),
        _ => Cow::Borrowed(word),
    }
}

/// Whether no name of a type begins or ends with a word: a method, or the number of a version.
pub fn is_around(word: &str) -> bool {
    let number = word.strip_prefix('v').unwrap_or(word);
    number.bytes().all(|b| b.is_ascii_digit()) || word.len() == 1 || AROUND.contains(&word)
}

/// Whether a word tells something about a value.
pub fn tells(word: &str) -> bool {
    !is_around(word) && !VAGUE.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::{tells, words};

    #[test]
    fn the_longest_row_without_vague_ends() {
        for (names, expected) in [
            (&["CreateCategory", "GetCategory"][..], Some("Category")),
            (&["GetUserById", "UpdateUser"], Some("User")),
            (&["billing_address", "shippingAddress"], Some("Address")),
            (&["start_date_time", "end_date_time"], Some("DateTime")),
            (&["kit_item", "kitItem"], Some("KitItem")),
            (&["user_id", "account_id"], None),
            (&["GetCategories", "CreateCategory"], Some("Category")),
            (&["ListPets", "DeletePets"], Some("Pets")),
            (&["status", "job_status"], Some("Status")),
            (&["billing_addresses", "address"], Some("Address")),
            (&["http_port", "https_port"], Some("Port")),
            (
                &["GetAppsInstallations", "ListInstallationsOfApp"],
                Some("Installations"),
            ),
            (&["GetDateOfBirth", "SetDateOfBirth"], Some("DateOfBirth")),
            (&["GetPets", "ListOwners"], None),
            (&["PostV1Pets", "PostV1Owners"], None),
            (&["images", "attachments"], None),
            (&["GetA", "PutA"], None),
        ] {
            let names = names.iter().copied().collect();
            assert_eq!(words(&names, tells).as_deref(), expected, "{names:?}");
        }
    }
}
