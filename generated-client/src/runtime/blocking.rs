//! Calls that block: one runtime for the whole process, on a thread of its own, started by the
//! first call.

use super::api::CallSpec;
use super::attempt::Extent;
use super::error::{ErrorKind, Failure};
use super::execute::{self, Done};
use super::parts::Parts;
use std::io;
use std::pin::pin;
use std::sync::{OnceLock, mpsc};
use std::task::{Context, Waker};
use std::thread;
use tokio::runtime::{Builder, Handle};
use tokio::task::consume_budget;

/// Sends the call and waits.
pub(crate) fn execute(parts: Box<Parts>, extent: Extent) -> Done {
    let spec = parts.spec.clone();
    wait(&spec, execute::execute(parts, extent))?
}

/// Waits for `work`, which Tokio's threads do.
pub(crate) fn wait<T: Send + 'static>(
    spec: &CallSpec,
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, Box<Failure>> {
    let refused = |why| {
        Box::new(Failure {
            why,
            ..Failure::new(ErrorKind::Blocking, spec)
        })
    };
    if is_in_a_task() {
        let why = "a blocking call inside of asynchronous code: await it instead";
        return Err(refused(why));
    }
    let Some(runtime) = runtime() else {
        return Err(refused("the runtime of blocking calls can't be started"));
    };
    let (done, answer) = mpsc::sync_channel(1);
    runtime.spawn(async move {
        // Nobody is left to hear of it when the caller's thread is gone.
        done.send(work.await).ok();
    });
    answer.recv().map_err(|_| {
        // A transport or clock of the caller's panicked, and nobody knows how far it came.
        let mut lost = refused("");
        (lost.kind, lost.processed) = (ErrorKind::Lost, true);
        lost
    })
}

/// Whether the caller is polled by Tokio, where waiting would keep other tasks from running.
///
/// Tokio has no question for this: a thread of `spawn_blocking` has a handle and an id of a task as
/// well. But it limits how much a task does before it yields, and sets no limit for blocking code, so
/// the difference is whether the limit is ever reached. A task that is made `unconstrained` has none
/// either; it waits then, and only its own runtime is the worse for it.
fn is_in_a_task() -> bool {
    /// More than Tokio allows (128).
    const ENOUGH: usize = 1000;
    let mut context = Context::from_waker(Waker::noop());
    Handle::try_current().is_ok()
        && (0..ENOUGH).any(|_| pin!(consume_budget()).poll(&mut context).is_pending())
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
