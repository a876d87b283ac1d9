//! The JSON examples of a document's bodies and schemas, each with the type of its place.

use openapi_client_generator::Output;
use openapi_client_generator::diagnostic::Pointer;
use openapi_client_generator::ir::{Raw, TypeKind, When};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// An example and its type.
pub struct Example {
    /// The place of the example, for people.
    pub at: String,
    /// The type, in the form for a consumer of the crate.
    pub ty: String,
    /// The example.
    pub value: Value,
    /// Whether the schema allows the example.
    pub valid: bool,
    /// Whether the example is a value that clients receive.
    pub received: bool,
}

/// Every example of a body or a shared schema for which the generator made a type.
pub fn collect(root: &Value, output: &Output) -> Vec<Example> {
    let map = output.map();
    let mut collector = Collector {
        root,
        schemas: &map["schemas"],
        forms: forms(output),
        contradicting: output.ir.contradicting.iter().map(Raw::exact).collect(),
        foreign: output.ir.foreign.iter().map(Raw::exact).collect(),
        found: Vec::new(),
    };
    let operations = map["operations"].as_object();
    for (name, operation) in operations.into_iter().flatten() {
        collector.operation(name, operation);
    }
    collector.schemas(output, &map);
    collector.found
}

/// The types of responses that are read by media type, in the form for a consumer.
fn forms(output: &Output) -> BTreeSet<String> {
    let library = output.ir.package.name.library();
    let types = output.ir.types.iter();
    let forms = types.filter(|def| match &def.kind {
        TypeKind::Reply(reply) => {
            let mut variants = reply.variants.iter();
            variants.any(|variant| matches!(variant.when, When::Type(_)))
        }
        _ => false,
    });
    forms
        .map(|def| format!("{library}::types::{}", def.name))
        .collect()
}

/// A value of the document, and its place.
#[derive(Clone)]
struct Place<'a> {
    at: Pointer,
    value: &'a Value,
}

impl<'a> Place<'a> {
    fn child(&self, name: &str) -> Self {
        Self {
            at: self.at.child(name),
            value: &self.value[name],
        }
    }

    fn children(&self) -> Vec<(&'a String, Self)> {
        let members = self.value.as_object();
        let members = members.into_iter().flat_map(Map::keys);
        members.map(|name| (name, self.child(name))).collect()
    }
}

struct Collector<'a> {
    root: &'a Value,
    /// The types of schemas, by place.
    schemas: &'a Value,
    /// The types of responses that have a value of another type for each media type.
    forms: BTreeSet<String>,
    contradicting: BTreeSet<&'a str>,
    foreign: BTreeSet<&'a str>,
    found: Vec<Example>,
}

impl<'a> Collector<'a> {
    fn operation(&mut self, name: &str, operation: &Value) {
        let Some((method, path)) = name.split_once(' ') else {
            return;
        };
        let root = Place {
            at: Pointer::root(),
            value: self.root,
        };
        let item = self.follow(root.child("paths").child(path));
        let documented = item.child(&method.to_ascii_lowercase());
        let body = self.follow(documented.child("requestBody"));
        for (media_type, ty) in members(&operation["request"]) {
            let words = format!("request of {name} as {media_type}");
            let content = body.child("content").child(media_type);
            if is_json(media_type) {
                self.media(&content, ty, &words, false);
            }
        }
        let typed = members(&operation["responses"]);
        for (status, response) in documented.child("responses").children() {
            let is_own = |(own, _): &&(&String, &Value)| own.eq_ignore_ascii_case(status);
            let Some((_, ty)) = typed.iter().find(is_own) else {
                continue;
            };
            let forms = self.follow(response).child("content");
            // The type belongs to the plainest form, and other forms may have other schemas.
            let is_plain = |media_type: &String| media_type == "application/json";
            let has_plain = forms.children().iter().any(|(name, _)| is_plain(name));
            for (media_type, content) in forms.children() {
                if is_json(media_type) && (is_plain(media_type) || !has_plain) {
                    let ty = if ty.as_str().is_some_and(|ty| self.forms.contains(ty)) {
                        self.schema(&content)
                    } else {
                        ty
                    };
                    self.media(&content, ty, &format!("response {status} of {name}"), true);
                }
            }
        }
    }

    /// The type of a media type's schema.
    fn schema(&self, content: &Place<'_>) -> &'a Value {
        let schema = content.child("schema");
        let target = schema.value.get("$ref").and_then(Value::as_str);
        let at = target.unwrap_or_else(|| schema.at.as_str());
        &self.schemas[at]
    }

    /// The examples of a media type.
    fn media(&mut self, content: &Place<'_>, ty: &Value, words: &str, received: bool) {
        let Some(ty) = ty.as_str().filter(|ty| !is_opaque(ty)) else {
            return;
        };
        if content
            .value
            .get("example")
            .is_some_and(|example| !example.is_null())
        {
            self.add(&content.child("example"), ty, words.to_owned(), received);
        }
        for (name, example) in content.child("examples").children() {
            let value = self.follow(Place {
                at: example.at,
                value: &content.value["examples"][name],
            });
            // The generator's model treats a null as missing.
            if value
                .value
                .get("value")
                .is_some_and(|value| !value.is_null())
            {
                let words = format!("{words}, {name}");
                self.add(&value.child("value"), ty, words, received);
            }
        }
    }

    /// The examples of schemas with a type of their own.
    fn schemas(&mut self, output: &Output, map: &Value) {
        let received = |ty: &str| {
            let name = ty.rsplit("::").next();
            let mut types = output.ir.types.iter();
            types.any(|def| Some(def.name.as_str()) == name && def.usage.received)
        };
        for (at, ty) in members(&map["schemas"]) {
            let ty = ty.as_str().unwrap_or_default();
            if let Some(at) = Pointer::parse(at).filter(|_| ty.contains("::types::"))
                && let Some(value) = self.root.pointer(&at.as_str()[1..])
                && value
                    .get("example")
                    .is_some_and(|example| !example.is_null())
            {
                let words = format!("schema {}", at.as_str());
                let example = Place {
                    // In the form of 3.2, as the generator has it.
                    at: at.child("examples").index(0),
                    value: &value["example"],
                };
                // The references to the schema accept such a value, and not the schema's own type.
                let is_foreign = self.foreign.contains(example.at.as_str());
                self.add(&example, ty, words, !is_foreign && received(ty));
            }
        }
    }

    fn add(&mut self, place: &Place<'_>, ty: &str, words: String, received: bool) {
        self.found.push(Example {
            at: words,
            ty: ty.to_owned(),
            value: unquoted(place.value),
            valid: !self.contradicting.contains(place.at.as_str()),
            received,
        });
    }

    /// The target of a reference, or the value itself.
    fn follow<'b>(&self, mut place: Place<'b>) -> Place<'b>
    where
        'a: 'b,
    {
        // A circle of references has no target.
        for _ in 0..8 {
            let Some(reference) = place.value.get("$ref").and_then(Value::as_str) else {
                return place;
            };
            let Some(at) = Pointer::parse(reference) else {
                break;
            };
            let value = self.root.pointer(&at.as_str()[1..]);
            let value = value.unwrap_or(&Value::Null);
            place = Place { at, value };
        }
        Place {
            at: place.at,
            value: &Value::Null,
        }
    }
}

/// Types whose values aren't JSON.
const OPAQUE: [&str; 3] = ["()", "bytes::Bytes", "::PlainText"];

/// Whether a type's values aren't JSON.
pub fn is_opaque(ty: &str) -> bool {
    OPAQUE.iter().any(|end| ty.ends_with(end))
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence == "application/json" || essence.ends_with("+json")
}

/// The intended value: some documents have an example's JSON as text.
fn unquoted(value: &Value) -> Value {
    let text = value.as_str().map(str::trim_start);
    text.filter(|text| text.starts_with(['{', '[']))
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_else(|| value.clone())
}

fn members(value: &Value) -> Vec<(&String, &Value)> {
    let members = value.as_object();
    members.into_iter().flat_map(Map::iter).collect()
}
