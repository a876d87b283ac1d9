//! Reserved names: the names of the runtime, the manifest and the generated code, which names of the
//! document must not take.

use super::Part;
use crate::ir::SchemeKind;

/// Methods of the client: those of the runtime, private ones included, then those that are emitted for each
/// client, and a name that clippy reserves for a trait.
pub const CLIENT: &[&str] = &[
    "base_url", "clone", "fmt", "request", "start", //
    "builder", "new", //
    "cmp",
];

/// Methods of a call, private ones included; then the local name of the emitted methods.
pub const CALL: &[&str] = &[
    "attempt_timeout",
    "build_request",
    "build_request_blocking",
    "extra_header",
    "extra_query",
    "idempotency_key",
    "idle_timeout",
    "into_future",
    "into_parts",
    "items",
    "max_body",
    "new",
    "open",
    "open_blocking",
    "pages",
    "parts_mut",
    "retry",
    "send",
    "send_blocking",
    "send_blocking_with_response",
    "send_raw",
    "send_raw_blocking",
    "send_with_response",
    "strict",
    "timeout", //
    "parts",
];

/// The name of an operation's body in its method, if the body is made from several arguments.
pub const BODY: &str = "body";

/// The field for the mismatches in the headers of a response.
pub const HEADER_MISMATCHES: &str = "mismatches";

/// Methods of the client's builder, private ones included; then the emitted one, and names that clippy
/// reserves for traits or for types that aren't built.
pub const BUILDER: &[&str] = &[
    "allow_origin",
    "allow_plain_http",
    "attempt_timeout",
    "base_url",
    "build",
    "clock",
    "connect_timeout",
    "credential",
    "default_header",
    "fmt",
    "for_api",
    "hook",
    "idle_timeout",
    "keys",
    "max_body",
    "own_server",
    "own_server_of_document",
    "parameter",
    "presented",
    "refuse",
    "relative_path",
    "retry",
    "strict",
    "server_of_document",
    "total_timeout",
    "transport",
    "user_agent", //
    "server",     //
    "server_path",
    "clone",
    "new",
];

/// The names of a credential's parts in constructors of a client, beside the variables of a server.
pub const CREDENTIAL: &[&str] = &["certificate", "key", "password", "token", "user"];

/// The names of the parts of a credential that isn't one text.
#[must_use]
pub fn credential_parts(kind: &SchemeKind) -> &'static [&'static str] {
    match kind {
        SchemeKind::Basic => &["user", "password"],
        SchemeKind::Certificate => &["certificate", "key"],
        _ => &[],
    }
}

/// Names of methods that clippy reserves for a trait or a constructor.
pub const GROUP: &[&str] = &["clone", "cmp", "fmt", "new"];

/// The variant of a server that the document doesn't list.
pub const SERVER: &[&str] = &["Custom"];

/// Functions of a server, or of a path.
pub const SERVER_METHODS: &[&str] = &[
    "clone",
    "cmp",
    "eq",
    "fmt",
    "from",
    "hash",
    "into",
    "number",
    "path",
    "secrets",
    "url",
    "variables",
];

/// The names of the prelude that operations use.
pub const IN_OPERATIONS: &[&str] = &["Into", "None", "Option", "Self", "Some", "String", "Vec"];

/// The names that examples of calls use with their usual meaning.
pub const IN_EXAMPLES: &[&str] = &["Box", "Client", "Ok", "Result"];

/// The names of the prelude that types and their derives use.
pub const IN_TYPES: &[&str] = &[
    "AsRef",
    "Box",
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

/// The names of the runtime that the root of a crate exports, and their parts if not every crate has them.
pub const EXPORTS: &[(&str, Option<Part>)] = &[
    ("AccessToken", Some(Part::Tokens)),
    ("AnyRequest", None),
    ("BuildError", None),
    ("Call", None),
    ("Client", None),
    ("ClientBuilder", None),
    ("ClientCredentials", Some(Part::Tokens)),
    ("Clock", None),
    ("Error", None),
    ("ErrorKind", None),
    ("Event", Some(Part::Streams)),
    ("Events", Some(Part::Streams)),
    ("FilePart", Some(Part::Multipart)),
    ("Hook", None),
    ("HookRequest", None),
    ("HookResponse", None),
    ("Incoming", None),
    ("Lines", Some(Part::Streams)),
    ("Memory", None),
    ("Method", None),
    ("Multipart", Some(Part::Multipart)),
    ("PageItems", Some(Part::Pages)),
    ("Pages", Some(Part::Pages)),
    ("RawResponse", None),
    ("RefreshToken", Some(Part::Tokens)),
    ("Response", None),
    ("RetryPolicy", None),
    ("Secret", None),
    ("SendBody", None),
    ("SendLines", Some(Part::SendLines)),
    ("Sending", None),
    ("TokenError", Some(Part::Tokens)),
    ("TokenSender", Some(Part::Tokens)),
    ("TokenSource", Some(Part::Tokens)),
    ("Transport", None),
    ("TransportError", None),
    ("UnknownWebhook", Some(Part::Webhooks)),
    ("WebhookError", Some(Part::Webhooks)),
];

/// The types of values that the root of a crate exports from the runtime's `wire`, and their parts if not every crate has
/// them: callers name them.
pub const WIRE_EXPORTS: &[(&str, Option<Part>)] = &[
    ("Base64", Some(Part::Base64)),
    ("Date", Some(Part::Dates)),
    ("DateTime", Some(Part::DateTimes)),
    ("Decimal", Some(Part::Decimals)),
    ("Extra", None),
    ("Loose", Some(Part::Loose)),
    ("Maybe", None),
    ("UnixTime", Some(Part::UnixTimes)),
];

/// The names of the runtime that the root of a crate exports with a feature of Cargo, and the feature.
pub const FEATURE_EXPORTS: &[(&str, &str)] = &[("Mock", "mock")];

/// Whether the root of a crate can export the name from the runtime.
#[must_use]
pub fn is_exported(word: &str) -> bool {
    let always = { EXPORTS.iter() }
        .chain(WIRE_EXPORTS)
        .map(|(export, _)| export);
    let with_feature = FEATURE_EXPORTS.iter().map(|(export, _)| export);
    always.chain(with_feature).any(|export| *export == word)
}

/// Functions that clippy mistakes for those of a trait, by their names and arguments.
pub const CONSTRUCTORS: &[&str] = &["from_iter", "from_str"];

/// The modules that contain those of types and operations.
pub const MODULES: &[&str] = &["operations", "types", "wire"];

/// The crates that an output can name: its dependencies, and those of Rust. The library can't have such a
/// name: its examples name both.
pub const CRATES: &[&str] = &[
    "bytes",
    "flate2",
    "futures_core",
    "http",
    "http_body",
    "percent_encoding",
    "reqwest",
    "rustls",
    "rustls_platform_verifier",
    "serde",
    "serde_json",
    "tokio",
    "tracing",
    "url",
    "wasm_bindgen_futures",
    "web_sys", //
    "alloc",
    "core",
    "proc_macro",
    "std",
    "test",
];

/// The features that every crate has.
pub const FEATURES: &[&str] = &[
    "blocking",
    "default",
    "fetch",
    "gzip",
    "mock",
    "native-tls",
    "reqwest",
    "rustls",
    "stream",
    "tracing",
];
