//! Calls of paths that the document doesn't have, with all features of other calls.

use super::api::{CallSpec, Operation, OperationSpec, Spec};
use super::attempt::Extent;
use super::call::{Call, failed};
use super::client::Client;
use super::error::Error;
use super::execute::{Done, execute};
use super::media;
use super::parameter::{put, strict};
use super::parts::Parts;
use super::problem::Problem;
use super::reply::RawResponse;
use super::send_body::SendBody;
use super::wire::DecodeError;
use http::{Method, Uri};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt::Display;
use std::sync::Arc;
use url::Url;

/// The operation of a path that the document doesn't have: see [`Client::request`].
///
/// ```text
/// let client = Client::builder().base_url("https://api.example.com").build()?;
/// let call = client.request(Method::PATCH, "/users/{id}").path("id", 7).query("notify", true);
/// let user: User = call.json(&json!({"name": "Ada"})).send_json().await?;
/// ```
///
/// Awaiting the call returns the response with its bytes. An error has the body as JSON, if it is JSON. The request
/// has the credentials that most operations need, or else all that are set, and the header parameters of the client.
/// Errors and traces show the path, but neither the values of its parameters nor the query.
#[derive(Debug)]
pub enum AnyRequest {}

impl Operation for AnyRequest {
    const SPEC: Spec = &OperationSpec::new("request").accept("application/json, */*;q=0.8");
    type Output = RawResponse;
    type Error = Value;
}

/// Begins the call.
#[inline]
pub(crate) fn call(client: Client, method: Method, target: &str) -> Call<AnyRequest> {
    let place = place(&client, target);
    let (path, query) = match &place {
        Ok((_, rest)) => rest.split_once('?').unwrap_or((rest, "")),
        Err(_) => ("/", ""),
    };
    let spec = OperationSpec {
        method,
        path: Cow::Owned(path.to_owned()),
        ..OperationSpec::new("request").accept(AnyRequest::SPEC.accept)
    };
    let mut parts = Parts::new(client, CallSpec::Request(Arc::new(spec)));
    if !query.is_empty() {
        parts.query.push((Cow::Borrowed(""), query.to_owned()));
    }
    match place {
        Ok((server, _)) => parts.server = server,
        Err(why) => parts.refuse(Problem::new("URL", why)),
    }
    Call::new(parts)
}

/// The server, if the target is a URL, and the path and query.
#[inline]
fn place<'t>(client: &Client, target: &'t str) -> Result<(Option<Url>, &'t str), &'static str> {
    if target.contains('#') {
        return Err("it has a fragment, which no server sees");
    }
    let is_url = target
        .split_once("://")
        .is_some_and(|(scheme, _)| !scheme.contains(['/', '?', '{']));
    if !is_url {
        return Ok((None, target));
    }
    target.parse::<Uri>().map_err(|_| "invalid characters")?;
    let url = Url::parse(target).map_err(|_| "it is not a URL")?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("it has a user or a password");
    }
    if !client.shared.servers.trust(&url) {
        return Err(
            "it leads to none of the client's servers; `ClientBuilder::allow_origin` adds one",
        );
    }
    let server = Url::parse(&url.origin().ascii_serialization()).ok();
    // The text is split, because a parsed URL has lost its `..`.
    let (_, behind) = target.split_once("://").unwrap_or_default();
    let rest = behind.find(['/', '?']).map_or("", |at| &behind[at..]);
    Ok((server, rest))
}

impl Call<AnyRequest> {
    /// Sets a parameter of the path, `{name}`, percent-encoded. A value that leads to another path, such as `..`, is
    /// refused when the call is sent.
    pub fn path(mut self, name: &str, value: impl Display) -> Self {
        let parts = self.parts_mut();
        match strict(&value.to_string()) {
            text if text.is_empty() => parts.refuse(Problem::path(&[name])),
            text => put(&mut parts.path, name.to_owned().into(), text.into_owned()),
        }
        self
    }

    /// Adds a query parameter, percent-encoded; a name can be added more than once.
    pub fn query(self, name: &str, value: impl Display) -> Self {
        self.extra_query(name, &value.to_string())
    }

    /// Sets a header.
    pub fn header(self, name: &str, value: impl Display) -> Self {
        self.extra_header(name, &value.to_string())
    }

    /// Sets a JSON body from a type of this crate or any other type with serde's traits.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        let parts = self.parts_mut();
        match serde_json::to_vec(body) {
            Ok(body) => parts.put_body("application/json", body.into()),
            Err(_) => parts.refuse(Problem::new("body", "it can't be written as JSON")),
        }
        self
    }

    /// Sets any other body. An empty `content_type` stands for none.
    pub fn body(mut self, content_type: &str, body: impl Into<SendBody>) -> Self {
        self.parts_mut().put_body(content_type, body.into());
        self
    }

    /// Sends the call and reads its JSON as a type of this crate or any other type with serde's traits. An empty
    /// body is read as null.
    ///
    /// # Errors
    /// When no successful response with JSON of that type arrives.
    pub async fn send_json<T: DeserializeOwned>(self) -> Result<T, Error<Value>> {
        read(execute(self.into_parts(), Extent::Whole).await)
    }

    /// Sends the call as [`send_json`](Self::send_json) does, and blocks until the value is there.
    ///
    /// # Errors
    /// As for `send_json`, and in asynchronous code.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub fn send_json_blocking<T: DeserializeOwned>(self) -> Result<T, Error<Value>> {
        read(super::blocking::execute(self.into_parts(), Extent::Whole))
    }
}

fn read<T: DeserializeOwned>(done: Done) -> Result<T, Error<Value>> {
    let answer = done.map_err(failed)?;
    let read = media::text(&answer.response).and_then(|body| {
        let text = match body.trim_ascii() {
            b"" => b"null",
            text => text,
        };
        serde_json::from_slice(text).map_err(|error| unlike(&error))
    });
    read.map_err(|error| failed(answer.undecoded(error)))
}

/// The error without the value of the response, which serde's error shows.
#[inline]
fn unlike(error: &serde_json::Error) -> DecodeError {
    let text = error.to_string();
    let at = format!(" at line {} column {}", error.line(), error.column());
    let text = text.strip_suffix(&at).unwrap_or(&text);
    let text = match text.rsplit_once(", expected ") {
        _ if !error.is_data() => format!("not JSON: {text}"),
        Some((_, expected)) => format!("expected {expected}"),
        None if text.starts_with("missing field `") => text.to_owned(),
        None => "it doesn't match the type".to_owned(),
    };
    DecodeError::new(format!("{text}{at}"))
}
