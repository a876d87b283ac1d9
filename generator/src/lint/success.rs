//! Operations that describe only failures.

use super::walk::Place;
use crate::diagnostic::{Code, Diagnostics};
use crate::openapi::view::Operation;

/// Reports an operation without a success among its responses. The check of the document reports an operation
/// without any response. `default` describes each status, successes as well; a change of protocol is one. A redirect is
/// none: the response at its end has no description.
pub fn missing(operation: Operation<'_>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    // The caller answers requests of the server.
    if place.is_below(&["webhooks", "callbacks"]) {
        return;
    }
    let statuses = operation.responses().map(|(status, _)| status);
    let (mut is_described, mut has_redirect) = (false, false);
    for status in statuses {
        if status.starts_with(['1', '2', 'd']) {
            return;
        }
        is_described = true;
        has_redirect |= status.starts_with('3');
    }
    if is_described {
        let redirect = if has_redirect {
            ": a redirect isn't one"
        } else {
            ""
        };
        let at = place.pointer().child("responses");
        diagnostics.report(Code::SuccessMissing, &at, &[redirect]);
    }
}
