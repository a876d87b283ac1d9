//! The URLs of servers with values for their variables, and the document's servers whose variables have listed values.
//! A value can't leave its place in the URL: one that doesn't fit leaves braces, which no client accepts.

use super::api::Api;
use super::parameter::strict;
use super::server::{Known, is_same_url};
use std::ops::Range;
use url::Url;

/// The most URLs that are made of a server's listed values.
const MOST: usize = 4096;

/// A server of the document whose variables all have listed values, or a default that is meant always.
#[derive(Debug)]
pub struct ListedServer {
    /// Its place in [`Api::servers`](super::Api::servers).
    pub number: usize,
    /// The URL with its variables in braces.
    pub url: &'static str,
    /// The name and the values of each placeholder, in order.
    pub variables: &'static [(&'static str, &'static [&'static str])],
}

/// The server that has `base` with some of the listed values.
pub(super) fn listed(api: &Api, base: &Url) -> Option<Known> {
    let mut servers = api.listed.iter();
    servers.find_map(|server| Some((server.number, server.variables_of(base)?)))
}

impl ListedServer {
    /// The variables with which the server's URL is `base`.
    fn variables_of(&self, base: &Url) -> Option<Vec<(&'static str, String)>> {
        let text = base.as_str().to_ascii_lowercase();
        // A URL doesn't show the usual port, and has another form of an international name.
        let may_stand = |value: &&&str| {
            let part = value.trim_matches(['/', ':']);
            matches!(part, "80" | "443")
                || !part.is_ascii()
                || text.contains(&*strict_path(part).to_ascii_lowercase())
        };
        let mut all: Vec<Vec<&'static str>> = vec![Vec::new()];
        for (place, (name, values)) in self.variables.iter().enumerate() {
            let mut known = self.variables[..place].iter();
            if let Some(same) = known.position(|(known, _)| known == name) {
                for chosen in &mut all {
                    chosen.push(chosen[same]);
                }
                continue;
            }
            let values: Vec<&'static str> = values.iter().filter(may_stand).copied().collect();
            if all.len().saturating_mul(values.len()) > MOST {
                return None;
            }
            let with = |chosen: &Vec<&'static str>, value| {
                let mut chosen = chosen.clone();
                chosen.push(value);
                chosen
            };
            let made = all.iter();
            let made = made.flat_map(|chosen| values.iter().map(move |value| with(chosen, value)));
            all = made.collect();
        }
        let found = all.into_iter().find(|values| {
            let url = Url::parse(&server_url(self.url, values, &[]));
            url.is_ok_and(|url| is_same_url(&url, base))
        })?;
        let names = self.variables.iter().map(|(name, _)| *name);
        let values = found.into_iter().map(str::to_owned);
        Some(names.zip(values).collect())
    }
}

/// The URL of a server with values for its variables, in their order, some of which are secrets. A value can't change
/// another part of the URL: a host has no path, and a path behind it begins with a slash. Only a value at the beginning
/// may have a scheme. A segment `.` or `..` would take the place of another one, also if its dots are percent-encoded.
/// Where a value doesn't fit, the name of its variable stays in braces, or the segment gets them: no client accepts
/// those.
///
/// A `/` in the braces of the template marks a path behind the host, and a `+` a value that may be a host with a path.
#[must_use]
pub fn server_url(template: &str, values: &[&str], secrets: &[&str]) -> String {
    let mut filling = Filling::default();
    let mut rest = template;
    for value in values {
        let (before, after) = rest.split_once('{').unwrap_or((rest, ""));
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        filling.literal(before);
        filling.value(name, value, secrets.contains(value), after);
        rest = after;
    }
    filling.literal(rest);
    filling.close()
}

/// A URL that is being filled.
#[derive(Default)]
struct Filling<'a> {
    url: String,
    /// The places of the values, and the names of their variables.
    places: Vec<(Range<usize>, &'a str)>,
    /// Whether the path begins behind a variable.
    is_behind_host: bool,
}

/// The part of the URL in which a value stands.
enum Place {
    Scheme,
    Host,
    /// The host, and what stands around it.
    Address,
    Path,
}

/// The beginning of a URL's host. A path may have such characters, too.
fn host(url: &str) -> Option<usize> {
    let scheme = url.find("://").filter(|at| !url[..*at].contains('/'));
    scheme.map(|at| at + "://".len())
}

impl<'a> Filling<'a> {
    fn literal(&mut self, text: &str) {
        self.begin_path(text);
        self.url.push_str(text);
    }

    /// Adds the slash that begins a path, if `text` doesn't.
    fn begin_path(&mut self, text: &str) {
        let is_begun = || self.url[host(&self.url).unwrap_or_default()..].contains('/');
        if self.is_behind_host && !text.is_empty() && !text.starts_with('/') && !is_begun() {
            self.url.push('/');
        }
    }

    /// The place of a value before `after`.
    fn place(&self, after: &str) -> Place {
        match host(&self.url) {
            Some(at) if self.url[at..].contains('/') || self.is_behind_host => Place::Path,
            Some(_) => Place::Host,
            None if self.url.contains('/') || self.is_behind_host => Place::Path,
            None if host(after).is_some() => Place::Scheme,
            None => Place::Address,
        }
    }

    /// Adds the value of a variable. A secret is a part of a segment or of a host.
    fn value(&mut self, name: &'a str, value: &str, is_secret: bool, after: &str) {
        let (mark, name) = match name.strip_prefix(['/', '+']) {
            Some(rest) => (&name[..1], rest),
            None => ("", name),
        };
        self.is_behind_host |= mark == "/";
        let place = match self.place(after) {
            Place::Host if mark == "+" => Place::Address,
            place => place,
        };
        let (kept, value): (&[char], &str) = match place {
            Place::Scheme => (&['+'], value),
            Place::Host | Place::Address if is_secret => (&[], value),
            Place::Host => (&[':', '[', ']'], value),
            Place::Address => (&['/', ':', '[', ']'], value),
            // The slash that begins the path is no part of the secret.
            Place::Path if is_secret && mark == "/" => {
                (&[':'], value.strip_prefix('/').unwrap_or(value))
            }
            Place::Path if is_secret => (&[':'], value),
            Place::Path => (&['/', ':'], value),
        };
        self.begin_path(value);
        let start = self.url.len();
        let is_in_place = match place {
            Place::Scheme | Place::Host => {
                value.chars().all(|c| is_of_host(c) || kept.contains(&c))
            }
            Place::Address => mark != "+" || host(&self.url).is_none() || !value.contains("://"),
            Place::Path => true,
        };
        if is_in_place {
            for piece in value.split_inclusive(kept) {
                let end = piece.len() - usize::from(piece.ends_with(kept));
                self.url.push_str(&strict(&piece[..end]));
                self.url.push_str(&piece[end..]);
            }
        } else {
            self.url.push_str(&refused(name));
        }
        self.places.push((start..self.url.len(), name));
    }

    /// The variable that makes an empty label of the host, which begins at `start`: without its host, the path would
    /// become one. A dot at the end is that of the root.
    fn empty_label(&self, start: usize) -> Option<&'a str> {
        let host = self.url[start..].split(['/', ':']).next();
        let host = host.filter(|_| start > 0)?;
        let mut at = start;
        for label in host.split('.') {
            let is_root = at > start && at == start + host.len();
            let mut places = self.places.iter();
            let around = places.find(|(place, _)| place.start <= at && at <= place.end);
            if let (true, false, Some((_, name))) = (label.is_empty(), is_root, around) {
                return Some(name);
            }
            at += label.len() + 1;
        }
        None
    }

    /// The URL, with braces where a value left its place.
    fn close(self) -> String {
        let start = host(&self.url).unwrap_or_default();
        let mut checked = self.url[..start].to_owned();
        if let Some(name) = self.empty_label(start) {
            checked.push_str(&refused(name));
        }
        let mut start = start;
        for segment in self.url[start..].split_inclusive('/') {
            let end = start + segment.len();
            let name = segment.trim_end_matches('/');
            let mut places = self.places.iter();
            let is_of_value = places.any(|(at, _)| at.start < end && at.end > start);
            if is_of_value && matches!(name, "." | "..") {
                checked.push_str(&segment.replace(name, &format!("{{{name}}}")));
            } else {
                checked.push_str(segment);
            }
            start = end;
        }
        checked
    }
}

/// The text in place of a value that doesn't fit: the name of its variable with a mark, which a caller's own URL doesn't
/// have. The error tells the name.
fn refused(name: &str) -> String {
    format!("{{{name}!}}")
}

/// Whether a character can stand in a host, or in a scheme. Others than those of ASCII are of an international name.
fn is_of_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~') || !c.is_ascii()
}

/// A value in the form of a path.
fn strict_path(value: &str) -> String {
    let segments: Vec<_> = value.split('/').map(strict).collect();
    segments.join("/").replace("%3A", ":")
}
