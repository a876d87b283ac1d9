//! Time and random numbers as a trait, for tests and for platforms without the clocks of the standard
//! library.

use super::future::{BoxFuture, MaybeSend, MaybeSync};
use std::time::Duration;

#[cfg(all(feature = "fetch", target_arch = "wasm32", target_os = "unknown"))]
mod browser;

#[cfg(all(feature = "fetch", target_arch = "wasm32", target_os = "unknown"))]
pub use browser::BrowserClock;

/// A source of time and random numbers.
pub trait Clock: MaybeSend + MaybeSync + 'static {
    /// The time since 1970-01-01T00:00:00Z. It is compared with dates of the server.
    fn now(&self) -> Duration;
    /// The time since a fixed point. It never goes back, and measures timeouts.
    fn monotonic(&self) -> Duration {
        self.now()
    }
    /// Checks that [`sleep`](Self::sleep) works here. Called before each sleep, because another
    /// runtime can poll the call later. The error names the missing part.
    ///
    /// # Errors
    /// When `sleep` doesn't work, for example outside of the runtime that has the timers.
    fn ready(&self) -> Result<(), &'static str> {
        Ok(())
    }
    /// Waits for `duration`.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
    /// A random number from 0 (inclusive) to 1 (exclusive), for the jitter between attempts.
    fn random(&self) -> f64;
}

/// The clock of the system, with the timers of tokio.
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
#[derive(Debug, Clone)]
pub struct TokioClock {
    started: std::time::Instant,
}

#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
impl Default for TokioClock {
    fn default() -> Self {
        let started = std::time::Instant::now();
        Self { started }
    }
}

#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
impl Clock for TokioClock {
    fn now(&self) -> Duration {
        // A system whose clock stands before 1970 needs no exact time.
        std::time::UNIX_EPOCH.elapsed().unwrap_or_default()
    }

    fn monotonic(&self) -> Duration {
        self.started.elapsed()
    }

    fn ready(&self) -> Result<(), &'static str> {
        super::drivers::timer()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn random(&self) -> f64 {
        use std::hash::{BuildHasher, RandomState};
        // Each `RandomState` has new keys. They are random enough for a delay, and need no
        // dependency.
        let bits = RandomState::new().hash_one(self.started) >> 32;
        f64::from(u32::try_from(bits).unwrap_or_default()) / (f64::from(u32::MAX) + 1.0)
    }
}
