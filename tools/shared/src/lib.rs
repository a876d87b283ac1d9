//! What the project's commands share.

pub mod only;
pub mod outline;
pub mod process;
pub mod run;
