//! Calls that block: one runtime for the whole process, on a thread of its own, started by the
//! first call.

use super::error::{ErrorKind, Failure};
use super::execute::{self, Done};
use super::parts::Parts;
use std::io;
use std::sync::{OnceLock, mpsc};
use std::thread;
use tokio::runtime::{Builder, Handle};

/// Sends the call and waits.
pub(crate) fn execute(parts: Box<Parts>) -> Done {
    let spec = parts.spec;
    let refused = |why| {
        Box::new(Failure {
            why,
            ..Failure::new(ErrorKind::Blocking, spec)
        })
    };
    if Handle::try_current().is_ok() {
        let why = "a blocking call inside of asynchronous code: await it instead";
        return Err(refused(why));
    }
    let Some(runtime) = runtime() else {
        return Err(refused("the runtime of blocking calls can't be started"));
    };
    let (done, answer) = mpsc::sync_channel(1);
    runtime.spawn(async move {
        // Nobody is left to hear of it when the caller's thread is gone.
        done.send(execute::execute(parts).await).ok();
    });
    answer.recv().unwrap_or_else(|_| {
        // A transport or clock of the caller's panicked, and nobody knows how far it came.
        let mut lost = refused("");
        (lost.kind, lost.processed) = (ErrorKind::Lost, true);
        Err(lost)
    })
}

fn runtime() -> Option<&'static Handle> {
    static RUNTIME: OnceLock<Option<Handle>> = OnceLock::new();
    RUNTIME.get_or_init(|| start().ok()).as_ref()
}

fn start() -> io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("blocking-calls".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}
