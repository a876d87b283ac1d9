//! The responses of operations: by status, without the content that a status can't have.

use super::Resolver;
use super::encoding::Direction;
use crate::api::{Docs, Media, Method, OperationId, Owner, Response, Status};
use crate::diagnostic::{Code, Pointer};
use crate::openapi::view::{self, Read, RefOr, View};
use crate::text::media_type::ANY;
use serde_json::Value;
use std::collections::BTreeMap;

/// The statuses whose content a 204 describes where no success can have any.
const SUCCESS: Status = Status::Range(2);

/// The outcome for such content.
const AS_SUCCESS: &str = "treated as that of `2XX`";

impl<'a> Resolver<'a, '_> {
    /// The responses of an operation, by status.
    pub(super) fn responses(
        &mut self,
        id: OperationId,
        method: &Method,
        operation: view::Operation<'a>,
        at: &Pointer,
    ) -> Vec<Response> {
        // Of `4XX` and `4xx`, the last counts.
        let all: BTreeMap<Status, _> = operation
            .responses()
            .filter_map(|(key, response)| Some((status(key)?, (key, response))))
            .collect();
        // A server sends a status without content, or a body: whoever describes both means another success.
        let mut successes = all.keys().filter(|status| status.is_success());
        let is_of_success =
            *method != Method::Head && successes.all(|it| bodiless(method, *it).is_some());
        let mut is_success_read = false;
        let mut resolved = Vec::new();
        for (status, (key, response)) in all {
            let place = at.child(key);
            let found = self.follow(response, &place);
            let Some((response, end, shared)) = found else {
                continue;
            };
            if !status.has_class() {
                let words = [&*status.to_string()];
                self.diagnostics.report(Code::StatusUnknown, &place, &words);
            }
            let lost = "this response is taken as not described";
            let bodiless = bodiless(method, status);
            let has_body = bodiless.is_none();
            let mut readings = vec![(status, has_body)];
            if let Some(what) = bodiless.filter(|_| !response.content().is_empty()) {
                let outcome = if is_of_success
                    && !is_success_read
                    && status.is_success()
                    && is_described(response)
                {
                    is_success_read = true;
                    readings.insert(0, (SUCCESS, true));
                    AS_SUCCESS
                } else {
                    "ignored"
                };
                let words = [&*what, outcome];
                self.diagnostics.report(Code::NoContent, &place, &words);
            }
            for (status, has_body) in readings {
                let read = |this: &mut Self| {
                    let parts = (response, has_body);
                    let mut response = this.response((id, status), parts, end.clone(), shared);
                    this.override_docs(&mut response.docs, &place);
                    response
                };
                resolved.extend(self.used(&end, &place, lost, read));
            }
        }
        resolved.sort_by_key(|response| response.status);
        resolved
    }

    fn response(
        &mut self,
        (id, status): (OperationId, Status),
        (response, has_body): (view::Response<'a>, bool),
        at: Pointer,
        shared: Option<&str>,
    ) -> Response {
        self.uses.weigh(0);
        let owner = shared.map_or(Owner::Response(id, status), |shared| {
            Owner::Shared(shared.to_owned())
        });
        let place = at.child("content");
        let content = if has_body {
            self.content(response.content(), &place, (&owner, Direction::Received))
        } else {
            Vec::new()
        };
        let headers = self.headers(response.headers(), &at.child("headers"));
        Response {
            shared: shared.map(str::to_owned),
            status,
            docs: Docs {
                title: self.copies.maybe(response.summary()),
                description: Some(self.copies.text(response.description().unwrap_or_default())),
                ..Docs::default()
            },
            headers,
            content,
            at,
        }
    }
}

/// The response without content (RFC 9110, sections 9.3.2 and 15), if it is one.
fn bodiless(method: &Method, status: Status) -> Option<String> {
    match status {
        _ if *method == Method::Head => Some("a response to HEAD".to_owned()),
        Status::Code(100..=199 | 204 | 205 | 304) | Status::Range(1) => {
            Some(format!("a response with status {status}"))
        }
        _ => None,
    }
}

/// `200`, `4XX` or `default`.
fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    match key.parse() {
        Ok(code) => Some(Status::Code(code)),
        Err(_) => key.get(..1)?.parse().ok().map(Status::Range),
    }
}

/// Whether a response describes its content. Frameworks write JSON without a schema, or with one that says nothing,
/// under each status.
fn is_described(response: view::Response<'_>) -> bool {
    response.content().iter().any(|(media_type, media)| {
        let RefOr::Item(media) = media else {
            return true;
        };
        match media.schema().or(media.item_schema()) {
            Some(schema) => says_something(schema),
            None => media_type != ANY && Media::of(media_type) != Media::Json,
        }
    })
}

/// Whether a schema has a keyword about values other than null. Recursive: inline schemas are no deeper than the
/// document.
fn says_something(schema: RefOr<'_, view::Schema<'_>>) -> bool {
    let RefOr::Item(schema) = schema else {
        return true;
    };
    let mut keywords = schema.object().iter();
    keywords.any(|(keyword, value)| match (keyword, value) {
        ("title" | "description" | "nullable", _) => false,
        ("type", Value::String(only)) => only != "null",
        ("type", Value::Array(types)) => types.iter().any(|it| it != "null"),
        ("allOf" | "anyOf" | "oneOf", Value::Array(parts)) => {
            parts.iter().any(|it| says_something(RefOr::read(it)))
        }
        _ => true,
    })
}
