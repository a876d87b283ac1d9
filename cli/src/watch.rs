//! Runs a command again when one of its files changes.
//!
//! The times of the files are compared four times a second. This takes no crate, costs nothing for the files of a
//! document, and finds changes that events of the system miss: files that editors replace, files that didn't exist,
//! and files of other machines.

use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use crate::commands::say;
use crate::read::{Seen, shown, stamp};

const PAUSE: Duration = Duration::from_millis(250);

/// Runs, prints the watched files, and waits for a change, until the user ends the program.
pub fn watch(mut run: impl FnMut() -> Seen) -> ! {
    loop {
        let seen = run();
        say(&watched(&seen));
        let changed = wait(&seen);
        say(&format!("\n{} changed", shown(changed)));
    }
}

fn watched(seen: &Seen) -> String {
    match seen.len() {
        1 => "watching 1 file; Ctrl-C ends".to_owned(),
        count => format!("watching {count} files; Ctrl-C ends"),
    }
}

/// Waits for the first file that has changed since before it was read.
fn wait(seen: &Seen) -> &Path {
    loop {
        let mut files = seen.iter();
        if let Some((path, _)) = files.find(|(path, before)| stamp(path) != **before) {
            return path;
        }
        sleep(PAUSE);
    }
}
