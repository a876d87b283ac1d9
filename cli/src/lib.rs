//! The command: options to exit code, files in and out, diagnostics to standard error.
//!
//! What the library is free of stands here: the disk, the network, the command line, the terminal.

pub mod command;
pub mod explain;
pub mod messages;
pub mod read;
pub mod remote;
pub mod write;
