//! Servers and security schemes.

use super::Resolver;
use super::parameter::name_fault;
use super::schema::rust_name;
use super::uses::SKIPPED;
use crate::api::{Location, SchemeKind, SecurityScheme, Server};
use crate::diagnostic::{Code, Pointer, Reason};
use crate::openapi::view::{self, List, Members};
use serde_json::Value;

impl<'a> Resolver<'a, '_> {
    /// The servers of the document.
    pub(super) fn servers(
        &mut self,
        servers: List<'a, view::Server<'a>>,
        at: &Pointer,
    ) -> Vec<Server> {
        let servers = servers.iter().enumerate();
        servers
            .map(|(i, server)| self.server_at(server, at.index(i)))
            .collect()
    }

    /// A server, with the defaults of its variables filled in (`OpenAPI` 3.0.3, "Server Variable Object").
    fn server_at(&mut self, server: view::Server<'a>, at: Pointer) -> Server {
        let url = filled_in(server);
        if url != server.url() {
            self.diagnostics.report(Code::ServerVariables, &at, &[&url]);
        }
        Server {
            url: url.trim_end_matches('/').to_owned(),
            description: self.copies.maybe(server.description()),
            rust_name: self.wish(&at).or_else(|| rust_name(server)),
            at,
        }
    }

    pub(super) fn security_schemes(&mut self) {
        let schemes = self.document.root().security_schemes();
        let at = Pointer::root().child("components").child("securitySchemes");
        let mut names: Vec<&str> = schemes.names().collect();
        names.sort_unstable();
        for name in names {
            let place = at.child(name);
            let found = schemes
                .get(name)
                .and_then(|start| self.follow(start, &place));
            let Some((scheme, ..)) = found else { continue };
            if let Some(scheme) = self.security_scheme(scheme, &place) {
                self.api.schemes.insert(name.to_owned(), scheme);
            }
        }
    }

    fn security_scheme(
        &mut self,
        scheme: view::SecurityScheme<'a>,
        at: &Pointer,
    ) -> Option<SecurityScheme> {
        let kind = match scheme.kind() {
            "http" => match scheme.scheme().to_ascii_lowercase().as_str() {
                "bearer" => SchemeKind::Bearer,
                "basic" => SchemeKind::Basic,
                other => {
                    self.diagnostics
                        .report(Code::SchemeUnsupported, at, &[other]);
                    return None;
                }
            },
            "apiKey" => {
                let location = match scheme.location() {
                    "query" => Location::Query,
                    "cookie" => Location::Cookie,
                    _ => Location::Header,
                };
                if let Some((what, why)) = name_fault(location, scheme.name()) {
                    let words = [scheme.name(), what, why];
                    self.diagnostics.report(Code::WireName, at, &words);
                    return None;
                }
                SchemeKind::ApiKey(location, scheme.name().to_owned())
            }
            "mutualTLS" => {
                self.diagnostics.report(Code::MutualTls, at, &[]);
                return None;
            }
            _ => {
                self.diagnostics.report(Code::SchemeAsBearer, at, &[]);
                SchemeKind::Bearer
            }
        };
        Some(SecurityScheme {
            kind,
            description: self.copies.maybe(scheme.description()),
        })
    }

    /// The first server of an operation, or else of its path.
    pub(super) fn server(
        &mut self,
        item: view::PathItem<'a>,
        operation: view::Operation<'a>,
        at: &Pointer,
    ) -> Option<String> {
        let first = operation.servers().get(0).or(item.servers().get(0))?;
        let place = at.child("servers").index(0);
        Some(self.server_at(first, place).url)
    }

    /// The alternatives of an operation, or else of the document; nothing if these were left out.
    pub(super) fn security(
        &mut self,
        own: Option<List<'a, Members<'a, &'a Value>>>,
        at: &Pointer,
    ) -> Result<Vec<Vec<usize>>, Reason> {
        match (own, self.document.root().security()) {
            (Some(own), _) => Ok(self.requirements(own, &at.child("security"))),
            (None, Some(all)) => {
                let place = Pointer::root().child("security");
                self.used(&place, at, SKIPPED, |this| this.requirements(all, &place))
            }
            (None, None) => Ok(Vec::new()),
        }
    }

    /// The alternatives of a `security` list; a scheme that isn't supported makes its alternative
    /// one that can't be met.
    fn requirements(
        &mut self,
        security: List<'_, Members<'_, &Value>>,
        at: &Pointer,
    ) -> Vec<Vec<usize>> {
        let mut alternatives = Vec::new();
        for (i, requirement) in security.iter().enumerate() {
            self.uses.weigh_small(1 + requirement.len());
            let indices: Option<Vec<usize>> = requirement
                .names()
                .map(|name| self.api.schemes.get_index_of(name))
                .collect();
            if let Some(mut indices) = indices {
                indices.sort_unstable();
                alternatives.push(indices);
            } else {
                let known = self.document.root().security_schemes();
                for name in requirement.names().filter(|name| known.get(name).is_none()) {
                    let place = at.index(i);
                    self.diagnostics
                        .report(Code::SchemeNotFound, &place, &[name]);
                }
            }
        }
        alternatives
    }
}

/// The most bytes of a server's URL with its variables: servers need not accept longer ones (RFC 9110,
/// section 4.1).
const LONGEST: usize = 8_000;

/// The address of a server, with the defaults of its variables. One that stands in a default is no variable.
fn filled_in(server: view::Server<'_>) -> String {
    let mut url = String::new();
    let mut rest = server.url();
    let variables = server.variables();
    let default = |name: &str| Some(variables.get(name)?.default());
    while let Some((before, after)) = rest.split_once('{') {
        url.push_str(before);
        let filled = after.split_once('}');
        let filled = filled.and_then(|(name, after)| Some((default(name)?, after)));
        let (part, left) = filled.unwrap_or(("{", after));
        if url.len() + part.len() > LONGEST {
            return server.url().to_owned();
        }
        url.push_str(part);
        rest = left;
    }
    url + rest
}
