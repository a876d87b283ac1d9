//! A clock for tests.

use openapi_client_runtime::runtime::{BoxFuture, Clock};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// 2026-01-01T00:00:00Z.
pub const START: u64 = 1_767_225_600;

/// Sleeps shorter than half a minute are over at once, remembered, and move the time on. Longer ones
/// are timeouts that no test waits for; and one exact length is slept for real, for the tests in
/// which an attempt times out.
#[derive(Clone)]
pub struct TestClock {
    pub real: Duration,
    pub random: f64,
    slept: Arc<Mutex<Vec<Duration>>>,
}

impl TestClock {
    pub fn new() -> Self {
        Self {
            real: Duration::from_millis(300),
            random: 0.5,
            slept: Arc::default(),
        }
    }

    pub fn slept(&self) -> Vec<Duration> {
        self.slept.lock().unwrap().clone()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Duration {
        Duration::from_secs(START) + self.slept().iter().sum::<Duration>()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration == self.real || duration >= Duration::from_secs(30) {
            return Box::pin(tokio::time::sleep(duration));
        }
        self.slept.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> f64 {
        self.random
    }
}
