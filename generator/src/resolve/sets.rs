//! Sets of required members: a `oneOf` or `anyOf` whose branches only list `required`. Types keep one list of sets; all
//! that they don't keep of it, and other lists, are words for the docs.

use super::Resolver;
use super::keywords::unwrapped;
use super::limits;
use crate::api::{Alternatives, Limit, SchemaId, Text};
use crate::diagnostic::{Code, Pointer};
use crate::map::IndexSet;
use crate::openapi::Document;
use crate::openapi::view::{Branches, Keywords, RefOr, Schema};

/// The most sets that the words list.
const MOST_SETS: usize = 8;

impl<'a> Resolver<'a, '_> {
    /// The sets that the type of a schema keeps: those of `oneOf`, else those of `anyOf`.
    pub(super) fn alternatives(
        &mut self,
        keywords: &Keywords<'a>,
        at: &Pointer,
    ) -> Option<Alternatives> {
        let mut lists = keywords.required_sets();
        let first = lists.next()?;
        for other in lists {
            let at = at.child(other.keyword());
            self.diagnostics.report(Code::SetsSeveral, &at, &[]);
        }
        Some(read(first, self.document, at))
    }

    /// The sets that the type of `id` keeps of two lists that both apply: those of `oneOf`, else the last ones.
    pub(super) fn kept_sets(
        &mut self,
        id: SchemaId,
        earlier: Option<Alternatives>,
        later: Option<Alternatives>,
    ) -> Option<Alternatives> {
        let (Some(earlier), Some(later)) = (&earlier, &later) else {
            return later.or(earlier);
        };
        let (kept, lost) = if earlier.exclusive && !later.exclusive {
            (earlier, later)
        } else {
            (later, earlier)
        };
        if kept.sets != lost.sets {
            self.diagnostics.report(Code::SetsSeveral, &lost.at, &[]);
            let sets = lost.sets.iter().map(|set| with(set)).collect();
            let words = joined(sets, lost.exclusive);
            self.limit(id, vec![Limit::Rule(Text::from(&*words))]);
        }
        Some(kept.clone())
    }
}

/// A set of required members.
struct Set<'a> {
    /// The schema with its inline parts, and their places.
    parts: Vec<(Keywords<'a>, Pointer)>,
}

impl<'a> Set<'a> {
    /// The sets of a list in the schema at `at`.
    fn all(list: Branches<'a>, at: &Pointer) -> Vec<Self> {
        let at = at.child(list.keyword());
        let branches = list.iter().map(|(index, branch)| {
            let mut parts = Vec::new();
            collect(branch, &at.index(index), &mut parts);
            Self { parts }
        });
        branches.collect()
    }

    /// The members, with their places.
    fn members(&self) -> impl Iterator<Item = (&'a str, Pointer)> {
        self.parts.iter().flat_map(|(part, at)| {
            let at = at.child("required");
            let names = part.required.iter().enumerate();
            names.map(move |(index, name)| (name, at.index(index)))
        })
    }

    /// The names of the members, each once.
    fn names(&self) -> IndexSet<&'a str> {
        let parts = self.parts.iter();
        parts.flat_map(|(part, _)| part.required.iter()).collect()
    }

    /// The limits besides the members.
    fn limits(&self, document: &Document) -> Vec<Limit> {
        let parts = self.parts.iter();
        parts
            .flat_map(|(part, at)| limits::of(part, document, at))
            .collect()
    }

    /// Whether the set has a single member, and excludes each other one of `names` and nothing else.
    fn excludes_others(&self, names: &IndexSet<&str>, document: &Document) -> bool {
        let own = self.names();
        let mut excluded = IndexSet::default();
        for (part, at) in &self.parts {
            excluded.extend(excluded_by(part, document).into_iter().flatten());
            let mut rest = *part;
            rest.rules.not = None;
            let says_more = part.rules.not.is_some() && excluded_by(part, document).is_none();
            if says_more || !limits::of(&rest, document, at).is_empty() {
                return false;
            }
        }
        own.len() == 1
            && excluded.len() + 1 == names.len()
            && excluded
                .iter()
                .all(|name| names.contains(name) && !own.contains(name))
    }
}

/// Adds a schema and its inline parts. Recursive: inline schemas are no deeper than the document.
fn collect<'a>(
    schema: RefOr<'a, Schema<'a>>,
    at: &Pointer,
    parts: &mut Vec<(Keywords<'a>, Pointer)>,
) {
    if let RefOr::Item(schema) = schema {
        let keywords = schema.keywords();
        parts.push((keywords, at.clone()));
        for (index, part) in keywords.all_of.iter().enumerate() {
            collect(part, &keywords.all_of.place(at, index), parts);
        }
    }
}

/// The names in the sets of required members of a schema, with their places.
pub fn members<'a>(keywords: &Keywords<'a>, at: &Pointer) -> Vec<(&'a str, Pointer)> {
    let sets = keywords.required_sets().flat_map(|list| Set::all(list, at));
    sets.flat_map(|set| set.members().collect::<Vec<_>>())
        .collect()
}

/// The words for all that a type doesn't keep of the sets of a schema: further keywords in them, and a second list.
pub fn words(keywords: &Keywords<'_>, document: &Document, at: &Pointer) -> Vec<String> {
    let lists = keywords.required_sets().enumerate();
    let words = lists.filter_map(|(index, list)| {
        let sets = Set::all(list, at);
        if index == 0 && is_kept(list, &sets, document) {
            return None;
        }
        let sets = sets.iter().map(|set| {
            let names: Vec<&str> = set.names().into_iter().collect();
            match limits::words(&set.limits(document)) {
                Some(limits) => format!("{} ({})", with(&names), &*limits),
                None => with(&names),
            }
        });
        Some(joined(sets.collect(), list.keyword() == "oneOf"))
    });
    words.collect()
}

/// The sets of a list.
fn read(list: Branches<'_>, document: &Document, at: &Pointer) -> Alternatives {
    let sets = Set::all(list, at);
    let names = sets.iter().map(Set::names);
    Alternatives {
        at: at.child(list.keyword()),
        // A value can have the members of two sets if another keyword excludes one of them.
        exclusive: list.keyword() == "oneOf" && is_kept(list, &sets, document),
        sets: names
            .map(|names| names.into_iter().map(str::to_owned).collect())
            .collect(),
    }
}

/// Whether the names of the sets say all that the list does: nothing else is in them, or each excludes the members of
/// all others, which are alternatives by that alone.
fn is_kept(list: Branches<'_>, sets: &[Set<'_>], document: &Document) -> bool {
    if sets.iter().all(|set| set.limits(document).is_empty()) {
        return true;
    }
    let names: IndexSet<&str> = sets.iter().flat_map(Set::names).collect();
    let mut sets = sets.iter();
    list.keyword() == "oneOf" && sets.all(|set| set.excludes_others(&names, document))
}

/// The members of which a schema excludes each, if its `not` excludes nothing else.
fn excluded_by<'a>(set: &Keywords<'a>, document: &Document) -> Option<IndexSet<&'a str>> {
    let not = unwrapped(set.rules.not?.into_item()?);
    let single = |names: &Keywords<'a>| {
        let mut own = names.required.iter();
        let only = own.next().filter(|_| own.next().is_none())?;
        // A limit beside the member excludes fewer values.
        let limits = limits::of(names, document, &Pointer::root());
        (names.is_required_set() && limits.is_empty()).then_some(only)
    };
    if !not.any_of.is_empty() {
        let branches = not.any_of.iter();
        let names = branches.map(|(_, branch)| single(&unwrapped(branch.into_item()?)));
        return names.collect();
    }
    single(&not).map(|name| IndexSet::from_iter([name]))
}

/// The words for one set.
fn with<S: AsRef<str>>(names: &[S]) -> String {
    let names = names.iter().map(|name| format!("`{}`", name.as_ref()));
    format!("with {}", names.collect::<Vec<_>>().join(" and "))
}

/// The words for several sets.
fn joined(sets: Vec<String>, exclusive: bool) -> String {
    let others = sets.len().saturating_sub(MOST_SETS);
    let mut shown: Vec<String> = sets.into_iter().take(MOST_SETS).collect();
    shown.extend((others > 0).then(|| format!("{others} others")));
    let shown = shown.join(", or ");
    if exclusive {
        format!("either {shown}")
    } else {
        shown
    }
}
