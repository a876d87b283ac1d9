//! The program of the benchmark of calls. Its first argument is its role: the server, or the client that makes
//! the calls with the generated crate or by hand; the second says which calls, and the third where to.

mod by_hand;
mod generated;
mod server;

use bytes::Bytes;
use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// The number of small calls.
const CALLS: u64 = 10_000;
/// The bytes of a stream of lines, at least.
const STREAM: u64 = 200_000_000;
/// The bytes of a file that is sent or received.
const FILE: u64 = 2_000_000_000;
/// The credential, the same for all.
const TOKEN: &str = "a-token-of-the-usual-length-0123456789";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if arguments == ["server"] {
        return server::serve();
    }
    let &[who, what, url] = arguments.as_slice() else {
        return Err("who, what and the URL".into());
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // A figure that a client didn't earn must not be compared.
    let (done, expected) = match (who, what) {
        ("generated", "small") => (runtime.block_on(generated::small(url))?, CALLS),
        ("by-hand", "small") => (runtime.block_on(by_hand::small(url))?, CALLS),
        ("generated", "stream") => (runtime.block_on(generated::stream(url))?, server::lines()),
        ("by-hand", "stream") => (runtime.block_on(by_hand::stream(url))?, server::lines()),
        ("generated", "upload") => (runtime.block_on(generated::upload(url))?, FILE),
        ("by-hand", "upload") => (runtime.block_on(by_hand::upload(url))?, FILE),
        ("generated", "download") => (runtime.block_on(generated::download(url))?, FILE),
        ("by-hand", "download") => (runtime.block_on(by_hand::download(url))?, FILE),
        _ => return Err("there is no such measurement".into()),
    };
    if done == expected {
        Ok(())
    } else {
        Err(format!("{done} instead of {expected}").into())
    }
}

/// A file that is made while it is read: chunks of 64 KiB up to [`FILE`].
struct Chunks {
    chunk: Bytes,
    left: u64,
}

impl Chunks {
    fn new() -> Self {
        let chunk = vec![b'x'; 64 << 10].into();
        Self { chunk, left: FILE }
    }
}

impl futures_core::Stream for Chunks {
    type Item = std::io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let length = self.left.min(self.chunk.len() as u64);
        self.left -= length;
        Poll::Ready((length > 0).then(|| Ok(self.chunk.slice(..length as usize))))
    }
}
