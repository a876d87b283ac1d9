//! A value tree to openapiv3's model.

use openapiv3::{Components, OpenAPI, Paths};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::load::Source;

/// Folds the document.
pub fn fold(source: &Source, diagnostics: &mut Diagnostics) -> Option<OpenAPI> {
    let root = Pointer::root();
    let Value::Object(document) = &source.root else {
        diagnostics.report(Code::NotOpenApi, &root, &["it is not an object"]);
        return None;
    };
    if let Some(version) = document.get("swagger") {
        diagnostics.report(Code::Swagger2, &root, &[&version.to_string()]);
        return None;
    }
    let mut head = document.clone();
    head.insert("paths".to_owned(), Value::Object(Map::new()));
    head.shift_remove("components");
    let mut openapi: OpenAPI = piece("document", &Value::Object(head), &root, diagnostics)?;

    let paths_at = root.child("paths");
    let mut paths = Paths::default();
    for (path, item) in members(document.get("paths")) {
        if path.starts_with('/')
            && let Some(item) = piece("path item", item, &paths_at.child(path), diagnostics)
        {
            paths.paths.insert(path.clone(), item);
        }
    }
    openapi.paths = paths;

    let at = root.child("components");
    if let Some(Value::Object(sections)) = document.get("components") {
        let mut components = Components::default();
        macro_rules! section {
            ($($key:literal $field:ident)*) => {$(
                let at = at.child($key);
                for (name, item) in members(sections.get($key)) {
                    if let Some(item) = piece($key, item, &at.child(name), diagnostics) {
                        components.$field.insert(name.clone(), item);
                    }
                }
            )*};
        }
        section!("schemas" schemas "responses" responses "parameters" parameters
            "requestBodies" request_bodies "headers" headers "securitySchemes" security_schemes);
        openapi.components = Some(components);
    }
    Some(openapi)
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

fn piece<T: DeserializeOwned>(
    noun: &str,
    value: &Value,
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    match T::deserialize(value) {
        Ok(piece) => Some(piece),
        Err(error) => {
            diagnostics.report(Code::Malformed, at, &[noun, &error.to_string()]);
            None
        }
    }
}
