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
    /// Whether the value began with a record separator, and so continues after the end of its line.
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
            let end = end(&rest, self.is_record);
            let part = rest.split_to(end.unwrap_or(rest.len()));
            if self.line.len() + part.len() > self.max {
                return Err(TooLarge);
            }
            if end.is_none() {
                self.line.extend_from_slice(&part);
                break;
            }
            // Most chunks hold whole lines, whose bytes are not copied.
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

    /// The rest after the last line end, unless it is blank.
    pub(super) fn finish(&mut self) -> Option<Frame> {
        frame(&std::mem::take(&mut self.line).into())
    }
}

/// A line, unless it is blank.
fn frame(line: &Bytes) -> Option<Frame> {
    let data = line.trim_ascii();
    (!data.is_empty()).then(|| Frame {
        data: line.slice_ref(data),
        ..Frame::default()
    })
}

/// The index of a value's end in `bytes`.
#[allow(
    clippy::needless_bitwise_bool,
    reason = "without branches, the bytes of a block are looked at together"
)]
fn end(bytes: &[u8], is_record: bool) -> Option<usize> {
    let other = if is_record { RECORD_SEPARATOR } else { b'\n' };
    let is_end = |byte: u8| (byte == RECORD_SEPARATOR) | (byte == other);
    let has_end = |block: &[u8; 32]| {
        block
            .iter()
            .fold(false, |found, byte| found | is_end(*byte))
    };
    let (blocks, _) = bytes.as_chunks();
    let before = blocks.iter().take_while(|block| !has_end(block)).count() * 32;
    let within = bytes[before..].iter().position(|byte| is_end(*byte));
    within.map(|within| before + within)
}
