//! The rule of a schema for `null`. A value may be null only if each part of its schema allows null; the value of a
//! response, if some part does.

/// The rule of a schema for `null`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Null {
    /// No rule: the target of an alias, or a branch of a union, decides.
    #[default]
    Unsaid,
    /// The schema allows null.
    Allowed,
    /// A part of the schema allows null, and another part forbids it.
    Disputed,
    /// The schema forbids null, even if the target of an alias, or a branch of a union, allows it.
    Forbidden,
}

impl Null {
    /// `Allowed` or `Unsaid`.
    #[must_use]
    pub fn allowed_if(is_allowed: bool) -> Self {
        if is_allowed {
            Self::Allowed
        } else {
            Self::Unsaid
        }
    }

    /// Whether each part allows null.
    #[must_use]
    pub fn is_allowed(self) -> bool {
        self == Self::Allowed
    }

    /// Whether a part allows null.
    #[must_use]
    pub fn is_mentioned(self) -> bool {
        matches!(self, Self::Allowed | Self::Disputed)
    }

    /// Whether a part forbids null.
    #[must_use]
    pub fn is_forbidden(self) -> bool {
        matches!(self, Self::Forbidden | Self::Disputed)
    }

    /// The rule of a part, where the schema around it has the rule `around` for its parts. A schema that allows null
    /// decides; one that only mentions null disagrees with a part that forbids it.
    #[must_use]
    pub fn within(self, around: Self) -> Self {
        match (self, around) {
            (_, Self::Allowed) => Self::Allowed,
            (Self::Forbidden, Self::Disputed) => Self::Disputed,
            (own, _) => own,
        }
    }

    /// The rule of a schema together with the rule `other` of its target, which decides where the schema has none.
    #[must_use]
    pub fn before(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unsaid, other) => other,
            (Self::Forbidden, other) if other.is_mentioned() => Self::Disputed,
            (own, _) => own,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Null::{Allowed, Disputed, Forbidden, Unsaid};

    #[test]
    fn the_schema_behind_decides_only_where_nothing_is_said() {
        for (own, behind, expected) in [
            (Unsaid, Allowed, Allowed),
            (Unsaid, Forbidden, Forbidden),
            (Allowed, Forbidden, Allowed),
            (Forbidden, Unsaid, Forbidden),
            (Forbidden, Forbidden, Forbidden),
            (Forbidden, Allowed, Disputed),
            (Forbidden, Disputed, Disputed),
            (Disputed, Forbidden, Disputed),
        ] {
            assert_eq!(own.before(behind), expected, "{own:?} {behind:?}");
        }
    }
}
