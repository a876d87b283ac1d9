//! The command: options to exit code, files in and out, diagnostics to standard error.
//!
//! The disk, the network, the command line and the terminal stand here: the library is free of them.

pub mod command;
pub mod commands;
pub mod input;
pub mod messages;
mod progress;
pub mod read;
pub mod remote;
mod watch;
pub mod write;
