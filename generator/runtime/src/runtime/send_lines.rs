//! The body of a request that is JSON values, each on a line or after a record separator (RFC 7464).

#[cfg(feature = "stream")]
use super::future::{BoxFuture, MaybeSend};
use super::send_body::SendBody;
#[cfg(feature = "mock")]
use super::transport::RecordedRequest;
#[cfg(feature = "stream")]
use super::transport::{Body, TransportError};
use super::wire::{View, Wire, append_json};
#[cfg(feature = "stream")]
use bytes::Bytes;
#[cfg(feature = "stream")]
use futures_core::Stream;
#[cfg(feature = "mock")]
use serde::de::DeserializeOwned;
#[cfg(feature = "stream")]
use std::error::Error;
use std::fmt;
#[cfg(feature = "stream")]
use std::future::poll_fn;
use std::marker::PhantomData;
#[cfg(feature = "stream")]
use std::pin::Pin;

/// The byte before each value of a JSON text sequence (RFC 7464, section 2.2).
const RECORD_SEPARATOR: u8 = 0x1E;

/// A body of JSON values: each on a line or, where the media type is that of a JSON text sequence (RFC 7464), after a
/// record separator.
///
/// Lists and arrays of `T`, and references to them, are converted with `into()`, and an iterator with `collect()`. They
/// are written at once, so the length is sent, and the call can be retried. A [`SendBody`] is sent as it stands: the
/// caller has written its lines, such as those of a file.
pub struct SendLines<T> {
    source: Source,
    item: PhantomData<fn(T)>,
}

enum Source {
    /// The values, each with a line feed after it; `None` if JSON can't represent one.
    Lines(Option<Vec<u8>>),
    /// Values that are produced while they are sent: each chunk is a value with a line feed after it.
    #[cfg(feature = "stream")]
    Items(SendBody),
    /// A body that the caller has written.
    Whole(SendBody),
}

impl Source {
    #[inline]
    fn add(&mut self, value: View<'_>) {
        if let Self::Lines(lines) = self
            && let Some(text) = lines
        {
            match append_json(value, text) {
                Ok(()) => text.push(b'\n'),
                Err(_) => *lines = None,
            }
        }
    }

    #[inline]
    fn in_lines(self) -> Option<SendBody> {
        match self {
            Self::Lines(lines) => lines.map(SendBody::from),
            #[cfg(feature = "stream")]
            Self::Items(body) => Some(body),
            Self::Whole(body) => Some(body),
        }
    }

    #[inline]
    fn in_records(self) -> Option<SendBody> {
        match self {
            Self::Lines(lines) => lines.map(|lines| records(&lines).into()),
            #[cfg(feature = "stream")]
            Self::Items(body) => Some(SendBody::chunks(Records(body), None)),
            Self::Whole(body) => Some(body),
        }
    }
}

/// The lines, each after a record separator. JSON has no line feed within a value that is written here.
#[inline]
fn records(lines: &[u8]) -> Vec<u8> {
    let mut records = Vec::with_capacity(lines.len() + lines.len() / 16);
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        records.push(RECORD_SEPARATOR);
        records.extend_from_slice(line);
    }
    records
}

impl<T> SendLines<T> {
    /// The body, with each value on a line; `None` if JSON can't represent one.
    #[inline]
    pub(crate) fn in_lines(self) -> Option<SendBody> {
        self.source.in_lines()
    }

    /// The body, with each value after a record separator; `None` if JSON can't represent one.
    #[inline]
    pub(crate) fn in_records(self) -> Option<SendBody> {
        self.source.in_records()
    }

    #[inline]
    fn of(source: Source) -> Self {
        Self {
            source,
            item: PhantomData,
        }
    }
}

impl<T: Wire> FromIterator<T> for SendLines<T> {
    #[inline]
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut source = Source::Lines(Some(Vec::new()));
        items.into_iter().for_each(|item| source.add(item.view()));
        Self::of(source)
    }
}

impl<'a, T: Wire> FromIterator<&'a T> for SendLines<T> {
    #[inline]
    fn from_iter<I: IntoIterator<Item = &'a T>>(items: I) -> Self {
        let mut source = Source::Lines(Some(Vec::new()));
        items.into_iter().for_each(|item| source.add(item.view()));
        Self::of(source)
    }
}

macro_rules! convert {
    ($([$($generic:tt)*] $from:ty;)+) => {
        $(impl<T: Wire, $($generic)*> From<$from> for SendLines<T> {
            #[inline]
            fn from(items: $from) -> Self {
                items.into_iter().collect()
            }
        })+
    };
}

convert! {
    [] Vec<T>;
    [] &Vec<T>;
    [] &[T];
    [const N: usize] [T; N];
    [const N: usize] &[T; N];
}

impl<T> From<SendBody> for SendLines<T> {
    #[inline]
    fn from(body: SendBody) -> Self {
        Self::of(Source::Whole(body))
    }
}

#[cfg(feature = "stream")]
impl<T: Wire> SendLines<T> {
    /// Creates a body from a stream of values, each of which is sent once it is there: the stream can be endless. The
    /// body can be sent once, and its length isn't known.
    #[inline]
    pub fn stream<S, E>(items: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + MaybeSend + 'static,
        E: Into<Box<dyn Error + Send + Sync>> + 'static,
    {
        Self::of(Source::Items(SendBody::chunks(
            Items(Box::pin(items)),
            None,
        )))
    }
}

#[cfg(feature = "stream")]
struct Items<S>(Pin<Box<S>>);

#[cfg(feature = "stream")]
impl<S, T, E> Body for Items<S>
where
    S: Stream<Item = Result<T, E>> + MaybeSend,
    T: Wire,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    #[inline]
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            let next = poll_fn(|context| self.0.as_mut().poll_next(context));
            let Some(item) = next.await else {
                return Ok(None);
            };
            let item = item.map_err(TransportError::unreadable)?;
            let mut line = Vec::new();
            append_json(item.view(), &mut line).map_err(TransportError::unreadable)?;
            line.push(b'\n');
            Ok(Some(line.into()))
        })
    }
}

/// Adds a record separator before each chunk.
#[cfg(feature = "stream")]
struct Records(SendBody);

#[cfg(feature = "stream")]
impl Body for Records {
    #[inline]
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            let line = self.0.chunk().await?;
            Ok(line.map(|line| records(&line).into()))
        })
    }
}

impl<T> fmt::Debug for SendLines<T> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The content can be a secret.
        match &self.source {
            Source::Lines(lines) => {
                let length = lines.as_ref().map_or(0, Vec::len);
                write!(f, "SendLines({length} bytes)")
            }
            #[cfg(feature = "stream")]
            Source::Items(body) => write!(f, "SendLines({body:?})"),
            Source::Whole(body) => write!(f, "SendLines({body:?})"),
        }
    }
}

#[cfg(feature = "mock")]
impl RecordedRequest {
    /// Reads the body as JSON values, each on a line or after a record separator, such as a type of the crate.
    ///
    /// # Errors
    /// When a line isn't JSON of that type.
    #[inline]
    pub fn lines<T: DeserializeOwned>(&self) -> serde_json::Result<Vec<T>> {
        let is_end = |byte: &u8| matches!(*byte, b'\n' | RECORD_SEPARATOR);
        let lines = self.body().split(is_end).map(<[u8]>::trim_ascii);
        let lines = lines.filter(|line| !line.is_empty());
        lines.map(serde_json::from_slice).collect()
    }
}
