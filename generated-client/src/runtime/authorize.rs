//! The step between target and sending: the token of a request whose credential comes from a source, and a
//! new token when a server refuses the first.

use super::api::CallSpec;
use super::client::Shared;
use super::error::Failure;
use super::future::BoxFuture;
use super::retry::Outcome;
use super::target::{Key, Target};
use http::HeaderMap;

/// No credential comes from a source of tokens.
pub(crate) enum Need {}

/// No credential comes from a source of tokens.
pub(crate) fn need(_: &[&Key], _: &HeaderMap) -> Option<Need> {
    None
}

/// Adds nothing: no request needs a token.
pub(crate) fn authorize(
    _: &Shared,
    _: &CallSpec,
    target: &mut Target,
    _: &mut BoxFuture<'static, ()>,
) -> std::future::Ready<Result<(), Box<Failure>>> {
    match &target.need {
        Some(need) => match *need {},
        None => std::future::ready(Ok(())),
    }
}

/// No request fetches a token.
pub(crate) fn is_of_token(_: &Failure) -> bool {
    false
}

/// No request fetches a token.
pub(crate) fn refused_token(_: &Failure) -> Option<(Outcome<'_>, bool)> {
    None
}

/// No request has a token that could be renewed.
pub(crate) fn renews(_: &mut Target, _: &Failure) -> bool {
    false
}
