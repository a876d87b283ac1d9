//! Where parts of a document stand in its text. One pass over the text answers for any number of
//! pointers, and steps over what none of them leads to.

mod json;
mod yaml;

use std::collections::BTreeMap;

pub use yaml::Trace;

use super::Places;
use crate::diagnostic::{Pointer, Span};

/// See [`super::Source::locate`].
pub fn locate(text: &str, places: &Places, pointers: &[&Pointer]) -> Vec<Option<Span>> {
    let mut wanted = Wanted::default();
    let ids: Vec<usize> = pointers.iter().map(|pointer| wanted.add(pointer)).collect();
    if !ids.is_empty() {
        match places {
            Places::Json => json::scan(text, &mut wanted),
            Places::Yaml(trace) => yaml::scan(text, trace, &mut wanted),
            Places::Whole => wanted.found(0, 0..text.len()),
        }
    }
    ids.into_iter().map(|id| wanted.nearest(id)).collect()
}

/// The byte at which the character `index` begins.
pub fn byte_offset(text: &str, index: usize) -> usize {
    text.char_indices()
        .nth(index)
        .map_or(text.len(), |(at, _)| at)
}

/// The wanted pointers as a tree; node 0 is the document.
struct Wanted {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    parent: usize,
    children: BTreeMap<String, usize>,
    span: Option<Span>,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
        }
    }
}

impl Wanted {
    fn add(&mut self, pointer: &Pointer) -> usize {
        pointer.segments().fold(0, |parent, segment| {
            let next = self.nodes.len();
            let id = *self.nodes[parent].children.entry(segment).or_insert(next);
            if id == next {
                self.nodes.push(Node {
                    parent,
                    ..Node::default()
                });
            }
            id
        })
    }

    fn child(&self, id: usize, segment: &str) -> Option<usize> {
        self.nodes[id].children.get(segment).copied()
    }

    fn is_leaf(&self, id: usize) -> bool {
        self.nodes[id].children.is_empty()
    }

    /// Settles the place of `id`: what is read last wins, as it does in the tree.
    fn found(&mut self, id: usize, span: Span) {
        self.nodes[id].span = Some(span);
    }

    fn nearest(&self, mut id: usize) -> Option<Span> {
        while self.nodes[id].span.is_none() && id != 0 {
            id = self.nodes[id].parent;
        }
        self.nodes[id].span.clone()
    }
}

/// The value where it is a scalar on one line, else its key, else the value after all.
fn place(text: &str, key: Option<Span>, value: Span, is_container: bool) -> Span {
    let shown = text.get(value.clone()).unwrap_or_default();
    match key {
        Some(key) if is_container || shown.is_empty() || shown.contains('\n') => key,
        _ => value,
    }
}
