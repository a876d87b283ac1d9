//! Documents in several files on the disk: where references may lead, and one file by several paths.

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::source::Source;
use openapi_client_generator_cli::read;

/// A folder with a document that refers to `reference`, in `api/`, and other files.
fn folder(reference: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir_all(at.join("api/schemas")).unwrap();
    fs::create_dir_all(at.join("shared/schemas")).unwrap();
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: Files, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    A:\n      $ref: '{reference}'\n"
    );
    fs::write(at.join("api/openapi.yaml"), document).unwrap();
    fs::write(
        at.join("api/schemas/pet.yaml"),
        "{type: object, title: Pet}",
    )
    .unwrap();
    let other = "{type: object, properties: {pet: {$ref: schemas/pet.yaml}, api: {$ref: ../api/schemas/pet.yaml}}}";
    fs::write(at.join("shared/other.yaml"), other).unwrap();
    fs::write(at.join("shared/schemas/pet.yaml"), "{type: string}").unwrap();
    folder
}

/// The document, and the messages about it.
fn read(folder: &Path, allowed: &[&str]) -> (Source, String) {
    let allowed: Vec<PathBuf> = allowed.iter().map(|dir| folder.join(dir)).collect();
    let mut diagnostics = Diagnostics::default();
    let document = folder.join("api/openapi.yaml");
    let source = read::document(&document, &allowed, &mut diagnostics).unwrap();
    let said = diagnostics.render(&[&source]);
    let said = said.replace(&folder.display().to_string(), "DIR");
    (source, said)
}

/// The names of the other files.
fn others(folder: &Path, source: &Source) -> Vec<String> {
    let names = source.files().skip(1).map(|file| file.name.clone());
    let place = folder.display().to_string();
    names.map(|name| name.replace(&place, "DIR")).collect()
}

#[test]
fn a_folder_is_left_only_where_it_is_allowed() {
    let folder = folder("../shared/other.yaml");
    let at = folder.path();
    assert_snapshot!(read(at, &[]).1, @r"
    error[E0111]: this reference leads out of the folder of the document, to `DIR/shared/other.yaml`
     --> DIR/api/openapi.yaml:7:13
      |
    7 |       $ref: '../shared/other.yaml'
      |             ^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: move the file below the folder, or allow the other folder with `--allow-dir`

    1 error
    ");
    let (source, said) = read(at, &["shared"]);
    assert_eq!(said, "");
    assert_eq!(
        others(at, &source),
        [
            "DIR/shared/other.yaml",
            "DIR/api/schemas/pet.yaml",
            "DIR/shared/schemas/pet.yaml"
        ]
    );
}

#[test]
fn a_missing_file_outside_is_not_told_from_one_that_is_there() {
    let there = folder("../shared/schemas/pet.yaml");
    let absent = folder("../shared/schemas/abc.yaml");
    let told = |folder: &Path| read(folder, &[]).1.replace("abc.yaml", "pet.yaml");
    assert_eq!(told(there.path()), told(absent.path()));
}

#[cfg(unix)]
#[test]
fn links_are_resolved_first() {
    use std::os::unix::fs::symlink;

    // A link that leads out.
    let folder = folder("schemas/link.yaml");
    let at = folder.path();
    symlink(
        at.join("shared/schemas/pet.yaml"),
        at.join("api/schemas/link.yaml"),
    )
    .unwrap();
    assert_snapshot!(read(at, &[]).1, @r"
    error[E0111]: this reference leads out of the folder of the document, to `schemas/link.yaml`
     --> DIR/api/openapi.yaml:7:13
      |
    7 |       $ref: 'schemas/link.yaml'
      |             ^^^^^^^^^^^^^^^^^^^
      |
      = help: move the file below the folder, or allow the other folder with `--allow-dir`

    1 error
    ");
    // A link to a folder that is allowed: its file is known by its own path.
    assert_eq!(
        others(at, &read(at, &["shared"]).0),
        ["DIR/shared/schemas/pet.yaml"]
    );

    // A link within the folder: one file by two paths.
    fs::remove_file(at.join("api/schemas/link.yaml")).unwrap();
    symlink(at.join("api/schemas"), at.join("api/models")).unwrap();
    let document = "openapi: 3.0.3\ninfo: {title: Files, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A: {type: object, properties: {a: {$ref: models/pet.yaml}, b: {$ref: ./schemas/pet.yaml}, c: {$ref: '../api/schemas/pet.yaml'}}}\n";
    fs::write(at.join("api/openapi.yaml"), document).unwrap();
    let (source, said) = read(at, &[]);
    assert_eq!(said, "");
    assert_eq!(others(at, &source), ["DIR/api/schemas/pet.yaml"]);
    let schemas = source.root["components"]["schemas"].as_object().unwrap();
    assert_eq!(schemas.keys().collect::<Vec<_>>(), ["A", "pet"]);
}

#[test]
fn a_folder_is_no_file() {
    for (reference, shown) in [("schemas/.", "schemas"), (".", ".")] {
        let folder = folder(reference);
        let said = read(folder.path(), &[]).1;
        let first = format!(
            "error[E0110]: the file of this reference, `{shown}`, can't be read: it is not a file"
        );
        assert_eq!(said.lines().next(), Some(&*first));
    }
}

#[test]
fn a_disk_has_no_urls() {
    let folder = folder("https://example.com/pet.yaml");
    let (source, said) = read(folder.path(), &[]);
    assert_eq!(said, "");
    let reference = &source.root["components"]["schemas"]["A"]["$ref"];
    assert_eq!(reference, "https://example.com/pet.yaml");
}
