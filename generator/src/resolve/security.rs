//! Servers and security schemes.

use super::Resolver;
use super::schema::rust_name;
use crate::api::{Location, SchemeKind, SecurityScheme, Server};
use crate::diagnostic::{Code, Pointer};
use crate::openapi::view::{self, List, Members};
use serde_json::Value;

impl Resolver<'_, '_> {
    /// The servers, with the defaults of their variables filled in (`OpenAPI` 3.0.3, "Server Variable
    /// Object").
    pub(super) fn servers(
        &mut self,
        servers: List<'_, view::Server<'_>>,
        at: &Pointer,
    ) -> Vec<Server> {
        servers
            .iter()
            .enumerate()
            .map(|(i, server)| {
                let mut url = server.url().to_owned();
                for (name, variable) in server.variables().iter() {
                    url = url.replace(&format!("{{{name}}}"), variable.default());
                }
                if url != server.url() {
                    self.diagnostics
                        .report(Code::ServerVariables, &at.index(i), &[&url]);
                }
                let wish = self.wish(&at.index(i));
                Server {
                    at: at.index(i),
                    url: url.trim_end_matches('/').to_owned(),
                    description: server.description().map(str::to_owned),
                    rust_name: wish.or_else(|| rust_name(server)),
                }
            })
            .collect()
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
        scheme: view::SecurityScheme<'_>,
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
            description: scheme.description().map(str::to_owned),
        })
    }

    /// The alternatives of a `security` list; a scheme that isn't supported makes its alternative
    /// one that can't be met.
    pub(super) fn requirements(
        &mut self,
        security: List<'_, Members<'_, &Value>>,
        at: &Pointer,
    ) -> Vec<Vec<usize>> {
        let mut alternatives = Vec::new();
        for (i, requirement) in security.iter().enumerate() {
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
