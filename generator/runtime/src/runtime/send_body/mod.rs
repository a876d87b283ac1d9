//! The body of a request: bytes, or chunks that are produced while they are sent.

use super::future::BoxFuture;
use super::transport::{Body, TransportError};
use bytes::Bytes;
use std::fmt;

#[cfg(feature = "uploads")]
mod progress;
#[cfg(feature = "uploads")]
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod readers;
#[cfg(feature = "uploads")]
#[cfg(feature = "stream")]
mod stream;

#[cfg(feature = "uploads")]
use super::future::{MaybeSend, MaybeSync};
#[cfg(feature = "multipart")]
use std::collections::VecDeque;
#[cfg(feature = "uploads")]
use std::sync::{Arc, Mutex, PoisonError};

/// The body of a request. Bytes and text are converted with `into()`.
#[derive(Default)]
pub struct SendBody {
    source: Source,
}

enum Source {
    Bytes(Bytes),
    /// Chunks that can be read once; `None` after an attempt has taken them.
    #[cfg(feature = "uploads")]
    Once(Option<u64>, Chunks),
    /// Chunks that are produced again for each attempt.
    #[cfg(feature = "uploads")]
    Again(Option<u64>, Arc<dyn Open>),
    /// Several bodies, one after the other.
    #[cfg(feature = "multipart")]
    Joined(VecDeque<SendBody>),
    #[cfg(feature = "uploads")]
    Watched(Box<progress::Watched>),
}

/// Chunks that only one thread reads at a time; the lock is for `Sync`, which calls need.
#[cfg(feature = "uploads")]
struct Chunks(Mutex<Option<Box<dyn Body>>>);

#[cfg(feature = "uploads")]
impl Chunks {
    #[inline]
    fn new(chunks: Option<Box<dyn Body>>) -> Self {
        Self(Mutex::new(chunks))
    }

    #[inline]
    fn get(&mut self) -> &mut Option<Box<dyn Body>> {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    #[inline]
    fn is_left(&self) -> bool {
        self.0.lock().is_ok_and(|chunks| chunks.is_some())
    }
}

impl Default for Source {
    #[inline]
    fn default() -> Self {
        Source::Bytes(Bytes::new())
    }
}

/// Produces the chunks of one attempt.
#[cfg(feature = "uploads")]
trait Open: MaybeSend + MaybeSync {
    fn open(&self) -> Box<dyn Body>;
}

#[cfg(feature = "uploads")]
impl<F: Fn() -> Box<dyn Body> + MaybeSend + MaybeSync> Open for F {
    #[inline]
    fn open(&self) -> Box<dyn Body> {
        self()
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
            #[cfg(feature = "uploads")]
            Source::Once(length, _) | Source::Again(length, _) => *length,
            #[cfg(feature = "multipart")]
            Source::Joined(parts) => parts
                .iter()
                .try_fold(0_u64, |sum, part| sum.checked_add(part.length()?)),
            #[cfg(feature = "uploads")]
            Source::Watched(watched) => watched.length(),
        }
    }

    /// The bytes, if the whole body is in memory.
    #[must_use]
    #[inline]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes),
            #[cfg(feature = "uploads")]
            _ => None,
        }
    }

    /// The bytes, in a crate without bodies in chunks.
    #[cfg(not(feature = "uploads"))]
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
            #[cfg(feature = "uploads")]
            Source::Once(length, chunks) => {
                Source::Once(*length, Chunks::new(Some(chunks.get().take()?)))
            }
            #[cfg(feature = "uploads")]
            Source::Again(length, open) => Source::Again(*length, open.clone()),
            #[cfg(feature = "multipart")]
            Source::Joined(parts) => {
                Source::Joined(parts.iter_mut().map(Self::attempt).collect::<Option<_>>()?)
            }
            #[cfg(feature = "uploads")]
            Source::Watched(watched) => Source::Watched(Box::new(watched.attempt()?)),
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
        #[cfg(feature = "uploads")]
        match &self.source {
            Source::Once(_, chunks) => return chunks.is_left(),
            #[cfg(feature = "multipart")]
            Source::Joined(parts) => return parts.iter().all(Self::is_left),
            Source::Watched(watched) => return watched.is_left(),
            Source::Bytes(_) | Source::Again(..) => {}
        }
        true
    }
}

#[cfg(feature = "uploads")]
impl SendBody {
    /// Creates a body from chunks. It can be sent once, so the call is not retried after its first chunk
    /// was requested. `length` is the size of all chunks in bytes, if it is known.
    #[inline]
    pub fn chunks(chunks: impl Body + 'static, length: impl Into<Option<u64>>) -> Self {
        Source::Once(length.into(), Chunks::new(Some(Box::new(chunks)))).into()
    }

    /// Creates a body from a function that produces its chunks for each attempt, so that the call can be
    /// retried. `length` is the size of all chunks in bytes, if it is known.
    #[inline]
    pub fn repeatable(
        open: impl Fn() -> Box<dyn Body> + MaybeSend + MaybeSync + 'static,
        length: impl Into<Option<u64>>,
    ) -> Self {
        Source::Again(length.into(), Arc::new(open)).into()
    }

    /// Joins bodies.
    #[cfg(feature = "multipart")]
    #[inline]
    pub(crate) fn joined(parts: impl IntoIterator<Item = Self>) -> Self {
        Source::Joined(parts.into_iter().collect()).into()
    }
}

#[cfg(feature = "uploads")]
impl From<Source> for SendBody {
    #[inline]
    fn from(source: Source) -> Self {
        Self { source }
    }
}

impl Body for SendBody {
    #[inline]
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            #[cfg(feature = "uploads")]
            if let Source::Again(length, open) = &self.source {
                self.source = Source::Once(*length, Chunks::new(Some(open.open())));
            }
            match &mut self.source {
                Source::Bytes(bytes) => {
                    let bytes = std::mem::take(bytes);
                    Ok((!bytes.is_empty()).then_some(bytes))
                }
                #[cfg(feature = "uploads")]
                Source::Once(_, chunks) => match chunks.get() {
                    Some(chunks) => chunks.chunk().await,
                    None => Ok(None),
                },
                #[cfg(feature = "uploads")]
                Source::Again(..) => Ok(None),
                #[cfg(feature = "multipart")]
                Source::Joined(parts) => {
                    while let Some(first) = parts.front_mut() {
                        let chunk = first.chunk().await?;
                        if chunk.is_some() {
                            return Ok(chunk);
                        }
                        parts.pop_front();
                    }
                    Ok(None)
                }
                #[cfg(feature = "uploads")]
                Source::Watched(watched) => watched.chunk().await,
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
