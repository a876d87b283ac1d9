//! The list that is the items of a page, among the members of a response.

use super::members::{Part, plain};
use super::offsets::OFFSETS;
use super::shape::{CURSORS, LAST_IDS, NUMBERS};
use super::values::{is_integer, is_one, is_scalar};
use super::{Finder, Page};
use crate::ir::{Field, PageRule, Raw, Ty, Union};
use crate::map::IndexMap;

/// Members with the items, if several members are lists.
const LISTS: [&str; 9] = [
    "data",
    "items",
    "results",
    "values",
    "records",
    "entries",
    "objects",
    "list",
    "resources",
];

/// Lists about a response: items only where the path says so.
const REMARKS: [&str; 6] = [
    "errors", "error", "warnings", "warning", "included", "includes",
];

/// Lists that are rarely the items: only if there is no other.
const EXTRAS: [&str; 5] = ["messages", "notices", "links", "tags", "facets"];

/// Query parameters for the number of items on a page.
pub const SIZES: [&str; 8] = [
    "limit",
    "pagesize",
    "perpage",
    "count",
    "size",
    "top",
    "maxresults",
    "first",
];

/// How likely a list is the items, by its plain name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    Items,
    Extra,
    Remark,
}

impl Rank {
    pub fn of(name: &str) -> Self {
        if REMARKS.contains(&name) {
            Self::Remark
        } else if EXTRAS.contains(&name) {
            Self::Extra
        } else {
            Self::Items
        }
    }
}

impl Finder<'_> {
    /// The member of a page with its items: one of `_embedded` if that has lists.
    pub fn listed<'a>(&'a self, of: Part<'a>) -> Option<Page<'a>> {
        let mut embedded = of.called("embedded");
        let within = embedded.find_map(|field| {
            let inner = self.part(&field.ty)?;
            inner.has_lists().then_some((field, inner))
        });
        let way = match within {
            Some((field, inner)) => vec![field, self.items(inner)?],
            None => vec![self.items(of)?],
        };
        match &way.last()?.ty {
            Ty::List(item) => Some(Page::of(of, &way, item)),
            _ => None,
        }
    }

    /// The member of an object that lists the items.
    fn items<'a>(&self, of: Part<'a>) -> Option<&'a Field> {
        let is_lists = |field: &Field| self.union(&field.ty).is_some_and(of_lists);
        let mut usual = LISTS.iter().flat_map(|name| of.called(name));
        if usual.any(is_lists) {
            // The items have several types, so no other list is the items.
            return None;
        }
        let path = || {
            self.operation
                .path
                .rsplit('/')
                .filter(|it| !it.starts_with('{'))
        };
        let said = || {
            path().find_map(|word| {
                let word = plain(word);
                let mut lists = of.called(&word).filter(|it| matches!(it.ty, Ty::List(_)));
                lists.next().filter(|_| Rank::of(&word) != Rank::Items)
            })
        };
        match (of.lists(Rank::Items), of.lists(Rank::Extra), said()) {
            ([only], [], None) | ([], [only], _) => Some(of.at(*only)),
            // Numbers and texts beside tags or links are more of what describes one thing.
            ([only], _, None) if self.has_objects(of.at(*only)) => Some(of.at(*only)),
            ([], [], said) => said,
            _ => {
                let word = plain(path().next().unwrap_or_default());
                named(of, &word)
            }
        }
    }

    /// Whether a list has other items than numbers and texts.
    fn has_objects(&self, list: &Field) -> bool {
        matches!(&list.ty, Ty::List(item) if !self.is_of(item, is_scalar))
    }

    /// Whether the response to a rule without a parameter is one thing with a list, and no page: it has an identity,
    /// and the request nothing about pages.
    pub fn is_one_thing(&self, page: &Page<'_>, rule: &PageRule) -> bool {
        let (PageRule::Cursor {
            parameter: None, ..
        }
        | PageRule::Header {
            parameter: None, ..
        }
        | PageRule::Link) = rule
        else {
            return false;
        };
        let Some(of) = page.of else {
            return false;
        };
        let has = |name| of.called(name).any(|it| self.is_of(&it.ty, is_scalar));
        let is_by_name = self.operation.path.ends_with('}');
        let is_plain = self.is_of(&page.item, is_scalar);
        let is_thing = match (has("id"), is_by_name) {
            (true, by_name) => by_name || is_plain,
            (false, true) => has("name"),
            (false, false) => false,
        };
        is_thing && !self.asks_for_pages()
    }

    /// Whether the request has a parameter about pages.
    fn asks_for_pages(&self) -> bool {
        let numbers = [&NUMBERS[..], &OFFSETS, &SIZES].concat();
        let values = [&CURSORS[..], &LAST_IDS].concat();
        self.parameter(&numbers, is_integer).is_some() || self.parameter(&values, is_one).is_some()
    }
}

/// The list with a usual name or the word of the path, if there is one.
fn named<'a>(of: Part<'a>, word: &str) -> Option<&'a Field> {
    let names = LISTS.into_iter().chain([word]);
    let found = names.flat_map(|name| of.called(name));
    let lists = found.filter(|field| matches!(field.ty, Ty::List(_)));
    let lists: IndexMap<&Raw, _> = lists.map(|field| (&field.wire, field)).collect();
    match lists.values().collect::<Vec<_>>()[..] {
        [only] => Some(*only),
        _ => None,
    }
}

/// Whether a branch is a list.
fn of_lists(union: &Union) -> bool {
    let mut branches = union.variants.iter();
    branches.any(|branch| matches!(branch.ty, Ty::List(_)))
}
