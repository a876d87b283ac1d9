//! The facts about a document that a walk of it needs.

use super::anchors::Anchors;
use super::spec::Version;
use super::upgrade::v2::Places;
use crate::diagnostic::Pointer;
use std::collections::BTreeMap;

/// How a document is read.
pub struct Reading {
    /// Its version.
    pub version: Version,
    /// Whether it has parts of other files, which may name another version.
    pub is_of_several: bool,
    /// Its schemas that have names of their own.
    pub anchors: Anchors,
    /// Where its parts stand since an upgrade.
    pub places: Places,
    /// The numbers that may be integers beyond 64 bits, by their places in the checked tree.
    pub large: Vec<Pointer>,
    /// The texts that were decimals, by their places in the checked tree.
    pub decimals: Vec<Pointer>,
    /// The descriptions beside references, by the places of those in the checked tree.
    pub described: BTreeMap<Pointer, String>,
}

impl Reading {
    /// By this version of the specification, with schemas that have names of their own.
    pub fn of(version: Version, anchors: Anchors) -> Self {
        Self {
            version,
            is_of_several: false,
            anchors,
            places: Places::default(),
            large: Vec::new(),
            decimals: Vec::new(),
            described: BTreeMap::new(),
        }
    }

    /// Whether references don't lead to where they say.
    pub fn can_move_references(&self) -> bool {
        !self.anchors.is_empty() || !self.places.is_empty()
    }
}
