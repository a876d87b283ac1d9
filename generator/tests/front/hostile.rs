//! Documents that are made to hang, to exhaust the memory or to overflow the stack. Tests have
//! two megabytes of stack, a quarter of what the command has.

use insta::assert_snapshot;
use openapi_client_generator::openapi::read;

use crate::{said, said_of_reading, source};

/// A document of lines that build on those before them.
fn levels(first: &str, count: usize, line: impl Fn(usize) -> String) -> String {
    let lines: Vec<String> = (1..count).map(line).collect();
    format!("{first}\n{}\n", lines.join("\n"))
}

#[test]
fn aliases_of_aliases() {
    let bomb = levels(
        "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]",
        20,
        |level| {
            let inner = vec![format!("*a{}", level - 1); 9].join(", ");
            format!("a{level}: &a{level} [{inner}]")
        },
    );
    assert_snapshot!(said(&bomb), @r#"
    error[E0104]: the document has too many values that aliases repeat; the limit is 66717
     --> api.yaml:5:45
      |
    5 | a4: &a4 [*a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3]
      |                                             ^^^
      |
      = help: split the document, or look for an alias that repeats itself

    1 error
    "#);
}

#[test]
fn merges_of_merges() {
    let bomb = levels("a0: &a0 {k: v}", 40, |level| {
        let inner = level - 1;
        format!("a{level}: &a{level} {{x{level}: *a{inner}, <<: [*a{inner}, *a{inner}]}}")
    });
    assert_snapshot!(said(&bomb), @r#"
    error[E0104]: the document has too many values that aliases repeat; the limit is 67054
      --> api.yaml:10:14
       |
    10 | a9: &a9 {x9: *a8, <<: [*a8, *a8]}
       |              ^^^
       |
       = help: split the document, or look for an alias that repeats itself

    1 error
    "#);
}

#[test]
fn a_long_text_many_times() {
    let text = "x".repeat(1 << 20);
    let aliases = vec!["*t"; 5000].join(", ");
    let document = format!("t: &t {text}\nlist: [{aliases}]\n");
    assert!(said(&document).starts_with("error[E0104]"));
}

#[test]
fn an_alias_inside_itself() {
    assert_snapshot!(said("a: &a [1, *a]\n"), @r#"
    error[E0101]: invalid YAML or JSON: this alias stands inside its own anchor
     --> api.yaml:1:11
      |
    1 | a: &a [1, *a]
      |           ^^
      |
      = help: fix the syntax here

    1 error
    "#);
}

#[test]
fn deep_nesting() {
    let flow = "[".repeat(200_000);
    assert_snapshot!(said(&flow).replace(&"[".repeat(50), "[…"), @r#"
    error[E0105]: nested too deeply; the limit is 128 levels
     --> api.yaml:1:129
      |
      |
    1 | …[…[…[[[[[[[[[[[[[[[[[[[[[…
      |                                                              ^
      = help: move the inner parts to `components` and refer to them

    1 error
    "#);
    let object = "{\"a\":".repeat(100_000);
    assert!(said(&object).contains("E0105"));
    let block = levels("a:", 2000, |depth| " ".repeat(depth) + "a:");
    assert!(said(&block).contains("E0105"));
    let in_block = format!("a: {}\n", "[".repeat(1000));
    assert!(said(&in_block).contains("E0105"));
    let dashes = "- ".repeat(50_000);
    assert!(said(&dashes).contains("E0105"));
}

#[test]
fn one_limit_for_all_notations() {
    // The document is a level itself.
    for (levels, is_deep) in [(127, false), (128, true)] {
        let (open, close) = ("[".repeat(levels), "]".repeat(levels));
        let json = format!("{{\"x-a\": {open}{close}}}");
        let flow = format!("x-a: {open}{close}\n");
        let block = format!("x-a:\n  {}[]\n", "- ".repeat(levels - 1));
        for document in [json, flow, block] {
            assert_eq!(said(&document).contains("E0105"), is_deep, "{document}");
        }
    }
}

#[test]
fn aliases_do_not_deepen_beyond_the_limit() {
    let document = levels("a0: &a0 [1]", 200, |level| {
        format!("a{level}: &a{level} [*a{}]", level - 1)
    });
    assert!(said(&document).contains("E0105"));
}

/// A document of which a schema is as deep as the limit allows.
fn deep(depth: usize, leaf: &str) -> String {
    let open = "{\"type\": \"object\", \"properties\": {\"a\": ".repeat(depth);
    let close = "}}".repeat(depth);
    format!(
        "{{\"openapi\": \"3.0.3\", \"info\": {{\"title\": \"t\", \"version\": \"1\"}}, \"paths\": {{}}, \
         \"components\": {{\"schemas\": {{\"X\": {open}{leaf}{close}}}}}}}"
    )
}

#[test]
fn the_deepest_schema_is_read() {
    let (source, mut diagnostics) = source(&deep(61, "{\"type\": \"string\"}"));
    let document = read(&mut source.unwrap(), &mut diagnostics).unwrap();
    assert_eq!(diagnostics.iter().count(), 0);
    assert_eq!(document.root().schemas().len(), 1);
    assert!(said(&deep(63, "{\"type\": \"string\"}")).contains("E0105"));
}

#[test]
fn a_fault_in_the_deepest_schema_costs_no_more() {
    let said = said_of_reading(&deep(61, "{\"type\": 5}"));
    assert!(
        said.starts_with("warning[W0202]: expected `type` to be one of"),
        "{said}"
    );
}

#[test]
fn long_lines_are_cut_and_control_characters_shown() {
    let filler = "\"x-filler\": \"\u{1b}[31mü\", ".repeat(20_000);
    let document = format!(
        "{{\"openapi\": \"3.0.3\", {filler} \"info\": {{\"title\": \"t\", \"version\": \"1\", \"\\u001b[31m\": 1}}, \"paths\": {{}}}}"
    );
    // Of equal keys, the last counts.
    let said = said_of_reading(&document);
    let (_, last) = said.rsplit_once("warning[W0206]").unwrap();
    assert_snapshot!(last, @r#"
    : unknown keyword `U+001B[31m` in an info object; ignored
     --> api.yaml:1:440062
      |
      |
    1 | …filler": "U+001B[31mü",  "info": {"title": "t", "version": "1", "\u001b[31m": 1}, "paths": {}}
      |                                                                  ^^^^^^^^^^^^
      = help: check the spelling, or use a name that begins with `x-`

    2 warnings
    "#);
}

#[test]
fn a_key_of_a_megabyte() {
    let key = "k".repeat(1 << 20);
    let said = said_of_reading(&format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1', ? {key} : 1}}\npaths: {{}}\n"
    ));
    assert!(said.len() < 2000, "{} bytes", said.len());
    assert!(said.contains("W0206"));
}

/// A document of `count` keywords that nobody knows, and one error behind them.
fn unknown(count: usize) -> String {
    let keywords: Vec<String> = (0..count).map(|n| format!("\"k{n}\": 1")).collect();
    format!(
        "{{\"openapi\": \"3.0.3\", \"paths\": {{}}, \"info\": {{\"title\": \"t\", \"version\": \"1\", {}}}}}",
        keywords.join(", ")
    )
}

#[test]
fn a_hundred_thousand_warnings() {
    let few = said_of_reading(&unknown(1_000));
    assert!(few.ends_with("\n1000 warnings\n"));
    let many = said_of_reading(&unknown(100_000));
    assert!(many.ends_with("\n\n99000 more messages are not shown\n\n100000 warnings\n"));
    // Each is an excerpt of the same long line.
    assert!(many.len() < few.len() * 2, "{} bytes", many.len());
}
