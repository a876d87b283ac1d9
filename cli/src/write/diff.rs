//! The head of a unified diff over several files.

use std::time::Duration;

use similar::TextDiff;

/// The number of lines that are shown.
const MAX_LINES: usize = 40;

/// Collects differences up to the limit.
pub struct Diff {
    wanted: bool,
    lines: Vec<String>,
}

impl Diff {
    /// An empty diff, which collects nothing unless `wanted`.
    pub fn new(wanted: bool) -> Self {
        Self {
            wanted,
            lines: Vec::new(),
        }
    }

    /// Adds the changes of the file `name`.
    pub fn add(&mut self, name: &str, old: &str, new: &str) {
        if !self.wanted || self.lines.len() > MAX_LINES {
            return;
        }
        // A diff of two very different texts would take long, and only the head is shown.
        let diff = TextDiff::configure()
            .timeout(Duration::from_secs(1))
            .diff_lines(old, new);
        let from = format!("a/{name}");
        let to = format!("b/{name}");
        let text = diff.unified_diff().header(&from, &to).to_string();
        let room = MAX_LINES + 1 - self.lines.len();
        self.lines
            .extend(text.lines().take(room).map(str::to_owned));
    }

    /// The lines, with a mark if some were cut.
    pub fn finish(mut self) -> String {
        if self.lines.len() > MAX_LINES {
            self.lines.truncate(MAX_LINES);
            self.lines.push("…".to_owned());
        }
        let mut text = self.lines.join("\n");
        if !text.is_empty() {
            text.push('\n');
        }
        text
    }
}
