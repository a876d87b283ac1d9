//! Unions that are enums: every branch lists values. Documents describe each value so, and with plain strings
//! as a branch, allow further values.

use crate::api::{Annotation, Api, Kind, SchemaId, StringFormat, Union};
use crate::map::IndexSet;
use std::collections::BTreeMap;

/// A union that is an enum.
pub struct Listed {
    /// The shape.
    pub kind: Kind,
    /// The annotations of its values.
    pub annotations: BTreeMap<String, Annotation>,
    /// Whether a branch is a password.
    pub password: bool,
}

/// The enum of a union of enums of one kind, or of enums and plain strings.
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

/// The most levels of unions within unions.
const NESTED: usize = 8;

#[derive(Default)]
struct Values<'a> {
    strings: IndexSet<&'a str>,
    integers: IndexSet<i64>,
    /// Whether plain strings are a branch.
    is_open: bool,
    listed: BTreeMap<String, Annotation>,
    password: bool,
    /// The visited unions.
    seen: IndexSet<SchemaId>,
}

impl<'a> Values<'a> {
    /// Adds the values of each branch; returns whether every branch lists values.
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

    /// Adds the annotations of a branch's values, or the texts of a branch with one value.
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
        // A string with letters names itself, so only others take the title.
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
