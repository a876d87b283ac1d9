//! The step between target and sending: the token of a request whose credential comes from a source, and a
//! new token when a server refuses the first.

use super::api::CallSpec;
use super::client::Shared;
#[cfg(feature = "tokens")]
use super::error::ErrorKind;
use super::error::Failure;
use super::future::BoxFuture;
#[cfg(feature = "tokens")]
use super::future::within;
use super::retry::Outcome;
use super::target::{Key, Target};
#[cfg(feature = "tokens")]
use super::token::{TokenError, Tokens};
use http::HeaderMap;
#[cfg(feature = "tokens")]
use http::StatusCode;
#[cfg(feature = "tokens")]
use http::header::AUTHORIZATION;
#[cfg(feature = "tokens")]
use std::sync::Arc;

/// The source of a request's token.
#[cfg(feature = "tokens")]
pub(crate) struct Need {
    tokens: Arc<Tokens>,
    /// Whether the server refused a token already.
    renewed: bool,
}

/// No credential comes from a source of tokens.
#[cfg(not(feature = "tokens"))]
pub(crate) enum Need {}

/// The source of the token that a request with these credentials needs; `None` if the caller set the
/// header.
#[cfg(feature = "tokens")]
pub(crate) fn need(keys: &[&Key], headers: &HeaderMap) -> Option<Need> {
    let tokens = keys.iter().find_map(|key| match key {
        Key::Source(tokens, _) => Some(Arc::clone(tokens)),
        _ => None,
    });
    let tokens = tokens.filter(|_| !headers.contains_key(AUTHORIZATION))?;
    Some(Need {
        tokens,
        renewed: false,
    })
}

/// No credential comes from a source of tokens.
#[cfg(not(feature = "tokens"))]
pub(crate) fn need(_: &[&Key], _: &HeaderMap) -> Option<Need> {
    None
}

/// Adds the token that a request needs, within `limit`.
#[cfg(feature = "tokens")]
pub(crate) async fn authorize(
    shared: &Shared,
    spec: &CallSpec,
    target: &mut Target,
    limit: &mut BoxFuture<'static, ()>,
) -> Result<(), Box<Failure>> {
    let Some(need) = &target.need else {
        return Ok(());
    };
    let mut fetching: BoxFuture<'_, _> = Box::pin(need.tokens.value(shared));
    match within(limit, &mut fetching).await {
        Some(Ok(value)) => {
            target.headers.insert(AUTHORIZATION, value);
            Ok(())
        }
        Some(Err(error)) => Err(Box::new(Failure {
            source: Some(Box::new(error)),
            ..Failure::new(ErrorKind::Credentials, spec)
        })),
        None => Err(Box::new(Failure {
            source: Some(Box::new(need.tokens.late(shared))),
            ..Failure::new(ErrorKind::Timeout, spec)
        })),
    }
}

/// Adds nothing: no request needs a token.
#[cfg(not(feature = "tokens"))]
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

/// The outcome of a failed fetch for the rules for retries; `None` if the failure is final.
#[cfg(feature = "tokens")]
pub(crate) fn refused_token(failed: &Failure) -> Option<(Outcome<'_>, bool)> {
    let source = failed.source.as_ref()?;
    source.downcast_ref::<TokenError>()?.outcome()
}

/// Whether a call failed because it got no token.
#[cfg(feature = "tokens")]
pub(crate) fn is_of_token(failed: &Failure) -> bool {
    let source = failed.source.as_ref();
    source.is_some_and(|source| source.is::<TokenError>())
}

/// No request fetches a token.
#[cfg(not(feature = "tokens"))]
pub(crate) fn is_of_token(_: &Failure) -> bool {
    false
}

/// No request fetches a token.
#[cfg(not(feature = "tokens"))]
pub(crate) fn refused_token(_: &Failure) -> Option<(Outcome<'_>, bool)> {
    None
}

/// Whether the request can be sent again with another token: the server refused the token, and so did
/// nothing else.
#[cfg(feature = "tokens")]
pub(crate) fn renews(target: &mut Target, failed: &Failure) -> bool {
    let answer = failed.response.as_ref();
    let is_refused = answer.is_some_and(|answer| answer.status == StatusCode::UNAUTHORIZED);
    let Some(need) = target
        .need
        .as_mut()
        .filter(|need| is_refused && !need.renewed)
    else {
        return false;
    };
    need.renewed = true;
    if let Some(value) = target.headers.get(AUTHORIZATION) {
        need.tokens.refuse(value);
    }
    true
}

/// No request has a token that could be renewed.
#[cfg(not(feature = "tokens"))]
pub(crate) fn renews(_: &mut Target, _: &Failure) -> bool {
    false
}
