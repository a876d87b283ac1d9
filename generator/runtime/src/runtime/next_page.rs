//! The request for the page after a response, by the rule of its list.

use super::api::Scheme;
use super::body;
use super::media::{self, unquoted};
use super::pages::{ONCE, PageRule};
use super::parameter::{pair, put};
use super::parts::Parts;
use super::reply::RawResponse;
use super::secret::name;
use super::target::{Key, address, is_same_origin};
use http::header::LINK;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use url::Url;

/// The relations of links to pages other than the next one, which the last page has, too.
const OTHER_PAGES: [&str; 4] = ["first", "prev", "previous", "last"];

const ELSEWHERE: &str = "the next page has a URL of another origin";
const NO_OBJECT: &str = "the body of the call has no place for the cursor";
const UNTOLD: &str = "the page says that more follow, and doesn't lead to the next one";

/// The hash of a call's URL and body.
#[inline]
pub(super) fn hash(parts: &Parts) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    address(parts).ok()?.hash(&mut hasher);
    parts.body.as_bytes().hash(&mut hasher);
    Some(hasher.finish())
}

/// A page, read for the way to the next one.
struct Page<'r> {
    text: Cow<'r, [u8]>,
    response: &'r RawResponse,
    count: u64,
    /// Whether the page says that more follow, if it says anything of them.
    more: Option<bool>,
}

/// The call of the page after `response`, if there is another page, by a rule and the member that says that none
/// follows.
#[inline]
pub(super) fn next(
    mut parts: Parts,
    (rule, last): (PageRule, &[&str]),
    response: &RawResponse,
    count: usize,
) -> Result<Option<Box<Parts>>, &'static str> {
    let mut page = Page {
        text: media::utf8(response),
        response,
        count: count as u64,
        more: None,
    };
    page.more = match page.flag(more(rule)) {
        None => page.flag(last).map(|is_last| !is_last),
        more => more,
    };
    if page.more == Some(false) {
        return Ok(None);
    }
    let (parameter, value) = match rule {
        PageRule::Cursor {
            parameter: None,
            member,
            ..
        } => match body::string(&page.text, member) {
            Some(url) if !url.is_empty() => return by_url(parts, &url),
            _ => return page.end(),
        },
        PageRule::Cursor {
            parameter: Some(parameter),
            member,
            ..
        } => match body::raw(&page.text, member).and_then(body::text) {
            Some(value) if is_url(&parts, &value) => return by_url(parts, &value),
            Some(value) => (parameter, value),
            None => return page.end(),
        },
        PageRule::Body { into, member, .. } => match body::raw(&page.text, member) {
            Some(value) => return by_body(parts, into, value).map(Some),
            None => return page.end(),
        },
        PageRule::LastId {
            parameter,
            items,
            id,
            more,
        } => {
            let goes_on = page.more.unwrap_or(more.is_empty());
            let last = goes_on.then(|| body::last(&page.text, items, id));
            match last.flatten() {
                Some(value) => (parameter, value),
                None => return page.end(),
            }
        }
        PageRule::Header { parameter, header } => match (parameter, page.header(header)) {
            (_, None) => return Ok(None),
            (Some(parameter), Some(value)) if !is_url(&parts, &value) => (parameter, value),
            (_, Some(url)) => return by_url(parts, &url),
        },
        PageRule::Link => match link(response, &["next"]) {
            Some(url) => return by_url(parts, &url),
            None => return Ok(None),
        },
        PageRule::Offset { parameter, .. } => match page.offset(&parts, rule)? {
            Some(offset) => (parameter, offset.to_string()),
            None => return Ok(None),
        },
        PageRule::Number { parameter, .. } | PageRule::Numbered { parameter, .. } => {
            match link(response, &["next"]) {
                Some(url) => return by_url(parts, &url),
                // A link led here, and links lead to each page.
                None if parts.page.is_some() => return page.end(),
                None => match page.number(&parts, rule) {
                    Some(number) => (parameter, number.to_string()),
                    None => return Ok(None),
                },
            }
        }
    };
    let pair = pair(parameter, &value);
    put(&mut parts.query, parameter.into(), pair);
    Ok(Some(Box::new(parts)))
}

impl Page<'_> {
    /// The text of a member that isn't empty, if the rule names one.
    #[inline]
    fn text(&self, way: &[&str]) -> Option<String> {
        let text = (!way.is_empty()).then(|| body::at(&self.text, way));
        text?.filter(|text| !text.is_empty())
    }

    #[inline]
    fn integer(&self, way: &[&str]) -> Option<u64> {
        self.text(way)?.parse().ok()
    }

    /// The text of a header that isn't empty.
    #[inline]
    fn header(&self, name: &str) -> Option<String> {
        let text = self.response.headers.get(name)?.to_str().ok()?;
        Some(text.to_owned()).filter(|text| !text.is_empty())
    }

    /// The value of a flag, if the page has it.
    #[inline]
    fn flag(&self, way: &[&str]) -> Option<bool> {
        self.text(way)?.parse().ok()
    }

    /// The end of the list; an error if more follows, as the list would lack items without a word.
    #[inline]
    fn end<T>(&self) -> Result<Option<T>, &'static str> {
        if self.more == Some(true) {
            return Err(UNTOLD);
        }
        Ok(None)
    }

    /// The offset of the next page.
    #[inline]
    fn offset(&self, parts: &Parts, rule: PageRule) -> Result<Option<u64>, &'static str> {
        let PageRule::Offset {
            parameter,
            first,
            total,
            limit,
            ..
        } = rule
        else {
            return Ok(None);
        };
        let own = number(parts, parameter).unwrap_or(first);
        let before = own.saturating_sub(first);
        let room = self.integer(limit).unwrap_or(0).max(self.count);
        if room == 0 {
            return self.end();
        }
        let ends = ends_list((before, self.count, room), self.integer(total));
        let goes_on = self.more == Some(true) || !ends;
        Ok(goes_on.then(|| own.saturating_add(room)))
    }

    /// The number of the next page, of which no link tells.
    #[inline]
    fn number(&self, parts: &Parts, rule: PageRule) -> Option<u64> {
        let (parameter, first, own, pages) = match rule {
            PageRule::Number {
                parameter,
                first,
                own,
                pages,
                ..
            } => (parameter, first, own, self.integer(pages)),
            PageRule::Numbered {
                parameter,
                first,
                header,
            } => {
                let pages = self.header(header).and_then(|text| text.parse().ok());
                (parameter, first, &[][..], pages)
            }
            _ => return None,
        };
        let asked = number(parts, parameter).or_else(|| self.integer(own));
        let before = asked.unwrap_or(first);
        let seen = before.saturating_sub(first).saturating_add(1);
        // A filter can leave out all items of a page in the middle.
        let is_empty = self.count == 0 && pages.is_none_or(|pages| pages < seen);
        let ends = is_empty || pages == Some(seen) || link(self.response, &OTHER_PAGES).is_some();
        let goes_on = self.more == Some(true) || !ends;
        goes_on.then(|| before.saturating_add(1))
    }
}

/// The member that says whether more pages follow; empty for none.
#[inline]
fn more(rule: PageRule) -> &'static [&'static str] {
    match rule {
        PageRule::Cursor { more, .. }
        | PageRule::Body { more, .. }
        | PageRule::LastId { more, .. }
        | PageRule::Offset { more, .. }
        | PageRule::Number { more, .. } => more,
        PageRule::Numbered { .. } | PageRule::Header { .. } | PageRule::Link => &[],
    }
}

/// The call with a value in its JSON body.
#[inline]
fn by_body(mut parts: Parts, into: &[&str], value: &RawValue) -> Result<Box<Parts>, &'static str> {
    let body = parts.body.as_bytes().ok_or(ONCE)?;
    let is_absent = body.is_empty();
    let body = if is_absent { b"{}" } else { &body[..] };
    let body = body::with(body, into, value).ok_or(NO_OBJECT)?.into();
    if is_absent {
        parts.put_body("application/json", body);
    } else {
        parts.body = body;
    }
    // A key stands for one body.
    parts.headers.remove(parts.spec.key_header());
    Ok(Box::new(parts))
}

/// Whether a page is the last one, by the number of items before it, on it, and that it has room for.
#[inline]
fn ends_list((before, count, room): (u64, u64, u64), total: Option<u64>) -> bool {
    let seen = before.saturating_add(room);
    match total {
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
#[inline]
fn number(parts: &Parts, parameter: &str) -> Option<u64> {
    let (_, pair) = parts.query.iter().find(|(name, _)| name == parameter)?;
    pair.split_once('=')?.1.parse().ok()
}

/// Whether the value of a cursor is the URL of a page. Others can begin with a `/`, too.
#[inline]
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

/// Parses a URL of the call's origin, or of a server of the document that the base URL stands for; and the URL of the
/// call.
#[inline]
fn there(parts: &Parts, url: &str) -> Result<(Url, Url), &'static str> {
    let here = address(parts).map_err(|_| ELSEWHERE)?;
    let here = Url::parse(&here.to_string()).map_err(|_| ELSEWHERE)?;
    let mut there = here.join(url).map_err(|_| ELSEWHERE)?;
    // Some servers leave out the path of the base URL.
    let base = parts.client.shared.servers.base.path();
    let path = here.path().strip_prefix(base.trim_end_matches('/'));
    if url.starts_with('/') && path == Some(there.path()) {
        there.set_path(here.path());
    }
    if is_same_origin(&here, &there) {
        return Ok((here, there));
    }
    let moved = moved(parts, &there).filter(|moved| is_same_origin(&here, moved));
    Ok((here, moved.ok_or(ELSEWHERE)?))
}

/// The URL of a server of the document, on the base URL that the calls are moved to: a proxy passes the URLs in
/// responses on as they are.
#[inline]
fn moved(parts: &Parts, url: &Url) -> Option<Url> {
    let shared = &parts.client.shared;
    let known = shared.api.servers.iter();
    let known = known.filter_map(|known| Url::parse(known).ok());
    let mut paths = known
        .filter(|known| is_same_origin(known, url))
        .filter_map(|known| {
            let rest = url
                .path()
                .strip_prefix(known.path().trim_end_matches('/'))?;
            (rest.is_empty() || rest.starts_with('/')).then(|| rest.to_owned())
        });
    let base = &shared.servers.base;
    let path = format!("{}{}", base.path().trim_end_matches('/'), paths.next()?);
    let mut moved = base.clone();
    moved.set_path(&path);
    moved.set_query(url.query());
    Some(moved)
}

/// The call with the path and the query of a URL, whose origin has to be the call's: a response can't send a
/// credential to another place. The credentials of the call replace those of the URL.
#[inline]
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
#[inline]
fn pairs(query: &str) -> impl Iterator<Item = (Cow<'static, str>, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| (name(pair).into(), pair.to_owned()))
}

/// The URL of the header `Link` with one of these relations.
#[inline]
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
#[inline]
fn named(parameter: &str) -> (&str, &str) {
    let (name, value) = parameter.split_once('=').unwrap_or_default();
    (name.trim(), value.trim().trim_matches('"'))
}

/// Whether a link with this parameter is of another resource than the response (RFC 8288, section 3.2).
#[inline]
fn is_of_another(&(name, value): &(&str, &str)) -> bool {
    name.eq_ignore_ascii_case("anchor") && !value.is_empty()
}

/// Whether a parameter of a link is one of these relations.
#[inline]
fn is_related(name: &str, value: &str, wanted: &[&str]) -> bool {
    let mut relations = value.split_ascii_whitespace();
    name.eq_ignore_ascii_case("rel")
        && relations.any(|relation| {
            let mut wanted = wanted.iter();
            wanted.any(|wanted| relation.eq_ignore_ascii_case(wanted))
        })
}
