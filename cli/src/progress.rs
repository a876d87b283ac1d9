//! A line on the terminal with the stage of a long run.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::messages::{MessageFormat, Messages};

/// A shorter run shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// The line on the terminal, which is removed when it is dropped.
pub struct Progress(Option<Shown>);

struct Shown {
    stages: Sender<&'static str>,
    thread: JoinHandle<()>,
}

impl Progress {
    /// Shows the first stage, if a person sees the terminal.
    pub fn start(messages: &Messages, stage: &'static str) -> Self {
        let is_read = messages.message_format == MessageFormat::Human;
        if is_read && io::stderr().is_terminal() {
            Self::on(io::stderr(), PATIENCE, stage)
        } else {
            Self(None)
        }
    }

    fn on(out: impl Write + Send + 'static, patience: Duration, stage: &'static str) -> Self {
        let (stages, received) = channel();
        let run = move || show(out, patience, stage, &received);
        // The run doesn't need the line, so an error of the thread is ignored.
        let thread = thread::Builder::new().spawn(run).ok();
        Self(thread.map(|thread| Shown { stages, thread }))
    }

    /// Shows another stage.
    pub fn stage(&self, stage: &'static str) {
        if let Some(shown) = &self.0 {
            let _ = shown.stages.send(stage);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(Shown { stages, thread }) = self.0.take() {
            drop(stages);
            let _ = thread.join();
        }
    }
}

/// Shows the stages until the last one ends. Without escape sequences: every terminal knows the
/// carriage return.
fn show(
    mut out: impl Write,
    patience: Duration,
    mut stage: &'static str,
    stages: &Receiver<&'static str>,
) {
    let start = Instant::now();
    let mut width = 0;
    loop {
        let wait = if width > 0 {
            Duration::from_secs(1)
        } else {
            patience.saturating_sub(start.elapsed())
        };
        match stages.recv_timeout(wait) {
            Ok(next) => {
                stage = next;
                if width == 0 {
                    continue;
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        let line = format!("{stage} … {} s", start.elapsed().as_secs());
        let _ = write!(out, "\r{line:width$}");
        let _ = out.flush();
        width = width.max(line.chars().count());
    }
    if width > 0 {
        let _ = write!(out, "\r{:width$}\r", "");
        let _ = out.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::Progress;
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex, PoisonError};
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    #[derive(Clone, Default)]
    struct Terminal(Arc<Mutex<Vec<u8>>>);

    impl Terminal {
        fn text(&self) -> String {
            let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            String::from_utf8_lossy(&bytes).into_owned()
        }

        fn wait_for(&self, part: &str) {
            let start = Instant::now();
            while !self.text().contains(part) {
                assert!(start.elapsed() < Duration::from_secs(30), "{}", self.text());
                sleep(Duration::from_millis(5));
            }
        }
    }

    impl Write for Terminal {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let mut text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            text.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_short_run_shows_nothing() {
        let terminal = Terminal::default();
        let progress = Progress::on(terminal.clone(), Duration::from_secs(3600), "reading");
        progress.stage("writing");
        drop(progress);
        assert_eq!(terminal.text(), "");
    }

    #[test]
    fn a_line_is_replaced_and_removed() {
        let terminal = Terminal::default();
        let progress = Progress::on(terminal.clone(), Duration::ZERO, "resolving");
        terminal.wait_for("\rresolving … 0 s");
        progress.stage("writing");
        // The rest of the longer line is overwritten.
        terminal.wait_for("\rwriting … 0 s  ");
        drop(progress);
        let blank = format!("\r{}\r", " ".repeat("resolving … 0 s".chars().count()));
        assert!(terminal.text().ends_with(&blank), "{:?}", terminal.text());
    }
}
