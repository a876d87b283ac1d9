//! Operations that describe only failures.

use super::walk::Place;
use crate::diagnostic::{Code, Diagnostics};
use crate::openapi::view::Operation;

/// Reports an operation without a success among its responses. The check of the document reports an operation
/// without any response. `default`, a redirect and a change of protocol can be intended.
pub fn missing(operation: Operation<'_>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    // The caller answers requests of the server.
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
