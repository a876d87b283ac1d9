//! Servers: their URLs with the defaults of their variables, and the URLs to which no request can go. The
//! runtime's own code judges them, so that both agree.

#[path = "../../runtime/src/runtime/base.rs"]
mod runtime;

use super::Resolver;
use super::schema::rust_name;
use super::uses::SKIPPED;
use crate::api::Server;
use crate::diagnostic::{Code, Pointer, Reason};
use crate::openapi::view::{self, List};
use crate::steps::steps;
use url::{ParseError, Url};

/// The most bytes of a server's URL with its variables: servers need not accept longer ones (RFC 9110,
/// section 4.1).
const LONGEST: usize = 8_000;

/// A URL with its variables.
struct Address {
    url: String,
    is_relative: bool,
}

/// A URL to which no request can go, and why.
struct Unusable {
    url: String,
    why: String,
}

impl<'a> Resolver<'a, '_> {
    /// The servers of the document to which requests can go.
    pub(super) fn servers(
        &mut self,
        servers: List<'a, view::Server<'a>>,
        at: &Pointer,
    ) -> Vec<Server> {
        let mut usable = Vec::new();
        for (i, server) in servers.iter().enumerate() {
            let at = at.index(i);
            match address(server) {
                Ok(address) => usable.push(self.server_at(server, address, at)),
                Err(fault) => _ = self.unusable(&fault, &at, "ignored"),
            }
        }
        usable
    }

    fn server_at(&mut self, server: view::Server<'a>, address: Address, at: Pointer) -> Server {
        self.tell_variables(server, &address, &at);
        Server {
            url: address.url,
            is_relative: address.is_relative,
            description: self.copies.maybe(server.description()),
            rust_name: self.wish(&at).or_else(|| rust_name(server)),
            at,
        }
    }

    /// The first usable server of an operation, or else of its path; an error if all of them are unusable.
    pub(super) fn server(
        &mut self,
        item: view::PathItem<'a>,
        operation: view::Operation<'a>,
        at: &Pointer,
    ) -> Result<Option<String>, Reason> {
        let (servers, at) = match operation.servers().get(0) {
            Some(_) => (operation.servers(), at.clone()),
            None => (item.servers(), at.parent()),
        };
        let at = at.child("servers");
        let mut faults = Vec::new();
        let mut found = None;
        for (i, server) in servers.iter().enumerate() {
            self.uses.weigh(server.url().len());
            match address(server) {
                Ok(address) => {
                    self.tell_variables(server, &address, &at.index(i));
                    found = Some(address.url);
                    break;
                }
                Err(fault) => faults.push((fault, at.index(i))),
            }
        }
        let lost = found.as_ref().map_or(SKIPPED, |_| "ignored");
        let reasons = faults
            .iter()
            .map(|(fault, at)| self.unusable(fault, at, lost));
        let reason = reasons.collect::<Vec<_>>().into_iter().next();
        match (found, reason) {
            (None, Some(reason)) => Err(reason),
            (found, _) => Ok(found),
        }
    }

    fn tell_variables(&mut self, server: view::Server<'a>, address: &Address, at: &Pointer) {
        if server.url().contains('{') {
            let code = Code::ServerVariables;
            self.diagnostics.report(code, at, &[&address.url]);
        }
    }

    fn unusable(&mut self, fault: &Unusable, at: &Pointer, lost: &str) -> Reason {
        let (code, at) = (Code::ServerUnusable, at.child("url"));
        self.diagnostics
            .because(code, &at, &[&fault.url, &fault.why, lost])
    }
}

/// The URL of a server to which requests can go.
fn address(server: view::Server<'_>) -> Result<Address, Unusable> {
    let unusable = |url: &str, why: String| Unusable {
        url: url.to_owned(),
        why,
    };
    let filled = filled_in(server).map_err(|why| unusable(server.url(), why))?;
    steps(filled.len() / 64);
    // As the URL standard strips them.
    let url = filled
        .trim_matches(|c: char| c <= ' ')
        .trim_end_matches('/');
    let is_relative = Url::parse(url) == Err(ParseError::RelativeUrlWithoutBase);
    let parsed = if is_relative {
        Url::parse("https://localhost").and_then(|base| base.join(url))
    } else {
        Url::parse(url)
    };
    let why = match &parsed {
        Ok(parsed) => runtime::flaw(parsed).map(str::to_owned),
        Err(error) => Some(error.to_string()),
    };
    match why {
        Some(why) => Err(unusable(&filled, why)),
        None => Ok(Address {
            url: url.to_owned(),
            is_relative,
        }),
    }
}

/// The URL of a server with the defaults of its variables (`OpenAPI` 3.0.3, "Server Variable Object"), or why
/// there is none. A brace in a default begins no variable, and none is left: a URL has no braces (RFC 3986,
/// section 2).
fn filled_in(server: view::Server<'_>) -> Result<String, String> {
    let variables = server.variables();
    let mut url = String::new();
    let mut rest = server.url();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or("a `{` in it is not closed")?;
        let variable = variables.get(name);
        let variable = variable.ok_or_else(|| format!("no variable `{name}` is described"))?;
        url.push_str(before);
        url.push_str(variable.default());
        if url.len() > LONGEST {
            return Err(format!("longer than {LONGEST} bytes with its variables"));
        }
        rest = after;
    }
    url.push_str(rest);
    if url.contains(['{', '}']) {
        return Err("braces other than those of variables".to_owned());
    }
    Ok(url)
}
