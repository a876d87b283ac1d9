//! From nodes to text, in lines of a limited width.

use super::{Block, Item, Node};

/// The largest number of columns of a line, if its parts allow it.
const WIDTH: usize = 100;

/// The largest number of columns of a value that shares its line with others.
const SHORT: usize = 20;

impl Node {
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.print(0, 0, &mut text);
        text.push('\n');
        text
    }

    /// Prints the node after `used` columns of the line, of which `depth` are indentation.
    fn print(&self, depth: usize, used: usize, out: &mut String) {
        let fits = self.flat_len().is_some_and(|len| used + len < WIDTH);
        let Some(block) = self.block.as_ref().filter(|_| !fits) else {
            self.print_flat(out);
            return;
        };
        out.push_str(&self.head);
        if block.has_fields(&self.head) {
            out.push(' ');
        }
        out.push(block.open);
        match &block.items[..] {
            // A block with one item adds no level: `Some(Name {`.
            [Item { key: None, value }] if value.block.is_some() => {
                value.print(depth, used + self.head.chars().count() + 2, out);
            }
            items if block.is_packed() => pack(items, depth, out),
            items => {
                for item in items {
                    new_line(depth + 4, out);
                    item.print(depth + 4, out);
                    out.push(',');
                }
                new_line(depth, out);
            }
        }
        out.push(block.close);
    }

    pub(super) fn flat(&self) -> String {
        let mut text = String::new();
        self.print_flat(&mut text);
        text
    }

    fn print_flat(&self, out: &mut String) {
        out.push_str(&self.head);
        let Some(block) = &self.block else { return };
        let is_spaced = block.has_fields(&self.head);
        if is_spaced {
            out.push(' ');
        }
        out.push(block.open);
        for (index, item) in block.items.iter().enumerate() {
            let before = if index > 0 { ", " } else { " " };
            out.push_str(if index > 0 || is_spaced { before } else { "" });
            if let Some(key) = &item.key {
                key.print_flat(out);
                out.push_str(": ");
            }
            item.value.print_flat(out);
        }
        if is_spaced && !block.items.is_empty() {
            out.push(' ');
        }
        out.push(block.close);
    }

    /// The columns of the node on one line; `None` if it needs several lines.
    pub(super) fn flat_len(&self) -> Option<usize> {
        let mut len = self.head.chars().count();
        let Some(block) = &self.block else {
            return Some(len);
        };
        len += if block.has_fields(&self.head) { 5 } else { 2 };
        for item in &block.items {
            let key = item.key.as_ref().map_or(Some(0), Node::flat_len)?;
            len += key + 2 + item.value.flat_len()?;
            if len > WIDTH {
                return None;
            }
        }
        Some(len)
    }
}

impl Block {
    /// Whether the node is a list of short values, several of which share a line.
    fn is_packed(&self) -> bool {
        let is_short = |item: &Item| item.value.flat_len().is_some_and(|len| len <= SHORT);
        self.open == '[' && self.items.iter().all(is_short)
    }
}

/// Fills lines with values.
fn pack(items: &[Item], depth: usize, out: &mut String) {
    let mut used = WIDTH;
    for item in items {
        let value = item.value.flat();
        let len = value.chars().count();
        if used + len + 2 > WIDTH {
            new_line(depth + 4, out);
            used = depth + 4;
        } else {
            out.push(' ');
            used += 1;
        }
        out.push_str(&value);
        out.push(',');
        used += len + 1;
    }
    new_line(depth, out);
}

fn new_line(depth: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', depth));
}

impl Item {
    pub(super) fn print(&self, depth: usize, out: &mut String) {
        let mut used = depth;
        if let Some(key) = &self.key {
            let key = key.flat();
            out.push_str(&key);
            out.push_str(": ");
            used += key.chars().count() + 2;
        }
        self.value.print(depth, used, out);
    }
}
