//! The clock of browsers and workers, and of Node.js, Deno and others that run JavaScript.

use super::super::future::BoxFuture;
use super::Clock;
use std::time::Duration;
use wasm_bindgen_futures::JsFuture;
use web_sys::Performance;
use web_sys::js_sys::{Date, Function, Math, Promise, Reflect, global};
use web_sys::wasm_bindgen::{JsCast, JsValue};

/// The longest time that `setTimeout` takes, in milliseconds; it treats a longer one as zero.
const LONGEST: u32 = 0x7FFF_FFFF;

/// The clock of JavaScript, with its timers.
#[derive(Debug, Clone)]
pub struct BrowserClock {
    performance: Option<Performance>,
}

impl Default for BrowserClock {
    fn default() -> Self {
        let performance = Reflect::get(&global(), &JsValue::from_str("performance"));
        let performance = performance.ok().and_then(|found| found.dyn_into().ok());
        Self { performance }
    }
}

impl Clock for BrowserClock {
    fn now(&self) -> Duration {
        milliseconds(Date::now())
    }

    fn monotonic(&self) -> Duration {
        let performance = self.performance.as_ref();
        performance.map_or_else(|| self.now(), |performance| milliseconds(performance.now()))
    }

    fn ready(&self) -> Result<(), &'static str> {
        let missing = "there is no `setTimeout` here: give the client a clock of your own";
        function("setTimeout").map(drop).ok_or(missing)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // Rounded up, so that a wait is never too short.
        let mut left = duration.as_nanos().div_ceil(1_000_000);
        let mut piece = move || {
            let piece = u32::try_from(left).map_or(LONGEST, |left| left.min(LONGEST));
            left -= u128::from(piece);
            (piece > 0).then(|| Timer::start(f64::from(piece)))
        };
        let mut timer = piece();
        Box::pin(async move {
            while let Some(running) = timer {
                JsFuture::from(running.ended.clone()).await.ok();
                timer = piece();
            }
        })
    }

    fn random(&self) -> f64 {
        Math::random()
    }
}

fn milliseconds(number: f64) -> Duration {
    Duration::try_from_secs_f64(number / 1000.0).unwrap_or_default()
}

/// Pages and workers have a type of their own for the object that has the timers.
fn function(name: &str) -> Option<Function> {
    let found = Reflect::get(&global(), &JsValue::from_str(name)).ok()?;
    found.dyn_into().ok()
}

/// A timer, which ends when it is dropped.
struct Timer {
    id: JsValue,
    ended: Promise,
}

impl Timer {
    fn start(milliseconds: f64) -> Self {
        let mut id = JsValue::UNDEFINED;
        let ended = Promise::new(&mut |resolve, _| {
            let milliseconds = JsValue::from_f64(milliseconds);
            let started = function("setTimeout")
                .and_then(|set| set.call2(&JsValue::UNDEFINED, &resolve, &milliseconds).ok());
            match started {
                Some(started) => id = started,
                // A wait without an end would be worse.
                None => drop(resolve.call0(&JsValue::UNDEFINED)),
            }
        });
        Self { id, ended }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(clear) = function("clearTimeout") {
            clear.call1(&JsValue::UNDEFINED, &self.id).ok();
        }
    }
}
