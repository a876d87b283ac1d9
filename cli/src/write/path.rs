//! The relative paths that may be written on any system.

use super::{MANIFEST, WriteError};

/// Refuses paths that would leave the output folder, or lead to another file on some system.
pub fn check(name: &str) -> Result<(), WriteError> {
    let is_good = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| !c.is_control() && !r#"\:*?"<>|"#.contains(c))
            // `.` and `..` also end in a dot, which Windows drops.
            && !part.ends_with(['.', ' '])
    };
    if name != MANIFEST && name.split('/').all(is_good) {
        Ok(())
    } else {
        Err(WriteError::BadPath(name.to_owned()))
    }
}
