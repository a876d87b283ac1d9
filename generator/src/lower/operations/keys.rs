//! Idempotency keys: the header for the key comes from client.toml, or from the name of a header parameter. A
//! call sends a random key unless the caller sets one.

use crate::api::{self, Api, Kind, Limit, Method, SchemaId, StringFormat};
use crate::diagnostic::Code;
use crate::ir::{Docs, Raw};
use crate::lower::facts::Facts;
use crate::lower::operations::headers;
use crate::lower::sink::Sink;
use crate::map::IndexSet;
use crate::patterns::Compiled;
use crate::text::{code, say};

/// The idempotency key of an operation.
pub struct IdempotencyKey<'a> {
    /// The header's name.
    pub header: &'a str,
    /// The parameter that describes it, if there is one.
    pub parameter: Option<&'a api::Parameter>,
}

/// The key of an operation: from client.toml for this operation, else from the document, else from client.toml
/// for all.
pub fn key<'a>(facts: &Facts<'a>, operation: &'a api::Operation) -> Option<IdempotencyKey<'a>> {
    let wishes = &facts.config.idempotency;
    let own = wishes.get(operation.at.as_str());
    let all = wishes.get("*").filter(|_| is_keyed(operation));
    let named = |name: &'a str| IdempotencyKey {
        header: name,
        parameter: headers::of(operation).find(|it| it.name.eq_ignore_ascii_case(name)),
    };
    let described = headers::of(operation).find(|parameter| describes(facts, parameter));
    own.map(|wish| named(&wish.header))
        .or_else(|| described.map(|parameter| named(&parameter.name)))
        .or_else(|| all.map(|wish| named(&wish.header)))
}

/// A key as a call makes it: a random UUID.
const MADE: &str = "5f0c3a1e-9b7d-4c26-8e41-d2a7b6039f58";

/// Whether a header parameter is a key that a client can generate, under one of the usual names.
fn describes(facts: &Facts, parameter: &api::Parameter) -> bool {
    is_key_name(&parameter.name) && takes_made(facts.api, parameter.schema)
}

/// Whether a schema takes the key of a call. Of a pattern in another dialect it isn't known, and most take it.
fn takes_made(api: &Api, schema: SchemaId) -> bool {
    let is_text = match &api[api.behind_aliases(schema).0].kind {
        Kind::String(format) => !matches!(format, StringFormat::DateTime | StringFormat::Date),
        kind => kind.is_any(),
    };
    let mut limits = api.aliases(schema).flat_map(|id| &api[id].limits);
    let takes = |limit: &Limit| match limit {
        Limit::MinLength(least) => *least <= MADE.len(),
        Limit::MaxLength(most) => MADE.len() <= *most,
        Limit::Pattern(pattern) => Compiled::default().known(pattern, MADE) != Some(false),
        _ => true,
    };
    is_text && limits.all(takes)
}

/// `Idempotency-Key`, `X-Idempotency-Key`, `Idempotence-Key`, `X-Acme-IdempotencyToken`.
pub fn is_key_name(name: &str) -> bool {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    let name = letters.collect::<String>().to_ascii_lowercase();
    let says_so = name.contains("idempotency") || name.contains("idempotence");
    says_so && (name.ends_with("key") || name.ends_with("token"))
}

/// Whether `*` includes the operation: its method isn't idempotent.
fn is_keyed(operation: &api::Operation) -> bool {
    matches!(operation.method, Method::Post | Method::Patch)
}

/// The docs of a key.
pub fn tell(key: &IdempotencyKey<'_>, described: Docs, docs: &mut Docs) {
    docs.paragraph(say(
        "Sends a random {}, the same with each attempt, unless [`Call::idempotency_key`] sets one.",
        &[&code(key.header)],
    ));
    docs.append(described);
}

/// Reports the places in client.toml without an operation.
pub fn idle(facts: &Facts, sink: &mut Sink) {
    let operations = facts.api.operations.iter();
    let known: IndexSet<&str> = operations.clone().map(|it| it.at.as_str()).collect();
    for (key, wish) in &facts.config.idempotency {
        let why = if key == "*" {
            let is_used = operations.clone().any(is_keyed);
            (!is_used).then_some("no operation is a POST or a PATCH")
        } else {
            let is_used = known.contains(key.as_str());
            (!is_used).then_some("the document has no operation at this place")
        };
        if let Some(why) = why {
            let code = Code::NotUsed;
            let near = known.iter().copied();
            let near = sink.diagnostics.nearest_place(key, near);
            sink.diagnostics
                .report_excerpt_near(code, wish.place.clone(), &[why], near);
        }
    }
}

/// The header, for the emitted code.
pub fn raw(key: Option<&IdempotencyKey<'_>>) -> Option<Raw> {
    key.map(|key| key.header.into())
}

#[cfg(test)]
mod tests {
    use super::is_key_name;

    #[test]
    fn usual_names_of_keys() {
        for name in [
            "Idempotency-Key",
            "idempotency-key",
            "X-Idempotency-Key",
            "Idempotence-Key",
            "X-Acme-Idempotency-Key",
            "IdempotencyKey",
            "Idempotency-Token",
        ] {
            assert!(is_key_name(name), "{name}");
        }
        for name in [
            "Idempotency",
            "X-Key",
            "Idempotency-Key-Expiry",
            "X-Request-Id",
        ] {
            assert!(!is_key_name(name), "{name}");
        }
    }
}
