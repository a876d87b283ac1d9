//! Unions that are enums: every branch lists values. It is how a document says something of each value,
//! and, with plain strings for one of the branches, that there are further ones.

use crate::api::{Annotation, Api, Kind, SchemaId, StringFormat, Union};
use indexmap::IndexSet;
use std::collections::BTreeMap;

/// A union that is an enum.
pub struct Listed {
    /// The shape.
    pub kind: Kind,
    /// What it says of its values.
    pub annotations: BTreeMap<String, Annotation>,
    /// Whether a branch is a password.
    pub password: bool,
}

/// What a union of enums of one kind is, or of enums and plain strings.
pub fn of(api: &Api, union: &Union) -> Option<Listed> {
    let mut values = Values::default();
    values.add(api, union, NESTED).then_some(())?;
    let Values {
        strings,
        integers,
        is_open,
        listed,
        password,
        ..
    } = values;
    let kind = match (strings.is_empty(), integers.is_empty(), is_open) {
        (false, true, is_open) => {
            let strings = strings.into_iter().map(str::to_owned).collect();
            if is_open {
                Kind::OpenEnum(strings)
            } else {
                Kind::StringEnum(strings)
            }
        }
        (true, false, false) => Kind::IntegerEnum(integers.into_iter().collect()),
        _ => return None,
    };
    Some(Listed {
        kind,
        annotations: listed,
        password,
    })
}

/// How many unions within unions are looked into.
const NESTED: usize = 8;

#[derive(Default)]
struct Values<'a> {
    strings: IndexSet<&'a str>,
    integers: IndexSet<i64>,
    /// Whether plain strings are among them.
    is_open: bool,
    listed: BTreeMap<String, Annotation>,
    password: bool,
    /// The unions that were looked into.
    seen: IndexSet<SchemaId>,
}

impl<'a> Values<'a> {
    /// Adds the values of each branch; whether every branch is of values.
    fn add(&mut self, api: &'a Api, union: &'a Union, depth: usize) -> bool {
        union.branches.iter().all(|branch| {
            let (id, _) = api.behind_aliases(*branch);
            match &api[id].kind {
                Kind::StringEnum(values) => self.strings.extend(values.iter().map(String::as_str)),
                Kind::IntegerEnum(values) => self.integers.extend(values),
                Kind::OpenEnum(values) => {
                    self.is_open = true;
                    self.strings.extend(values.iter().map(String::as_str));
                }
                Kind::String(StringFormat::Plain) => self.is_open = true,
                Kind::Union(inner) if depth > 0 && inner.discriminator.is_none() => {
                    return !self.seen.insert(id) || self.add(api, inner, depth - 1);
                }
                _ => return false,
            }
            self.password |= api.aliases(*branch).any(|id| api[id].password);
            self.listen(api, id);
            true
        })
    }

    /// Adds what a branch says of its values, or of itself when it has just one.
    fn listen(&mut self, api: &Api, id: SchemaId) {
        let branch = &api[id];
        for (value, said) in &branch.annotations {
            self.listed
                .entry(value.clone())
                .or_insert_with(|| said.clone());
        }
        let value = match &branch.kind {
            Kind::StringEnum(values) if values.len() == 1 => values[0].clone(),
            Kind::IntegerEnum(values) if values.len() == 1 => values[0].to_string(),
            _ => return,
        };
        // A string is its own name, unless there is nothing in it to speak.
        let is_name = value.contains(char::is_alphabetic);
        let mut docs = branch.docs.clone();
        let name = docs.short_title().filter(|_| !is_name).map(str::to_owned);
        if name.is_some() || docs.title.as_deref() == Some(&*value) {
            docs.title = None;
        }
        docs.constraints = None;
        let said = Annotation { name, docs };
        if said != Annotation::default() {
            self.listed.entry(value).or_insert(said);
        }
    }
}
