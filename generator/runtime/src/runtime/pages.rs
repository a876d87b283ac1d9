//! Lists that come page by page: the rule for the request of the next page, and the iteration.

use super::api::{Operation, RawResponse};
use super::attempt::Extent;
use super::body;
use super::call::{Call, failed, finish};
use super::error::{Error, ErrorKind, Failure};
use super::execute::execute;
use super::parameter::pair;
use super::parts::Parts;
use super::target::target;
use bytes::Bytes;
use http::header::LINK;
use std::fmt;
use std::vec::IntoIter;
use url::Url;

/// An operation whose response is a page of a list.
pub trait Paged: Operation {
    /// An item of the list.
    type Item;
    /// The rule for the request of the next page.
    const RULE: PageRule;
    /// The number of items on a page.
    fn count(page: &Self::Output) -> usize;
    /// The items on a page.
    fn items(page: Self::Output) -> Vec<Self::Item>;
}

/// The rule for the request of the next page of a list. A member is named by its path through the response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageRule {
    /// A member of the response is the value of a query parameter, or the URL of the next page.
    Cursor {
        /// The query parameter, if there is one.
        parameter: Option<&'static str>,
        /// The member.
        member: &'static [&'static str],
        /// The member that says whether more pages follow; empty for none.
        more: &'static [&'static str],
    },
    /// The id of the last item is the value of a query parameter, while a member is `true`.
    LastId {
        /// The query parameter.
        parameter: &'static str,
        /// The member that lists the items; empty if the response is the list.
        items: &'static [&'static str],
        /// The member of an item that is its id.
        id: &'static str,
        /// The member that says whether more pages follow.
        more: &'static [&'static str],
    },
    /// A query parameter is the number of items before the page.
    Offset {
        /// The query parameter.
        parameter: &'static str,
        /// The member with the number of all items; empty for none.
        total: &'static [&'static str],
    },
    /// A query parameter is the number of the page.
    Number {
        /// The query parameter.
        parameter: &'static str,
        /// The number of the first page.
        first: u64,
    },
    /// The header `Link` has the URL of the next page (RFC 8288).
    Link,
}

/// The pages of a list, one request for each.
#[must_use = "does nothing until it is asked for a page"]
pub struct Pages<O: Paged> {
    next: Option<Box<Parts>>,
    /// The body of the last page, if only a page without items ends the list.
    last: Bytes,
    /// The error of a documented redirect, which is a page without items for `pages` and an error for `items`.
    redirect: Option<Box<Failure>>,
    operation: std::marker::PhantomData<fn() -> O>,
}

/// The items of a list, over all of its pages.
#[must_use = "does nothing until it is asked for an item"]
pub struct PageItems<O: Paged> {
    pages: Pages<O>,
    items: IntoIter<O::Item>,
}

impl<O: Paged> Call<O> {
    /// The pages of the list, beginning with the page that this call requests. The settings of the call apply
    /// to each page.
    pub fn pages(self) -> Pages<O> {
        Pages {
            next: Some(self.into_parts()),
            last: Bytes::new(),
            redirect: None,
            operation: std::marker::PhantomData,
        }
    }

    /// The items of the list over all pages, beginning with the page that this call requests. The settings of
    /// the call apply to each page.
    pub fn items(self) -> PageItems<O> {
        PageItems {
            pages: self.pages(),
            items: Vec::new().into_iter(),
        }
    }
}

impl<O: Paged> Pages<O> {
    /// Requests the next page; `None` after the last one.
    ///
    /// # Errors
    /// As for a call, and when the next page is the same as the last one, or its URL has another origin or
    /// path. After an error no page follows.
    pub async fn next(&mut self) -> Option<Result<O::Output, Error<O::Error>>> {
        let parts = self.next.take()?;
        let again = parts.again();
        let done = execute(parts, Extent::Whole).await;
        Some(self.read(done, again))
    }

    fn read(
        &mut self,
        done: super::execute::Done,
        again: Option<Parts>,
    ) -> Result<O::Output, Error<O::Error>> {
        let response = done.as_ref().ok().map(|answer| answer.response.clone());
        let page = finish::<O::Output, O::Error>(done)?;
        if let (Some(response), Some(again)) = (response, again) {
            let spec = again.spec.clone();
            if !response.status.is_success() {
                self.redirect = Some(Box::new(Failure {
                    processed: true,
                    response: Some(response),
                    ..Failure::new(ErrorKind::Api, &spec)
                }));
                return Ok(page);
            }
            let count = O::count(&page);
            let is_counted = matches!(O::RULE, PageRule::Offset { .. } | PageRule::Number { .. });
            let next = if is_counted && count > 0 && self.last == response.body {
                // The server repeats its last page.
                Err(SAME)
            } else {
                next(again, O::RULE, &response, count)
            };
            if is_counted {
                self.last = response.body.clone();
            }
            self.next = next.map_err(|why| {
                failed(Box::new(Failure {
                    processed: true,
                    why,
                    response: Some(response),
                    ..Failure::new(ErrorKind::Decode, &spec)
                }))
            })?;
        }
        Ok(page)
    }
}

impl<O: Paged> PageItems<O> {
    /// Goes on with the items of a page.
    fn turn(&mut self, page: O::Output) -> Result<(), Error<O::Error>> {
        self.items = O::items(page).into_iter();
        self.pages
            .redirect
            .take()
            .map_or(Ok(()), |redirect| Err(failed(redirect)))
    }

    /// Returns the next item; `None` after the last one.
    ///
    /// # Errors
    /// As for [`Pages::next`], and when the response is a redirect, which has no items.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error<O::Error>>> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            match self.pages.next().await? {
                Ok(page) => {
                    if let Err(error) = self.turn(page) {
                        return Some(Err(error));
                    }
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl<O: Paged> Iterator for Pages<O> {
    type Item = Result<O::Output, Error<O::Error>>;

    /// Requests the next page and blocks until it is there.
    fn next(&mut self) -> Option<Self::Item> {
        let parts = self.next.take()?;
        let again = parts.again();
        let done = super::blocking::execute(parts, Extent::Whole);
        Some(self.read(done, again))
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl<O: Paged> Iterator for PageItems<O> {
    type Item = Result<O::Item, Error<O::Error>>;

    /// Returns the next item, and blocks while another page is requested.
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            match Iterator::next(&mut self.pages)? {
                Ok(page) => {
                    if let Err(error) = self.turn(page) {
                        return Some(Err(error));
                    }
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// The relations of links to pages other than the next one, which the last page has, too.
const OTHER_PAGES: [&str; 4] = ["first", "prev", "previous", "last"];

const SAME: &str = "the next page is the one before";

/// The call of the page after `response`, if there is another page.
fn next(
    mut parts: Parts,
    rule: PageRule,
    response: &RawResponse,
    count: usize,
) -> Result<Option<Box<Parts>>, &'static str> {
    let value = |way: &[&str]| body::at(&response.body, way).filter(|text| !text.is_empty());
    let (parameter, value) = match rule {
        PageRule::Cursor { more, .. }
            if !more.is_empty() && value(more).is_some_and(|more| more == "false") =>
        {
            return Ok(None);
        }
        PageRule::Cursor {
            parameter, member, ..
        } => match (value(member), parameter) {
            (Some(value), parameter) if is_url(&parts, &value, parameter.is_some()) => {
                return by_url(parts, &value);
            }
            (Some(value), Some(parameter)) => (parameter, value),
            _ => return Ok(None),
        },
        PageRule::LastId {
            parameter,
            items,
            id,
            more,
        } => {
            if count == 0 || value(more).is_none_or(|more| more != "true") {
                return Ok(None);
            }
            match body::last(&response.body, items, id) {
                Some(value) => (parameter, value),
                None => return Ok(None),
            }
        }
        PageRule::Link => match link(response, &["next"]) {
            Some(url) => return by_url(parts, &url),
            None => return Ok(None),
        },
        PageRule::Offset { .. } | PageRule::Number { .. } if count == 0 => return Ok(None),
        PageRule::Offset { parameter, total } => {
            let before = number(&parts, parameter).unwrap_or(0);
            let seen = before.saturating_add(count as u64);
            let total: Option<u64> = value(total).and_then(|total| total.parse().ok());
            // Some servers send the number of a page's items: nothing tells it apart on a first page.
            if before > 0 && total == Some(seen) {
                return Ok(None);
            }
            (parameter, seen.to_string())
        }
        PageRule::Number { parameter, first } => {
            if let Some(url) = link(response, &["next"]) {
                return by_url(parts, &url);
            }
            if link(response, &OTHER_PAGES).is_some() {
                return Ok(None);
            }
            let before = number(&parts, parameter).unwrap_or(first);
            (parameter, before.saturating_add(1).to_string())
        }
    };
    let pair = pair(parameter, &value);
    let before = parts.query.iter().position(|(name, _)| name == parameter);
    match before {
        Some(index) if parts.query[index].1 == pair => return Err(SAME),
        Some(index) => parts.query[index].1 = pair,
        None => parts.query.push((parameter.into(), pair)),
    }
    Ok(Some(Box::new(parts)))
}

/// The value of a query parameter that is a number.
fn number(parts: &Parts, parameter: &str) -> Option<u64> {
    let (_, pair) = parts.query.iter().find(|(name, _)| name == parameter)?;
    pair.split_once('=')?.1.parse().ok()
}

/// Whether a text is the URL of a page. A cursor can begin with a `/`, too.
fn is_url(parts: &Parts, text: &str, may_be_cursor: bool) -> bool {
    let is_path = || !may_be_cursor || text.contains('?') || there(parts, text).is_ok();
    text.starts_with('?') || text.contains("://") || text.starts_with('/') && is_path()
}

/// Parses a URL of the same origin and path as the call's.
fn there(parts: &Parts, url: &str) -> Result<Url, &'static str> {
    const ELSEWHERE: &str = "the next page has a URL of another origin or path";
    let target = target(parts).map_err(|_| ELSEWHERE)?;
    let here = Url::parse(&target.uri.to_string()).map_err(|_| ELSEWHERE)?;
    let there = here.join(url).map_err(|_| ELSEWHERE)?;
    if there.origin() != here.origin() || there.path() != here.path() {
        return Err(ELSEWHERE);
    }
    Ok(there)
}

/// The call with the query of a URL. Only the query of a URL with the same origin and path is used: a response
/// can't send a credential to another place.
fn by_url(mut parts: Parts, url: &str) -> Result<Option<Box<Parts>>, &'static str> {
    let there = there(&parts, url)?;
    let query = there.query().unwrap_or_default().split('&');
    let query = query.filter(|pair| !pair.is_empty()).map(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        (name.to_owned().into(), pair.to_owned())
    });
    let query: Vec<_> = query.collect();
    if query == parts.query {
        return Err(SAME);
    }
    parts.query = query;
    Ok(Some(Box::new(parts)))
}

/// The URL of the header `Link` with one of these relations.
fn link(response: &RawResponse, wanted: &[&str]) -> Option<String> {
    let all = response.headers.get_all(LINK).iter();
    let texts = all.filter_map(|value| value.to_str().ok());
    for text in texts {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once('<') {
            let (url, after) = after.split_once('>')?;
            let end = after.find(',').map_or(after.len(), |comma| {
                // A comma between quotes ends no link.
                let quotes = after[..comma].matches('"').count();
                if quotes % 2 == 0 { comma } else { after.len() }
            });
            let (parameters, after) = after.split_at(end);
            let is_wanted = parameters.split(';').any(|parameter| {
                let (name, value) = parameter.split_once('=').unwrap_or_default();
                let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
                name.trim().eq_ignore_ascii_case("rel")
                    && relations.any(|relation| {
                        let mut wanted = wanted.iter();
                        wanted.any(|wanted| relation.eq_ignore_ascii_case(wanted))
                    })
            });
            if is_wanted {
                return Some(url.to_owned());
            }
            rest = after;
        }
    }
    None
}

impl<O: Paged> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}

impl<O: Paged> fmt::Debug for PageItems<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageItems")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
