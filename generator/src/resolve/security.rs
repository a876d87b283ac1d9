//! Servers and security schemes.

use super::Resolver;
use super::schema::rust_name;
use crate::api::{Location, SchemeKind, SecurityScheme, Server};
use crate::diagnostic::{Code, Pointer};
use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme as Scheme};

impl Resolver<'_, '_> {
    /// The servers, with the defaults of their variables filled in (`OpenAPI` 3.0.3, "Server Variable
    /// Object").
    pub(super) fn servers(&mut self, servers: &[openapiv3::Server], at: &Pointer) -> Vec<Server> {
        servers
            .iter()
            .enumerate()
            .map(|(i, server)| {
                let mut url = server.url.clone();
                for (name, variable) in server.variables.iter().flatten() {
                    url = url.replace(&format!("{{{name}}}"), &variable.default);
                }
                if url != server.url {
                    self.diagnostics
                        .report(Code::ServerVariables, &at.index(i), &[&url]);
                }
                let wish = self.wish(&at.index(i));
                Server {
                    at: at.index(i),
                    url: url.trim_end_matches('/').to_owned(),
                    description: server.description.clone(),
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

    fn security_scheme(&mut self, scheme: &Scheme, at: &Pointer) -> Option<SecurityScheme> {
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
            description: description.clone(),
        })
    }

    /// The alternatives of a `security` list; a scheme that isn't supported makes its alternative
    /// one that can't be met.
    pub(super) fn requirements(
        &mut self,
        security: &[SecurityRequirement],
        at: &Pointer,
    ) -> Vec<Vec<usize>> {
        let mut alternatives = Vec::new();
        for (i, requirement) in security.iter().enumerate() {
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
