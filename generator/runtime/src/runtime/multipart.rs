//! Bodies of several parts: `multipart/form-data` (RFC 7578) and other multipart types (RFC 2046, section 5.1).

use super::file_name::{attached, escape};
use super::file_type::file_type;
#[cfg(feature = "form-parts")]
use super::form::form;
use super::headers::header;
use super::media;
use super::parameter::items;
#[cfg(feature = "joined-parts")]
use super::parameter::{Shape, plain, shape, write};
use super::parts::Parts;
use super::problem::Problem;
use super::send_body::SendBody;
use super::wire::{View, to_json};
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::{self, Write};

const UNWRITTEN: &str = "it can't be written as JSON";

/// The parts of a body, in the order in which they are sent.
#[derive(Default)]
pub struct Multipart {
    parts: Vec<Part>,
    /// The headers of parts: the part, the name and the value.
    headers: Vec<(String, String, String)>,
    /// Whether the parts have places instead of names: a name is the number of the place.
    placed: bool,
    problem: Option<Problem>,
}

/// A part that is a file: its content, its name and its media type. A [`SendBody`], bytes and text are converted with
/// `into()`; a file without a name gets the name of the part, unless the document describes the part as a text. Where
/// parts have no names, as in `multipart/mixed`, only a name of its own is sent: `Content-Disposition: attachment` (RFC
/// 2183).
#[derive(Default)]
pub struct FilePart {
    body: SendBody,
    name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
    form: Form,
}

/// The form of a part that is given as a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Form {
    #[default]
    File,
    Value,
    /// A value that can't be written.
    Unwritten,
}

struct Part {
    name: String,
    file: FilePart,
    is_file: bool,
}

impl FilePart {
    /// Creates a file from its name and its content.
    pub fn new(name: impl Into<String>, body: impl Into<SendBody>) -> Self {
        Self {
            body: body.into(),
            name: Some(name.into()),
            ..Self::default()
        }
    }

    /// Creates a file from a file on disk, with its name and without its folders. It is read while the request is
    /// sent, as [`SendBody::file`] does.
    ///
    /// # Errors
    /// When the file doesn't exist, can't be read, or is a folder.
    #[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
    pub fn file(path: impl AsRef<std::path::Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Ok(Self::new(name, SendBody::file(path)?))
    }

    /// Creates a part that is no file, for the parts that can be a file or a value: text unchanged, and anything else as
    /// JSON. A value that can't be written as JSON is refused when the call is sent.
    pub fn value<T: Serialize + ?Sized>(value: &T) -> Self {
        let Ok(json) = serde_json::to_vec(value) else {
            return Self {
                form: Form::Unwritten,
                ..Self::default()
            };
        };
        let (body, usual) = written(json, false);
        Self {
            body,
            content_type: usual.map(str::to_owned),
            form: Form::Value,
            ..Self::default()
        }
    }

    /// Sets the media type. Defaults to the document's for the part: of several, to the one that the extension of the
    /// file's name stands for, and without a known extension to the first. Without any in the document, the extension
    /// alone tells it. Where nothing does, it is `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Adds a header to the part. `Content-Type` and `Content-Disposition` replace the headers that the part would
    /// have otherwise.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Whether the caller named the file.
    pub(crate) fn has_name(&self) -> bool {
        self.name.is_some()
    }

    fn own(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

impl<T: Into<SendBody>> From<T> for FilePart {
    fn from(body: T) -> Self {
        Self {
            body: body.into(),
            ..Self::default()
        }
    }
}

impl Multipart {
    /// Creates a body without parts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a body whose parts have places instead of names.
    #[doc(hidden)]
    #[must_use]
    pub fn placed() -> Self {
        Self {
            placed: true,
            ..Self::default()
        }
    }

    /// Adds a part that is text.
    #[must_use]
    pub fn text(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.put(name.into(), text.into().into(), None, false);
        self
    }

    /// Adds a part that is JSON. A value that can't be written as JSON is refused when the call is sent.
    #[must_use]
    pub fn json<T: Serialize + ?Sized>(mut self, name: impl Into<String>, value: &T) -> Self {
        let name = name.into();
        match serde_json::to_vec(value) {
            Ok(json) => self.put(name, json.into(), Some("application/json"), false),
            Err(_) => self.refuse(&name, UNWRITTEN),
        }
        self
    }

    /// Adds a part that is a file. Several can have the same name.
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, file: impl Into<FilePart>) -> Self {
        self.put(name.into(), file.into(), None, true);
        self
    }

    /// Adds a value: text unchanged, an object as JSON, and a list item by item, or as JSON if its media type is JSON
    /// or it has a single place.
    pub(crate) fn value(&mut self, name: &str, content_type: Option<&str>, value: &View<'_>) {
        let is_json = content_type.is_some_and(|given| given.contains("json"));
        if is_json || self.placed || !self.values(name, content_type, value) {
            self.item(name, content_type, value);
        }
    }

    /// Adds each item of a list.
    pub(crate) fn values(
        &mut self,
        name: &str,
        content_type: Option<&str>,
        value: &View<'_>,
    ) -> bool {
        items(value, &mut |item| self.item(name, content_type, item))
    }

    /// Adds an object as a form, or each item of a list.
    #[cfg(feature = "form-parts")]
    pub(crate) fn form(&mut self, name: &str, content_type: Option<&str>, value: &View<'_>) {
        if !self.placed && items(value, &mut |item| self.form(name, content_type, item)) {
            return;
        }
        match form(value, &[]) {
            _ if self.leaves_out(value) => {}
            Ok(text) => self.put(name.to_owned(), text.into(), content_type, false),
            Err(why) => self.refuse(name, why),
        }
    }

    /// Adds a list as one part. Nothing is percent-encoded in a part, so an item can't hold the separator.
    #[cfg(feature = "joined-parts")]
    pub(crate) fn joined(&mut self, name: &str, separator: char, value: &View<'_>) {
        let shape = match shape(value) {
            Ok(Some(shape)) if !shape.is_empty() => shape,
            Ok(_) => return,
            Err(why) => return self.refuse(name, why),
        };
        if let Shape::List(items) = &shape
            && items.iter().any(|item| item.text().contains(separator))
        {
            let why = format!("an item of it has `{separator}`, which separates the items");
            return self.refuse(name, why);
        }
        let mut text = String::new();
        write(&mut text, &shape, false, plain, &separator.to_string());
        self.put(name.to_owned(), text.into(), None, false);
    }

    /// Whether a value has no part.
    fn leaves_out(&self, value: &View<'_>) -> bool {
        // Without a part for `null`, those behind it would have other places.
        matches!(value, View::Absent) || matches!(value, View::Null) && !self.placed
    }

    /// Sets a header of the parts of a name; `None` removes it.
    pub(crate) fn header(&mut self, part: &str, name: &str, value: Option<String>) {
        self.headers
            .retain(|(of, known, _)| of != part || known != name);
        let header = value.map(|value| (part.to_owned(), name.to_owned(), value));
        self.headers.extend(header);
    }

    fn item(&mut self, name: &str, content_type: Option<&str>, value: &View<'_>) {
        if self.leaves_out(value) {
            return;
        }
        let Ok(json) = to_json(*value) else {
            return self.refuse(name, UNWRITTEN);
        };
        let is_json = content_type.is_some_and(|given| given.contains("json"));
        let (body, usual) = written(json, is_json);
        self.put(name.to_owned(), body.into(), content_type.or(usual), false);
    }

    fn refuse(&mut self, name: &str, why: impl Into<Cow<'static, str>>) {
        let what = format!("part `{name}`");
        let problem = Problem::new(what, why);
        self.problem.get_or_insert(problem);
    }

    pub(crate) fn put(
        &mut self,
        name: String,
        mut file: FilePart,
        content_type: Option<&str>,
        is_file: bool,
    ) {
        if file.form == Form::Unwritten {
            return self.refuse(&name, UNWRITTEN);
        }
        let is_file = is_file && file.form == Form::File;
        if file.content_type.is_none() && file.form == Form::File {
            let content_type = file_type(file.name.as_deref(), content_type.unwrap_or_default());
            file.content_type = content_type.map(str::to_owned);
        }
        self.parts.push(Part {
            name,
            file,
            is_file,
        });
    }

    /// Adds the parts of another body behind these.
    pub(crate) fn append(&mut self, mut others: Self) {
        self.parts.append(&mut others.parts);
        self.problem = self.problem.take().or(others.problem);
    }

    /// Removes the parts of a name, so that they can be set again.
    pub(crate) fn remove(&mut self, name: &str) {
        self.parts.retain(|part| part.name != name);
    }

    /// Whether no place has a part. A body has at least one (RFC 2046, section 5.1.1).
    pub(crate) fn is_none(&self) -> bool {
        self.placed && self.parts.is_empty() && self.problem.is_none()
    }

    /// The body, and the media type with the boundary.
    pub(crate) fn finish(
        mut self,
        media_type: &str,
        boundary: &str,
    ) -> Result<(String, SendBody), Problem> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        if self.placed {
            put_in_place(&mut self.parts)?;
        }
        for (of, name, value) in self.headers {
            let parts = self.parts.iter_mut().filter(|part| part.name == of);
            for part in parts.filter(|part| part.file.own(&name).is_none()) {
                part.file.headers.push((name.clone(), value.clone()));
            }
        }
        // Without a media type, named parts are a form.
        let media_type = if media_type.is_empty() {
            "multipart/form-data"
        } else {
            media_type
        };
        let is_form = media::is_form(media_type);
        // The parts have a boundary of their own, whatever the document describes.
        let media_type = media::without(media_type, "boundary");
        let root = self.parts.first();
        let root = root.and_then(|part| part.content_type(is_form));
        let media_type = media::with_root(&media_type, root.as_deref());
        let mut bodies = Vec::with_capacity(2 * self.parts.len() + 1);
        let mut before = String::new();
        for part in self.parts {
            let _ = write!(before, "--{boundary}\r\n");
            part.head(&mut before, is_form)?;
            bodies.push(SendBody::from(std::mem::take(&mut before)));
            bodies.push(part.file.body);
            before.push_str("\r\n");
        }
        let _ = write!(before, "--{boundary}--\r\n");
        bodies.push(before.into());
        let content_type = format!("{media_type}; boundary={boundary}");
        Ok((content_type, SendBody::joined(bodies)))
    }
}

/// The body of a value, and its media type unless it is text: text is sent without its quotes, except as JSON.
fn written(json: Vec<u8>, is_json: bool) -> (SendBody, Option<&'static str>) {
    let text = serde_json::from_slice::<String>(&json).ok();
    match (text.filter(|_| !is_json), json.first()) {
        (Some(text), _) => (text.into(), None),
        (None, Some(b'{' | b'[' | b'n')) => (json.into(), Some("application/json")),
        (None, _) => (json.into(), None),
    }
}

impl Parts {
    /// The parts, without the parts of this name, and the media type unless it is the default one.
    pub(crate) fn parts_anew(
        &mut self,
        name: &str,
        content_type: &'static str,
    ) -> (&mut Multipart, Option<&'static str>) {
        let (_, parts) = self.multipart.get_or_insert_default();
        parts.remove(name);
        (parts, Some(content_type).filter(|given| !given.is_empty()))
    }
}

impl Part {
    /// Writes the headers and the empty line after them.
    fn head(&self, out: &mut String, is_form: bool) -> Result<(), Problem> {
        let file = &self.file;
        if file.own("content-disposition").is_none() {
            self.disposition(out, is_form);
        }
        let content_type = self.content_type(is_form);
        let content_type = content_type.as_deref();
        let content_type = content_type.map(|value| ("Content-Type", value));
        let own = file.headers.iter();
        let own = own.map(|(name, value)| (name.as_str(), value.as_str()));
        let own = own.filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        for (name, value) in content_type.into_iter().chain(own) {
            header(name, value)?;
            let _ = write!(out, "{name}: {value}\r\n");
        }
        out.push_str("\r\n");
        Ok(())
    }

    /// Writes the name of the part, which only a form has, and that of the file (RFC 2183, section 2.3).
    fn disposition(&self, out: &mut String, is_form: bool) {
        let own = self.file.name.as_deref();
        if is_form {
            out.push_str("Content-Disposition: form-data; name=\"");
            escape(&self.name, out);
            if self.is_file {
                out.push_str("\"; filename=\"");
                escape(own.unwrap_or(&self.name), out);
            }
            out.push('"');
        } else if let Some(own) = own.filter(|own| self.is_file && !own.is_empty()) {
            out.push_str("Content-Disposition: attachment; ");
            attached(own, out);
        } else {
            return;
        }
        out.push_str("\r\n");
    }

    /// The media type; `None` if the part is text that needs none.
    fn content_type(&self, is_form: bool) -> Option<Cow<'_, str>> {
        let file = &self.file;
        let (own, given) = (file.own("content-type"), file.content_type.as_deref());
        match given {
            _ if own.is_some() => own.map(Cow::Borrowed),
            _ if self.is_file => Some(given.unwrap_or("application/octet-stream").into()),
            // The texts of a form are UTF-8, whatever their types say.
            _ if is_form => given.map(Cow::Borrowed),
            Some(given) => Some(media::with_charset(given, &file.body)),
            // ASCII is `text/plain` without a media type, too (RFC 2046, section 5.1).
            None => Some(media::with_charset("text/plain", &file.body))
                .filter(|named| matches!(named, Cow::Owned(_))),
        }
    }
}

/// Sorts parts by their places. Each place before the last one must have a part.
fn put_in_place(parts: &mut [Part]) -> Result<(), Problem> {
    let place = |part: &Part| part.name.parse().unwrap_or(0);
    parts.sort_by_key(place);
    let mut next = 1;
    for place in parts.iter().map(place) {
        if place > next {
            let what = format!("body: part `{next}`");
            return Err(Problem::new(what, "missing before a part that is set"));
        }
        next = next.max(place + 1);
    }
    Ok(())
}

/// A boundary that occurs in the content only by a chance of 1 in 2^128.
pub(crate) fn boundary(mut random: impl FnMut() -> f64) -> String {
    let mut boundary = String::from("part-");
    for _ in 0..4 {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 to 2^32"
        )]
        let word = (random() * 4_294_967_296.0) as u32;
        let _ = write!(boundary, "{word:08x}");
    }
    boundary
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the values of headers, which can be secrets.
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("FilePart")
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .field("headers", &headers)
            .field("body", &self.body)
            .field("form", &self.form)
            .finish()
    }
}

impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The contents can be secrets.
        let names = self.parts.iter().map(|part| &part.name);
        f.debug_list().entries(names).finish()
    }
}
