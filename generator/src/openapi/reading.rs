//! What is known of a document before it is walked, and told once while it is.

use super::anchors::Anchors;
use super::spec::{Kind, Version};
use super::upgrade::v2::Places;
use std::collections::BTreeSet;

/// How a document is read.
pub struct Reading {
    /// Its version.
    pub version: Version,
    /// The words of other versions that were told, by the kind of object.
    told: BTreeSet<(&'static str, &'static str)>,
    /// Its schemas that have names of their own.
    pub anchors: Anchors,
    /// Where its parts stand since an upgrade.
    pub places: Places,
}

impl Reading {
    /// By this version of the specification, with schemas that have names of their own.
    pub fn of(version: Version, anchors: Anchors) -> Self {
        Self {
            version,
            anchors,
            places: Places::default(),
            told: BTreeSet::new(),
        }
    }

    /// Whether references don't lead to where they say.
    pub fn can_move_references(&self) -> bool {
        !self.anchors.is_empty() || !self.places.is_empty()
    }

    /// Whether a word of another version is met for the first time in objects of this kind.
    pub fn is_new(&mut self, kind: &Kind, word: &'static str) -> bool {
        self.told.insert((kind.noun, word))
    }
}
