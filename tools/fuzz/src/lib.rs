//! Documents with mutated structures, and the rules for the generator's output.
//!
//! [`mutate`](mutate::mutate) makes a document, with its other files and overlays, from the golden cases and a
//! string of bytes, and [`verify`](verify::verify) generates from it. The command runs many documents by number;
//! the target of `cargo fuzz` takes the bytes from libFuzzer.

pub mod folder;
pub mod mutate;
pub mod seeds;
pub mod verify;
