//! The body of a request: bytes, or chunks that are produced while they are sent.

use super::future::BoxFuture;
use super::transport::{Body, TransportError};
use bytes::Bytes;
use std::fmt;

/// The body of a request. Bytes and text are converted with `into()`.
#[derive(Default)]
pub struct SendBody {
    source: Source,
}

enum Source {
    Bytes(Bytes),
}

impl Default for Source {
    #[inline]
    fn default() -> Self {
        Source::Bytes(Bytes::new())
    }
}

impl SendBody {
    /// The length in bytes, if it is known before the body is sent. The transport sends it as
    /// `Content-Length` (RFC 9110, section 8.6).
    #[must_use]
    #[inline]
    pub fn length(&self) -> Option<u64> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes.len() as u64),
        }
    }

    /// The bytes, if the whole body is in memory.
    #[must_use]
    #[inline]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes),
        }
    }

    /// The bytes, in a crate without bodies in chunks.
    #[cfg(any(feature = "reqwest", feature = "fetch"))]
    #[allow(dead_code, reason = "the transport of the target decides")]
    #[inline]
    pub(crate) fn into_bytes(self) -> Bytes {
        let Source::Bytes(bytes) = self.source;
        bytes
    }

    /// The body of one attempt; `None` if an earlier attempt has taken chunks that can be read once.
    #[allow(
        clippy::unnecessary_wraps,
        reason = "bytes can always be sent again, and other bodies can't"
    )]
    #[inline]
    pub(crate) fn attempt(&mut self) -> Option<Self> {
        let source = match &mut self.source {
            Source::Bytes(bytes) => Source::Bytes(bytes.clone()),
        };
        Some(Self { source })
    }

    /// Whether the body can be sent, or sent again.
    #[allow(
        clippy::unused_self,
        reason = "bytes can always be sent again, and other bodies can't"
    )]
    #[inline]
    pub(crate) fn is_left(&self) -> bool {
        true
    }
}

impl Body for SendBody {
    #[inline]
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            match &mut self.source {
                Source::Bytes(bytes) => {
                    let bytes = std::mem::take(bytes);
                    Ok((!bytes.is_empty()).then_some(bytes))
                }
            }
        })
    }
}

impl From<Bytes> for SendBody {
    #[inline]
    fn from(bytes: Bytes) -> Self {
        Self {
            source: Source::Bytes(bytes),
        }
    }
}

impl From<Vec<u8>> for SendBody {
    #[inline]
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for SendBody {
    #[inline]
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static [u8]> for SendBody {
    #[inline]
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl From<&'static str> for SendBody {
    #[inline]
    fn from(text: &'static str) -> Self {
        text.as_bytes().into()
    }
}

impl fmt::Debug for SendBody {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The content can be a secret.
        match self.length() {
            Some(length) => write!(f, "SendBody({length} bytes)"),
            None => f.write_str("SendBody(of unknown length)"),
        }
    }
}
