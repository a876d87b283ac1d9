//! Bodies from streams.

use super::super::future::{BoxFuture, MaybeSend};
use super::super::transport::{Body, TransportError};
use super::SendBody;
use bytes::Bytes;
use futures_core::Stream;
use std::error::Error;
use std::future::poll_fn;
use std::pin::Pin;

impl SendBody {
    /// Creates a body from a stream of chunks. It can be sent once. `length` is the size of all
    /// chunks in bytes, if it is known.
    #[inline]
    pub fn stream<S, E>(stream: S, length: impl Into<Option<u64>>) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + MaybeSend + 'static,
        E: Into<Box<dyn Error + Send + Sync>> + 'static,
    {
        Self::chunks(Streamed(Box::pin(stream)), length)
    }
}

struct Streamed<S>(Pin<Box<S>>);

impl<S, E> Body for Streamed<S>
where
    S: Stream<Item = Result<Bytes, E>> + MaybeSend,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    #[inline]
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            let next = poll_fn(|context| self.0.as_mut().poll_next(context));
            next.await.transpose().map_err(TransportError::unreadable)
        })
    }
}
