//! Boxed futures, and their race against a sleep.
//!
//! Futures are `Send` on platforms with threads. A browser has no threads, and futures of its
//! objects can't be sent, so the bounds are empty there.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// A future on the heap.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// A future on the heap.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// `Send`, except on wasm32.
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSend: Send {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Send + ?Sized> MaybeSend for T {}
/// `Send`, except on wasm32.
#[cfg(target_arch = "wasm32")]
pub trait MaybeSend {}
#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> MaybeSend for T {}

/// `Sync`, except on wasm32.
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSync: Sync {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Sync + ?Sized> MaybeSync for T {}
/// `Sync`, except on wasm32.
#[cfg(target_arch = "wasm32")]
pub trait MaybeSync {}
#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> MaybeSync for T {}

/// The output of `work`, or `None` if `limit` ends first.
pub(crate) async fn within<T>(
    limit: &mut BoxFuture<'static, ()>,
    work: &mut BoxFuture<'_, T>,
) -> Option<T> {
    poll_fn(|context| {
        if let Poll::Ready(value) = work.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        limit.as_mut().poll(context).map(|()| None)
    })
    .await
}

/// Yields to other tasks and timers once, then checks `limit`: `None` if it has ended.
pub(crate) async fn give_way(limit: &mut BoxFuture<'static, ()>) -> Option<()> {
    let mut has_given_way = false;
    let gives_way = poll_fn(|context| {
        if std::mem::replace(&mut has_given_way, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    });
    gives_way.await;
    poll_fn(|context| Poll::Ready(limit.as_mut().poll(context).is_pending().then_some(()))).await
}
