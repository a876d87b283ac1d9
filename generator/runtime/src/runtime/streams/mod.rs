//! Responses that are read item by item while they arrive: events of the server, and JSON values on lines.

use super::api::CallSpec;
use super::attempt::Extent;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
use super::blocking::Blocking;
use super::call::{Receive, failed};
use super::error::{Error, ErrorKind, Failure};
use super::execute::Answer;
use super::future::BoxFuture;
use super::media::{self, MediaType};
use super::reply::{RawResponse, Reply};
use super::wire::{DecodeError, Reading};
#[cfg(feature = "forms")]
pub(crate) use asks::ask_form;
pub(crate) use asks::{Asks, ask_json};
use frames::{Frame, Frames};
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::task::{Context, Poll};

mod asks;
mod events;
mod frames;
mod lines;

/// An event and its data (WHATWG HTML, "Server-sent events").
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The name of the event; `message` unless the server names it.
    pub name: String,
    /// The id of this event, or of the last event with an id; empty before the first id.
    pub id: String,
    /// The data.
    pub data: T,
}

/// The events of a response, read while they arrive. Dropping it ends the response.
///
/// `T` is the type of the data, `E` the type of the operation's error bodies. An event `[DONE]` ends the
/// events, unless its data is a `T`.
///
/// One event is held in memory at a time. A larger one than [`max_body`](super::ClientBuilder::max_body), 64 MiB unless
/// the client or the call sets another limit, is an error, and ends the events; all together have no limit.
pub struct Events<T, E> {
    items: Items,
    types: PhantomData<fn() -> (T, E)>,
}

/// The JSON values of a response, read while they arrive: one on each line, or after each record separator (RFC
/// 7464). Dropping it ends the response.
///
/// `T` is the type of a value, `E` the type of the operation's error bodies.
///
/// One value is held in memory at a time. A larger one than [`max_body`](super::ClientBuilder::max_body), 64 MiB unless
/// the client or the call sets another limit, is an error, and ends the values; all together have no limit.
pub struct Lines<T, E> {
    items: Items,
    types: PhantomData<fn() -> (T, E)>,
}

type Next = Option<Result<Frame, Box<Failure>>>;

/// Frames that are read on demand. A read that is not finished is kept, so that nothing is lost if its caller
/// is dropped.
struct Items {
    state: State,
    spec: CallSpec,
    status: StatusCode,
    headers: HeaderMap,
    /// The number of items that were read, with those that failed.
    count: u64,
}

enum State {
    Idle(Box<Frames>),
    Reading(BoxFuture<'static, (Box<Frames>, Next)>),
    Ended,
}

impl Items {
    #[inline]
    fn new(answer: &mut Answer, is_events: bool) -> Self {
        Self {
            status: answer.response.status,
            headers: answer.response.headers.clone(),
            spec: answer.spec.clone(),
            count: 0,
            state: State::Idle(Box::new(Frames::new(answer, is_events))),
        }
    }

    #[inline]
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Next> {
        let mut reading = match std::mem::replace(&mut self.state, State::Ended) {
            State::Ended => return Poll::Ready(None),
            State::Reading(reading) => reading,
            State::Idle(mut frames) => match frames.ready() {
                Some(frame) => {
                    self.state = State::Idle(frames);
                    return Poll::Ready(Some(Ok(frame)));
                }
                None => read(frames),
            },
        };
        let Poll::Ready((frames, next)) = reading.as_mut().poll(context) else {
            self.state = State::Reading(reading);
            return Poll::Pending;
        };
        if next.is_some() {
            self.state = State::Idle(frames);
        }
        Poll::Ready(next)
    }

    /// Reads a frame as a `T`; `None` if it ends the stream.
    #[inline]
    fn item<T: Reply, E: Reply>(&mut self, frame: Frame) -> Option<Result<Event<T>, Error<E>>> {
        let State::Idle(frames) = &self.state else {
            return None;
        };
        self.count = self.count.saturating_add(1);
        let mut reading = frames.limits();
        if self.spec.secret_reply {
            reading.hide();
        }
        #[cfg(feature = "event-names")]
        reading.of_event(&frame.name);
        // The media type describes the stream, not an item.
        let mut response = RawResponse {
            status: self.status,
            headers: HeaderMap::new(),
            body: frame.data,
        };
        // Servers report a failure in the middle of a stream as an event `error`, even where its data happens to be
        // a `T`.
        let is_error = frame.name == "error";
        let error = match T::read(&response, &mut reading) {
            Ok(data) if !is_error || self.spec.error_events => {
                let (name, id) = (frame.name, frame.id);
                return Some(Ok(Event { name, id, data }));
            }
            Err(_) if &*response.body == b"[DONE]" => {
                self.state = State::Ended;
                return None;
            }
            read => read.err().filter(|_| !is_error),
        };
        response.headers.clone_from(&self.headers);
        let mut failure = match error {
            Some(error) => Failure::undecoded(&self.spec, error),
            None => Failure {
                processed: true,
                ..Failure::new(ErrorKind::Api, &self.spec)
            },
        };
        if is_error {
            failure.said = frames.said(&response);
        }
        failure.item = self.count;
        frames.add_call(&mut failure);
        failure.response = Some(response);
        Some(Err(failed(Box::new(failure))))
    }
}

#[inline]
fn read(mut frames: Box<Frames>) -> BoxFuture<'static, (Box<Frames>, Next)> {
    Box::pin(async move {
        let next = frames.next().await;
        (frames, next)
    })
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl Items {
    #[inline]
    fn wait(&mut self) -> Next {
        let reading = match std::mem::replace(&mut self.state, State::Ended) {
            State::Ended => return None,
            State::Reading(reading) => reading,
            State::Idle(mut frames) => match frames.ready() {
                Some(frame) => {
                    self.state = State::Idle(frames);
                    return Some(Ok(frame));
                }
                None => read(frames),
            },
        };
        match super::blocking::wait(&self.spec, reading) {
            Ok((frames, next)) => {
                if next.is_some() {
                    self.state = State::Idle(frames);
                }
                next
            }
            Err(failure) => Some(Err(failure)),
        }
    }
}

macro_rules! stream {
    ($type:ident, $is_events:literal) => {
        impl<T: Reply, E: Reply> $type<T, E> {
            /// The status of the response.
            #[must_use]
            #[inline]
            pub fn status(&self) -> StatusCode {
                self.items.status
            }

            /// The headers of the response.
            #[must_use]
            #[inline]
            pub fn headers(&self) -> &HeaderMap {
                &self.items.headers
            }

            #[inline]
            fn poll_item(
                &mut self,
                context: &mut Context<'_>,
            ) -> Poll<Option<Result<Event<T>, Error<E>>>> {
                self.items.poll(context).map(|next| self.made(next))
            }

            #[inline]
            fn made(&mut self, next: Next) -> Option<Result<Event<T>, Error<E>>> {
                match next? {
                    Ok(frame) => self.items.item(frame),
                    Err(failure) => Some(Err(failed(failure))),
                }
            }
        }

        impl<T: Reply, E: Reply> Receive for $type<T, E> {
            const EXTENT: Extent = Extent::Stream { events: $is_events };

            #[inline]
            fn receive(answer: &mut Answer, _: &mut Reading) -> Result<Self, DecodeError> {
                check(&answer.response.headers, $is_events)?;
                Ok(Self {
                    items: Items::new(answer, $is_events),
                    types: PhantomData,
                })
            }
        }

        impl<T, E> fmt::Debug for $type<T, E> {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($type))
                    .field("status", &self.items.status)
                    .finish_non_exhaustive()
            }
        }

        #[cfg(feature = "stream")]
        impl<T: Reply, E: Reply> futures_core::Stream for $type<T, E> {
            type Item = Result<T, Error<E>>;

            #[inline]
            fn poll_next(
                self: std::pin::Pin<&mut Self>,
                context: &mut Context<'_>,
            ) -> Poll<Option<Self::Item>> {
                let polled = self.get_mut().poll_item(context);
                polled.map(|next| next.map(|event| event.map(|event| event.data)))
            }
        }

        #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
        impl<T: Reply, E: Reply> Iterator for Blocking<$type<T, E>> {
            type Item = Result<T, Error<E>>;

            #[inline]
            fn next(&mut self) -> Option<Self::Item> {
                let next = self.0.items.wait();
                Some(self.0.made(next)?.map(|event| event.data))
            }
        }

        #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
        impl<T: Reply, E: Reply> $type<T, E> {
            /// An iterator that blocks until the next item is there. In asynchronous code its items are errors.
            #[must_use]
            #[inline]
            pub fn blocking(self) -> Blocking<Self> {
                Blocking(self)
            }
        }
    };
}

stream!(Events, true);
stream!(Lines, false);

impl<T: Reply, E: Reply> Events<T, E> {
    /// Waits for the data of the next event; `None` at the end.
    ///
    /// # Errors
    /// When the data is not a `T`, or the event is named `error` and the document describes none of this name; the
    /// next event can still be read. When the response breaks off, or nothing arrives within the
    /// [idle timeout](super::ClientBuilder::idle_timeout); then no event follows.
    #[inline]
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        Some(self.next_event().await?.map(|event| event.data))
    }

    /// Waits for the next event with its name and id; `None` at the end.
    ///
    /// # Errors
    /// As for [`next`](Self::next).
    #[inline]
    pub async fn next_event(&mut self) -> Option<Result<Event<T>, Error<E>>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// Connects again when the response ends or breaks off, after the delay that the server requested or three
    /// seconds, and sends the id of the last event as `Last-Event-ID`. It gives up when the server responds
    /// with 204, or when more new connections in a row have no event than
    /// [`max_retries`](super::RetryPolicy::max_retries) says; a response of another media type is an error. Has no
    /// effect on a call that can't be sent twice.
    #[must_use]
    #[inline]
    pub fn reconnect(mut self) -> Self {
        if let State::Idle(frames) = &mut self.items.state {
            frames.reconnect();
        }
        self
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl<T: Reply, E: Reply> Blocking<Events<T, E>> {
    /// Blocks until the next event is there, and returns it with its name and id; `None` at the end.
    ///
    /// # Errors
    /// As for [`Events::next`], and in asynchronous code.
    #[inline]
    pub fn next_event(&mut self) -> Option<Result<Event<T>, Error<E>>> {
        let next = self.0.items.wait();
        self.0.made(next)
    }
}

impl<T: Reply, E: Reply> Lines<T, E> {
    /// Waits for the next value; `None` at the end.
    ///
    /// # Errors
    /// When a line is not a `T`; the next line can still be read. When the response breaks off, or nothing
    /// arrives within the [idle timeout](super::ClientBuilder::idle_timeout); then no value follows.
    #[inline]
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        let next = poll_fn(|context| self.poll_item(context)).await;
        Some(next?.map(|event| event.data))
    }
}

/// Refuses a response of another media type and a compressed one, which would be read as an empty stream.
#[inline]
pub(crate) fn check(headers: &HeaderMap, is_events: bool) -> Result<(), DecodeError> {
    if let Some(coding) = media::coding(headers) {
        return Err(media::coded(coding));
    }
    let Some(media_type) = MediaType::of(headers) else {
        return Ok(());
    };
    let is_stream = media_type.is("text/event-stream");
    // Servers send lines with many media types, also with the media type of a single line.
    match (is_events, is_stream) {
        (true, false) => Err(media::unexpected(media_type, "a stream of events")),
        (false, true) => Err(media::unexpected(media_type, "lines of JSON")),
        _ => Ok(()),
    }
}
