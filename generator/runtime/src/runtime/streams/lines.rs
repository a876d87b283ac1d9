//! JSON values in a stream of bytes: each on a line, or after a record separator (RFC 7464).

use super::frames::{Frame, TooLarge};
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

    pub(super) fn push(&mut self, mut chunk: &[u8]) -> Result<(), TooLarge> {
        while !chunk.is_empty() {
            let is_end = |byte: &u8| *byte == RECORD_SEPARATOR || *byte == b'\n' && !self.is_record;
            let end = chunk.iter().position(is_end);
            let (part, rest) = chunk.split_at(end.unwrap_or(chunk.len()));
            if self.line.len() + part.len() > self.max {
                return Err(TooLarge);
            }
            self.line.extend_from_slice(part);
            let Some(&terminator) = rest.first() else {
                break;
            };
            chunk = &rest[1..];
            let line = self.finish();
            self.ready.extend(line);
            self.is_record = terminator == RECORD_SEPARATOR;
        }
        Ok(())
    }

    /// The line so far, if there is something on it.
    pub(super) fn finish(&mut self) -> Option<Frame> {
        let line = std::mem::take(&mut self.line);
        let data = line.trim_ascii();
        (!data.is_empty()).then(|| Frame {
            data: data.to_vec().into(),
            ..Frame::default()
        })
    }
}
