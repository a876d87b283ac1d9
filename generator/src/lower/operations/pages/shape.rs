//! Rules for pages from the shapes of requests and responses: documents rarely describe their pages, but nearly
//! all use the same names.

use super::members::{Part, plain};
use super::offsets::OFFSETS;
use super::told::{first_told, mark_of_page};
use super::values::{is_integer, is_one, is_scalar, is_text};
use super::{Finder, Page};
use crate::api::{self, Limit, Location, Method, Style};
use crate::ir::{Field, PageRule, Raw, Ty};
use std::iter;

/// Query parameters for a cursor.
pub const CURSORS: [&str; 12] = [
    "cursor",
    "startcursor",
    "pagetoken",
    "nexttoken",
    "continuationtoken",
    "continuation",
    "paginationtoken",
    "nextcursor",
    "continue",
    "marker",
    "after",
    "afterid",
];

/// Parameters for the id of the last item.
pub const LAST_IDS: [&str; 1] = ["startingafter"];

/// Query parameters for the number of a page.
pub const NUMBERS: [&str; 5] = ["page", "pagenumber", "pageno", "pagenum", "currentpage"];

/// Members with the next cursor.
const NEXT_CURSORS: [&str; 12] = [
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "nextpage",
    "nextmarker",
    "continuationtoken",
    "continue",
    "endcursor",
    "cursor",
    "pagetoken",
    "after",
    "lastid",
];

/// Members with the number of the next page.
const NEXT_NUMBERS: [&str; 2] = ["nextpage", "nextpagenumber"];

/// Members with the URL of the next page.
const NEXT_URLS: [&str; 6] = [
    "next",
    "nexturl",
    "nextpageuri",
    "nextpageurl",
    "nextlink",
    "odatanextlink",
];

/// Members with the URL, if the next page is an object.
const URLS: [&str; 3] = ["href", "url", "uri"];

/// Members of a response that describe its page.
const ABOUT: [&str; 10] = [
    "meta",
    "metadata",
    "pagination",
    "pageinfo",
    "paging",
    "responsemetadata",
    "links",
    "pages",
    "page",
    "cursors",
];

/// Members with the number of all pages.
const ALL_PAGES: [&str; 4] = ["totalpages", "totalpagecount", "pagecount", "pagestotal"];

/// The characters of a description that are read: many operations can share a long one.
const MOST_DESCRIBED: usize = 1_000;

impl Finder<'_> {
    /// The first matching rule, or the reason why the number that the request has is no rule.
    pub fn by_shape(&self, page: &Page<'_>) -> Option<Result<PageRule, String>> {
        if self.operation.method == Method::Post {
            return self.by_body(page).map(Ok);
        }
        let numbered = self.counted(&NUMBERS, mark_of_page);
        let number = numbered.as_ref().and_then(|it| it.as_ref().ok().copied());
        if let Some(rule) = self.by_response(number, page) {
            return Some(Ok(rule));
        }
        let skipped = self.skipped();
        if let Some(Ok(offset)) = skipped {
            return Some(self.by_offset(offset, page));
        }
        if let Some(number) = number {
            return Some(Ok(self.number(number, page)));
        }
        let found = self.start(page).or(skipped).or(numbered)?;
        Some(found.and_then(|start| self.by_offset(start, page)))
    }

    /// A cursor in the JSON body of a search.
    fn by_body(&self, page: &Page<'_>) -> Option<PageRule> {
        let scalar = |field: &Field| is_scalar(&field.ty).then(|| vec![field.wire.clone()]);
        let body = self.body()?;
        let mut names = CURSORS.iter().chain(&LAST_IDS);
        let found = names.find_map(|name| {
            let into = self.member(body, &[name], 1, &scalar)?;
            let next = || self.link(page.of?, &NEXT_CURSORS, is_scalar);
            let member = self.in_next(page, into.last()?.exact()).or_else(next)?;
            Some((into, member))
        });
        let of_text = || {
            let text = |field: &Field| (field.ty == Ty::String).then(|| vec![field.wire.clone()]);
            let into = self.member(body, &OFFSETS, 1, &text)?;
            let member = self.next_text(into.last()?.exact(), page)?;
            Some((into, member))
        };
        let (into, member) = found.or_else(of_text)?;
        Some(self.body_cursor(into, member, page))
    }

    /// The rule by which a response leads to the next page.
    fn by_response(&self, number: Option<&api::Parameter>, page: &Page<'_>) -> Option<PageRule> {
        let cursor = self.parameter(&CURSORS, is_text);
        // A number is an id or a time where the pages have numbers, too. A page without a number is a cursor.
        let value = cursor
            .or(number)
            .or_else(|| self.parameter(&CURSORS, is_integer))
            .or_else(|| self.parameter(&NUMBERS, is_integer));
        let member = |names: &[&str], is| page.of.and_then(|of| self.link(of, names, is));
        // A cursor is no number of a page.
        let names = match (cursor, number) {
            (None, Some(_)) => &NEXT_NUMBERS[..],
            _ => &NEXT_CURSORS,
        };
        if let (Some(parameter), Some(member)) = (value, member(names, is_scalar)) {
            return Some(self.cursor(Some(&parameter.name), member, page));
        }
        // A scalar `next_page` may be a number.
        let object = || self.member(page.of?, &["nextpage"], 1, &|field| self.url(field));
        if let Some(member) = member(&NEXT_URLS, is_text).or_else(object) {
            return Some(self.cursor(cursor.map(|it| &*it.name), member, page));
        }
        if let (Some(parameter), Some(member)) = (value, member(&["next"], is_scalar)) {
            return Some(self.cursor(Some(&parameter.name), member, page));
        }
        if let Some(rule) = self.text_offset(page).or_else(|| self.next_object(page)) {
            return Some(rule);
        }
        if let Some(rule) = self.last_id(page) {
            return Some(rule);
        }
        if self.has_link() {
            // The rule for numbers follows links, too.
            return number.is_none().then_some(PageRule::Link);
        }
        self.by_header(number)
    }

    /// The parameter that switches the cursors of a rule on: `use_marker` for `marker`.
    pub fn switch(&self, rule: &PageRule) -> Option<(Raw, Raw)> {
        let PageRule::Cursor {
            parameter: Some(cursor),
            ..
        } = rule
        else {
            return None;
        };
        let named = format!("use{}", plain(cursor.exact()));
        let switch = self.parameter(&[&named, "usecursor"], |ty| *ty == Ty::Bool)?;
        Some(((&switch.name).into(), "true".into()))
    }

    /// The beginnings of a parameter's descriptions: its own, and those of its schemas.
    pub fn described<'p>(&'p self, parameter: &'p api::Parameter) -> impl Iterator<Item = &'p str> {
        let schemas = self.facts.api.aliases(parameter.schema);
        let docs = schemas.map(|id| &self.facts.api[id].docs);
        let all = iter::once(&parameter.docs).chain(docs);
        let texts = all.filter_map(|docs| docs.description.as_deref());
        texts.map(|text| {
            let end = text.char_indices().nth(MOST_DESCRIBED);
            end.map_or(text, |(end, _)| &text[..end])
        })
    }

    /// The query parameter with one of these names, in their order.
    pub fn parameter(&self, names: &[&str], is: fn(&Ty) -> bool) -> Option<&api::Parameter> {
        let of_query = || {
            let all = self.operation.parameters.iter();
            let is_plain = |style: &Style| *style != Style::DeepObject;
            all.filter(move |it| {
                it.location == Location::Query && it.style.as_ref().is_some_and(is_plain)
            })
        };
        names.iter().find_map(|name| {
            let mut all = of_query().filter(|it| plain(&it.name) == *name);
            all.find(|it| self.is_of(&self.facts.ty(it.schema), is))
        })
    }

    /// An object `next` with a member that is the value of the query parameter of its name.
    fn next_object(&self, page: &Page<'_>) -> Option<PageRule> {
        let names = CURSORS.iter().chain(&LAST_IDS);
        let mut found = names.filter_map(|name| self.parameter(&[name], is_one));
        found.find_map(|parameter| {
            let member = self.in_next(page, &parameter.name)?;
            Some(self.cursor(Some(&parameter.name), member, page))
        })
    }

    /// The path to the member of an object `next` with a name of the request.
    fn in_next(&self, page: &Page<'_>, name: &str) -> Option<Vec<Raw>> {
        let cursor = |field: &Field| {
            let value = self.part(&field.ty)?.exact(name)?;
            is_scalar(&value.ty).then(|| vec![field.wire.clone(), value.wire.clone()])
        };
        self.member(page.of?, &["next", "nextpage"], 1, &cursor)
    }

    /// The path to the cursor or URL with one of these names.
    fn link(&self, of: Part<'_>, names: &[&str], is: fn(&Ty) -> bool) -> Option<Vec<Raw>> {
        self.member(of, names, 1, &|field| {
            if is(&field.ty) {
                return Some(vec![field.wire.clone()]);
            }
            self.url(field)
        })
    }

    /// The path to the URL in an object, `next: {href: …}`.
    fn url(&self, field: &Field) -> Option<Vec<Raw>> {
        let of = self.part(&field.ty)?;
        let mut found = URLS.iter().filter_map(|name| of.exact(name));
        let url = found.find(|url| is_scalar(&url.ty))?;
        Some(vec![field.wire.clone(), url.wire.clone()])
    }

    /// The path to the value in a member with one of these names, of an object or of a part of it that describes its
    /// page.
    pub fn member(
        &self,
        of: Part<'_>,
        names: &[&str],
        levels: usize,
        value: &dyn Fn(&Field) -> Option<Vec<Raw>>,
    ) -> Option<Vec<Raw>> {
        let mut fields = names.iter().flat_map(|name| of.called(name));
        if let Some(way) = fields.find_map(value) {
            return Some(way);
        }
        let levels = levels.checked_sub(1)?;
        let mut about = ABOUT.iter().flat_map(|name| of.called(name));
        about.find_map(|field| {
            let inner = self.member(self.part(&field.ty)?, names, levels, value)?;
            Some([vec![field.wire.clone()], inner].concat())
        })
    }

    /// `starting_after`, the id of the last item, and `has_more`.
    fn last_id(&self, page: &Page<'_>) -> Option<PageRule> {
        let parameter = self.parameter(&LAST_IDS, is_scalar)?;
        self.flag(page)?;
        self.after(parameter, "id", page).ok()
    }

    /// The rule for a parameter that is a member of the last item.
    pub fn after(
        &self,
        parameter: &api::Parameter,
        member: &str,
        page: &Page<'_>,
    ) -> Result<PageRule, String> {
        let member_of = self.part(&page.item).and_then(|of| of.exact(member));
        match member_of.filter(|field| is_scalar(&field.ty)) {
            Some(field) => Ok(PageRule::LastId {
                parameter: (&parameter.name).into(),
                items: page.way.iter().map(|step| step.wire.clone()).collect(),
                id: field.wire.clone(),
                more: self.more(page),
            }),
            None => Err(format!(
                "the items have no member `{member}` that is a text or an integer"
            )),
        }
    }

    /// The rule for a parameter that is the number of a page.
    pub fn number(&self, parameter: &api::Parameter, page: &Page<'_>) -> PageRule {
        let count = |field: &Field| is_scalar(&field.ty).then(|| vec![field.wire.clone()]);
        let member = |names: &[&str]| page.of.and_then(|of| self.member(of, names, 1, &count));
        let pages = member(&ALL_PAGES);
        let own = member(&[&*plain(&parameter.name), "currentpage", "pagenumber"]);
        // The number of any other thing is not beside that of the pages.
        let own = own.or_else(|| pages.as_ref().and(member(&["number"])));
        let more = self.more(page);
        if pages.is_none()
            && more.is_empty()
            && let Some(rule) = self.of_all(parameter)
        {
            return rule;
        }
        PageRule::Number {
            first: self.first(parameter),
            parameter: (&parameter.name).into(),
            own: own.unwrap_or_default(),
            pages: pages.unwrap_or_default(),
            more,
        }
    }

    /// The rule for a parameter that is the number of a page, with a header that has the number of all pages.
    pub fn numbered(&self, parameter: &api::Parameter, header: &str) -> PageRule {
        PageRule::Numbered {
            first: self.first(parameter),
            parameter: (&parameter.name).into(),
            header: header.into(),
        }
    }

    /// The number of the first page.
    fn first(&self, parameter: &api::Parameter) -> u64 {
        self.first_known(parameter).unwrap_or(1)
    }

    /// The number of the first page, if its schema or description has it.
    pub fn first_known(&self, parameter: &api::Parameter) -> Option<u64> {
        let told = || self.described(parameter).find_map(first_told);
        self.least(parameter).or_else(told)
    }

    /// The number that a schema begins with: its default, else its minimum.
    pub fn least(&self, parameter: &api::Parameter) -> Option<u64> {
        let schemas = || {
            self.facts
                .api
                .aliases(parameter.schema)
                .map(|id| &self.facts.api[id])
        };
        let default = schemas().find_map(|schema| schema.default.as_ref()?.value.as_u64());
        let limits = || schemas().flat_map(|schema| &schema.limits);
        let least = || {
            limits().find_map(|limit| match limit {
                Limit::Minimum(least) => least.number.as_u64(),
                _ => None,
            })
        };
        default.or_else(least)
    }
}
