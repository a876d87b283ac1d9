//! What texts cost: bytes that are written for each byte of them.

use openapi_client_generator::text::{Docs, markdown, outer};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::ops::Range;
use std::time::Instant;

/// How often a text of `size` bytes holds `piece`.
fn repeated(piece: &str, size: usize) -> String {
    piece.repeat(size / piece.len() + 1)
}

fn joined(numbers: Range<usize>, line: impl Fn(usize) -> String) -> String {
    numbers.map(line).collect::<Vec<_>>().concat()
}

/// Texts that grow with the square of their length where nothing bounds them.
fn shapes(size: usize) -> Vec<(&'static str, String)> {
    let pieces = [
        ">",
        "> ",
        "- ",
        "* ",
        "1. ",
        "*",
        "**a ",
        "_a",
        "*a_",
        "[",
        "[a](",
        "![",
        "]",
        "`",
        "` ``",
        "```\n",
        "<",
        "<a ",
        "<!--",
        "|",
        "|-",
        "~",
        "~~a",
        "\\",
        "&",
        "&amp;",
        "#",
        "# a\n",
        "a\n===\n",
        "\n",
        " ",
        "\t",
        "    a\n",
        "> a\n\n",
        "- a\n\n",
        "a_b ",
        "a() ",
        "http",
        "https://a.b ",
        "a\u{202e}",
        "<br>",
        "<p>a</p>",
        "[^a]",
        "[^a]: b\n",
        "- - a\n",
        "> - 1. ",
        "***a** b* ",
        "\"#",
        "a|b\n-|-\n",
    ];
    let mut shapes: Vec<_> = pieces
        .iter()
        .map(|piece| (*piece, repeated(piece, size)))
        .collect();
    let half = size / 2;
    let address = "a".repeat(half);
    let reference = format!("[x]: https://e.com/{address}\n\n{}", repeated("[x]", half));
    shapes.push(("a reference that is used often", reference));
    let definitions = joined(0..size / 20, |n| format!("[{n}]: https://e.com\n"));
    shapes.push(("definitions", definitions));
    let columns = format!(
        "{}\n{}\n{}",
        repeated("|a", half),
        repeated("|-", half),
        repeated("|\n", half)
    );
    shapes.push(("a wide table with short rows", columns));
    let lazy = format!("{}{}", "> ".repeat(16), repeated("a\n", size));
    shapes.push(("lines that continue a deep quote", lazy));
    let steps = joined(0..size / 40, |n| format!("{}- a\n", "  ".repeat(n % 20)));
    shapes.push(("a list in steps", steps));
    let deep = joined(0..40, |n| format!("{}- a\n", "  ".repeat(n)));
    shapes.push(("a deep list", deep.repeat(size / deep.len() + 1)));
    shapes
}

#[test]
fn what_is_written_is_bounded_by_the_text() {
    for size in [10, 1_000, 20_000, 200_000] {
        // Of the longest texts some are enough, for the time that a debug build takes.
        let step = if size > 20_000 { 7 } else { 1 };
        for (shape, text) in shapes(size).into_iter().skip(1).step_by(step) {
            let docs = markdown(&text).docs;
            let written = written(&docs);
            // A hidden character is shown by six, and the least of texts has room to be odd.
            let most = 4_096 + 10 * text.len();
            assert!(
                written <= most,
                "{shape}: {} bytes became {written}",
                text.len()
            );
        }
    }
}

/// How long the doc comment is.
fn written(docs: &Docs) -> usize {
    outer(docs).map_or(0, |doc| {
        doc.meta
            .require_name_value()
            .map_or(0, |doc| match &doc.value {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(text),
                    ..
                }) => text.value().len(),
                other => panic!("docs are a string, not {other:?}"),
            })
    })
}

/// Prints the time that each shape takes, and what becomes of it: `cargo test --release -p
/// openapi-client-generator --test text figures -- --ignored --nocapture`.
#[test]
#[ignore = "it prints figures, and checks nothing"]
fn figures() {
    for (number, (shape, _)) in shapes(10).into_iter().enumerate() {
        let mut row = String::new();
        for size in [1_000, 20_000, 200_000] {
            let (_, text) = &shapes(size)[number];
            let start = Instant::now();
            let docs = markdown(text).docs;
            let took = start.elapsed();
            let _ = write!(row, " {took:>12.1?} {:>7}", written(&docs));
        }
        println!("{shape:40?}{row}");
    }
}

/// How many bytes are written of schemas, how many the document has, and whether a text is said to be cut.
fn written_of(schemas: &Value) -> (usize, usize, bool) {
    let document = json!({
        "openapi": "3.0.3", "info": { "title": "t", "version": "1" }, "paths": {},
        "components": { "schemas": schemas },
    });
    let made = crate::make(&document, &crate::config(""));
    let files = made.output.expect("a crate").files;
    let files = files
        .iter()
        .filter(|(path, _)| !path.starts_with("src/runtime/"));
    (
        files.map(|(_, text)| text.len()).sum(),
        document.to_string().len(),
        made.codes.contains(&"W0411"),
    )
}

/// The nesting that wrote 121 MB of 18 kB.
#[test]
fn a_crate_is_bounded_by_its_document() {
    for piece in ["> ", "1. ", "- 1. ", "> - "] {
        for size in [10, 1_000, 20_000] {
            let (bytes, from, is_cut) = written_of(&json!({ "A": {
                "description": repeated(piece, size), "type": "object",
                "properties": { "a": { "type": "string" } },
            } }));
            assert_eq!(is_cut, size > 100, "{size} bytes of {piece:?}");
            assert!(
                bytes <= 20_000 + 20 * from,
                "{from} bytes of {piece:?} became {bytes}"
            );
        }
    }
}

/// The description of a schema stands at each member that refers to it.
#[test]
fn copies_of_a_text_are_bounded() {
    let members = |count: usize| -> Value {
        let names = (0..count).map(|number| format!("m{number}"));
        let of_a = |name| (name, json!({ "$ref": "#/components/schemas/A" }));
        names.map(of_a).collect::<Map<_, _>>().into()
    };
    for count in [10, 1_000] {
        let text = format!("Words.\n\n{}", repeated("And some more. ", 20_000));
        let (bytes, from, is_cut) = written_of(&json!({
            "A": { "description": text, "type": "object", "properties": { "a": { "type": "string" } } },
            "B": { "type": "object", "properties": members(count) },
        }));
        assert_eq!(is_cut, count > 100);
        assert!(
            bytes <= (5 << 20) + 40 * from,
            "{from} bytes became {bytes}"
        );
    }
}
