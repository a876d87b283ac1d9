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
    /// The state of a value that began with a record separator, and so can have several lines.
    record: Option<Record>,
    ready: VecDeque<Bytes>,
    max: usize,
}

impl LineParser {
    #[inline]
    pub(super) fn new(max: usize) -> Self {
        Self {
            max,
            ..Self::default()
        }
    }

    #[inline]
    pub(super) fn next(&mut self) -> Option<Frame> {
        let data = self.ready.pop_front()?;
        Some(Frame {
            data,
            ..Frame::default()
        })
    }

    #[inline]
    pub(super) fn push(&mut self, chunk: &Bytes) -> Result<(), TooLarge> {
        let mut rest = &chunk[..];
        while !rest.is_empty() {
            let end = match &mut self.record {
                Some(record) => record.end(rest),
                None => end(rest),
            };
            let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
            if self.line.len() + part.len() > self.max {
                return Err(TooLarge);
            }
            let Some((end, after)) = after.split_first() else {
                self.line.extend_from_slice(part);
                break;
            };
            // Most chunks hold whole lines, whose bytes are not copied.
            if self.line.is_empty() {
                let data = part.trim_ascii();
                if !data.is_empty() {
                    self.ready.push_back(chunk.slice_ref(data));
                }
            } else {
                self.line.extend_from_slice(part);
                let line = self.rest();
                self.ready.extend(line);
            }
            rest = after;
            self.record = (*end == RECORD_SEPARATOR).then(Record::default);
        }
        Ok(())
    }

    /// The rest after the last line end, unless it is blank.
    #[inline]
    pub(super) fn finish(&mut self) -> Option<Frame> {
        let line = self.rest();
        self.ready.extend(line);
        self.next()
    }

    /// The line so far, unless it is blank.
    pub(super) fn rest(&mut self) -> Option<Bytes> {
        let line: Bytes = std::mem::take(&mut self.line).into();
        let data = line.trim_ascii();
        (!data.is_empty()).then(|| line.slice_ref(data))
    }
}

/// A value after a record separator. It ends with the line end after it (RFC 7464, section 2.4), or with the next
/// separator if it is incomplete.
#[derive(Debug, Default)]
struct Record {
    depth: usize,
    is_begun: bool,
    is_text: bool,
    is_escaped: bool,
}

impl Record {
    /// The index of the value's end in the next `bytes`.
    #[inline]
    fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        bytes.iter().position(|byte| self.is_end(*byte))
    }

    #[inline]
    fn is_end(&mut self, byte: u8) -> bool {
        match byte {
            RECORD_SEPARATOR => return true,
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' if self.is_text => self.is_escaped = true,
            b'"' => self.is_text = !self.is_text,
            _ if self.is_text => {}
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            b'\n' => return self.is_begun && self.depth == 0,
            _ => {}
        }
        self.is_begun |= !byte.is_ascii_whitespace();
        false
    }
}

/// The index of a line's end in `bytes`.
#[allow(
    clippy::needless_bitwise_bool,
    reason = "without branches, the bytes of a block are looked at together"
)]
#[inline]
fn end(bytes: &[u8]) -> Option<usize> {
    let is_end = |byte: u8| (byte == RECORD_SEPARATOR) | (byte == b'\n');
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
