//! The pairs of a request's query, and its cookies: those of the call, and the credentials that are added.

use super::api::Scheme;
use super::parameter::pair;
use super::parts::Parts;
use super::secret::{Credentials, has_pair};
use super::target::Key;
use http::HeaderMap;
use std::borrow::Cow;

/// The pairs in the query, and the cookies.
pub(crate) struct Pairs<'a> {
    pub(crate) query: Vec<Cow<'a, str>>,
}

impl<'a> Pairs<'a> {
    pub(crate) fn of(parts: &'a Parts) -> Self {
        Self {
            query: texts(&parts.query).collect(),
        }
    }

    /// Whether the caller set the parameter, the cookie or the header of a credential.
    pub(crate) fn is_given(&self, kind: Scheme, headers: &HeaderMap) -> bool {
        match kind {
            Scheme::Query(name) => self.query.iter().any(|text| has_pair(text, '&', name)),
            kind => kind.header().is_some_and(|name| headers.contains_key(name)),
        }
    }

    /// Whether the caller set a parameter, a cookie or a header of this name.
    pub(crate) fn is_named(&self, name: &'static str, headers: &HeaderMap) -> bool {
        let mut places = [Scheme::Header(name), Scheme::Query(name)].into_iter();
        places.any(|kind| self.is_given(kind, headers))
    }

    /// No cookie is a credential.
    #[expect(clippy::unused_self, reason = "cookies are a part")]
    pub(crate) fn is_secret_cookie(&self, _: Credentials) -> bool {
        false
    }

    /// Adds a credential to its place. A value that the caller set, for this call or for all calls, comes first.
    pub(crate) fn add(&mut self, key: &Key, headers: &mut HeaderMap) {
        match key {
            Key::Header(name, value) => {
                headers.entry(name).or_insert_with(|| value.clone());
            }
            Key::Query(name, _) if self.is_given(Scheme::Query(name), headers) => {}
            Key::Query(name, token) => self.query.push(pair(name, token.expose()).into()),
        }
    }
}

/// The texts of parameters, without their names.
pub(crate) fn texts<'a>(
    parameters: &'a [(Cow<'static, str>, String)],
) -> impl Iterator<Item = Cow<'a, str>> + use<'a> {
    parameters.iter().map(|(_, text)| text.as_str().into())
}
