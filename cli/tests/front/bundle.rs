//! `bundle`: notations, digits, and the files that it must not write.

use super::command::{folder, printed, run, said};
use insta::assert_snapshot;
use std::fs;
use std::path::Path;

const DOCUMENT: &str = "\
openapi: 3.0.3
info: {title: no, version: 1.10, x-since: 2024-01-01}
paths:
  /pets: {$ref: paths/pets.yaml}
";

const PETS: &str = "\
get:
  operationId: getPet
  responses:
    '200':
      description: |
        A pet.

        Or none.
      content: {application/json: {schema: {$ref: ../pet.json}}}
";

const PET: &str = r#"{"type": "object", "x-own": [true], "properties": {
    "weight": {"type": "number", "nullable": true, "maximum": 3.14159265358979323846, "multipleOf": 1e-3},
    "id": {"type": "integer", "minimum": 0, "exclusiveMinimum": true, "example": 123456789012345678901234567890}}}"#;

const OVERLAY: &str = "\
overlay: 1.0.0
info: {title: Corrections, version: '1'}
actions:
  - target: $.info
    update: {x-factor: 2.50}
";

fn files() -> tempfile::TempDir {
    let folder = folder();
    let at = folder.path();
    fs::create_dir(at.join("paths")).unwrap();
    for (name, text) in [
        ("many.yaml", DOCUMENT),
        ("paths/pets.yaml", PETS),
        ("pet.json", PET),
        ("overlay.yaml", OVERLAY),
        ("client.toml", "overlays = ['overlay.yaml']\n"),
    ] {
        fs::write(at.join(name), text).unwrap();
    }
    folder
}

#[test]
fn files_upgrades_and_overlays_are_one_document() {
    let folder = files();
    let (code, yaml) = printed(folder.path(), "bundle many.yaml --config client.toml");
    assert_eq!(code, 0);
    assert_snapshot!(yaml, @r##"
    openapi: "3.2.0"
    info:
      title: "no"
      version: "1.10"
      x-since: "2024-01-01"
      x-factor: 2.50
    paths:
      /pets:
        get:
          operationId: getPet
          responses:
            "200":
              description: |
                A pet.

                Or none.
              content:
                application/json:
                  schema:
                    $ref: "#/components/schemas/pet"
    components:
      schemas:
        pet:
          type: object
          x-own:
            - true
          properties:
            weight:
              type:
                - number
                - "null"
              maximum: 3.14159265358979323846
              multipleOf: 1.0e-3
            id:
              type: integer
              exclusiveMinimum: 0
              examples:
                - 123456789012345678901234567890
    "##);
    assert_eq!(
        said(
            folder.path(),
            "bundle many.yaml --config client.toml -o out/one.json"
        ),
        "out/one.json: written\nexit 0"
    );
    let json = fs::read_to_string(folder.path().join("out/one.json")).unwrap();
    for digits in [
        "3.14159265358979323846",
        "123456789012345678901234567890",
        "2.50",
        "1.10",
    ] {
        assert!(json.contains(digits), "{json}");
    }
    // Neither notation loses anything.
    fs::write(folder.path().join("one.yaml"), yaml).unwrap();
    let again = |name: &str| printed(folder.path(), &format!("bundle {name}")).1;
    assert_eq!(again("one.yaml"), again("out/one.json"));
    assert_eq!(
        said(
            folder.path(),
            "bundle many.yaml --config client.toml -o out/one.json"
        ),
        "out/one.json: was up to date\nexit 0"
    );
}

#[test]
fn the_notation_is_that_of_the_name_or_the_one_that_is_asked_for() {
    let folder = files();
    for (args, name, is_json) in [
        ("-o a.json", "a.json", true),
        ("-o a.yml", "a.yml", false),
        ("-o a", "a", false),
        ("-o b.json --format yaml", "b.json", false),
        ("--out b --format json", "b", true),
    ] {
        assert!(said(folder.path(), &format!("bundle many.yaml {args}")).ends_with("exit 0"));
        let text = fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(text.starts_with('{'), is_json, "{args}");
    }
}

#[test]
fn only_what_is_asked_for_is_written_over() {
    let folder = files();
    let folder = folder.path();
    fs::write(folder.join("own.yaml"), "by: hand\n").unwrap();
    let bundle = |args: &str| {
        said(
            folder,
            &format!("bundle many.yaml --config client.toml {args}"),
        )
    };
    assert_eq!(
        bundle("-o own.yaml"),
        "error: `own.yaml` exists; give another file, or write over it with `--force`\nexit 1"
    );
    assert_eq!(
        fs::read_to_string(folder.join("own.yaml")).unwrap(),
        "by: hand\n"
    );
    assert_eq!(bundle("-o own.yaml --force"), "own.yaml: written\nexit 0");
    assert_eq!(bundle("-o own.yaml"), "own.yaml: was up to date\nexit 0");
    // Files of the input stay in any case.
    fs::write(folder.join("client.toml.lock"), "version = 1\n").unwrap();
    fs::create_dir(folder.join("client.toml.lock.d")).unwrap();
    for name in [
        "many.yaml",
        "paths/pets.yaml",
        "paths/../pet.json",
        "client.toml",
        "./overlay.yaml",
        "client.toml.lock",
        "client.toml.lock.d/new.yaml",
    ] {
        let refused = format!("error: `{name}` belongs to the input; give another file\nexit 1");
        assert_eq!(bundle(&format!("-o {name} --force")), refused);
    }
    assert_eq!(
        fs::read_to_string(folder.join("many.yaml")).unwrap(),
        DOCUMENT
    );
    let said = said(folder, "bundle many.yaml --force");
    assert!(said.ends_with("exit 2"), "{said}");
}

#[test]
fn all_warnings_are_looked_for_where_one_is_denied() {
    let folder = files();
    let folder = folder.path();
    let text = "\
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a: {get: {operationId: a, responses: {'204': {$ref: '#/components/responses/Lost'}}}}
  /b: {get: {operationId: a, responses: {'204': {description: Done.}}}}
components: {schemas: {A: {$ref: '#/components/schemas/B', type: string}, B: {}}}
";
    fs::write(folder.join("odd.yaml"), text).unwrap();
    fs::write(
        folder.join("allow.toml"),
        "[allow]\nW0301 = true\nW0901 = true\n",
    )
    .unwrap();
    let bundle = |args: &str| {
        let args = format!("bundle odd.yaml -o new.yaml --message-format short {args}");
        said(folder, &args)
    };
    let loss = "odd.yaml:6:60: warning[W0207]: `type` stands beside `$ref` and is ignored there before OpenAPI 3.1\n";
    assert_snapshot!(bundle("--deny-warnings"), @r"
    odd.yaml:4:56: warning[W0301]: `#/components/responses/Lost` not found; the response is left out
    odd.yaml:5:27: warning[W0901]: `a` is the `operationId` of another operation, too; their methods are `a_b` and `a`
    odd.yaml:4:27: note: first used here
    odd.yaml:6:60: warning[W0207]: `type` stands beside `$ref` and is ignored there before OpenAPI 3.1
    3 warnings
    error: nothing was written: 3 warnings are denied (W0207, W0301, W0901)
    exit 1
    ");
    let denied = "error: nothing was written: 1 warning is denied (W0901)\nexit 1";
    assert!(bundle("--deny w0901").ends_with(denied));
    let denied = "error: nothing was written: 1 warning is denied (W0207)";
    assert_eq!(
        bundle("--deny-warnings --config allow.toml"),
        format!("{loss}1 warning\n{denied}\nexit 1")
    );
    assert!(!folder.join("new.yaml").exists());
    // Warnings that can't fail the run are left to `check`.
    assert_eq!(
        bundle("--force"),
        format!("{loss}1 warning\nnew.yaml: written\nexit 0")
    );
}

#[test]
fn exit_codes() {
    let folder = files();
    let folder = folder.path();
    fs::write(folder.join("broken.yaml"), "a: b: c\n").unwrap();
    fs::write(
        folder.join("lost.yaml"),
        DOCUMENT.replace("paths/", "lost/"),
    )
    .unwrap();
    fs::write(folder.join("old.yaml"), "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B', type: string}, B: {}}}\n").unwrap();
    for (args, code, end) in [
        (
            "bundle broken.yaml -o x.yaml",
            1,
            "error: nothing was written\n",
        ),
        (
            "bundle lost.yaml -o x.yaml",
            1,
            "error: nothing was written\n",
        ),
        (
            "bundle old.yaml -o x.yaml --deny-warnings",
            1,
            "error: nothing was written: 1 warning is denied (W0207)\n",
        ),
        (
            "bundle many.yaml -o paths/pets.yaml",
            1,
            "error: `paths/pets.yaml` belongs to the input; give another file\n",
        ),
        (
            "bundle many.yaml -o ./many.yaml",
            1,
            "error: `./many.yaml` belongs to the input; give another file\n",
        ),
        (
            "bundle many.yaml -o pet.json/x.yaml",
            1,
            "pet.json`: File exists (os error 17)\n",
        ),
        ("bundle", 2, "For more information, try '--help'.\n"),
        (
            "bundle many.yaml --format toml",
            2,
            "For more information, try '--help'.\n",
        ),
        (
            "bundle many.yaml --message-format json",
            2,
            "For more information, try '--help'.\n",
        ),
    ] {
        let output = run(folder, args);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{args}\n{said}");
        assert!(said.ends_with(end), "{args}\n{said}");
    }
    assert!(!Path::new(&folder.join("x.yaml")).exists());
    assert_eq!(
        fs::read_to_string(folder.join("many.yaml")).unwrap(),
        DOCUMENT
    );
}
