//! The methods of requests.

use crate::diagnostic::Pointer;
use crate::openapi::spec::OTHER_METHODS;
use crate::text::{Line, Raw};

/// An HTTP method (RFC 9110, section 9).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// GET
    Get,
    /// PUT
    Put,
    /// POST
    Post,
    /// DELETE
    Delete,
    /// OPTIONS
    Options,
    /// HEAD
    Head,
    /// PATCH
    Patch,
    /// TRACE
    Trace,
    /// QUERY
    Query,
    /// A method without a keyword of its own.
    Other(Raw),
}

impl Method {
    /// The method of a path item's keyword, such as `post`.
    #[must_use]
    pub fn of(keyword: &str) -> Option<Self> {
        Some(match keyword {
            "get" => Self::Get,
            "put" => Self::Put,
            "post" => Self::Post,
            "delete" => Self::Delete,
            "options" => Self::Options,
            "head" => Self::Head,
            "patch" => Self::Patch,
            "trace" => Self::Trace,
            "query" => Self::Query,
            _ => return None,
        })
    }

    /// The method of a name in [`OTHER_METHODS`].
    ///
    /// # Errors
    /// When no operation can have this method there.
    pub fn other(name: &str) -> Result<Self, &'static str> {
        if http::Method::from_bytes(name.as_bytes()).is_err() {
            return Err("it is not a token of HTTP");
        }
        match name.to_ascii_lowercase().as_str() {
            // RFC 9110, section 9.3.6.
            "connect" => Err("such a request has no path"),
            keyword if Self::of(keyword).is_some() => Err("a path item has a keyword for it"),
            _ => Ok(Self::Other(name.into())),
        }
    }

    /// The constant of the `http` crate for it.
    #[must_use]
    pub fn constant(&self) -> Option<&'static str> {
        Some(match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query | Self::Other(_) => return None,
        })
    }

    /// The method as it is sent.
    #[must_use]
    pub fn text(&self) -> Raw {
        match self {
            Self::Query => "QUERY".into(),
            Self::Other(name) => name.clone(),
            known => known.constant().unwrap_or_default().into(),
        }
    }

    /// The method as a word of a sentence.
    #[must_use]
    pub fn line(&self) -> Line {
        match self {
            Self::Query => "QUERY".into(),
            Self::Other(name) => name.code(),
            known => known.constant().unwrap_or_default().into(),
        }
    }

    /// The place of the operation in its path item.
    #[must_use]
    pub fn place(&self, item: &Pointer) -> Pointer {
        match self {
            Self::Other(name) => item.child(OTHER_METHODS).child(name.exact()),
            known => item.child(&known.text().exact().to_ascii_lowercase()),
        }
    }
}
