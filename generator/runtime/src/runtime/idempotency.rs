//! The idempotency key of a call without a given key: random, and the same for all of its attempts.

use super::clock::Clock;
use super::headers::header;
use super::parts::Parts;
use http::HeaderMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

/// Adds a key if the operation has a header for it and the request doesn't.
pub(crate) fn add(parts: &Parts, headers: &mut HeaderMap) {
    let name = parts.spec.idempotency_key;
    if !name.is_empty()
        && !headers.contains_key(name)
        && let Ok((name, key)) = header(name, &key(&*parts.client.shared.clock))
    {
        headers.insert(name, key);
    }
}

/// A UUID of version 4 (RFC 9562), the form that most servers require.
///
/// A key must be unique and may be guessable, so hashes with the random keys of the standard library are
/// enough. On a platform without random keys, the number of the call, the time and the client's own random
/// number still make keys unique.
fn key(clock: &dyn Clock) -> String {
    static CALLS: AtomicU64 = AtomicU64::new(0);
    let call = CALLS.fetch_add(1, Ordering::Relaxed);
    let half = |half: u8| {
        let random = clock.random().to_bits();
        RandomState::new().hash_one((half, call, clock.now(), random))
    };
    let bits = u128::from(half(0)) << 64 | u128::from(half(1));
    let bits = bits & !(0xF << 76) & !(0x3 << 62) | 0x4 << 76 | 0x2 << 62;
    let hex = format!("{bits:032x}");
    let (a, b, c) = (&hex[..8], &hex[8..12], &hex[12..16]);
    format!("{a}-{b}-{c}-{}-{}", &hex[16..20], &hex[20..])
}
