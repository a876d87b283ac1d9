//! What a schema says of `null`: a value may be null only if each part of its schema allows that. Responses may have the
//! null that only some of the parts allow.

/// What a schema says of `null`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Null {
    /// Nothing: it is allowed if the target of an alias or a branch of a union allows it.
    #[default]
    Unsaid,
    /// It is allowed.
    Allowed,
    /// A part allows it, and another one forbids it.
    Disputed,
    /// It is forbidden, even if the target of an alias or a branch of a union allows it.
    Forbidden,
}

impl Null {
    /// Allowed, or nothing.
    #[must_use]
    pub fn allowed_if(is_allowed: bool) -> Self {
        if is_allowed {
            Self::Allowed
        } else {
            Self::Unsaid
        }
    }

    /// Whether each part allows it.
    #[must_use]
    pub fn is_allowed(self) -> bool {
        self == Self::Allowed
    }

    /// Whether a part allows it.
    #[must_use]
    pub fn is_mentioned(self) -> bool {
        matches!(self, Self::Allowed | Self::Disputed)
    }

    /// Whether a part forbids it.
    #[must_use]
    pub fn is_forbidden(self) -> bool {
        matches!(self, Self::Forbidden | Self::Disputed)
    }

    /// This one within a schema that says `around` of the null in its parts: one that allows it decides, and one that only
    /// mentions it is at odds with a part that forbids it.
    #[must_use]
    pub fn within(self, around: Self) -> Self {
        match (self, around) {
            (_, Self::Allowed) => Self::Allowed,
            (Self::Forbidden, Self::Disputed) => Self::Disputed,
            (own, _) => own,
        }
    }

    /// This one with that of a schema behind it, which decides only where this one says nothing.
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
