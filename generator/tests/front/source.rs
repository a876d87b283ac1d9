//! Reading: what YAML means, and what both formats say of a broken text.

use insta::assert_snapshot;
use openapi_client_generator::diagnostic::{Code, Format};
use serde_json::{Value, json};

use crate::{said, source};

/// The tree of a document of which there is nothing to say.
fn tree(document: &str) -> Value {
    let (source, diagnostics) = source(document);
    assert_eq!(diagnostics.iter().count(), 0, "{}", said(document));
    source.expect("a tree").root
}

/// What an unquoted scalar means.
#[track_caller]
fn plain(text: &str, expect: &Value) {
    assert_eq!(&tree(&format!("a: {text}\n"))["a"], expect, "{text}");
}

#[test]
fn plain_scalars_follow_the_core_schema() {
    for (text, expect) in [
        ("", json!(null)),
        ("~", json!(null)),
        ("NULL", json!(null)),
        ("nUll", json!("nUll")),
        ("true", json!(true)),
        ("False", json!(false)),
        ("yes", json!("yes")),
        ("off", json!("off")),
        ("12", json!(12)),
        ("-12", json!(-12)),
        ("+12", json!(12)),
        ("0", json!(0)),
        ("007", json!("007")),
        ("0x1F", json!(31)),
        ("0o17", json!(15)),
        ("0x+1", json!("0x+1")),
        ("1_000", json!("1_000")),
        ("1.50", json!(1.5)),
        (".5", json!(0.5)),
        ("1.", json!(1.0)),
        ("-1e3", json!(-1000.0)),
        ("1e", json!("1e")),
        (".", json!(".")),
        ("-", json!([null])),
        ("1.2.3", json!("1.2.3")),
        ("2024-01-02", json!("2024-01-02")),
        ("2024-01-02T03:04:05Z", json!("2024-01-02T03:04:05Z")),
        ("12:30:45", json!("12:30:45")),
        (
            "18446744073709551615",
            json!(18_446_744_073_709_551_615_u64),
        ),
        ("-9223372036854775808", json!(i64::MIN)),
        ("-9223372036854776000", json!(-9_223_372_036_854_775_808.0)),
        ("'12'", json!("12")),
        ("\"null\"", json!("null")),
        ("!!str 12", json!("12")),
        ("!!int 12", json!(12)),
        ("! 12", json!("12")),
        ("!custom 12", json!(12)),
        ("!!float '1.5'", json!(1.5)),
    ] {
        if text == "-" {
            assert_eq!(tree("a:\n  -\n")["a"], expect);
        } else {
            plain(text, &expect);
        }
    }
}

#[test]
fn every_key_is_text() {
    let document = "200: a\non: b\nnull: c\n1.10: d\ntrue: e\n0x10: f\n? complex\n: g\n";
    let expect = json!({
        "200": "a", "on": "b", "null": "c", "1.10": "d", "true": "e", "0x10": "f", "complex": "g",
    });
    assert_eq!(tree(document), expect);
}

#[test]
fn block_scalars_and_quotes() {
    let document = "a: |\n  one\n  two\nb: >-\n  one\n  two\nc: \"tab\\there\"\nd: 'it''s'\n";
    let expect = json!({ "a": "one\ntwo\n", "b": "one two", "c": "tab\there", "d": "it's" });
    assert_eq!(tree(document), expect);
}

#[test]
fn line_ends_and_byte_order_marks_make_no_difference() {
    let expect = json!({ "a": { "b": [1, "x"] } });
    let document = "a:\n  b:\n    - 1\n    - x\n";
    assert_eq!(tree(document), expect);
    assert_eq!(tree(&document.replace('\n', "\r\n")), expect);
    assert_eq!(tree(&format!("\u{feff}{document}")), expect);
    assert_eq!(tree(&format!("---\n{document}...\n")), expect);
    assert_eq!(tree("\u{feff}{\"a\": {\"b\": [1,\r\n \"x\"]}}"), expect);
    assert_eq!(tree("{a: {b: [1, x,],},} # flow style"), expect);
    assert_eq!(tree("\t{\"a\":\t{\"b\": [1, \"x\"]}}"), expect);
}

#[test]
fn aliases_and_merge_keys_are_written_out() {
    let document = "\
base: &base { a: 1, b: 2 }
more: &more { b: 3, c: 4 }
same: *base
one: { <<: *base, b: 5 }
two:
  <<: [*base, *more]
  d: &d text
*d : aliased key
quoted: { '<<': 1 }
";
    let expect = json!({
        "base": { "a": 1, "b": 2 },
        "more": { "b": 3, "c": 4 },
        "same": { "a": 1, "b": 2 },
        "one": { "b": 5, "a": 1 },
        "two": { "d": "text", "a": 1, "b": 2, "c": 4 },
        "text": "aliased key",
        "quoted": { "<<": 1 },
    });
    assert_eq!(tree(document), expect);
}

#[test]
fn a_bracket_left_of_its_block_is_let_pass() {
    let document = "a:\n  example: {\n    \"b\": [1\n  ]\n}\nc: 2\n";
    assert_eq!(
        tree(document),
        json!({ "a": { "example": { "b": [1] } }, "c": 2 })
    );
}

#[test]
fn order_is_the_document_s() {
    let (source, _) = source("z: 1\na: 2\nm: {y: 1, b: 2}\n");
    assert_eq!(
        source.unwrap().root.to_string(),
        r#"{"z":1,"a":2,"m":{"y":1,"b":2}}"#
    );
}

#[test]
fn duplicate_keys_in_yaml() {
    let document = "a:\n  - b: 1\n    c: 2\n    b: 3\n";
    assert_eq!(
        source(document).0.unwrap().root,
        json!({ "a": [{ "b": 3, "c": 2 }] })
    );
    assert_snapshot!(said(document), @r#"
    warning[W0101]: duplicate key `b`; the last one is used
     --> api.yaml:4:5
      |
    4 |     b: 3
      |     ^
      |
     ::: api.yaml:2:5
      |
    2 |   - b: 1
      |     - first defined here
      |
      = help: remove one of them

    1 warning
    "#);
}

#[test]
fn duplicate_keys_in_json() {
    let document = "{\"a\": [{\"b/c\": 1,\n  \"b/c\": {\"x\": 1}}]}";
    assert_eq!(
        source(document).0.unwrap().root,
        json!({ "a": [{ "b/c": { "x": 1 } }] })
    );
    assert_snapshot!(said(document), @r#"
    warning[W0101]: duplicate key `b/c`; the last one is used
     --> api.yaml:2:3
      |
    2 |   "b/c": {"x": 1}}]}
      |   ^^^^^
      |
     ::: api.yaml:1:9
      |
    1 | {"a": [{"b/c": 1,
      |         ----- first defined here
      |
      = help: remove one of them

    1 warning
    "#);
}

/// The places of duplicate keys, each with that of the first definition, as `line:column`.
fn doubles(document: &str) -> String {
    let (source, diagnostics) = source(document);
    let said = diagnostics.render_as(Format::Json, &[&source.unwrap()]);
    let spot = |place: &Value| format!("{}:{}", place["line"], place["column"]);
    let double = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap();
        let related = line["related"].as_array().unwrap().iter();
        let places: Vec<String> = std::iter::once(&line).chain(related).map(spot).collect();
        places.join(" ")
    };
    said.lines().map(double).collect::<Vec<_>>().join(", ")
}

#[test]
fn duplicate_keys_are_those_of_one_container() {
    for (document, expect) in [
        // The container that is replaced has keys of the same names.
        ("a: {x: 1, z: 1}\na: {x: 2, x: 3}\n", "2:1 1:1, 2:11 2:5"),
        ("a: {x: 1, x: 2}\na: {x: 3}\n", "1:11 1:5, 2:1 1:1"),
        (
            "a: {x: 1, x: 2, x: 3}\na: {b: 1, x: {y: 4}, x: {y: 5, y: 6}}\n",
            "1:17 1:5, 2:1 1:1, 2:22 2:11, 2:32 2:26",
        ),
        // A scalar or an alias can take the place of a container.
        (
            "a: {x: 1, x: 2}\na: 1\na: {x: 2, x: 3}\n",
            "1:11 1:5, 3:1 1:1, 3:11 3:5",
        ),
        (
            "a: &a {x: 1, x: 2}\na: *a\na: {x: 2, x: 3}\n",
            "1:14 1:8, 3:1 1:1, 3:11 3:5",
        ),
        ("a: &a {x: 1}\na: *a\n", "2:1 1:1"),
        // The mappings of a merge key are others than the one around it.
        (
            "a: {<<: {x: 1, x: 2}, x: 3, x: 4}\n",
            "1:16 1:10, 1:29 1:23",
        ),
        ("a: {<<: [{x: 1}, {x: 1, x: 2}], x: 3}\n", "1:25 1:19"),
        (
            "{\"a\": {\"x\": 1},\n\"a\": {\"x\": 2, \"x\": 3}}",
            "2:1 1:2, 2:15 2:7",
        ),
        (
            "{\"a\": [{\"x\": 1, \"x\": 2}],\n\"a\": [{\"x\": 3, \"x\": 4}]}",
            "1:17 1:9, 2:1 1:2, 2:16 2:8",
        ),
    ] {
        assert_eq!(doubles(document), expect, "{document}");
    }
}

#[test]
fn numbers_that_json_has_not() {
    let document = "maximum: .inf\nminimum: -.INF\ndefault: .nan\nhuge: 1e999\n";
    assert_snapshot!(said(document), @r#"
    warning[W0103]: `.inf` is not a finite number of 64 bits; treated as null
     --> api.yaml:1:10
      |
    1 | maximum: .inf
      |          ^^^^
      |
      = help: write a number that 64 bits can hold, or remove the keyword

    warning[W0103]: `-.INF` is not a finite number of 64 bits; treated as null
     --> api.yaml:2:10
      |
    2 | minimum: -.INF
      |          ^^^^^
      |
      = help: write a number that 64 bits can hold, or remove the keyword

    warning[W0103]: `.nan` is not a finite number of 64 bits; treated as null
     --> api.yaml:3:10
      |
    3 | default: .nan
      |          ^^^^
      |
      = help: write a number that 64 bits can hold, or remove the keyword

    warning[W0103]: `1e999` is not a finite number of 64 bits; treated as null
     --> api.yaml:4:7
      |
    4 | huge: 1e999
      |       ^^^^^
      |
      = help: write a number that 64 bits can hold, or remove the keyword

    4 warnings
    "#);
}

/// They are text in YAML: in a text that begins as JSON, a number was meant.
#[test]
fn json_with_numbers_that_it_has_not() {
    let document =
        r#"{"minimum": -Infinity, "maximum": Infinity, "default": NaN, "enum": ["NaN"]}"#;
    let (source, diagnostics) = source(document);
    let told = diagnostics.iter().map(|told| (told.code, told.at.as_str()));
    let places = ["#/minimum", "#/maximum", "#/default"];
    let expect = places.map(|place| (Code::NotJson, place));
    assert!(told.eq(expect), "{}", said(document));
    let expect = json!({"minimum": null, "maximum": null, "default": null, "enum": ["NaN"]});
    assert_eq!(source.unwrap().root, expect);
    assert_eq!(tree("default: NaN"), json!({"default": "NaN"}));
}

#[test]
fn several_documents() {
    let document = "a: 1\n---\na: 2\n--- [broken\n";
    assert_eq!(source(document).0.unwrap().root, json!({ "a": 1 }));
    assert_snapshot!(said(document), @r#"
    warning[W0102]: the file holds several YAML documents; only the first is read
     --> api.yaml:2:1
      |
    2 | ---
      | ^^^
      |
      = help: keep each document in a file of its own

    1 warning
    "#);
}

#[test]
fn nothing_at_all() {
    assert_snapshot!(said(""), @r#"
    error[E0101]: invalid YAML or JSON: it is empty
     --> api.yaml:1:1
      |
    1 |
      | ^
      |
      = help: fix the syntax here

    1 error
    "#);
    assert_snapshot!(said("\u{feff}# only a comment\n"), @r#"
    error[E0101]: invalid YAML or JSON: it is empty
     --> api.yaml:1:1
      |
    1 | # only a comment
      | ^
      |
      = help: fix the syntax here

    1 error
    "#);
}

#[test]
fn broken_yaml() {
    assert_snapshot!(said("info:\n  title: a: b\n"), @r#"
    error[E0101]: invalid YAML or JSON: mapping values are not allowed in this context
     --> api.yaml:2:11
      |
    2 |   title: a: b
      |           ^
      |
      = help: fix the syntax here

    1 error
    "#);
    assert_snapshot!(said("info:\n\ttitle: tab\n"), @r#"
    error[E0101]: invalid YAML or JSON: tabs disallowed within this context (block indentation)
     --> api.yaml:2:2
      |
    2 |     title: tab
      |     ^
      |
      = help: fix the syntax here

    1 error
    "#);
    assert_snapshot!(said("a: *nowhere\n"), @r#"
    error[E0101]: invalid YAML or JSON: while parsing node, found unknown anchor
     --> api.yaml:1:4
      |
    1 | a: *nowhere
      |    ^
      |
      = help: fix the syntax here

    1 error
    "#);
    assert_snapshot!(said("a: [1, 2\nb: 3\n"), @r#"
    error[E0101]: invalid YAML or JSON: illegal placement of ':' indicator
     --> api.yaml:2:2
      |
    2 | b: 3
      |  ^
      |
      = help: fix the syntax here

    1 error
    "#);
    assert_snapshot!(said("? [a, list]\n: 1\n"), @r#"
    error[E0101]: invalid YAML or JSON: a key can't be a list or a mapping
     --> api.yaml:1:3
      |
    1 | ? [a, list]
      |   ^
      |
      = help: fix the syntax here

    1 error
    "#);
    assert_snapshot!(said("a: { <<: 1 }\n"), @r#"
    error[E0101]: invalid YAML or JSON: `<<` takes a mapping or a list of mappings
     --> api.yaml:1:10
      |
    1 | a: { <<: 1 }
      |          ^
      |
      = help: fix the syntax here

    1 error
    "#);
}

#[test]
fn broken_json() {
    assert_snapshot!(said("{\n  \"info\": {\n    \"title\": nope\n  }\n"), @r#"
    error[E0101]: invalid YAML or JSON: expected ident
     --> api.yaml:3:15
      |
    3 |     "title": nope
      |               ^
      |
      = help: fix the syntax here

    1 error
    "#);
    assert_snapshot!(said("{\"a\": 1e999}"), @r#"
    warning[W0103]: `1e999` is not a finite number of 64 bits; treated as null
     --> api.yaml:1:7
      |
    1 | {"a": 1e999}
      |       ^^^^^
      |
      = help: write a number that 64 bits can hold, or remove the keyword

    1 warning
    "#);
    let long = said(&format!("{{\"a\": {}, \"b\": 1e999}}", "9".repeat(100_000)));
    assert_eq!(long.matches("is not a finite number of 64 bits").count(), 2);
    assert!(long.len() < 2_000, "the message has {} bytes", long.len());
    assert_snapshot!(said("{\"a\": 1} trailing"), @r#"
    error[E0101]: invalid YAML or JSON: trailing characters
     --> api.yaml:1:10
      |
    1 | {"a": 1} trailing
      |          ^
      |
      = help: fix the syntax here

    1 error
    "#);
}
