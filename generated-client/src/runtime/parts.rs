//! The parts of a call before it is sent. Nothing here is generic: generated methods only name their
//! parameters.
//!
//! The first invalid part is kept as a [`Problem`] and returned when the call is sent, so that
//! generated methods need no `Result`.

use super::api::CallSpec;
use super::client::{Client, Settings};
use super::headers::header;
use super::parameter::{Written, in_header, pair};
pub use super::problem::Problem;
use super::send_body::SendBody;
use super::wire::{View, to_json};
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use std::borrow::Cow;
use std::fmt;
use std::time::Duration;
use url::Url;

/// The parts of a call. Setting a parameter twice replaces it.
pub struct Parts {
    pub(crate) client: Client,
    pub(crate) spec: CallSpec,
    /// The server of a URL that the caller gave or the server of a next page; otherwise the operation's own or the
    /// client's.
    pub(crate) server: Option<Url>,
    pub(crate) path: Vec<(Cow<'static, str>, String)>,
    /// Texts by parameter name. A text repeats the name as its style requires.
    pub(crate) query: Vec<(Cow<'static, str>, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: SendBody,
    pub(crate) settings: Settings,
    /// The call's own limit.
    pub(crate) timeout: Option<Duration>,
    /// Whether it holds a value that can be a secret.
    pub(crate) secret: bool,
    pub(crate) problem: Option<Problem>,
}

impl Parts {
    pub(crate) fn new(client: Client, spec: CallSpec) -> Self {
        Self {
            settings: client.shared.settings.clone(),
            client,
            spec,
            server: None,
            path: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: SendBody::default(),
            timeout: None,
            secret: false,
            problem: None,
        }
    }

    /// Marks the call as one that holds a secret: the next value can be one, such as a password. The request is then
    /// sent like a request with a credential, its headers are not printed, and neither is what the server says of it.
    pub fn secret(&mut self) -> &mut Self {
        self.secret = true;
        self
    }

    /// Sets a header in the default style.
    #[inline]
    pub fn header(&mut self, name: &'static str, value: View<'_>) {
        self.header_as(name, false, value);
    }

    /// Sets a header; `explode` only matters for objects.
    #[inline]
    pub fn header_as(&mut self, name: &'static str, explode: bool, value: View<'_>) {
        self.put_written(name, in_header(explode, &value));
    }

    fn put_written(&mut self, name: &'static str, text: Written) {
        match self.written(name, text) {
            Some(text) => self.put_header(name, &text),
            None => drop(self.headers.remove(name)),
        }
    }

    /// Sets a JSON body.
    pub fn json(&mut self, value: View<'_>) {
        self.json_as("application/json", value);
    }

    /// Sets a JSON body of another media type, such as `application/merge-patch+json`.
    pub fn json_as(&mut self, content_type: &'static str, value: View<'_>) {
        match to_json(value) {
            Ok(body) => self.put_body(content_type, body.into()),
            Err(_) => self.refuse(Problem::new("body", "it can't be written as JSON")),
        }
    }

    /// Sets the body. An empty `content_type` stands for none.
    pub(crate) fn put_body(&mut self, content_type: &str, body: SendBody) {
        if content_type.is_empty() {
            self.headers.remove(CONTENT_TYPE);
        } else {
            self.put_header(CONTENT_TYPE.as_str(), content_type);
        }
        self.body = body;
    }

    /// Sets an undescribed header.
    pub(crate) fn put_header(&mut self, name: &str, value: &str) {
        match header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(problem) => self.refuse(problem),
        }
    }

    /// Adds an undescribed query parameter; a name can be added more than once.
    #[inline]
    pub(crate) fn add_query(&mut self, name: &str, value: &str) {
        self.query.push((name.to_owned().into(), pair(name, value)));
    }

    /// The text of a parameter, unless there is nothing to write or its value is refused.
    #[inline]
    fn written(&mut self, name: &str, text: Written) -> Option<String> {
        text.unwrap_or_else(|why| {
            self.refuse(Problem::parameter(name, why));
            None
        })
    }

    pub(crate) fn refuse(&mut self, problem: Problem) {
        self.problem.get_or_insert(problem);
    }
}

impl fmt::Debug for Parts {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts")
            .field("method", &self.spec.method)
            .field("path", &self.spec.path)
            .finish_non_exhaustive()
    }
}
