//! The mutants themselves: the same number is the same document, and enough of them are documents.

use document_fuzz::mutate::mutate;
use document_fuzz::seeds::Seeds;
use document_fuzz::verify::verify;
use std::collections::BTreeSet;
use std::process::Command;

fn bytes(number: u64) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(number);
    (0..512).map(|_| random.u8(..)).collect()
}

#[test]
fn the_same_bytes_are_the_same_document() {
    let (a, b) = (Seeds::read(), Seeds::read());
    for number in 0..50 {
        let text = |seeds| mutate(seeds, &bytes(number)).unwrap().text;
        assert_eq!(text(&a), text(&b), "{number}");
    }
}

#[test]
fn each_operator_is_used() {
    let seeds = Seeds::read();
    let mut used = BTreeSet::new();
    for number in 0..400 {
        used.extend(mutate(&seeds, &bytes(number)).unwrap().steps);
    }
    assert_eq!(used.len(), 13, "{used:?}");
}

/// Mutants that are refused say nothing of what is behind the reader.
#[test]
fn most_mutants_become_a_crate() {
    let seeds = Seeds::read();
    let written = (0..60).filter(|number| {
        let mutant = mutate(&seeds, &bytes(*number)).unwrap();
        verify(&mutant).unwrap().is_some()
    });
    let written = written.count();
    assert!(written > 36, "{written} of 60");
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
