//! What the document's examples show, where its schemas say otherwise.
//!
//! The examples are what the server sends; the schemas are what someone wrote down. So a type that is
//! received accepts both. What is sent stays as the schemas have it, and so does everything when
//! client.toml says `strict = true`. A scalar's own `example` is no evidence: in YAML, a string of
//! digits is a number unless someone thinks of the quotes.

use super::values::{Contradiction, Edge, Finding, compare};
use crate::api::{
    Additional, Api, Docs, Kind, Media, Owner, Property, Schema, SchemaId, Usage, meant,
};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use indexmap::IndexSet;

/// What answers show against their schemas.
#[derive(Debug, Default)]
pub struct Evidence {
    shown: IndexSet<Contradiction>,
}

/// Compares every example of a body or a composed schema with its schema, and says what differs. Gives
/// the examples that do, too.
pub fn gather(
    api: &Api,
    usage: &[Usage],
    strict: bool,
    diagnostics: &mut Diagnostics,
) -> (Evidence, IndexSet<Pointer>) {
    let mut gathering = Gathering {
        strict,
        evidence: Evidence::default(),
        reported: IndexSet::new(),
        contradicting: IndexSet::new(),
        diagnostics,
    };
    for (number, operation) in api.operations.iter().enumerate() {
        let body = operation.body.iter().flat_map(|body| &body.content);
        for content in body.filter(|content| Media::of(&content.media_type) == Media::Json) {
            for example in &content.examples {
                let Some(schema) = content.schema else {
                    continue;
                };
                let value = meant(&example.value);
                let findings = compare(api, false, None, schema, &value, &example.at);
                gathering.add(false, &example.at, findings);
            }
        }
        for (response, described) in operation.responses.iter().enumerate() {
            for (form, content) in described.content.iter().enumerate() {
                let Some(schema) = content.schema else {
                    continue;
                };
                if Media::of(&content.media_type) != Media::Json {
                    continue;
                }
                for example in &content.examples {
                    let edge = Edge::Answer(number, response, form);
                    let value = meant(&example.value);
                    let findings = compare(api, true, Some(edge), schema, &value, &example.at);
                    gathering.add(true, &example.at, findings);
                }
            }
        }
    }
    for (index, schema) in api.schemas.iter().enumerate() {
        let id = SchemaId(index);
        let travels = usage[index] != Usage::default() && !api.merged.contains(&id);
        let is_composed = matches!(
            schema.kind,
            Kind::Array(_) | Kind::Object(_) | Kind::Union(_)
        );
        if let Some(example) = schema.example.as_ref()
            && travels
            && is_composed
        {
            let at = schema.at.child("example");
            let received = usage[index].received;
            let findings = compare(api, received, None, id, &meant(example), &at);
            gathering.add(received, &at, findings);
        }
    }
    (gathering.evidence, gathering.contradicting)
}

struct Gathering<'d> {
    strict: bool,
    evidence: Evidence,
    reported: IndexSet<(bool, Contradiction)>,
    contradicting: IndexSet<Pointer>,
    diagnostics: &'d mut Diagnostics,
}

impl Gathering<'_> {
    fn add(&mut self, received: bool, example: &Pointer, findings: Vec<Finding>) {
        if !findings.is_empty() {
            self.contradicting.insert(example.clone());
        }
        for Finding { at, words, what } in findings {
            if received && !self.strict {
                self.evidence.shown.insert(what.clone());
            }
            if !self.reported.contains(&(received, what.clone())) {
                self.report(received, &what, &at, &words);
                self.reported.insert((received, what));
            }
        }
    }

    fn report(&mut self, received: bool, what: &Contradiction, at: &Pointer, words: &str) {
        let outcome = match (received, what) {
            (false, _) => "what is sent is as the schema says",
            (true, Contradiction::Apart(_)) => "no type is widened for it",
            (true, _) if self.strict => "such an answer can't be read",
            (true, Contradiction::Missing(..)) => "what is received may be without it",
            (true, _) => "what is received may be both",
        };
        self.diagnostics
            .report(Code::ExampleContradicts, at, &[words, outcome]);
    }
}

impl Evidence {
    /// Whether what is received at a schema differs from what the document says of it.
    pub fn touches(&self) -> impl Iterator<Item = SchemaId> {
        self.shown.iter().filter_map(|what| match what {
            Contradiction::Missing(id, _) => Some(*id),
            Contradiction::Apart(_) => None,
            Contradiction::Null(edge) | Contradiction::Other(edge) => match edge {
                Edge::Property(id, _) | Edge::Items(id) | Edge::Values(id) => Some(*id),
                Edge::Answer(..) => None,
            },
        })
    }

    /// Makes what is received as wide as it was shown to be.
    pub fn apply(&self, api: &mut Api) {
        for what in &self.shown {
            match what {
                Contradiction::Missing(id, name) => {
                    if let Some(property) = property(api, *id, name) {
                        property.required = false;
                    }
                }
                Contradiction::Null(edge) => widen(api, edge, true),
                Contradiction::Other(edge) => widen(api, edge, false),
                Contradiction::Apart(_) => {}
            }
        }
    }
}

fn property<'a>(api: &'a mut Api, id: SchemaId, name: &str) -> Option<&'a mut Property> {
    match &mut api.schemas[id.0].kind {
        Kind::Object(object) => object.properties.get_mut(name),
        _ => None,
    }
}

/// The schema that an edge leads to.
fn end<'a>(api: &'a mut Api, edge: &Edge) -> Option<&'a mut SchemaId> {
    match edge {
        Edge::Property(id, name) => property(api, *id, name).map(|property| &mut property.schema),
        Edge::Items(id) => match &mut api.schemas[id.0].kind {
            Kind::Array(item) => Some(item),
            _ => None,
        },
        Edge::Values(id) => match &mut api.schemas[id.0].kind {
            Kind::Object(object) => match &mut object.additional {
                Additional::Schema(values) => Some(values),
                Additional::Any | Additional::Closed => None,
            },
            _ => None,
        },
        Edge::Answer(operation, response, form) => {
            let response = &mut api.operations[*operation].responses[*response];
            response.content[*form].schema.as_mut()
        }
    }
}

/// Lets an edge lead to null, or to a value of any kind, besides what it leads to. The schema itself
/// stays as it is for whoever else uses it.
fn widen(api: &mut Api, edge: &Edge, null: bool) {
    let Some(id) = end(api, edge).map(|end| *end) else {
        return;
    };
    let inner = &api[id];
    let wide = Schema {
        owner: Owner::Target(id),
        rust_name: None,
        docs: Docs::clone(&inner.docs),
        nullable: null || api.is_nullable(id),
        kind: if null {
            Kind::Alias(id)
        } else {
            Kind::Loose(id)
        },
        ..inner.clone()
    };
    let wide = api.push(wide);
    if let Some(end) = end(api, edge) {
        *end = wide;
    }
}
