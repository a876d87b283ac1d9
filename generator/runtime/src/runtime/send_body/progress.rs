//! A body that reports its progress.

use super::super::future::{BoxFuture, MaybeSend, MaybeSync};
use super::super::transport::{Body, TransportError};
use super::{SendBody, Source};
use bytes::Bytes;
use std::sync::Arc;

/// The largest piece of bytes in memory that is sent at once, so that progress is visible.
const PIECE: usize = 64 << 10;

trait Tell: Fn(u64) + MaybeSend + MaybeSync {}
impl<F: Fn(u64) + MaybeSend + MaybeSync> Tell for F {}

pub(super) struct Watched {
    body: SendBody,
    /// The rest of a chunk that is larger than a piece.
    rest: Bytes,
    sent: u64,
    tell: Arc<dyn Tell>,
}

impl SendBody {
    /// Calls `tell` for each chunk with the number of bytes that the transport has taken so far. The
    /// count starts again when the call is retried.
    #[must_use]
    #[inline]
    pub fn on_progress(self, tell: impl Fn(u64) + MaybeSend + MaybeSync + 'static) -> Self {
        Source::Watched(Box::new(Watched {
            body: self,
            rest: Bytes::new(),
            sent: 0,
            tell: Arc::new(tell),
        }))
        .into()
    }
}

impl Watched {
    #[inline]
    pub(super) fn length(&self) -> Option<u64> {
        self.body.length()
    }

    #[inline]
    pub(super) fn is_left(&self) -> bool {
        self.body.is_left()
    }

    #[inline]
    pub(super) fn attempt(&mut self) -> Option<Self> {
        Some(Self {
            body: self.body.attempt()?,
            rest: Bytes::new(),
            sent: 0,
            tell: Arc::clone(&self.tell),
        })
    }

    #[inline]
    pub(super) fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            if self.rest.is_empty() {
                let Some(chunk) = self.body.chunk().await? else {
                    return Ok(None);
                };
                self.rest = chunk;
            }
            let piece = self.rest.split_to(self.rest.len().min(PIECE));
            self.sent += piece.len() as u64;
            (self.tell)(self.sent);
            Ok(Some(piece))
        })
    }
}
