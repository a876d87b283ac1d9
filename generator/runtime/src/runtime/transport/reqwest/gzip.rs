//! Responses that are compressed with gzip: all members of a body (RFC 1952, section 2.2), where reqwest's own decoder
//! drops what follows the first. Other bytes after a member, such as padding, are ignored, as gzip and browsers do.

use super::super::{Body, BoxFuture, TransportError};
use bytes::{Buf as _, Bytes};
use flate2::bufread::GzDecoder;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, RANGE};
use http::{HeaderMap, HeaderValue};
use std::io::{BufRead, ErrorKind, Read};

/// The most bytes of a decoded chunk.
const CHUNK: usize = 64 * 1024;

/// Asks for a compressed response, unless the caller asks for a coding or for a part of the body.
pub(super) fn ask(headers: &mut HeaderMap) {
    if !headers.contains_key(RANGE) {
        let gzip = HeaderValue::from_static("gzip");
        headers.entry(ACCEPT_ENCODING).or_insert(gzip);
    }
}

/// Reads a body that is compressed; the headers are then those of the decoded body.
pub(super) fn decoded(headers: &mut HeaderMap, body: Box<dyn Body>) -> Box<dyn Body> {
    let mut codings = headers.get_all(CONTENT_ENCODING).iter();
    let coding = codings.next().map(HeaderValue::as_bytes);
    let is_gzip = coding.is_some_and(|coding| {
        coding.eq_ignore_ascii_case(b"gzip") || coding.eq_ignore_ascii_case(b"x-gzip")
    });
    if !is_gzip || codings.next().is_some() {
        return body;
    }
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
    Box::new(Gzip {
        body,
        decoder: GzDecoder::new(Chunks::default()),
        buffer: vec![0; CHUNK],
    })
}

/// The first byte of a member.
const MAGIC: u8 = 0x1f;

const DAMAGED: &str = "its compressed body is damaged";

struct Gzip {
    body: Box<dyn Body>,
    /// The decoder of one member.
    decoder: GzDecoder<Chunks>,
    buffer: Vec<u8>,
}

impl Body for Gzip {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            loop {
                match self.decoder.read(&mut self.buffer) {
                    Ok(0) => match self.decoder.get_mut().after() {
                        After::Member(chunks) => {
                            self.decoder = GzDecoder::new(chunks);
                            continue;
                        }
                        After::Nothing => return Ok(None),
                        After::Unknown => {}
                    },
                    Ok(length) => {
                        return Ok(Some(Bytes::copy_from_slice(&self.buffer[..length])));
                    }
                    Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                    // A response without a body may name the coding, too.
                    Err(_) if self.decoder.get_ref().is_empty() => return Ok(None),
                    Err(error) => return Err(TransportError::malformed(DAMAGED, error)),
                }
                let chunk = self.body.chunk().await?;
                self.decoder.get_mut().add(chunk);
            }
        })
    }
}

/// Whether another member follows.
enum After {
    /// Another member, in the next chunks.
    Member(Chunks),
    /// No other member.
    Nothing,
    /// The next chunk tells.
    Unknown,
}

/// The chunk of a body that is read. Between two chunks a read would block.
#[derive(Default)]
struct Chunks {
    chunk: Bytes,
    is_begun: bool,
    is_ended: bool,
}

impl Chunks {
    /// Adds the next chunk, or the end.
    fn add(&mut self, chunk: Option<Bytes>) {
        self.is_ended = chunk.is_none();
        self.chunk = chunk.unwrap_or_default();
        self.is_begun |= !self.chunk.is_empty();
    }

    /// Whether another member follows the one that ended here.
    fn after(&mut self) -> After {
        match self.chunk.first() {
            Some(&MAGIC) => After::Member(std::mem::take(self)),
            None if !self.is_ended => After::Unknown,
            _ => After::Nothing,
        }
    }

    /// Whether the body ended without a byte.
    fn is_empty(&self) -> bool {
        self.is_ended && !self.is_begun
    }
}

impl BufRead for Chunks {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.chunk.is_empty() && !self.is_ended {
            return Err(ErrorKind::WouldBlock.into());
        }
        Ok(&self.chunk)
    }

    fn consume(&mut self, amount: usize) {
        self.chunk.advance(amount);
    }
}

impl Read for Chunks {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let chunk = self.fill_buf()?;
        let length = chunk.len().min(into.len());
        into[..length].copy_from_slice(&chunk[..length]);
        self.consume(length);
        Ok(length)
    }
}
