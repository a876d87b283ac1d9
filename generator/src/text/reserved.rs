//! Words that Rust, Cargo or an operating system keeps for itself. The names of the runtime
//! and of the generated code are in [`surface`](crate::surface).

/// Names that no file can have on Windows, with any extension.
pub const DEVICES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// Whether a word is a keyword, even a reserved one.
#[must_use]
pub fn is_keyword(word: &str) -> bool {
    word == "gen" || syn::parse_str::<syn::Ident>(word).is_err()
}
