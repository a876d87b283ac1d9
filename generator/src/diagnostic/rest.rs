//! The diagnostics of one code beyond a limit, which are counted: nobody reads a hundred thousand alike, and each takes
//! a kilobyte.

use super::{Code, Diagnostic, Pointer};
use crate::map::{IndexMap, IndexSet};
use std::hash::BuildHasher as _;

/// The most diagnostics of one code that are kept.
pub const MOST_ALIKE: usize = 10_000;

/// The diagnostics that are counted.
#[derive(Debug, Default)]
pub struct Rest {
    /// The number of kept ones, by code.
    kept: IndexMap<Code, usize>,
    /// The others, by code: their hashes, so that equal ones count once, and the one that stands for them.
    others: IndexMap<Code, (IndexSet<u64>, Diagnostic)>,
}

impl Rest {
    /// Whether there is room for one more of this code.
    pub fn has_room(&self, code: Code) -> bool {
        self.kept.get(&code).is_none_or(|kept| *kept < MOST_ALIKE)
    }

    /// Counts a diagnostic that is kept.
    pub fn keep(&mut self, code: Code) {
        *self.kept.entry(code).or_default() += 1;
    }

    /// Counts a diagnostic that isn't kept. It has the code of the others: who denies or allows these means it, too.
    pub fn count(&mut self, diagnostic: &Diagnostic) {
        let code = diagnostic.code;
        let hash = self.kept.hasher().hash_one(diagnostic);
        let first = || (IndexSet::default(), Diagnostic::for_rest(code));
        let (hashes, rest) = self.others.entry(code).or_insert_with(first);
        if hashes.insert(hash) {
            rest.set_rest(hashes.len());
        }
    }

    /// Those that stand for others.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> + Clone {
        self.others.values().map(|(_, rest)| rest)
    }

    /// Whether some of this code aren't kept.
    pub fn has(&self, code: Code) -> bool {
        self.others.contains_key(&code)
    }

    /// Forgets those of a code; returns whether there were some.
    pub fn remove(&mut self, code: Code) -> bool {
        self.others.shift_remove(&code).is_some()
    }

    /// Adds those of another run.
    pub fn add(&mut self, others: Self) {
        for (code, (hashes, rest)) in others.others {
            let first = || (IndexSet::default(), rest);
            let (known, rest) = self.others.entry(code).or_insert_with(first);
            known.extend(hashes);
            rest.set_rest(known.len());
        }
    }
}

impl Diagnostic {
    /// The diagnostic that stands for others.
    fn for_rest(code: Code) -> Self {
        Self {
            message: String::new(),
            ..Self::new(code, Pointer::root(), &[])
        }
    }

    fn set_rest(&mut self, rest: usize) {
        self.rest = rest;
        self.message = match rest {
            1 => "1 more message of this code; not listed".to_owned(),
            _ => format!("{rest} more messages of this code; not listed"),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::MOST_ALIKE;
    use crate::diagnostic::{
        Allow, Allowed, Code, Diagnostics, Excerpt, Format, Lines, Place, Pointer,
    };
    use crate::source::{Source, text};

    /// Diagnostics of one code, `more` beyond the limit, and one of another code.
    fn told(more: usize) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        diagnostics.report(Code::ComponentUnused, &Pointer::root().child("a"), &[]);
        for index in 0..MOST_ALIKE + more {
            let at = Pointer::root().child("b").index(index);
            // Equal ones are one, kept or not.
            for _ in 0..2 {
                diagnostics.report(Code::NotValidated, &at, &["a"]);
            }
        }
        diagnostics
    }

    #[test]
    fn those_beyond_the_limit_are_counted() {
        assert_eq!(told(0).iter().count(), MOST_ALIKE + 1);
        for (more, expect) in [
            (1, "1 more message of this code; not listed"),
            (3, "3 more messages of this code; not listed"),
        ] {
            let told = told(more);
            assert_eq!(told.iter().count(), MOST_ALIKE + 2);
            let last = told.iter().last().unwrap();
            assert_eq!((last.code, &*last.message), (Code::NotValidated, expect));
            assert_eq!(last.count(), more);
            let lines = told.render_as(Format::Short, &[]);
            assert!(lines.contains(expect), "{expect}");
            let shown = told.render(&[]);
            assert!(shown.contains(expect), "{expect}");
            let all = MOST_ALIKE + more + 1;
            assert!(shown.ends_with(&format!("\n{all} warnings\n")), "{shown}");
        }
    }

    /// Those of one code at `a` that are allowed, and others at `b`, of which all are told.
    #[test]
    fn what_is_allowed_at_a_place_is_not_counted() {
        let source = source();
        let entries = ["a", "c"].map(|key| {
            let at = Pointer::root().child(key);
            (Place { file: None, at }, entry())
        });
        let places = entries.into_iter().collect();
        let allow: Allow = [(Code::NotValidated, Allowed::At(places))]
            .into_iter()
            .collect();
        let mut told = Diagnostics::default();
        told.watch(&allow, &source);
        for (key, count) in [("a", MOST_ALIKE + 5), ("b", MOST_ALIKE), ("a", 5)] {
            for index in 0..count {
                let at = Pointer::root().child(key).index(index);
                told.report(Code::NotValidated, &at, &["a"]);
            }
        }
        told.report(Code::NotValidated, &Pointer::root().child("c"), &["a"]);
        told.allow(&allow, true, &source);
        assert_eq!(told.iter().count(), MOST_ALIKE);
        assert!(told.iter().all(|it| it.at.to_string().starts_with("#/b")));
        // One more that isn't allowed is counted, and another entry was not hit.
        let mut told = Diagnostics::default();
        told.watch(&allow, &source);
        for index in 0..=MOST_ALIKE {
            let at = Pointer::root().child("b").index(index);
            told.report(Code::NotValidated, &at, &["a"]);
        }
        told.report(Code::NotValidated, &Pointer::root().child("a"), &["a"]);
        told.allow(&allow, true, &source);
        let codes: Vec<Code> = told.iter().skip(MOST_ALIKE).map(|it| it.code).collect();
        assert_eq!(codes, [Code::NotUsed, Code::NotValidated]);
        assert_eq!(told.iter().last().unwrap().count(), 1);
    }

    fn source() -> Source {
        text("a.yaml", "a: b".to_owned(), &mut Diagnostics::default()).unwrap()
    }

    fn entry() -> Excerpt {
        Lines::new("client.toml", "a").excerpt(&(0..1))
    }

    #[test]
    fn what_is_allowed_everywhere_is_not_counted() {
        let mut told = told(3);
        let (source, entry) = (source(), entry());
        let allow: Allow = [(Code::NotValidated, Allowed::Everywhere(entry))]
            .into_iter()
            .collect();
        told.leave_out(&allow, &source);
        assert_eq!(told.iter().count(), 1);
    }
}
