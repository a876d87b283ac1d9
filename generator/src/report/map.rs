//! Which type each place of the document became, as a consumer of the crate would write it.

use crate::ir::{
    BodyTy, Crate, Given, Hooks, Name, Raw, Reply, ReplyTy, RequestBody, Ty, TypeDef, TypeId,
    TypeKind, When,
};
use indexmap::IndexMap;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The map from places and operations to types.
#[must_use]
pub fn map(krate: &Crate) -> Value {
    let library = krate.package.name.library();
    let path = |ty: &Ty| Value::String(path(krate, &library, ty));
    let named = |def: &TypeDef| Value::String(format!("{library}::types::{}", def.name));
    let schemas = |places: &IndexMap<Raw, Ty>, sent_form: bool| {
        let mut schemas: Map<_, _> = places
            .iter()
            .map(|(at, ty)| (at.of_json(), path(ty)))
            .collect();
        for def in krate.types.iter().filter(|def| def.sent_form == sent_form) {
            let at = def.at.iter().map(|at| at.as_str().to_owned());
            schemas.extend(at.map(|at| (at, named(def))));
        }
        schemas.sort_keys();
        schemas
    };
    let mut webhooks = Map::new();
    let mut callbacks: BTreeMap<&Name, Map<_, _>> = BTreeMap::new();
    for hooks in &krate.hooks {
        let requests = match &hooks.of {
            None => &mut webhooks,
            Some(of) => callbacks.entry(of).or_default(),
        };
        requests.extend(self::requests(krate, &library, hooks));
    }
    let mut operations = Map::new();
    for operation in &krate.operations {
        let mut request = Map::new();
        match &operation.body {
            RequestBody::None => {}
            RequestBody::Parts { .. } => {
                let parts = operation.arguments.iter().chain(&operation.setters);
                let parts = parts.filter(|parameter| parameter.part.is_some());
                let parts = parts
                    .map(|part| (part.wire.of_json(), self::part(&part.ty, part.given, &path)));
                request.insert(
                    "multipart/form-data".to_owned(),
                    Value::Object(parts.collect()),
                );
            }
            RequestBody::Members(id) => {
                request.insert("application/json".to_owned(), named(&krate[*id]));
            }
            RequestBody::Value { ty, media_type, .. } => {
                let ty = match ty {
                    BodyTy::Json(ty) | BodyTy::Form(ty, _) => path(ty),
                    BodyTy::Parts => Value::String(format!("{library}::runtime::Multipart")),
                    BodyTy::Bytes | BodyTy::Ranged => {
                        Value::String(format!("{library}::runtime::SendBody"))
                    }
                };
                request.insert(media_type.of_json(), ty);
            }
        }
        let mut responses = Map::new();
        for (status, ty) in &operation.responses {
            let ty = reply(&library, ty, &|ty| self::path(krate, &library, ty), &|id| {
                named(&krate[id])
            });
            responses.insert(status.to_string(), ty);
        }
        let method = krate.full_name(operation);
        let word = operation.method.text().of_json();
        let mut key = format!("{word} {}", operation.path.of_json());
        if operations.contains_key(&key) {
            // Another form of the operation.
            key = format!("{key} ({method})");
        }
        let mut value = json!({
            "method": method, "request": request, "responses": responses,
        });
        if let Some(callbacks) = callbacks.remove(&operation.marker) {
            value["callbacks"] = Value::Object(callbacks);
        }
        operations.insert(key, value);
    }
    let mut map = json!({
        "package": krate.package.name.as_str(),
        "schemas": schemas(&krate.places, false),
        "sent": schemas(&krate.sent_places, true),
        "operations": operations,
    });
    if !webhooks.is_empty() {
        map["webhooks"] = Value::Object(webhooks);
    }
    map
}

/// The types of the bodies of what the server requests, by method and name.
fn requests(krate: &Crate, library: &Name, hooks: &Hooks) -> Map<String, Value> {
    let TypeKind::Hooks(Reply { variants, .. }) = &krate[hooks.ty].kind else {
        return Map::new();
    };
    let path = |ty: &Ty| path(krate, library, ty);
    let named = |id: TypeId| Value::String(format!("{library}::types::{}", krate[id].name));
    let requests = variants.iter().filter_map(|variant| match &variant.when {
        When::Route(route) => {
            let word = route.method.text().of_json();
            let key = format!("{word} {}", route.wire.of_json());
            Some((key, reply(library, &variant.ty, &path, &named)))
        }
        When::Status(_) | When::Type(_) => None,
    });
    requests.collect()
}

/// The type that a response is read as.
fn reply(
    library: &Name,
    ty: &ReplyTy,
    path: &dyn Fn(&Ty) -> String,
    named: &dyn Fn(TypeId) -> Value,
) -> Value {
    let text = match ty {
        ReplyTy::Empty => "()".to_owned(),
        ReplyTy::Json(ty) => path(ty),
        ReplyTy::Text => format!("{library}::runtime::PlainText"),
        ReplyTy::Bytes => "bytes::Bytes".to_owned(),
        ReplyTy::ByStatus(id) | ReplyTy::ByType(id) => return named(*id),
        ReplyTy::Events(item) | ReplyTy::Lines(item) => {
            let word = if matches!(ty, ReplyTy::Events(_)) {
                "Events"
            } else {
                "Lines"
            };
            let item = reply(library, item, path, named);
            let item = item.as_str().unwrap_or_default();
            format!("{library}::runtime::{word}<{item}>")
        }
    };
    Value::String(text)
}

fn part(ty: &Ty, given: Given, path: &dyn Fn(&Ty) -> Value) -> Value {
    match given {
        Given::File => Value::String("FilePart".to_owned()),
        Given::Files => Value::String("Vec<FilePart>".to_owned()),
        _ => path(ty),
    }
}

fn path(krate: &Crate, library: &Name, ty: &Ty) -> String {
    let inner = |ty: &Ty| path(krate, library, ty);
    let wire = |name: &str| format!("{library}::runtime::wire::{name}");
    match ty {
        Ty::Bool => "bool".to_owned(),
        Ty::I32 => "i32".to_owned(),
        Ty::I64 => "i64".to_owned(),
        Ty::U64 => "u64".to_owned(),
        Ty::F64 => "f64".to_owned(),
        Ty::String => "String".to_owned(),
        Ty::UnixTime => wire("UnixTime"),
        Ty::DateTime => wire("DateTime"),
        Ty::Date => wire("Date"),
        Ty::Bytes => wire("Base64"),
        Ty::Mapped(index) => {
            let segments: Vec<&str> = krate.mapped[*index].path.iter().map(Name::as_str).collect();
            wire(&format!("Parsed<{}>", segments.join("::")))
        }
        Ty::Json => "serde_json::Value".to_owned(),
        Ty::Named(id) => format!("{library}::types::{}", krate[*id].name),
        Ty::Boxed(id) => format!("Box<{library}::types::{}>", krate[*id].name),
        Ty::List(item) => format!("Vec<{}>", inner(item)),
        Ty::Array(item, length) => format!("[{}; {length}]", inner(item)),
        Ty::Map(value) => format!("std::collections::BTreeMap<String, {}>", inner(value)),
        Ty::Nullable(ty) => format!("Option<{}>", inner(ty)),
        Ty::Loose(ty) => wire(&format!("Loose<{}>", inner(ty))),
    }
}
