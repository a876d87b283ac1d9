//! The changes between crates, as `generate` and `changes` say them.

use super::command::{printed, said};
use insta::assert_snapshot;
use std::fs;
use std::path::Path;

const PETS: &str = "\
openapi: 3.0.3
info: {title: Pets, version: '1'}
servers: [{url: https://pets.example}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: One., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}, kind: {type: string, enum: [cat, dog]}}}
";

/// A folder with a document and the crate `old` of it; then the document differs.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    put(path, PETS);
    let done = said(path, "generate api.yaml --out old");
    assert!(done.ends_with("exit 0"), "{done}");
    let later = PETS
        .replace("[name]", "[]")
        .replace("[cat, dog]", "[cat, dog, fish]");
    put(path, &later);
    folder
}

fn put(folder: &Path, document: &str) {
    fs::write(folder.join("api.yaml"), document).unwrap();
}

#[test]
fn generate_says_what_changes_in_the_crate_that_it_replaces() {
    let folder = folder();
    let folder = folder.path();
    assert_snapshot!(said(folder, "generate api.yaml --out old"), @"
    old: 0 files created, 2 changed, 0 removed
    changes for the users of the crate: 1 breaking, 2 minor; its version is 0.1.0, and the next one is 0.2.0
      breaking  types::Pet::name is now `Option<String>`, was `String`
      minor     types::PetKind::Fish is new
      minor     impl Default for types::Pet is new
    exit 0
    ");
    put(folder, PETS);
    let stale = said(folder, "generate api.yaml --out old --check");
    let (head, _) = stale.split_once("\n---").unwrap();
    assert_snapshot!(head, @"
    error: old is not up to date
      differs: src/types.rs
      differs: src/wire.rs
    changes for the users of the crate: 3 breaking; its version is 0.1.0, and the next one is 0.2.0
      breaking  types::Pet::name is now `String`, was `Option<String>`
      breaking  types::PetKind::Fish is gone
      breaking  impl Default for types::Pet is gone
    ");
    let first = said(folder, "generate api.yaml --out new");
    assert!(!first.contains("changes"), "{first}");
}

#[test]
fn two_crates_are_compared() {
    let folder = folder();
    let folder = folder.path();
    said(folder, "generate api.yaml --out new");
    let (code, text) = printed(folder, "changes old new");
    assert_eq!(code, 0);
    assert_snapshot!(text, @"
    changes for the users of the crate: 1 breaking, 2 minor; its version is 0.1.0, and the next one is 0.2.0
      breaking  types::Pet::name is now `Option<String>`, was `String`
      minor     types::PetKind::Fish is new
      minor     impl Default for types::Pet is new
    ");
    let (code, text) = printed(folder, "changes old new --json");
    assert_eq!(code, 0);
    assert_snapshot!(text, @r#"
    {
      "class": "breaking",
      "version": {
        "earlier": "0.1.0",
        "later": "0.1.0",
        "next": "0.2.0"
      },
      "changes": [
        {
          "class": "breaking",
          "item": "types::Pet::name",
          "change": "changed",
          "from": "String",
          "to": "Option<String>"
        },
        {
          "class": "minor",
          "item": "types::PetKind::Fish",
          "change": "added"
        },
        {
          "class": "minor",
          "item": "impl Default for types::Pet",
          "change": "added"
        }
      ],
      "documented": 0,
      "unread": []
    }
    "#);
    let (code, text) = printed(folder, "changes old old --check");
    assert_eq!(
        (code, text.as_str()),
        (0, "nothing changes for the users of the crate\n")
    );
}

#[test]
fn a_version_that_does_not_tell_of_the_changes_is_refused() {
    let folder = folder();
    let folder = folder.path();
    for (version, exit) in [("0.1.0", 1), ("0.1.9", 1), ("0.2.0", 0), ("1.0.0", 0)] {
        let package = format!("[package]\nversion = '{version}'\n");
        fs::write(folder.join("client.toml"), package).unwrap();
        said(folder, "generate api.yaml --out new --config client.toml");
        let (code, _) = printed(folder, "changes old new --check");
        assert_eq!(code, exit, "{version}");
    }
}

#[test]
fn a_folder_without_a_crate_is_an_error() {
    let folder = folder();
    assert_snapshot!(said(folder.path(), "changes old absent"), @"
    error: `absent` has no generated crate
    exit 1
    ");
}

#[test]
fn hidden_characters_are_shown() {
    let folder = folder();
    let folder = folder.path();
    let file = folder.join("old/src/operations.rs");
    let code = fs::read_to_string(&file).unwrap();
    fs::write(&file, code.replace("\"/pets/", "\"/\u{202e}\u{1b}pets/")).unwrap();
    let replaced = printed(folder, "changes old old --json").1;
    assert!(!replaced.contains("operations.rs"), "{replaced}");
    said(folder, "generate api.yaml --out new");
    for args in ["changes old new", "changes old new --json"] {
        let (_, text) = printed(folder, args);
        assert!(text.contains("pets/{id}"), "{text}");
        assert!(!text.contains(['\u{202e}', '\u{1b}']), "{text}");
    }
}
