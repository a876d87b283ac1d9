//! From the text that `Debug` prints on one line to nodes.

use super::{Block, Item, Node};
use std::str::Chars;

/// Reads a value. The node has everything in the text.
pub(super) fn read(text: &str) -> Node {
    Reader(text.chars()).node()
}

struct Reader<'a>(Chars<'a>);

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.0.clone().next()
    }

    fn skip(&mut self, text: &str) -> bool {
        let is_next = self.0.as_str().starts_with(text);
        if is_next {
            self.0.nth(text.len() - 1);
        }
        is_next
    }

    fn node(&mut self) -> Node {
        let mut node = Node::default();
        while let Some(next) = self.peek() {
            match next {
                ',' | ')' | ']' | '}' => break,
                ':' if self.0.as_str().starts_with(": ") => break,
                '(' | '[' | '{' => {
                    self.0.next();
                    node.head.truncate(node.head.trim_end().len());
                    node.block = Some(self.block(next));
                    break;
                }
                '"' | '\'' => self.quoted(next, &mut node.head),
                _ => node.head.extend(self.0.next()),
            }
        }
        node.head.truncate(node.head.trim_end().len());
        node
    }

    fn quoted(&mut self, quote: char, out: &mut String) {
        out.extend(self.0.next());
        while let Some(next) = self.0.next() {
            out.push(next);
            if next == '\\' {
                out.extend(self.0.next());
            } else if next == quote {
                break;
            }
        }
    }

    fn block(&mut self, open: char) -> Block {
        let close = match open {
            '(' => ')',
            '[' => ']',
            _ => '}',
        };
        let mut items = Vec::new();
        loop {
            while self.skip(" ") || self.skip(",") {}
            if self.peek().is_none() {
                break;
            }
            if self.peek() == Some(close) {
                self.0.next();
                break;
            }
            let before = self.0.as_str().len();
            let first = self.node();
            items.push(if self.skip(": ") {
                let value = self.node();
                let key = Some(first);
                Item { key, value }
            } else {
                Item {
                    key: None,
                    value: first,
                }
            });
            // A bracket of another kind means that the text isn't balanced: it is skipped.
            if self.0.as_str().len() == before {
                self.0.next();
            }
        }
        Block { open, close, items }
    }
}
