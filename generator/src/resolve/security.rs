//! Servers and security schemes.

use super::Resolver;
use super::schema::rust_name;
use super::uses::SKIPPED;
use crate::api::{Location, SchemeKind, SecurityScheme, Server};
use crate::diagnostic::{Code, Pointer, Reason};
use openapiv3::{
    APIKeyLocation, Operation, PathItem, SecurityRequirement, SecurityScheme as Scheme,
};

impl<'a> Resolver<'a, '_> {
    /// The servers, with the defaults of their variables filled in (`OpenAPI` 3.0.3, "Server Variable
    /// Object").
    pub(super) fn servers(
        &mut self,
        servers: &'a [openapiv3::Server],
        at: &Pointer,
    ) -> Vec<Server> {
        servers
            .iter()
            .enumerate()
            .map(|(i, server)| {
                let url = filled_in(server);
                if url != server.url {
                    self.diagnostics
                        .report(Code::ServerVariables, &at.index(i), &[&url]);
                }
                let wish = self.wish(&at.index(i));
                Server {
                    at: at.index(i),
                    url: url.trim_end_matches('/').to_owned(),
                    description: self.copies.maybe(server.description.as_ref()),
                    rust_name: wish.or_else(|| rust_name(&server.extensions)),
                }
            })
            .collect()
    }

    pub(super) fn security_schemes(&mut self) {
        let Some(components) = &self.document.components else {
            return;
        };
        let at = Pointer::root().child("components").child("securitySchemes");
        let mut names: Vec<_> = components.security_schemes.keys().collect();
        names.sort();
        for name in names {
            let place = at.child(name);
            let start = &components.security_schemes[name];
            let found = self.follow(start, &place);
            let Some((scheme, ..)) = found else { continue };
            if let Some(scheme) = self.security_scheme(scheme, &place) {
                self.api.schemes.insert(name.clone(), scheme);
            }
        }
    }

    fn security_scheme(&mut self, scheme: &'a Scheme, at: &Pointer) -> Option<SecurityScheme> {
        let (kind, description) = match scheme {
            Scheme::HTTP {
                scheme,
                description,
                ..
            } => {
                let kind = match scheme.to_ascii_lowercase().as_str() {
                    "bearer" => SchemeKind::Bearer,
                    "basic" => SchemeKind::Basic,
                    other => {
                        self.diagnostics
                            .report(Code::SchemeUnsupported, at, &[other]);
                        return None;
                    }
                };
                (kind, description)
            }
            Scheme::APIKey {
                location,
                name,
                description,
                ..
            } => {
                let location = match location {
                    APIKeyLocation::Query => Location::Query,
                    APIKeyLocation::Header => Location::Header,
                    APIKeyLocation::Cookie => Location::Cookie,
                };
                (SchemeKind::ApiKey(location, name.clone()), description)
            }
            Scheme::OAuth2 { description, .. } | Scheme::OpenIDConnect { description, .. } => {
                self.diagnostics.report(Code::SchemeAsBearer, at, &[]);
                (SchemeKind::Bearer, description)
            }
        };
        Some(SecurityScheme {
            kind,
            description: self.copies.maybe(description.as_ref()),
        })
    }

    /// The first server of an operation, or else of its path.
    pub(super) fn server(
        &mut self,
        item: &'a PathItem,
        operation: &'a Operation,
        at: &Pointer,
    ) -> Option<String> {
        let first = operation.servers.first().or(item.servers.first())?;
        let servers = self.servers(std::slice::from_ref(first), &at.child("servers"));
        Some(servers.into_iter().next()?.url)
    }

    /// The alternatives of an operation, or else of the document; nothing if these were left out.
    pub(super) fn security(
        &mut self,
        own: Option<&Vec<SecurityRequirement>>,
        at: &Pointer,
    ) -> Result<Vec<Vec<usize>>, Reason> {
        match (own, &self.document.security) {
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
    fn requirements(&mut self, security: &[SecurityRequirement], at: &Pointer) -> Vec<Vec<usize>> {
        let mut alternatives = Vec::new();
        for (i, requirement) in security.iter().enumerate() {
            self.uses.weigh_small(1 + requirement.len());
            let indices: Option<Vec<usize>> = requirement
                .keys()
                .map(|name| self.api.schemes.get_index_of(name))
                .collect();
            if let Some(mut indices) = indices {
                indices.sort_unstable();
                alternatives.push(indices);
            } else {
                let known = |name: &&String| {
                    self.document
                        .components
                        .as_ref()
                        .is_some_and(|c| c.security_schemes.contains_key(*name))
                };
                for name in requirement.keys().filter(|name| !known(name)) {
                    let place = at.index(i);
                    self.diagnostics
                        .report(Code::SchemeNotFound, &place, &[name]);
                }
            }
        }
        alternatives
    }
}

/// How many bytes an address may have for its variables to be filled in: servers take no longer ones
/// (RFC 9110, section 4.1).
const LONGEST: usize = 8_000;

/// The address of a server, with the defaults of its variables. One that stands in a default is no variable.
fn filled_in(server: &openapiv3::Server) -> String {
    let mut url = String::new();
    let mut rest = &*server.url;
    let default = |name: &str| Some(&*server.variables.as_ref()?.get(name)?.default);
    while let Some((before, after)) = rest.split_once('{') {
        url.push_str(before);
        let filled = after.split_once('}');
        let filled = filled.and_then(|(name, after)| Some((default(name)?, after)));
        let (part, left) = filled.unwrap_or(("{", after));
        if url.len() + part.len() > LONGEST {
            return server.url.clone();
        }
        url.push_str(part);
        rest = left;
    }
    url + rest
}
