//! The mutants themselves: the same number is the same document, and enough of them are documents.

use document_fuzz::mutate::mutate;
use document_fuzz::seeds::Seeds;
use document_fuzz::verify::verify;
use std::collections::BTreeSet;
use std::process::Command;

fn bytes(number: u64) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(number);
    (0..1024).map(|_| random.u8(..)).collect()
}

#[test]
fn the_same_bytes_are_the_same_document() {
    let (a, b) = (Seeds::read(), Seeds::read());
    for number in 0..50 {
        let files = |seeds| mutate(seeds, &bytes(number)).unwrap().files;
        assert_eq!(files(&a), files(&b), "{number}");
    }
}

#[test]
fn each_operator_is_used() {
    let seeds = Seeds::read();
    let mut used = BTreeSet::new();
    for number in 0..400 {
        used.extend(mutate(&seeds, &bytes(number)).unwrap().steps);
    }
    assert_eq!(used.len(), 17, "{used:?}");
}

/// A refused mutant tests the reader alone.
#[test]
fn most_mutants_become_a_crate() {
    let seeds = Seeds::read();
    let written = (0..60).filter(|number| {
        let mutant = mutate(&seeds, &bytes(*number)).unwrap();
        verify(&mutant).unwrap().is_some()
    });
    let written = written.count();
    assert!(written > 30, "{written} of 60");
}

/// Files, overlays and 2.0 are not for the reader alone.
#[test]
fn mutants_of_each_kind_become_a_crate() {
    let seeds = Seeds::read();
    let mut written = [0, 0, 0];
    // Which mutant a number stands for changes with every golden case.
    for number in 0..600 {
        let mutant = mutate(&seeds, &bytes(number)).unwrap();
        if verify(&mutant).unwrap().is_some() {
            let is_of = [
                mutant.files.len() > 1,
                mutant.options.contains("overlays"),
                mutant.files[mutant.document].contains("swagger"),
            ];
            for (count, is_of) in written.iter_mut().zip(is_of) {
                *count += u32::from(is_of);
            }
        }
        if written.iter().all(|count| *count > 10) {
            return;
        }
    }
    panic!("{written:?}");
}

#[test]
fn no_file_outside_of_the_folder_is_read() {
    let mutant = |reference: &str| {
        let mut mutant = mutate(&Seeds::read(), &bytes(0)).unwrap();
        let schemas = format!(r#"{{"S": {{"$ref": "{reference}"}}}}"#);
        let document = format!(
            r#"{{"openapi": "3.1.0", "info": {{"title": "t", "version": "1"}}, "paths": {{}},
            "components": {{"schemas": {schemas}}}}}"#
        );
        mutant.files.insert(mutant.document.to_owned(), document);
        mutant.options.clear();
        mutant
    };
    // The names of overlays are a matter of client.toml.
    let mut named = mutant("#/components/schemas/S");
    named.options = r#"overlays = ["../secret.json"]"#.to_owned();
    let error = verify(&named).unwrap_err();
    assert!(error.contains("`secret.json`, which is outside"), "{error}");
    let written = verify(&mutant("../secret.json")).unwrap();
    assert!(written.is_none());
}

#[test]
fn the_command_says_what_it_found() {
    let output = Command::new(env!("CARGO_BIN_EXE_document-fuzz"))
        .args(["--from", "1000", "--count", "40"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.starts_with("40 documents in "), "{said}");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A document that takes too long is found, and those behind it are looked at all the same.
#[test]
fn a_slow_document_is_found() {
    let output = Command::new(env!("CARGO_BIN_EXE_document-fuzz"))
        .args([
            "--from",
            "0",
            "--count",
            "3",
            "--jobs",
            "1",
            "--timeout",
            "0",
        ])
        .output()
        .unwrap();
    assert!(!output.status.success());
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("it takes more than 0 s"), "{errors}");
}
