//! The usage of a process: the processor time of itself and all processes that it started, and the
//! peak memory of one of them. A process that exceeds a limit is stopped.

use serde::{Deserialize, Serialize};
use std::io;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};
use tools::process;
use wait4::Wait4;

/// The usage of a process.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Usage {
    /// Processor time in seconds, user and system.
    pub cpu: f64,
    /// The peak memory, in megabytes.
    pub memory: f64,
}

/// The outcome of a measurement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// The process succeeded with this usage.
    Took(Usage),
    /// The process was stopped at this usage, because of the limit that is named.
    Exceeded(Usage, String),
    /// The process failed, with this first line of error.
    Failed(String),
}

/// The limits of a process.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Seconds of wall-clock time.
    pub seconds: u64,
    /// Megabytes of memory.
    pub megabytes: u64,
}

/// The end of a process.
pub struct Ended {
    pub usage: Usage,
    pub status: ExitStatus,
    /// The limit that the process exceeded, if it was stopped for that.
    pub limit: Option<String>,
}

/// The interval of checks of the limits.
const INTERVAL: Duration = Duration::from_millis(20);

impl Usage {
    /// The usage of two processes, one after the other.
    pub fn then(self, next: Usage) -> Usage {
        Usage {
            cpu: self.cpu + next.cpu,
            memory: self.memory.max(next.memory),
        }
    }
}

impl Outcome {
    /// The outcome of two processes, of which the second needs the first.
    pub fn then(&self, next: &Outcome) -> Outcome {
        match (self, next) {
            (Outcome::Took(first), Outcome::Took(second)) => Outcome::Took(first.then(*second)),
            (Outcome::Took(first), Outcome::Exceeded(second, limit)) => {
                Outcome::Exceeded(first.then(*second), limit.clone())
            }
            (Outcome::Took(_), failed) => failed.clone(),
            (_, _) => self.clone(),
        }
    }

    /// The usage, even if the process was stopped.
    pub fn usage(&self) -> Option<Usage> {
        match self {
            Outcome::Took(usage) | Outcome::Exceeded(usage, _) => Some(*usage),
            Outcome::Failed(_) => None,
        }
    }
}

/// Starts `command` and waits for its end, or stops it at a limit.
pub fn run(command: &mut Command, limits: Limits) -> io::Result<Ended> {
    watch(&mut command.spawn()?, limits)
}

fn watch(child: &mut Child, limits: Limits) -> io::Result<Ended> {
    let (done, is_done) = mpsc::channel();
    let id = child.id().to_string();
    let guard = thread::spawn(move || guard(&id, limits, &is_done));
    let used = child.wait4();
    drop::<mpsc::Sender<()>>(done);
    let limit = guard.join().unwrap_or_default();
    let used = used?;
    Ok(Ended {
        usage: Usage {
            cpu: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
            memory: megabytes(used.rusage.maxrss),
        },
        status: used.status,
        limit,
    })
}

#[expect(clippy::cast_precision_loss, reason = "a figure to be shown")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Stops the process when it exceeds a limit, and names the limit.
fn guard(id: &str, limits: Limits, is_done: &Receiver<()>) -> Option<String> {
    let begin = Instant::now();
    loop {
        match is_done.recv_timeout(INTERVAL) {
            Err(RecvTimeoutError::Timeout) => {}
            _ => return None,
        }
        let limit = if begin.elapsed() > Duration::from_secs(limits.seconds) {
            format!("{} s", limits.seconds)
        } else if process::status(id, "VmRSS").is_some_and(|used| used > limits.megabytes) {
            format!("{} MB", limits.megabytes)
        } else {
            continue;
        };
        // The thread that waits for a child can't stop it, except by its number.
        let _ = Command::new("kill").args(["-KILL", id]).status();
        return Some(limit);
    }
}

#[cfg(test)]
mod tests {
    use super::{Limits, Outcome, Usage, run};
    use std::process::Command;

    const LIMITS: Limits = Limits {
        seconds: 1,
        megabytes: 100_000,
    };

    fn usage(cpu: f64, memory: f64) -> Usage {
        Usage { cpu, memory }
    }

    #[test]
    fn times_add_up_and_memory_does_not() {
        let library = Outcome::Took(usage(2.0, 300.0));
        let consumer = Outcome::Took(usage(1.0, 200.0));
        assert_eq!(library.then(&consumer), Outcome::Took(usage(3.0, 300.0)));
        let failed = Outcome::Failed("error".to_owned());
        assert_eq!(library.then(&failed), failed);
        assert_eq!(failed.then(&consumer), failed);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_limit_ends_a_process() {
        let ended = run(Command::new("sleep").arg("60"), LIMITS).unwrap();
        assert_eq!(ended.limit.as_deref(), Some("1 s"));
        assert!(!ended.status.success());
        let ended = run(&mut Command::new("true"), LIMITS).unwrap();
        assert_eq!(ended.limit, None);
        assert!(ended.status.success() && ended.usage.memory > 0.0);
    }
}
