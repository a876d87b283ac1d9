//! The conversion of a response into a value.

use super::media;
use super::wire::{DecodeError, Reading, Wire};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::fmt;

/// A response with its whole body, not decoded.
#[derive(Clone)]
pub struct RawResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body. The body of an error may be cut off.
    pub body: Bytes,
}

impl RawResponse {
    /// The index of the response's media type among the described ones; the first if the response has no
    /// media type.
    ///
    /// # Errors
    /// When the document doesn't describe the response's media type.
    #[doc(hidden)]
    #[inline]
    pub fn form(&self, described: &[&str]) -> Result<usize, DecodeError> {
        media::form(self, described)
    }

    /// Whether a described body is missing. The response is then read as a success without a body.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub fn is_blank(&self, reading: &mut Reading) -> bool {
        let is_blank = self.body.trim_ascii().is_empty();
        if is_blank {
            reading.note("expected a body, found nothing; read as a response without one");
        }
        is_blank
    }

    /// Reads the body of a redirect, which is an outcome whatever its body is: `None` for a body that isn't the
    /// described one.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub fn of_redirect<T: Reply>(&self, reading: &mut Reading) -> Option<T> {
        let read = T::read(self, reading);
        if read.is_err() {
            reading.note(
                "expected the described body of a redirect, found another one; kept as it is",
            );
        }
        read.ok()
    }
}

impl fmt::Debug for RawResponse {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the headers nor the body: both can hold secrets.
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &self.headers.len())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// A value that can be read from a response: every JSON type, and the types below.
pub trait Reply: Sized + 'static {
    /// Reads the value, within the limits of the reading.
    ///
    /// # Errors
    /// When the body doesn't match the type, or a limit is exceeded.
    fn read(response: &RawResponse, reading: &mut Reading) -> Result<Self, DecodeError>;
}

impl<T: Wire> Reply for T {
    fn read(response: &RawResponse, reading: &mut Reading) -> Result<Self, DecodeError> {
        let text = media::text(response)?;
        if media::has_no_content(response) {
            return reading.json(b"null").map_err(|_| media::no_content());
        }
        let Some(media_type) = media::not_json(response) else {
            return reading.json(&text);
        };
        // Servers often send a wrong media type with a correct body.
        reading.note("expected JSON, found another media type; read as JSON");
        match reading.json(&text) {
            Err(error) if !error.is_json() => Err(media::unexpected(media_type, "JSON")),
            result => result,
        }
    }
}

/// No body is expected; any body is ignored.
impl Reply for () {
    fn read(_: &RawResponse, _: &mut Reading) -> Result<Self, DecodeError> {
        Ok(())
    }
}

/// The whole response.
impl Reply for RawResponse {
    fn read(response: &RawResponse, _: &mut Reading) -> Result<Self, DecodeError> {
        Ok(response.clone())
    }
}

/// The bytes of the body.
impl Reply for Bytes {
    fn read(response: &RawResponse, reading: &mut Reading) -> Result<Self, DecodeError> {
        media::check(response, reading)?;
        if let Some(coding) = media::coding(&response.headers) {
            reading.note(format!(
                "expected plain bytes, found bytes that are compressed with `{coding}`; kept as they are"
            ));
        }
        Ok(response.body.clone())
    }
}

/// The body of a response that is text and not JSON, decoded from UTF-8, UTF-16 or windows-1252, as its
/// `charset` says. Invalid bytes become U+FFFD.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct PlainText(pub String);

impl Reply for PlainText {
    fn read(response: &RawResponse, reading: &mut Reading) -> Result<Self, DecodeError> {
        media::check(response, reading)?;
        let text = media::text(response)?;
        Ok(Self(String::from_utf8_lossy(&text).into_owned()))
    }
}
