//! Webhooks and callbacks: requests that a server of the API makes, and a program of the caller receives.
//! [`parse`] finds the description of a request by its name, and reads the body accordingly.

use super::reply::RawResponse;
use super::wire::{DecodeError, Reading, shown};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Map, Value};
use std::fmt;

/// The media type of forms.
const FORM: &str = "application/x-www-form-urlencoded";

/// The memory of a body's values is limited in proportion to its size, but never below the limit of this
/// many bytes.
const LEAST_BODY: usize = 1 << 20;

/// A described request.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// The HTTP method.
    pub method: &'static str,
    /// The name, without the method.
    pub name: &'static str,
    /// The media type of a body without a `content-type`; empty if the document describes no body.
    pub media_type: &'static str,
    /// Whether the body can't be left out.
    pub required: bool,
    /// The members of a form that aren't text; `None`: a form is kept as it is, because the document describes text
    /// or bytes.
    pub form: Option<&'static [(&'static str, FormField)]>,
}

/// A member of a form that isn't text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormField {
    /// A list, whose items repeat the name.
    List,
    /// An object, as JSON text.
    Json,
    /// A number or a boolean.
    Literal,
}

/// The requests that a server makes: an enum with a variant for each described request.
pub trait Webhook: Sized + 'static {
    /// The described requests.
    const ROUTES: &'static [Route];

    /// Reads the request of a route, by the place of the route among all.
    ///
    /// # Errors
    /// When the body doesn't match the description.
    fn read(
        route: usize,
        request: &RawResponse,
        reading: &mut Reading,
    ) -> Result<Self, DecodeError>;

    /// Keeps a request that the document doesn't describe, or one without its optional body.
    fn unknown(request: UnknownWebhook) -> Self;
}

/// A webhook or callback that the document doesn't describe, or one without its optional body, as it was received.
#[derive(Clone)]
pub struct UnknownWebhook {
    /// The name that the caller passed to `parse`.
    pub name: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl fmt::Debug for UnknownWebhook {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the headers nor the body: both can hold secrets.
        f.debug_struct("UnknownWebhook")
            .field("name", &self.name)
            .field("headers", &self.headers.len())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// The body of a webhook or callback doesn't match its description. The error shows no value.
#[derive(Debug, Clone)]
pub struct WebhookError {
    name: &'static str,
    error: DecodeError,
}

impl WebhookError {
    /// The name of the webhook or callback in the document.
    #[must_use]
    #[inline]
    pub fn name(&self) -> &str {
        self.name
    }

    /// The place of the error in the body, as a JSON path: `$.items[3].id`; `$` is the whole body.
    #[must_use]
    #[inline]
    pub fn path(&self) -> &str {
        self.error.path()
    }
}

impl fmt::Display for WebhookError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the body of `{}` can't be read: {}",
            shown(self.name),
            self.error
        )
    }
}

impl std::error::Error for WebhookError {
    #[inline]
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// Reads a request from its name, its headers and its body.
///
/// # Errors
/// When the body doesn't match the description.
#[inline]
pub fn parse<H: Webhook>(name: &str, headers: &HeaderMap, body: &[u8]) -> Result<H, WebhookError> {
    let Some((place, route)) = find(H::ROUTES, name) else {
        return Ok(H::unknown(undescribed(name, headers, body)));
    };
    let request = request(route, headers, body);
    let mut reading = Reading::within(body.len().max(LEAST_BODY));
    match H::read(place, &request, &mut reading) {
        Err(_) if body.is_empty() && !route.required => {
            Ok(H::unknown(undescribed(name, headers, body)))
        }
        read => read.map_err(|error| WebhookError {
            name: route.name,
            error,
        }),
    }
}

#[inline]
fn undescribed(name: &str, headers: &HeaderMap, body: &[u8]) -> UnknownWebhook {
    UnknownWebhook {
        name: name.to_owned(),
        headers: headers.clone(),
        body: Bytes::copy_from_slice(body),
    }
}

/// Finds the route of a name: an exact match, or the only route that differs in case and punctuation. A
/// method may stand before the name.
#[inline]
fn find<'r>(routes: &'r [Route], name: &str) -> Option<(usize, &'r Route)> {
    let with_method = name.split_once(' ');
    let is_shared = |known: &str| routes.iter().filter(|it| it.name == known).count() > 1;
    let by = |is: &dyn Fn(&str, &str) -> bool| {
        let mut all = routes.iter().enumerate();
        let plain = all.find(|(_, route)| is(route.name, name));
        plain.or_else(|| {
            let is_spelled = |route: &Route| {
                with_method.is_some_and(|(method, name)| {
                    route.method.eq_ignore_ascii_case(method) && is(route.name, name)
                })
            };
            // Without a space, the method could be a word of another name: `post.sold` is no `sold`. A name with
            // several methods is described with them.
            let is_alike = |route: &Route| {
                is(&format!("{} {}", route.method, route.name), name) && is_shared(route.name)
            };
            let mut all = routes.iter().enumerate();
            all.find(|(_, route)| is_spelled(route) || is_alike(route))
        })
    };
    by(&|known, name| known == name).or_else(|| {
        let found = by(&alike)?;
        let is_other =
            |route: &Route| route.name != found.1.name && alike(route.name, found.1.name);
        (!routes.iter().any(is_other)).then_some(found)
    })
}

/// Whether two names have the same letters and digits.
#[inline]
fn alike(one: &str, other: &str) -> bool {
    let letters = |name: &str| {
        let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
        letters.to_lowercase()
    };
    let one = letters(one);
    !one.is_empty() && one == letters(other)
}

/// The request in the form of a response: with its media type, and a form as JSON. So the types of
/// responses can read it.
#[inline]
fn request(route: &Route, headers: &HeaderMap, body: &[u8]) -> RawResponse {
    let given = headers.get(CONTENT_TYPE).cloned();
    let described = || HeaderValue::from_str(route.media_type).ok();
    let media_type = given.or_else(described).filter(|value| !value.is_empty());
    let is_form = media_type.as_ref().is_some_and(|value| {
        let value = value.to_str().unwrap_or_default();
        let essence = value.split(';').next().unwrap_or_default();
        essence.trim().eq_ignore_ascii_case(FORM)
    });
    let body = match route.form.filter(|_| is_form) {
        Some(fields) => Bytes::from(members(body, fields).to_string()),
        None => Bytes::copy_from_slice(body),
    };
    RawResponse {
        status: StatusCode::OK,
        headers: media_type
            .map(|value| (CONTENT_TYPE, value))
            .into_iter()
            .collect(),
        body,
    }
}

/// The members of a form. A repeated member is a list, even if the document describes none; of a member
/// with JSON text, the last value counts. An empty text is no object, number or boolean.
#[inline]
fn members(body: &[u8], fields: &[(&str, FormField)]) -> Value {
    let mut members = Map::new();
    for (name, value) in url::form_urlencoded::parse(body) {
        let field = fields.iter().find(|(known, _)| {
            name == *known || name.strip_suffix("[]").is_some_and(|name| name == *known)
        });
        let (name, field) = match field {
            Some((known, field)) => (*known, Some(*field)),
            None => (&*name, None),
        };
        let value = match field {
            Some(FormField::Json | FormField::Literal) if value.is_empty() => continue,
            Some(FormField::Json) => serde_json::from_str(&value).ok(),
            Some(FormField::List | FormField::Literal) | None => None,
        }
        .unwrap_or_else(|| Value::from(&*value));
        match (members.get_mut(name), field) {
            (Some(Value::Array(items)), field) if field != Some(FormField::Json) => {
                items.push(value);
            }
            (Some(first), None | Some(FormField::Literal)) => {
                *first = Value::Array(vec![first.take(), value]);
            }
            (_, Some(FormField::List)) => {
                members.insert(name.to_owned(), Value::Array(vec![value]));
            }
            (_, _) => {
                members.insert(name.to_owned(), value);
            }
        }
    }
    Value::Object(members)
}
