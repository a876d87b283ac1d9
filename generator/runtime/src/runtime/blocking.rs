//! Calls that block: one runtime for the whole process, on a thread of its own, started by the first
//! call.

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

/// The items of a stream or a list for blocking code: an iterator.
#[cfg(any(feature = "pages", feature = "streams"))]
#[derive(Debug)]
pub struct Blocking<S>(pub(super) S);

/// Sends the call and waits.
pub(crate) fn execute(parts: Box<Parts>, extent: Extent) -> Done {
    let spec = parts.spec.clone();
    wait(&spec, execute::execute(parts, extent))?
}

/// Runs `work` on Tokio's threads, and waits for its end.
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
        // Sending fails only if the caller's thread is gone.
        done.send(work.await).ok();
    });
    answer.recv().map_err(|_| {
        // A transport or clock of the caller's panicked at an unknown step.
        let mut lost = refused("");
        (lost.kind, lost.processed) = (ErrorKind::Lost, true);
        lost
    })
}

/// Whether Tokio polls the caller, so that waiting would block other tasks.
///
/// Tokio has no function for this: a thread of `spawn_blocking` also has a handle and the id of a
/// task. But Tokio limits the work of a task before it yields, and sets no limit for blocking code,
/// so the check is whether the limit is ever reached. A task that is `unconstrained` has no limit
/// either; it waits, and blocks only its own runtime.
fn is_in_a_task() -> bool {
    /// A number above Tokio's limit (128).
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
