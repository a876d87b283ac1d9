//! Examples of the document that contradict their schemas, and values that a type can't hold.
//!
//! The examples come from the server; the schemas are an author's description. So a received type accepts both.
//! Sent types keep to the schemas, and so do all types if client.toml has `strict = true`. A scalar whose own
//! `example` is another scalar is no evidence: in YAML, a string of digits is a number unless the author adds
//! quotes. A null that one part of a schema allows and another forbids is received, too, and isn't sent.

use super::edges::{self, Edge, Edges, object, property};
use super::finding::{Contradiction, Finding};
use super::values::{Budget, Comparison, fits};
use crate::api::{
    Additional, Api, Content, Docs, Example, IntegerFormat, Kind, Media, Owner, Schema, SchemaId,
    Usage, meant,
};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::map::IndexSet;
use crate::null::Null;
use serde_json::Value;
use std::borrow::Cow;

/// The contradictions between responses and their schemas.
#[derive(Debug, Default)]
pub struct Evidence {
    shown: IndexSet<Contradiction>,
}

/// The results from all examples.
#[derive(Debug, Default)]
pub struct Seen {
    /// The contradictions in responses.
    pub evidence: Evidence,
    /// The examples that contradict their schemas.
    pub contradicting: IndexSet<Pointer>,
    /// The contradicting examples of another JSON kind than their schema's type.
    pub foreign: IndexSet<Pointer>,
}

/// Compares every example of a body or a schema with its schema, and reports the differences.
pub fn gather(api: &Api, usage: &[Usage], strict: bool, diagnostics: &mut Diagnostics) -> Seen {
    let mut gathering = Gathering {
        api,
        nullable: api.nullable(),
        strict,
        seen: Seen::default(),
        reported: IndexSet::default(),
        budget: Budget::of(things(api)),
        compared: IndexSet::default(),
        stopped: false,
        diagnostics,
    };
    for (number, operation) in api.operations.iter().enumerate() {
        let body = operation.body.iter().flat_map(|body| &body.content);
        for (content, schema) in body.filter_map(of_json) {
            for example in &content.examples {
                gathering.example(None, schema, example);
            }
        }
        for (response, described) in operation.responses.iter().enumerate() {
            let forms = described.content.iter().enumerate();
            for (form, (content, schema)) in forms.filter_map(|(i, c)| Some((i, of_json(c)?))) {
                for example in &content.examples {
                    let edge = Edge::Answer(number, response, form);
                    gathering.example(Some(edge), schema, example);
                }
            }
        }
    }
    for (number, webhook) in api.webhooks.iter().enumerate() {
        let forms = webhook.content.iter().enumerate();
        for (form, (content, schema)) in forms.filter_map(|(i, c)| Some((i, of_json(c)?))) {
            for example in &content.examples {
                gathering.example(Some(Edge::Payload(number, form)), schema, example);
            }
        }
    }
    let edges = Edges::new(api, usage);
    for (index, usage) in usage.iter().enumerate() {
        let id = SchemaId(index);
        if *usage != Usage::default() && !api.merged.contains(&id) {
            gathering.own(id, *usage, &edges);
        }
        if usage.received && !strict && may_be_fraction(&api[id]) {
            let wider = edges.leading_to(id).into_iter();
            let wider = wider.map(Contradiction::Other);
            gathering.seen.evidence.shown.extend(wider);
        }
    }
    if !strict {
        let disputed = edges::disputed(api, usage).into_iter();
        let disputed = disputed.map(Contradiction::Null);
        gathering.seen.evidence.shown.extend(disputed);
    }
    gathering.seen
}

/// Whether the document's own type of an integer allows a fraction, which its Rust type can't hold.
fn may_be_fraction(schema: &Schema) -> bool {
    let is_counted =
        matches!(schema.kind, Kind::Integer(format) if format != IntegerFormat::UnixTime);
    is_counted && schema.may_be_fraction
}

/// The content and its schema, if it is JSON.
fn of_json(content: &Content) -> Option<(&Content, SchemaId)> {
    let is_json = Media::of(&content.media_type) == Media::Json;
    content
        .schema
        .filter(|_| is_json)
        .map(|schema| (content, schema))
}

/// The number of things to compare in a document: schemas with the members, branches and values that they list,
/// and values in examples; a shared example counts once.
fn things(api: &Api) -> usize {
    let schemas = api.schemas.iter().map(|schema| {
        1 + match &schema.kind {
            Kind::Object(object) => object.properties.len(),
            Kind::Union(union) => union.branches.len(),
            Kind::StringEnum(values) | Kind::OpenEnum(values) => values.len(),
            Kind::IntegerEnum(values) => values.len(),
            _ => 0,
        }
    });
    let own = api
        .schemas
        .iter()
        .filter_map(|schema| schema.example.as_deref());
    let bodies = api.operations.iter().flat_map(|operation| {
        let sent = operation.body.iter().flat_map(|body| &body.content);
        let answered = operation
            .responses
            .iter()
            .flat_map(|response| &response.content);
        sent.chain(answered).flat_map(|content| &content.examples)
    });
    let payloads = api.webhooks.iter().flat_map(|webhook| &webhook.content);
    let bodies = bodies.chain(payloads.flat_map(|content| &content.examples));
    let mut places = IndexSet::default();
    let bodies = bodies.filter(|example| places.insert(&example.at));
    let values =
        own.map(size).sum::<usize>() + bodies.map(|example| size(&example.value)).sum::<usize>();
    schemas.sum::<usize>() + values
}

/// The number of values in a value, itself included. For JSON in a string it is at most the length of the
/// string.
fn size(value: &Value) -> usize {
    let mut waiting = vec![value];
    let mut count = 0;
    while let Some(value) = waiting.pop() {
        count += 1;
        match value {
            Value::Array(items) => waiting.extend(items),
            Value::Object(members) => waiting.extend(members.values()),
            Value::String(text) => count += text.len() / 8,
            _ => {}
        }
    }
    count
}

struct Gathering<'d> {
    api: &'d Api,
    /// Whether each schema allows `null`.
    nullable: Vec<bool>,
    strict: bool,
    seen: Seen,
    reported: IndexSet<(bool, Contradiction)>,
    /// The steps that are left for comparisons.
    budget: Budget,
    /// The compared examples, with the direction and the schema: several operations can share an example.
    compared: IndexSet<(bool, SchemaId, Pointer)>,
    /// Whether the budget was spent, which is reported once.
    stopped: bool,
    diagnostics: &'d mut Diagnostics,
}

impl Gathering<'_> {
    /// Compares an example of a body; `edge` leads to its schema in a response.
    fn example(&mut self, edge: Option<Edge>, schema: SchemaId, example: &Example) {
        let received = edge.is_some();
        let is_new = self.compared.insert((received, schema, example.at.clone()));
        if self.stopped || !received && !is_new {
            return;
        }
        let value = meant(&example.value);
        let comparison = Comparison::new(self.api, &self.nullable, received, &mut self.budget);
        let mut findings = match edge {
            Some(edge) if is_new => comparison.at_edge(edge, schema, &value),
            // The findings inside it are known already.
            Some(edge) => comparison.only_at_edge(edge, schema, &value),
            None => comparison.own(schema, &value),
        };
        if matches!(value, Cow::Owned(_)) {
            forget_steps(&mut findings);
        }
        self.add(received, &example.at, findings);
    }

    /// Compares a schema's own example.
    fn own(&mut self, id: SchemaId, usage: Usage, edges: &Edges<'_>) {
        let api = self.api;
        let Some(example) = api[id].example.as_deref() else {
            return;
        };
        let kind = &api[api.behind_aliases(id).0].kind;
        let is_composed = matches!(
            kind,
            Kind::Array(_) | Kind::Tuple(_) | Kind::Object(_) | Kind::Union(_)
        );
        let at = api[id].example_at.clone();
        let at = at.unwrap_or_else(|| api[id].at.child("examples").index(0));
        let value = if is_composed {
            meant(example)
        } else if example.is_array() || example.is_object() {
            Cow::Borrowed(example)
        } else {
            if !example.is_null() && !fits(kind, example) {
                self.seen.contradicting.insert(at.clone());
                self.seen.foreign.insert(at);
            }
            return;
        };
        if self.stopped {
            return;
        }
        let comparison = Comparison::new(api, &self.nullable, usage.received, &mut self.budget);
        let mut findings = comparison.own(id, &value);
        if matches!(value, Cow::Owned(_)) {
            forget_steps(&mut findings);
        }
        for finding in &mut findings {
            match &finding.what {
                Contradiction::Own(id) if usage.received => {
                    let shown = edges.shown_by(*id, &value);
                    if shown.is_empty() {
                        finding.what = Contradiction::Apart(*id);
                    } else if !self.strict {
                        let shown = shown.into_iter().map(Contradiction::Other);
                        self.seen.evidence.shown.extend(shown);
                    }
                    self.seen.foreign.insert(at.clone());
                }
                // The example may be of a request, and a response is read without the member.
                Contradiction::Forbidden(id, _) if usage.sent => {
                    finding.what = Contradiction::Apart(*id);
                }
                _ => {}
            }
        }
        self.add(usage.received, &at, findings);
    }

    fn add(&mut self, received: bool, example: &Pointer, findings: Vec<Finding>) {
        if self.budget.is_spent() {
            self.stopped = true;
            self.diagnostics
                .report(Code::ExamplesTooLarge, example, &[]);
            return;
        }
        if !findings.is_empty() {
            self.seen.contradicting.insert(example.clone());
        }
        for finding in findings {
            let what = &finding.what;
            if received && !self.strict {
                self.seen.evidence.shown.insert(what.clone());
            }
            if self.reported.insert((received, what.clone())) {
                let (at, words) = (finding.at(example), finding.words.to_string());
                self.report(received, what, &at, &words);
            }
        }
    }

    fn report(&mut self, received: bool, what: &Contradiction, at: &Pointer, words: &str) {
        let outcome = match (received, what) {
            (false, _) => "requests keep to the schema",
            (true, Contradiction::Apart(_)) => "the types keep to the schema",
            (true, Contradiction::Forbidden(..)) if self.strict => "responses lose it",
            (true, Contradiction::Forbidden(..)) => "responses keep it",
            (true, _) if self.strict => "such a response can't be decoded",
            (true, Contradiction::Missing(..)) => "responses may lack it",
            (true, _) => "responses may have either",
        };
        self.diagnostics
            .report(Code::ExampleContradicts, at, &[words, outcome]);
    }
}

/// Moves findings in JSON in a string to the string: the document has no places in it.
fn forget_steps(findings: &mut [Finding]) {
    for finding in findings {
        finding.steps.clear();
    }
}

impl Evidence {
    /// The schemas whose received values differ from the document's description.
    pub fn touches(&self) -> impl Iterator<Item = SchemaId> {
        self.shown.iter().filter_map(|what| match what {
            Contradiction::Missing(id, _) | Contradiction::Forbidden(id, _) => Some(*id),
            Contradiction::Own(_) | Contradiction::Apart(_) => None,
            Contradiction::Null(edge) | Contradiction::Other(edge) => match edge {
                Edge::Property(id, _) | Edge::Place(id, _) | Edge::Items(id) | Edge::Values(id) => {
                    Some(*id)
                }
                Edge::Answer(..) | Edge::Payload(..) => None,
            },
        })
    }

    /// Makes received types as wide as the examples.
    pub fn apply(&self, api: &mut Api) {
        let nullable = api.nullable();
        for what in &self.shown {
            match what {
                Contradiction::Missing(id, name) => {
                    if let Some(property) = property(api, *id, name) {
                        property.required = false;
                    }
                }
                Contradiction::Forbidden(id, _) => {
                    if let Some(object) = object(api, *id) {
                        object.additional = Additional::Any;
                    }
                }
                Contradiction::Null(edge) => widen(api, &nullable, edge, true),
                Contradiction::Other(edge) => widen(api, &nullable, edge, false),
                Contradiction::Own(_) | Contradiction::Apart(_) => {}
            }
        }
    }
}

/// Makes an edge allow null, or a value of any JSON kind, as well. The schema itself doesn't change for its
/// other uses.
fn widen(api: &mut Api, nullable: &[bool], edge: &Edge, null: bool) {
    let Some(id) = edge.end(api).map(|end| *end) else {
        return;
    };
    let inner = &api[id];
    let wide = Schema {
        owner: Owner::Target(id),
        rust_name: None,
        tag: None,
        docs: Docs::clone(&inner.docs),
        // A schema that was made here has it of its own.
        null: Null::allowed_if(
            null || nullable.get(id.0).map_or(inner.null.is_allowed(), |it| *it),
        ),
        kind: if null {
            Kind::Alias(id)
        } else {
            Kind::Loose(id)
        },
        ..inner.clone()
    };
    let wide = api.push(wide);
    if let Some(end) = edge.end(api) {
        *end = wide;
    }
}
