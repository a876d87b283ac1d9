//! What the document's examples show, where its schemas say otherwise.
//!
//! The examples are what the server sends; the schemas are what someone wrote down. So a type that is
//! received accepts both. What is sent stays as the schemas have it, and so does everything when
//! client.toml says `strict = true`. That a scalar's own `example` is another scalar is no evidence: in
//! YAML, a string of digits is a number unless someone thinks of the quotes.

use super::edges::{Edge, Edges, object, property};
use super::values::{Contradiction, Finding, compare, fits};
use crate::api::{Additional, Api, Docs, Kind, Media, Owner, Schema, SchemaId, Usage, meant};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use indexmap::IndexSet;
use std::borrow::Cow;

/// What answers show against their schemas.
#[derive(Debug, Default)]
pub struct Evidence {
    shown: IndexSet<Contradiction>,
}

/// What the examples were found to be.
#[derive(Debug, Default)]
pub struct Seen {
    /// What answers show.
    pub evidence: Evidence,
    /// The examples that contradict their schemas.
    pub contradicting: IndexSet<Pointer>,
    /// Those of them that are no values of their schema's type, and aren't meant to be.
    pub foreign: IndexSet<Pointer>,
}

/// Compares every example of a body or a schema with its schema, and says what differs.
pub fn gather(api: &Api, usage: &[Usage], strict: bool, diagnostics: &mut Diagnostics) -> Seen {
    let mut gathering = Gathering {
        strict,
        seen: Seen::default(),
        reported: IndexSet::new(),
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
    let edges = Edges::new(api, usage);
    for (index, usage) in usage.iter().enumerate() {
        let id = SchemaId(index);
        if *usage != Usage::default() && !api.merged.contains(&id) {
            gathering.own(api, id, *usage, &edges);
        }
    }
    gathering.seen
}

struct Gathering<'d> {
    strict: bool,
    seen: Seen,
    reported: IndexSet<(bool, Contradiction)>,
    diagnostics: &'d mut Diagnostics,
}

impl Gathering<'_> {
    /// What a schema's own example shows.
    fn own(&mut self, api: &Api, id: SchemaId, usage: Usage, edges: &Edges<'_>) {
        let Some(example) = api[id].example.as_ref() else {
            return;
        };
        let kind = &api[api.behind_aliases(id).0].kind;
        let is_composed = matches!(kind, Kind::Array(_) | Kind::Object(_) | Kind::Union(_));
        let at = api[id].at.child("example");
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
        let mut findings = compare(api, usage.received, None, id, &value, &at);
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
                // It may be an example of what is sent, and an answer is read without the member.
                Contradiction::Forbidden(id, _) if usage.sent => {
                    finding.what = Contradiction::Apart(*id);
                }
                _ => {}
            }
        }
        self.add(usage.received, &at, findings);
    }

    fn add(&mut self, received: bool, example: &Pointer, findings: Vec<Finding>) {
        if !findings.is_empty() {
            self.seen.contradicting.insert(example.clone());
        }
        for Finding { at, words, what } in findings {
            if received && !self.strict {
                self.seen.evidence.shown.insert(what.clone());
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
            (true, Contradiction::Forbidden(..)) if self.strict => "what is received loses it",
            (true, Contradiction::Forbidden(..)) => "what is received keeps it",
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
            Contradiction::Missing(id, _) | Contradiction::Forbidden(id, _) => Some(*id),
            Contradiction::Own(_) | Contradiction::Apart(_) => None,
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
                Contradiction::Forbidden(id, _) => {
                    if let Some(object) = object(api, *id) {
                        object.additional = Additional::Any;
                    }
                }
                Contradiction::Null(edge) => widen(api, edge, true),
                Contradiction::Other(edge) => widen(api, edge, false),
                Contradiction::Own(_) | Contradiction::Apart(_) => {}
            }
        }
    }
}

/// Lets an edge lead to null, or to a value of any kind, besides what it leads to. The schema itself
/// stays as it is for whoever else uses it.
fn widen(api: &mut Api, edge: &Edge, null: bool) {
    let Some(id) = edge.end(api).map(|end| *end) else {
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
    if let Some(end) = edge.end(api) {
        *end = wide;
    }
}
