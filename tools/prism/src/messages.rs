//! HTTP/1.1 messages, parsed as far as a proxy needs them.

use std::fmt::Write;
use std::io::{self, Read};

/// A request or a response as it was sent.
#[derive(Debug, Clone, Default)]
pub struct Message {
    /// The first line.
    pub start: String,
    /// The names of the headers, in lower case, and their values.
    pub headers: Vec<(String, String)>,
    /// The body, with its framing.
    pub body: Vec<u8>,
}

impl Message {
    /// Reads a message: a request ends where its headers say, a response with its connection.
    pub fn read(from: &mut impl Read, is_response: bool) -> io::Result<Self> {
        let mut bytes = Vec::new();
        let head = loop {
            if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break end;
            }
            more(from, &mut bytes)?;
        };
        let body = bytes.split_off(head + 4);
        let head = String::from_utf8_lossy(&bytes);
        let mut lines = head.lines();
        let start = lines.next().unwrap_or_default().to_owned();
        let headers = lines.filter_map(|line| line.split_once(':'));
        let headers =
            headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()));
        let mut message = Self {
            start,
            headers: headers.collect(),
            body,
        };
        if is_response {
            from.read_to_end(&mut message.body)?;
        } else {
            message.finish(from)?;
        }
        Ok(message)
    }

    /// Reads the rest of a request's body.
    fn finish(&mut self, from: &mut impl Read) -> io::Result<()> {
        let length = self
            .header("content-length")
            .and_then(|length| length.parse().ok());
        let is_chunked = self.header("transfer-encoding").is_some();
        loop {
            let is_whole = match length {
                Some(length) => self.body.len() >= length,
                None => !is_chunked || self.body.ends_with(b"0\r\n\r\n"),
            };
            if is_whole {
                return Ok(());
            }
            more(from, &mut self.body)?;
        }
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(of, _)| of == name)
            .map(|(_, value)| value.as_str())
    }

    /// The status of a response; 0 for a request.
    pub fn status(&self) -> u16 {
        let word = self.start.split(' ').nth(1);
        word.and_then(|word| word.parse().ok()).unwrap_or_default()
    }

    /// The body without the framing of chunks.
    pub fn content(&self) -> Vec<u8> {
        if self.header("transfer-encoding").is_none() {
            return self.body.clone();
        }
        let mut content = Vec::new();
        let mut rest = &self.body[..];
        while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
            let size = String::from_utf8_lossy(&rest[..end]);
            let Ok(size) = usize::from_str_radix(size.trim(), 16) else {
                break;
            };
            let Some(chunk) = rest
                .get(end + 2..end + 2 + size)
                .filter(|chunk| !chunk.is_empty())
            else {
                break;
            };
            content.extend_from_slice(chunk);
            rest = rest.get(end + 4 + size..).unwrap_or_default();
        }
        content
    }

    /// The message as bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut head = format!("{}\r\n", self.start);
        for (name, value) in &self.headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head.push_str("\r\n");
        [head.as_bytes(), &self.body].concat()
    }
}

fn more(from: &mut impl Read, bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut buffer = [0; 8192];
    match from.read(&mut buffer)? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        read => {
            bytes.extend_from_slice(&buffer[..read]);
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Message;

    #[test]
    fn a_request_ends_where_its_length_says() {
        let text = "POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nhiPOST";
        let message = Message::read(&mut text.as_bytes(), false).unwrap();
        assert_eq!(message.header("content-length"), Some("2"));
        assert!(message.body.starts_with(b"hi"));
    }

    #[test]
    fn chunks_are_joined() {
        let text = "POST /a HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n2\r\nhi\r\n0\r\n\r\n";
        let message = Message::read(&mut text.as_bytes(), false).unwrap();
        assert_eq!(message.content(), b"onehi");
        assert_eq!(message.bytes(), text.as_bytes());
    }
}
