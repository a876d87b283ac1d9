//! A value tree to openapiv3's model of `OpenAPI` 3.0, whatever 3.x dialect the document speaks.
//! What is wrong in it is said at its place and left out; the rest survives. Pointers into the
//! document stay valid, except into lists of which an item was left out.

mod check;
mod schema;
#[doc(hidden)]
pub mod spec;
mod targets;
mod upgrade;

use openapiv3::{Components, OpenAPI, ReferenceOr};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::source::Source;
use spec::{DOCUMENT, Dialect, Shape};
pub use targets::Targets;

/// Bytes, of which only what is used is ever real.
const STACK: usize = 64 << 20;

/// A document in openapiv3's model.
#[derive(Debug)]
pub struct Document {
    /// The document.
    pub document: OpenAPI,
    /// What its references lead to besides components.
    pub targets: Targets,
    /// How many schemas the document has, references among them.
    pub schemas: usize,
}

/// Reads the document along the tables.
pub fn read(source: &Source, diagnostics: &mut Diagnostics) -> Option<Document> {
    let dialect = dialect(&source.root, diagnostics)?;
    let mut value = source.root.clone();
    let shape = Shape::Object(&DOCUMENT);
    let root = Pointer::root();
    let found = check::check(&root, &mut value, &shape, dialect, diagnostics);
    with_large_stack(|| {
        Some(Document {
            document: assemble(value, diagnostics)?,
            targets: targets::read(&source.root, found.references, dialect, diagnostics),
            schemas: found.schemas,
        })
    })
    .flatten()
}

/// openapiv3 buffers each schema several times on its way down, and takes some 30 kB of stack
/// for each level in an unoptimised build.
fn with_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let thread = thread.spawn_scoped(scope, work).ok()?;
        match thread.join() {
            Ok(result) => Some(result),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Which specification the document follows, if it is one that can be read.
fn dialect(document: &Value, diagnostics: &mut Diagnostics) -> Option<Dialect> {
    let root = Pointer::root();
    let Value::Object(members) = document else {
        diagnostics.report(Code::NotOpenApi, &root, &["it is not an object"]);
        return None;
    };
    if let Some(version) = members.get("swagger") {
        diagnostics.report(Code::Swagger2, &root.child("swagger"), &[&shown(version)]);
        return None;
    }
    let Some(version) = members.get("openapi") else {
        diagnostics.report(
            Code::NotOpenApi,
            &root,
            &["it has no `openapi` with its version"],
        );
        return None;
    };
    let (at, version) = (root.child("openapi"), shown(version));
    let mut parts = version.split('.');
    match (parts.next(), parts.next()) {
        (Some("3"), Some("0")) => Some(Dialect::V30),
        (Some("3"), Some("1" | "2")) => {
            diagnostics.report(Code::NewerVersion, &at, &[&version]);
            Some(Dialect::V31)
        }
        _ => {
            let what = format!("its version is `{version}`");
            diagnostics.report(Code::NotOpenApi, &at, &[&what]);
            None
        }
    }
}

fn shown(version: &Value) -> String {
    version
        .as_str()
        .map_or_else(|| version.to_string(), str::to_owned)
}

/// Reads the checked document piece by piece. Should the table have let something pass that
/// openapiv3 refuses, only its piece is lost.
fn assemble(document: Value, diagnostics: &mut Diagnostics) -> Option<OpenAPI> {
    let Value::Object(mut document) = document else {
        return None;
    };
    let root = Pointer::root();
    let paths = document.insert("paths".to_owned(), Value::Object(Map::new()));
    let components = document.shift_remove("components");
    let mut openapi: OpenAPI = piece(Value::Object(document), &root, diagnostics)?;

    let at = root.child("paths");
    for (key, value) in members(paths) {
        if key.starts_with("x-") {
            openapi.paths.extensions.insert(key, value);
        } else if let Some(item) = tried(value, part, &at.child(&key), diagnostics) {
            openapi.paths.paths.insert(key, item);
        }
    }
    openapi.components = components.map(|value| assemble_components(value, diagnostics));
    Some(openapi)
}

fn assemble_components(value: Value, diagnostics: &mut Diagnostics) -> Components {
    let mut components = Components::default();
    let at = Pointer::root().child("components");
    for (section, value) in members(Some(value)) {
        let at = at.child(&section);
        macro_rules! pieces {
            ($field:ident, $read:expr) => {
                for (name, value) in members(Some(value)) {
                    if let Some(item) = tried(value, $read, &at.child(&name), diagnostics) {
                        components.$field.insert(name, item);
                    }
                }
            };
        }
        match section.as_str() {
            "schemas" => pieces!(schemas, schema::read),
            "responses" => pieces!(responses, part),
            "parameters" => pieces!(parameters, part),
            "examples" => pieces!(examples, part),
            "requestBodies" => pieces!(request_bodies, part),
            "headers" => pieces!(headers, part),
            "securitySchemes" => pieces!(security_schemes, part),
            _ => {
                components.extensions.insert(section, value);
            }
        }
    }
    components
}

fn members(value: Option<Value>) -> Map<String, Value> {
    match value {
        Some(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

/// A part, or a reference to one: to tell them apart, openapiv3 would copy all that the part consists of.
fn part<T: DeserializeOwned>(value: Value) -> serde_json::Result<ReferenceOr<T>> {
    if value.get("$ref").is_some() {
        return ReferenceOr::deserialize(value);
    }
    T::deserialize(value).map(ReferenceOr::Item)
}

fn piece<T: DeserializeOwned>(
    value: Value,
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    tried(value, T::deserialize, at, diagnostics)
}

fn tried<T>(
    value: Value,
    reading: impl FnOnce(Value) -> serde_json::Result<T>,
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    match reading(value) {
        Ok(piece) => Some(piece),
        Err(error) => {
            diagnostics.report(Code::Unreadable, at, &[&error.to_string()]);
            None
        }
    }
}
