//! Which relative paths may be written, on any system.

use super::{MANIFEST, WriteError};

/// Refuses what would leave the output folder, or mean another file elsewhere.
pub fn check(name: &str) -> Result<(), WriteError> {
    let is_good = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| !c.is_control() && !r#"\:*?"<>|"#.contains(c))
            // `.` and `..` are among those that end in a dot, which Windows drops.
            && !part.ends_with(['.', ' '])
    };
    if name != MANIFEST && name.split('/').all(is_good) {
        Ok(())
    } else {
        Err(WriteError::BadPath(name.to_owned()))
    }
}
