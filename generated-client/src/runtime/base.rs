//! The URLs to which the paths of operations can be added: those of clients, and those of operations
//! with their own server.
//!
//! The generator compiles this file too: it ignores servers that the client would refuse.

use http::Uri;
use url::Url;

/// Whether the host lacks a label. International dots become dots, and soft hyphens nothing: only the parsed host
/// tells. The dot at its end is that of the root.
fn has_empty_label(url: &Url) -> bool {
    let host = url.domain().unwrap_or("x");
    let host = host.strip_suffix('.').unwrap_or(host);
    host.split('.').any(str::is_empty)
}

/// The reason why no path can be added to a URL; `None` if paths can be added.
pub(crate) fn flaw(url: &Url) -> Option<&'static str> {
    if !matches!(url.scheme(), "http" | "https") {
        Some("neither http nor https")
    } else if !url.username().is_empty() || url.password().is_some() {
        Some("it has a user or a password")
    } else if has_empty_label(url) {
        Some("its host has nothing between two dots, or before the first one")
    } else if url.query().is_some() {
        Some("it has a query")
    } else if url.fragment().is_some() {
        Some("it has a fragment")
    } else if url.as_str().parse::<Uri>().is_err() {
        Some("too long, or invalid characters")
    } else {
        None
    }
}
