//! What rustdoc itself takes for a test.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

/// How many tests rustdoc finds in doc comments. They are listed, not compiled: in the edition 2021 each
/// is a program of its own.
pub fn tests(docs: &[String]) -> usize {
    let mut code = String::new();
    for (number, text) in docs.iter().enumerate() {
        let _ = writeln!(code, "#[doc = {text:?}]\npub struct D{number};");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("docs.rs");
    fs::write(&file, code).expect("a file");
    let rustdoc = env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into());
    let list = Command::new(rustdoc)
        .args(["--test", "--edition", "2021", "--crate-type", "lib"])
        .arg(&file)
        .args(["--test-args", "--list"])
        .output()
        .expect("rustdoc");
    let (list, errors) = (
        String::from_utf8_lossy(&list.stdout).into_owned(),
        String::from_utf8_lossy(&list.stderr).into_owned(),
    );
    assert!(list.contains(" tests, "), "{list}{errors}");
    list.lines().filter(|line| line.ends_with(": test")).count()
}

#[test]
fn rustdoc_finds_the_tests_of_a_comment() {
    let docs = [
        "```\nlet a = 1;\n```",
        "```text\nno\n```",
        "```json\n{}\n```\n\n    let b = 2;",
    ];
    assert_eq!(tests(&docs.map(str::to_owned)), 2);
}
