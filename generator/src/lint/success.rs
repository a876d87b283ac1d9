//! Operations that describe failures alone.

use super::walk::Place;
use crate::diagnostic::{Code, Diagnostics};
use crate::openapi::view::Operation;

/// Reports an operation none of whose responses is a success. That it has none at all is told where it is checked.
/// `default`, a redirect and the change of a protocol can be meant.
pub fn missing(operation: Operation<'_>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    // Requests of the server are answered by the caller.
    if place.is_below(&["webhooks", "callbacks"]) {
        return;
    }
    let mut statuses = operation.responses().map(|(status, _)| status).peekable();
    let is_success = |status: &str| status.starts_with(['1', '2', '3', 'd']);
    if statuses.peek().is_some() && !statuses.any(is_success) {
        let at = place.pointer().child("responses");
        diagnostics.report(Code::SuccessMissing, &at, &[]);
    }
}
