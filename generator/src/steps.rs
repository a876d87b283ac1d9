//! The work of a run in steps: a schema or a type looked up, a value of the document walked, a part composed.
//! Steps are counted only in builds with debug assertions, for the tests of cost (`tests/cost`), which compare
//! documents of two sizes; seconds would depend on the machine.

use std::cell::Cell;

thread_local! {
    static TAKEN: Cell<u64> = const { Cell::new(0) };
}

/// Counts a step. Every walk whose length depends on the document takes one for each thing it visits.
pub fn step() {
    steps(1);
}

/// Counts several steps, for work that is done at once, such as a scan of a list.
pub fn steps(count: usize) {
    if cfg!(debug_assertions) {
        TAKEN.set(TAKEN.get() + count as u64);
    }
}

/// The steps of this thread since its start; 0 without debug assertions.
#[must_use]
pub fn taken() -> u64 {
    TAKEN.get()
}
