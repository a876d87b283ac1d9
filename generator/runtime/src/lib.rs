//! The support code of every generated client. The generator copies `runtime/` unchanged into each
//! output. The package `tests/runtime` compiles this file and tests it.

pub mod runtime;
