//! The types and operations that items belong to: people read the changes of one together.

use super::compare::around;
use super::items::Items;
use super::{Change, Changes, Class, What};
use crate::map::IndexMap;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Two interfaces, the earlier one by its later names.
pub(super) struct Groups<'i> {
    sides: [&'i Items; 2],
    /// The methods that have parts, which are those of operations.
    methods: BTreeSet<&'i str>,
}

impl<'i> Groups<'i> {
    pub(super) fn of(old: &'i Items, new: &'i Items) -> Self {
        let sides = [new, old];
        let methods = sides.into_iter().flat_map(|items| {
            let parents = items.public.values();
            let parents = parents.filter_map(|public| public.parent.as_deref());
            let is_method = |at: &&str| items.public.get(*at).is_some_and(|it| it.kind == "fn");
            parents.filter(is_method)
        });
        Self {
            sides,
            methods: methods.collect(),
        }
    }

    /// The method of the operation, else the outermost item, that an item belongs to.
    pub(super) fn around<'a>(&'a self, at: &'a str) -> &'a str {
        let has = |items: &&&Items| items.public.contains_key(at);
        let Some(items) = self.sides.iter().find(has) else {
            return at;
        };
        let mut all = around(items, at);
        let method = all.find(|at| self.methods.contains(at));
        method.or_else(|| around(items, at).last()).unwrap_or(at)
    }
}

/// The changes of each group: those with the gravest first, then by name.
pub(super) fn grouped(list: &[Change]) -> Vec<(&str, Vec<&Change>)> {
    let mut groups: IndexMap<&str, Vec<&Change>> = IndexMap::default();
    for change in list {
        groups.entry(&change.group).or_default().push(change);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    let class = |changes: &[&Change]| changes.iter().map(|change| change.class).min();
    groups.sort_by(|(a, of_a), (b, of_b)| (class(of_a), a).cmp(&(class(of_b), b)));
    groups
}

/// A line for each class with the numbers of its kinds of changes.
pub(super) fn kinds(changes: &Changes, text: &mut String) {
    for class in [Class::Breaking, Class::Minor, Class::Patch] {
        let mut kinds: IndexMap<&str, usize> = IndexMap::default();
        for change in changes.list.iter().filter(|change| change.class == class) {
            *kinds.entry(kind(&change.what)).or_default() += 1;
        }
        let kinds: Vec<String> = kinds
            .iter()
            .map(|(kind, count)| format!("{count} {kind}"))
            .collect();
        if !kinds.is_empty() {
            let _ = write!(text, "\n  {:<8}  {}", class.word(), kinds.join(", "));
        }
    }
}

/// The numbers of changes by class, such as `2 breaking, 1 minor`.
pub(super) fn counts(changes: &[&Change]) -> String {
    let classes = [Class::Breaking, Class::Minor, Class::Patch];
    let counts = classes.map(|class| {
        let of_class = changes.iter().filter(|change| change.class == class);
        (of_class.count(), class.word())
    });
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    counts.join(", ")
}

fn kind(what: &What) -> &'static str {
    match what {
        What::Added => "new",
        What::Removed => "gone",
        What::Renamed { .. } => "renamed",
        What::Changed { .. } => "changed",
        What::Conditional { .. } => "under other conditions",
        What::Deprecated => "deprecated",
        What::Credentials => "with other credentials",
        What::Behaves { .. } => "with other code",
    }
}
