//! Colours, completions, help, and standard input.

use super::command::{folder, printed, program, said};
use insta::assert_snapshot;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

/// Standard error with these variables.
fn coloured(folder: &Path, variables: &[(&str, &str)]) -> bool {
    let mut command = program(folder, "check api.yaml");
    let output = command.envs(variables.iter().copied()).output().unwrap();
    String::from_utf8(output.stderr)
        .unwrap()
        .contains("\u{1b}[")
}

#[test]
fn colours_are_for_terminals_or_on_demand() {
    let folder = folder();
    for (variables, expected) in [
        (&[][..], false),
        (&[("CLICOLOR_FORCE", "1")], true),
        (&[("CLICOLOR", "1")], false),
        (&[("NO_COLOR", "1")], false),
        (&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], false),
        (&[("NO_COLOR", ""), ("CLICOLOR_FORCE", "1")], true),
    ] {
        assert_eq!(
            coloured(folder.path(), variables),
            expected,
            "{variables:?}"
        );
    }
}

/// Standard error of a check of the file with these variables.
fn linked(folder: &Path, file: &str, form: &str, variables: &[(&str, &str)]) -> String {
    let mut command = program(folder, "check");
    command.args([file, "--message-format", form]);
    let output = command.envs(variables.iter().copied()).output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

const FORCED: [(&str, &str); 2] = [("CLICOLOR_FORCE", "1"), ("FORCE_HYPERLINK", "1")];

#[test]
fn places_are_links_where_the_terminal_has_them() {
    let folder = folder();
    for (form, variables, expected) in [
        ("human", &FORCED[..], true),
        ("human", &FORCED[..1], false),
        // Colours are off in a pipe.
        ("human", &FORCED[1..], false),
        ("human", &[FORCED[0], ("FORCE_HYPERLINK", "0")], false),
        ("human", &[FORCED[0], FORCED[1], ("NO_COLOR", "1")], false),
        ("human", &[FORCED[0], FORCED[1], ("TERM", "dumb")], false),
        ("short", &FORCED, false),
        ("json", &FORCED, false),
        ("sarif", &FORCED, false),
        ("github", &FORCED, false),
    ] {
        let text = linked(folder.path(), "api.yaml", form, variables);
        assert!(text.contains("mood"), "{text}");
        let found = text.contains("\u{1b}]8;");
        assert_eq!(found, expected, "{form} {variables:?}");
    }
}

#[test]
fn a_link_leads_to_the_file_whatever_its_name_is() {
    let folder = folder();
    let folder = folder.path();
    let names = if cfg!(unix) {
        &["a b#é.yaml", "a\u{1b}\\\u{7}b.yaml"][..]
    } else {
        &["a b#é.yaml"]
    };
    for name in names {
        fs::copy(folder.join("api.yaml"), folder.join(name)).unwrap();
        let text = linked(folder, name, "human", &FORCED);
        let (_, link) = text.split_once("\u{1b}]8;;").unwrap();
        let (address, link) = link.split_once("\u{1b}\\").unwrap();
        let (shown, rest) = link.split_once("\u{1b}]8;;\u{1b}\\").unwrap();
        let url: url::Url = address.parse().unwrap();
        assert_eq!(url.scheme(), "file");
        let encoded = address.rsplit('/').next().unwrap();
        let expected = match *name {
            "a b#é.yaml" => "a%20b%23%C3%A9.yaml",
            _ => "a%1B%5C%07b.yaml",
        };
        assert_eq!(encoded, expected);
        assert!(shown.ends_with(".yaml:2:37"), "{shown}");
        assert!(!shown.contains(char::is_control), "{shown:?}");
        assert!(!rest.contains(['\u{7}', '\u{9c}']), "{rest:?}");
    }
}

/// The exit code and standard error, where `input` is standard input.
fn fed(folder: &Path, args: &str, input: &str) -> String {
    let mut command = program(folder, args);
    let command = command.stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let code = output.status.code().unwrap();
    format!("{}exit {code}", String::from_utf8(output.stderr).unwrap())
}

#[test]
fn standard_input_is_a_document_of_the_current_folder() {
    let folder = folder();
    let folder = folder.path();
    let document =
        "{openapi: 3.0.3, info: {title: T, version: '1', mood: good}, paths: {/a: {$ref: a.yaml}}}";
    assert_snapshot!(fed(folder, "check -", document), @r#"
    warning[W0206]: unknown keyword `mood` in an info object; ignored
     --> <stdin>:1:49
      |
    1 | {openapi: 3.0.3, info: {title: T, version: '1', mood: good}, paths: {/a: {$ref: a.yaml}}}
      |                                                 ^^^^
      |
      = help: check the spelling, or use a name that begins with `x-`

    error[E0110]: the file of this reference, `a.yaml`, can't be read: No such file or directory (os error 2)
     --> <stdin>:1:81
      |
    1 | {openapi: 3.0.3, info: {title: T, version: '1', mood: good}, paths: {/a: {$ref: a.yaml}}}
      |                                                                                 ^^^^^^
      |
      = help: correct the reference: its path begins at the folder of this file

    1 error, 1 warning
    for more about a message: openapi-client-generator explain E0110
    error: standard input: no crate can be generated
    exit 1
    "#);
    fs::write(
        folder.join("a.yaml"),
        "{get: {operationId: a, responses: {default: {}}}}",
    )
    .unwrap();
    let said = fed(
        folder,
        "generate - --out out --message-format short",
        document,
    );
    assert!(
        said.starts_with("<stdin>:1:49: warning[W0206]: ") && said.ends_with("\nexit 0"),
        "{said}"
    );
    assert_snapshot!(fed(folder, "check -", ""), @r#"
    error[E0101]: invalid YAML or JSON: it is empty
     --> <stdin>:1:1
      |
    1 |
      | ^
      |
      = help: fix the syntax here

    1 error
    for more about a message: openapi-client-generator explain E0101
    error: standard input: no crate can be generated
    exit 1
    "#);
}

#[test]
fn the_first_help_is_for_newcomers() {
    let folder = folder();
    let (code, help) = printed(folder.path(), "--help");
    assert_eq!(code, 0);
    assert_snapshot!(help, @r#"
    Writes a Rust client crate from an OpenAPI document

    Usage: openapi-client-generator <COMMAND>

    Commands:
      generate     Write the crate, or check that it is up to date
      check        Report all errors and warnings of a document, and write no crate
      init         Write a client.toml for a document, with the settings that matter for it
      bundle       Write a document with its other files and overlays as one document of OpenAPI 3.2
      changes      Print what changed between two generated crates for the programs that use them
      explain      Print the meaning of a diagnostic, an example that gives it, and its correction
      completions  Print the completions of a shell
      help         Print this message or the help of the given subcommand(s)

    Options:
      -h, --help     Print help
      -V, --version  Print version

    Start here:
      openapi-client-generator check openapi.yaml
      openapi-client-generator generate openapi.yaml --out my-client

    SPEC is a file of OpenAPI 2.0, 3.0, 3.1 or 3.2 in YAML or JSON, or `-` for standard input.

    Exit codes:
      0  done; warnings are possible
      1  not done: errors, denied warnings, or something that isn't up to date
      2  wrong usage

    `help COMMAND` has the options and examples of a command. NO_COLOR=1 turns colours off.
    "#);
    assert_eq!(printed(folder.path(), "-h"), (code, help));
}

#[test]
fn each_help_has_examples_and_exit_codes() {
    let folder = folder();
    for command in [
        "generate",
        "check",
        "init",
        "bundle",
        "changes",
        "explain",
        "completions",
    ] {
        let (code, help) = printed(folder.path(), &format!("{command} --help"));
        assert_eq!(code, 0);
        for part in [
            format!("\nExamples:\n  openapi-client-generator {command} "),
            "\nExit codes:\n  0  ".to_owned(),
            "\n  1  ".to_owned(),
            "\n  2  wrong usage".to_owned(),
        ] {
            assert!(help.contains(&part), "{part}\n{help}");
        }
    }
}

#[test]
fn completions_know_the_commands() {
    let folder = folder();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (code, script) = printed(folder.path(), &format!("completions {shell}"));
        assert_eq!(code, 0);
        for word in ["generate", "bundle", "changes", "message-format"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    assert!(said(folder.path(), "completions tcsh").ends_with("exit 2"));
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_is_full_is_an_error() {
    let folder = folder();
    for args in ["bundle api.yaml", "explain", "completions bash"] {
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = program(folder.path(), args).stdout(full).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        let last = said.lines().last().unwrap_or_default();
        assert!(
            last.starts_with("error: standard output can't be written: "),
            "{said}"
        );
    }
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let folder = folder();
    let piped = Stdio::piped;
    let mut bundle = program(folder.path(), "bundle -");
    let bundle = bundle.stdin(piped()).stdout(piped()).stderr(piped());
    let mut bundle = bundle.spawn().unwrap();
    drop(bundle.stdout.take());
    // It waits for the document, so that nothing was written before.
    let document = fs::read(folder.path().join("api.yaml")).unwrap();
    bundle.stdin.take().unwrap().write_all(&document).unwrap();
    let output = bundle.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains("error"), "{said}");
    assert_eq!(output.status.code(), Some(0));
}
