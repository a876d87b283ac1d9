//! Maps and sets that keep the order in which they were filled. Their hash takes a fraction of the time of the
//! default one, and has a seed of its own in each run: no document can be written so that its names meet.

use foldhash::fast::RandomState;

/// A map.
pub type IndexMap<K, V> = indexmap::IndexMap<K, V, RandomState>;

/// A set.
pub type IndexSet<T> = indexmap::IndexSet<T, RandomState>;
