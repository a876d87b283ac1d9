//! The outcomes of an operation: the responses that are no errors.

use crate::api::{self, Api, Method, SchemaId, Status};
use crate::lower::facts::Facts;
use crate::map::IndexSet;

/// Whether a response is a success, or a redirection that is the outcome of a call.
pub fn is_outcome(status: Status) -> bool {
    status.is_success() || is_redirect(status)
}

/// Whether a response is an outcome of the operation. A `default` is one only if no other is described, unless its body is
/// that of errors.
pub fn is_counted(facts: &Facts, operation: &api::Operation, response: &api::Response) -> bool {
    let mut others = operation.responses.iter();
    let is_of_errors =
        || bodies(facts.api, response).any(|body| facts.error_bodies.contains(&body));
    is_outcome(response.status)
        || (response.status == Status::Default
            && !others.any(|other| is_outcome(other.status))
            && !is_of_errors())
}

/// The schemas of bodies that only errors have, in all operations: a `default` beside a success is for errors.
pub fn error_bodies(api: &Api) -> IndexSet<SchemaId> {
    let (mut errors, mut others) = (IndexSet::default(), IndexSet::default());
    for operation in &api.operations {
        let mut statuses = operation.responses.iter().map(|response| response.status);
        let has_outcome = statuses.any(is_outcome);
        for response in &operation.responses {
            match response.status {
                Status::Default if !has_outcome => {}
                Status::Default | Status::Code(400..) | Status::Range(4..) => {
                    errors.extend(bodies(api, response));
                }
                _ => others.extend(bodies(api, response)),
            }
        }
    }
    errors.retain(|body| !others.contains(body));
    errors
}

fn bodies(api: &Api, response: &api::Response) -> impl Iterator<Item = SchemaId> {
    let schemas = response.content.iter().filter_map(|it| it.schema);
    schemas.map(|id| api.behind_aliases(id).0)
}

/// Whether the document leaves out the body of a GET: it describes none, and a status allows one, or errors alone. A
/// request for a thing has it as its response.
pub fn is_left_out(facts: &Facts, operation: &api::Operation) -> bool {
    let responses = operation.responses.iter();
    let outcomes = responses.filter(|response| is_counted(facts, operation, response));
    let can_have_body = |status: Status| {
        matches!(
            status,
            Status::Code(200) | Status::Range(2) | Status::Default
        )
    };
    operation.method == Method::Get
        && outcomes.clone().all(|response| response.content.is_empty())
        && (outcomes.clone().next().is_none()
            || outcomes
                .clone()
                .any(|response| can_have_body(response.status)))
}

/// Whether a status is a redirection.
pub fn is_redirect(status: Status) -> bool {
    matches!(status, Status::Code(300..=399) | Status::Range(3))
}

/// Whether a status is no error.
pub fn is_below_400(status: Status) -> bool {
    matches!(status, Status::Code(100..=399) | Status::Range(1..=3))
}

/// A status in the tables of the runtime: the class for a range, 0 for the default.
pub fn key(status: Status) -> u16 {
    match status {
        Status::Code(status) | Status::Range(status) => status,
        Status::Default => 0,
    }
}
