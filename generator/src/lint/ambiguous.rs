//! Paths of which one request fits two, and neither is the more specific: `/{kind}/mine` and `/books/{id}` both fit
//! `/books/mine`. "In case of ambiguous matching, it's up to the tooling to decide which one to use" (`OpenAPI` 3.1.1,
//! "Path Templating Matching"). In each segment, the one that takes fewer texts counts first: a concrete text before a
//! parameter, and `{name}:run` before `{name}`.

use super::admits::Admits;
use super::paths::{nameless, operations};
use super::servers::{Numbers, Servers, meet};
use crate::diagnostic::{Code, Diagnostics, Pointer, Related};
use crate::map::IndexMap;
use crate::openapi::Document;
use crate::openapi::view::{Operation, PathItem};
use crate::steps::steps;

/// The comparisons of segments for each segment of the document, and further ones for every document.
const EACH: usize = 64;
const BESIDES: usize = 10_000;

/// Reports each path that an earlier one is unclear beside; of several beside one path, the first.
pub fn paths(document: &Document, diagnostics: &mut Diagnostics) {
    let mut servers = Servers::default();
    let usual = servers.usual(document.root().servers());
    let paths = document.root().paths().filter_map(|(path, item)| {
        let item = item.into_item()?;
        let beside = servers.of(item.servers(), &usual);
        let methods = operations(item).map(|(name, operation)| Method {
            name,
            operation,
            servers: servers.of(operation.servers(), &beside),
        });
        Some(Path {
            written: path,
            segments: segments(path),
            methods: methods.collect(),
            item,
        })
    });
    // A path with a query or a fragment is reported as such.
    let paths: Vec<Path<'_>> = paths
        .filter(|it| !it.written.contains(['?', '#']))
        .collect();
    let count: usize = paths.iter().map(|it| it.segments.len()).sum();
    let mut search = Search {
        paths: &paths,
        nodes: vec![Node::default()],
        left: BESIDES + EACH * count,
        admits: Admits::of(document),
    };
    let mut beside: IndexMap<usize, (Unclear, usize)> = IndexMap::default();
    for index in 0..paths.len() {
        if let Some(found) = search.beside(index) {
            let known = beside.entry(found.other).or_insert((found, 0));
            known.1 += 1;
        }
        search.add(index);
    }
    for (found, count) in beside.values() {
        report(&paths, found, count - 1, diagnostics);
    }
}

fn report(paths: &[Path<'_>], found: &Unclear, more: usize, diagnostics: &mut Diagnostics) {
    let (path, other) = (&paths[found.path], &paths[found.other]);
    let more = match more {
        0 => String::new(),
        1 => "; one more path clashes with that one".to_owned(),
        more => format!("; {more} more paths clash with that one"),
    };
    let request = format!(
        "{} {}",
        found.method,
        request(&path.segments, &other.segments)
    );
    let at = Pointer::root().child("paths");
    let related = Related::at("the other path", &at.child(other.written));
    let args = [&*request, other.written, &*more];
    let at = at.child(path.written);
    diagnostics.report_related(Code::PathsUnclear, &at, &args, vec![related]);
}

/// A path of the document.
struct Path<'a> {
    written: &'a str,
    segments: Vec<Segment<'a>>,
    methods: Vec<Method<'a>>,
    item: PathItem<'a>,
}

/// A method of a path.
struct Method<'a> {
    /// Its name, as it is sent.
    name: String,
    operation: Operation<'a>,
    servers: Numbers,
}

/// The part of a path between two slashes.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Segment<'a> {
    Text(&'a str),
    /// A parameter alone.
    Parameter(&'a str),
    /// Parameters in a text, with names and without.
    Mixed(&'a str, String),
}

fn segments(path: &str) -> Vec<Segment<'_>> {
    let segments = path.split('/').map(|segment| {
        let nameless = nameless(segment);
        if nameless == "{}" {
            Segment::Parameter(segment)
        } else if nameless.contains("{}") {
            Segment::Mixed(segment, nameless)
        } else {
            Segment::Text(segment)
        }
    });
    segments.collect()
}

impl<'a> Segment<'a> {
    fn written(&self) -> &'a str {
        match self {
            Self::Text(text) | Self::Parameter(text) | Self::Mixed(text, _) => text,
        }
    }

    /// The segment without names.
    fn key(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Parameter(_) => "{}",
            Self::Mixed(_, nameless) => nameless,
        }
    }
}

/// Two paths that are unclear beside each other.
struct Unclear {
    path: usize,
    other: usize,
    /// The first method that both have.
    method: String,
}

/// A path that fits both.
fn request(segments: &[Segment<'_>], others: &[Segment<'_>]) -> String {
    let both = segments.iter().zip(others);
    let both = both.map(|(segment, other)| {
        if is_within(segment.key(), other.key()) {
            segment.written().to_owned()
        } else if is_within(other.key(), segment.key()) {
            other.written().to_owned()
        } else {
            joined(segment.written(), other.written())
        }
    });
    both.collect::<Vec<_>>().join("/")
}

/// A segment that fits two with parameters in texts: the longer beginning, the parameters of both, and the longer end.
fn joined(one: &str, other: &str) -> String {
    let parts = |segment: &'_ str| {
        let begin = segment.find('{').unwrap_or_default();
        let end = segment.rfind('}').map_or(segment.len(), |at| at + 1);
        let [begin, middle, end] = [&segment[..begin], &segment[begin..end], &segment[end..]];
        [begin.to_owned(), middle.to_owned(), end.to_owned()]
    };
    let longer = |one: String, other: String| if one.len() < other.len() { other } else { one };
    let ([begin, middle, end], [other_begin, other_middle, other_end]) = (parts(one), parts(other));
    let begin = longer(begin, other_begin);
    let end = longer(end, other_end);
    let fits_both = |found: &String| {
        let filled = filled(&nameless(found));
        fits(&nameless(one), &filled) && fits(&nameless(other), &filled)
    };
    let mut shorter = [&middle, &other_middle]
        .map(|it| format!("{begin}{it}{end}"))
        .into_iter();
    let shorter = shorter.find(fits_both);
    shorter.unwrap_or_else(|| format!("{begin}{middle}{other_middle}{end}"))
}

/// A node of the tree of the paths so far, by segments.
#[derive(Default)]
struct Node {
    texts: IndexMap<String, usize>,
    /// Segments with parameters, without names.
    open: IndexMap<String, usize>,
    /// The paths that end here: they differ in names of parameters alone.
    ends: Vec<usize>,
}

/// Which of two paths is more specific, as far as they were compared.
#[derive(Clone, Copy, Default)]
struct Order {
    is_more: bool,
    is_less: bool,
    /// Whether both have parameters in a segment, and each takes a text that the other doesn't.
    is_open: bool,
}

impl Order {
    fn is_unclear(self) -> bool {
        match (self.is_more, self.is_less) {
            (true, true) => true,
            (false, false) => self.is_open,
            _ => false,
        }
    }

    /// The order after two segments that have parameters, without names.
    fn beside(self, own: &str, other: &str) -> Self {
        match (is_within(own, other), is_within(other, own)) {
            (true, false) => Self {
                is_more: true,
                ..self
            },
            (false, true) => Self {
                is_less: true,
                ..self
            },
            _ => Self {
                is_open: true,
                ..self
            },
        }
    }
}

struct Search<'p, 'a> {
    paths: &'p [Path<'a>],
    nodes: Vec<Node>,
    /// The comparisons that are left.
    left: usize,
    admits: Admits<'a>,
}

impl Search<'_, '_> {
    fn add(&mut self, index: usize) {
        let mut node = 0;
        for segment in &self.paths[index].segments {
            let next = self.nodes.len();
            let children = match segment {
                Segment::Text(_) => &mut self.nodes[node].texts,
                Segment::Parameter(_) | Segment::Mixed(..) => &mut self.nodes[node].open,
            };
            node = *children.entry(segment.key().to_owned()).or_insert(next);
            if node == next {
                self.nodes.push(Node::default());
            }
        }
        self.nodes[node].ends.push(index);
    }

    /// The first path of the tree that is unclear beside this one.
    fn beside(&mut self, path: usize) -> Option<Unclear> {
        let segments = &self.paths[path].segments;
        let mut waiting = vec![(0, 0, Order::default())];
        while let Some((node, depth, order)) = waiting.pop() {
            let Some(segment) = segments.get(depth) else {
                let found = order.is_unclear().then(|| self.with_method(path, node));
                if let Some(Some(found)) = found {
                    return Some(found);
                }
                continue;
            };
            let node = &self.nodes[node];
            let first = waiting.len();
            let mut next = |child: usize, order: Order| {
                waiting.push((child, depth + 1, order));
            };
            let texts = match segment {
                Segment::Text(text) => {
                    let same = node.texts.get(*text);
                    if let Some(child) = same {
                        next(*child, order);
                    }
                    0
                }
                Segment::Parameter(_) | Segment::Mixed(..) => {
                    let fitting = node.texts.iter();
                    let fitting = fitting.filter(|(text, _)| fits(segment.key(), text));
                    let less = Order {
                        is_less: true,
                        ..order
                    };
                    fitting.for_each(|(_, child)| next(*child, less));
                    node.texts.len()
                }
            };
            for (key, child) in &node.open {
                let order = match segment {
                    Segment::Text(text) if fits(key, text) => Order {
                        is_more: true,
                        ..order
                    },
                    Segment::Text(_) => continue,
                    _ if segment.key() == key => order,
                    _ if overlap(segment.key(), key) => order.beside(segment.key(), key),
                    _ => continue,
                };
                next(*child, order);
            }
            // The first child is next.
            waiting[first..].reverse();
            let spent = 1 + texts + node.open.len();
            steps(spent);
            self.left = self.left.saturating_sub(spent);
            if self.left == 0 {
                return None;
            }
        }
        None
    }

    /// The first path at this end that has a method of the path on a server of it, with parameters that can be the other's
    /// texts.
    fn with_method(&mut self, path: usize, node: usize) -> Option<Unclear> {
        let own = &self.paths[path];
        self.nodes[node].ends.iter().find_map(|index| {
            self.left = self.left.checked_sub(own.segments.len())?;
            let other = &self.paths[*index];
            let method = own.methods.iter().find(|method| {
                let beside = other.methods.iter().find(|it| it.name == method.name);
                let Some(beside) = beside.filter(|it| meet(&method.servers, &it.servers)) else {
                    return false;
                };
                admits(&mut self.admits, (own, method), other)
                    && admits(&mut self.admits, (other, beside), own)
            })?;
            Some(Unclear {
                path,
                other: *index,
                method: method.name.clone(),
            })
        })
    }
}

/// Whether the parameters of a path can be the texts of another.
fn admits<'a>(
    admits: &mut Admits<'a>,
    (path, method): (&Path<'a>, &Method<'a>),
    other: &Path<'a>,
) -> bool {
    let mut both = path.segments.iter().zip(&other.segments);
    both.all(|(segment, other)| match (segment, other) {
        (Segment::Parameter(name), Segment::Text(text)) => {
            let name = name.trim_start_matches('{').trim_end_matches('}');
            admits.text(path.item, method.operation, name, text)
        }
        _ => true,
    })
}

/// Whether a segment without names can be this text: each parameter has a character.
fn fits(nameless: &str, text: &str) -> bool {
    let mut parts = nameless.split("{}");
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let mut chars = rest.chars();
        if chars.next().is_none() {
            return false;
        }
        let after = chars.as_str();
        if parts.peek().is_none() {
            return after.ends_with(part);
        }
        let Some(found) = after.find(part) else {
            return false;
        };
        rest = &after[found + part.len()..];
    }
    rest.is_empty()
}

/// Whether each text that fits a segment without names fits the other, too.
fn is_within(one: &str, other: &str) -> bool {
    fits(other, &filled(one))
}

/// A segment without names whose parameters are a character of no segment: only a parameter fits it, and that fits any
/// other text in its place.
fn filled(nameless: &str) -> String {
    nameless.replace("{}", "\0")
}

/// Whether some text can be both of these segments without names: their beginnings and ends agree.
fn overlap(one: &str, other: &str) -> bool {
    let ends = |segment: &'_ str| {
        let begin = segment.split("{}").next().unwrap_or_default().to_owned();
        let end = segment.rsplit("{}").next().unwrap_or_default().to_owned();
        (begin, end)
    };
    let (one, other) = (ends(one), ends(other));
    let agree = one.0.starts_with(&other.0) || other.0.starts_with(&one.0);
    agree && (one.1.ends_with(&other.1) || other.1.ends_with(&one.1))
}

#[cfg(test)]
mod tests {
    use super::{fits, is_within, joined, nameless, overlap};

    #[test]
    fn segments_that_fit_texts() {
        for (segment, text, expect) in [
            ("{}", "a", true),
            ("{}", "", false),
            ("{}.json", "a.json", true),
            ("{}.json", ".json", false),
            ("v{}", "v1", true),
            ("{}-{}", "a-b-c", true),
            ("{}-{}", "a-", false),
            ("{}{}", "ab", true),
            ("{}{}", "é", false),
            ("a", "a", true),
            ("a", "ab", false),
        ] {
            assert_eq!(fits(segment, text), expect, "{segment} {text}");
        }
    }

    #[test]
    fn segments_that_overlap() {
        for (one, other, expect) in [
            ("{}-{}", "{}", true),
            ("{}:cancel", "{}:delete", false),
            ("v{}", "{}.json", true),
            ("v{}", "w{}", false),
            ("{}.json", "{}.tar.json", true),
        ] {
            assert_eq!(overlap(one, other), expect, "{one} {other}");
            assert_eq!(overlap(other, one), expect, "{other} {one}");
        }
    }

    #[test]
    fn segments_that_are_narrower() {
        for (one, other, expect) in [
            ("{}:run", "{}", (true, false)),
            ("{}.json", "{}", (true, false)),
            ("{}:run", "{}:{}", (true, false)),
            ("{}.tar.json", "{}.json", (true, false)),
            ("{}-{}", "{}{}", (true, false)),
            ("v{}", "{}.json", (false, false)),
            ("{}-{}", "{}:{}", (false, false)),
            ("v1", "v{}", (true, false)),
            ("{}", "{}", (true, true)),
        ] {
            let found = (is_within(one, other), is_within(other, one));
            assert_eq!(found, expect, "{one} {other}");
        }
    }

    #[test]
    fn segments_that_fit_both() {
        for (one, other, expect) in [
            ("v{a}", "{b}.json", "v{a}.json"),
            ("{a}.json", "v{b}", "v{a}.json"),
            ("{a}-{b}", "{c}.json", "{a}-{b}.json"),
            ("v{a}", "{b}-{c}", "v{b}-{c}"),
            ("{a}-{b}", "{c}:{d}", "{a}-{b}{c}:{d}"),
        ] {
            let found = joined(one, other);
            assert_eq!(found, expect);
            for segment in [one, other] {
                assert!(is_within(&nameless(&found), &nameless(segment)), "{found}");
            }
        }
    }
}
