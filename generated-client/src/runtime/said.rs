//! A server's message: its text and code, read from the common forms of error bodies and shown in one line without
//! the secrets of the request.

use super::api::Api;
use super::body::request_id;
use super::media::{self, MediaType};
use super::parameter::strict;
use super::reply::RawResponse;
use super::secret::Credentials;
use super::wire::shown;
use http::{HeaderValue, Uri};
use percent_encoding::percent_decode_str;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The largest number of characters of a message, a body and an id that are shown.
pub(crate) const LONGEST: usize = 300;
const LONGEST_BODY: usize = 2000;
const LONGEST_ID: usize = 100;
/// The depth of nested errors that is searched, and the number of errors of a list that are shown.
const DEEPEST: usize = 4;
const MOST: usize = 3;
/// Shorter values are not treated as secrets: they occur in any text.
const SHORTEST_SECRET: usize = 4;

/// A server's message.
#[derive(Debug, Default)]
pub(crate) struct Said {
    /// The message, as it was sent.
    pub(crate) message: Option<String>,
    /// The code, as it was sent.
    pub(crate) code: Option<String>,
    /// Code and message as a part of a line.
    pub(crate) line: String,
    /// The server's id of the request, as a part of a line.
    pub(crate) request_id: Option<String>,
    /// The body as the source of the error.
    pub(crate) body: Option<Body>,
    /// Whether there is a body that isn't shown.
    pub(crate) is_hidden: bool,
}

/// The body of an error, as a line of text.
#[derive(Debug)]
pub(crate) struct Body(String);

impl fmt::Display for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Body {}

impl Said {
    /// The message of a response, or of an event with its data as the body. Secrets of the request and of the body are
    /// left out of texts that repeat them; nothing is shown if the whole call `is_secret`.
    pub(crate) fn of(
        response: &RawResponse,
        is_event: bool,
        api: &Api,
        secrets: &[String],
        is_secret: bool,
    ) -> Self {
        let mut found = Found::default();
        let body = media::utf8(response);
        let text = body.utf8_chunks().next();
        let text = text.map_or("", |chunk| chunk.valid()).trim();
        let _ = api;
        let at = At {
            found: &mut found,
            name: Name::Error,
            depth: 0,
        };
        // The members before a syntax error count: the body may be cut off.
        at.deserialize(&mut serde_json::Deserializer::from_str(text))
            .ok();
        let code = found.code();
        let mut message = found.message();
        // No media type tells whether the data of an event is JSON.
        let is_text = match MediaType::of(&response.headers) {
            _ if is_event => !text.starts_with(['{', '[']),
            media_type => media_type.is_some_and(|it| it.is("text/plain")),
        };
        if message.is_none() && is_text && !text.is_empty() && !text.contains('\n') {
            message = Some(text.to_owned());
        }
        let mut said = Self {
            message,
            code,
            ..Self::default()
        };
        said.is_hidden = is_secret && !text.is_empty();
        if !is_secret {
            let parts = [said.code.as_deref(), said.message.as_deref()];
            let parts: Vec<_> = parts.into_iter().flatten().collect();
            said.line = line(&parts.join(": "), secrets, LONGEST);
            said.request_id = request_id(response).map(|id| line(&id, secrets, LONGEST_ID));
            said.body = (!text.is_empty()).then(|| Body(line(text, secrets, LONGEST_BODY)));
        }
        said
    }
}

/// A text in one line without secrets, cut to `longest` characters.
pub(crate) fn line(text: &str, secrets: &[String], longest: usize) -> String {
    let mut text = unescaped(text);
    for secret in secrets {
        if text.contains(secret.as_str()) {
            text = text.replace(secret.as_str(), "…");
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    // `shown` escapes quotes, which are harmless and frequent.
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", shown(&text[..end]).replace("\\\"", "\"")),
        None => shown(&text).replace("\\\"", "\""),
    }
}

/// A text without the escapes of JSON that stand for a character by its number: some servers write `+` as `\u002B`, and
/// so a part of a secret.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.get(..4).map(|digits| u32::from_str_radix(digits, 16));
        let character = code.and_then(Result::ok).and_then(char::from_u32);
        match character.filter(|character| !character.is_control()) {
            Some(character) => {
                out.push(character);
                out.push_str(&part[4..]);
            }
            None => out.extend(["\\u", part]),
        }
    }
    out
}

/// The secrets of a request that a server could repeat, and those of its server's URL, in the form of the request and
/// in the caller's form.
pub(crate) fn secrets(
    headers: &[&HeaderValue],
    uri: &Uri,
    credentials: Credentials,
    known: &[String],
) -> Vec<String> {
    let mut secrets = known.to_vec();
    for value in headers {
        add_header(value, &mut secrets);
    }
    let query = uri.query().unwrap_or_default();
    for pair in query.split('&').filter(|pair| credentials.in_query(pair)) {
        add_pair(pair, &mut secrets);
    }
    in_all_forms(secrets)
}

/// The secrets and their forms in JSON and in URLs, without those that are too short. The longest come first: a shorter
/// one may be a part of a longer one.
pub(crate) fn in_all_forms(secrets: Vec<String>) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    // Insertion is enough for a few secrets; a sort would be a fiftieth of the compiled client.
    let mut add = |form: String| {
        let place = forms.partition_point(|other| other.len() >= form.len());
        forms.insert(place, form);
    };
    for secret in secrets {
        if secret.len() < SHORTEST_SECRET {
            continue;
        }
        let json = serde_json::to_string(&secret).unwrap_or_default();
        let json = json.trim_matches('"').to_owned();
        // PHP escapes slashes.
        let slashes = json.replace('/', "\\/");
        for form in [json, slashes, strict(&secret).into_owned()] {
            if form != secret {
                add(form);
            }
        }
        add(secret);
    }
    forms
}

fn add_header(value: &HeaderValue, secrets: &mut Vec<String>) {
    let Ok(text) = value.to_str() else { return };
    secrets.push(text.to_owned());
    // `Bearer …`, and the cookies of a header.
    secrets.extend(text.split_once(' ').map(|(_, token)| token.to_owned()));
    if let Some(pair) = basic(text) {
        let password = pair
            .split_once(':')
            .map(|(_, password)| password.to_owned());
        secrets.extend(password);
        secrets.push(pair);
    }
    for pair in text.split("; ") {
        add_pair(pair, secrets);
    }
}

fn basic(_: &str) -> Option<String> {
    None
}

fn add_pair(pair: &str, secrets: &mut Vec<String>) {
    if let Some((_, value)) = pair.split_once('=') {
        secrets.push(percent_decode_str(value).decode_utf8_lossy().into_owned());
        secrets.push(value.to_owned());
    }
}

/// The texts of an object, by the names that APIs use.
#[derive(Default)]
struct Found {
    message: Option<String>,
    title: Option<String>,
    detail: Option<String>,
    description: Option<String>,
    reason: Option<String>,
    code: Option<String>,
    /// `error` as text: a code beside a description, otherwise a message.
    error: Option<String>,
    /// The objects in `error`, `errors`, `messages` and `detail`.
    inner: Vec<Found>,
}

impl Found {
    fn message(&self) -> Option<String> {
        // RFC 9457.
        let problem = match (&self.title, &self.detail) {
            (Some(title), Some(detail)) => Some(format!("{title}: {detail}")),
            (title, detail) => detail.clone().or_else(|| title.clone()),
        };
        let inner = || {
            let texts: Vec<_> = self.inner.iter().filter_map(Found::message).collect();
            (!texts.is_empty()).then(|| texts.join("; "))
        };
        let own = self.message.clone().or_else(|| self.description.clone());
        own.or(problem)
            .or_else(inner)
            .or_else(|| self.reason.clone())
            .or_else(|| self.error.clone())
    }

    fn code(&self) -> Option<String> {
        let texts = [&self.description, &self.message, &self.reason];
        let is_code = texts.into_iter().any(Option::is_some);
        let error = || self.error.clone().filter(|_| is_code);
        let inner = || self.inner.iter().find_map(Found::code);
        self.code.clone().or_else(error).or_else(inner)
    }
}

/// The members that hold a message or a code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    Message,
    Title,
    Detail,
    Description,
    Reason,
    Code,
    Error,
    Other,
}

impl Name {
    /// The meaning of a name in any case: `errorMessage`, `ErrorMessage` and `error_message` are one name.
    fn of(name: &str) -> Self {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        let letters: String = letters.map(|c| c.to_ascii_lowercase()).collect();
        match letters.as_str() {
            "message" | "msg" | "errormessage" | "errormsg" | "errmsg" => Self::Message,
            "title" => Self::Title,
            "detail" | "details" => Self::Detail,
            "description" | "errordescription" => Self::Description,
            "reason" => Self::Reason,
            "code" | "errorcode" | "errcode" => Self::Code,
            "error" | "errors" | "messages" | "errormessages" => Self::Error,
            _ => Self::Other,
        }
    }
}

/// The target of a member's value.
struct At<'f> {
    found: &'f mut Found,
    name: Name,
    depth: usize,
}

impl At<'_> {
    fn put(self, text: String) {
        let slot = match self.name {
            Name::Message => &mut self.found.message,
            Name::Title => &mut self.found.title,
            Name::Detail => &mut self.found.detail,
            Name::Description => &mut self.found.description,
            Name::Reason => &mut self.found.reason,
            Name::Code => &mut self.found.code,
            Name::Error => &mut self.found.error,
            Name::Other => return,
        };
        if !text.is_empty() {
            slot.get_or_insert(text);
        }
    }

    /// Whether the members or items of the value can have a message.
    fn is_looked_into(&self) -> bool {
        matches!(self.name, Name::Error | Name::Detail) && self.depth < DEEPEST
    }
}

impl<'de> DeserializeSeed<'de> for At<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.name == Name::Other {
            return deserializer.deserialize_ignored_any(IgnoredAny).map(drop);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for At<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.put(text.to_owned());
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        if self.name == Name::Code {
            self.put(number.to_string());
        }
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        if self.name == Name::Code {
            self.put(number.to_string());
        }
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if !self.is_looked_into() {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        let depth = self.depth + 1;
        // The body's own members.
        let found = if self.depth == 0 {
            self.found
        } else {
            self.found.inner.push(Found::default());
            match self.found.inner.last_mut() {
                Some(inner) => inner,
                None => return Ok(()),
            }
        };
        while let Some(name) = map.next_key::<String>()? {
            let name = Name::of(&name);
            map.next_value_seed(At {
                found: &mut *found,
                name,
                depth,
            })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        if self.is_looked_into() {
            for _ in 0..MOST {
                // In a list, each text is an error.
                let item = At {
                    found: &mut *self.found,
                    name: self.name,
                    depth: self.depth.max(1),
                };
                if seq.next_element_seed(item)?.is_none() {
                    return Ok(());
                }
            }
        }
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}
