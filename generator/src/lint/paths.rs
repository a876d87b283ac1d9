//! Keys of paths. "Templated paths with the same hierarchy but different templated names MUST NOT exist" (`OpenAPI`
//! 3.1.1, "Paths Object"), and a path has no query and no fragment (RFC 3986, section 3.3).

use super::servers::{Numbers, Servers, meet};
use crate::diagnostic::{Code, Diagnostics, Pointer, Related};
use crate::map::IndexMap;
use crate::openapi::view::{Operation, PathItem, RefOr, Root};
use crate::steps::step;
use std::rc::Rc;

/// The servers of paths with the same text that are compared, each with those of the others.
const MOST_SERVERS: usize = 8;

/// The paths on the same servers that are one but for the names of their parameters.
struct Alike<'a> {
    first: &'a str,
    servers: Numbers,
    /// The first path with each method, and the servers of its operation.
    methods: IndexMap<String, (&'a str, Numbers)>,
}

/// Reports each path that equals an earlier one on the same server except for the names of its parameters, and each
/// that is more than a path.
pub fn keys(root: Root<'_>, diagnostics: &mut Diagnostics) {
    let at = Pointer::root().child("paths");
    let mut servers = Servers::default();
    let usual = servers.usual(root.servers());
    let mut known: IndexMap<String, Vec<Alike>> = IndexMap::default();
    for (path, item) in root.paths() {
        let nameless = nameless(path);
        for (what, effect) in suffixes(&nameless) {
            let words = [path, what, effect];
            diagnostics.report(Code::PathSuffix, &at.child(path), &words);
        }
        let (own, methods) = sent(item, &mut servers, &usual);
        let group = known.entry(nameless).or_default();
        let alike = group.iter_mut().find(|it| meet(&it.servers, &own));
        let clash = alike.map(|alike| {
            let clash = alike.clash(path, &methods);
            (clash, Rc::ptr_eq(&alike.servers, &own))
        });
        let is_listed = clash.as_ref().is_some_and(|(_, is_same)| *is_same);
        if !is_listed && group.len() < MOST_SERVERS {
            let methods = methods.into_iter();
            group.push(Alike {
                first: path,
                servers: own,
                methods: methods.map(|(it, on)| (it, (path, on))).collect(),
            });
        }
        if let Some(((other, both), _)) = clash {
            let effect = match &both[..] {
                [] => "the specification forbids it, whatever their methods".to_owned(),
                both => format!("a `{}` request fits both", both.join("` or `")),
            };
            let place = at.child(path);
            let args = [other, effect.as_str()];
            let other = Related::at("the other path", &at.child(other));
            diagnostics.report_related(Code::PathsClash, &place, &args, vec![other]);
        }
    }
}

impl<'a> Alike<'a> {
    /// The path that a further one clashes with, and the methods that both have on a server.
    fn clash(&mut self, path: &'a str, methods: &[(String, Numbers)]) -> (&'a str, Vec<String>) {
        let mut both = Vec::new();
        let mut other = self.first;
        for (method, on) in methods {
            step();
            let first = self.methods.entry(method.clone());
            let (first, of_first) = first.or_insert_with(|| (path, on.clone()));
            let is_met = *first != path && meet(of_first, on);
            if both.is_empty() && is_met {
                other = *first;
            }
            if is_met && *first == other {
                both.push(method.clone());
            }
        }
        (other, both)
    }
}

/// The servers that the operations of a path item are sent to, and those of each method.
fn sent<'a>(
    item: RefOr<'a, PathItem<'a>>,
    servers: &mut Servers,
    usual: &Numbers,
) -> (Numbers, Vec<(String, Numbers)>) {
    let Some(item) = item.into_item() else {
        return (usual.clone(), Vec::new());
    };
    let beside = servers.of(item.servers(), usual);
    let methods = operations(item);
    let methods = methods.map(|(method, it)| (method, servers.of(it.servers(), &beside)));
    let methods: Vec<(String, Numbers)> = methods.collect();
    if methods.iter().all(|(_, on)| Rc::ptr_eq(on, &beside)) {
        return (beside, methods);
    }
    let mut all: Vec<usize> = methods
        .iter()
        .flat_map(|(_, on)| on.iter().copied())
        .collect();
    all.sort_unstable();
    all.dedup();
    (all.into(), methods)
}

/// The operations of a path item, by their methods as they are sent.
pub fn operations(item: PathItem<'_>) -> impl Iterator<Item = (String, Operation<'_>)> {
    let others = item.others().iter();
    let others = others.map(|(method, operation)| (method.to_owned(), operation));
    let operations = item.operations();
    let operations = operations.map(|(method, operation)| (method.to_uppercase(), operation));
    operations.chain(others)
}

/// The query and the fragment of a path without names, each with its effect.
fn suffixes(nameless: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let sent = nameless.split('#').next().unwrap_or_default();
    let query = sent
        .contains('?')
        .then_some(("a query", "sent with each request"));
    let fragment = nameless
        .contains('#')
        .then_some(("a fragment", "never sent"));
    query.into_iter().chain(fragment)
}

/// A path without the names of its parameters: `/pets/{}`.
pub fn nameless(path: &str) -> String {
    let mut nameless = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, after)) = after.split_once('}') else {
            break;
        };
        nameless.push_str(before);
        nameless.push_str("{}");
        rest = after;
    }
    nameless + rest
}

#[cfg(test)]
mod tests {
    use super::nameless;

    #[test]
    fn paths_without_names() {
        for (path, expect) in [
            ("/a/{b}/c{d}{e}", "/a/{}/c{}{}"),
            ("/a/{b", "/a/{b"),
            ("/a}/{b}", "/a}/{}"),
        ] {
            assert_eq!(nameless(path), expect);
        }
    }
}
