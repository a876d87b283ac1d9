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
        wanted.scan(text, places);
    }
    ids.into_iter().map(|id| wanted.nearest(id)).collect()
}

/// The places of the members that others of the same key replace.
pub fn replaced(text: &str, places: &Places, pointers: &[&Pointer]) -> Vec<Option<Span>> {
    let mut wanted = Wanted::default();
    let ids: Vec<usize> = pointers.iter().map(|pointer| wanted.add(pointer)).collect();
    wanted.scan(text, places);
    let nodes = wanted.nodes;
    ids.into_iter()
        .map(|id| nodes[id].replaced.clone())
        .collect()
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
    /// The place of the first value, where a later one has the same key.
    replaced: Option<Span>,
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

    fn scan(&mut self, text: &str, places: &Places) {
        match places {
            Places::Json => json::scan(text, self),
            Places::Yaml(trace) => yaml::scan(text, trace, self),
            Places::Whole => self.found(0, 0..text.len()),
        }
    }

    fn child(&self, id: usize, segment: &str) -> Option<usize> {
        self.nodes[id].children.get(segment).copied()
    }

    fn is_leaf(&self, id: usize) -> bool {
        self.nodes[id].children.is_empty()
    }

    /// Settles the place of `id`: what is read last wins, as it does in the tree.
    fn found(&mut self, id: usize, span: Span) {
        let node = &mut self.nodes[id];
        let before = node.span.replace(span.clone());
        if node.replaced.is_none() {
            node.replaced = before.filter(|before| before.start != span.start);
        }
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
