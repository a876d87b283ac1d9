//! Names that what is emitted has besides those of the document, by scope.
//!
//! A name of the document that met one of them would be defined twice, or stand for something else. A
//! test holds these lists to the runtime's sources and to the manifest: what is added there has to be
//! added here (`tests/front/reserved.rs`).

/// Methods of the client: the runtime's, the private ones too, then those that are emitted for each
/// client, and one that only a trait should have.
pub const CLIENT: &[&str] = &[
    "base_url", "clone", "fmt", "start", //
    "builder", "new", //
    "cmp",
];

/// Methods of a call, the private ones too; then what the emitted methods call their own.
pub const CALL: &[&str] = &[
    "attempt_timeout",
    "extra_header",
    "extra_query",
    "idempotency_key",
    "into_future",
    "new",
    "parts_mut",
    "retry",
    "send",
    "send_blocking",
    "send_blocking_with_response",
    "send_with_response",
    "timeout", //
    "call",
    "parts",
];

/// What the body of an operation is called in its method where it is made of several arguments.
pub const BODY: &str = "body";

/// Methods of the client's builder, the private ones too; then the one that is emitted, and those that
/// only a trait or a type that isn't built should have.
pub const BUILDER: &[&str] = &[
    "allow_origin",
    "attempt_timeout",
    "base_url",
    "build",
    "clock",
    "connect_timeout",
    "credential",
    "default_header",
    "fmt",
    "for_api",
    "keys",
    "max_body",
    "parameter",
    "refuse",
    "retry",
    "total_timeout",
    "transport",
    "user_agent", //
    "server",     //
    "clone",
    "new",
];

/// The variant of a server that the document doesn't list.
pub const SERVER: &[&str] = &["Custom"];

/// Types and traits that the modules of operations use.
pub const OPERATIONS: &[&str] = &[
    "BTreeMap",
    "Bytes",
    "Call",
    "Client",
    "Into",
    "Method",
    "None",
    "Operation",
    "OperationSpec",
    "Option",
    "PlainText",
    "Self",
    "Some",
    "Spec",
    "String",
    "Style",
    "Vec",
    "View",
    "Wire",
];

/// Types, traits and values that the modules of types use.
pub const TYPES: &[&str] = &[
    "AsRef",
    "Box",
    "BTreeMap",
    "Clone",
    "Debug",
    "Default",
    "Display",
    "Eq",
    "Err",
    "From",
    "Hash",
    "Into",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Self",
    "Some",
    "String",
    "Vec",
];

/// Functions that clippy takes for those of a trait, by name and by what they take.
pub const CONSTRUCTORS: &[&str] = &["from_iter", "from_str"];

/// The modules above those of types and operations.
pub const MODULES: &[&str] = &["operations", "types", "wire"];

/// The crates that are in reach: those that an output depends on, and those of Rust. The library itself
/// can't be called so: its examples name both.
pub const CRATES: &[&str] = &[
    "bytes",
    "http",
    "percent_encoding",
    "reqwest",
    "rustls",
    "rustls_platform_verifier",
    "serde",
    "serde_json",
    "tokio",
    "tracing",
    "url", //
    "alloc",
    "core",
    "proc_macro",
    "std",
    "test",
];

/// What can't be the name of a file on Windows, whatever follows the dot.
pub const DEVICES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// Whether a word is a keyword, be it one that is only reserved.
#[must_use]
pub fn is_keyword(word: &str) -> bool {
    word == "gen" || syn::parse_str::<syn::Ident>(word).is_err()
}

/// The features that every crate has.
pub const FEATURES: &[&str] = &[
    "blocking",
    "default",
    "gzip",
    "native-tls",
    "reqwest",
    "rustls",
    "tracing",
];
