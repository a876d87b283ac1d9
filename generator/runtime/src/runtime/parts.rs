//! The parts of a call before it is sent. Nothing here is generic: generated methods only name their
//! parameters.
//!
//! The first invalid part is kept as a [`Problem`] and returned when the call is sent, so that
//! generated methods need no `Result`.

use super::api::CallSpec;
use super::client::{Client, Settings};
#[cfg(feature = "forms")]
use super::form::{Encoding, form};
use super::headers::header;
#[cfg(feature = "uploads")]
use super::media;
#[cfg(feature = "multipart")]
use super::multipart::{self, FilePart, Multipart};
#[cfg(feature = "url-parameters")]
use super::parameter::put;
use super::parameter::{Written, in_header, pair};
#[cfg(feature = "json-parameters")]
use super::parameter::{escaped, strict, view};
pub use super::problem::Problem;
use super::send_body::SendBody;
#[cfg(feature = "send-lines")]
use super::send_lines::SendLines;
#[cfg(feature = "streams")]
use super::streams::{self, Asks};
#[cfg(feature = "url-parameters")]
use super::style::{self, Style};
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
    /// The path of a next page, which replaces the path of the operation.
    #[cfg(feature = "pages")]
    pub(crate) page: Option<String>,
    pub(crate) path: Vec<(Cow<'static, str>, String)>,
    /// Texts by parameter name. A text repeats the name as its style requires.
    pub(crate) query: Vec<(Cow<'static, str>, String)>,
    #[cfg(feature = "cookies")]
    pub(crate) cookies: Vec<(Cow<'static, str>, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: SendBody,
    /// The media type and the parts of a body that is not joined yet.
    #[cfg(feature = "multipart")]
    pub(crate) multipart: Option<(&'static str, Multipart)>,
    /// The part of the body that asks for a stream.
    #[cfg(feature = "streams")]
    pub(crate) asks: Option<Asks>,
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
            #[cfg(feature = "pages")]
            page: None,
            path: Vec::new(),
            query: Vec::new(),
            #[cfg(feature = "cookies")]
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            body: SendBody::default(),
            #[cfg(feature = "multipart")]
            multipart: None,
            #[cfg(feature = "streams")]
            asks: None,
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

    /// Sets a path parameter in the default style.
    #[cfg(feature = "url-parameters")]
    pub fn path(&mut self, name: &'static str, value: View<'_>) {
        self.path_as(name, Style::Simple { explode: false }, value);
    }

    /// Sets a path parameter. A value that leads to another path, such as `..`, is refused when the
    /// call is sent.
    #[cfg(feature = "url-parameters")]
    pub fn path_as(&mut self, name: &'static str, style: Style, value: View<'_>) {
        match style::in_url(name, style, &value) {
            Ok(Some(text)) => put(&mut self.path, name.into(), text),
            Ok(None) => self.refuse(Problem::path(&[name])),
            Err(why) => self.refuse(Problem::parameter(name, why)),
        }
    }

    /// Sets a query parameter.
    #[cfg(feature = "url-parameters")]
    pub fn query(&mut self, name: &'static str, style: Style, value: View<'_>) {
        let text = self.written(name, style::in_url(name, style, &value));
        put(&mut self.query, name.into(), text);
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

    /// Sets a header in a style of lists.
    #[cfg(feature = "url-parameters")]
    pub fn header_in(&mut self, name: &'static str, style: Style, value: View<'_>) {
        self.put_written(name, style::in_header(style, &value));
    }

    fn put_written(&mut self, name: &'static str, text: Written) {
        match self.written(name, text) {
            Some(text) => self.put_header(name, &text),
            None => drop(self.headers.remove(name)),
        }
    }

    /// Sets a cookie in the default style.
    #[cfg(feature = "cookies")]
    pub fn cookie(&mut self, name: &'static str, value: View<'_>) {
        self.cookie_as(name, Style::Form { explode: true }, value);
    }

    /// Sets a cookie. An invalid value is refused when the call is sent.
    #[cfg(feature = "cookies")]
    pub fn cookie_as(&mut self, name: &'static str, style: Style, value: View<'_>) {
        match style::in_cookie(name, style, &value) {
            Ok(text) => put(&mut self.cookies, name.into(), text),
            Err(why) => self.refuse(Problem::new(format!("cookie `{name}`"), why)),
        }
    }

    /// Sets a path parameter that is JSON text.
    #[cfg(feature = "json-parameters")]
    pub fn path_json(&mut self, name: &'static str, value: View<'_>) {
        self.as_json(name, value, |parts, name, text| {
            parts.path(name, view(text));
        });
    }

    /// Sets a query parameter that is JSON text.
    #[cfg(feature = "json-parameters")]
    pub fn query_json(&mut self, name: &'static str, value: View<'_>) {
        self.as_json(name, value, |parts, name, text| {
            parts.query(name, Style::Form { explode: false }, view(text));
        });
    }

    /// Sets JSON text as the whole query.
    #[cfg(feature = "json-parameters")]
    pub fn query_string_json(&mut self, name: &'static str, value: View<'_>) {
        self.as_json(name, value, |parts, name, text| {
            let text = text.map(|text| strict(text).into_owned());
            put(&mut parts.query, name.into(), text);
        });
    }

    /// Sets the members of a value as the whole query.
    #[cfg(feature = "forms")]
    pub fn query_string_form(&mut self, name: &'static str, encoding: Encoding, value: View<'_>) {
        match form(&value, encoding) {
            Ok(text) => put(
                &mut self.query,
                name.into(),
                Some(text).filter(|text| !text.is_empty()),
            ),
            Err(why) => self.refuse(Problem::new(format!("parameter `{name}`"), why)),
        }
    }

    /// Sets a header that is JSON text.
    #[cfg(feature = "json-parameters")]
    pub fn header_json(&mut self, name: &'static str, value: View<'_>) {
        self.as_json(name, value, |parts, name, text| {
            parts.header(name, view(text.map(escaped).as_deref()));
        });
    }

    /// Sets a cookie that is JSON text.
    #[cfg(feature = "json-cookies")]
    pub fn cookie_json(&mut self, name: &'static str, value: View<'_>) {
        self.as_json(name, value, |parts, name, text| {
            parts.cookie(name, view(text));
        });
    }

    #[cfg(feature = "json-parameters")]
    fn as_json(
        &mut self,
        name: &'static str,
        value: View<'_>,
        set: impl FnOnce(&mut Self, &'static str, Option<&str>),
    ) {
        if matches!(value, View::Absent) {
            set(self, name, None);
        } else if let Ok(Ok(text)) = to_json(value).map(String::from_utf8) {
            set(self, name, Some(&text));
        } else {
            self.refuse(Problem::parameter(name, "it can't be written as JSON"));
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

    /// Sends `true` as a member of the JSON body, to ask for a stream.
    #[cfg(feature = "streams")]
    pub fn ask(&mut self, member: &'static str) {
        self.asks = Some((member, streams::ask_json));
    }

    /// Sends `true` as a field of the form, to ask for a stream.
    #[cfg(all(feature = "streams", feature = "forms"))]
    pub fn ask_in_form(&mut self, field: &'static str) {
        self.asks = Some((field, streams::ask_form));
    }

    /// Sends `true` as a part of the body, to ask for a stream.
    #[cfg(all(feature = "streams", feature = "multipart"))]
    pub fn ask_in_parts(&mut self, part: &'static str) {
        self.asks = Some((part, |parts, name| parts.part(name, "", View::Bool(true))));
    }

    /// Sets a body of `application/x-www-form-urlencoded`.
    #[cfg(feature = "forms")]
    pub fn form(&mut self, encoding: Encoding, value: View<'_>) {
        match form(&value, encoding) {
            Ok(text) => self.put_body("application/x-www-form-urlencoded", text.into()),
            Err(why) => self.refuse(Problem::new("body", why)),
        }
    }

    /// Sets a body of several parts.
    #[cfg(feature = "multipart")]
    pub fn multipart(&mut self, media_type: &'static str, parts: Multipart) {
        self.multipart = Some((media_type, parts));
    }

    /// Sets a part that is a value. An empty `content_type` stands for the default one.
    #[cfg(feature = "multipart")]
    pub fn part(&mut self, name: &'static str, content_type: &'static str, value: View<'_>) {
        let (parts, content_type) = self.parts_anew(name, content_type);
        parts.value(name, content_type, &value);
    }

    /// Sets the items of a list, each of which is a part. An empty `content_type` stands for the default one.
    #[cfg(feature = "multipart")]
    pub fn parts(&mut self, name: &'static str, content_type: &'static str, value: View<'_>) {
        let (parts, content_type) = self.parts_anew(name, content_type);
        parts.values(name, content_type, &value);
    }

    /// Sets a part that is a form, or several of a list.
    #[cfg(feature = "form-parts")]
    pub fn part_form(&mut self, name: &'static str, content_type: &'static str, value: View<'_>) {
        let (parts, content_type) = self.parts_anew(name, content_type);
        parts.form(name, content_type, &value);
    }

    /// Sets a part that is a list, with the separator between its items.
    #[cfg(feature = "joined-parts")]
    pub fn part_joined(&mut self, name: &'static str, separator: char, value: View<'_>) {
        let (parts, _) = self.parts_anew(name, "");
        parts.joined(name, separator, &value);
    }

    /// Sets a header of a part.
    #[cfg(feature = "multipart")]
    pub fn part_header(&mut self, part: &'static str, name: &'static str, value: View<'_>) {
        self.put_part_header(part, name, in_header(false, &value));
    }

    /// Sets a header of a part, with the members of an object as `key=value`.
    #[cfg(feature = "multipart")]
    pub fn part_header_exploded(
        &mut self,
        part: &'static str,
        name: &'static str,
        value: View<'_>,
    ) {
        self.put_part_header(part, name, in_header(true, &value));
    }

    /// Sets a header of a part that is JSON text.
    #[cfg(all(feature = "json-parameters", feature = "multipart"))]
    pub fn part_header_json(&mut self, part: &'static str, name: &'static str, value: View<'_>) {
        self.as_json(name, value, |parts, name, text| {
            parts.put_part_header(part, name, Ok(text.map(escaped)));
        });
    }

    #[cfg(feature = "multipart")]
    fn put_part_header(&mut self, part: &str, name: &str, text: Written) {
        let text = self.written(name, text);
        if text.is_some() {
            self.multipart.get_or_insert_default();
        }
        if let Some((_, parts)) = &mut self.multipart {
            parts.header(part, name, text);
        }
    }

    /// Sets a part that is one file or several. `content_type` is its media type, or those that it can have, between
    /// commas.
    #[cfg(feature = "multipart")]
    pub fn part_file(
        &mut self,
        name: &'static str,
        content_type: &'static str,
        files: impl IntoIterator<Item = FilePart>,
    ) {
        let (parts, content_type) = self.parts_anew(name, content_type);
        for file in files {
            parts.put(name.to_owned(), file, content_type, true);
        }
    }

    /// Sets a part that is a value in a notation of text, or several, as the caller writes it. A file name is for
    /// files (RFC 7578, section 4.2): it has none unless the caller gives one.
    #[cfg(feature = "multipart")]
    pub fn part_text(
        &mut self,
        name: &'static str,
        content_type: &'static str,
        texts: impl IntoIterator<Item = FilePart>,
    ) {
        let (parts, content_type) = self.parts_anew(name, content_type);
        for text in texts {
            let is_file = text.has_name();
            parts.put(name.to_owned(), text, content_type, is_file);
        }
    }

    /// Adds parts that the document doesn't name.
    #[cfg(feature = "multipart")]
    pub fn other_parts(&mut self, others: Multipart) {
        let (_, parts) = self.multipart.get_or_insert_default();
        parts.append(others);
    }

    /// Completes the body: asks for a stream, and joins the parts.
    #[cfg(any(feature = "streams", feature = "multipart"))]
    pub(crate) fn complete(&mut self) {
        #[cfg(feature = "streams")]
        if let Some((name, set)) = self.asks.take() {
            set(self, name);
        }
        #[cfg(feature = "multipart")]
        self.join();
    }

    #[cfg(feature = "multipart")]
    fn join(&mut self) {
        let Some((media_type, parts)) = self.multipart.take() else {
            return;
        };
        if parts.is_none() {
            return;
        }
        let boundary = multipart::boundary(|| self.client.shared.clock.random());
        match parts.finish(media_type, &boundary) {
            Ok((content_type, body)) => self.put_body(&content_type, body),
            Err(problem) => self.refuse(problem),
        }
    }

    /// Sets any other body.
    #[cfg(feature = "uploads")]
    pub fn body(&mut self, content_type: &str, body: impl Into<SendBody>) {
        let body = body.into();
        self.put_body(&media::with_charset(content_type, &body), body);
    }

    /// Sets a body whose media type the caller gives: it is one of `allowed`, or in a range of these.
    #[cfg(feature = "uploads")]
    pub fn body_of(&mut self, allowed: &[&str], content_type: &str, body: impl Into<SendBody>) {
        match media::disallowed(content_type, allowed) {
            None => self.body(content_type, body),
            Some(why) => self.refuse(Problem::new("content type", why)),
        }
    }

    /// Sets a body of JSON values, each on a line.
    #[cfg(feature = "send-lines")]
    #[inline]
    pub fn lines<T>(&mut self, content_type: &'static str, items: impl Into<SendLines<T>>) {
        self.put_lines(content_type, items.into().in_lines());
    }

    /// Sets a body of JSON values, each after a record separator (RFC 7464).
    #[cfg(feature = "send-lines")]
    #[inline]
    pub fn records<T>(&mut self, content_type: &'static str, items: impl Into<SendLines<T>>) {
        self.put_lines(content_type, items.into().in_records());
    }

    #[cfg(feature = "send-lines")]
    #[inline]
    fn put_lines(&mut self, content_type: &str, body: Result<SendBody, Problem>) {
        match body {
            Ok(body) => self.put_body(content_type, body),
            Err(problem) => self.refuse(problem),
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
