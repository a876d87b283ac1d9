//! Schemas.

use super::{Keywords, Members, Object, Read, View, accessors, view};

view! {
    /// A schema.
    Schema
}

impl<'a> Schema<'a> {
    /// All keywords, read in one pass.
    #[must_use]
    pub fn keywords(self) -> Keywords<'a> {
        Keywords::of(self)
    }
}

view! {
    /// What tells the branches of a union apart.
    Discriminator
}

accessors! { Discriminator {
    /// References or names of shared schemas, by the values that lead to them.
    mapping: map<&'a str> "mapping";
} }

impl<'a> Discriminator<'a> {
    /// The member whose value tells.
    #[must_use]
    pub fn property(self) -> &'a str {
        self.0.text("propertyName").unwrap_or_default()
    }
}
