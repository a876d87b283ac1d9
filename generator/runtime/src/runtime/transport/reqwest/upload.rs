//! The body of a request that reqwest sends in chunks.

use super::super::{Body, BoxFuture, TransportError};
use super::SendBody;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use std::error::Error;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

type Chunk = Result<Option<Bytes>, TransportError>;

/// Reads a body chunk by chunk.
pub(super) struct Upload {
    /// Only one task polls the body; the lock is for `Sync`, which reqwest requires.
    state: Mutex<State>,
    /// The number of bytes that are left, if the length is known.
    left: Option<u64>,
}

enum State {
    Idle(SendBody),
    Reading(BoxFuture<'static, (SendBody, Chunk)>),
    Ended,
}

impl Upload {
    pub(super) fn new(body: SendBody) -> Self {
        Self {
            left: body.length(),
            state: Mutex::new(State::Idle(body)),
        }
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Chunk> {
        let state = self.state.get_mut();
        let state = state.unwrap_or_else(PoisonError::into_inner);
        let mut reading = match std::mem::replace(state, State::Ended) {
            State::Ended => return Poll::Ready(Ok(None)),
            State::Reading(reading) => reading,
            State::Idle(mut body) => Box::pin(async move {
                let chunk = body.chunk().await;
                (body, chunk)
            }),
        };
        let Poll::Ready((body, chunk)) = reading.as_mut().poll(context) else {
            *state = State::Reading(reading);
            return Poll::Pending;
        };
        if let Ok(Some(_)) = chunk {
            *state = State::Idle(body);
        }
        Poll::Ready(chunk)
    }

    /// Counts a chunk: the body must have exactly the promised length.
    fn count(&mut self, chunk: Option<&Bytes>) -> Result<(), TransportError> {
        let Some(left) = &mut self.left else {
            return Ok(());
        };
        let counted = match chunk {
            Some(chunk) => left.checked_sub(chunk.len() as u64),
            None => Some(0).filter(|_| *left == 0),
        };
        *left = counted.ok_or_else(|| {
            TransportError::unreadable("its chunks are not as long together as was said")
        })?;
        Ok(())
    }
}

impl http_body::Body for Upload {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        self.poll_chunk(context).map(|chunk| {
            let counted = chunk.and_then(|chunk| self.count(chunk.as_ref()).map(|()| chunk));
            Some(counted.transpose()?.map(Frame::data))
        })
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

/// The reason why the request's body could not be read, if that caused `error`.
pub(super) fn unreadable(error: &::reqwest::Error) -> Option<String> {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<TransportError>() {
            return error.source().map(ToString::to_string);
        }
        cause = error.source();
    }
    None
}
