//! YAML: anchors, aliases, merge keys, and keys that stand twice.

use crate::linear;

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n";

/// A document with an extension of these lines.
fn document(lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.map(|line| format!("  {line}\n")).collect();
    format!("{HEAD}x-own:\n{}", lines.concat())
}

#[test]
fn anchors_that_nothing_repeats() {
    linear("anchors", |count| {
        document((0..count).map(|i| format!("k{i}: &a{i} {{x: [1, 2]}}")))
    });
}

/// Each level has an anchor, and so would be copied with all those around it.
#[test]
fn anchors_within_anchors() {
    linear("nested anchors", |count| {
        let open: Vec<String> = (0..100).map(|i| format!("&a{i} [")).collect();
        let open = open.concat();
        let items = vec!["1"; count].join(", ");
        let close = "]".repeat(100);
        format!("{HEAD}x-own: {open}{items}{close}\n")
    });
}

#[test]
fn a_large_value_that_is_repeated() {
    linear("one alias of a large value", |count| {
        let items = vec!["1"; count].join(", ");
        document([format!("a: &a [{items}]"), "b: *a".to_owned()].into_iter())
    });
}

#[test]
fn a_small_value_that_is_repeated_often() {
    linear("aliases of a small value", |count| {
        let first = ["a: &a {x: 1}".to_owned()].into_iter();
        document(first.chain((0..count).map(|i| format!("k{i}: *a"))))
    });
}

#[test]
fn merge_keys() {
    linear("merge keys", |count| {
        let first = ["a: &a {x: 1}".to_owned()].into_iter();
        document(first.chain((0..count).map(|i| format!("k{i}: {{<<: *a, y: 2}}"))))
    });
}

#[test]
fn keys_that_stand_twice() {
    linear("duplicate keys", |count| {
        document((0..count).map(|_| "k: 1".to_owned()))
    });
    linear("duplicate keys of JSON", |count| {
        let keys = vec!["\"k\": 1"; count].join(", ");
        format!(
            "{{\"openapi\": \"3.0.3\", \"info\": {{\"title\": \"t\", \"version\": \"1\"}}, \
             \"paths\": {{}}, \"x-own\": {{{keys}}}}}"
        )
    });
    linear("duplicate keys at a long place", |count| {
        let long = "k".repeat(10 * count);
        let keys = vec!["k: 1"; count].join(", ");
        document([format!("? {long}\n  : {{{keys}}}")].into_iter())
    });
}

/// What only the other parser reads is weighed as well.
#[test]
fn aliases_in_a_text_that_is_mended() {
    linear(
        "aliases beside a bracket that closes to the left",
        |count| {
            let text = "x".repeat(100 * count);
            let aliases = vec!["*t"; count].join(", ");
            format!("{HEAD}x-own:\n  t: &t {text}\n  list: [{aliases}]\n  map: {{\n    a: 1\n}}\n")
        },
    );
}
