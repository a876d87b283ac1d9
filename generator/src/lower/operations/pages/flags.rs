//! Members that say whether more pages follow, and parameters that ask for the pages before.

use super::members::{Part, plain};
use super::told::mark;
use super::values::is_scalar;
use super::{Finder, Page};
use crate::api::Location;
use crate::ir::{Field, PageRule, Raw, Ty};

/// Members that say whether more pages follow.
const MORE: [&str; 4] = ["hasmore", "hasnextpage", "hasnext", "more"];

/// Members that say that no page follows.
const LAST: [&str; 3] = ["islast", "islastpage", "last"];

/// Words of a query parameter that leads to the pages after, each with its opposite.
const OPPOSITES: [(&str, &str); 4] = [
    ("startingafter", "endingbefore"),
    ("after", "before"),
    ("nextcursor", "prevcursor"),
    ("next", "previous"),
];

/// Words of descriptions for a parameter that filters by a time, and asks for no other page.
const TIMES: [&str; 4] = ["date", "datetime", "time", "timestamp"];

impl Finder<'_> {
    /// The rule for a member of a page that is the value of a query parameter, or a URL.
    pub fn cursor(&self, parameter: Option<&str>, member: Vec<Raw>, page: &Page<'_>) -> PageRule {
        PageRule::Cursor {
            parameter: parameter.map(Raw::from),
            more: self.beside(&member, &MORE, page),
            member,
        }
    }

    /// The rule for a member of a page that is the value of a member of the body.
    pub fn body_cursor(&self, into: Vec<Raw>, member: Vec<Raw>, page: &Page<'_>) -> PageRule {
        PageRule::Body {
            into,
            more: self.beside(&member, &MORE, page),
            member,
        }
    }

    /// The path to the flag with one of these names: the one beside a cursor, else one of the page or of a part that
    /// describes it; empty for none.
    fn beside(&self, cursor: &[Raw], names: &[&str], page: &Page<'_>) -> Vec<Raw> {
        let around = cursor.split_last().map_or(&[][..], |(_, around)| around);
        let inner = page.of.and_then(|of| self.within(of, around));
        let flag = inner.and_then(|of| Some([around, &[named(of, names)?]].concat()));
        flag.or_else(|| self.bool(page, names)).unwrap_or_default()
    }

    /// The path to the member of a page that says whether more pages follow; empty for none.
    pub fn more(&self, page: &Page<'_>) -> Vec<Raw> {
        self.bool(page, &MORE).unwrap_or_default()
    }

    /// The path to the member of a page that says whether more pages follow, or that none does.
    pub fn flag(&self, page: &Page<'_>) -> Option<Vec<Raw>> {
        self.bool(page, &MORE).or_else(|| self.bool(page, &LAST))
    }

    /// The path to the member that says that no page follows, unless the rule has one that says that more do; empty
    /// for none.
    pub fn last(&self, page: &Page<'_>, rule: &PageRule) -> Vec<Raw> {
        match rule {
            PageRule::Cursor { more, .. }
            | PageRule::Body { more, .. }
            | PageRule::LastId { more, .. }
            | PageRule::Offset { more, .. }
            | PageRule::Number { more, .. }
                if !more.is_empty() =>
            {
                Vec::new()
            }
            PageRule::Cursor { member, .. } | PageRule::Body { member, .. } => {
                self.beside(member, &LAST, page)
            }
            _ => self.bool(page, &LAST).unwrap_or_default(),
        }
    }

    /// The path to a flag of a page with one of these names.
    fn bool(&self, page: &Page<'_>, names: &[&str]) -> Option<Vec<Raw>> {
        let flag = |field: &Field| (field.ty == Ty::Bool).then(|| vec![field.wire.clone()]);
        self.member(page.of?, names, 1, &flag)
    }

    /// The query parameters that ask for the pages before, of an operation whose rule sets the one for those after. A
    /// URL leads where the server says.
    pub fn back(&self, rule: &PageRule) -> Vec<Raw> {
        let (PageRule::Cursor {
            parameter: Some(parameter),
            ..
        }
        | PageRule::LastId { parameter, .. }) = rule
        else {
            return Vec::new();
        };
        let ahead = plain(parameter.exact());
        let opposites = OPPOSITES.iter().filter(|(after, _)| ahead.contains(after));
        let opposites: Vec<String> = opposites
            .map(|(after, before)| ahead.replace(after, before))
            .collect();
        let all = self.operation.parameters.iter();
        let found = all.filter(|it| {
            it.location == Location::Query
                && opposites.contains(&plain(&it.name))
                && self.is_of(&self.facts.ty(it.schema), is_scalar)
                && !self
                    .described(it)
                    .filter_map(mark)
                    .any(|mark| TIMES.contains(&&*mark))
        });
        found.map(|it| (&it.name).into()).collect()
    }
}

/// The flag with one of these names.
fn named(of: Part<'_>, names: &[&str]) -> Option<Raw> {
    let mut found = names.iter().flat_map(|name| of.called(name));
    let flag = found.find(|field| field.ty == Ty::Bool)?;
    Some(flag.wire.clone())
}
