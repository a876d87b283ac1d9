//! Paths that differ only in the names of their parameters. "Templated paths with the same hierarchy but
//! different templated names MUST NOT exist" (`OpenAPI` 3.1.1, "Paths Object").

use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::map::IndexMap;
use crate::openapi::view::Root;

/// Reports each path that equals an earlier one except for these names.
pub fn clashing(root: Root<'_>, diagnostics: &mut Diagnostics) {
    let at = Pointer::root().child("paths");
    let mut known: IndexMap<String, &str> = IndexMap::default();
    for (path, _) in root.paths() {
        let first = *known.entry(nameless(path)).or_insert(path);
        if first != path {
            let place = at.child(path);
            diagnostics.report(Code::PathsClash, &place, &[first]);
        }
    }
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
