//! Remote files, as far as the library knows of them: names that are URLs.

use insta::assert_snapshot;
use openapi_client_generator::{Config, Files, Generated, Memory, Unread, run_files};
use std::fmt::Write as _;

/// A document with references to these URLs.
fn document(references: &[&str]) -> String {
    let mut text =
        "openapi: 3.1.0\ninfo: {title: Remote, version: '1'}\ncomponents:\n  schemas:\n".to_owned();
    for (index, reference) in references.iter().enumerate() {
        writeln!(
            text,
            "    A{index}: {{type: object, properties: {{a: {{$ref: '{reference}'}}}}}}"
        )
        .unwrap();
    }
    text
}

fn run(document: &str, name: &str, files: &[(&str, &str)]) -> Generated {
    let mut memory = Memory::default();
    memory.add(name, document);
    for (name, text) in files {
        memory.add(name, *text);
    }
    run_files(&memory, name, &Config::default())
}

/// The types of a crate without messages.
fn types(generated: &Generated) -> &str {
    assert_eq!(generated.messages(), "");
    &generated.output.as_ref().unwrap().files["src/types.rs"]
}

#[test]
fn files_of_a_ring() {
    let references = [
        "https://host/v1/pet.yaml#/Pet",
        "HTTPS://Host:443/v1/x/../pet.yaml#/Pet",
        "https://host/v1/%2e/pet.yaml#/Pet",
    ];
    let files = [
        (
            "https://host/v1/pet.yaml",
            "Pet: {type: object, properties: {owner: {$ref: '../owner.yaml'}}}",
        ),
        (
            "https://host/owner.yaml",
            "{type: object, properties: {pets: {type: array, items: {$ref: '/v1/pet.yaml#/Pet'}}}}",
        ),
    ];
    let generated = run(&document(&references), "api.yaml", &files);
    let types = types(&generated);
    assert_eq!(types.matches("pub struct Pet ").count(), 1, "{types}");
    assert_eq!(types.matches("pub struct Owner ").count(), 1, "{types}");
}

#[test]
fn a_document_with_a_url() {
    let files = [(
        "https://host/v1/pet.yaml",
        "{type: object, properties: {a: {type: string}}}",
    )];
    let generated = run(&document(&["pet.yaml"]), "https://host/v1/api.yaml", &files);
    assert!(types(&generated).contains("pub struct Pet "));
}

#[test]
fn the_name_of_a_file_that_was_read_needs_no_network() {
    let references = ["local.yaml", "https://host/pet.yaml"];
    let files = [
        (
            "local.yaml",
            "{$id: 'https://host/pet.yaml', type: object, properties: {b: {type: string}}}",
        ),
        ("https://host/pet.yaml", "{type: string}"),
    ];
    let generated = run(&document(&references), "api.yaml", &files);
    assert_eq!(types(&generated).matches("pub struct Local ").count(), 1);
}

#[test]
fn a_remote_file_has_no_name_of_another_origin() {
    let own = "{type: object, properties: {b: {type: string}}}";
    for (id, is_own) in [
        ("https://other/pet.yaml", false),
        ("http://host/pet.yaml", false),
        ("https://host:444/pet.yaml", false),
        ("https://host/pet.yaml", true),
        ("urn:pet", true),
    ] {
        for claim in [
            format!("{{$id: '{id}', type: object, properties: {{c: {{type: string}}}}}}"),
            format!(
                "{{type: object, properties: {{a: {{$id: '{id}', type: object, properties: {{c: {{type: string}}}}}}}}}}"
            ),
        ] {
            let files = [("https://host/a.yaml", &*claim), (id, own)];
            let generated = run(&document(&["https://host/a.yaml", id]), "api.yaml", &files);
            let has_own = !types(&generated).contains("pub b: ");
            assert_eq!(has_own, is_own, "{claim}");
        }
    }
}

#[test]
fn a_remote_file_has_any_names_in_itself() {
    let file = "{type: object, properties: {a: {$ref: 'https://other/b'}, b: {$ref: '#/$defs/B'}}, $defs: {B: {$id: 'https://other/b', type: object, properties: {c: {type: string}}}}}";
    let files = [("https://host/a.yaml", file)];
    let generated = run(&document(&["https://host/a.yaml"]), "api.yaml", &files);
    assert_eq!(types(&generated).matches("pub c: ").count(), 1);
}

#[test]
fn a_remote_file_names_no_local_one() {
    // By its own URI, the document stands beside the remote file.
    let document = document(&["https://host/a.yaml"]).replace(
        "openapi: 3.1.0",
        "openapi: 3.2.0\n$self: https://host/api.yaml",
    );
    let files = [
        (
            "https://host/a.yaml",
            "{type: object, properties: {a: {$ref: ./b.yaml}, c: {type: string}}}",
        ),
        ("b.yaml", "{type: object, properties: {c: {type: string}}}"),
    ];
    let files: &[(&str, &str)] = &files;
    let mut memory = Memory::default();
    memory.add("api.yaml", document);
    for (name, text) in files {
        memory.add(name, *text);
    }
    let generated = run_files(&memory, "api.yaml", &Config::default());
    assert_snapshot!(generated.messages(), @r"
    warning[W0331]: `https://host/b.yaml` is not fetched; treated as any JSON value
     --> https://host/a.yaml:1:39
      |
    1 | {type: object, properties: {a: {$ref: ./b.yaml}, c: {type: string}}}
      |                                       ^^^^^^^^
      |
      = help: allow its origin with `--allow-remote`, or save the file beside the document and refer to that

    1 warning
    ");
}

#[test]
fn what_is_not_allowed_is_left_out() {
    let references = ["https://host/a.yaml", "//host/b.yaml"];
    let generated = run(&document(&references[..1]), "api.yaml", &[]);
    assert_snapshot!(generated.messages(), @r"
    warning[W0331]: `https://host/a.yaml` is not fetched; treated as any JSON value
     --> api.yaml:5:47
      |
    5 |     A0: {type: object, properties: {a: {$ref: 'https://host/a.yaml'}}}
      |                                               ^^^^^^^^^^^^^^^^^^^^^
      |
      = help: allow its origin with `--allow-remote`, or save the file beside the document and refer to that

    1 warning
    ");
    assert!(generated.output.is_some());
    let generated = run(&document(&references), "api.yaml", &[]);
    assert!(generated.output.is_none());
    assert!(
        generated
            .messages()
            .contains("`//host/b.yaml`, can't be read: absolute paths are not supported")
    );
    // A function that reads files is not asked for URLs.
    let text = document(&references[..1]);
    let files = |name: &str| {
        assert_eq!(name, "api.yaml");
        Ok(text.clone().into_bytes())
    };
    assert!(
        run_files(&files, "api.yaml", &Config::default())
            .output
            .is_some()
    );
}

/// A server that redirects.
struct Moved(Memory);

impl Files for Moved {
    fn read(&self, name: &str) -> Result<Vec<u8>, Unread> {
        self.0.read(name)
    }

    fn find(&self, name: &str, folder: &str) -> Result<String, Unread> {
        match name {
            "https://host/latest" => Ok("https://other/v2/pet.yaml".to_owned()),
            name => self.0.find(name, folder),
        }
    }
}

#[test]
fn references_begin_where_a_redirect_led() {
    let mut memory = Memory::default();
    memory.add(
        "api.yaml",
        document(&["https://host/latest", "https://other/v2/pet.yaml"]),
    );
    memory.add(
        "https://other/v2/pet.yaml",
        "{type: object, properties: {tag: {$ref: tag.yaml}, typ: {typ: string}}}",
    );
    memory.add("https://other/v2/tag.yaml", "{type: string, enum: [a]}");
    let generated = run_files(&Moved(memory), "api.yaml", &Config::default());
    assert_snapshot!(generated.messages(), @r"
    warning[W0206]: unknown keyword `typ` in a schema; ignored
     --> https://other/v2/pet.yaml:1:58
      |
    1 | {type: object, properties: {tag: {$ref: tag.yaml}, typ: {typ: string}}}
      |                                                          ^^^
      |
      = help: did you mean `type`?
      = help: check the spelling, or use a name that begins with `x-`

    1 warning
    ");
    assert!(generated.output.unwrap().files["src/types.rs"].contains("pub enum Tag"));
}

#[test]
fn a_chain_of_files_has_no_limit_of_its_own() {
    let mut memory = Memory::default();
    memory.add("api.yaml", document(&["https://host/0.yaml"]));
    for number in 0..200 {
        let text = format!(
            "{{type: object, properties: {{next: {{$ref: '{}.yaml'}}}}}}",
            (number + 1) % 200
        );
        memory.add(&format!("https://host/{number}.yaml"), text);
    }
    let generated = run_files(&memory, "api.yaml", &Config::default());
    assert_eq!(generated.messages(), "");
}
