//! The command: from options to exit code, with files as input and output, and diagnostics on
//! standard error.
//!
//! The code for the disk, the network, the command line and the terminal stands here: the library
//! has none.

pub mod command;
pub mod commands;
pub mod input;
mod links;
pub mod messages;
mod progress;
pub mod read;
pub mod remote;
mod watch;
pub mod write;
