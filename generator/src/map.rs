//! Maps and sets that keep the order in which they were filled. Their hash takes a fraction of the time of the
//! default one. Its seed differs between runs of a native program, so that a document can't be written for it.

use foldhash::fast::RandomState;

/// A map.
pub type IndexMap<K, V> = indexmap::IndexMap<K, V, RandomState>;

/// A set.
pub type IndexSet<T> = indexmap::IndexSet<T, RandomState>;
