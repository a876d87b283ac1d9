//! The command as a process, and what it reads from the disk and writes to it.

#![expect(
    clippy::disallowed_methods,
    reason = "what was written is looked at on the disk"
)]

mod bundle;
mod changes;
mod check;
mod command;
mod files;
mod init;
#[cfg(feature = "remote")]
mod lock;
mod messages;
mod outputs;
mod read;
#[cfg(feature = "remote")]
mod remote;
#[cfg(feature = "remote")]
mod server;
mod terminal;
mod write;
