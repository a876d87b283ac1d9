//! The files beside the crate: no output takes the place of another, and only files are read.

use super::command::{folder, printed, run, said};
use insta::assert_snapshot;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// The entries of a folder, with their lengths and times.
fn entries(folder: &Path) -> Vec<(OsString, u64, SystemTime)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| {
        let entry = entry.unwrap();
        let about = entry.metadata().unwrap();
        (entry.file_name(), about.len(), about.modified().unwrap())
    });
    let mut entries: Vec<_> = entries.collect();
    entries.sort();
    entries
}

/// The message of a run that has to fail and to leave the folder as it was.
fn refused(folder: &Path, args: &str) -> String {
    let before = entries(folder);
    let message = said(folder, args);
    assert_eq!(entries(folder), before, "{args}");
    message
}

#[test]
fn outputs_are_distinct() {
    let folder = folder();
    let at = folder.path();
    for place in [
        "new/src/lib.rs",
        "new/.openapi-client-generator",
        "new/src",
        "new/src/lib.rs/map.json",
        "new/x/../Cargo.toml",
        "new",
    ] {
        for option in ["--map", "--report"] {
            let message = refused(at, &format!("generate api.yaml --out new {option} {place}"));
            let expect =
                format!("error: `{place}` belongs to the crate; give another file\nexit 1");
            assert!(message.ends_with(&expect), "{message}");
        }
    }
    let last = |args| refused(at, args).lines().rev().nth(1).unwrap().to_owned();
    assert_snapshot!(
        last("generate api.yaml --out new --map m.json --report ./m.json"),
        @"error: the map, `m.json`, and the report, `./m.json`, can't have one place; give another file for one"
    );
    assert_snapshot!(
        last("generate api.yaml --out new --map m --report m/r.json"),
        @"error: the map, `m`, and the report, `m/r.json`, can't have one place; give another file for one"
    );
    fs::create_dir(at.join("there")).unwrap();
    assert_snapshot!(
        last("generate api.yaml --out new --map there"),
        @"error: `there` is a folder; give a file"
    );
    assert_snapshot!(last("bundle api.yaml --out there --force"), @"error: `there` is a folder; give a file");
    assert_snapshot!(last("generate api.yaml --out api.yaml"), @"error: `api.yaml` is a file; give a folder");

    // A place of its own in the folder is free.
    assert_eq!(
        printed(
            at,
            "generate api.yaml --out new --map new/map.json --report r.json"
        )
        .0,
        0
    );
    assert!(at.join("new/map.json").exists());
}

/// The beginning of a file tells whose it is: it can be of any length.
#[test]
fn a_large_file_is_not_read_whole() {
    let folder = folder();
    let at = folder.path();
    let large = fs::File::create(at.join("large.json")).unwrap();
    large.set_len(1 << 40).unwrap();
    drop(large);
    let message = refused(at, "generate api.yaml --out new --map large.json");
    assert!(
        message.contains("`large.json` was not generated"),
        "{message}"
    );

    assert_eq!(
        printed(at, "generate api.yaml --out new --map map.json").0,
        0
    );
    let map = fs::File::options()
        .append(true)
        .open(at.join("map.json"))
        .unwrap();
    map.set_len(1 << 40).unwrap();
    drop(map);
    assert_eq!(
        printed(at, "generate api.yaml --out new --map map.json").0,
        0
    );
    assert!(fs::metadata(at.join("map.json")).unwrap().len() < 1000);
}

#[cfg(target_os = "linux")]
#[test]
fn devices_and_pipes_are_written_straight() {
    let folder = folder();
    let at = folder.path();
    let (code, bundled) = printed(at, "bundle api.yaml --out /dev/stdout");
    assert_eq!(code, 0);
    assert!(bundled.starts_with("openapi: \"3.2.0\"\n"), "{bundled}");
    let (code, report) = printed(at, "generate api.yaml --out new --report /dev/stdout");
    assert_eq!(code, 0);
    assert!(report.starts_with("{\n  \"counts\": {"), "{report}");
    assert_eq!(
        printed(at, "generate api.yaml --out new --map /dev/null").0,
        0
    );

    let output = run(at, "generate api.yaml --out other --map /dev/full");
    assert_eq!(output.status.code(), Some(1));
    assert!(!at.join("other").exists(), "the crate comes after it");
    assert_snapshot!(
        said(at, "generate api.yaml --out new --check --map /dev/null").lines().rev().nth(1).unwrap(),
        @"error: `/dev/null` is a pipe or device, without contents to compare; give a file"
    );
}

/// The link stays, and the file that it leads to is the output.
#[cfg(unix)]
#[test]
fn a_link_leads_to_the_file() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("file.json"), "").unwrap();
    std::os::unix::fs::symlink("file.json", at.join("link.json")).unwrap();
    assert_eq!(
        printed(at, "generate api.yaml --out new --map link.json").0,
        0
    );
    assert!(at.join("link.json").is_symlink());
    assert!(
        fs::read_to_string(at.join("file.json"))
            .unwrap()
            .starts_with('{')
    );
    let both = said(
        at,
        "generate api.yaml --out new --map link.json --report file.json",
    );
    assert!(both.contains("can't have one place"), "{both}");
}
