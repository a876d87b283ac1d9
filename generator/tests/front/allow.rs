//! `[allow]` of client.toml.

use insta::assert_snapshot;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::source::Source;
use openapi_client_generator::{Output, config, generate, source};

const DOCUMENT: &str = "\
openapi: 3.0.3
info: {title: A, version: '1', mood: good}
paths: {}
components:
  schemas:
    Pet: {type: object, descripton: A pet., properties: {a: {typ: string}, b: {$ref: '#/x'}}}
    Pets: {type: string, descripton: Many.}
";

fn run(toml: &str, document: &str) -> (Option<Output>, String) {
    let mut diagnostics = Diagnostics::default();
    let config = config::text("client.toml", toml, &mut diagnostics).unwrap();
    let source = source::text("api.yaml", document.to_owned(), &mut diagnostics);
    let output = source
        .as_ref()
        .and_then(|source| generate(source, &config, &mut diagnostics));
    let sources: Vec<&Source> = source.iter().collect();
    (output, diagnostics.render(&sources))
}

#[test]
fn a_place_allows_what_stands_in_it() {
    let toml = "[allow]\nW0206 = ['#/components/schemas/Pet']\nW0301 = true\n";
    let (output, said) = run(toml, DOCUMENT);
    assert!(output.is_some());
    assert!(!said.contains("typ`") && !said.contains("W0301"), "{said}");
    assert!(
        said.contains("`mood`") && said.ends_with("2 warnings\n"),
        "{said}"
    );
    assert!(said.contains("api.yaml:7:"), "{said}");
}

#[test]
fn nothing_is_left() {
    let (_, said) = run("[allow]\nW0206 = ['#']\nW0301 = true\n", DOCUMENT);
    assert_eq!(said, "");
}

#[test]
fn an_entry_that_allows_nothing_is_a_warning() {
    let toml = "\
[allow]
W0206 = ['#/paths', '#/components', '#/info/mood']
W0101 = true
W0501 = ['#/paths']
";
    assert_snapshot!(run(toml, DOCUMENT).1, @r"
    warning[W0301]: `#/x` not found; left out, or treated as any JSON value
     --> api.yaml:6:76
      |
    6 |     Pet: {type: object, descripton: A pet., properties: {a: {typ: string}, b: {$ref: '#/x'}}}
      |                                                                            ^
      |
      = help: check the spelling of the reference, or add its target

    warning[W0503]: unused setting: `W0206` isn't reported at this place
     --> client.toml:2:10
      |
    2 | W0206 = ['#/paths', '#/components', '#/info/mood']
      |          ^^^^^^^^^
      |
      = help: check the spelling, or remove it

    warning[W0503]: unused setting: `W0101` isn't reported
     --> client.toml:3:1
      |
    3 | W0101 = true
      | ^^^^^
      |
      = help: check the spelling, or remove it

    warning[W0503]: unused setting: `W0501` isn't reported at this place
     --> client.toml:4:10
      |
    4 | W0501 = ['#/paths']
      |          ^^^^^^^^^
      |
      = help: check the spelling, or remove it

    4 warnings
    ");
    let allowed = format!("{toml}W0503 = true\nW0301 = true\n");
    assert_eq!(run(&allowed, DOCUMENT).1, "");
    let (_, said) = run(
        "[allow]\nW0503 = true\nW0206 = true\nW0301 = true\n",
        DOCUMENT,
    );
    assert!(
        said.contains("unused setting: `W0503` isn't reported"),
        "{said}"
    );
}

#[test]
fn a_document_with_errors_leaves_entries_alone() {
    let (output, said) = run("[allow]\nW0206 = true\n", "openapi: 4.0.0\n");
    assert!(output.is_none() && !said.contains("W0503"), "{said}");
}
