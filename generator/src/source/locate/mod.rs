//! Where parts of a document stand in its text. One pass over the text answers for any number of
//! pointers, and steps over values that none of them leads to.

mod json;
mod yaml;

use std::collections::BTreeMap;

pub use yaml::Trace;

use super::Places;
use crate::diagnostic::{Pointer, Span};

/// The part of a member that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The value if it fits on a line, else the key.
    Value,
    /// The key.
    Key,
}

/// See [`super::Source::locate`].
pub fn locate(text: &str, places: &Places, parts: &[(&Pointer, Part)]) -> Vec<Option<Span>> {
    let mut wanted = Wanted::default();
    let ids = parts
        .iter()
        .map(|(pointer, part)| (wanted.add(pointer), *part));
    let ids: Vec<(usize, Part)> = ids.collect();
    if !ids.is_empty() {
        wanted.scan(text, places);
    }
    let span = |(id, part)| wanted.nearest(id, part);
    ids.into_iter().map(span).collect()
}

/// The places of keys that stand twice in a container: that of the first, and that of the last, which replaces it. A
/// pointer that stands here several times is for one key after the other, in the order of the text: a container can
/// be replaced itself.
pub fn doubles(text: &str, places: &Places, pointers: &[&Pointer]) -> Vec<Option<(Span, Span)>> {
    let mut wanted = Wanted::default();
    let ids: Vec<usize> = pointers.iter().map(|pointer| wanted.add(pointer)).collect();
    wanted.scan(text, places);
    let nodes = wanted.nodes.into_iter();
    let mut doubles: Vec<_> = nodes.map(|node| last(node.doubles).into_iter()).collect();
    ids.into_iter().map(|id| doubles[id].next()).collect()
}

/// The same, where the last of each container is the second of all before it.
fn last(mut doubles: Vec<(Span, Span)>) -> Vec<(Span, Span)> {
    for i in (1..doubles.len()).rev() {
        if doubles[i - 1].0 == doubles[i].0 {
            doubles[i - 1].1 = doubles[i].1.clone();
        }
    }
    doubles
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
    /// How many values have begun.
    begun: usize,
}

#[derive(Default)]
struct Node {
    parent: usize,
    children: BTreeMap<String, usize>,
    /// The last value, by the number of its beginning.
    begun: usize,
    /// The container of the places, by the number of its beginning: another one may have replaced it.
    within: usize,
    span: Option<Span>,
    /// The place of its key.
    key: Option<Span>,
    /// The place of the first key in that container.
    first: Option<Span>,
    /// The first and the second place of each key that stood twice in any container.
    doubles: Vec<(Span, Span)>,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
            begun: 0,
        }
    }
}

impl Wanted {
    fn add(&mut self, pointer: &Pointer) -> usize {
        pointer.segments().fold(0, |parent, segment| {
            let next = self.nodes.len();
            let children = &mut self.nodes[parent].children;
            let id = *children.entry(segment.into_owned()).or_insert(next);
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
            Places::Whole => self.found(0, None, 0..text.len()),
        }
    }

    fn child(&self, id: usize, segment: &str) -> Option<usize> {
        self.nodes[id].children.get(segment).copied()
    }

    fn is_leaf(&self, id: usize) -> bool {
        self.nodes[id].children.is_empty()
    }

    /// Whether `id` has been found in its container.
    fn is_found(&self, id: usize) -> bool {
        let node = &self.nodes[id];
        node.span.is_some() && node.within == self.within(id)
    }

    /// A value of `id` begins.
    fn begin(&mut self, id: usize) {
        self.begun += 1;
        self.nodes[id].begun = self.begun;
    }

    /// Settles the place of `id`, which is `span`, and of its `key`: the last value wins, as it does in the tree.
    fn found(&mut self, id: usize, key: Option<Span>, span: Span) {
        let within = self.within(id);
        let node = &mut self.nodes[id];
        let before = node.first.take().filter(|_| node.within == within);
        let own = key.clone().unwrap_or_else(|| span.clone());
        let is_second = |first: &Span| first.start != own.start;
        if let Some(first) = before.clone().filter(is_second) {
            // A container is found at its beginning and at its end.
            node.doubles.pop_if(|(_, second)| second.start == own.start);
            node.doubles.push((first, own.clone()));
        }
        node.within = within;
        node.first = before.or(Some(own));
        (node.key, node.span) = (key, Some(span));
    }

    /// The container that `id` would stand in now.
    fn within(&self, id: usize) -> usize {
        match id {
            0 => 0,
            _ => self.nodes[self.nodes[id].parent].begun,
        }
    }

    /// The place of a part of `id`, or else of the nearest node around it that has one.
    fn nearest(&self, id: usize, part: Part) -> Option<Span> {
        let parent = |id: &usize| (*id != 0).then(|| self.nodes[*id].parent);
        let path: Vec<usize> = std::iter::successors(Some(id), parent).collect();
        let there = path.into_iter().rev().map_while(|one| {
            let node = &self.nodes[one];
            let key = node.key.as_ref().filter(|_| part == Part::Key && one == id);
            key.or(node.span.as_ref())
                .filter(|_| node.within == self.within(one))
        });
        there.last().cloned()
    }
}

/// The value where it is a scalar on one line, else its key, else the value after all.
fn place(text: &str, key: Option<&Span>, value: Span, is_container: bool) -> Span {
    let shown = text.get(value.clone()).unwrap_or_default();
    match key {
        Some(key) if is_container || shown.is_empty() || shown.contains('\n') => key.clone(),
        _ => value,
    }
}
