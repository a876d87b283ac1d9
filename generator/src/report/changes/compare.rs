//! The differences between two interfaces, as a caller meets them.

use super::groups::Groups;
use super::items::{CLOSED, Items, Public, SUPPORT};
use super::renames::Renames;
use super::text::{between, differing_literals, spaced};
use super::{Change, Class, What};
use std::collections::BTreeSet;

/// Compares two interfaces; counts the items whose documentation alone differs.
pub(super) fn compare(old: &Items, new: &Items) -> (Vec<Change>, usize) {
    let renames = Renames::between(old, new);
    let old = renames.apply(old);
    let named = renames.paths.iter();
    let named = named.filter(|(from, _)| !renames.silent.contains(*from));
    let groups = Groups::of(&old, new);
    let named = named.map(|(from, to)| {
        let what = What::Renamed { to: to.clone() };
        Change::new(Class::Breaking, from, what).of(groups.around(to))
    });
    let mut changes: Vec<Change> = named.collect();
    for (at, public) in missing(&old, new) {
        let change = Change::new(Class::Breaking, &public.path, What::Removed);
        changes.push(change.of(groups.around(at)));
    }
    for (at, public) in missing(new, &old) {
        let class = if public.is_required {
            Class::Breaking
        } else {
            Class::Minor
        };
        changes.push(Change::new(class, at, What::Added).of(groups.around(at)));
    }
    let mut documented = 0;
    for (at, public) in &new.public {
        let Some(before) = old.public.get(at) else {
            continue;
        };
        match change(before, public) {
            // Parts are compiled where the whole is.
            Some((_, What::Conditional { .. })) if is_moved_with(&old, new, public) => {}
            Some((class, what)) => {
                changes.push(Change::new(class, at, what).of(groups.around(at)));
            }
            None => documented += usize::from(before.docs != public.docs),
        }
    }
    let behind = behind(&old, new, &changes).into_iter();
    changes.extend(behind.map(|change| {
        let group = groups.around(&change.item).to_owned();
        change.of(&group)
    }));
    (changes, documented)
}

/// The items that the other crate doesn't have, without the parts of such an item.
fn missing<'a>(items: &'a Items, other: &Items) -> Vec<(&'a str, &'a Public)> {
    let is_gone = |at: &str| !other.public.contains_key(at) && items.public.contains_key(at);
    let gone = items
        .public
        .iter()
        .filter(|(at, public)| is_gone(at) && !public.parent.as_deref().is_some_and(is_gone));
    gone.map(|(at, public)| (at.as_str(), public)).collect()
}

/// Whether the item that `part` is a part of has another condition, too.
fn is_moved_with(old: &Items, new: &Items, part: &Public) -> bool {
    let of = part.parent.as_deref();
    let cfg = |items: &Items| Some(items.public.get(of?)?.cfg.clone());
    cfg(old) != cfg(new)
}

/// The change of an item that both crates have.
fn change(old: &Public, new: &Public) -> Option<(Class, What)> {
    if old.tokens != new.tokens || are_moved(&old.arguments, &new.arguments) {
        let is_opened = old.tokens.strip_prefix(CLOSED) == Some(&new.tokens);
        let class = if is_opened {
            Class::Minor
        } else {
            Class::Breaking
        };
        let (from, to) = (spaced(&old.shown), spaced(&new.shown));
        return Some((class, What::Changed { from, to }));
    }
    if old.cfg != new.cfg {
        let class = if new.cfg.is_empty() {
            Class::Minor
        } else {
            Class::Breaking
        };
        return Some((
            class,
            What::Conditional {
                on: spaced(&new.cfg),
            },
        ));
    }
    let is_deprecated = new.is_deprecated && !old.is_deprecated;
    is_deprecated.then_some((Class::Minor, What::Deprecated))
}

/// Whether an argument stands in the place of another one, whose values callers would give to it unseen.
fn are_moved(old: &[String], new: &[String]) -> bool {
    let known: BTreeSet<&String> = old.iter().collect();
    let mut places = old.iter().zip(new);
    places.any(|(old, new)| old != new && known.contains(new))
}

/// The items that callers see as before, and whose code differs.
fn behind(old: &Items, new: &Items, changes: &[Change]) -> Vec<Change> {
    let owners = old.code.keys().chain(new.code.keys());
    let differing = owners.filter(|at| old.code.get(*at) != new.code.get(*at));
    let differing: BTreeSet<&str> = differing.map(String::as_str).collect();
    // Another field is reason enough for another table of its type.
    let mut told = BTreeSet::new();
    for change in changes {
        let item = match &change.what {
            What::Renamed { to } => to,
            _ => &change.item,
        };
        told.insert(item.as_str());
        let public = new.public.get(item).or_else(|| old.public.get(item));
        let public = public.filter(|public| public.kind != "fn");
        told.extend(public.and_then(|public| public.parent.as_deref()));
    }
    let silent = differing.iter().filter(|at| {
        let mut around = around(new, at).chain(around(old, at));
        let is_part = |of: &str| of != **at && differing.contains(of);
        !around.any(|of| told.contains(of) || is_part(of))
    });
    silent.map(|at| behaviour(old, new, at)).collect()
}

/// The change of an item's code; of an operation, its route or its security.
fn behaviour(old: &Items, new: &Items, at: &str) -> Change {
    let public = new.public.get(at);
    let method = public.and_then(|public| public.parent.as_deref());
    let method = method.unwrap_or(at);
    let route = |items: &Items| items.routes.get(at).cloned();
    let code = |items: &Items| items.code.get(at).cloned().unwrap_or_default();
    let (from, to) = (code(old), code(new));
    let security = |code: &str| between(code, ". security (", ")").map(str::to_owned);
    match (route(old), route(new)) {
        (Some(from), Some(to)) if from != to => {
            Change::new(Class::Patch, method, What::Changed { from, to })
        }
        (Some(_), Some(_)) if security(&from) != security(&to) => {
            Change::new(Class::Patch, method, What::Credentials)
        }
        _ if at == SUPPORT => {
            let (from, to) = Default::default();
            Change::new(Class::Patch, at, What::Behaves { from, to })
        }
        _ => {
            let (from, to) = differing_literals(&from, &to);
            Change::new(Class::Patch, at, What::Behaves { from, to })
        }
    }
}

/// An item, and those that it is a part of.
pub(super) fn around<'a>(items: &'a Items, at: &'a str) -> impl Iterator<Item = &'a str> {
    let parent = |at: &&'a str| items.public.get(*at)?.parent.as_deref();
    std::iter::successors(Some(at), parent)
}
