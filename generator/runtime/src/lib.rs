//! The support code of every generated client. `runtime/` is copied into each output as it stands. The
//! package `tests/runtime` compiles this file and tests it.

pub mod runtime;
