//! `check`: its diagnostics, its exit codes, and `--watch`.

use super::command::{folder, program, run, said};
use insta::assert_snapshot;
use std::fs;
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStderr, Stdio};

#[test]
fn it_says_what_generate_says_and_writes_nothing() {
    let folder = folder();
    let folder = folder.path();
    let checked = said(folder, "check api.yaml");
    assert_snapshot!(checked, @r#"
    warning[W0206]: unknown keyword `mood` in an info object; ignored
     --> api.yaml:2:37
      |
    2 | info: {title: Things, version: '1', mood: good}
      |                                     ^^^^
      |
      = help: check the spelling, or use a name that begins with `x-`

    1 warning
    for more about a message: openapi-client-generator explain W0206
    api.yaml: a crate can be generated
    exit 0
    "#);
    assert_eq!(fs::read_dir(folder).unwrap().count(), 1);
    let generated = said(folder, "generate api.yaml --out out");
    let diagnostics = |said: &str| said.split("api.yaml: ").next().unwrap().to_owned();
    let generated = generated.split("out: ").next().unwrap();
    assert_eq!(diagnostics(&checked), generated);
}

#[test]
fn faults_of_the_settings_and_of_the_document_are_reported_at_once() {
    let folder = folder();
    let folder = folder.path();
    let toml = "strct = true\n[types]\nuuid = {type = 'uuid::Uuid'}\nmoney = 'string'\n[names]\n'#/a' = 'A'\n";
    fs::write(folder.join("client.toml"), toml).unwrap();
    let expect = "\
:8: error[E0501]: invalid configuration: missing keys `dependency` and `version`
client.toml:4:1: warning[W0503]: unused setting: no string of the document has the format `money`
client.toml:6:1: warning[W0502]: unused name: there is no such place, or it has no name
2 errors, 3 warnings
";
    for (command, end) in [
        ("check", "api.yaml: no crate can be generated"),
        ("generate --out out", "nothing was written"),
    ] {
        let args = "--config client.toml --message-format short";
        let said = said(folder, &format!("{command} api.yaml {args}"));
        let (first, others) = said.split_once("client.toml:3").unwrap();
        assert!(first.contains("unknown key `strct`"), "{said}");
        assert!(first.contains("api.yaml:2:37: warning[W0206]"), "{said}");
        assert_eq!(others, format!("{expect}error: {end}\nexit 1"));
    }
    assert!(!folder.join("out").exists());
}

#[test]
fn exit_codes() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("broken.yaml"), "a: b: c\n").unwrap();
    for (args, code, end) in [
        ("check api.yaml", 0, "api.yaml: a crate can be generated\n"),
        (
            "check broken.yaml",
            1,
            "error: broken.yaml: no crate can be generated\n",
        ),
        (
            "check absent.yaml",
            1,
            "error: absent.yaml: no crate can be generated\n",
        ),
        (
            "check api.yaml --config absent.toml",
            1,
            "error: api.yaml: no crate can be generated\n",
        ),
        (
            "check api.yaml --deny-warnings",
            1,
            "error: api.yaml: 1 warning is denied (W0206)\n",
        ),
        ("check", 2, "For more information, try '--help'.\n"),
        (
            "check api.yaml --out out",
            2,
            "For more information, try '--help'.\n",
        ),
    ] {
        let output = run(folder, args);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{args}\n{said}");
        assert!(said.ends_with(end), "{args}\n{said}");
    }
    assert_snapshot!(said(folder, "check - --watch"), @r#"
    error: standard input can't be watched: `--watch` takes a file

    Usage: openapi-client-generator <COMMAND>

    For more information, try '--help'.
    exit 2
    "#);
}

#[test]
fn allowed_warnings_are_not_said() {
    let folder = folder();
    let folder = folder.path();
    fs::write(
        folder.join("client.toml"),
        "[allow]\nW0206 = true\nW0301 = true\n",
    )
    .unwrap();
    let said = said(folder, "check api.yaml --config client.toml");
    assert!(
        said.contains("warning[W0503]") && !said.contains("W0206"),
        "{said}"
    );
}

#[test]
fn allowed_places_are_found_however_paths_are_written() {
    let folder = folder();
    let at = folder.path().canonicalize().unwrap();
    fs::create_dir_all(at.join("api/paths")).unwrap();
    for (name, text) in [
        (
            "api/openapi.yaml",
            "openapi: 3.0.3\ninfo: {title: T, version: '1', mood: good}\npaths: {/a: {$ref: paths/a.yaml}}\n",
        ),
        (
            "api/paths/a.yaml",
            "get: {x: 1, responses: {'204': {description: Done.}}}\n",
        ),
        (
            "api/fix.yaml",
            "overlay: 1.0.0\nextends: openapi.yaml\ninfo: {title: Fix, version: '1'}\nactions: [{target: $.info, update: {move: 1}}]\n",
        ),
        (
            "api/client.toml",
            "overlays = ['fix.yaml']\n[allow]\nW0206 = ['#/info/mood', 'paths/a.yaml#/get/x', './fix.yaml#/actions/0/update']\n",
        ),
    ] {
        fs::write(at.join(name), text).unwrap();
    }
    let whole = at.display();
    for spec in [
        "api/openapi.yaml",
        "./api/openapi.yaml",
        "api/../api/openapi.yaml",
        &format!("{whole}/api/openapi.yaml"),
    ] {
        for config in [
            "api/client.toml",
            "./api/client.toml",
            "api/paths/../client.toml",
            &format!("{whole}/api/client.toml"),
        ] {
            let said = said(
                &at,
                &format!("check {spec} --config {config} --message-format short"),
            );
            assert_eq!(
                said,
                format!("{spec}: a crate can be generated\nexit 0"),
                "{config}"
            );
        }
    }
}

/// A run that goes on until it is dropped.
pub struct Watching {
    child: Child,
    lines: Lines<BufReader<ChildStderr>>,
}

impl Watching {
    pub fn start(folder: &Path, args: &str) -> Self {
        let mut child = program(folder, args)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        Self { child, lines }
    }

    /// The next lines, with the first that is `end`.
    pub fn until(&mut self, end: &str) -> String {
        let mut said = Vec::new();
        for line in self.lines.by_ref() {
            said.push(line.unwrap());
            if said.last().is_some_and(|line| line == end) {
                break;
            }
            let is_other = said.last().is_some_and(|line| line.starts_with("watching"));
            assert!(!is_other, "{}", said.join("\n"));
        }
        said.join("\n")
    }
}

/// Writes a file that is watched in one step: half of it would be seen, too.
pub fn put(path: &Path, text: &str) {
    let beside = path.with_extension("new");
    fs::write(&beside, text).unwrap();
    fs::rename(beside, path).unwrap();
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn a_change_is_checked_again() {
    let folder = folder();
    let folder = folder.path();
    let document = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/a: {$ref: a.yaml}}\n";
    fs::write(folder.join("api.yaml"), document).unwrap();
    let mut watching = Watching::start(folder, "check api.yaml --watch --message-format short");
    // A file that isn't there is watched, too.
    let said = watching.until("watching 2 files; Ctrl-C ends");
    assert!(said.contains("error[E0110]"), "{said}");
    assert!(
        said.contains("error: api.yaml: no crate can be generated"),
        "{said}"
    );
    put(&folder.join("a.yaml"), "{get: {responses: {}, mood: good}}");
    let said = watching.until("watching 2 files; Ctrl-C ends");
    assert!(said.starts_with("\na.yaml changed\n"), "{said}");
    assert!(said.contains("a.yaml:1:"), "{said}");
    assert!(said.contains("warning[W0206]"), "{said}");
    assert!(
        said.contains("api.yaml: a crate can be generated"),
        "{said}"
    );
}
