//! Components that no operation needs. Security schemes have a warning of their own, as the client has no setter for
//! an unused one.

use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::openapi::Document;
use crate::steps::step;
use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

/// A component: its section and name.
type Component = (String, String);

/// Components by the components that need them.
#[derive(Default)]
struct Needs<'a> {
    /// The components that each refers to.
    of: IndexMap<Component, Vec<Component>>,
    /// The schemas that have each as a part of theirs, where it or a part of it has a discriminator: they are its
    /// alternatives.
    heirs: IndexMap<Component, Vec<Component>>,
    /// All of them, in the order of the document.
    all: Vec<(&'a str, &'a str)>,
}

/// Reports the components to which nothing leads from the operations.
pub fn components(document: &Document, diagnostics: &mut Diagnostics) {
    let Value::Object(members) = &document.tree else {
        return;
    };
    let mut used = IndexSet::new();
    let outside = members.iter().filter(|(key, _)| *key != "components");
    for (_, value) in outside {
        used.extend(references(value));
    }
    // A document of components alone is part of another one.
    if used.is_empty() {
        return;
    }
    for copy in document.copies() {
        used.extend(references(copy));
    }
    let needs = needs(members.get("components"));
    let mut next = 0;
    while let Some(component) = used.get_index(next) {
        step();
        let inner = [&needs.of, &needs.heirs].map(|by| by.get(component));
        let inner: Vec<Component> = inner.into_iter().flatten().flatten().cloned().collect();
        used.extend(inner);
        next += 1;
    }
    let at = Pointer::root().child("components");
    for (section, name) in needs.all {
        let component = (section.to_owned(), name.to_owned());
        if !used.contains(&component) {
            let place = at.child(section).child(name);
            diagnostics.report(Code::ComponentUnused, &place, &[]);
        }
    }
}

fn needs(components: Option<&Value>) -> Needs<'_> {
    let mut needs = Needs::default();
    let sections = components.and_then(Value::as_object).into_iter().flatten();
    for (section, components) in sections {
        let is_listed = section != "securitySchemes" && !section.starts_with("x-");
        let components = components.as_object().filter(|_| is_listed);
        for (name, value) in components.into_iter().flatten() {
            let component = (section.clone(), name.clone());
            for part in list(value, "allOf")
                .iter()
                .filter_map(|part| part.get("$ref"))
            {
                if let Some(base) = part.as_str().and_then(target) {
                    let heirs = needs.heirs.entry(base).or_default();
                    heirs.push(component.clone());
                }
            }
            needs.of.insert(component, references(value));
            needs.all.push((section, name));
        }
    }
    let has_discriminator = |(section, name): &Component| {
        let component = components.and_then(|all| all.get(section)?.get(name));
        component.is_some_and(|schema| schema.get("discriminator").is_some())
    };
    // An heir of an heir is an alternative, too.
    let bases = needs.heirs.keys().filter(|base| has_discriminator(base));
    let mut families: IndexSet<Component> = bases.cloned().collect();
    let mut next = 0;
    while let Some(base) = families.get_index(next) {
        step();
        let heirs = needs.heirs.get(base).cloned().unwrap_or_default();
        families.extend(heirs);
        next += 1;
    }
    needs.heirs.retain(|base, _| families.contains(base));
    needs
}

/// The components to which references in a value lead, in examples and extensions, too: nobody removes a component
/// for the sake of a lint that was wrong.
fn references(value: &Value) -> Vec<Component> {
    let mut found = Vec::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        step();
        match value {
            Value::Array(items) => waiting.extend(items),
            Value::Object(members) => {
                let reference = members.get("$ref").and_then(Value::as_str);
                found.extend(reference.and_then(target));
                let mapping = members
                    .get("discriminator")
                    .and_then(|it| it.get("mapping"));
                let mapping = mapping.and_then(Value::as_object).into_iter().flatten();
                // A name of a schema, or a reference to it.
                found.extend(
                    mapping
                        .filter_map(|(_, value)| value.as_str())
                        .map(|value| {
                            target(value)
                                .unwrap_or_else(|| ("schemas".to_owned(), value.to_owned()))
                        }),
                );
                waiting.extend(members.values());
            }
            _ => {}
        }
    }
    found
}

/// The component to which a reference leads, or to a part of it.
fn target(reference: &str) -> Option<Component> {
    let place = Pointer::parse(reference)?;
    let mut keys = place.segments();
    let is_component = keys.next()? == "components";
    let component = (keys.next()?, keys.next()?);
    is_component.then_some(component)
}

fn list<'a>(value: &'a Value, keyword: &str) -> &'a [Value] {
    let list = value.get(keyword).and_then(Value::as_array);
    list.map(Vec::as_slice).unwrap_or_default()
}
