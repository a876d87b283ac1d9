//! The member of a table for a name, and the set of members that were seen. A decoder needs both
//! for every member, with as few steps as the order of the input allows.

use super::{Field, Table};

/// The member of a table that has a name.
#[derive(Clone, Copy)]
pub(super) enum Member {
    /// A stored member, by its index.
    Field(usize),
    /// A constant member, by its index.
    Constant(usize),
}

/// Finds members by name. The search starts behind the last field that was found, so that members
/// in the document's order cost one comparison each. A large table gets an index once several
/// members came out of order, so that no order of the input makes the search quadratic.
pub(super) struct Lookup {
    table: &'static Table,
    next: usize,
    misses: usize,
    /// Indices of fields by name; empty until the index pays off.
    sorted: Vec<usize>,
}

/// The largest number of fields in a table that never gets an index.
const SMALL: usize = 32;
/// The number of scans of a large table before it gets an index.
const PATIENCE: usize = 8;

impl Lookup {
    pub(super) fn new(table: &'static Table) -> Self {
        Self {
            table,
            next: 0,
            misses: 0,
            sorted: Vec::new(),
        }
    }

    #[inline]
    pub(super) fn find(&mut self, name: &str) -> Option<Member> {
        let next = self.table.fields.get(self.next);
        if next.is_some_and(|field| field.name == name) {
            self.next += 1;
            return Some(Member::Field(self.next - 1));
        }
        self.find_elsewhere(name)
    }

    fn find_elsewhere(&mut self, name: &str) -> Option<Member> {
        let mut constants = self.table.constants.iter();
        if let Some(index) = constants.position(|c| c.name == name) {
            return Some(Member::Constant(index));
        }
        let index = self.search(name)?;
        self.next = index + 1;
        Some(Member::Field(index))
    }

    fn search(&mut self, name: &str) -> Option<usize> {
        let fields = self.table.fields;
        if fields.len() > SMALL {
            self.misses += 1;
            if self.misses > PATIENCE {
                return self.search_sorted(name);
            }
        }
        let (before, after) = fields.split_at(self.next.min(fields.len()));
        let ahead = after.iter().position(|f| f.name == name);
        ahead
            .map(|index| before.len() + index)
            .or_else(|| before.iter().position(|f| f.name == name))
    }

    fn search_sorted(&mut self, name: &str) -> Option<usize> {
        let fields = self.table.fields;
        if self.sorted.is_empty() {
            // By insertion: the document limits the size of a table, and a sort is large code.
            for (index, field) in fields.iter().enumerate() {
                let position = position(&self.sorted, fields, field.name).unwrap_or_else(|p| p);
                self.sorted.insert(position, index);
            }
        }
        let position = position(&self.sorted, fields, name).ok()?;
        Some(self.sorted[position])
    }
}

/// The position of the field `name` in `sorted`, or the position for its insertion. The order is by
/// length first, so that most comparisons are of two numbers.
fn position(sorted: &[usize], fields: &[Field], name: &str) -> Result<usize, usize> {
    sorted.binary_search_by(|index| {
        let other = fields[*index].name;
        (other.len(), other).cmp(&(name.len(), name))
    })
}

/// A set of indices; up to 64 without an allocation.
#[derive(Default)]
pub(super) struct Seen {
    first: u64,
    more: Vec<u64>,
}

impl Seen {
    /// Adds `index`, and returns whether the set already had it.
    #[inline]
    pub(super) fn insert(&mut self, index: usize) -> bool {
        let word = match index / 64 {
            0 => &mut self.first,
            word => self.word(word),
        };
        let bit = 1 << (index % 64);
        let again = *word & bit != 0;
        *word |= bit;
        again
    }

    #[cold]
    fn word(&mut self, word: usize) -> &mut u64 {
        if self.more.len() < word {
            self.more.resize(word, 0);
        }
        &mut self.more[word - 1]
    }

    pub(super) fn remove(&mut self, index: usize) {
        let word = match index / 64 {
            0 => Some(&mut self.first),
            word => self.more.get_mut(word - 1),
        };
        if let Some(word) = word {
            *word &= !(1 << (index % 64));
        }
    }

    pub(super) fn contains(&self, index: usize) -> bool {
        let word = match index / 64 {
            0 => self.first,
            word => self.more.get(word - 1).copied().unwrap_or(0),
        };
        word & (1 << (index % 64)) != 0
    }
}
