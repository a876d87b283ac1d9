//! The span of a call. Without the feature `tracing` it does nothing.
//!
//! It has the method, the path's template, the status and the number of the attempt: no value, and
//! so no secret.

use super::api::{CallSpec, OperationSpec};
use super::error::Failure;
use super::wire::Reading;
#[cfg(feature = "tracing")]
use super::wire::shown;
use http::StatusCode;
use std::time::Duration;

/// The span of a call.
#[derive(Clone)]
pub(crate) struct Span(#[cfg(feature = "tracing")] tracing::Span);

#[cfg(feature = "tracing")]
impl Span {
    pub(crate) fn new(spec: &CallSpec) -> Self {
        Self(tracing::info_span!(
            "call",
            operation = spec.name,
            method = spec.method.as_str(),
            template = shown(&spec.path),
            status = tracing::field::Empty,
            attempt = tracing::field::Empty,
        ))
    }

    pub(crate) fn attempt(&self, number: u32) {
        self.0.record("attempt", number);
    }

    pub(crate) fn status(&self, status: StatusCode) {
        self.0.record("status", status.as_u16());
    }

    pub(crate) fn wrap<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        tracing::Instrument::instrument(future, self.0.clone())
    }
}

#[cfg(not(feature = "tracing"))]
#[allow(
    clippy::unused_self,
    reason = "the same methods with and without the feature"
)]
impl Span {
    pub(crate) fn new(_: &CallSpec) -> Self {
        Self()
    }

    pub(crate) fn attempt(&self, _: u32) {}

    pub(crate) fn status(&self, _: StatusCode) {}

    pub(crate) fn wrap<F>(&self, future: F) -> F {
        future
    }
}

/// An event for a call that is sent again.
#[cfg(feature = "tracing")]
pub(crate) fn retry(spec: &OperationSpec, failed: &Failure, delay: Duration) {
    tracing::warn!(
        operation = spec.name,
        attempts = failed.attempts,
        reason = %failed.reason(),
        delay_ms = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX),
        "the call is tried again"
    );
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn retry(_: &OperationSpec, _: &Failure, _: Duration) {}

/// An event for a response that differs from the document, with the first difference.
#[cfg(feature = "tracing")]
pub(crate) fn mismatches(spec: &OperationSpec, reading: &Reading) {
    let mismatches = reading.mismatches();
    if let Some(first) = mismatches.iter().next() {
        tracing::warn!(
            operation = spec.name,
            mismatches = mismatches.count(),
            first = %first,
            "the response differs from the document"
        );
    }
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn mismatches(_: &OperationSpec, _: &Reading) {}
