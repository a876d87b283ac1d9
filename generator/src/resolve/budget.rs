//! The budget for copies that compose schemas: each copy is weighed, so that the output stays in proportion to
//! the document.

/// The most levels of `allOf`, and of unions within unions, in one composed schema. Real documents have fewer
/// than ten.
pub const MOST_LEVELS: usize = 64;

/// The members, values and branches that may be copied for each schema of the document. The most of a known
/// real document is one and a half.
const FOR_EACH: usize = 8;

/// The copies that any document may take.
const ALWAYS: usize = 50_000;

/// The reason why a schema is not composed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooMuch {
    /// It has too many levels, or contains a schema with too many.
    Levels,
    /// Its unions have too many combinations.
    Branches,
    /// The document has spent its budget.
    Copies,
}

impl TooMuch {
    /// The reason in words.
    pub fn words(self) -> String {
        match self {
            Self::Levels => format!("more than {MOST_LEVELS} levels"),
            Self::Branches => "too many combinations of unions".to_owned(),
            Self::Copies => "too many copies of members in the whole document".to_owned(),
        }
    }
}

/// The copies that are left.
pub struct Budget {
    left: usize,
}

impl Budget {
    /// The budget of a document with this number of schemas.
    pub fn of(schemas: usize) -> Self {
        Self::with(ALWAYS, FOR_EACH, schemas)
    }

    /// A budget of `always`, and `for_each` for each of `things`.
    pub fn with(always: usize, for_each: usize, things: usize) -> Self {
        Self {
            left: always.saturating_add(for_each.saturating_mul(things)),
        }
    }

    /// Takes the weight of a copy.
    pub fn take(&mut self, weight: usize) -> Result<(), TooMuch> {
        self.left = self.left.checked_sub(weight).ok_or(TooMuch::Copies)?;
        Ok(())
    }
}
