//! The type of each place of the document, in the form that a consumer of the crate writes.

use crate::ir::{
    BodyTy, Crate, Given, Name, Operation, Parameter, Part, Raw, Reply, ReplyTy, RequestBody, Ty,
    TypeId, TypeKind, Webhooks, When,
};
use crate::map::IndexMap;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The map from places and operations to types.
#[must_use]
pub fn map(krate: &Crate) -> Value {
    let paths = Paths {
        krate,
        library: krate.package.name.library(),
    };
    let mut webhooks = Map::new();
    let mut callbacks: BTreeMap<&Name, Map<_, _>> = BTreeMap::new();
    for of_server in &krate.webhooks {
        let requests = match &of_server.of {
            None => &mut webhooks,
            Some(of) => callbacks.entry(of).or_default(),
        };
        requests.extend(paths.requests(of_server));
    }
    let mut operations = Map::new();
    for operation in &krate.operations {
        let method = krate.full_name(operation);
        let word = operation.method.text().of_json();
        let mut key = format!("{word} {}", operation.path.of_json());
        if operations.contains_key(&key) {
            // Another form of the operation.
            key = format!("{key} ({method})");
        }
        let mut value = json!({
            "method": method,
            "request": paths.request(operation),
            "responses": paths.responses(operation),
        });
        if let Some(params) = &operation.params {
            value["params"] = format!("{}::operations::{}", paths.library, params.name).into();
        }
        if let Some(callbacks) = callbacks.remove(&operation.marker) {
            value["callbacks"] = Value::Object(callbacks);
        }
        operations.insert(key, value);
    }
    let mut map = json!({
        "package": krate.package.name.as_str(),
        "schemas": paths.schemas(&krate.places, false),
        "sent": paths.schemas(&krate.sent_places, true),
        "operations": operations,
    });
    if !webhooks.is_empty() {
        map["webhooks"] = Value::Object(webhooks);
    }
    map
}

/// The paths of the types of a crate.
struct Paths<'a> {
    krate: &'a Crate,
    library: Name,
}

impl Paths<'_> {
    /// The types by the places of their schemas.
    fn schemas(&self, places: &IndexMap<Raw, Ty>, sent_form: bool) -> Map<String, Value> {
        let places = places.iter();
        let places = places.map(|(at, ty)| (at.of_json(), self.of(ty).into()));
        let mut schemas: Map<_, _> = places.collect();
        for (index, def) in self.krate.types.iter().enumerate() {
            if def.sent_form == sent_form {
                let path = self.named(TypeId(index));
                let at = def.at.iter().map(|at| at.as_str().to_owned());
                schemas.extend(at.map(|at| (at, path.as_str().into())));
            }
        }
        schemas.sort_keys();
        schemas
    }

    /// The types of the bodies of the server's requests, by method and name.
    fn requests(&self, webhooks: &Webhooks) -> Map<String, Value> {
        let TypeKind::Webhooks(Reply { variants, .. }) = &self.krate[webhooks.ty].kind else {
            return Map::new();
        };
        let requests = variants.iter().filter_map(|variant| match &variant.when {
            When::Route(route) => {
                let word = route.method.text().of_json();
                let key = format!("{word} {}", route.wire.of_json());
                Some((key, self.reply(&variant.ty).into()))
            }
            When::Status(_) | When::Type(_) => None,
        });
        requests.collect()
    }

    /// The type of a request's body, by its media type; of a form, the types of its parts.
    fn request(&self, operation: &Operation) -> Map<String, Value> {
        let (media_type, ty) = match &operation.body {
            RequestBody::None => return Map::new(),
            RequestBody::Parts { begun, .. } => {
                let parts = operation.arguments.iter().chain(&operation.setters);
                let is_part = |part: &Part| {
                    !matches!(part, Part::Header(..) | Part::Query(_) | Part::FormText(_))
                };
                let parts = parts.filter(|it| it.part.as_ref().is_some_and(is_part));
                let parts = parts.map(|part| (part.wire.of_json(), self.part(part).into()));
                let parts = Value::Object(parts.collect());
                let media_type = begun.as_ref().map(Raw::of_json);
                let media_type = media_type.unwrap_or_else(|| "multipart/form-data".to_owned());
                (media_type, parts)
            }
            RequestBody::Members(id) => ("application/json".to_owned(), self.named(*id).into()),
            RequestBody::Value {
                ty: body_ty,
                media_type,
                ..
            } => {
                let ty = match body_ty {
                    BodyTy::Json(ty) | BodyTy::Form(ty, _) => self.of(ty),
                    BodyTy::Lines(item) | BodyTy::Records(item) => {
                        self.runtime(&format!("SendLines<{}>", self.of(item)))
                    }
                    BodyTy::Parts => self.runtime("Multipart"),
                    BodyTy::Bytes | BodyTy::Ranged(_) => self.runtime("SendBody"),
                };
                if let BodyTy::Ranged(one_of) = body_ty {
                    let one_of = one_of.iter().map(|it| (it.of_json(), ty.clone().into()));
                    return one_of.collect();
                }
                (media_type.of_json(), ty.into())
            }
        };
        Map::from_iter([(media_type, ty)])
    }

    fn part(&self, parameter: &Parameter) -> String {
        match parameter.given {
            Given::File | Given::OwnFile => self.runtime("FilePart"),
            Given::Files | Given::OwnFiles => format!("Vec<{}>", self.runtime("FilePart")),
            Given::Parts => self.runtime("Multipart"),
            _ => self.of(&parameter.ty),
        }
    }

    /// The types of the responses, by status.
    fn responses(&self, operation: &Operation) -> Map<String, Value> {
        let responses = operation.responses.iter();
        responses
            .map(|(status, ty)| (status.to_string(), self.reply(ty).into()))
            .collect()
    }

    /// The type of a response's body.
    fn reply(&self, ty: &ReplyTy) -> String {
        let items = |word, item| self.runtime(&format!("{word}<{}>", self.reply(item)));
        match ty {
            ReplyTy::Empty => "()".to_owned(),
            ReplyTy::Json(ty) => self.of(ty),
            ReplyTy::Text => self.runtime("PlainText"),
            ReplyTy::Bytes => "bytes::Bytes".to_owned(),
            ReplyTy::ByStatus(id) | ReplyTy::ByType(id) => self.named(*id),
            ReplyTy::Events(item) => items("Events", item),
            ReplyTy::Lines(item) => items("Lines", item),
        }
    }

    fn runtime(&self, name: &str) -> String {
        format!("{}::runtime::{name}", self.library)
    }

    fn named(&self, id: TypeId) -> String {
        format!("{}::types::{}", self.library, self.krate[id].name)
    }

    fn of(&self, ty: &Ty) -> String {
        let wire = |name: &str| self.runtime(&format!("wire::{name}"));
        match ty {
            Ty::Bool => "bool".to_owned(),
            Ty::I32 => "i32".to_owned(),
            Ty::I64 => "i64".to_owned(),
            Ty::U64 => "u64".to_owned(),
            Ty::F64 => "f64".to_owned(),
            Ty::String => "String".to_owned(),
            Ty::Decimal => wire("Decimal"),
            Ty::UnixTime => wire("UnixTime"),
            Ty::DateTime => wire("DateTime"),
            Ty::Date => wire("Date"),
            Ty::Bytes => wire("Base64"),
            Ty::Mapped(index) => {
                let segments: Vec<&str> = self.krate.mapped[*index]
                    .path
                    .iter()
                    .map(Name::as_str)
                    .collect();
                wire(&format!("Parsed<{}>", segments.join("::")))
            }
            Ty::Json => "serde_json::Value".to_owned(),
            Ty::Named(id) => self.named(*id),
            Ty::Boxed(id) => format!("Box<{}>", self.named(*id)),
            Ty::List(item) => format!("Vec<{}>", self.of(item)),
            Ty::Array(item, length) => format!("[{}; {length}]", self.of(item)),
            Ty::Map(value) => format!("std::collections::BTreeMap<String, {}>", self.of(value)),
            Ty::Nullable(ty) => format!("Option<{}>", self.of(ty)),
            Ty::Loose(ty) => wire(&format!("Loose<{}>", self.of(ty))),
        }
    }
}
