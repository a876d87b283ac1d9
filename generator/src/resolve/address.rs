//! The URLs of servers with their variables, and the URLs that no request can have. The runtime's own code
//! judges them, so that both agree.

#[path = "../../runtime/src/runtime/base.rs"]
mod runtime;

use crate::api::Room;
use crate::map::IndexSet;
use crate::openapi::view::{self, List, Members};
use crate::steps::steps;
use crate::text::is_credential_in_url;
use url::{ParseError, Url};

/// The most bytes of a server's URL with its variables: servers may refuse longer URLs (RFC 9110, section 4.1).
const LONGEST: usize = 8_000;

/// The most values of a server's variables that are tried in its URL.
const MOST_TRIED: usize = 100;

/// The placeholder of a variable without a default.
const GIVEN: &str = "x";

/// A URL that requests can have.
pub(super) struct Address<'a> {
    /// The URL with its variables in braces.
    pub template: String,
    /// The URL in the words of the document, for messages: a relative one may lack its `/`, or be no more.
    pub written: &'a str,
    /// The URL with the defaults; none if a variable is required.
    pub url: Option<String>,
    /// The variables, one for each placeholder.
    pub variables: Vec<Variable<'a>>,
    pub is_relative: bool,
}

/// A variable of a URL.
pub(super) struct Variable<'a> {
    pub name: &'a str,
    /// The document's description.
    pub described: Option<view::Variable<'a>>,
    /// Its values; none for any.
    pub values: IndexSet<&'a str>,
    pub default: Option<&'a str>,
    pub is_secret: bool,
    pub room: Room,
}

impl<'a> Variable<'a> {
    /// The default of the document, if the `enum` doesn't list it as `OpenAPI` 3.1.1, section 4.8.6, requires.
    pub fn outside(&self) -> Option<&'a str> {
        let described = self.described?;
        let mut values = described.values().iter().peekable();
        values.peek()?;
        let default = described.default()?;
        (!values.any(|value| value == default)).then_some(default)
    }
}

/// A URL that no request can have, with the reason.
pub(super) struct Unusable {
    pub url: String,
    pub why: String,
}

impl Address<'_> {
    /// The listed values, by variable and index, that make no URL of a request while the other variables have their
    /// defaults. Of many values, the first are tried.
    pub fn refused_values(&self) -> Vec<(&str, usize, Unusable)> {
        let all = self.variables.iter().flat_map(|variable| {
            let values = variable.described.map(view::Variable::values);
            let values = values.into_iter().flat_map(List::iter).enumerate();
            values.map(move |(index, value)| (variable, index, value))
        });
        let refused = all.take(MOST_TRIED).filter_map(|(tried, index, value)| {
            let given = self.variables.iter().map(|it| {
                let value = if it.name == tried.name {
                    Some(value)
                } else {
                    it.default
                };
                given(it, value, &self.template)
            });
            let (url, why) = match filled_in(&self.template, given) {
                Ok(filled) => {
                    let (is_relative, parsed) = parsed(&filled);
                    let lost =
                        (is_relative && !self.is_relative).then(|| "it has no scheme".into());
                    let why = parsed.err().or(lost)?;
                    (filled, why)
                }
                Err(why) => (self.template.clone(), why),
            };
            Some((tried.name, index, Unusable { url, why }))
        });
        refused.collect()
    }

    /// The scheme, host and port with their variables, and the path after them; none if a variable holds a part of both.
    pub fn split(&self) -> Option<(&str, &str)> {
        let template = self.template.as_str();
        let mut rooms = self.variables.iter().map(|variable| variable.room);
        if rooms.any(|room| room == Room::Address) {
            return None;
        }
        let mut rooms = self.variables.iter().zip(template.match_indices('{'));
        let path = rooms.find(|(variable, _)| variable.room == Room::Path);
        let end = path.map_or(authority(template).1, |(_, (at, _))| at);
        Some(template.split_at(end))
    }
}

/// The URL of a server.
pub(super) fn address(server: view::Server<'_>) -> Result<Address<'_>, Unusable> {
    let unusable = |url: &str, why: String| Unusable {
        url: url.to_owned(),
        why,
    };
    // The URL standard strips them, too.
    let written = server.url().trim_matches(|c: char| c <= ' ');
    let base = written.trim_end_matches('/');
    let variables = variables(base, server.variables());
    let variables = variables.map_err(|why| unusable(written, why))?;
    // A URL without a scheme takes the document's, which the client doesn't know.
    let scheme = if base.starts_with("//") { "https:" } else { "" };
    let template = format!("{scheme}{base}");
    let template = template.as_str();
    let given = variables.iter().map(|it| given(it, it.default, template));
    let filled = filled_in(template, given);
    let filled = filled.map_err(|why| unusable(template, why))?;
    let (is_relative, parsed) = parsed(&filled);
    let parsed = parsed.map_err(|why| unusable(&filled, why))?;
    let missing = variables.iter().find(|variable| variable.default.is_none());
    if let Some(missing) = missing.filter(|_| is_relative) {
        let why = match missing.described {
            Some(described) if missing.is_secret && described.default().is_some() => format!(
                "its variable `{}` is a secret, whose default isn't used",
                missing.name
            ),
            Some(_) => format!("its variable `{}` has no default", missing.name),
            None => format!("no variable `{}` is described", missing.name),
        };
        return Err(unusable(template, why));
    }
    let (url, template) = match parsed {
        // The path begins at the root of its host, not at the document's path.
        parsed if is_relative => {
            let path = if filled.starts_with('/') {
                &filled
            } else {
                parsed.path()
            };
            let path = path.trim_end_matches('/').to_owned();
            let has_variables = !variables.is_empty();
            let template = has_variables.then(|| template.to_owned());
            (Some(path.clone()), template.unwrap_or(path))
        }
        _ => {
            let url = filled.trim_end_matches('/').to_owned();
            (missing.is_none().then_some(url), template.to_owned())
        }
    };
    Ok(Address {
        template,
        written,
        url,
        variables,
        is_relative,
    })
}

/// The text of a variable in the URL: this value of it, or else a placeholder.
fn given(variable: &Variable<'_>, value: Option<&str>, template: &str) -> String {
    match value {
        Some(value)
            if variable.room == Room::Path && !value.is_empty() && !value.starts_with('/') =>
        {
            format!("/{value}")
        }
        Some(value) => value.to_owned(),
        // A variable such as `{server}` of `{server}/v1` holds the scheme, too.
        None if template.starts_with('{') && !template.contains("://") => {
            format!("https://{GIVEN}")
        }
        None => GIVEN.to_owned(),
    }
}

/// Whether a URL is relative, and the URL, or the reason why no request can have it.
fn parsed(filled: &str) -> (bool, Result<Url, String>) {
    steps(filled.len() / 64);
    let is_relative = Url::parse(filled) == Err(ParseError::RelativeUrlWithoutBase);
    let parsed = if is_relative {
        Url::parse("https://localhost").and_then(|base| base.join(filled))
    } else {
        Url::parse(filled)
    };
    let usable = parsed.map_err(|error| error.to_string());
    let usable = usable.and_then(|url| match runtime::flaw(&url) {
        Some(flaw) => Err(flaw.to_owned()),
        None => Ok(url),
    });
    (is_relative, usable)
}

/// The variables of a URL, one for each placeholder. A variable for any part of the host has no default: the
/// document's default is a placeholder or another customer's host. A secret has none either: no server accepts the
/// document's.
fn variables<'a>(
    template: &'a str,
    described: Members<'a, view::Variable<'a>>,
) -> Result<Vec<Variable<'a>>, String> {
    let mut variables = Vec::new();
    let (start, end) = authority(template);
    let mut host = start..end;
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or("a `{` in it is not closed")?;
        let at = template.len() - rest.len() + before.len();
        let description = described.get(name);
        let values = description.map(view::Variable::values).unwrap_or_default();
        let mut values: IndexSet<&str> = List::iter(values).collect();
        let default = description.and_then(view::Variable::default);
        if !values.is_empty() {
            values.extend(default);
        }
        let known: Vec<&str> = values.iter().copied().chain(default).collect();
        let room = if host.contains(&at) {
            room(host.start, (&template[..at], after), &known)
        } else {
            Room::Elsewhere
        };
        // The rest is the path.
        if matches!(room, Room::Path | Room::Address) {
            host.end = at;
        }
        let is_free_host = values.is_empty() && matches!(room, Room::Host | Room::Address);
        let text = description.and_then(view::Variable::description);
        let is_secret = values.is_empty() && is_credential_in_url(name, text);
        variables.push(Variable {
            name,
            described: description,
            values,
            default: default.filter(|_| !is_free_host && !is_secret),
            is_secret,
            room,
        });
        rest = after;
    }
    Ok(variables)
}

/// The place of a variable in what may be the host, which begins at `start`: by the text before and after it, and by the
/// values that the document has for it. The syntax alone doesn't tell a path behind the host
/// (`https://example.com{path}`) from the end of a host (`https://example{domain}`).
fn room(start: usize, (before, after): (&str, &str), values: &[&str]) -> Room {
    if before.len() > start && before.ends_with(':') {
        return Room::Elsewhere;
    }
    let begins_path = |value: &&str| value.starts_with('/');
    let has_path = |value: &&str| {
        let address = value
            .split_once("://")
            .map_or(*value, |(_, address)| address);
        address.contains('/')
    };
    if before.len() == start {
        let is_last = after.is_empty() || after.starts_with('/');
        return if start == 0 && values.iter().any(begins_path) {
            Room::Elsewhere
        } else if is_last && values.iter().any(has_path) {
            Room::Address
        } else {
            Room::Host
        };
    }
    // A label that a variable continues.
    let is_open = before.ends_with(['.', '-', '_']);
    let is_last = after.is_empty() || after.starts_with(['/', '{']);
    let is_path = if values.iter().any(begins_path) {
        true
    } else if values.is_empty() {
        is_last && !before.ends_with('}')
    } else {
        is_last && values.iter().all(|value| value.is_empty())
    };
    if is_path && !is_open {
        Room::Path
    } else {
        Room::Host
    }
}

/// The beginning and the end of a URL's host; both 0 if it has no host.
fn authority(template: &str) -> (usize, usize) {
    let start = match template.find("://") {
        Some(at) => at + 3,
        None if template.starts_with('{') => 0,
        None if template.starts_with("//") => 2,
        None => return (0, 0),
    };
    let end = template[start..].find('/');
    (start, end.map_or(template.len(), |end| start + end))
}

/// A URL with values for its variables (`OpenAPI` 3.0.3, "Server Variable Object"), or the reason why it has
/// none. A brace in a value begins no variable, and no brace remains: a URL has no braces (RFC 3986, section
/// 2).
fn filled_in(template: &str, values: impl Iterator<Item = String>) -> Result<String, String> {
    let mut url = String::new();
    let mut rest = template;
    for value in values {
        let (before, after) = rest.split_once('{').unwrap_or((rest, ""));
        url.push_str(before);
        url.push_str(&value);
        if url.len() > LONGEST {
            return Err(format!("longer than {LONGEST} bytes with its variables"));
        }
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    url.push_str(rest);
    if url.contains(['{', '}']) {
        return Err("braces other than those of variables".to_owned());
    }
    Ok(url)
}
