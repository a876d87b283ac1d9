//! The kinds of measurement, as `--measure` names them.

/// A kind of measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// Generating
    Generation,
    /// `cargo check` of the library
    Check,
    /// Debug and release builds of the library and its callers
    Builds,
    /// Debug and release builds of a whole program, with all dependencies
    Program,
    /// Decoding and encoding
    Codec,
    /// Calls over loopback
    Calls,
    /// Generating from a document at several sizes
    Growth,
}
