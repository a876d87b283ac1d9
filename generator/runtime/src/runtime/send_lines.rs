//! The body of a request that is JSON values, each on a line or after a record separator (RFC 7464).

#[cfg(feature = "stream")]
use super::future::{BoxFuture, MaybeSend};
use super::problem::Problem;
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
    /// Values that are written already.
    Lines(Written),
    /// Values that are produced while they are sent: each chunk is a value with a line feed after it.
    #[cfg(feature = "stream")]
    Items(SendBody),
    /// A body that the caller has written.
    Whole(SendBody),
}

/// The values, each with a line feed after it.
#[derive(Default)]
struct Written {
    lines: Vec<u8>,
    /// The number of the values.
    count: u64,
    /// The first value that JSON can't represent.
    refused: Option<Problem>,
}

impl Written {
    #[inline]
    fn add(&mut self, value: View<'_>) {
        if self.refused.is_some() {
            return;
        }
        self.count += 1;
        self.refused = add_line(value, self.count, &mut self.lines).err();
    }

    #[inline]
    fn finish(self) -> Result<Vec<u8>, Problem> {
        match self.refused {
            Some(problem) => Err(problem),
            None => Ok(self.lines),
        }
    }
}

/// Adds a value and a line feed. `number` counts the values from one.
#[inline]
fn add_line(value: View<'_>, number: u64, lines: &mut Vec<u8>) -> Result<(), Problem> {
    append_json(value, lines).map_err(|error| {
        let why = format!("it can't be written as JSON: {error}");
        Problem::new(format!("item {number} of the body"), why)
    })?;
    lines.push(b'\n');
    Ok(())
}

impl Source {
    #[inline]
    fn in_lines(self) -> Result<SendBody, Problem> {
        match self {
            Self::Lines(written) => written.finish().map(SendBody::from),
            #[cfg(feature = "stream")]
            Self::Items(body) => Ok(body),
            Self::Whole(body) => Ok(body),
        }
    }

    #[inline]
    fn in_records(self) -> Result<SendBody, Problem> {
        match self {
            Self::Lines(written) => written.finish().map(|lines| records(&lines).into()),
            #[cfg(feature = "stream")]
            Self::Items(body) => Ok(SendBody::chunks(Records(body), None)),
            Self::Whole(body) => Ok(body),
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
    /// The body, with each value on a line; an error if JSON can't represent one.
    #[inline]
    pub(crate) fn in_lines(self) -> Result<SendBody, Problem> {
        self.source.in_lines()
    }

    /// The body, with each value after a record separator; an error if JSON can't represent one.
    #[inline]
    pub(crate) fn in_records(self) -> Result<SendBody, Problem> {
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
        let mut written = Written::default();
        items.into_iter().for_each(|item| written.add(item.view()));
        Self::of(Source::Lines(written))
    }
}

impl<'a, T: Wire> FromIterator<&'a T> for SendLines<T> {
    #[inline]
    fn from_iter<I: IntoIterator<Item = &'a T>>(items: I) -> Self {
        let mut written = Written::default();
        items.into_iter().for_each(|item| written.add(item.view()));
        Self::of(Source::Lines(written))
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
        let items = Items {
            items: Box::pin(items),
            count: 0,
        };
        Self::of(Source::Items(SendBody::chunks(items, None)))
    }
}

#[cfg(feature = "stream")]
struct Items<S> {
    items: Pin<Box<S>>,
    /// The number of the values that came.
    count: u64,
}

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
            let next = poll_fn(|context| self.items.as_mut().poll_next(context));
            let Some(item) = next.await else {
                return Ok(None);
            };
            let item = item.map_err(TransportError::unreadable)?;
            let mut line = Vec::new();
            self.count += 1;
            add_line(item.view(), self.count, &mut line).map_err(TransportError::unreadable)?;
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
            Source::Lines(written) => write!(f, "SendLines({} bytes)", written.lines.len()),
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
