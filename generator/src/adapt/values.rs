//! A value of the document beside its schema: where the two contradict each other in a way that a
//! decoder can't overlook.
//!
//! What it overlooks is none: a null for an optional member, a member or a value of an enum that is
//! not described. A member that the schema forbids is one: what has no place for it loses it. In what
//! is sent, the branches of a union are closed: a value that none of them lists has no variant to be.

use super::edges::Edge;
use crate::api::{Additional, Api, IntegerFormat, Kind, Object, SchemaId, Union, constant};
use crate::diagnostic::Pointer;
use serde_json::Value;

/// What a value shows that its schema forbids.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Contradiction {
    /// A required member is missing.
    Missing(SchemaId, String),
    /// It is null.
    Null(Edge),
    /// It is of another kind.
    Other(Edge),
    /// The schema's own example is of another kind.
    Own(SchemaId),
    /// It has a member that the schema forbids.
    Forbidden(SchemaId, String),
    /// None of the schema's branches describes it; or it lacks a constant, or can't be sent.
    Apart(SchemaId),
}

/// A contradiction, and where the document shows it.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Where the value stands.
    pub at: Pointer,
    /// What it shows, and what the schema has in its place, in words.
    pub words: String,
    /// What that is.
    pub what: Contradiction,
}

/// How many values are looked at for one example: a branch of a union is one of many, at each level.
const MOST: usize = 100_000;

/// How many unions within unions are looked into for whether they can take a value.
const DEPTH: usize = 8;

/// What an example contradicts. `edge` leads to `schema`; a schema's own example has none.
/// One that is not received is compared with what can be sent.
pub fn compare(
    api: &Api,
    received: bool,
    edge: Option<Edge>,
    schema: SchemaId,
    value: &Value,
    at: &Pointer,
) -> Vec<Finding> {
    let mut comparison = Comparison {
        api,
        received,
        findings: Vec::new(),
        left: MOST,
    };
    if let Some(edge) = edge {
        comparison.value(edge, false, schema, value, at);
    } else {
        comparison.root(schema, value, at);
    }
    comparison.findings
}

struct Comparison<'a> {
    api: &'a Api,
    received: bool,
    findings: Vec<Finding>,
    /// How many more values are looked at.
    left: usize,
}

impl Comparison<'_> {
    fn find(&mut self, at: &Pointer, what: Contradiction, words: String) {
        let at = at.clone();
        self.findings.push(Finding { at, words, what });
    }

    fn root(&mut self, id: SchemaId, value: &Value, at: &Pointer) {
        let (target, _) = self.api.behind_aliases(id);
        let kind = &self.api[target].kind;
        if value.is_null() && (self.api.is_nullable(id) || *kind == Kind::Any) {
            return;
        }
        if !value.is_null() && fits(kind, value) {
            self.inside(target, value, at);
        } else {
            let words = format!("{} for {}", found(value), expected(kind));
            self.find(at, Contradiction::Own(id), words);
        }
    }

    fn value(&mut self, edge: Edge, optional: bool, id: SchemaId, value: &Value, at: &Pointer) {
        let (target, _) = self.api.behind_aliases(id);
        let kind = &self.api[target].kind;
        if value.is_null() {
            if !optional && !self.api.is_nullable(id) && *kind != Kind::Any {
                let words = format!("null for {}", expected(kind));
                self.find(at, Contradiction::Null(edge), words);
            }
        } else if fits(kind, value) {
            self.inside(target, value, at);
        } else {
            let words = format!("{} for {}", found(value), expected(kind));
            self.find(at, Contradiction::Other(edge), words);
        }
    }

    /// What is inside a value that is of the right kind.
    fn inside(&mut self, id: SchemaId, value: &Value, at: &Pointer) {
        let Some(left) = self.left.checked_sub(1) else {
            return;
        };
        self.left = left;
        match (&self.api[id].kind, value) {
            (Kind::Array(item), Value::Array(items)) => {
                self.length(id, items.len(), at);
                for (i, value) in items.iter().enumerate() {
                    self.value(Edge::Items(id), false, *item, value, &at.index(i));
                }
            }
            (Kind::Object(object), Value::Object(members)) => self.members(id, object, members, at),
            (Kind::Union(union), value) => self.branches(id, union, value, at),
            _ => {}
        }
    }

    /// Of what is sent, how many items there are is a part of the type.
    fn length(&mut self, id: SchemaId, found: usize, at: &Pointer) {
        if let Some(length) = self.api.fixed_length(id)
            && !self.received
            && found != length
        {
            let words = format!("a list of {found} where there are always {length}");
            self.find(at, Contradiction::Apart(id), words);
        }
    }

    fn members(
        &mut self,
        id: SchemaId,
        object: &Object,
        members: &serde_json::Map<String, Value>,
        at: &Pointer,
    ) {
        for (name, property) in &object.properties {
            // What only goes to the server need not come back.
            let schema = &self.api[property.schema];
            if schema.write_only {
                continue;
            }
            // A constant is not stored: it is always written, and read whatever it is.
            if constant(self.api, property).is_some() {
                if !members.contains_key(name) {
                    let words = format!("no `{name}`, which is required");
                    self.find(at, Contradiction::Apart(id), words);
                }
                continue;
            }
            if schema.read_only && !self.received {
                if object.additional == Additional::Closed && members.contains_key(name) {
                    let words = format!("`{name}`, which only the server writes");
                    self.find(&at.child(name), Contradiction::Apart(id), words);
                }
                continue;
            }
            if let Some(value) = members.get(name) {
                let edge = Edge::Property(id, name.clone());
                let optional = !property.required;
                self.value(edge, optional, property.schema, value, &at.child(name));
            } else if property.required {
                let what = Contradiction::Missing(id, name.clone());
                self.find(at, what, format!("no `{name}`, which is required"));
            }
        }
        let others = members.iter();
        for (name, value) in others.filter(|(name, _)| !object.properties.contains_key(*name)) {
            match object.additional {
                Additional::Schema(schema) => {
                    self.value(Edge::Values(id), false, schema, value, &at.child(name));
                }
                Additional::Closed => {
                    let what = Contradiction::Forbidden(id, name.clone());
                    let words = format!("`{name}`, which the schema forbids");
                    self.find(&at.child(name), what, words);
                }
                Additional::Any => {}
            }
        }
    }

    /// Of the branches that a value can be of, the one that it contradicts least counts; then the one
    /// that describes more of it.
    fn branches(&mut self, id: SchemaId, union: &Union, value: &Value, at: &Pointer) {
        let candidates = self.candidates(union, value, DEPTH);
        if candidates.is_empty() {
            let words = format!("{} that no branch describes", found(value));
            self.find(at, Contradiction::Apart(id), words);
        }
        let mut best: Option<((usize, usize), Vec<Finding>)> = None;
        for branch in candidates {
            let before = std::mem::take(&mut self.findings);
            self.inside(branch, value, at);
            let findings = std::mem::replace(&mut self.findings, before);
            let rank = (findings.len(), self.unknown(branch, value));
            if best.as_ref().is_none_or(|(other, _)| rank < *other) {
                best = Some((rank, findings));
                if rank == (0, 0) {
                    break;
                }
            }
        }
        self.findings
            .extend(best.into_iter().flat_map(|(_, findings)| findings));
    }

    /// How many members of a value a schema doesn't describe.
    fn unknown(&self, id: SchemaId, value: &Value) -> usize {
        let (Kind::Object(object), Value::Object(members)) = (&self.api[id].kind, value) else {
            return 0;
        };
        let names = members.keys();
        names
            .filter(|name| !object.properties.contains_key(*name))
            .count()
    }

    /// The branches that a value can be of: by the discriminator, else by its kind and by constants;
    /// in what is sent, by all values that are listed.
    fn candidates(&self, union: &Union, value: &Value, depth: usize) -> Vec<SchemaId> {
        if let Some(discriminator) = &union.discriminator
            && let Some(tag) = value.get(&discriminator.property).and_then(Value::as_str)
        {
            let tagged = discriminator.tags.iter().find(|(own, _)| own == tag);
            let branch = tagged.map(|(_, branch)| self.api.behind_aliases(*branch).0);
            return branch.into_iter().collect();
        }
        let targets = union.branches.iter();
        let targets = targets.map(|branch| self.api.behind_aliases(*branch).0);
        let possible = |id: &SchemaId| match &self.api[*id].kind {
            Kind::Object(object) => value.is_object() && !self.is_of_another(object, value),
            Kind::Union(union) if depth > 0 => !self.candidates(union, value, depth - 1).is_empty(),
            kind => fits(kind, value) && (self.received || is_listed(kind, value)),
        };
        targets.filter(possible).collect()
    }

    /// Whether a constant of `object` has another value; or, in what is sent, one of its members a value
    /// that is not listed.
    fn is_of_another(&self, object: &Object, value: &Value) -> bool {
        object.properties.iter().any(|(name, property)| {
            value.get(name).is_some_and(|member| {
                let constant = constant(self.api, property);
                constant.is_some_and(|constant| !constant.is(member))
                    || !self.received && !self.may_be(property.schema, member)
            })
        })
    }

    fn may_be(&self, id: SchemaId, value: &Value) -> bool {
        value.is_null() || is_listed(&self.api[self.api.behind_aliases(id).0].kind, value)
    }
}

/// Whether a value is one of those that an enum lists. Every value is one of anything else.
fn is_listed(kind: &Kind, value: &Value) -> bool {
    match kind {
        Kind::StringEnum(values) => values.iter().any(|listed| value == listed),
        Kind::IntegerEnum(values) => values.iter().any(|listed| value == listed),
        _ => true,
    }
}

/// Whether a decoder can take a value that is not null as one of this kind.
pub fn fits(kind: &Kind, value: &Value) -> bool {
    match kind {
        // Each of these keeps what it doesn't know.
        Kind::Any
        | Kind::Union(_)
        | Kind::Loose(_)
        | Kind::IntegerEnum(_)
        | Kind::Alias(_)
        | Kind::Integer(IntegerFormat::UnixTime) => true,
        Kind::Boolean | Kind::BooleanConstant(_) => value.is_boolean(),
        Kind::Integer(IntegerFormat::Uint64) => value.is_u64(),
        Kind::Integer(IntegerFormat::Int32 | IntegerFormat::Int64) => {
            value.is_i64() || is_whole(value)
        }
        Kind::Number => value.is_number(),
        Kind::String(_) | Kind::StringEnum(_) | Kind::OpenEnum(_) => value.is_string(),
        Kind::Array(_) => value.is_array(),
        Kind::Object(_) => value.is_object(),
    }
}

/// Whether a number is written with a fraction but has none, such as `1.0`.
fn is_whole(value: &Value) -> bool {
    let limit = 9_007_199_254_740_992.0;
    value
        .as_f64()
        .is_some_and(|number| number.fract() == 0.0 && number.abs() <= limit)
}

fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number",
        Value::Number(_) => "an integer",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn expected(kind: &Kind) -> &'static str {
    match kind {
        Kind::Boolean | Kind::BooleanConstant(_) => "a boolean",
        Kind::Integer(_) | Kind::IntegerEnum(_) => "an integer",
        Kind::Number => "a number",
        Kind::String(_) | Kind::StringEnum(_) | Kind::OpenEnum(_) => "a string",
        Kind::Array(_) => "an array",
        Kind::Object(_) => "an object",
        Kind::Any | Kind::Alias(_) | Kind::Loose(_) | Kind::Union(_) => "a value",
    }
}
