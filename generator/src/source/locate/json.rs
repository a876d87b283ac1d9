//! Places in JSON that is known to be well-formed, so that stepping over a value is only a matter
//! of quotes and brackets.

use super::{Wanted, place};
use crate::diagnostic::Span;

/// Finds all of `wanted`.
pub fn scan(text: &str, wanted: &mut Wanted) {
    let mut scanner = Scanner {
        text,
        at: 0,
        wanted,
    };
    scanner.value(Some(0), None);
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    wanted: &'a mut Wanted,
}

impl Scanner<'_> {
    /// Reads one value, which is the wanted node `id`.
    fn value(&mut self, id: Option<usize>, key: Option<Span>) {
        self.skip_space();
        let start = self.at;
        let first = self.peek();
        if let Some(id) = id {
            self.wanted.begin(id);
        }
        match (first, id) {
            (Some(b'{'), Some(id)) if !self.wanted.is_leaf(id) => self.object(id),
            (Some(b'['), Some(id)) if !self.wanted.is_leaf(id) => self.array(id),
            (Some(open @ (b'{' | b'[')), _) => self.skip_container(open),
            (Some(b'"'), _) => self.skip_string(),
            _ => self.skip_until(|byte| {
                matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n')
            }),
        }
        if let Some(id) = id {
            let is_container = matches!(first, Some(b'{' | b'['));
            let span = place(self.text, key.as_ref(), start..self.at, is_container);
            self.wanted.found(id, key, span);
        }
    }

    fn object(&mut self, id: usize) {
        self.at += 1;
        while self.enters_next(b'}') {
            let start = self.at;
            self.skip_string();
            let key = start..self.at;
            let name = serde_json::from_str::<String>(&self.text[key.clone()]).unwrap_or_default();
            self.skip_space();
            self.at += 1; // the colon
            let child = self.wanted.child(id, &name);
            self.value(child, Some(key));
        }
    }

    fn array(&mut self, id: usize) {
        self.at += 1;
        let mut index = 0;
        while self.enters_next(b']') {
            let child = self.wanted.child(id, &index.to_string());
            self.value(child, None);
            index += 1;
        }
    }

    /// Steps to the next item of a container, or over its end.
    fn enters_next(&mut self, end: u8) -> bool {
        self.skip_space();
        if self.peek() == Some(b',') {
            self.at += 1;
            self.skip_space();
        }
        match self.peek() {
            Some(byte) if byte != end => true,
            _ => {
                self.at = (self.at + 1).min(self.text.len());
                false
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_until(&mut self, ends: impl Fn(u8) -> bool) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest
            .iter()
            .position(|byte| ends(*byte))
            .unwrap_or(rest.len());
    }

    fn skip_space(&mut self) {
        self.skip_until(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
    }

    fn skip_string(&mut self) {
        self.at += 1;
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            self.at += memchr::memchr2(b'"', b'\\', rest).unwrap_or(rest.len());
            match self.peek() {
                Some(b'\\') => self.at = (self.at + 2).min(self.text.len()),
                Some(_) => return self.at += 1,
                None => return,
            }
        }
    }

    /// Steps over a container that begins with this bracket. Within it, brackets of the other kind come in pairs.
    fn skip_container(&mut self, open: u8) {
        let close = if open == b'{' { b'}' } else { b']' };
        let mut depth = 0_usize;
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            self.at += memchr::memchr3(b'"', open, close, rest).unwrap_or(rest.len());
            match self.peek() {
                Some(b'"') => {
                    self.skip_string();
                    continue;
                }
                Some(bracket) if bracket == open => depth += 1,
                Some(_) => depth -= 1,
                None => return,
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }
}
