//! The runtime, which every output carries: its files as they stand in `generator/runtime`.

macro_rules! files {
    ($($path:literal)*) => {
        &[$(($path, include_str!(concat!("../../runtime/src/runtime/", $path)))),*]
    };
}

/// The files of the runtime, by path below `src/runtime`.
pub const RUNTIME: &[(&str, &str)] = files! {
    "api.rs"
    "blocking.rs"
    "body.rs"
    "call.rs"
    "client.rs"
    "clock.rs"
    "error.rs"
    "execute.rs"
    "future.rs"
    "mod.rs"
    "parts.rs"
    "retry.rs"
    "secret.rs"
    "style.rs"
    "target.rs"
    "trace.rs"
    "transport/memory.rs"
    "transport/mod.rs"
    "transport/reqwest.rs"
    "wire/base64.rs"
    "wire/buffered.rs"
    "wire/civil.rs"
    "wire/compare.rs"
    "wire/context.rs"
    "wire/date.rs"
    "wire/date_time.rs"
    "wire/debug.rs"
    "wire/decode.rs"
    "wire/encode.rs"
    "wire/error.rs"
    "wire/extra.rs"
    "wire/header.rs"
    "wire/instant.rs"
    "wire/lookup.rs"
    "wire/maybe.rs"
    "wire/members.rs"
    "wire/mod.rs"
    "wire/parsed.rs"
    "wire/std_types.rs"
    "wire/union.rs"
    "wire/unix_time.rs"
};
