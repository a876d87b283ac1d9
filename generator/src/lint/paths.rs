//! Keys of paths. "Templated paths with the same hierarchy but different templated names MUST NOT exist" (`OpenAPI`
//! 3.1.1, "Paths Object"), and a path has no query and no fragment (RFC 3986, section 3.3).

use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::map::IndexMap;
use crate::openapi::view::Root;

/// Reports each path that equals an earlier one except for the names of its parameters, and each that is more than a path.
pub fn keys(root: Root<'_>, diagnostics: &mut Diagnostics) {
    let at = Pointer::root().child("paths");
    let mut known: IndexMap<String, &str> = IndexMap::default();
    for (path, _) in root.paths() {
        let nameless = nameless(path);
        for (what, effect) in suffixes(&nameless) {
            let words = [path, what, effect];
            diagnostics.report(Code::PathSuffix, &at.child(path), &words);
        }
        let first = *known.entry(nameless).or_insert(path);
        if first != path {
            let place = at.child(path);
            diagnostics.report(Code::PathsClash, &place, &[first]);
        }
    }
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
fn nameless(path: &str) -> String {
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
