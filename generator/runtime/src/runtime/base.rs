//! The URLs to which the paths of operations can be added: those of clients, and those of operations
//! with their own server.
//!
//! The generator compiles this file too: it ignores servers that the client would refuse.

use http::Uri;
use url::Url;

/// The reason why no path can be added to a URL; `None` if paths can be added.
pub(crate) fn flaw(url: &Url) -> Option<&'static str> {
    if !matches!(url.scheme(), "http" | "https") {
        Some("neither http nor https")
    } else if !url.username().is_empty() || url.password().is_some() {
        Some("it has a user or a password")
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
