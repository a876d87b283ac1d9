//! The command: options to exit code, files in and out, diagnostics to standard error.
//!
//! What the library is free of stands here: the disk, the network, the command line, the terminal.

pub mod command;
pub mod commands;
pub mod input;
pub mod messages;
mod progress;
pub mod read;
pub mod remote;
mod watch;
pub mod write;
