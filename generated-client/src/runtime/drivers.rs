//! The parts of Tokio that a polled call needs: a runtime, its timers, its I/O. Without one of them
//! Tokio panics; a call returns an error that names it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Duration;
use tokio::runtime::Handle;

const NO_RUNTIME: &str = "no Tokio runtime: await the call inside of one, use `send_blocking`, or \
    give the client a transport and a clock of another runtime";
const NO_TIMERS: &str = "the Tokio runtime has no timers: call `enable_time` or `enable_all` on \
    its builder";
const NO_IO: &str = "the Tokio runtime has no I/O: call `enable_io` or `enable_all` on its builder";

/// The runtime.
pub(crate) fn runtime() -> Result<Handle, &'static str> {
    Handle::try_current().map_err(|_| NO_RUNTIME)
}

/// Whether there is a runtime with timers.
pub(crate) fn timer() -> Result<(), &'static str> {
    runtime()?;
    named(|| drop(tokio::time::sleep(Duration::ZERO)))
}

/// Does `work`, and returns the name of the driver if Tokio panics because it is missing. Any other
/// panic continues.
///
/// Tokio has no other way to detect a missing driver. The panic hook runs, and where panics abort,
/// this panic aborts too. After an error, values that `work` borrows must not be used.
pub(crate) fn named<T>(work: impl FnOnce() -> T) -> Result<T, &'static str> {
    catch_unwind(AssertUnwindSafe(work)).or_else(|panic| match missing(&*panic) {
        Some(missing) => Err(missing),
        None => resume_unwind(panic),
    })
}

fn missing(panic: &(dyn Any + Send)) -> Option<&'static str> {
    let text = match panic.downcast_ref::<String>() {
        Some(text) => text,
        None => *panic.downcast_ref::<&str>()?,
    };
    if text.contains("timers are disabled") {
        Some(NO_TIMERS)
    } else if text.contains("IO is disabled") {
        Some(NO_IO)
    } else {
        None
    }
}
