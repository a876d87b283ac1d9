//! The media type of a file in a body of several parts: by the extension of its name, among those that its part can
//! have.

use super::media;

/// Common extensions with their media types, the usual one first: documents list others, too.
const TYPES: [(&str, &[&str]); 53] = [
    ("aac", &["audio/aac"]),
    ("avif", &["image/avif"]),
    ("bmp", &["image/bmp"]),
    ("css", &["text/css"]),
    ("csv", &["text/csv"]),
    ("doc", &["application/msword"]),
    (
        "docx",
        &["application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    ),
    ("flac", &["audio/flac", "audio/x-flac"]),
    ("gif", &["image/gif"]),
    ("gz", &["application/gzip", "application/x-gzip"]),
    ("heic", &["image/heic"]),
    ("htm", &["text/html"]),
    ("html", &["text/html"]),
    ("ico", &["image/vnd.microsoft.icon", "image/x-icon"]),
    ("jpeg", &["image/jpeg", "image/jpg"]),
    ("jpg", &["image/jpeg", "image/jpg"]),
    ("js", &["text/javascript", "application/javascript"]),
    ("json", &["application/json", "text/json"]),
    ("jsonl", JSON_LINES),
    ("m4a", &["audio/mp4", "audio/x-m4a", "audio/m4a"]),
    ("md", &["text/markdown"]),
    ("mov", &["video/quicktime"]),
    ("mp3", &["audio/mpeg", "audio/mp3"]),
    ("mp4", &["video/mp4", "audio/mp4"]),
    ("mpeg", &["video/mpeg", "audio/mpeg"]),
    ("mpga", &["audio/mpeg"]),
    ("ndjson", JSON_LINES),
    ("oga", &["audio/ogg"]),
    ("ogg", &["audio/ogg", "video/ogg", "application/ogg"]),
    ("opus", &["audio/ogg", "audio/opus"]),
    ("pdf", &["application/pdf"]),
    ("png", &["image/png"]),
    (
        "pptx",
        &["application/vnd.openxmlformats-officedocument.presentationml.presentation"],
    ),
    ("rtf", &["application/rtf", "text/rtf"]),
    ("svg", &["image/svg+xml"]),
    ("tar", &["application/x-tar"]),
    ("tif", &["image/tiff"]),
    ("tiff", &["image/tiff"]),
    ("tsv", &["text/tab-separated-values"]),
    ("txt", &["text/plain"]),
    ("wasm", &["application/wasm"]),
    (
        "wav",
        &["audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"],
    ),
    ("weba", &["audio/webm"]),
    ("webm", &["video/webm", "audio/webm"]),
    ("webp", &["image/webp"]),
    ("woff", &["font/woff"]),
    ("woff2", &["font/woff2"]),
    ("xls", &["application/vnd.ms-excel"]),
    (
        "xlsx",
        &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    ),
    ("xml", &["application/xml", "text/xml"]),
    ("yaml", YAML),
    ("yml", YAML),
    ("zip", &["application/zip", "application/x-zip-compressed"]),
];

const JSON_LINES: &[&str] = &[
    "application/jsonl",
    "application/x-ndjson",
    "application/x-jsonlines",
    "application/ndjson",
];

const YAML: &[&str] = &["application/yaml", "application/x-yaml", "text/yaml"];

/// The media type of a file with this name in a part that `listed` describes: one type, several between commas, ranges
/// among them, or none. Without a known extension, it is the first that is no range. `None`: nothing tells it, or the
/// extension is that of another type.
pub(super) fn file_type<'l>(name: Option<&str>, listed: &'l str) -> Option<&'l str> {
    let listed = listed.split(media::unquoted(',')).map(str::trim);
    let listed: Vec<&str> = listed.filter(|one| !one.is_empty()).collect();
    let usual = name.map_or(&[][..], usual_types);
    match listed[..] {
        [] => usual.first().copied(),
        [only] if !media::is_range(only) => Some(only),
        _ if usual.is_empty() => listed.into_iter().find(|one| !media::is_range(one)),
        _ => usual.iter().find_map(|one| media::described(one, &listed)),
    }
}

/// The media types of a file's extension.
fn usual_types(name: &str) -> &'static [&'static str] {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_it = |(known, _): &&(&str, _)| known.eq_ignore_ascii_case(extension);
    TYPES.iter().find(is_it).map_or(&[], |(_, types)| types)
}
