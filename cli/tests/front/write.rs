//! Writing: all or nothing, and never over what someone wrote by hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use openapi_client_generator_cli::write::{MANIFEST, Mode, Summary, write};

fn files(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let owned = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    owned.collect()
}

/// Every file below `folder`, and what it says.
fn read(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/");
                found.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

fn refused(out: &Path, output: &[(&str, &str)]) -> String {
    let before = if out.exists() {
        read(out)
    } else {
        BTreeMap::new()
    };
    let error = write(out, &files(output), Mode::Write).unwrap_err();
    let after = if out.exists() {
        read(out)
    } else {
        BTreeMap::new()
    };
    assert_eq!(before, after, "nothing is touched");
    error.to_string()
}

#[test]
fn writes_updates_and_removes() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new/client");
    let first = files(&[
        ("Cargo.toml", "[package]\n"),
        ("src/lib.rs", "one\n"),
        ("src/old/a.rs", "a\n"),
    ]);
    let summary = write(&out, &first, Mode::Write).unwrap();
    assert_eq!(
        summary.created,
        [MANIFEST, "Cargo.toml", "src/lib.rs", "src/old/a.rs"]
    );
    assert_snapshot!(read(&out)[MANIFEST], @r#"
    # The generated files of this folder. Any other is left alone.
    Cargo.toml
    src/lib.rs
    src/old/a.rs
    "#);

    fs::write(out.join("src/hand.rs"), "by hand\n").unwrap();
    let second = files(&[
        ("Cargo.toml", "[package]\n"),
        ("src/lib.rs", "two\n"),
        ("src/new.rs", "n\n"),
    ]);
    let kept = fs::metadata(out.join("Cargo.toml"))
        .unwrap()
        .modified()
        .unwrap();
    let summary = write(&out, &second, Mode::Write).unwrap();
    assert_eq!(summary.created, ["src/new.rs"]);
    assert_eq!(summary.changed, [MANIFEST, "src/lib.rs"]);
    assert_eq!(summary.removed, ["src/old/a.rs"]);
    assert_eq!(summary.unchanged, 1);
    assert_eq!(
        fs::metadata(out.join("Cargo.toml"))
            .unwrap()
            .modified()
            .unwrap(),
        kept
    );

    let mut expect = second.clone();
    expect.insert("src/hand.rs".to_owned(), "by hand\n".to_owned());
    let mut found = read(&out);
    found.remove(MANIFEST);
    assert_eq!(found, expect);
    assert!(!out.join("src/old").exists(), "an empty folder goes too");
    assert_eq!(
        fs::read_dir(out.parent().unwrap()).unwrap().count(),
        1,
        "no staging is left"
    );

    let again = write(&out, &second, Mode::Write).unwrap();
    assert_eq!(
        again,
        Summary {
            unchanged: 4,
            ..Summary::default()
        }
    );
}

#[test]
fn checks_without_writing() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("client");
    let first = files(&[("a.rs", "1\n2\n3\n"), ("b.rs", "b\n")]);
    assert!(!write(&out, &first, Mode::Check).unwrap().is_current());
    assert!(!out.exists());

    write(&out, &first, Mode::Write).unwrap();
    assert!(write(&out, &first, Mode::Check).unwrap().is_current());
    let before = read(&out);
    let second = files(&[("a.rs", "1\ntwo\n3\n"), ("c.rs", "c\n")]);
    let summary = write(&out, &second, Mode::Check).unwrap();
    assert_eq!(read(&out), before);
    assert_snapshot!(summary.diff, @r#"
    --- a/.openapi-client-generator
    +++ b/.openapi-client-generator
    @@ -1,3 +1,3 @@
     # The generated files of this folder. Any other is left alone.
     a.rs
    -b.rs
    +c.rs
    --- a/a.rs
    +++ b/a.rs
    @@ -1,3 +1,3 @@
     1
    -2
    +two
     3
    "#);
    assert_eq!(summary.created, ["c.rs"]);
    assert_eq!(summary.removed, ["b.rs"]);

    let long = (0..1000)
        .map(|i| i.to_string())
        .collect::<Vec<_>>()
        .join("\n");
    let summary = write(&out, &files(&[("a.rs", &long)]), Mode::Check).unwrap();
    assert_eq!(summary.diff.lines().count(), 41);
}

#[test]
fn a_file_written_by_hand_is_in_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    fs::create_dir(out.join("src")).unwrap();
    fs::write(out.join("src/lib.rs"), "mine\n").unwrap();
    let output = [("Cargo.toml", "t\n"), ("src/lib.rs", "theirs\n")];
    assert_snapshot!(refused(out, &output), @r#"`src/lib.rs` was not generated and would be overwritten; move it away, or choose another place"#);
    assert_snapshot!(refused(out, &[("src", "a file\n")]), @r#"`src` was not generated and would be overwritten; move it away, or choose another place"#);
    assert_snapshot!(refused(out, &[("src/lib.rs/x", "below a file\n")]), @r#"`src/lib.rs/x` was not generated and would be overwritten; move it away, or choose another place"#);

    // The same text is nobody's loss.
    write(out, &files(&[("src/lib.rs", "mine\n")]), Mode::Write).unwrap();
    write(out, &files(&output), Mode::Write).unwrap();
    assert_eq!(read(out)["src/lib.rs"], "theirs\n");
}

#[test]
fn paths_that_leave_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    for name in [
        "",
        "/etc/passwd",
        "../up",
        "a/../../up",
        "a//b",
        "a/",
        "./a",
        "C:\\a",
        "a\\b",
        "a:b",
        "nul\0",
        "a/b.",
        "a ",
        MANIFEST,
    ] {
        let error = write(&out, &files(&[(name, "x")]), Mode::Write).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("`{name}` is not a path inside the output folder")
        );
    }
    assert!(!out.exists());
}

#[test]
fn a_list_that_was_tampered_with_removes_nothing_outside() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    write(&out, &files(&[("a", "x")]), Mode::Write).unwrap();
    let outside = folder.path().join("outside");
    fs::write(&outside, "keep").unwrap();
    fs::write(out.join(MANIFEST), "../outside\n/etc/passwd\na\n").unwrap();
    let summary = write(&out, &files(&[("b", "x")]), Mode::Write).unwrap();
    assert_eq!(summary.removed, ["a"]);
    assert!(outside.exists());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let (out, outside) = (folder.path().join("out"), folder.path().join("outside"));
    fs::create_dir(&out).unwrap();
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("lib.rs"), "keep").unwrap();
    std::os::unix::fs::symlink(&outside, out.join("src")).unwrap();
    assert_snapshot!(refused(&out, &[("src/lib.rs", "x")]), @r#"`src/lib.rs` is a symbolic link; generated files are only written to real folders"#);
    fs::remove_file(out.join("src")).unwrap();
    std::os::unix::fs::symlink(outside.join("lib.rs"), out.join("lib.rs")).unwrap();
    assert_snapshot!(refused(&out, &[("lib.rs", "x")]), @r#"`lib.rs` is a symbolic link; generated files are only written to real folders"#);
    assert_eq!(fs::read_to_string(outside.join("lib.rs")).unwrap(), "keep");
}

/// A folder that can't be written to stops the move half way; what was moved goes back.
#[cfg(unix)]
#[test]
fn a_failure_half_way_is_undone() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let first = files(&[("a/x.rs", "1"), ("b/x.rs", "1"), ("c.rs", "1")]);
    write(&out, &first, Mode::Write).unwrap();
    let before = read(&out);

    let sealed = out.join("b");
    fs::set_permissions(&sealed, fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = fs::write(sealed.join("probe"), "").is_ok();
    let second = files(&[("a/x.rs", "2"), ("b/x.rs", "2"), ("d/new.rs", "2")]);
    let result = write(&out, &second, Mode::Write);
    fs::set_permissions(&sealed, fs::Permissions::from_mode(0o755)).unwrap();
    if !is_root {
        result.unwrap_err();
        assert_eq!(read(&out), before);
        assert!(!out.join("d").exists());
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "no staging is left"
        );
    }
}
