//! Which type each place of the document became, as a consumer of the crate would write it.

use crate::ir::{BodyTy, Crate, Name, Raw, ReplyTy, RequestBody, Ty, TypeDef};
use indexmap::IndexMap;
use serde_json::{Map, Value, json};

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
    let mut operations = Map::new();
    for operation in &krate.operations {
        let mut request = Map::new();
        match &operation.body {
            RequestBody::None => {}
            RequestBody::Members(id) => {
                request.insert("application/json".to_owned(), named(&krate[*id]));
            }
            RequestBody::Value { ty, media_type, .. } => {
                let ty = match ty {
                    BodyTy::Json(ty) | BodyTy::Form(ty) => path(ty),
                    BodyTy::Bytes => Value::String("bytes::Bytes".to_owned()),
                };
                request.insert(media_type.of_json(), ty);
            }
        }
        let mut responses = Map::new();
        for (status, ty) in &operation.responses {
            let ty = match ty {
                ReplyTy::Empty => Value::String("()".to_owned()),
                ReplyTy::Json(ty) => path(ty),
                ReplyTy::Text => Value::String(format!("{library}::runtime::PlainText")),
                ReplyTy::Bytes => Value::String("bytes::Bytes".to_owned()),
                ReplyTy::ByStatus(id) | ReplyTy::ByType(id) => named(&krate[*id]),
            };
            responses.insert(status.to_string(), ty);
        }
        operations.insert(
            format!("{} {}", operation.method.as_str(), operation.path.of_json()),
            json!({ "method": operation.name.as_str(), "request": request, "responses": responses }),
        );
    }
    json!({
        "package": krate.package.name.as_str(),
        "schemas": schemas(&krate.places, false),
        "sent": schemas(&krate.sent_places, true),
        "operations": operations,
    })
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
