//! Documents that are mutated by their structure, and what none of them may make the generator do.
//!
//! [`mutate`](mutate::mutate) makes a document, with its other files and overlays, from the golden cases and a
//! string of bytes, and [`verify`](verify::verify) generates from it. The command runs many of them by number; the
//! target of `cargo fuzz` takes the bytes from libFuzzer.

pub mod folder;
pub mod mutate;
pub mod seeds;
pub mod verify;
