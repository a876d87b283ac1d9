//! The command line, as a process.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use insta::assert_snapshot;

const SPEC: &str = "\
openapi: 3.0.3
info: {title: Things, version: '1', mood: good}
paths: {}
";

/// The command in `folder`.
pub fn program(folder: &Path, args: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-client-generator"));
    command.args(args.split_whitespace()).current_dir(folder);
    let colours = ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_HYPERLINK"];
    for variable in colours {
        command.env_remove(variable);
    }
    for proxy in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"] {
        command.env_remove(proxy).env_remove(proxy.to_lowercase());
    }
    command
}

/// Runs the command in `folder`.
pub fn run(folder: &Path, args: &str) -> Output {
    program(folder, args).output().unwrap()
}

/// The exit code and standard output.
pub fn printed(folder: &Path, args: &str) -> (i32, String) {
    let output = run(folder, args);
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), text)
}

/// The exit code and what was said.
pub fn said(folder: &Path, args: &str) -> String {
    let output = run(folder, args);
    assert!(output.stdout.is_empty());
    let code = output.status.code().unwrap();
    format!("{}exit {code}", String::from_utf8(output.stderr).unwrap())
}

pub fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), SPEC).unwrap();
    folder
}

#[test]
fn errors_write_nothing() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("broken.yaml"), "a: b: c\n").unwrap();
    fs::create_dir(folder.join("out")).unwrap();
    assert_snapshot!(said(folder, "generate broken.yaml --out out --map map.json"), @r#"
    error[E0101]: invalid YAML or JSON: mapping values are not allowed in this context
     --> broken.yaml:1:5
      |
    1 | a: b: c
      |     ^
      |
      = help: fix the syntax here

    1 error
    for more about a message: openapi-client-generator explain E0101
    error: nothing was written
    exit 1
    "#);
    assert_snapshot!(said(folder, "generate absent.yaml --out out"), @r#"
    error[E0102]: the document `absent.yaml` can't be read: No such file or directory (os error 2)
     = help: check the path and its permissions

    1 error
    for more about a message: openapi-client-generator explain E0102
    error: nothing was written
    exit 1
    "#);
    let said_of_url = said(folder, "generate https://example.com/api.yaml --out out");
    let first = "error[E0102]: the document `https://example.com/api.yaml` can't be read: only references are fetched, so save the file first\n";
    assert!(said_of_url.starts_with(first), "{said_of_url}");
    fs::write(folder.join("bad.toml"), "[pakage]\n").unwrap();
    assert_snapshot!(said(folder, "generate api.yaml --out out --config bad.toml"), @r#"
    warning[W0206]: unknown keyword `mood` in an info object; ignored
     --> api.yaml:2:37
      |
    2 | info: {title: Things, version: '1', mood: good}
      |                                     ^^^^
      |
      = help: check the spelling, or use a name that begins with `x-`

    error[E0501]: invalid configuration: unknown key `pakage`; the keys are `strict`, `lints`, `overlays`, `unmatched`, `allow`, `package`, `types`, `names`, `constraints`, `operations`, `idempotency`, `client`, `tests`, `errors`, `dependencies`, `dev-dependencies`
     --> bad.toml:1:2
      |
    1 | [pakage]
      |  ^^^^^^
      |
      = help: did you mean `package`?
      = help: `docs/client.toml` of the generator shows every key

    1 error, 1 warning
    for more about a message: openapi-client-generator explain E0501
    error: nothing was written
    exit 1
    "#);
    assert_eq!(fs::read_dir(folder.join("out")).unwrap().count(), 0);
    assert!(!folder.join("map.json").exists());
}

#[test]
fn wrong_usage() {
    let folder = folder();
    for args in [
        "",
        "generate",
        "generate api.yaml",
        "generate api.yaml --out out --nope",
        "generate api.yaml --out out --package 1+1",
        "generate api.yaml --out out --package serde",
    ] {
        assert_eq!(run(folder.path(), args).status.code(), Some(2), "{args}");
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_package_has_a_name_that_can_be_published() {
    let folder = folder();
    let of = |letters: usize| {
        let args = "generate api.yaml --out out --package ";
        said(folder.path(), &format!("{args}{}", "a".repeat(letters)))
    };
    let refused = of(65);
    assert!(
        refused.contains("'--package <NAME>': the name has more than 64 letters"),
        "{refused}"
    );
    assert!(refused.ends_with("exit 2"), "{refused}");
    let taken = of(64);
    assert!(taken.ends_with("exit 0"), "{taken}");
}

#[test]
fn a_pipe_gets_no_colours() {
    let folder = folder();
    let said = said(folder.path(), "generate api.yaml --out out");
    assert!(
        said.contains("warning[W0206]") && !said.contains('\u{1b}'),
        "{said}"
    );
}

#[test]
fn generate_then_check() {
    let folder = folder();
    let folder = folder.path();
    let args = "generate api.yaml --out out --package things --map map.json --report report.json";
    let first = said(folder, args);
    assert!(first.ends_with("exit 0"), "{first}");
    let map: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("map.json")).unwrap()).unwrap();
    assert_eq!(map["package"], "things");
    let report: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("report.json")).unwrap()).unwrap();
    assert_eq!(report["counts"]["operations"]["skipped"], 0);
    assert!(said(folder, &format!("{args} --check")).ends_with("out is up to date\nexit 0"));
    assert!(said(folder, args).ends_with("out was up to date\nexit 0"));

    let other = "{\"package\": \"other\"}";
    fs::write(folder.join("map.json"), other).unwrap();
    let stale = said(folder, &format!("{args} --check"));
    assert!(stale.contains("differs: the map"), "{stale}");
    assert!(!stale.contains("differs: the report"), "{stale}");
    assert_eq!(fs::read_to_string(folder.join("map.json")).unwrap(), other);

    let lib = folder.join("out/src/lib.rs");
    let text = fs::read_to_string(&lib).unwrap();
    fs::write(&lib, format!("{text}// a line too many\n")).unwrap();
    fs::remove_file(folder.join("out/Cargo.toml")).unwrap();
    let stale = said(folder, &format!("{args} --check"));
    for part in [
        "out is not up to date\n  missing: Cargo.toml\n  differs: src/lib.rs\n",
        "\n-// a line too many\n",
        "\nrun: openapi-client-generator generate api.yaml --out out --package things --map map.json --report report.json\n",
    ] {
        assert!(stale.contains(part), "{part}\n{stale}");
    }
    assert!(stale.ends_with("exit 1"));
    let done = "out: 1 files created, 1 changed, 0 removed\nnothing changes for the users of the crate\nexit 0";
    assert!(said(folder, args).ends_with(done));
    assert_eq!(fs::read_to_string(&lib).unwrap(), text);
}

#[test]
fn folders_of_map_and_report_are_made() {
    let folder = folder();
    let folder = folder.path();
    let args = "generate api.yaml --out out --map a/b/map.json --report a/c/report.json";
    let check = said(folder, &format!("{args} --check"));
    assert!(
        check.contains("differs: the map\n  differs: the report\n"),
        "{check}"
    );
    assert!(!folder.join("a").exists());
    // A failed run leaves no folder behind.
    fs::create_dir_all(folder.join("out/src")).unwrap();
    fs::write(folder.join("out/src/lib.rs"), "by hand").unwrap();
    assert!(said(folder, args).ends_with("exit 1"));
    assert!(!folder.join("a").exists());
    fs::remove_file(folder.join("out/src/lib.rs")).unwrap();
    assert!(said(folder, args).ends_with("exit 0"));
    assert!(folder.join("a/b/map.json").exists() && folder.join("a/c/report.json").exists());
    fs::write(folder.join("file"), "").unwrap();
    let failed = said(folder, "generate api.yaml --out out --map file/map.json");
    assert!(failed.contains("error: `file`: "), "{failed}");
}

#[test]
fn a_map_or_report_takes_the_place_of_no_other_file() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("notes.json"), "{\"mine\": true}").unwrap();
    for (option, end) in [
        (
            "--map notes.json",
            "error: `notes.json` was not generated and would be overwritten; move it away, or choose another place\nexit 1",
        ),
        (
            "--report ./notes.json",
            "error: `./notes.json` was not generated and would be overwritten; move it away, or choose another place\nexit 1",
        ),
        (
            "--map ./api.yaml",
            "error: `./api.yaml` belongs to the input; give another file\nexit 1",
        ),
    ] {
        let said = said(folder, &format!("generate api.yaml --out out {option}"));
        assert!(said.ends_with(end), "{said}");
    }
    assert_eq!(
        fs::read_to_string(folder.join("notes.json")).unwrap(),
        "{\"mine\": true}"
    );
    assert_eq!(fs::read_to_string(folder.join("api.yaml")).unwrap(), SPEC);
    assert!(!folder.join("out").exists());
}

#[test]
fn warnings_beyond_those_that_are_listed_are_denied() {
    let folder = folder();
    let keywords: Vec<String> = (0..10_003).map(|n| format!("k{n}: 1")).collect();
    let info = format!("{{title: T, version: '1', {}}}", keywords.join(", "));
    let spec = format!("openapi: 3.0.3\ninfo: {info}\npaths: {{}}\n");
    fs::write(folder.path().join("many.yaml"), spec).unwrap();
    let text = said(folder.path(), "check many.yaml --deny W0206");
    assert!(text.contains("10003 warnings are denied (W0206)"), "{text}");
    assert!(text.ends_with("exit 1"), "{text}");
}
