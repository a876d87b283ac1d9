//! Places of pointers, in both formats and all styles.

use openapi_client_generator::diagnostic::{Lines, Pointer};

use crate::source;

/// Each expectation is a pointer, and the `line:column` and text it leads to.
#[track_caller]
fn check(document: &str, expect: &[(&str, &str, &str)]) {
    let (source, diagnostics) = source(document);
    let source = source.unwrap_or_else(|| panic!("{}", diagnostics.render(&[])));
    let pointers: Vec<Pointer> = expect.iter().map(|(at, ..)| pointer(at)).collect();
    let spans = source.locate(&pointers.iter().collect::<Vec<_>>());
    let lines = Lines::new("", &source.text);
    for ((at, place, text), span) in expect.iter().zip(spans) {
        let excerpt = lines.excerpt(&span.expect("a place"));
        let found = format!("{}:{}", excerpt.line, excerpt.column);
        let shown = &excerpt.text[excerpt.span];
        assert_eq!((found.as_str(), shown), (*place, *text), "{at}");
    }
}

fn pointer(text: &str) -> Pointer {
    let segments = text.split('/').skip(1);
    segments.fold(Pointer::root(), |at, segment| {
        at.child(&segment.replace("~1", "/").replace("~0", "~"))
    })
}

#[test]
fn values_that_are_not_written() {
    check(
        "\
a: {b, c}
d: {? e, ? f}
g:
  ? h
  ? i
j:
  -
  - k
l: [!!null , m]
",
        &[
            ("#/a/b", "1:5", "b"),
            ("#/a/c", "1:8", "c"),
            ("#/d/e", "2:7", "e"),
            ("#/d/f", "2:12", "f"),
            ("#/g/h", "4:5", "h"),
            ("#/g/i", "5:5", "i"),
            ("#/j/0", "7:4", ""),
            ("#/l/0", "9:5", ""),
        ],
    );
}

#[test]
fn block_style() {
    check(
        "\
# A comment
openapi: 3.0.3
paths:
  /a/{b~c}:
    get:
      tags: [one, 'two', \"three\"]
      description: |
        several
        lines
      parameters:
        - name: ü
          in: query
        -   $ref: '#/x'
      200: yes
",
        &[
            ("#/openapi", "2:10", "3.0.3"),
            ("#/paths", "3:1", "paths"),
            ("#/paths/~1a~1{b~0c}", "4:3", "/a/{b~c}"),
            ("#/paths/~1a~1{b~0c}/get", "5:5", "get"),
            ("#/paths/~1a~1{b~0c}/get/tags", "6:7", "tags"),
            ("#/paths/~1a~1{b~0c}/get/tags/0", "6:14", "one"),
            ("#/paths/~1a~1{b~0c}/get/tags/1", "6:19", "'two'"),
            ("#/paths/~1a~1{b~0c}/get/tags/2", "6:26", "\"three\""),
            ("#/paths/~1a~1{b~0c}/get/description", "7:7", "description"),
            ("#/paths/~1a~1{b~0c}/get/parameters/0", "11:11", "name: ü"),
            ("#/paths/~1a~1{b~0c}/get/parameters/0/name", "11:17", "ü"),
            ("#/paths/~1a~1{b~0c}/get/parameters/0/in", "12:15", "query"),
            (
                "#/paths/~1a~1{b~0c}/get/parameters/1/$ref",
                "13:19",
                "'#/x'",
            ),
            ("#/paths/~1a~1{b~0c}/get/200", "14:12", "yes"),
        ],
    );
}

#[test]
fn flow_style_and_what_has_no_place() {
    check(
        "a: {b: [1, {c: d}], \"e\\/f\": {}, empty: }\nü: {x: &x {y: 1}, z: *x}\n",
        &[
            ("#/a/b/0", "1:9", "1"),
            ("#/a/b/1", "1:12", "{c: d}"),
            ("#/a/b/1/c", "1:16", "d"),
            ("#/a/e~1f", "1:21", "\"e\\/f\""),
            ("#/a/empty", "1:33", "empty"),
            ("#/a/absent/deep", "1:1", "a"),
            ("#/ü/x/y", "2:15", "1"),
            ("#/ü/z", "2:22", "*x"),
            ("#/ü/z/y", "2:15", "1"),
            (
                "#/nowhere",
                "1:1",
                "a: {b: [1, {c: d}], \"e\\/f\": {}, empty: }",
            ),
        ],
    );
}

#[test]
fn json() {
    check(
        "{\n  \"a/b\": {\"~\": [true, {\"x\": \"a \\\"]} b\"}, [ ] ]},\n  \"\\u00fc\" : -1.5e3 , \"last\": null}",
        &[
            ("#", "1:1", "{"),
            ("#/a~1b", "2:3", "\"a/b\""),
            ("#/a~1b/~0", "2:11", "\"~\""),
            ("#/a~1b/~0/0", "2:17", "true"),
            ("#/a~1b/~0/1", "2:23", "{\"x\": \"a \\\"]} b\"}"),
            ("#/a~1b/~0/1/x", "2:29", "\"a \\\"]} b\""),
            ("#/a~1b/~0/2", "2:42", "[ ]"),
            ("#/ü", "3:14", "-1.5e3"),
            ("#/last", "3:31", "null"),
            ("#/last/deeper", "3:31", "null"),
        ],
    );
}

#[test]
fn the_last_of_two_keys_is_meant() {
    check("a: {x: 1}\nb: 1\na: {x: 2}\n", &[("#/a/x", "3:8", "2")]);
    check(
        "{\"a\": {\"x\": 1}, \"a\": {\"x\": 2}}",
        &[("#/a/x", "1:28", "2")],
    );
    // A member of a container that was replaced has no place any more.
    check(
        "base: &base {x: 1}\na: {x: 2}\na: {<<: *base}\nb: {x: 3}\nb: *base\n",
        &[("#/a/x", "1:17", "1"), ("#/b/x", "1:17", "1")],
    );
    check(
        "base: &base {y: 1}\na: {x: 2}\na: {<<: *base}\nb: {x: 3}\nb: *base\n",
        &[("#/a/x", "3:1", "a"), ("#/b/x", "5:4", "*base")],
    );
}

#[test]
fn aliases_and_merge_keys_lead_to_what_they_repeat() {
    check(
        "\
ä: &ä {x: 1, y: {z: [2, 3]}}
b: &b {<<: *ä, x: 4}
c: {<<: [*b, {w: 5, v: 6}, *ä], v: 7}
d: &d [*b, *ä]
e: *d
f: {<<: {g: 8, x: 0}, x: 9, '<<': {g: 10}}
g: {x: 11, x: 12, <<: *b}
",
        &[
            ("#/b/x", "2:19", "4"),
            ("#/b/y", "1:14", "y"),
            ("#/b/y/z/1", "1:25", "3"),
            ("#/c/x", "2:19", "4"),
            ("#/c/y/z/0", "1:22", "2"),
            ("#/c/w", "3:18", "5"),
            ("#/c/v", "3:36", "7"),
            ("#/e/0/x", "2:19", "4"),
            ("#/e/1/x", "1:11", "1"),
            ("#/e/0/y/z/1", "1:25", "3"),
            ("#/e/2/x", "5:4", "*d"),
            ("#/f/g", "6:13", "8"),
            ("#/f/x", "6:26", "9"),
            ("#/f/<</g", "6:39", "10"),
            ("#/g/x", "7:15", "12"),
        ],
    );
}

#[test]
fn windows_line_ends_and_a_byte_order_mark() {
    check(
        "\u{feff}a: ü\r\nb:\r\n  - c: |\r\n      text\r\n  - d\r\n",
        &[
            ("#/a", "1:4", "ü"),
            ("#/b", "2:1", "b"),
            ("#/b/0/c", "3:5", "c"),
            ("#/b/1", "5:5", "d"),
        ],
    );
}

#[test]
fn the_same_document_in_both_formats_has_the_same_places() {
    let document = "{\n  \"a\": {\"b\": [1, \"x\", {\"c\": null}]},\n  \"d\": \"e\"\n}\n";
    let places = |source: openapi_client_generator::source::Source| {
        let pointers = [
            "#/a",
            "#/a/b",
            "#/a/b/0",
            "#/a/b/1",
            "#/a/b/2",
            "#/a/b/2/c",
            "#/d",
        ];
        let pointers: Vec<Pointer> = pointers.iter().map(|at| pointer(at)).collect();
        source.locate(&pointers.iter().collect::<Vec<_>>())
    };
    let json = places(source(document).0.unwrap());
    // A comment makes it YAML.
    let yaml = places(source(&format!("{document}# comment\n")).0.unwrap());
    assert_eq!(json, yaml);
}
