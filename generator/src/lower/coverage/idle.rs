//! Schemas of bodies without effect: the client leaves these bodies to the caller, as bytes or text. So it does with
//! those that are text in base64.

use super::Gaps;
use crate::api::{self, Api, Content, Location, Media, has_places};
use crate::diagnostic::{Code, Diagnostics};
use crate::ir::{Gap, ReplyTy};
use crate::lower::facts::Facts;
use crate::lower::operations::body::is_skipped;
use crate::lower::operations::error_forms::at_once;
use crate::lower::operations::outcomes::is_outcome;
use std::collections::BTreeMap;

/// The reason why a schema has no effect, and the task that is left to the caller.
type Outcome = (Code, &'static str, &'static str);

const BYTES: Outcome = (Code::SchemaIdle, "the response is bytes", DECODES);
const PARTS: Outcome = (
    Code::SchemaIdle,
    "the response is bytes; the caller splits them at the boundary in the header `content-type`",
    DECODES,
);
const TEXT: Outcome = (Code::SchemaIdle, "the response is text", DECODES);
const DECODES: &str = "the caller decodes the response";
const ENCODES: &str = "the caller encodes the request body";
const OF_PAYLOAD: &str = "the caller decodes the payload";

/// Reports each of these schemas once.
pub fn schemas(facts: &Facts, diagnostics: &mut Diagnostics) -> Gaps {
    let api = facts.api;
    let mut gaps = Gaps::new();
    let mut note = |content: &Content, (code, outcome, task): Outcome| {
        let is_encoded = content.schema.is_some_and(|id| api.is_base64(id));
        let (code, outcome) = if is_encoded {
            (Code::BodyEncoded, task)
        } else {
            (code, outcome)
        };
        let is_described = |id| is_encoded || api.says_more_than_text(id);
        if !gaps.contains_key(&content.at) && content.schema.is_some_and(is_described) {
            let words = [&*content.media_type, outcome];
            let keyword = if content.is_item {
                "itemSchema"
            } else {
                "schema"
            };
            // With another key, the schema may have an effect.
            let reason = content.untyped.clone().unwrap_or_else(|| {
                let at = content.at.child(keyword);
                diagnostics.because(code, &at, &words)
            });
            gaps.insert(content.at.clone(), Gap::Reported(reason));
        }
    };
    let made = api.operations.iter();
    for operation in made.filter(|operation| !is_skipped(operation)) {
        if let Some((content, outcome)) = sent(api, operation) {
            note(content, outcome);
        }
        for response in &operation.responses {
            let outcomes = received(facts, operation, response);
            for content in &response.content {
                if let Some(outcome) = outcomes.get(&*content.media_type) {
                    note(content, *outcome);
                }
            }
        }
    }
    let webhooks = api
        .webhooks
        .iter()
        .filter(|webhook| webhook.lacks.is_none());
    for content in webhooks.flat_map(|webhook| &webhook.content) {
        match api.media(content) {
            _ if api.is_typed_payload(content) => {}
            Media::Text => note(
                content,
                (Code::SchemaIdle, "the payload is text", OF_PAYLOAD),
            ),
            _ => note(
                content,
                (Code::SchemaIdle, "the payload is bytes", OF_PAYLOAD),
            ),
        }
    }
    gaps
}

/// The body of a request that the caller encodes.
fn sent<'a>(api: &Api, operation: &'a api::Operation) -> Option<(&'a Content, Outcome)> {
    let content = operation.body.as_ref()?.content.first()?;
    let mut parameters = operation.parameters.iter();
    let outcome = match api.media(content) {
        _ if api.is_typed_request(content) => return None,
        Media::Multipart if parameters.any(|it| it.location == Location::Part) => return None,
        Media::Multipart if has_places(&content.media_type) => (
            Code::PartsUnlike,
            "have places, which only a list describes",
            ENCODES,
        ),
        Media::Multipart if content.schema.is_some_and(|id| api.has_members(id)) => {
            (Code::PartsUnlike, "are null or read-only", ENCODES)
        }
        Media::Multipart => (
            Code::PartsUnlike,
            "have names, which only an object describes",
            ENCODES,
        ),
        _ => (Code::SchemaIdle, ENCODES, ENCODES),
    };
    Some((content, outcome))
}

/// The media types of a response that the caller decodes, unless the client decodes the same value in JSON.
fn received<'a>(
    facts: &Facts,
    operation: &api::Operation,
    response: &'a api::Response,
) -> BTreeMap<&'a str, Outcome> {
    let mut outcomes = BTreeMap::new();
    let forms = facts.used_forms(operation, response);
    let first = forms
        .first()
        .filter(|form| matches!(form.ty, ReplyTy::Json(_)));
    let decoded = first.and_then(|form| form.schema);
    for form in forms {
        if decoded.is_some() && form.schema == decoded {
            continue;
        }
        let ty = if is_outcome(response.status) {
            form.ty
        } else {
            at_once(form.ty)
        };
        let outcome = match ty {
            ReplyTy::Bytes => BYTES,
            ReplyTy::Text => TEXT,
            _ => continue,
        };
        let names = form.media_types.into_iter();
        outcomes.extend(names.map(|name| match Media::of(name) {
            Media::Multipart => (name, PARTS),
            _ => (name, outcome),
        }));
    }
    outcomes
}
