//! Bodies from files and readers. Blocking reads run on Tokio's threads for blocking work.

use super::super::drivers;
use super::super::future::BoxFuture;
use super::super::transport::{Body, TransportError};
use super::SendBody;
use bytes::{Bytes, BytesMut};
use std::fs::{File, OpenOptions};
use std::future::poll_fn;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use tokio::io::{AsyncRead, ReadBuf};

/// The bytes that are read at a time.
const CHUNK: usize = 128 << 10;

impl SendBody {
    /// Creates a body from a file, which is opened and read again for each attempt. Its length is the
    /// current length of the file: bytes that are added later are not sent, and a file that has become
    /// shorter fails the call.
    ///
    /// # Errors
    /// When the file doesn't exist, can't be read, or is a folder.
    #[inline]
    pub fn file(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let file = opened(&path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !metadata.is_file() {
            // A pipe or a device has no length, and can be read once.
            return Ok(Self::read(file, None));
        }
        let length = metadata.len();
        let open =
            move || -> Box<dyn Body> { Box::new(Chunks(Some(Source::File(path.clone(), length)))) };
        Ok(Self::repeatable(open, length))
    }

    /// Creates a body from a blocking reader, such as a file or a pipe. It can be sent once. `length` is
    /// the number of its bytes, if it is known.
    #[inline]
    pub fn read(reader: impl Read + Send + 'static, length: impl Into<Option<u64>>) -> Self {
        Self::chunks(Chunks(Some(Source::Reader(Box::new(reader)))), length)
    }

    /// Creates a body from a reader of Tokio. It can be sent once. `length` is the number of its bytes,
    /// if it is known.
    #[inline]
    pub fn reader(reader: impl AsyncRead + Send + 'static, length: impl Into<Option<u64>>) -> Self {
        Self::chunks(Polled(Box::pin(reader)), length)
    }
}

/// Reads on a thread for blocking work; `None` at the end.
struct Chunks(Option<Source>);

enum Source {
    File(PathBuf, u64),
    Reader(Box<dyn Read + Send>),
    /// An opened file, and the number of bytes left.
    Left(File, u64),
}

impl Source {
    #[inline]
    fn read(mut self) -> io::Result<(Bytes, Option<Self>)> {
        if let Source::File(path, length) = self {
            self = Source::Left(opened(&path)?, length);
        }
        let mut chunk = vec![0; CHUNK];
        let read = match &mut self {
            Source::Reader(reader) => retried(|| reader.read(&mut chunk))?,
            Source::Left(file, left) => {
                let most = usize::try_from(*left).map_or(CHUNK, |left| left.min(CHUNK));
                let read = retried(|| file.read(&mut chunk[..most]))?;
                if read == 0 && *left > 0 {
                    return Err(io::Error::new(
                        io::ErrorKind::UnexpectedEof,
                        "the file is shorter than it was when the body was created",
                    ));
                }
                *left -= read as u64;
                read
            }
            Source::File(..) => 0,
        };
        chunk.truncate(read);
        Ok((chunk.into(), (read > 0).then_some(self)))
    }
}

#[inline]
fn opened(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

/// Repeats a read that a signal interrupted.
#[inline]
fn retried(mut read: impl FnMut() -> io::Result<usize>) -> io::Result<usize> {
    loop {
        match read() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

impl Body for Chunks {
    #[inline]
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            let Some(source) = self.0.take() else {
                return Ok(None);
            };
            let runtime = drivers::runtime().map_err(TransportError::runtime_lost)?;
            let read = runtime.spawn_blocking(|| source.read()).await;
            let read = read.map_err(io::Error::other).and_then(|read| read);
            let (chunk, source) = read.map_err(TransportError::unreadable)?;
            self.0 = source;
            Ok((!chunk.is_empty()).then_some(chunk))
        })
    }
}

struct Polled(Pin<Box<dyn AsyncRead + Send>>);

impl Body for Polled {
    #[inline]
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            let mut chunk = BytesMut::zeroed(CHUNK);
            let read = poll_fn(|context| {
                let mut buffer = ReadBuf::new(&mut chunk);
                let polled = self.0.as_mut().poll_read(context, &mut buffer);
                polled.map_ok(|()| buffer.filled().len())
            });
            let read = read.await.map_err(TransportError::unreadable)?;
            chunk.truncate(read);
            Ok((read > 0).then(|| chunk.freeze()))
        })
    }
}
