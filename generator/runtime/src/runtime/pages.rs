//! Lists that come page by page: the rule for the request of the next page, and the iteration.

use super::api::{Operation, RawResponse, Scheme};
use super::attempt::Extent;
use super::body;
use super::call::{Call, failed, finish};
use super::error::{Error, ErrorKind, Failure};
use super::execute::{Done, execute};
use super::media::unquoted;
use super::parameter::pair;
use super::parts::{Parts, put};
use super::secret::name;
use super::target::{Key, address, is_same_origin};
use bytes::Bytes;
use http::header::LINK;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::vec::IntoIter;
use url::Url;

/// An operation whose response is a page of a list.
pub trait Paged: Operation {
    /// An item of the list.
    type Item;
    /// The rule for the request of the next page.
    const RULE: PageRule;
    /// The query parameters, with their values, without which the server has no pages by this rule.
    const WITH: &'static [(&'static str, &'static str)] = &[];
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
        /// The member with the number of items that the page has room for, which a filter may have left out; empty for
        /// none.
        limit: &'static [&'static str],
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
    /// The call of the next page, or the reason that it can't be requested.
    next: Option<Result<Box<Parts>, Box<Failure>>>,
    /// A copy of the call that was sent last.
    again: Option<Parts>,
    /// Whether that copy lacks the body, which isn't in memory.
    lacks_body: bool,
    /// The hashes of the URLs that were requested.
    asked: BTreeSet<u64>,
    /// The body of the last page, if pages are counted.
    last: Bytes,
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
        let mut parts = self.into_parts();
        for (name, value) in O::WITH {
            if parts.query.iter().all(|(known, _)| known != name) {
                put(&mut parts.query, (*name).into(), pair(name, value));
            }
        }
        Pages {
            next: Some(Ok(parts)),
            again: None,
            lacks_body: false,
            asked: BTreeSet::new(),
            last: Bytes::new(),
            operation: std::marker::PhantomData,
        }
    }

    /// The items of the list over all pages, beginning with the page that this call requests. The settings of
    /// the call apply to each page.
    pub fn items(mut self) -> PageItems<O> {
        // A page without items ends the list; a redirect doesn't.
        let parts = self.parts_mut();
        parts.spec = parts.spec.without_redirects();
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
    /// As for a call, for a page that is the same as the one before, and after a page whose next page was requested
    /// before, has a URL of another origin, or needs a body again that isn't in memory. After an error no page
    /// follows.
    pub async fn next(&mut self) -> Option<Result<O::Output, Error<O::Error>>> {
        let done = match self.begin()? {
            Ok(parts) => execute(parts, Extent::Whole).await,
            Err(failure) => Err(failure),
        };
        Some(self.read(done))
    }

    /// The call of the next page, of which a copy stays for the page after that.
    fn begin(&mut self) -> Option<Result<Box<Parts>, Box<Failure>>> {
        let next = self.next.take()?;
        if let Ok(parts) = &next {
            let again = parts.again();
            self.lacks_body = again.is_none();
            self.again = Some(again.unwrap_or_else(|| parts.without_body()));
        }
        Some(next)
    }

    fn read(&mut self, done: Done) -> Result<O::Output, Error<O::Error>> {
        let answer = done.as_ref().ok();
        let answer = answer.map(|answer| (answer.response.clone(), answer.attempts));
        let page = finish::<O::Output, O::Error>(done)?;
        let (Some((response, attempts)), Some(again)) = (answer, self.again.take()) else {
            return Ok(page);
        };
        if !response.status.is_success() {
            return Ok(page);
        }
        let spec = again.spec.clone();
        let failure = |why, response| {
            Box::new(Failure {
                attempts,
                processed: true,
                why,
                response: Some(response),
                ..Failure::new(ErrorKind::Decode, &spec)
            })
        };
        let count = O::count(&page);
        if matches!(O::RULE, PageRule::Offset { .. } | PageRule::Number { .. }) {
            if count > 0 && self.last == response.body {
                return Err(failed(failure(SAME, response)));
            }
            self.last = response.body.clone();
        }
        self.asked.extend(hash(&again));
        self.next = match next(again, O::RULE, &response, count) {
            Ok(Some(next)) if hash(&next).is_some_and(|hash| self.asked.contains(&hash)) => {
                Some(Err(failure(REPEATED, response)))
            }
            Ok(Some(_)) if self.lacks_body => Some(Err(failure(ONCE, response))),
            Ok(next) => next.map(Ok),
            Err(why) => Some(Err(failure(why, response))),
        };
        Ok(page)
    }
}

impl<O: Paged> PageItems<O> {
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
                Ok(page) => self.items = O::items(page).into_iter(),
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
        let done = match self.begin()? {
            Ok(parts) => super::blocking::execute(parts, Extent::Whole),
            Err(failure) => Err(failure),
        };
        Some(self.read(done))
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
                Ok(page) => self.items = O::items(page).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// The relations of links to pages other than the next one, which the last page has, too.
const OTHER_PAGES: [&str; 4] = ["first", "prev", "previous", "last"];

const REPEATED: &str = "the next page was requested before";
const ONCE: &str = "the next page needs the body of the call again, which is not in memory";
const SAME: &str = "the page is the same as the one before";
const ELSEWHERE: &str = "the next page has a URL of another origin";

/// The hash of a call's URL.
fn hash(parts: &Parts) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    address(parts).ok()?.hash(&mut hasher);
    Some(hasher.finish())
}

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
            parameter: None,
            member,
            ..
        } => match body::string(&response.body, member) {
            Some(url) if !url.is_empty() => return by_url(parts, &url),
            _ => return Ok(None),
        },
        PageRule::Cursor {
            parameter: Some(parameter),
            member,
            ..
        } => match value(member) {
            Some(value) if is_url(&parts, &value) => return by_url(parts, &value),
            Some(value) => (parameter, value),
            None => return Ok(None),
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
        PageRule::Offset {
            parameter,
            total,
            limit,
        } => {
            let member = |way| value(way).and_then(|text| text.parse().ok());
            let before = number(&parts, parameter).unwrap_or(0);
            let count = count as u64;
            let room = member(limit).unwrap_or(0).max(count);
            if ends_list((before, count, room), member(total)) {
                return Ok(None);
            }
            (parameter, before.saturating_add(room).to_string())
        }
        PageRule::Number { .. } if count == 0 => return Ok(None),
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
    put(&mut parts.query, parameter.into(), pair);
    Ok(Some(Box::new(parts)))
}

/// Whether a page is the last one, by the number of items before it, on it, and that it has room for.
fn ends_list((before, count, room): (u64, u64, u64), total: Option<u64>) -> bool {
    let seen = before.saturating_add(room);
    match total {
        _ if room == 0 => true,
        None => count == 0,
        // A filter can leave out all items of a page in the middle.
        Some(total) if count == 0 => total <= seen,
        // Some servers send the number of a page's items: nothing tells it apart on a first page.
        Some(_) if before == 0 => false,
        Some(total) if count < room => before < total && total <= seen,
        Some(total) => total == seen,
    }
}

/// The value of a query parameter that is a number.
fn number(parts: &Parts, parameter: &str) -> Option<u64> {
    let (_, pair) = parts.query.iter().find(|(name, _)| name == parameter)?;
    pair.split_once('=')?.1.parse().ok()
}

/// Whether the value of a cursor is the URL of a page. Others can begin with a `/`, too.
fn is_url(parts: &Parts, text: &str) -> bool {
    let has_path_of_call = || {
        let there = there(parts, text);
        there.is_ok_and(|(here, there)| here.path() == there.path())
    };
    let is_absolute = text.split_once("://").is_some_and(|(scheme, _)| {
        scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
    });
    let is_path = || text.starts_with('/') && (text.contains('?') || has_path_of_call());
    text.starts_with('?') || is_absolute || is_path()
}

/// Parses a URL of the call's origin, and the URL of the call.
fn there(parts: &Parts, url: &str) -> Result<(Url, Url), &'static str> {
    let here = address(parts).map_err(|_| ELSEWHERE)?;
    let here = Url::parse(&here.to_string()).map_err(|_| ELSEWHERE)?;
    let there = here.join(url).map_err(|_| ELSEWHERE)?;
    if is_same_origin(&here, &there) {
        Ok((here, there))
    } else {
        Err(ELSEWHERE)
    }
}

/// The call with the path and the query of a URL, whose origin has to be the call's: a response can't send a
/// credential to another place. The credentials of the call replace those of the URL.
fn by_url(mut parts: Parts, url: &str) -> Result<Option<Box<Parts>>, &'static str> {
    let (mut here, there) = there(&parts, url)?;
    let shared = &parts.client.shared;
    let is_credential = |name: &str| {
        let mut schemes = shared.api.schemes.iter();
        schemes.any(|scheme| matches!(scheme.kind, Scheme::Query(known) if known == name))
    };
    let given = parts.query.iter().flat_map(|(_, text)| pairs(text));
    let given: Vec<_> = given.filter(|(name, _)| is_credential(name)).collect();
    let is_set = |name: &str| {
        let mut keys = shared.keys.iter();
        keys.any(|(_, key)| matches!(key, Key::Query(known, _) if *known == name))
    };
    let is_replaced = |name: &str| is_set(name) || given.iter().any(|(known, _)| known == name);
    let query = pairs(there.query().unwrap_or_default());
    let query = query.filter(|(name, _)| !is_replaced(name));
    parts.query = query.chain(given.iter().cloned()).collect();
    parts.page = Some(there.path().to_owned());
    here.set_path("");
    here.set_query(None);
    parts.server = Some(here);
    Ok(Some(Box::new(parts)))
}

/// The pairs of a query by their names.
fn pairs(query: &str) -> impl Iterator<Item = (Cow<'static, str>, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| (name(pair).into(), pair.to_owned()))
}

/// The URL of the header `Link` with one of these relations.
fn link(response: &RawResponse, wanted: &[&str]) -> Option<String> {
    let all = response.headers.get_all(LINK).iter();
    let texts = all.filter_map(|value| std::str::from_utf8(value.as_bytes()).ok());
    for text in texts {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once('<') {
            let Some((url, after)) = after.split_once('>') else {
                break;
            };
            let (parameters, after) = after.split_once(unquoted(',')).unwrap_or((after, ""));
            let parameters: Vec<_> = parameters.split(unquoted(';')).map(named).collect();
            let is_wanted = |&(name, value): &_| is_related(name, value, wanted);
            if parameters.iter().any(is_wanted) && !parameters.iter().any(is_of_another) {
                return Some(url.to_owned());
            }
            rest = after;
        }
    }
    None
}

/// The name and the value of a link's parameter.
fn named(parameter: &str) -> (&str, &str) {
    let (name, value) = parameter.split_once('=').unwrap_or_default();
    (name.trim(), value.trim().trim_matches('"'))
}

/// Whether a link with this parameter is of another resource than the response (RFC 8288, section 3.2).
fn is_of_another(&(name, value): &(&str, &str)) -> bool {
    name.eq_ignore_ascii_case("anchor") && !value.is_empty()
}

/// Whether a parameter of a link is one of these relations.
fn is_related(name: &str, value: &str, wanted: &[&str]) -> bool {
    let mut relations = value.split_ascii_whitespace();
    name.eq_ignore_ascii_case("rel")
        && relations.any(|relation| {
            let mut wanted = wanted.iter();
            wanted.any(|wanted| relation.eq_ignore_ascii_case(wanted))
        })
}

impl<O: Paged> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let next = self.next.as_ref().map(Result::as_ref);
        f.debug_struct("Pages")
            .field("next", &next.and_then(Result::ok))
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
