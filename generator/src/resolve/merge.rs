//! Parts that hold all at once, none of them a union: members of all objects are members of the whole,
//! and what is no object is as narrow as its parts make it.

use super::Resolver;
use super::all_of::Part;
use super::keywords::Keywords;
use crate::api::{Additional, Kind, Object, SchemaId};
use crate::diagnostic::{Code, Pointer};
use serde_json::Value;

/// Whether no value is of all these parts: their types differ, or the values that they list.
pub fn contradict<'p, 'a: 'p>(parts: impl Iterator<Item = &'p Part<'a>> + Clone) -> bool {
    let lists = parts.clone().map(|part| &part.keywords.values);
    let mut lists = lists.filter(|values| !values.is_empty());
    let left = lists.try_fold(Vec::new(), |left, values| common(&left, values));
    left.is_none() || types(parts).len() > 1
}

/// The types that parts say or mean; a whole number is a number.
fn types<'p, 'a: 'p>(parts: impl IntoIterator<Item = &'p Part<'a>>) -> Vec<&'a str> {
    let meant = parts
        .into_iter()
        .filter_map(|part| part.keywords.meant_type());
    let mut types: Vec<&str> = Vec::new();
    for ty in meant {
        match (
            ty,
            types
                .iter()
                .position(|other| matches!(*other, "integer" | "number")),
        ) {
            ("integer", Some(index)) => types[index] = ty,
            ("number", Some(_)) => {}
            _ if types.contains(&ty) => {}
            _ => types.push(ty),
        }
    }
    types
}

/// Whether a part describes a member only by what it requires of it, should it be an object.
fn adds_required(keywords: &Keywords<'_>, name: &str) -> bool {
    let described = keywords.properties.and_then(|all| all.get(name)?.as_item());
    let described = described.map(|schema| Keywords::of(schema));
    described.is_some_and(|member| member.ty.is_none() && member.is_required_set())
}

/// The values in both lists, of which an empty one lists all there are.
fn common(a: &[Value], b: &[Value]) -> Option<Vec<Value>> {
    let both = b.iter().filter(|value| a.is_empty() || a.contains(value));
    let both: Vec<Value> = both.cloned().collect();
    (!both.is_empty()).then_some(both)
}

impl<'a> Resolver<'a, '_> {
    /// The shape of what all `parts` describe at once; none of them is a union.
    pub(super) fn merge(&mut self, id: SchemaId, at: &Pointer, parts: &[Part<'a>]) -> Kind {
        let types = types(parts);
        match types[..] {
            [] if parts.iter().all(|part| part.keywords.values.is_empty()) => Kind::Any,
            ["object"] => Kind::Object(self.merge_objects(parts)),
            [] | [_] => self.narrow(id, at, parts, types.first().copied()),
            _ => {
                let list = format!("one is of type `{}`", types.join("`, one of type `"));
                self.diagnostics.report(Code::AllOfMixed, at, &[&list]);
                Kind::Any
            }
        }
    }

    /// What is no object: the values that all parts list, the last format, the last items.
    fn narrow(
        &mut self,
        id: SchemaId,
        at: &Pointer,
        parts: &[Part<'a>],
        ty: Option<&'a str>,
    ) -> Kind {
        let list = |part: &&Part<'a>| part.keywords.items.is_some();
        if let (Some("array"), Some(last)) = (ty, parts.iter().rfind(list)) {
            return self.array(last.owner, &last.keywords, &last.at);
        }
        let mut merged = Keywords {
            ty,
            ..Keywords::default()
        };
        for part in parts {
            let Keywords { format, values, .. } = &part.keywords;
            merged.format = format.clone().or(merged.format);
            let listed = &mut self.api.schemas[id.0].listed;
            for (value, said) in &part.keywords.listed {
                listed.entry(value.clone()).or_insert_with(|| said.clone());
            }
            if values.is_empty() {
                continue;
            }
            let both: Vec<Value> = values
                .iter()
                .filter(|value| merged.values.is_empty() || merged.values.contains(value))
                .cloned()
                .collect();
            if both.is_empty() {
                self.diagnostics
                    .report(Code::AllOfConflict, &part.at, &["enum"]);
            }
            merged.values = if both.is_empty() {
                values.clone()
            } else {
                both
            };
        }
        self.single(id, &merged, at)
    }

    fn merge_objects(&mut self, parts: &[Part<'a>]) -> Object {
        let mut merged = Object::default();
        // A part that is closed can't know its siblings' members: the whole is closed when each is.
        let mut closed = !parts.is_empty();
        for part in parts {
            let object = self.object(part.owner, &part.keywords, &part.at);
            closed &= object.additional == Additional::Closed
                || (object.properties.is_empty() && part.keywords.additional.is_none());
            if let Additional::Schema(_) = object.additional {
                merged.additional = object.additional;
            }
            merged.alternatives = object.alternatives.or(merged.alternatives);
            for (name, property) in object.properties {
                if let Some(earlier) = merged.properties.get(&name) {
                    let (earlier, later) = (earlier.schema, property.schema);
                    if adds_required(&part.keywords, &name) {
                        continue;
                    }
                    if !self.agree(earlier, later) {
                        self.diagnostics
                            .report(Code::AllOfConflict, &part.at, &[&name]);
                    }
                    if self.is_wider(later, earlier) {
                        continue;
                    }
                }
                merged.properties.insert(name, property);
            }
        }
        if closed && parts.iter().any(|part| part.keywords.additional.is_some()) {
            merged.additional = Additional::Closed;
        }
        let required = || parts.iter().flat_map(|part| part.keywords.required);
        for (name, property) in &mut merged.properties {
            property.required = required().any(|required| required == name);
        }
        for part in parts {
            self.check_required(&merged, part.keywords.required, &part.at);
        }
        merged
    }

    /// Whether two descriptions of one member speak of the same kind of value.
    fn agree(&self, a: SchemaId, b: SchemaId) -> bool {
        match (self.word(a), self.word(b)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        }
    }

    /// Whether the first of two descriptions of one member says less than the second.
    fn is_wider(&self, a: SchemaId, b: SchemaId) -> bool {
        let kind = |id: SchemaId| &self.api[self.api.behind_aliases(id).0].kind;
        let said = |id: SchemaId| match kind(id) {
            Kind::Any | Kind::Alias(_) | Kind::Loose(_) => 0,
            Kind::Object(object) => 1 + object.properties.len().min(1),
            Kind::Array(items) => 1 + usize::from(*kind(*items) != Kind::Any),
            Kind::String(format) => 1 + usize::from(format.keyword().is_some()),
            Kind::OpenEnum(_) => 2,
            Kind::StringEnum(_) | Kind::IntegerEnum(_) | Kind::BooleanConstant(_) => 3,
            Kind::Boolean | Kind::Integer(_) | Kind::Number | Kind::Union(_) => 1,
        };
        !self.unread.contains(&a) && self.agree(a, b) && said(a) < said(b)
    }

    /// The kind of JSON value that a schema is for.
    fn word(&self, id: SchemaId) -> Option<&'static str> {
        match &self.api[self.api.behind_aliases(id).0].kind {
            Kind::Any | Kind::Alias(_) | Kind::Loose(_) | Kind::Union(_) => None,
            Kind::Boolean | Kind::BooleanConstant(_) => Some("boolean"),
            Kind::Integer(_) | Kind::Number | Kind::IntegerEnum(_) => Some("number"),
            Kind::String(_) | Kind::StringEnum(_) | Kind::OpenEnum(_) => Some("string"),
            Kind::Array(_) => Some("array"),
            Kind::Object(_) => Some("object"),
        }
    }
}
