//! `[allow]` of client.toml.

use insta::assert_snapshot;
use openapi_client_generator::diagnostic::{Diagnostics, Format, Pointer};
use openapi_client_generator::source::Source;
use openapi_client_generator::{Config, Memory, Output, config, generate, read_with, source};

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
    let mut source = source::text("api.yaml", document.to_owned(), &mut diagnostics);
    let output = source
        .as_mut()
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

/// A word of another version is reported at each place, so one place allows no other.
#[test]
fn each_place_of_a_word_of_another_version() {
    let document = "\
openapi: 3.1.0
info: {title: A, version: '1'}
paths: {}
components:
  schemas:
    A: {type: string, nullable: true}
    B: {type: string, nullable: true}
";
    let toml = "[allow]\nW0211 = ['#/components/schemas/A']\n";
    let (_, said) = run(toml, document);
    assert!(
        said.contains("api.yaml:7:") && said.ends_with("\n1 warning\n"),
        "{said}"
    );
}

/// The messages about a document in several files, with an overlay.
fn of_files(allow: &str, format: Format) -> String {
    let mut files = Memory::default();
    files.add(
        "api/openapi.yaml",
        "\
openapi: 3.0.3
info: {title: A, version: '1'}
paths:
  /a: {$ref: 'paths/a.yaml#/item'}
components:
  schemas:
    Pet: {$ref: ../api/pet.yaml}
",
    );
    files.add(
        "api/paths/a.yaml",
        "item: {get: {x: 1, responses: {'204': {description: Done.}}}, summary: {$ref: text.yaml}}",
    );
    files.add("api/paths/text.yaml", "A text.");
    files.add(
        "api/pet.yaml",
        "{type: object, properties: {a: {typ: string}}}",
    );
    files.add("fix.yaml", "overlay: 1.0.0\ninfo: {title: Fix, version: '1'}\nactions: [{target: $.info, update: {mood: good}}]\n");
    let toml = format!("overlays = ['fix.yaml']\n[allow]\n{allow}");
    let mut diagnostics = Diagnostics::default();
    let config = config::text("client.toml", &toml, &mut diagnostics).unwrap();
    let mut source = read_with(&files, "api/openapi.yaml", &config, &mut diagnostics).unwrap();
    generate(&mut source, &config, &mut diagnostics);
    diagnostics.render_as(format, &[&source])
}

#[test]
fn places_are_those_of_the_files_that_people_edit() {
    let places = |text: String| {
        let place = |line: &str| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let [code, file, pointer] =
                ["code", "file", "pointer"].map(|key| line[key].as_str().unwrap().to_owned());
            format!("{code} {file}{pointer}")
        };
        text.lines().map(place).collect::<Vec<_>>()
    };
    let all = places(of_files("", Format::Json));
    assert_eq!(
        all,
        [
            "W0206 api/paths/a.yaml#/item/get/x",
            "W0110 api/paths/a.yaml#/item/summary/$ref",
            "W0206 api/pet.yaml#/properties/a/typ",
            "W0206 fix.yaml#/actions/0/update/mood",
        ]
    );
    // Each of them can be allowed as it is shown.
    let mut entries: std::collections::BTreeMap<&str, Vec<&str>> =
        std::collections::BTreeMap::new();
    for line in &all {
        let (code, place) = line.split_once(' ').unwrap();
        entries.entry(code).or_default().push(place);
    }
    let entry = |(code, places): (&&str, &Vec<&str>)| format!("{code} = {places:?}");
    let allow: Vec<String> = entries.iter().map(entry).collect();
    let allow = allow.join("\n");
    assert_eq!(of_files(&allow, Format::Short), "");
    // A place of the joined document isn't one of a file.
    let said = of_files(
        "W0206 = ['#/components/schemas/Pet', 'api/pet.yaml#']\n",
        Format::Short,
    );
    assert!(said.contains("client.toml:3:10: warning[W0503]"), "{said}");
    assert!(!said.contains("api/pet.yaml"), "{said}");
}

/// Documents of 3.1 and 2.0 with schemas of these names, each with an unknown keyword.
fn with_schemas(names: &[&str]) -> [String; 2] {
    let schemas = names.iter().enumerate();
    let schemas = schemas.map(|(index, name)| {
        format!("{name:?}: {{type: object, odd{index}: 1, properties: {{a: {{type: string}}}}}}")
    });
    let schemas = schemas.collect::<Vec<_>>().join(", ");
    let whole = |holder: &str| {
        let holder = Pointer::parse(holder).unwrap();
        let members = names.iter().enumerate().map(|(index, name)| {
            format!("m{index}: {{$ref: {:?}}}", holder.child(name).reference())
        });
        let members = members.collect::<Vec<_>>().join(", ");
        format!("schema: {{type: object, properties: {{{members}}}}}")
    };
    let of = |said: &str, response: &str, holder: &str| {
        let response = format!("{{description: Done., {response}}}");
        format!(
            "{said}\ninfo: {{title: T, version: '1'}}\n{holder}\npaths: {{/a: {{get: {{responses: {{'200': {response}}}}}}}}}\n"
        )
    };
    let media = format!(
        "content: {{application/json: {{{}}}}}",
        whole("#/components/schemas")
    );
    let shared = format!("components: {{schemas: {{{schemas}}}}}");
    let old = format!("produces: [application/json]\ndefinitions: {{{schemas}}}");
    [
        of("openapi: 3.1.0", &media, &shared),
        of("swagger: '2.0'", &whole("#/definitions"), &old),
    ]
}

/// `%` is itself in a place that messages show, unlike in a reference.
#[test]
fn a_place_is_taken_as_it_is_shown() {
    let names = ["S%41", "SA", "100%", "a%20b", "a b", "a/b", r#"a"b"#, "{c}"];
    for document in with_schemas(&names) {
        let mut diagnostics = Diagnostics::default();
        let mut source = source::text("api.yaml", document.clone(), &mut diagnostics).unwrap();
        generate(&mut source, &Config::default(), &mut diagnostics);
        let said = diagnostics.render_as(Format::Json, &[&source]);
        let known: Vec<serde_json::Value> = { said.lines() }
            .map(|line| serde_json::from_str(line).unwrap())
            .filter(|line: &serde_json::Value| line["code"] == "W0206")
            .collect();
        assert_eq!(known.len(), names.len(), "{said}");
        for (index, line) in known.iter().enumerate() {
            let place = line["pointer"].as_str().unwrap();
            let (schema, _) = place.rsplit_once('/').unwrap();
            let toml = format!("[allow]\nW0206 = [{place:?}]\n[names]\n{schema:?} = \"Chosen\"\n");
            let (output, said) = run(&toml, &document);
            let is_told = |index| said.contains(&format!("`odd{index}`"));
            assert!(
                !is_told(index) && is_told(1 - index.min(1)),
                "{place}\n{said}"
            );
            assert!(!said.contains("client.toml"), "{said}");
            let types = &output.unwrap().files["src/types.rs"];
            assert!(types.contains("pub struct Chosen "), "{place}\n{types}");
        }
    }
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
    warning[W0301]: `#/x` not found; treated as any JSON value
     --> api.yaml:6:86
      |
    6 |     Pet: {type: object, descripton: A pet., properties: {a: {typ: string}, b: {$ref: '#/x'}}}
      |                                                                                      ^^^^^
      |
      = help: check the spelling of the reference, or add its target

    warning[W0503]: unused setting: the document gives no `W0206` at this place
     --> client.toml:2:10
      |
    2 | W0206 = ['#/paths', '#/components', '#/info/mood']
      |          ^^^^^^^^^
      |
      = help: check the spelling, or remove it

    warning[W0503]: unused setting: the document gives no `W0101`
     --> client.toml:3:1
      |
    3 | W0101 = true
      | ^^^^^
      |
      = help: check the spelling, or remove it

    warning[W0503]: unused setting: the document gives no `W0501` at this place
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
        said.contains("unused setting: the document gives no `W0503`"),
        "{said}"
    );
}

#[test]
fn a_document_with_errors_leaves_entries_alone() {
    let (output, said) = run("[allow]\nW0206 = true\n", "openapi: 4.0.0\n");
    assert!(output.is_none() && !said.contains("W0503"), "{said}");
}
