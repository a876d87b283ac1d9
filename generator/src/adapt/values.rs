//! Compares a value of the document with its schema, and finds contradictions that a decoder can't overlook.
//!
//! A decoder overlooks a null for an optional member, an undescribed member and an undescribed value of an
//! enum. It loses a member that the schema forbids, so that is a contradiction. In requests, the branches of a
//! union are closed: a value that no branch lists has no variant.
//!
//! Each branch is compared with a value once, for any number of paths to it. The steps of all comparisons are
//! limited by the size of the document: 20,000 members with 20,000 examples would take 400,000,000.

use super::edges::Edge;
use super::finding::{Contradiction, Finding, Place, Step, Words};
use crate::api::{Additional, Api, IntegerFormat, Kind, Object, SchemaId, Tuple, constant};
use crate::map::{IndexMap, IndexSet};
use crate::number::{has_fraction, whole_value};
use crate::openapi::is_large;
use crate::steps::steps;
use serde_json::{Map, Value};
use std::rc::Rc;

/// The budget for the steps of all comparisons.
pub struct Budget {
    left: usize,
}

/// The steps for each thing in the document, and further ones for every document. Real documents take up to two
/// for each thing.
const EACH: usize = 20;
const BESIDES: usize = 10_000;

impl Budget {
    /// The budget of a document with this number of schemas, members, branches, listed values and values in
    /// examples.
    pub fn of(things: usize) -> Self {
        Self {
            left: BESIDES + EACH * things,
        }
    }

    fn spend(&mut self, count: usize) {
        steps(count);
        self.left = self.left.saturating_sub(count);
    }

    /// Whether the budget is spent: later findings may be incomplete.
    pub fn is_spent(&self) -> bool {
        self.left == 0
    }
}

/// The findings about a value, which several unions can share.
type Found<'a> = Rc<[Finding<'a>]>;

/// Compares a value with a schema.
pub struct Comparison<'a, 'b> {
    api: &'a Api,
    /// Whether each schema allows `null`.
    nullable: &'b [bool],
    /// Whether the value is received; otherwise it is compared with the sendable values.
    received: bool,
    budget: &'b mut Budget,
    findings: Vec<Finding<'a>>,
    /// The findings about a value in a branch of a union, and in a union.
    known: IndexMap<(SchemaId, *const Value), Found<'a>>,
}

impl<'a, 'b> Comparison<'a, 'b> {
    pub fn new(api: &'a Api, nullable: &'b [bool], received: bool, budget: &'b mut Budget) -> Self {
        Self {
            api,
            nullable,
            received,
            budget,
            findings: Vec::new(),
            known: IndexMap::default(),
        }
    }

    /// The findings about a schema's own example.
    pub fn own(mut self, id: SchemaId, value: &'a Value) -> Vec<Finding<'a>> {
        let (target, _) = self.api.behind_aliases(id);
        let kind = &self.api[target].kind;
        if value.is_null() && (self.nullable[id.0] || kind.is_any()) {
            return Vec::new();
        }
        if !value.is_null() && fits(kind, value) {
            self.inside(target, value, &Place::Example);
        } else {
            let words = Words::For(found(value, kind), expected(kind));
            self.find(&Place::Example, Contradiction::Own(id), words);
        }
        self.findings
    }

    /// The findings about a value at the end of an edge.
    pub fn at_edge(mut self, edge: Edge, id: SchemaId, value: &'a Value) -> Vec<Finding<'a>> {
        self.value(|| edge, false, id, value, &Place::Example);
        self.findings
    }

    /// The findings about the value itself, without the values inside it.
    pub fn only_at_edge(mut self, edge: Edge, id: SchemaId, value: &'a Value) -> Vec<Finding<'a>> {
        let (target, _) = self.api.behind_aliases(id);
        if value.is_null() || !fits(&self.api[target].kind, value) {
            self.value(|| edge, false, id, value, &Place::Example);
        }
        self.findings
    }

    fn find(&mut self, place: &Place<'_, 'a>, what: Contradiction, words: Words<'a>) {
        let steps = place.steps();
        self.budget.spend(1 + steps.len());
        self.findings.push(Finding { steps, words, what });
    }

    fn value(
        &mut self,
        edge: impl FnOnce() -> Edge,
        optional: bool,
        id: SchemaId,
        value: &'a Value,
        place: &Place<'_, 'a>,
    ) {
        let (target, _) = self.api.behind_aliases(id);
        let kind = &self.api[target].kind;
        if value.is_null() {
            if !optional && !self.nullable[id.0] && !kind.is_any() {
                let words = Words::For("null", expected(kind));
                self.find(place, Contradiction::Null(edge()), words);
            }
        } else if fits(kind, value) {
            self.inside(target, value, place);
        } else {
            let words = Words::For(found(value, kind), expected(kind));
            self.find(place, Contradiction::Other(edge()), words);
        }
    }

    /// Compares the values inside a value of the right kind. Values are at most 128 levels deep.
    fn inside(&mut self, id: SchemaId, value: &'a Value, place: &Place<'_, 'a>) {
        self.budget.spend(1);
        if self.budget.is_spent() {
            return;
        }
        match (&self.api[id].kind, value) {
            (Kind::Array(item), Value::Array(items)) => {
                self.length(id, items.len(), place);
                for (i, value) in items.iter().enumerate() {
                    let place = Place::In(place, Step::Item(i));
                    self.value(|| Edge::Items(id), false, *item, value, &place);
                }
            }
            (Kind::Tuple(tuple), Value::Array(items)) => self.places(id, tuple, items, place),
            (Kind::Object(object), Value::Object(members)) => {
                self.members(id, object, members, place);
            }
            (Kind::Union(_), value) => {
                let found = self.tried(id, value, place);
                self.findings.extend_from_slice(&found);
            }
            _ => {}
        }
    }

    /// The length of a list is a part of its sent type.
    fn length(&mut self, id: SchemaId, found: usize, place: &Place<'_, 'a>) {
        if let Some(length) = self.api.fixed_length(id)
            && !self.received
            && found != length
        {
            let words = Words::Length(found, length);
            self.find(place, Contradiction::Apart(id), words);
        }
    }

    fn places(
        &mut self,
        id: SchemaId,
        tuple: &'a Tuple,
        items: &'a [Value],
        place: &Place<'_, 'a>,
    ) {
        let length = tuple.places.len();
        let is_closed = tuple.additional == Additional::Closed;
        if !self.received && (items.len() < tuple.least || is_closed && items.len() > length) {
            let words = Words::Length(items.len(), length);
            self.find(place, Contradiction::Apart(id), words);
        }
        for (i, value) in items.iter().enumerate() {
            let inner = Place::In(place, Step::Item(i));
            if let Some(described) = tuple.places.get(i) {
                // A received list may be shorter.
                let optional = self.received || i >= tuple.least;
                let edge = || Edge::Place(id, i);
                self.value(edge, optional, described.schema, value, &inner);
            } else if let Additional::Schema(schema) = tuple.additional {
                self.value(|| Edge::Items(id), false, schema, value, &inner);
            }
        }
    }

    fn members(
        &mut self,
        id: SchemaId,
        object: &'a Object,
        members: &'a Map<String, Value>,
        place: &Place<'_, 'a>,
    ) {
        self.budget.spend(object.properties.len() + members.len());
        for (name, property) in &object.properties {
            let inner = Place::In(place, Step::Key(name));
            // A write-only member need not be received.
            let schema = &self.api[property.schema];
            if schema.write_only {
                continue;
            }
            if !self.received && self.api.is_unsent(property) {
                if object.additional == Additional::Closed && members.contains_key(name) {
                    self.find(&inner, Contradiction::Apart(id), Words::OfServer(name));
                }
                continue;
            }
            // A constant is not stored: it is always written, and any value of it is read.
            if constant(self.api, property).is_some() {
                if !members.contains_key(name) {
                    self.find(place, Contradiction::Apart(id), Words::Missing(name));
                }
                continue;
            }
            if let Some(value) = members.get(name) {
                let edge = || Edge::Property(id, name.clone());
                self.value(edge, !property.required, property.schema, value, &inner);
            } else if property.required {
                let what = Contradiction::Missing(id, name.clone());
                self.find(place, what, Words::Missing(name));
            }
        }
        let others = members.iter();
        for (name, value) in others.filter(|(name, _)| !object.properties.contains_key(*name)) {
            let inner = Place::In(place, Step::Key(name));
            match object.additional {
                Additional::Schema(schema) => {
                    self.value(|| Edge::Values(id), false, schema, value, &inner);
                }
                Additional::Closed => {
                    let what = Contradiction::Forbidden(id, name.clone());
                    self.find(&inner, what, Words::Forbidden(name));
                }
                Additional::Any => {}
            }
        }
    }

    /// The findings about a value in a union, or in a branch of a union.
    fn tried(&mut self, id: SchemaId, value: &'a Value, place: &Place<'_, 'a>) -> Found<'a> {
        let key = (id, std::ptr::from_ref(value));
        if let Some(known) = self.known.get(&key) {
            let known = Rc::clone(known);
            self.budget.spend(1 + known.len());
            return known;
        }
        let before = std::mem::take(&mut self.findings);
        match &self.api[id].kind {
            Kind::Union(_) => self.branches(id, value, place),
            _ => self.inside(id, value, place),
        }
        let found = std::mem::replace(&mut self.findings, before);
        self.budget.spend(found.len());
        let found: Found<'a> = found.into();
        self.known.insert(key, Rc::clone(&found));
        found
    }

    /// Of the candidates for a value, the branch with the fewest findings counts; among equals, the branch that
    /// describes more of the value.
    fn branches(&mut self, id: SchemaId, value: &'a Value, place: &Place<'_, 'a>) {
        let candidates = self.candidates(id, value);
        if candidates.is_empty() {
            let words = Words::NoBranch(found(value, &Kind::Any));
            self.find(place, Contradiction::Apart(id), words);
        }
        let mut best: Option<((usize, usize), Found<'a>)> = None;
        for branch in candidates {
            let findings = self.tried(branch, value, place);
            let rank = (findings.len(), self.unknown(branch, value));
            if best.as_ref().is_none_or(|(other, _)| rank < *other) {
                best = Some((rank, findings));
                if rank == (0, 0) {
                    break;
                }
            }
        }
        if let Some((_, findings)) = best {
            self.findings.extend_from_slice(&findings);
        }
    }

    /// The number of members of a value that a schema doesn't describe.
    fn unknown(&mut self, id: SchemaId, value: &Value) -> usize {
        let (Kind::Object(object), Value::Object(members)) = (&self.api[id].kind, value) else {
            return 0;
        };
        self.budget.spend(members.len());
        let names = members.keys();
        names
            .filter(|name| !object.properties.contains_key(*name))
            .count()
    }

    /// The branches of a union, and of unions within it, that can have a value: by the discriminator, else by
    /// its kind and by constants; in requests, by all listed values.
    fn candidates(&mut self, union: SchemaId, value: &Value) -> IndexSet<SchemaId> {
        let mut candidates = IndexSet::default();
        let mut seen = IndexSet::from_iter([union]);
        let mut waiting = vec![union];
        while let Some(id) = waiting.pop() {
            self.budget.spend(1);
            let Kind::Union(union) = &self.api[id].kind else {
                if self.is_possible(id, value) {
                    candidates.insert(id);
                }
                continue;
            };
            let tagged = union.discriminator.as_ref().and_then(|discriminator| {
                let tag = value.get(&discriminator.property).and_then(Value::as_str);
                if tag.is_none() && discriminator.default.is_none() {
                    return None;
                }
                self.budget
                    .spend(discriminator.tags.len() + discriminator.names.len());
                let told = discriminator.values().find(|(own, _)| Some(&**own) == tag);
                Some(told.map(|(_, branch)| *branch).or(discriminator.default))
            });
            let Some(tagged) = tagged else {
                let targets = union.branches.iter().rev();
                let targets = targets.map(|branch| self.api.behind_aliases(*branch).0);
                waiting.extend(targets.filter(|target| seen.insert(*target)));
                continue;
            };
            let Some(branch) = tagged.map(|branch| self.api.behind_aliases(branch).0) else {
                continue;
            };
            if !matches!(self.api[branch].kind, Kind::Union(_)) {
                candidates.insert(branch);
            } else if seen.insert(branch) {
                waiting.push(branch);
            }
        }
        candidates
    }

    fn is_possible(&mut self, id: SchemaId, value: &Value) -> bool {
        match &self.api[id].kind {
            Kind::Object(object) => value.is_object() && !self.is_of_another(object, value),
            kind => fits(kind, value) && (self.received || self.is_listed(kind, value)),
        }
    }

    /// Whether a constant of `object` has another value or, in requests, one of its members has an unlisted
    /// value.
    fn is_of_another(&mut self, object: &Object, value: &Value) -> bool {
        for (name, member) in value.as_object().into_iter().flatten() {
            self.budget.spend(1);
            let Some(property) = object.properties.get(name) else {
                continue;
            };
            let constant = constant(self.api, property);
            if constant.is_some_and(|constant| !constant.is(member))
                || !self.received && !self.may_be(property.schema, member)
            {
                return true;
            }
        }
        false
    }

    fn may_be(&mut self, id: SchemaId, value: &Value) -> bool {
        let (target, _) = self.api.behind_aliases(id);
        value.is_null() || self.is_listed(&self.api[target].kind, value)
    }

    /// Whether an enum lists the value. Schemas other than enums list every value.
    fn is_listed(&mut self, kind: &Kind, value: &Value) -> bool {
        match kind {
            Kind::StringEnum(values) => {
                self.budget.spend(values.len());
                values.iter().any(|listed| value == listed)
            }
            Kind::IntegerEnum(values) => {
                self.budget.spend(values.len());
                let number = whole_value(value);
                values.iter().any(|listed| number == Some(*listed))
            }
            _ => true,
        }
    }
}

/// Whether a decoder accepts a non-null value for this kind.
pub fn fits(kind: &Kind, value: &Value) -> bool {
    match kind {
        // These kinds keep unknown values.
        Kind::Any
        | Kind::Unknown(_)
        | Kind::Union(_)
        | Kind::Loose(_)
        | Kind::Alias(_)
        | Kind::Integer(IntegerFormat::UnixTime) => true,
        Kind::Boolean | Kind::BooleanConstant(_) => value.is_boolean(),
        // It keeps unknown values, and converts the digits of a number.
        Kind::IntegerEnum(_) => value
            .as_str()
            .is_none_or(|text| text.parse::<i64>().is_err()),
        Kind::Integer(IntegerFormat::Uint64) => value.is_u64(),
        Kind::Integer(IntegerFormat::Beyond { .. }) => {
            value.as_number().is_some_and(|it| !has_fraction(it))
        }
        Kind::Integer(IntegerFormat::Int32 | IntegerFormat::Int64) => whole_value(value).is_some(),
        Kind::Number | Kind::Decimal | Kind::NumberConstant(_) => value.is_number(),
        Kind::String(_) | Kind::StringEnum(_) | Kind::OpenEnum(_) => value.is_string(),
        Kind::Array(_) | Kind::Tuple(_) => value.is_array(),
        Kind::Object(_) => value.is_object(),
    }
}

/// The value in words: an integer in the place of another says which of them its type can't hold.
fn found(value: &Value, kind: &Kind) -> &'static str {
    let is_whole = matches!(kind, Kind::Integer(_) | Kind::IntegerEnum(_));
    match value {
        Value::Number(number) if is_whole && is_large(number) => "an integer beyond 64 bits",
        Value::Number(number) if is_whole && number.is_u64() && !number.is_i64() => {
            "an integer beyond 64 bits with a sign"
        }
        Value::Number(number) if is_whole && number.is_i64() => "a negative integer",
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
        Kind::Integer(IntegerFormat::Uint64) => "an integer without a sign",
        Kind::Integer(_) | Kind::IntegerEnum(_) => "an integer",
        Kind::Number | Kind::Decimal | Kind::NumberConstant(_) => "a number",
        Kind::String(_) | Kind::StringEnum(_) | Kind::OpenEnum(_) => "a string",
        Kind::Array(_) | Kind::Tuple(_) => "an array",
        Kind::Object(_) => "an object",
        Kind::Any | Kind::Unknown(_) | Kind::Alias(_) | Kind::Loose(_) | Kind::Union(_) => {
            "a value"
        }
    }
}
