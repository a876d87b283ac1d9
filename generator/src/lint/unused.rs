//! Components that no operation needs. The lint reads the text of the document, not its upgraded form: an
//! upgrade copies parts that it can't refer to, and a reference below an ignored keyword still counts as a use.
//! So nobody removes a component because of a wrong lint. Security schemes have a warning of their own, because
//! the client has no setter for an unused one.

use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::map::{IndexMap, IndexSet};
use crate::openapi::Anchors;
use crate::openapi::spec::{self, Words};
use crate::source::Source;
use crate::steps::step;
use serde_json::{Map, Value};

/// The places of the components that no operation reaches.
#[derive(Default)]
pub struct Unused(Vec<Pointer>);

impl Unused {
    /// Reports the unused components, after the document was read.
    pub fn report(self, diagnostics: &mut Diagnostics) {
        for at in self.0 {
            // No upgrade puts another component in the place of one in the text.
            diagnostics.report(Code::ComponentUnused, &at, &[]);
        }
    }
}

/// Finds unused components in the tree of a source, which loses its tree when it is read.
#[must_use]
pub fn unused(source: &Source) -> Unused {
    let Value::Object(document) = &source.root else {
        return Unused::default();
    };
    let text = Text::of(source, document);
    let mut used: IndexSet<Pointer> = IndexSet::default();
    for (at, value) in text.outside(document) {
        used.extend(text.needs(&at, value));
    }
    // The contents of a file took the place of the reference that uses it, too.
    let copies = source.copies();
    used.extend(
        copies
            .filter(|at| text.components.contains_key(*at))
            .cloned(),
    );
    // A document without operations is a part of another one.
    let has_some = |key: &str| {
        let value = document.get(key).and_then(Value::as_object);
        value.is_some_and(|value| !value.is_empty())
    };
    if used.is_empty() && !has_some("paths") && !has_some("webhooks") {
        return Unused::default();
    }
    let heirs = text.heirs();
    let mut next = 0;
    while let Some(at) = used.get_index(next) {
        step();
        next += 1;
        let own = text.components.get(at).map(|value| text.needs(at, value));
        let heirs = heirs.get(at).into_iter().flatten().cloned();
        let needed: Vec<Pointer> = own.into_iter().flatten().chain(heirs).collect();
        used.extend(needed);
    }
    let all = text.components.keys();
    let unused = all.filter(|at| !used.contains(*at));
    Unused(unused.cloned().collect())
}

/// The components of a document, by place.
struct Text<'a> {
    words: Words,
    sections: Vec<Pointer>,
    components: IndexMap<Pointer, &'a Value>,
    anchors: Anchors,
}

impl<'a> Text<'a> {
    fn of(source: &Source, document: &'a Map<String, Value>) -> Self {
        let words = Words::of(&source.root);
        let known = spec::kind_at(&Pointer::root().child("components"));
        let known = known.into_iter().flat_map(|kind| kind.keywords);
        let known = known.filter(|section| section.name != "securitySchemes");
        let sections: Vec<Pointer> = known.map(|section| words.holder(section.name)).collect();
        let parts = parts(document).filter(|(at, _)| sections.contains(at));
        let components = parts.flat_map(|(at, section)| {
            let components = section.as_object().into_iter().flatten();
            components.map(move |(name, value)| (at.child(name), value))
        });
        Self {
            words,
            components: components.collect(),
            sections,
            anchors: Anchors::of(source),
        }
    }

    /// The values outside the components.
    fn outside(
        &self,
        document: &'a Map<String, Value>,
    ) -> impl Iterator<Item = (Pointer, &'a Value)> {
        parts(document).filter(|(at, _)| !self.sections.contains(at))
    }

    /// The components that references in a value lead to, even in examples and extensions.
    fn needs(&self, at: &Pointer, value: &Value) -> Vec<Pointer> {
        let mut needs = Vec::new();
        // In a document without names of schemas, places tell nothing.
        let at = (!self.anchors.is_empty()).then(|| at.clone());
        let mut waiting = vec![(at, value)];
        while let Some((at, value)) = waiting.pop() {
            step();
            let at = at.as_ref();
            match value {
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    waiting.extend(items.map(|(index, item)| (at.map(|at| at.index(index)), item)));
                }
                Value::Object(members) => {
                    for (key, value) in members {
                        match (key.as_str(), value) {
                            ("$ref" | "$dynamicRef" | "operationRef", Value::String(reference)) => {
                                needs.extend(self.target(at, reference));
                            }
                            ("discriminator", discriminator) => {
                                needs.extend(mapped(discriminator).map(|it| self.schema(at, it)));
                            }
                            _ => {}
                        }
                        waiting.push((at.map(|at| at.child(key)), value));
                    }
                }
                _ => {}
            }
        }
        needs
    }

    /// The schema of this name, or to which this reference leads.
    fn schema(&self, at: Option<&Pointer>, name: &str) -> Pointer {
        let named = || self.words.holder("schemas").child(name);
        self.target(at, name).unwrap_or_else(named)
    }

    /// The component to which a reference at a place leads, or to a part of it.
    fn target(&self, at: Option<&Pointer>, reference: &str) -> Option<Pointer> {
        let named = at.and_then(|at| self.anchors.find(at, reference)).cloned();
        let at = named.or_else(|| Pointer::parse(reference))?;
        let mut sections = self.sections.iter();
        sections.find_map(|section| section.member(&at))
    }

    /// The schemas whose `allOf` contains each base, if the base or one of its own bases has a discriminator:
    /// they are its alternatives.
    fn heirs(&self) -> IndexMap<Pointer, Vec<Pointer>> {
        let mut heirs: IndexMap<Pointer, Vec<Pointer>> = IndexMap::default();
        for (at, schema) in &self.components {
            let parts = schema.get("allOf").and_then(Value::as_array);
            let bases = parts.into_iter().flatten();
            let bases = bases.filter_map(|part| self.target(Some(at), part.get("$ref")?.as_str()?));
            for base in bases {
                heirs.entry(base).or_default().push(at.clone());
            }
        }
        let has_discriminator = |at: &&Pointer| {
            let schema = self.components.get(*at);
            schema.is_some_and(|schema| schema.get("discriminator").is_some())
        };
        // An heir of an heir is an alternative, too.
        let bases = heirs.keys().filter(has_discriminator);
        let mut families: IndexSet<Pointer> = bases.cloned().collect();
        let mut next = 0;
        while let Some(base) = families.get_index(next) {
            step();
            next += 1;
            let heirs = heirs.get(base).cloned().unwrap_or_default();
            families.extend(heirs);
        }
        heirs.retain(|base, _| families.contains(base));
        heirs
    }
}

/// The members of a document, and of `components` its members one by one.
fn parts(document: &Map<String, Value>) -> impl Iterator<Item = (Pointer, &Value)> {
    document.iter().flat_map(|(key, value)| {
        let at = Pointer::root().child(key);
        let sections = value.as_object().filter(|_| key == "components");
        let whole = sections.is_none().then(|| (at.clone(), value));
        let sections = sections.into_iter().flatten();
        sections
            .map(move |(key, value)| (at.child(key), value))
            .chain(whole)
    })
}

/// The schemas in a discriminator.
fn mapped(discriminator: &Value) -> impl Iterator<Item = &str> {
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let mapping = mapping.into_iter().flatten().map(|(_, value)| value);
    let all = mapping.chain(discriminator.get("defaultMapping"));
    all.filter_map(Value::as_str)
}
