//! Diagnostics: their forms, denied warnings, and explanations.

use super::command::{folder, printed, run, said};
use insta::assert_snapshot;

#[test]
fn forms_for_programs_are_on_standard_output() {
    let folder = folder();
    for (form, part) in [
        ("json", "{\"code\":\"W0206\",\"severity\":\"warning\","),
        ("sarif", "\"ruleId\":\"W0206\","),
        (
            "github",
            "::warning file=api.yaml,line=2,endLine=2,col=37,endColumn=41,title=W0206::",
        ),
    ] {
        let args = format!("generate api.yaml --out {form} --message-format {form}");
        let output = run(folder.path(), &args);
        let (text, rest) = (output.stdout, output.stderr);
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains(part), "{text}");
        let rest = String::from_utf8(rest).unwrap();
        assert!(rest.starts_with(&format!("{form}: ")), "{rest}");
    }
}

#[test]
fn a_line_for_each() {
    let folder = folder();
    let said = said(
        folder.path(),
        "generate api.yaml --out out --check --message-format short",
    );
    let line = "api.yaml:2:37: warning[W0206]: unknown keyword `mood` in an info object; ignored\n1 warning\n";
    assert!(said.starts_with(line), "{said}");
}

#[test]
fn denied_warnings_write_nothing() {
    let folder = folder();
    let folder = folder.path();
    for deny in [
        "--deny-warnings",
        "--deny W0206",
        "--deny W0101 --deny w0206",
        "--deny W0101,W0206",
    ] {
        for check in ["", "--check"] {
            let args = format!("generate api.yaml --out out --map map.json {deny} {check}");
            let said = said(folder, &args);
            let end = "\nerror: nothing was written: 1 warning is denied (W0206)\nexit 1";
            assert!(said.ends_with(end), "{said}");
        }
    }
    assert!(!folder.join("out").exists() && !folder.join("map.json").exists());
    assert!(said(folder, "generate api.yaml --out out --deny W0101").ends_with("exit 0"));
}

#[test]
fn allowed_warnings_are_not_denied() {
    let folder = folder();
    std::fs::write(
        folder.path().join("client.toml"),
        "[allow]\nW0206 = ['#/info']\n",
    )
    .unwrap();
    let args = "generate api.yaml --out out --config client.toml --deny-warnings";
    let said = said(folder.path(), args);
    assert!(
        said.starts_with("out: ") && said.ends_with("exit 0"),
        "{said}"
    );
}

#[test]
fn unknown_codes() {
    let folder = folder();
    let said = said(
        folder.path(),
        "generate api.yaml --out out --deny W0207 --deny W020",
    );
    assert_snapshot!(said, @r"
    error: invalid value 'W020' for '--deny <CODE>': there is no such code; did you mean `W0202`, `W0203`, `W0204`, `W0205`, `W0206`?

    For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(super::command::said(folder.path(), "explain nonsense"), @r"
    error: invalid value 'nonsense' for '[CODE]': there is no such code; `explain --list` lists all

    For more information, try '--help'.
    exit 2
    ");
}

#[test]
fn a_code_is_explained() {
    let folder = folder();
    let (code, text) = printed(folder.path(), "explain w0206");
    assert_eq!(code, 0);
    assert_snapshot!(text, @r"
    warning[W0206]: unknown keyword

    The object has no keyword of this name in any version of the specification. Most often
    it is misspelled, or stands one level too high or too low. Keywords of your own begin with
    `x-`.

    ```yaml
    components:
      schemas:
        Pet: {type: string, descripton: A cat or a dog., note: internal}
    ```

    Instead:

    ```yaml
    components:
      schemas:
        Pet: {type: string, description: A cat or a dog., x-note: internal}
    ```

    Help: check the spelling, or use a name that begins with `x-`
    ");
}

#[test]
fn all_codes_are_listed() {
    let folder = folder();
    let (code, text) = printed(folder.path(), "explain");
    assert_eq!(code, 0);
    let line = "\nwarning[W0206]: unknown keyword\n";
    assert!(
        text.starts_with("error[E0101]: ") && text.contains(line),
        "{text}"
    );
    let known = openapi_client_generator::diagnostic::Code::ALL;
    assert_eq!(text.lines().count(), known.len());
    assert_eq!(printed(folder.path(), "explain --list"), (code, text));
}

/// Half a report must not pass for a whole one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_fails_the_run() {
    let folder = folder();
    for form in ["json", "sarif", "github"] {
        let full = std::fs::File::options().write(true).open("/dev/full");
        let args = format!("check api.yaml --message-format {form}");
        let mut program = super::command::program(folder.path(), &args);
        let output = program.stdout(full.unwrap()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{form}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("standard output can't be written"), "{said}");
    }
}

/// A line break in a name would begin a command of Actions.
#[cfg(unix)]
#[test]
fn a_name_is_one_line() {
    let folder = folder();
    let at = folder.path();
    let name = "x\n::error::y.yaml";
    std::fs::rename(at.join("api.yaml"), at.join(name)).unwrap();
    let text = std::fs::read_to_string(at.join(name)).unwrap() + "x-a: 1\nx-a: 2\n";
    std::fs::write(at.join(name), text).unwrap();
    for (form, shown) in [
        ("human", "xU+000A::error::y.yaml"),
        ("github", "x%0A%3A%3Aerror%3A%3Ay.yaml"),
    ] {
        for command in ["check", "generate --out o", "bundle --out b.yaml"] {
            let args = format!("{command} --message-format {form}");
            let output = super::command::program(at, &args)
                .arg(name)
                .output()
                .unwrap();
            let said = [output.stdout, output.stderr].concat();
            let said = String::from_utf8(said).unwrap();
            assert!(!said.contains("\n::error::"), "{said}");
            assert!(said.contains(shown), "{said}");
        }
    }
    let args = ["init", "api.yaml", "--out", name, "--force"];
    std::fs::rename(at.join(name), at.join("api.yaml")).unwrap();
    let output = super::command::program(at, "").args(args).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let shown = "xU+000A::error::y.yaml";
    assert_eq!(
        said,
        format!("{shown}: written; `--config {shown}` reads it\n")
    );
}

/// A file beside the document has a place of its own.
#[test]
fn settings_that_are_missing() {
    let folder = folder();
    let args = "check api.yaml --config absent.toml --message-format short";
    let said = said(folder.path(), args);
    let line = "absent.toml:1:1: error[E0102]: the settings `absent.toml` can't be read: ";
    assert!(said.contains(line), "{said}");
}

/// Options that would have no effect.
#[test]
fn options_in_vain() {
    let folder = folder();
    let at = folder.path();
    let last = |args: &str| said(at, args).lines().rev().nth(1).unwrap().to_owned();
    for command in ["check", "generate --out o", "bundle", "init"] {
        let said = said(at, &format!("{command} api.yaml --allow-dir absent"));
        let line = "error: invalid value 'absent' for '--allow-dir <DIR>': there is no such folder";
        assert!(said.starts_with(line) && said.ends_with("exit 2"), "{said}");
    }
    assert_snapshot!(last("generate api.yaml --out o --deny W0903"), @"error: nothing was written: `W0903` is a lint, which `generate` looks for with `lints = true` in client.toml");
    std::fs::write(at.join("client.toml"), "lints = true\n").unwrap();
    assert!(last("generate api.yaml --out o --deny W0903 --config client.toml").starts_with("o: "));
    assert!(said(at, "bundle api.yaml --out b.yaml --deny W0903").ends_with("exit 2"));
}
