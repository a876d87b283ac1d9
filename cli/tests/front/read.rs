//! Files that can't be read.

use std::io::Write;

use insta::assert_snapshot;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator_cli::read;

#[test]
fn unreadable_files() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().display().to_string();
    let read = |path: &std::path::Path| {
        let mut diagnostics = Diagnostics::default();
        assert!(read::document(path, &[], &mut diagnostics).is_none());
        diagnostics.render(&[]).replace(&place, "DIR")
    };
    assert_snapshot!(read(&folder.path().join("absent.yaml")), @r#"
    error[E0102]: the document `DIR/absent.yaml` can't be read: No such file or directory (os error 2)
     = help: check the path and its permissions

    1 error
    "#);
    assert_snapshot!(read(folder.path()), @r#"
    error[E0102]: the document `DIR` can't be read: it is not a file
     = help: check the path and its permissions

    1 error
    "#);

    let latin = folder.path().join("latin.yaml");
    let mut file = std::fs::File::create(&latin).unwrap();
    file.write_all(b"info:\n  title: caf\xe9 au lait\n")
        .unwrap();
    assert_snapshot!(read(&latin), @r#"
    error[E0103]: the file is not UTF-8
     --> DIR/latin.yaml:2:13
      |
    2 |   title: caf� au lait
      |             ^
      |
      = help: save the document as UTF-8

    1 error
    "#);
}
