//! The pairs of a request's query, and its cookies: those of the call, and the credentials that are added.

use super::api::Scheme;
use super::parameter::pair;
#[cfg(feature = "cookies")]
use super::parameter::{plain, strict};
use super::parts::Parts;
use super::secret::{Credentials, has_pair};
use super::target::Key;
use http::HeaderMap;
#[cfg(feature = "cookies")]
use http::{HeaderName, HeaderValue, header::COOKIE};
use std::borrow::Cow;

/// The pairs in the query, and the cookies.
pub(crate) struct Pairs<'a> {
    pub(crate) query: Vec<Cow<'a, str>>,
    #[cfg(feature = "cookies")]
    cookies: Vec<Cow<'a, str>>,
}

impl<'a> Pairs<'a> {
    pub(crate) fn of(parts: &'a Parts) -> Self {
        Self {
            query: texts(&parts.query).collect(),
            #[cfg(feature = "cookies")]
            cookies: texts(&parts.cookies).collect(),
        }
    }

    /// Whether the caller set the parameter, the cookie or the header of a credential.
    pub(crate) fn is_given(&self, kind: Scheme, headers: &HeaderMap) -> bool {
        match kind {
            Scheme::Query(name) => self.query.iter().any(|text| has_pair(text, '&', name)),
            #[cfg(feature = "cookies")]
            Scheme::Cookie(name) => self.is_cookie(name, headers),
            kind => kind.header().is_some_and(|name| headers.contains_key(name)),
        }
    }

    /// Whether the caller set a parameter, a cookie or a header of this name.
    pub(crate) fn is_named(&self, name: &'static str, headers: &HeaderMap) -> bool {
        #[cfg(feature = "cookies")]
        if self.is_cookie(name, headers) {
            return true;
        }
        let mut places = [Scheme::Header(name), Scheme::Query(name)].into_iter();
        places.any(|kind| self.is_given(kind, headers))
    }

    #[cfg(feature = "cookies")]
    fn is_cookie(&self, name: &str, headers: &HeaderMap) -> bool {
        let set = headers.get(COOKIE).and_then(|value| value.to_str().ok());
        let mut texts = self.cookies.iter().map(|text| &**text).chain(set);
        texts.any(|text| has_pair(text, ';', name))
    }

    /// Whether a cookie is a credential.
    #[cfg(feature = "cookies")]
    pub(crate) fn is_secret_cookie(&self, credentials: Credentials) -> bool {
        let mut cookies = self.cookies.iter();
        cookies.any(|pair| credentials.in_cookie(pair))
    }

    /// No cookie is a credential.
    #[cfg(not(feature = "cookies"))]
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
            #[cfg(feature = "cookies")]
            Key::Cookie(name, _) if self.is_cookie(name, headers) => {}
            #[cfg(feature = "cookies")]
            Key::Cookie(name, token) => {
                // The names of most cookies are tokens, as the names of headers.
                let is_token = HeaderName::from_bytes(name.as_bytes()).is_ok();
                let name = if is_token { plain(name) } else { strict(name) };
                let cookie = format!("{name}={}", token.expose());
                self.cookies.push(cookie.into());
            }
            // The token is added once it is fetched.
            #[cfg(feature = "tokens")]
            Key::Source(..) => {}
            #[cfg(feature = "identity")]
            Key::Certificate => {}
        }
    }

    /// Adds the cookies to the header, after the cookies of the caller. A request has one `Cookie` header (RFC 6265,
    /// section 5.4).
    #[cfg(feature = "cookies")]
    pub(crate) fn add_cookies(&self, headers: &mut HeaderMap) {
        if self.cookies.is_empty() {
            return;
        }
        let set = headers.get(COOKIE).map(HeaderValue::as_bytes);
        let own = self.cookies.iter().map(|pair| pair.as_bytes());
        let all = set.into_iter().chain(own);
        let all: Vec<_> = all.filter(|pair| !pair.is_empty()).collect();
        if let Ok(mut value) = HeaderValue::from_bytes(&all.join(&b"; "[..])) {
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
    }
}

/// The texts of parameters, without their names.
pub(crate) fn texts<'a>(
    parameters: &'a [(Cow<'static, str>, String)],
) -> impl Iterator<Item = Cow<'a, str>> + use<'a> {
    parameters.iter().map(|(_, text)| text.as_str().into())
}

/// Whether a text can be the value of a cookie as it is (RFC 6265, section 4.1.1).
#[cfg(feature = "cookies")]
pub(crate) fn is_cookie(text: &str) -> bool {
    let quoted = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    let is_octet =
        |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\');
    quoted.unwrap_or(text).bytes().all(is_octet)
}
