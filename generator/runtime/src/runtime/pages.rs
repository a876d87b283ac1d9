//! Lists that come page by page: the rules, and the iteration.

use super::api::Operation;
use super::attempt::Extent;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
use super::blocking::Blocking;
use super::call::{Call, failed, finish};
use super::error::{Error, ErrorKind, Failure};
use super::execute::{Done, execute};
use super::next_page::{hash, next};
use super::parameter::{pair, put};
use super::parts::Parts;
use super::problem::Problem;
use super::send_body::SendBody;
use bytes::Bytes;
use std::collections::BTreeSet;
use std::fmt;
use std::vec::IntoIter;

/// An operation whose response is a page of a list.
pub trait Paged: Operation {
    /// An item of the list.
    type Item;
    /// The rule for the request of the next page.
    const RULE: PageRule;
    /// The query parameters, with their values, without which the server has no pages by this rule.
    const WITH: &'static [(&'static str, &'static str)] = &[];
    /// The member of a page that says that no page follows; empty for none.
    const LAST: &'static [&'static str] = &[];
    /// The query parameters that ask for the pages before: the rule leads the other way.
    const BACK: &'static [&'static str] = &[];
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
    /// A member of the response is the value of a member of the JSON body.
    Body {
        /// The member of the body.
        into: &'static [&'static str],
        /// The member of the response.
        member: &'static [&'static str],
        /// The member that says whether more pages follow; empty for none.
        more: &'static [&'static str],
    },
    /// The id of the last item is the value of a query parameter: while a member is `true`, or else until a page is
    /// empty.
    LastId {
        /// The query parameter.
        parameter: &'static str,
        /// The member that lists the items; empty if the response is the list.
        items: &'static [&'static str],
        /// The member of an item that is its id.
        id: &'static str,
        /// The member that says whether more pages follow; empty for none.
        more: &'static [&'static str],
    },
    /// A query parameter is the number of items before the page, or the number of its first item.
    Offset {
        /// The query parameter.
        parameter: &'static str,
        /// The number of the first item of all: 1 if the server counts from there.
        first: u64,
        /// The member with the number of all items; empty for none.
        total: &'static [&'static str],
        /// The member with the number of items that the page has room for, which a filter may have left out; empty for
        /// none.
        limit: &'static [&'static str],
        /// The member that says whether more pages follow; empty for none.
        more: &'static [&'static str],
    },
    /// A query parameter is the number of the page.
    Number {
        /// The query parameter.
        parameter: &'static str,
        /// The number of the first page, if the page doesn't tell its own.
        first: u64,
        /// The member with the number of the page; empty for none.
        own: &'static [&'static str],
        /// The member with the number of all pages; empty for none.
        pages: &'static [&'static str],
        /// The member that says whether more pages follow; empty for none.
        more: &'static [&'static str],
    },
    /// A query parameter is the number of the page, and a header of the response has the number of all pages.
    Numbered {
        /// The query parameter.
        parameter: &'static str,
        /// The number of the first page.
        first: u64,
        /// The header.
        header: &'static str,
    },
    /// A header of the response is the value of a query parameter, or the URL of the next page.
    Header {
        /// The query parameter, if there is one.
        parameter: Option<&'static str>,
        /// The header.
        header: &'static str,
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
    /// to each page. Pages go forward only: with a parameter that asks for those before, such as `ending_before`, the
    /// first page is an error.
    pub fn pages(self) -> Pages<O> {
        let mut parts = self.into_parts();
        let is_back = |name: &&&str| parts.query.iter().any(|(known, _)| known == **name);
        if let Some(name) = O::BACK.iter().find(is_back) {
            parts.refuse(Problem::parameter(name, BACKWARD));
        }
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
    /// the call apply to each page, which go forward only, as those of [`Call::pages`].
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

impl Parts {
    /// A copy of the call, unless its body isn't in memory.
    pub(crate) fn again(&self) -> Option<Self> {
        let body = self.body.as_bytes()?.clone();
        #[cfg(feature = "multipart")]
        if self.multipart.is_some() {
            return None;
        }
        Some(Self {
            body: body.into(),
            ..self.without_body()
        })
    }

    /// A copy of this call without its body.
    pub(crate) fn without_body(&self) -> Self {
        Self {
            client: self.client.clone(),
            spec: self.spec.clone(),
            server: self.server.clone(),
            page: self.page.clone(),
            path: self.path.clone(),
            query: self.query.clone(),
            #[cfg(feature = "cookies")]
            cookies: self.cookies.clone(),
            headers: self.headers.clone(),
            body: SendBody::default(),
            #[cfg(feature = "multipart")]
            multipart: None,
            // The body is complete: a part of it asked for the stream.
            #[cfg(feature = "streams")]
            asks: None,
            settings: self.settings.clone(),
            timeout: self.timeout,
            secret: self.secret,
            problem: self.problem.clone(),
        }
    }
}

impl<O: Paged> Pages<O> {
    /// Requests the next page; `None` after the last one. If the future is dropped, the next one requests the same page
    /// again. Without async, `blocking()` of the feature `blocking` gives an iterator.
    ///
    /// # Errors
    /// As for a call, for a page that is the same as the one before, and after a page whose next page was requested
    /// before, has a URL of another origin, or needs a body again that isn't in memory, or that says that more pages
    /// follow and doesn't lead to the next one. After an error no page follows.
    pub async fn next(&mut self) -> Option<Result<O::Output, Error<O::Error>>> {
        let done = match self.begin()? {
            Ok(parts) => execute(parts, Extent::Whole).await,
            Err(failure) => Err(failure),
        };
        Some(self.read(done))
    }

    /// An iterator that blocks until the next page is there. In asynchronous code its pages are errors.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    #[must_use]
    pub fn blocking(self) -> Blocking<Self> {
        Blocking(self)
    }

    /// The call of the next page, of which a copy stays for the page after that. A page whose future was dropped is
    /// requested again.
    fn begin(&mut self) -> Option<Result<Box<Parts>, Box<Failure>>> {
        let next = match (self.next.take(), self.again.take()) {
            (Some(next), _) => next,
            (None, Some(dropped)) if self.lacks_body => Err(Box::new(Failure {
                why: DROPPED,
                ..Failure::new(ErrorKind::Request, &dropped.spec)
            })),
            (None, Some(dropped)) => Ok(Box::new(dropped)),
            (None, None) => return None,
        };
        if let Ok(parts) = &next {
            let again = parts.again();
            self.lacks_body = again.is_none();
            self.again = Some(again.unwrap_or_else(|| parts.without_body()));
        }
        Some(next)
    }

    fn read(&mut self, done: Done) -> Result<O::Output, Error<O::Error>> {
        let again = self.again.take();
        let answer = done.as_ref().ok();
        let answer = answer.map(|answer| {
            let (response, limits) = (answer.response.clone(), answer.limits.clone());
            (response, limits, answer.attempts)
        });
        let page = finish::<O::Output, O::Error>(done)?;
        let (Some((response, limits, attempts)), Some(again)) = (answer, again) else {
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
                limits: Some(limits.clone()),
                ..Failure::new(ErrorKind::Decode, &spec)
            })
        };
        let count = O::count(&page);
        if matches!(
            O::RULE,
            PageRule::Offset { .. } | PageRule::Number { .. } | PageRule::Numbered { .. }
        ) {
            if count > 0 && self.last == response.body {
                return Err(failed(failure(SAME, response)));
            }
            self.last = response.body.clone();
        }
        self.asked.extend(hash(&again));
        self.next = match next(again, (O::RULE, O::LAST), &response, count) {
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
    /// An iterator that blocks until the next item is there. In asynchronous code its items are errors.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    #[must_use]
    pub fn blocking(self) -> Blocking<Self> {
        Blocking(self)
    }

    /// Returns the next item; `None` after the last one. Without async, `blocking()` of the feature `blocking` gives an
    /// iterator.
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
impl<O: Paged> Iterator for Blocking<Pages<O>> {
    type Item = Result<O::Output, Error<O::Error>>;

    /// Requests the next page and blocks until it is there.
    fn next(&mut self) -> Option<Self::Item> {
        Iterator::next(&mut self.0)
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl<O: Paged> Iterator for Blocking<PageItems<O>> {
    type Item = Result<O::Item, Error<O::Error>>;

    /// Returns the next item, and blocks while another page is requested.
    fn next(&mut self) -> Option<Self::Item> {
        Iterator::next(&mut self.0)
    }
}

/// A loop over the pages blocks, too.
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

/// A loop over the items blocks, too.
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

const BACKWARD: &str = "asks for the pages before, and a walk through pages goes forward only: send the call for one page";
const REPEATED: &str = "the next page was requested before";
pub(super) const ONCE: &str =
    "the next page needs the body of the call again, which is not in memory";
const DROPPED: &str = "the page was being requested when its future was dropped, and the body of the call is not in memory";
const SAME: &str = "the page is the same as the one before";

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
