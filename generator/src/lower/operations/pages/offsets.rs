//! Rules for pages by the number of items before them.

use super::lists::SIZES;
use super::members::plain;
use super::told::{is_page_number, mark, words};
use super::values::{is_integer, is_one, is_scalar};
use super::{Finder, Page};
use crate::api;
use crate::ir::{Field, PageRule, Presence, Raw, Ty};

/// Query parameters for the number of items before a page.
pub const OFFSETS: [&str; 2] = ["offset", "skip"];

/// Query parameters that are an offset only where the response is a page: it has the number of all items, and the
/// request a size; or it says whether more pages follow. Alone, each can be a time or an id as well.
const STARTS: [&str; 2] = ["start", "startat"];

/// Query parameters that make a range of a start: it is a time then, or the end counts the items.
const ENDS: [&str; 5] = ["end", "endat", "stop", "to", "until"];

/// Members with the number of all items.
const TOTALS: [&str; 6] = [
    "total",
    "totalcount",
    "totalitems",
    "totalresults",
    "totalrecords",
    "totalelements",
];

impl Finder<'_> {
    /// The first query parameter with one of these names that counts, or the reason why none of them does: `mark` gives
    /// the word of a description for an id, a time or the like.
    pub fn counted(
        &self,
        names: &[&str],
        mark: fn(&str) -> Option<String>,
    ) -> Option<Result<&api::Parameter, String>> {
        let known = names.iter();
        let known = known.filter_map(|name| self.parameter(&[name], is_integer));
        let mut why = None;
        for parameter in known {
            let Some(mark) = self.described(parameter).find_map(mark) else {
                return Some(Ok(parameter));
            };
            why.get_or_insert_with(|| {
                let name = &parameter.name;
                format!("`{name}` counts nothing: its description says `{mark}`")
            });
        }
        why.map(Err)
    }

    /// The query parameter for the number of items before a page.
    pub fn skipped(&self) -> Option<Result<&api::Parameter, String>> {
        self.counted(&OFFSETS, mark)
    }

    /// The query parameter for the first item of a page, if all else says that there are pages.
    pub fn start(&self, page: &Page<'_>) -> Option<Result<&api::Parameter, String>> {
        let start = self.counted(&STARTS, mark)?;
        let is_sized = self.parameter(&SIZES, is_integer).is_some();
        let is_page = is_sized && self.total(page).is_some() || self.flag(page).is_some();
        let is_range = self.parameter(&ENDS, is_one).is_some();
        (!is_range && is_page).then_some(start)
    }

    /// The rule for an offset that is a text: the response has that of the next page under the same name.
    pub fn text_offset(&self, page: &Page<'_>) -> Option<PageRule> {
        let parameter = self.parameter(&OFFSETS, |ty| *ty == Ty::String)?;
        let member = self.next_text(&parameter.name, page)?;
        Some(self.cursor(Some(&parameter.name), member, page))
    }

    /// The path to a text with the name of an offset that leads to the next page. The last page has none; a member that
    /// each page has, or that stands beside a limit or the number of all items, repeats the request's.
    pub fn next_text(&self, name: &str, page: &Page<'_>) -> Option<Vec<Raw>> {
        let of = page.of?;
        let is_window = of.called("limit").next().is_some() || self.total(page).is_some();
        let text = |field: &Field| {
            let is_next = field.ty == Ty::String && field.presence != Presence::Required;
            is_next.then(|| vec![field.wire.clone()])
        };
        let found = self.member(of, &[&plain(name)], 1, &text);
        found.filter(|_| !is_window)
    }

    /// The path to the member with the number of all items.
    fn total(&self, page: &Page<'_>) -> Option<Vec<Raw>> {
        self.member(page.of?, &TOTALS, 1, &number)
    }

    /// The rule for an offset: a number of items, unless its description says that it is the number of a page.
    pub fn by_offset(&self, offset: &api::Parameter, page: &Page<'_>) -> Result<PageRule, String> {
        if !self.described(offset).any(is_page_number) {
            return self
                .counts_items(offset, page)
                .map(|()| self.offset(offset, page));
        }
        // Another first number would leave a page out.
        match self.first_known(offset) {
            Some(_) => Ok(self.number(offset, page)),
            None => Err(format!(
                "the offset `{}` counts pages, and the number of the first page isn't known",
                offset.name
            )),
        }
    }

    /// Whether an offset is a number of items: one whose description names a member of the items is a value of that
    /// member.
    fn counts_items(&self, offset: &api::Parameter, page: &Page<'_>) -> Result<(), String> {
        let Some(item) = self.part(&page.item) else {
            return Ok(());
        };
        let mut words = self.described(offset).flat_map(words);
        let named = words.find(|word| {
            let member = item.exact(word);
            *word != offset.name && member.is_some_and(|field| is_scalar(&field.ty))
        });
        match named {
            None => Ok(()),
            Some(member) => Err(format!(
                "the offset `{}` is a value of the items' member `{member}`",
                offset.name
            )),
        }
    }

    /// The rule for a parameter that is the number of items before the page, or that of its first item.
    pub fn offset(&self, parameter: &api::Parameter, page: &Page<'_>) -> PageRule {
        // The limit of the request says nothing of the server's own; `offset` and `limit` in a response do.
        let room = page.of.and_then(|of| {
            let window = of
                .called(&plain(&parameter.name))
                .next()
                .and(of.called("limit").next());
            window.and_then(number)
        });
        PageRule::Offset {
            // A list begins with its first item: a greater number is a mistake.
            first: self
                .least(parameter)
                .filter(|first| *first == 1)
                .unwrap_or(0),
            parameter: (&parameter.name).into(),
            total: self.total(page).unwrap_or_default(),
            limit: room.unwrap_or_default(),
            more: self.more(page),
        }
    }
}

/// The path to a member that is a number.
fn number(field: &Field) -> Option<Vec<Raw>> {
    is_scalar(&field.ty).then(|| vec![field.wire.clone()])
}
