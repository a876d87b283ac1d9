//! Rules for pages from the headers that a success documents.

use super::Finder;
use super::members::plain;
use super::shape::CURSORS;
use super::values::{is_integer, is_text};
use crate::api;
use crate::ir::PageRule;

/// The ends of headers with the next cursor, which begin with `X-` or the name of a vendor.
const NEXT_CURSORS: [&str; 6] = [
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "nextmarker",
    "continuationtoken",
    "continuation",
];

/// The end of headers with the number of the next page.
const NEXT_NUMBER: [&str; 1] = ["nextpage"];

/// Headers with the URL of the next page, apart from `Link`.
const NEXT_URLS: [&str; 5] = ["xnext", "xnexturl", "xnextlink", "nexturl", "nextlink"];

/// The ends of headers with the number of all pages.
const ALL_PAGES: [&str; 3] = ["totalpages", "totalpagecount", "pagecount"];

impl Finder<'_> {
    /// Whether a success documents a header `Link`.
    pub fn has_link(&self) -> bool {
        self.header(|name| name == "link").is_some()
    }

    /// The rule for a header with the next cursor, or with the number or the URL of the next page.
    pub fn by_header(&self, number: Option<&api::Parameter>) -> Option<PageRule> {
        let ends = |names: &'static [&str]| {
            self.header(move |name| names.iter().any(|end| name.ends_with(end)))
        };
        let cursor = || self.parameter(&CURSORS, |ty| is_text(ty) || is_integer(ty));
        let pair = ends(&NEXT_CURSORS).and_then(|header| Some((cursor()?, header)));
        let pair = pair.or_else(|| Some((number?, ends(&NEXT_NUMBER)?)));
        if let Some((parameter, header)) = pair {
            return Some(PageRule::Header {
                parameter: Some((&parameter.name).into()),
                header: (&header.name).into(),
            });
        }
        let url = self.header(|name| NEXT_URLS.contains(&name))?;
        Some(PageRule::Header {
            parameter: None,
            header: (&url.name).into(),
        })
    }

    /// The rule for a parameter that is the number of a page, if a header has the number of all pages.
    pub fn of_all(&self, parameter: &api::Parameter) -> Option<PageRule> {
        let is_it =
            |name: &str| name == "xpages" || ALL_PAGES.iter().any(|end| name.ends_with(end));
        Some(self.numbered(parameter, &self.header(is_it)?.name))
    }

    /// The header with such a plain name that a success documents.
    fn header(&self, is_it: impl Fn(&str) -> bool) -> Option<&api::Header> {
        let successes = self.operation.responses.iter();
        let successes = successes.filter(|response| response.status.is_success());
        let mut headers = successes.flat_map(|response| &response.headers);
        headers.find(|header| is_it(&plain(&header.name)))
    }
}
