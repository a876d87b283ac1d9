//! The error of a token that no source gave.

use super::error::ErrorKind;
use super::reply::RawResponse;
use super::retry::Outcome;
use super::transport::TransportError;
use super::wire::shown;
use http::{HeaderMap, StatusCode};
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use url::Url;

/// The reason for a missing token. All calls that waited for the token share it.
#[derive(Debug, Clone)]
pub struct TokenError(Arc<Cause>);

#[derive(Debug)]
struct Cause {
    /// The URL of the token endpoint, without its query.
    endpoint: Option<String>,
    error: Box<dyn Error + Send + Sync>,
    again: Again,
    /// Whether a request that may have been processed can be sent again.
    repeatable: bool,
}

/// Whether another fetch may succeed.
enum Again {
    No,
    /// No connection was made.
    NotSent,
    /// No response came.
    Lost,
    /// The server responded: the rules for retries decide by the status.
    Answered(StatusCode, HeaderMap),
}

impl fmt::Debug for Again {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Again::No => "No",
            Again::NotSent => "NotSent",
            Again::Lost => "Lost",
            Again::Answered(..) => "Answered(…)",
        })
    }
}

impl TokenError {
    /// Creates an error that ends the call. Its text must hold no secret: errors of calls show it.
    pub fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::of(error.into(), Again::No)
    }

    /// Creates an error after which the token is fetched again, by the rules for
    /// [retries](super::ClientBuilder::retry): for a lost connection or a busy server.
    pub fn temporary(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::of(error.into(), Again::Lost)
    }

    /// Creates an error of a response with the status of an error. Some, such as a 503, are temporary.
    pub(crate) fn answered(error: String, response: &RawResponse) -> Self {
        let again = Again::Answered(response.status, response.headers.clone());
        Self::of(error.into(), again)
    }

    fn of(error: Box<dyn Error + Send + Sync>, again: Again) -> Self {
        Self(Arc::new(Cause {
            endpoint: None,
            error,
            again,
            repeatable: true,
        }))
    }

    /// The same error with the URL of the token endpoint, of which it shows neither a user nor the query.
    pub(crate) fn at(mut self, endpoint: Option<&str>) -> Self {
        if let (Some(cause), Some(url)) = (Arc::get_mut(&mut self.0), endpoint) {
            cause.endpoint = Url::parse(url).ok().filter(Url::has_host).map(|url| {
                let origin = url.origin().ascii_serialization();
                shown(&format!("{origin}{}", url.path()))
            });
        }
        self
    }

    /// The same error of a request that is sent once.
    pub(super) fn once(mut self) -> Self {
        if let Some(cause) = Arc::get_mut(&mut self.0) {
            cause.repeatable = false;
        }
        self
    }

    /// The outcome of the fetch for the rules for retries, and whether they may repeat it; `None` if another fetch
    /// would fail as well.
    pub(crate) fn outcome(&self) -> Option<(Outcome<'_>, bool)> {
        let outcome = match &self.0.again {
            Again::No => return None,
            Again::NotSent => Outcome::NotSent,
            Again::Lost => Outcome::Lost,
            Again::Answered(status, headers) => Outcome::Answered(*status, headers),
        };
        Some((outcome, self.0.repeatable))
    }
}

/// Errors of connecting and lost connections are temporary.
impl From<TransportError> for TokenError {
    fn from(error: TransportError) -> Self {
        let again = match error.kind() {
            (ErrorKind::Connect, _) => Again::NotSent,
            (ErrorKind::Lost, _) => Again::Lost,
            _ => Again::No,
        };
        Self::of(error.into(), again)
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no access token")?;
        if let Some(endpoint) = &self.0.endpoint {
            write!(f, " from {endpoint}")?;
        }
        write!(f, ": {}", self.0.error)
    }
}

impl Error for TokenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let error = &*self.0.error;
        // Callers may know the type of a source's own error, but not that of a text, whose `Debug` is that of the text.
        let is_text = format!("{error:?}") == format!("{:?}", error.to_string());
        if is_text { error.source() } else { Some(error) }
    }
}
