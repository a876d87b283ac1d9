//! JSON values in a stream of bytes: each on a line, or after a record separator (RFC 7464).

use super::frames::{Frame, TooLarge};
use bytes::Bytes;
use std::collections::VecDeque;

/// The byte before each value of a JSON text sequence.
const RECORD_SEPARATOR: u8 = 0x1E;

/// The state between two chunks.
#[derive(Debug, Default)]
pub(super) struct LineParser {
    line: Vec<u8>,
    /// Whether the value goes on over the end of its line: it began with a record separator.
    is_record: bool,
    ready: VecDeque<Frame>,
    max: usize,
}

impl LineParser {
    pub(super) fn new(max: usize) -> Self {
        Self {
            max,
            ..Self::default()
        }
    }

    pub(super) fn next(&mut self) -> Option<Frame> {
        self.ready.pop_front()
    }

    pub(super) fn push(&mut self, chunk: &Bytes) -> Result<(), TooLarge> {
        let mut rest = chunk.clone();
        while !rest.is_empty() {
            let end = self.end(&rest);
            let part = rest.split_to(end.unwrap_or(rest.len()));
            if self.line.len() + part.len() > self.max {
                return Err(TooLarge);
            }
            if end.is_none() {
                self.line.extend_from_slice(&part);
                break;
            }
            // Most lines are whole in one chunk, and none of their bytes is copied.
            let line = if self.line.is_empty() {
                frame(&part)
            } else {
                self.line.extend_from_slice(&part);
                self.finish()
            };
            self.ready.extend(line);
            self.is_record = rest.split_to(1)[0] == RECORD_SEPARATOR;
        }
        Ok(())
    }

    /// Where the value ends in the rest of a chunk. A line that begins with a record separator ends before it.
    fn end(&self, rest: &[u8]) -> Option<usize> {
        match (self.is_record, rest.first()) {
            (true, _) => find(RECORD_SEPARATOR, rest),
            (false, Some(&RECORD_SEPARATOR)) if self.line.is_empty() => Some(0),
            (false, _) => find(b'\n', rest),
        }
    }

    /// The line so far, if there is something on it.
    pub(super) fn finish(&mut self) -> Option<Frame> {
        frame(&std::mem::take(&mut self.line).into())
    }
}

/// A line, if there is something on it.
fn frame(line: &Bytes) -> Option<Frame> {
    let data = line.trim_ascii();
    (!data.is_empty()).then(|| Frame {
        data: line.slice_ref(data),
        ..Frame::default()
    })
}

/// The place of the first such byte.
#[allow(
    clippy::needless_bitwise_bool,
    reason = "without branches, the bytes of a block are looked at together"
)]
fn find(byte: u8, bytes: &[u8]) -> Option<usize> {
    let has_it = |block: &[u8; 32]| block.iter().fold(false, |found, it| found | (*it == byte));
    let (blocks, _) = bytes.as_chunks();
    let before = blocks.iter().take_while(|block| !has_it(block)).count() * 32;
    let within = bytes[before..].iter().position(|it| *it == byte);
    within.map(|within| before + within)
}
