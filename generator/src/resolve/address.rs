//! The URLs of servers with their variables, and the URLs that no request can have. The runtime's own code
//! judges them, so that both agree.

#[path = "../../runtime/src/runtime/base.rs"]
mod runtime;

use crate::map::IndexSet;
use crate::openapi::view::{self, List, Members};
use crate::steps::steps;
use crate::text::is_credential_in_url;
use url::{ParseError, Url};

/// The most bytes of a server's URL with its variables: servers may refuse longer URLs (RFC 9110, section 4.1).
const LONGEST: usize = 8_000;

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

/// The position of a part of a URL.
#[derive(PartialEq, Eq)]
enum Room {
    Host,
    Elsewhere,
}

impl Address<'_> {
    /// The scheme, host and port with their variables, and the path after them.
    pub fn split(&self) -> (&str, &str) {
        let template = self.template.as_str();
        template.split_at(authority(template).1)
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
    let given = |variable: &Variable| match variable.default {
        Some(default) => default.to_owned(),
        // A variable such as `{server}` of `{server}/v1` holds the scheme, too.
        None if template.starts_with('{') && !template.contains("://") => {
            format!("https://{GIVEN}")
        }
        None => GIVEN.to_owned(),
    };
    let filled = filled_in(template, variables.iter().map(given));
    let filled = filled.map_err(|why| unusable(template, why))?;
    steps(filled.len() / 64);
    let is_relative = Url::parse(&filled) == Err(ParseError::RelativeUrlWithoutBase);
    let parsed = if is_relative {
        Url::parse("https://localhost").and_then(|base| base.join(&filled))
    } else {
        Url::parse(&filled)
    };
    let why = match &parsed {
        Ok(parsed) => runtime::flaw(parsed).map(str::to_owned),
        Err(error) => Some(error.to_string()),
    };
    if let Some(why) = why {
        return Err(unusable(&filled, why));
    }
    let missing = variables.iter().find(|variable| variable.default.is_none());
    if let Some(missing) = missing.filter(|_| is_relative) {
        let why = match missing.described {
            Some(_) if missing.is_secret => format!(
                "its variable `{}` is a secret and has no default",
                missing.name
            ),
            Some(_) => format!("its variable `{}` has no default", missing.name),
            None => format!("no variable `{}` is described", missing.name),
        };
        return Err(unusable(template, why));
    }
    let (url, template) = match parsed {
        // The path begins at the root of its host, not at the document's path.
        Ok(parsed) if is_relative => {
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

/// The variables of a URL, one for each placeholder. A variable for any part of the host has no default: the
/// document's default is a placeholder or another customer's host. A default with a slash in front is a path. A secret
/// has none either: no server accepts the document's.
fn variables<'a>(
    template: &'a str,
    described: Members<'a, view::Variable<'a>>,
) -> Result<Vec<Variable<'a>>, String> {
    let mut variables = Vec::new();
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
        let is_path = default.is_some_and(|default| default.starts_with('/'));
        let is_free_host = values.is_empty() && !is_path && room(template, at) == Room::Host;
        let text = description.and_then(view::Variable::description);
        let is_secret = values.is_empty() && is_credential_in_url(name, text);
        variables.push(Variable {
            name,
            described: description,
            values,
            default: default.filter(|_| !is_free_host && !is_secret),
            is_secret,
        });
        rest = after;
    }
    Ok(variables)
}

/// The part of a URL at `at`.
fn room(template: &str, at: usize) -> Room {
    let (start, end) = authority(template);
    let is_port = template[..at].ends_with(':');
    if (start..end).contains(&at) && !is_port {
        Room::Host
    } else {
        Room::Elsewhere
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
