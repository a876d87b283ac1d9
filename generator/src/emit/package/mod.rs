//! The package: its files, the client, Cargo.toml, README, tests and the runtime.

pub mod client;
pub mod cut;
pub mod example_tests;
pub mod groups;
pub mod lib_rs;
pub mod manifest;
pub mod modules;
pub mod readme;
pub mod runtime;
pub mod server_types;
pub mod servers;
