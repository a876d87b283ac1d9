//! Media types (RFC 6838): their parts, and the forms of bodies.

/// Any media type, as a range (RFC 9110, section 12.5.1).
pub const ANY: &str = "*/*";

/// Any text, as a range.
pub const ANY_TEXT: &str = "text/*";

/// The media type of any bytes.
pub const ANY_BYTES: &str = "application/octet-stream";

/// The media type of any text.
pub const PLAIN_TEXT: &str = "text/plain";

/// The form of a body, by its media type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Media {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/…`.
    Multipart,
    /// A JSON value on each line, or after each record separator (RFC 7464).
    Lines,
    /// Text.
    Text,
    /// Events that the server sends: `text/event-stream`.
    Events,
    /// Any other media type: bytes.
    Bytes,
}

impl Media {
    /// The form of a media type (RFC 6838, section 4.2.8, for `+json`). A range is treated as JSON.
    #[must_use]
    pub fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        match essence.as_str() {
            "application/json" | "text/json" | "*/*" | "application/*" => Self::Json,
            "application/x-www-form-urlencoded" => Self::Form,
            "text/event-stream" => Self::Events,
            "application/x-ndjson"
            | "application/ndjson"
            | "application/jsonl"
            | "application/x-jsonlines"
            | "application/jsonlines"
            | "application/x-json-stream"
            | "application/stream+json" => Self::Lines,
            essence if has_separators(essence) => Self::Lines,
            essence if essence.ends_with("+json") => Self::Json,
            essence if essence.starts_with("text/") => Self::Text,
            essence if essence.starts_with("multipart/") => Self::Multipart,
            _ => Self::Bytes,
        }
    }
}

/// Whether each value of a sequential media type follows a record separator (RFC 7464; RFC 8091, section 3, for
/// `+json-seq`).
#[must_use]
pub fn has_separators(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json-seq" || essence.ends_with("+json-seq")
}

/// A media type without its parameters, in lower case.
#[must_use]
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether a text is a media type or a range of them, as a message has it (RFC 9110, sections 8.3.1 and 12.5.1).
#[must_use]
pub fn is_media_type(text: &str) -> bool {
    legal_part(text) == Some(text)
}

/// The media type at the start of a text, without the parameters that can't be any. A parameter without a value, such as
/// `;simple`, is kept: servers of some vendors ask for it.
#[must_use]
pub fn legal_part(text: &str) -> Option<&str> {
    let text = text.trim();
    let start = word(text)?;
    let rest = text[start..].strip_prefix('/')?;
    let mut end = start + 1 + word(rest)?;
    // No range is of any type with one subtype (RFC 9110, section 12.5.1).
    let is_no_range = text.starts_with("*/") && &text[..end] != ANY;
    if is_no_range || !ends(&text[end..]) {
        return None;
    }
    while let Some(rest) = text[end..].trim_start_matches(BLANKS).strip_prefix(';') {
        let rest = rest.trim_start_matches(BLANKS);
        let Some(behind) = parameter(rest).map(|length| &rest[length..]) else {
            break;
        };
        end = text.len() - behind.len();
    }
    Some(&text[..end])
}

/// The media types of a list, as the parts of a body have it, without the blanks around them.
pub fn list(text: &str) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let items = text.split(move |c| {
        let is_plain = !std::mem::take(&mut is_escaped);
        is_quoted ^= is_plain && c == '"';
        is_escaped = is_plain && is_quoted && c == '\\';
        c == ',' && !is_quoted
    });
    items.map(str::trim)
}

/// Blanks between the parts of a media type.
const BLANKS: [char; 2] = [' ', '\t'];

/// Whether a media type can end before this text.
fn ends(text: &str) -> bool {
    text.is_empty() || text.starts_with([' ', '\t', ';', ','])
}

/// The length of the token at the start of a text (RFC 9110, section 5.6.2).
fn word(text: &str) -> Option<usize> {
    let is_other = |c: char| !c.is_ascii_alphanumeric() && !"!#$%&'*+-.^_`|~".contains(c);
    let length = text.find(is_other).unwrap_or(text.len());
    (length > 0).then_some(length)
}

/// The length of the parameter at the start of a text, which can be empty (RFC 9110, section 5.6.6).
fn parameter(text: &str) -> Option<usize> {
    let name = word(text).unwrap_or_default();
    let length = match text[name..].strip_prefix('=') {
        Some(value) if name > 0 => name + 1 + word(value).or_else(|| quoted(value))?,
        _ => name,
    };
    let behind = text[length..].trim_start_matches(BLANKS);
    let is_last = behind.is_empty() || behind.starts_with([';', ',']);
    let has_value = length > name;
    (is_last || has_value && ends(&text[length..])).then_some(length)
}

/// The length of the quoted string at the start of a text (RFC 9110, section 5.6.4).
fn quoted(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, c) in text.strip_prefix('"')?.char_indices() {
        match c {
            _ if c != '\t' && (c.is_ascii_control() || !c.is_ascii()) => return None,
            _ if std::mem::take(&mut is_escaped) => {}
            '\\' => is_escaped = true,
            '"' => return Some(at + 2),
            _ => {}
        }
    }
    None
}

/// The last word of a media type, which names its notation: `xml` of `application/atom+xml`.
#[must_use]
pub fn notation(media_type: &str) -> String {
    let essence = essence(media_type);
    let notation = essence.rsplit(['/', '+', '-']).next();
    notation.unwrap_or_default().to_owned()
}

/// Whether content of a media type is a value in a notation that has no plain form, such as that of a list.
#[must_use]
pub fn is_markup(media_type: &str) -> bool {
    matches!(&*notation(media_type), "xml" | "yaml" | "yml" | "html")
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
    use super::{is_binary, is_media_type, legal_part, list};

    #[test]
    fn media_types() {
        for whole in [
            "text/csv",
            "*/*",
            "Application/JSON; charset=utf-8",
            "text/plain;",
            "text/plain; a=\"b, \\\"c;\" ;d=e",
            "application/json;simple",
        ] {
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
            "*/json",
            "*/*+json; a=b",
            "text/é",
            "a b/c",
            "text/a\nb",
            "text/csvé",
        ] {
            assert_eq!(legal_part(other), None, "{other}");
        }
        for (text, part) in [
            ("application/json, application/xml", "application/json"),
            ("application/json application/xml", "application/json"),
            (" text/csv\n", "text/csv"),
            ("text/csv; charset=utf-8; x=\"", "text/csv; charset=utf-8"),
            ("text/csv; charset=utf-8é", "text/csv"),
            ("text/csv; a=b/c; d=e", "text/csv"),
            ("text/csv; a = b", "text/csv"),
            ("text/csv; a=b c", "text/csv; a=b"),
            ("text/csv; a=\"\r\nX: y\"", "text/csv"),
            ("text/csv;charset=", "text/csv"),
        ] {
            assert_eq!(legal_part(text), Some(part), "{text}");
            assert!(!is_media_type(text), "{text}");
        }
    }

    #[test]
    fn lists() {
        let types: Vec<&str> = list("text/csv; a=\"b,\\\",\" ,image/*").collect();
        assert_eq!(types, ["text/csv; a=\"b,\\\",\"", "image/*"]);
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
