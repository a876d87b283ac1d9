//! Events in a stream of bytes (WHATWG HTML, "Parsing an event stream").

use super::frames::{Frame, TooLarge};
use bytes::Bytes;
use std::collections::VecDeque;
use std::time::Duration;

/// The state between two chunks.
#[derive(Debug, Default)]
pub(super) struct EventParser {
    /// The line so far.
    line: Vec<u8>,
    /// Whether the last byte was a carriage return: a line feed after it belongs to the same line
    /// end.
    after_return: bool,
    /// Whether no line was read yet: the first line may begin with a byte order mark.
    is_first: bool,
    data: Vec<u8>,
    name: String,
    /// The id of the event that is read, which later events have, too, and that of the last whole event. `None` until
    /// the server sends one.
    id: Option<String>,
    last_id: Option<String>,
    retry: Option<Duration>,
    ready: VecDeque<Frame>,
    max: usize,
}

impl EventParser {
    #[inline]
    pub(super) fn new(max: usize) -> Self {
        Self {
            is_first: true,
            max,
            ..Self::default()
        }
    }

    /// The delay before the next connection, if the server asked for one.
    #[inline]
    pub(super) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// The id of the last whole event; empty if the server took it back.
    #[inline]
    pub(super) fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// Drops the unfinished event: the next connection begins a new stream.
    #[inline]
    pub(super) fn start_over(&mut self) {
        *self = Self {
            id: self.last_id.clone(),
            last_id: self.last_id.take(),
            retry: self.retry,
            ready: std::mem::take(&mut self.ready),
            ..Self::new(self.max)
        };
    }

    /// Takes the data of the unfinished event.
    pub(super) fn unfinished(&mut self) -> Bytes {
        let line = std::mem::take(&mut self.line);
        if !line.is_empty() {
            self.read_line(&line);
        }
        self.data.pop();
        std::mem::take(&mut self.data).into()
    }

    #[inline]
    pub(super) fn next(&mut self) -> Option<Frame> {
        self.ready.pop_front()
    }

    #[inline]
    pub(super) fn push(&mut self, mut chunk: &[u8]) -> Result<(), TooLarge> {
        while let Some(&first) = chunk.first() {
            if std::mem::take(&mut self.after_return) && first == b'\n' {
                chunk = &chunk[1..];
                continue;
            }
            let end = chunk.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let (part, rest) = chunk.split_at(end.unwrap_or(chunk.len()));
            if self.line.len() + self.data.len() + part.len() > self.max {
                return Err(TooLarge);
            }
            self.line.extend_from_slice(part);
            let Some(&terminator) = rest.first() else {
                break;
            };
            self.after_return = terminator == b'\r';
            chunk = &rest[1..];
            let mut line = std::mem::take(&mut self.line);
            self.read_line(&line);
            // Reuses the buffer of the line.
            line.clear();
            self.line = line;
        }
        Ok(())
    }

    #[inline]
    fn read_line(&mut self, line: &[u8]) {
        let line = match line.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) if self.is_first => rest,
            _ => line,
        };
        self.is_first = false;
        if line.is_empty() {
            self.dispatch();
            return;
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (field, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.get(1..).unwrap_or_default();
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match field {
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
            }
            b"event" => self.name = String::from_utf8_lossy(value).into_owned(),
            b"id" if !value.contains(&0) => {
                self.id = Some(String::from_utf8_lossy(value).into_owned());
            }
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                let text = str::from_utf8(value).ok();
                let milliseconds = text.and_then(|text| text.parse().ok());
                self.retry = milliseconds.map(Duration::from_millis).or(self.retry);
            }
            // A comment, or a field that is ignored.
            _ => {}
        }
    }

    #[inline]
    fn dispatch(&mut self) {
        self.last_id.clone_from(&self.id);
        let (name, mut data) = (
            std::mem::take(&mut self.name),
            std::mem::take(&mut self.data),
        );
        if data.is_empty() {
            return;
        }
        data.pop();
        let name = if name.is_empty() {
            "message".to_owned()
        } else {
            name
        };
        self.ready.push_back(Frame {
            name,
            id: self.last_id.clone().unwrap_or_default(),
            data: data.into(),
        });
    }
}
