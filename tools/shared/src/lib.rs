//! The common code of the project's commands.

pub mod only;
pub mod outline;
pub mod pattern;
pub mod process;
pub mod run;
