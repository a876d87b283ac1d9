//! A document by way of `openapiv3`, for tests that compare our reading with that of another crate.

use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::source::Source;
use openapiv3::OpenAPI;
use serde_json::Value;

/// Bytes, as the model takes some 30 kB for each level of a schema.
const STACK: usize = 64 << 20;

/// A document and its model.
pub struct Pair {
    /// The document without siblings of `$ref`, which 3.0 ignores and the model has no room for.
    pub plain: String,
    /// The model.
    pub model: String,
}

/// The document by way of the model, if it is of version 3.0 and `openapiv3` can read it.
#[must_use]
pub fn by_model(document: &Value) -> Option<Pair> {
    let is_older = document.get("openapi")?.as_str()?.starts_with("3.0");
    if !is_older {
        return None;
    }
    let mut plain = document.clone();
    let read = || {
        let model: OpenAPI = serde_json::from_value(document.clone()).ok()?;
        without_siblings(&mut plain);
        let source = Source::of_model("model.json", &model, &mut Diagnostics::default())?;
        let (plain, model) = (plain.to_string(), source.text);
        Some(Pair { plain, model })
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let read = thread.spawn_scoped(scope, read).ok()?.join();
        read.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Leaves references alone in their objects.
fn without_siblings(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if members.get("$ref").is_some_and(Value::is_string) {
                members.retain(|key, _| key == "$ref");
            }
            members.values_mut().for_each(without_siblings);
        }
        Value::Array(items) => items.iter_mut().for_each(without_siblings),
        _ => {}
    }
}
