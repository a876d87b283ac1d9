//! Secrets, the credentials made of them, and the one list of the parts of a request that hold a credential.
//!
//! A [`Secret`] is read only while a request is built; nothing prints it.

use super::api::{Api, Scheme, SecurityScheme};
use http::{HeaderMap, HeaderName};
use percent_encoding::percent_decode_str;
use std::fmt;
use std::sync::Arc;

/// A token or password. `Debug` and `Display` never show it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(Arc<str>);

impl Secret {
    /// Creates a secret.
    pub fn new(value: impl Into<Secret>) -> Self {
        value.into()
    }

    /// The text of the secret. Review every use.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(value.into())
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self(value.into())
    }
}

impl From<&String> for Secret {
    fn from(value: &String) -> Self {
        Self(value.as_str().into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// The credential of a security scheme. `Debug` shows neither the user nor the secret.
#[derive(Clone)]
#[non_exhaustive]
pub enum Credential {
    /// A bearer token or an API key.
    Token(Secret),
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A user name is a secret too: some APIs take a key as the user name.
        f.write_str(match self {
            Credential::Token(_) => "Token(…)",
        })
    }
}

/// Headers that hold a credential in any API, in requests or responses.
const HEADERS: [&str; 5] = [
    "authorization",
    "cookie",
    "proxy-authorization",
    "set-cookie",
    "x-api-key",
];

/// Query parameters that hold a credential in any API: RFC 6749, 6750 and 7521, and the common name of a key.
const QUERY: [&str; 6] = [
    "access_token",
    "api_key",
    "client_assertion",
    "client_secret",
    "password",
    "refresh_token",
];

/// Whether a header holds a credential in any API.
pub(crate) fn is_secret_header(name: &HeaderName) -> bool {
    HEADERS.contains(&name.as_str())
}

/// The list of the parts of a request that hold a credential, whoever set them: by names that are common to
/// all APIs, and by the names of the API's security schemes. Every check and every redaction uses it.
#[derive(Clone, Copy)]
pub(crate) struct Credentials(&'static [SecurityScheme]);

impl Credentials {
    pub(crate) fn of(api: &'static Api) -> Self {
        Self(api.schemes)
    }

    /// Header names are not case-sensitive.
    pub(crate) fn is_header(self, name: &HeaderName) -> bool {
        let mut schemes = self.0.iter().filter_map(|scheme| scheme.kind.header());
        is_secret_header(name) || schemes.any(|known| name.as_str().eq_ignore_ascii_case(known))
    }

    /// Whether a query has a credential: `a=1&key=…`. Names of query parameters are case-sensitive, and may
    /// be percent-encoded.
    pub(crate) fn in_query(self, query: &str) -> bool {
        query.split('&').map(name).any(|name| {
            let is_named = |scheme: &SecurityScheme| matches!(scheme.kind, Scheme::Query(known) if known == name);
            QUERY.contains(&&*name) || self.0.iter().any(is_named)
        })
    }

    /// Marks the headers that hold a credential, so that nothing prints their values.
    pub(crate) fn mark(self, headers: &mut HeaderMap) {
        for (name, value) in headers.iter_mut() {
            if self.is_header(name) {
                value.set_sensitive(true);
            }
        }
    }
}

/// Whether a text of pairs, such as a query, has a pair of this name.
pub(crate) fn has_pair(text: &str, separator: char, wanted: &str) -> bool {
    let mut pairs = text.split(separator);
    pairs.any(|pair| name(pair.trim_start()) == wanted)
}

/// The decoded name of `name=value`.
pub(crate) fn name(pair: &str) -> String {
    let name = pair.split('=').next().unwrap_or_default();
    percent_decode_str(name).decode_utf8_lossy().into_owned()
}
