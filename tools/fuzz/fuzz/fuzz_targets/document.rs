//! Documents whose changes libFuzzer chooses, by the code that they reach.
#![no_main]

use document_fuzz::mutate::mutate;
use document_fuzz::seeds::Seeds;
use document_fuzz::verify::verify;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static SEEDS: LazyLock<Seeds> = LazyLock::new(Seeds::read);

fuzz_target!(|bytes: &[u8]| {
    if let Ok(mutant) = mutate(&SEEDS, bytes)
        && let Err(what) = verify(&mutant)
    {
        panic!("{what}: {} ({})", mutant.seed, mutant.steps.join(", "));
    }
});
