//! A tree as YAML and JSON is read back as the same tree.

use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::source;
use openapi_client_generator::text::{is_hidden, json_document, yaml};
use serde_json::{Value, json};

/// The value is read back from each, and no character in them is hidden.
fn check(value: &Value) {
    for text in [
        yaml(value, &[]),
        json_document(value, &[], usize::MAX),
        json_document(value, &[], 0),
    ] {
        let mut diagnostics = Diagnostics::default();
        let read = source::text("file", text.clone(), &mut diagnostics);
        let read = read.map(|source| source.root);
        assert_eq!(read.as_ref(), Some(value), "{text}");
        assert_eq!(diagnostics.iter().count(), 0, "{text}");
        assert!(!text.contains(|c| is_hidden(c) && c != '\n' && c != '\t'));
    }
}

#[test]
fn what_looks_like_something_else_is_quoted() {
    let words = [
        "no",
        "No",
        "y",
        "off",
        "null",
        "~",
        "TRUE",
        "1e3",
        "1E3",
        "0x1F",
        "0o17",
        "017",
        "1_000",
        "12:30:45",
        "2024-01-01",
        "2024-01-01T10:00:00Z",
        ".5",
        "1.",
        "-1",
        "+1",
        ".inf",
        ".nan",
        "=",
        "<<",
        "",
        " ",
        "a ",
        " a",
        "a: b",
        "a #b",
        "#a",
        "a:",
        "- a",
        "-",
        "?",
        "? a",
        "*a",
        "&a",
        "!a",
        "@a",
        "`a",
        "%a",
        "{a}",
        "[a]",
        "a, b",
        ">",
        "|",
        "'a'",
        "\"a\"",
        "---",
        "...",
        "a\u{85}b",
        "a\u{2028}b",
        "\u{feff}a",
        "\u{e0041}",
        "a\u{0}b",
        "\u{1f600}",
        "é",
        "_",
        "/pets/{id}",
        "$ref",
        "a\tb",
    ];
    for word in words {
        check(&json!({word: word, "in": [word, [word], {word: {word: [word]}}]}));
    }
    let text = yaml(
        &json!({"a": "no", "b": "1e3", "c": "2024-01-01", "200": "/pets"}),
        &[],
    );
    assert_eq!(
        text,
        "a: \"no\"\nb: \"1e3\"\nc: \"2024-01-01\"\n\"200\": /pets\n"
    );
}

#[test]
fn lines_are_kept() {
    let texts = [
        "a\nb",
        "a\nb\n",
        "a\nb\n\n",
        "a\n\n\nb\n\n\n",
        "\na",
        " a\nb",
        "a\n  b\nc",
        "a\n\tb",
        "a\n \nb",
        "a \nb ",
        "a\r\nb",
        "\n",
        "a\n",
        "a\n# b\n--- c\n...\n",
        "a: b\n- c",
        "a\u{85}\nb",
        "a\n\u{200b}",
    ];
    for text in texts {
        check(&json!({"a": text, "b": [text, {"c": text, "d": 1}], "e": text}));
        check(&json!([text, text]));
    }
    let text = yaml(&json!({"a": "one\n  two\n\nthree\n", "b": ["x\ny"]}), &[]);
    assert_eq!(
        text,
        "a: |\n  one\n    two\n\n  three\nb:\n  - |-\n    x\n    y\n"
    );
}

#[test]
fn trees_are_kept() {
    let long = "k".repeat(5_000);
    check(&json!({
        "empty": [{}, [], [[]], [{}], {"a": {}, "b": []}, null, true],
        "lists": [[1, [2, {"a": [[3]]}]], [{"b": 1, "c": [4]}]],
        long.as_str(): {long.as_str(): [long.as_str()], "a": 1},
    }));
    check(&json!({"n": [0, -1, i64::MIN, u64::MAX, 0.1, 1e22, -1.5e-9, 1e300, 3.0]}));
}

#[test]
fn numbers_keep_their_digits() {
    let decimals = [Some("1.2345678901234567890123".to_owned()), None];
    let value = json!({"a": 1.234_567_890_123_456_7, "b": [1e22]});
    assert_eq!(
        yaml(&value, &decimals),
        "a: 1.2345678901234567890123\nb:\n  - 1.0e+22\n"
    );
    assert_eq!(
        json_document(&value, &decimals, usize::MAX),
        "{\n  \"a\": 1.2345678901234567890123,\n  \"b\": [\n    1.0e+22\n  ]\n}\n"
    );
}

#[test]
fn json_that_would_be_too_large_is_one_line() {
    let value = json!({"a": [1, {"b: c": " d, {e}: f"}], "g": {}, "h": []});
    let lines = json_document(&value, &[], usize::MAX);
    assert!(lines.starts_with("{\n  \"a\": [\n    1,\n"), "{lines}");
    assert_eq!(json_document(&value, &[], lines.len()), lines);
    assert_eq!(
        json_document(&value, &[], lines.len() - 1),
        "{\"a\":[1,{\"b: c\":\" d, {e}: f\"}],\"g\":{},\"h\":[]}\n"
    );
}
