//! Keys of paths. "Templated paths with the same hierarchy but different templated names MUST NOT exist" (`OpenAPI`
//! 3.1.1, "Paths Object"), and a path has no query and no fragment (RFC 3986, section 3.3).

use crate::diagnostic::{Code, Diagnostics, Pointer, Related};
use crate::map::IndexMap;
use crate::openapi::view::{Operation, PathItem, RefOr, Root};
use crate::steps::step;

/// The paths that are one but for the names of their parameters.
struct Alike<'a> {
    first: &'a str,
    /// The first path with each method.
    methods: IndexMap<String, &'a str>,
}

/// Reports each path that equals an earlier one except for the names of its parameters, and each that is more than a path.
pub fn keys(root: Root<'_>, diagnostics: &mut Diagnostics) {
    let at = Pointer::root().child("paths");
    let mut known: IndexMap<String, Alike> = IndexMap::default();
    for (path, item) in root.paths() {
        let nameless = nameless(path);
        for (what, effect) in suffixes(&nameless) {
            let words = [path, what, effect];
            diagnostics.report(Code::PathSuffix, &at.child(path), &words);
        }
        let alike = known.entry(nameless).or_insert_with(|| Alike {
            first: path,
            methods: IndexMap::default(),
        });
        let mut both = Vec::new();
        let mut other = alike.first;
        for method in methods(item) {
            step();
            let first = *alike.methods.entry(method.clone()).or_insert(path);
            if both.is_empty() && first != path {
                other = first;
            }
            if first != path && first == other {
                both.push(method);
            }
        }
        if alike.first != path {
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

/// The methods of a path item itself, as they are sent.
pub fn methods<'a>(item: RefOr<'a, PathItem<'a>>) -> impl Iterator<Item = String> {
    let item = item.into_item().into_iter();
    item.flat_map(operations).map(|(method, _)| method)
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
