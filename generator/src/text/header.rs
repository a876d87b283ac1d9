//! Legal names and values of headers (RFC 9110, section 5).

use http::{HeaderName, HeaderValue};

/// Headers about the framing of the message, which the transport sets.
pub const FRAMING: [&str; 4] = ["connection", "content-length", "host", "transfer-encoding"];

/// The fault of a name that is invalid in any message.
pub const NOT_A_TOKEN: &str = "it is not a token of HTTP";

/// The reason why a header can't have this name.
#[must_use]
pub fn name_fault(name: &str) -> Option<&'static str> {
    if HeaderName::from_bytes(name.as_bytes()).is_err() {
        Some(NOT_A_TOKEN)
    } else if FRAMING.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        Some("only the transport sets that header")
    } else {
        None
    }
}

/// The reason why a cookie can't have this name (RFC 6265, section 4.1.1).
#[must_use]
pub fn cookie_name_fault(name: &str) -> Option<&'static str> {
    match name {
        "" => Some("it is empty"),
        name => HeaderName::from_bytes(name.as_bytes())
            .is_err()
            .then_some(NOT_A_TOKEN),
    }
}

/// Whether a header can have this value. Only ASCII: servers disagree about other bytes (RFC 9110, 5.5).
#[must_use]
pub fn is_value(text: &str) -> bool {
    text.is_ascii() && HeaderValue::from_str(text).is_ok()
}

/// Whether a cookie can have this value as it is (RFC 6265, section 4.1.1).
#[must_use]
pub fn is_cookie_value(text: &str) -> bool {
    let is_octet = |c: char| c.is_ascii_graphic() && !['"', ',', ';', '\\'].contains(&c);
    text.chars().all(is_octet)
}

/// The reason why a parameter is ignored for which [`is_described_elsewhere`] holds.
pub const DESCRIBED_ELSEWHERE: &str = "media types and security describe that header";

/// Whether `OpenAPI` ignores a header parameter of this name (3.0.3, "Parameter Object"): the document
/// describes these three elsewhere.
#[must_use]
pub fn is_described_elsewhere(name: &str) -> bool {
    let known = ["accept", "content-type", "authorization"];
    known.iter().any(|known| name.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::{cookie_name_fault, is_value, name_fault};

    #[test]
    fn names_and_values() {
        for name in ["X-A", "x_a", "Cookie"] {
            assert_eq!(name_fault(name), None);
        }
        for name in ["", "X A", "X-Ä", "X\r\nY: 1", "Host", "Transfer-encoding"] {
            assert!(name_fault(name).is_some(), "{name}");
        }
        for name in ["sid", "__Host-sid", "Host", "a$b|c"] {
            assert_eq!(cookie_name_fault(name), None);
        }
        for name in ["", "a=1; b", "a b", "a,b", "f[x]", "\r\nX: y", "ü"] {
            assert!(cookie_name_fault(name).is_some(), "{name}");
        }
        assert!(is_value("") && is_value("a, b\tc"));
        for text in ["é", "a\nb", "\0", "\u{7f}"] {
            assert!(!is_value(text), "{text}");
        }
    }
}
