//! The parts of a media type (RFC 6838).

use super::header::is_value;

/// Any media type, as a range (RFC 9110, section 12.5.1).
pub const ANY: &str = "*/*";

/// Any text, as a range.
pub const ANY_TEXT: &str = "text/*";

/// The media type of any bytes.
pub const ANY_BYTES: &str = "application/octet-stream";

/// The media type of any text.
pub const PLAIN_TEXT: &str = "text/plain";

/// A media type without its parameters, in lower case.
#[must_use]
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether a text is a media type that a message can have: with both of its parts, as the value of a header.
#[must_use]
pub fn is_media_type(text: &str) -> bool {
    let essence = essence(text);
    let parts = essence.split_once('/');
    let has_both = parts.is_some_and(|(first, second)| !first.is_empty() && !second.is_empty());
    has_both && is_value(text)
}

/// The last word of a media type, which names its notation: `xml` of `application/atom+xml`.
#[must_use]
pub fn notation(media_type: &str) -> String {
    let essence = essence(media_type);
    let notation = essence.rsplit(['/', '+', '-']).next();
    notation.unwrap_or_default().to_owned()
}

/// Whether content of a media type can't be written as text: images and the like, and those of `application`
/// whose notation isn't text.
#[must_use]
pub fn is_binary(media_type: &str) -> bool {
    let essence = essence(media_type);
    let (kind, _) = essence.split_once('/').unwrap_or_default();
    let is_text = essence.contains("json") || TEXTS.contains(&&*notation(&essence));
    match kind {
        "image" | "audio" | "video" | "font" | "model" => !is_text,
        "application" => !is_text && essence != "application/*",
        _ => false,
    }
}

/// Whether content of a media type is a file, never a value in another notation: pictures and sounds, archives and
/// documents.
#[must_use]
pub fn is_file(media_type: &str) -> bool {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or_default();
    let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
    match kind {
        "image" | "audio" | "video" | "font" | "model" => true,
        "application" => {
            let mut suites = SUITES.iter();
            FILES.contains(&subtype) || suites.any(|suite| subtype.starts_with(suite))
        }
        _ => false,
    }
}

/// Files among the subtypes of `application`, without `x-`.
const FILES: [&str; 16] = [
    "7z-compressed",
    "bzip2",
    "compressed",
    "dicom",
    "epub+zip",
    "gtar",
    "gzip",
    "java-archive",
    "octet-stream",
    "pdf",
    "postscript",
    "rtf",
    "tar",
    "wasm",
    "zip",
    "zip-compressed",
];

/// The beginnings of those of office programs.
const SUITES: [&str; 3] = [
    "vnd.ms-",
    "vnd.oasis.opendocument",
    "vnd.openxmlformats-officedocument",
];

/// Notations of `application` that are text, besides those of JSON.
const TEXTS: [&str; 14] = [
    "ecmascript",
    "graphql",
    "html",
    "javascript",
    "jwt",
    "pem",
    "sh",
    "sql",
    "toml",
    "typescript",
    "urlencoded",
    "xml",
    "yaml",
    "yml",
];

#[cfg(test)]
mod tests {
    use super::{is_binary, is_media_type};

    #[test]
    fn media_types() {
        for whole in ["text/csv", "*/*", "Application/JSON; charset=utf-8"] {
            assert!(is_media_type(whole), "{whole}");
        }
        for other in [
            "json",
            "",
            "/",
            "text/",
            "/json",
            "text; a/b",
            "*",
            "text/é",
        ] {
            assert!(!is_media_type(other), "{other}");
        }
    }

    #[test]
    fn bytes_or_text() {
        for binary in [
            "image/png",
            "IMAGE/*",
            "application/octet-stream",
            "application/pdf; version=2",
            "application/vnd.ms-excel",
            "font/woff2",
        ] {
            assert!(is_binary(binary), "{binary}");
        }
        for text in [
            "text/csv",
            "image/svg+xml",
            "application/json; charset=utf-8",
            "application/problem+json",
            "application/x-ndjson",
            "application/json-seq",
            "application/x-www-form-urlencoded",
            "application/yaml",
            "message/http",
            "application/*",
            "*/*",
            "png",
            "",
        ] {
            assert!(!is_binary(text), "{text}");
        }
    }
}
