//! Headers of a request that the document or the caller names.

use super::problem::Problem;
use super::secret::is_secret_header;
use http::header::{CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::{HeaderName, HeaderValue};

/// Parses a header.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Problem> {
    const FRAMING: [HeaderName; 4] = [CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING];
    let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
        return Err(Problem::new(
            "header",
            "its name has characters other than those of a token",
        ));
    };
    if FRAMING.contains(&name) {
        let why = "set by the transport";
        return Err(Problem::new(format!("header `{name}`"), why));
    }
    let Some(mut value) = header_value(value) else {
        let why = "its value has characters other than visible ASCII";
        return Err(Problem::new(format!("header `{name}`"), why));
    };
    value.set_sensitive(is_secret_header(&name));
    Ok((name, value))
}

/// Parses the value of a header. Only ASCII: servers disagree about other bytes (RFC 9110, 5.5). Spaces around it are
/// no part of it, and a server that keeps them would read another value.
pub(crate) fn header_value(text: &str) -> Option<HeaderValue> {
    let text = text.trim_matches([' ', '\t']);
    HeaderValue::from_str(text).ok().filter(|_| text.is_ascii())
}
