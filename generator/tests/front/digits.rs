//! Integers beyond 64 bits are documented digit by digit, wherever they were written.

use openapi_client_generator::{Config, Memory, run_files};

/// The constraints in the docs of the fields.
fn constraints(files: &[(&str, &str)]) -> Vec<String> {
    said(files, "Constraints: ")
}

/// The texts after these words in the docs of the fields.
fn said(files: &[(&str, &str)], words: &str) -> Vec<String> {
    let mut memory = Memory::default();
    for (name, text) in files {
        memory.add(name, *text);
    }
    let generated = run_files(&memory, files[0].0, &Config::default());
    let output = generated.output.expect("a crate");
    let lines = output.files["src/types.rs"].lines();
    let docs = lines.filter_map(|line| line.trim().strip_prefix("/// "));
    let texts = docs.filter_map(|line| Some(line.split_once(words)?.1));
    texts.map(str::to_owned).collect()
}

const HEAD: &str = "openapi: 3.1.0
info: {title: T, version: '1'}
paths: {/a: {get: {responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}}
";

#[test]
fn bounds_and_values_have_the_digits_of_the_document() {
    let document = "components:
  schemas:
    A:
      properties:
        bounds: {type: number, minimum: -123456789012345678901234567890, maximum: 1.50e+300}
        whole: {type: integer, exclusiveMaximum: 340282366920938463463374607431768211456}
        step: {type: number, multipleOf: 12345678901234567890123}
        listed: {enum: [0.5, 123456789012345678901234567890]}
        constant: {const: 123456789012345678901234567890}
        parts: {allOf: [{type: number}, {maximum: 123456789012345678901}]}
        excluded: {not: {const: 123456789012345678901}}
        others: {not: {enum: [1, 123456789012345678901]}}
        inner: {not: {const: [123456789012345678901]}}
";
    let yaml = format!("{HEAD}{document}");
    assert_eq!(
        constraints(&[("openapi.yaml", &yaml)]),
        [
            "at least -123456789012345678901234567890, at most 1.5e300.",
            "less than 340282366920938463463374607431768211456.",
            "a multiple of 12345678901234567890123.",
            "`0.5` or `123456789012345678901234567890`.",
            "`123456789012345678901234567890`.",
            "at most 123456789012345678901.",
            "not `123456789012345678901`.",
            "not `1` or `123456789012345678901`.",
            "not `[123456789012345678901]`.",
        ]
    );
}

#[test]
fn defaults_have_the_digits_of_the_document() {
    let document = "components:
  schemas:
    A:
      properties:
        safe: {type: integer, default: 9007199254740993}
        whole: {type: integer, default: 18446744073709551617}
        number: {type: number, default: -123456789012345678901234567890}
        part: {description: Text., allOf: [{type: integer, default: 18446744073709551619}]}
        list: {type: array, items: {type: number}, default: [1, -18446744073709551616, 2.5, 1e30]}
        object: {type: object, default: {\"a\\\"b\": [{c: 18446744073709551617}], d: null}}
";
    let yaml = format!("{HEAD}{document}");
    assert_eq!(
        said(&[("openapi.yaml", &yaml)], "Default: "),
        [
            "`9007199254740993`.",
            "`18446744073709551617`.",
            "`-123456789012345678901234567890`.",
            "`18446744073709551619`.",
            "`[1,-18446744073709551616,2.5,1e+30]`.",
            r#"`{"a\"b":[{"c":18446744073709551617}],"d":null}`."#,
        ]
    );
}

#[test]
fn digits_follow_files_upgrades_and_left_out_items() {
    let document = "components: {schemas: {A: {$ref: a.json}}}\n";
    let other = r#"{"properties": {"x": {"type": "number", "maximum": 123456789012345678901}}}"#;
    let files = [
        ("openapi.yaml", &*format!("{HEAD}{document}")),
        ("a.json", other),
    ];
    assert_eq!(constraints(&files), ["at most 123456789012345678901."]);

    let document = "components:
  schemas:
    A:
      allOf:
        - 1
        - properties: {x: {type: number, maximum: 123456789012345678901, exclusiveMaximum: true}}
";
    let yaml = format!("{HEAD}{document}").replace("3.1.0", "3.0.3");
    assert_eq!(
        constraints(&[("openapi.yaml", &yaml)]),
        ["less than 123456789012345678901."]
    );
}
