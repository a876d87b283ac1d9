//! Schemas in other words that mean the same.

use crate::newer::ANNOTATIONS;
use openapi_client_generator::diagnostic::Pointer;
use openapi_client_generator::openapi::spec::{DOCUMENT, Kind, SCHEMA, Shape};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

type Schema = Map<String, Value>;

/// A way to write a schema that changes nothing of its meaning.
pub struct Identity {
    /// Its name in messages.
    pub name: &'static str,
    /// Whether documents of 3.0 have no words for it.
    pub is_newer: bool,
    /// The schema in the other words; none if it has nothing to rewrite.
    write: fn(&Schema) -> Option<Value>,
}

/// All of them.
pub const IDENTITIES: &[Identity] = &[
    older("`allOf: [S]`", |schema| {
        parts(schema, |inner| json!({ "allOf": [inner] }))
    }),
    older("`allOf: [{}, S, {}]`", |schema| {
        parts(schema, |inner| json!({ "allOf": [{}, inner, {}] }))
    }),
    newer("`allOf: [S, true]`", |schema| {
        parts(schema, |inner| json!({ "allOf": [inner, true] }))
    }),
    older("`anyOf: [S]`", |schema| {
        parts(schema, |inner| json!({ "anyOf": [inner] }))
    }),
    older("`oneOf: [S]`", |schema| {
        parts(schema, |inner| json!({ "oneOf": [inner] }))
    }),
    newer("`anyOf: [S, {type: null}]`", |schema| {
        null_beside(schema, "anyOf")
    }),
    newer("`oneOf: [S, {type: null}]`", |schema| {
        null_beside(schema, "oneOf")
    }),
    newer("`const`", constant),
    newer("`$ref` as a part", reference_as_part),
    older("limits in a part of their own", |schema| {
        split(schema, LIMITS)
    }),
    older("`required` in a part of its own", |schema| {
        split(schema, &["required"])
    }),
    older("the type in a part of its own", split_type),
    newer("a wider bound beside an exclusive one", wider_bound),
];

const fn older(name: &'static str, write: fn(&Schema) -> Option<Value>) -> Identity {
    Identity {
        name,
        is_newer: false,
        write,
    }
}

const fn newer(name: &'static str, write: fn(&Schema) -> Option<Value>) -> Identity {
    Identity {
        name,
        is_newer: true,
        write,
    }
}

const LIMITS: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// Whether a keyword tells of the schema as a whole: texts, and names of any kind.
fn stays(key: &str) -> bool {
    let is_of_values = key == "$ref" || key.contains("enum") || key.contains("nullable");
    if is_of_values {
        return false;
    }
    ANNOTATIONS.contains(&key) || NAMES.contains(&key) || key.starts_with("x-")
}

/// Keywords that name a schema, or hold others that references lead to.
const NAMES: [&str; 7] = [
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$recursiveAnchor",
    "$schema",
    "$defs",
    "$comment",
];

/// Keywords with schemas that become words: these look at the keywords of the schema itself.
const WORDS: [&str; 8] = [
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "dependentSchemas",
    "contentSchema",
];

/// The keywords that stay, and the others.
fn divide(schema: &Schema) -> (Schema, Schema) {
    schema.clone().into_iter().partition(|(key, _)| stays(key))
}

/// The schema with its keywords moved to where `write` puts them.
fn parts(schema: &Schema, write: fn(Value) -> Value) -> Option<Value> {
    let (mut outer, inner) = divide(schema);
    if inner.is_empty() {
        return None;
    }
    if let Value::Object(members) = write(inner.into()) {
        outer.extend(members);
    }
    Some(outer.into())
}

/// A schema with a type and null.
fn null_beside(schema: &Schema, keyword: &str) -> Option<Value> {
    let (mut outer, mut inner) = divide(schema);
    let types = inner.get("type")?.as_array()?;
    let others: Vec<Value> = types.iter().filter(|ty| **ty != "null").cloned().collect();
    let [only] = &others[..] else { return None };
    if types.len() != 2 || inner.contains_key("enum") || inner.contains_key("const") {
        return None;
    }
    inner.insert("type".to_owned(), only.clone());
    outer.insert(keyword.to_owned(), json!([inner, { "type": "null" }]));
    Some(outer.into())
}

fn constant(schema: &Schema) -> Option<Value> {
    let mut schema = schema.clone();
    if schema.contains_key("const") && schema.contains_key("enum") {
        return None;
    }
    if let Some(value) = schema.shift_remove("const") {
        schema.insert("enum".to_owned(), json!([value]));
        return Some(schema.into());
    }
    match schema.get("enum")?.as_array().map(Vec::as_slice) {
        Some([only]) => {
            let only = only.clone();
            schema.shift_remove("enum");
            schema.insert("const".to_owned(), only);
            Some(schema.into())
        }
        _ => None,
    }
}

fn reference_as_part(schema: &Schema) -> Option<Value> {
    // Beside a reference, the word of 3.0 counts; in a part of its own, it says nothing.
    if schema.contains_key("nullable") {
        return None;
    }
    let (mut outer, mut inner) = divide(schema);
    let reference = inner.shift_remove("$ref")?;
    let mut parts = vec![json!({ "$ref": reference })];
    if !inner.is_empty() {
        parts.push(inner.into());
    }
    outer.insert("allOf".to_owned(), parts.into());
    Some(outer.into())
}

/// Moves some of the keywords to a second part.
fn split(schema: &Schema, keywords: &[&str]) -> Option<Value> {
    let (mut outer, inner) = divide(schema);
    let is_moved = |(key, _): &(String, Value)| keywords.contains(&key.as_str());
    let (moved, rest): (Schema, Schema) = inner.into_iter().partition(is_moved);
    if moved.is_empty() || rest.is_empty() || rest.contains_key("$ref") {
        return None;
    }
    outer.insert("allOf".to_owned(), json!([rest, moved]));
    Some(outer.into())
}

/// A type beside branches, and one that is nullable beside parts or an enum without `null`, are read as authors mean them:
/// in two parts they contradict each other. Several types are branches with the keywords beside them.
fn split_type(schema: &Schema) -> Option<Value> {
    let has = |keyword: &&str| schema.contains_key(*keyword);
    let is_read_otherwise = ["enum", "const", "anyOf", "oneOf"].iter().any(has);
    let types = schema.get("type").and_then(Value::as_array);
    let is_nullable = schema.contains_key("nullable")
        || types.is_some_and(|types| types.iter().any(|name| name == "null"));
    let is_around = is_nullable && ["$ref", "allOf"].iter().any(has);
    let are_several =
        types.is_some_and(|types| types.iter().filter(|name| *name != "null").count() > 1);
    // The type and the format together mean a file.
    let is_file = schema.get("format") == Some(&"file".into());
    (!is_read_otherwise && !is_around && !are_several && !is_file && has(&"type"))
        .then(|| split(schema, &["type", "nullable", "x-nullable"]))?
}

fn wider_bound(schema: &Schema) -> Option<Value> {
    let mut schema = schema.clone();
    let bound = schema.get("exclusiveMaximum")?.as_i64()?;
    if schema.contains_key("maximum") {
        return None;
    }
    schema.insert("maximum".to_owned(), json!(bound));
    Some(schema.into())
}

/// Rewrites the schemas of a document.
pub struct Rewriter<'i> {
    identity: &'i Identity,
    /// The only schema to rewrite, by its number.
    only: Option<usize>,
    /// The places of the schemas that can be rewritten.
    pub places: Vec<Pointer>,
    /// The places that references lead to.
    targets: BTreeSet<Pointer>,
    /// The components that inherit from another, and those: they find each other by their own keywords.
    families: BTreeSet<Pointer>,
}

impl<'i> Rewriter<'i> {
    /// A rewriter for one document.
    #[must_use]
    pub fn new(document: &Value, identity: &'i Identity, only: Option<usize>) -> Self {
        let mut targets = BTreeSet::new();
        references(document, &mut targets);
        Self {
            identity,
            only,
            places: Vec::new(),
            targets,
            families: families(document),
        }
    }

    /// The document in other words.
    pub fn rewrite(&mut self, document: &mut Value) {
        self.visit(document, &Shape::Object(&DOCUMENT), &Pointer::root());
    }

    fn visit(&mut self, value: &mut Value, shape: &Shape, at: &Pointer) {
        match (shape, value) {
            (Shape::List(item) | Shape::Tuple(item), Value::Array(items)) => {
                for (index, value) in items.iter_mut().enumerate() {
                    self.visit(value, item, &at.index(index));
                }
            }
            (Shape::Map(item), Value::Object(members)) => {
                for (key, value) in members.iter_mut() {
                    self.visit(value, item, &at.child(key));
                }
            }
            (Shape::Object(kind) | Shape::Ref(kind) | Shape::FlagOr(kind), value) => {
                if let Value::Object(members) = value {
                    self.object(members, kind, at);
                }
                if std::ptr::eq(*kind, &raw const SCHEMA) {
                    self.schema(value, at);
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, members: &mut Schema, kind: &'static Kind, at: &Pointer) {
        for (key, value) in members.iter_mut() {
            let mut known = kind.keywords.iter();
            let at = at.child(key);
            if std::ptr::eq(kind, &raw const SCHEMA) && WORDS.contains(&key.as_str()) {
                continue;
            }
            if let Some(known) = known.find(|known| known.name == key) {
                self.visit(value, &known.shape, &at);
            } else if let Some(patterned) = kind.patterned.as_ref()
                && (patterned.matches)(key)
            {
                self.visit(value, &patterned.shape, &at);
            }
        }
    }

    fn schema(&mut self, value: &mut Value, at: &Pointer) {
        let Value::Object(schema) = value else { return };
        let is_around = |target: &Pointer| target != at && at.contains(target);
        if self.targets.iter().any(is_around) || self.families.contains(at) {
            return;
        }
        if let Some(other) = (self.identity.write)(schema) {
            if self.only.is_none_or(|only| only == self.places.len()) {
                *value = other;
            }
            self.places.push(at.clone());
        }
    }
}

/// The components with a discriminator and no branches, and those with a part that is a reference.
fn families(document: &Value) -> BTreeSet<Pointer> {
    let place = Pointer::root().child("components").child("schemas");
    let schemas = place.of(document).and_then(Value::as_object);
    let has_reference = |schema: &Value| {
        let parts = schema.get("allOf").and_then(Value::as_array);
        parts.is_some_and(|parts| parts.iter().any(|part| part.get("$ref").is_some()))
    };
    let is_base = |schema: &Value| {
        let has = |keyword: &str| schema.get(keyword).is_some();
        has("discriminator") && !has("oneOf") && !has("anyOf")
    };
    let schemas = schemas.into_iter().flatten();
    let bases = schemas.clone().any(|(_, schema)| is_base(schema));
    let members = schemas.filter(|(_, schema)| bases && (is_base(schema) || has_reference(schema)));
    members.map(|(name, _)| place.child(name)).collect()
}

/// The places of the document that references lead to.
fn references(value: &Value, targets: &mut BTreeSet<Pointer>) {
    match value {
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            targets.extend(reference.and_then(Pointer::parse));
            members
                .values()
                .for_each(|value| references(value, targets));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, targets)),
        _ => {}
    }
}
