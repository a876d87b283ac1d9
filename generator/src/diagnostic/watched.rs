//! The places of `[allow]`, which are known before the stages run: the warnings there are dropped when they are
//! reported, so that none of them counts among those that are kept.

use super::rest::Rest;
use super::{Allow, Allowed, Code, Diagnostic, Pointer};
use crate::map::{IndexMap, IndexSet};
use crate::source::files::join;
use crate::source::{Source, Written};

/// The entries by file and place, each with its number.
pub type Entries = IndexMap<(String, Pointer), usize>;

/// The places of the allowed warnings.
#[derive(Debug)]
pub struct Watched {
    entries: IndexMap<Code, Entries>,
    /// The entries with a warning.
    hit: IndexMap<Code, IndexSet<usize>>,
    written: Written,
    /// The codes with warnings that weren't kept before.
    late: IndexSet<Code>,
}

impl Watched {
    /// The entries for places; none without any.
    pub fn of(allow: &Allow, source: &Source, rest: &Rest) -> Option<Self> {
        let entries = allow.iter().filter_map(|(code, allowed)| match allowed {
            Allowed::Everywhere(_) => None,
            Allowed::At(_) => Some((*code, allowed.entries(source))),
        });
        let entries: IndexMap<Code, Entries> = entries.collect();
        let late = entries.keys().copied().filter(|code| rest.has(*code));
        let late = late.collect();
        let written = (!entries.is_empty()).then(|| source.where_written());
        Some(Self {
            entries,
            hit: IndexMap::default(),
            written: written?,
            late,
        })
    }

    /// Whether a warning is allowed at its place.
    pub fn allows(&mut self, diagnostic: &Diagnostic) -> bool {
        let code = diagnostic.code;
        let Some(entries) = self.entries.get(&code) else {
            return false;
        };
        let (file, at) = match &diagnostic.excerpt {
            Some(excerpt) => match &excerpt.at {
                Some(at) => (excerpt.name.as_str(), at.clone()),
                None => return false,
            },
            None => self.written.place(&diagnostic.at, code.part()),
        };
        let around = around(entries, file, &at);
        let is_allowed = !around.is_empty();
        self.hit.entry(code).or_default().extend(around);
        is_allowed
    }

    /// Whether some warnings of a code weren't kept before the places were known.
    pub fn is_late(&self, code: Code) -> bool {
        self.late.contains(&code)
    }

    /// The numbers of the entries for a code with a warning.
    pub fn hit(&mut self, code: Code) -> IndexSet<usize> {
        self.hit.shift_remove(&code).unwrap_or_default()
    }
}

/// The numbers of the entries for places around a place.
pub fn around(entries: &Entries, file: &str, at: &Pointer) -> Vec<usize> {
    let file = join("", file);
    let around = at.around();
    let around = around.filter_map(|at| entries.get(&(file.clone(), at)).copied());
    around.collect()
}
