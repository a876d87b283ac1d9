//! How much may be copied to compose schemas: each copy is weighed, so that what comes of a document is
//! not out of proportion to it.

/// Levels of `allOf`, and of unions within unions, of which one schema is composed. Real documents have
/// fewer than ten.
pub const MOST_LEVELS: usize = 64;

/// How many members, values and branches are copied for each schema of the document. The most that is
/// known of a real document is one and a half.
const FOR_EACH: usize = 8;

/// What any document may copy.
const ALWAYS: usize = 50_000;

/// Why a schema is not composed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooMuch {
    /// It has too many levels, or is made of one that has.
    Levels,
    /// Its unions have too many combinations.
    Branches,
    /// The document copied all that it may.
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

/// What is left to be copied.
pub struct Budget {
    left: usize,
}

impl Budget {
    /// What a document with this number of schemas may copy.
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
