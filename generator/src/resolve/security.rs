//! Security schemes, and the schemes that operations require.

use super::Resolver;
use super::one_header::{self, Split};
use super::parameter::{self, name_fault};
use super::uses::SKIPPED;
use crate::api::{
    Location, Parameter, Requirement, Room, SchemeKind, SchemeUrl, SecurityScheme, TokenUrl,
};
use crate::diagnostic::{Code, Pointer, Reason, series};
use crate::openapi::view::{self, List, Members};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use url::{ParseError, Url};

/// The most schemes of which one is sent where a list names only unknown ones.
const MOST_ASSUMED: usize = 16;

/// The most whole alternatives of a list that those are compared with that the client meets in part.
const MOST_COMPARED: usize = 64;

/// The outcome for an alternative that contains a whole one.
const SENT_INSTEAD: &str = "another alternative needs less than this one, and is sent instead";

impl<'a> Resolver<'a, '_> {
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
            let Some((scheme, end, _)) = found else {
                continue;
            };
            if let Some(scheme) = self.security_scheme(scheme, &place, &end) {
                self.api.schemes.insert(name.to_owned(), scheme);
            }
        }
    }

    fn security_scheme(
        &mut self,
        scheme: view::SecurityScheme<'a>,
        at: &Pointer,
        end: &Pointer,
    ) -> Option<SecurityScheme> {
        let kind = match scheme.kind() {
            "http" => match scheme.scheme().to_ascii_lowercase().as_str() {
                "bearer" => SchemeKind::Bearer,
                "basic" => SchemeKind::Basic,
                other => {
                    self.diagnostics
                        .report(Code::SchemeUnsupported, at, &[other]);
                    SchemeKind::Http(scheme.scheme().to_owned())
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
            "mutualTLS" => SchemeKind::Certificate,
            _ => SchemeKind::Token {
                client_credentials: scheme
                    .client_credentials()
                    .and_then(|url| self.token_url(url, end)),
            },
        };
        Some(SecurityScheme {
            kind,
            description: self.copies.maybe(scheme.description()),
            urls: urls(scheme),
            format: scheme.bearer_format().map(str::to_owned),
            deprecated: scheme.deprecated(),
        })
    }

    /// The URL of a token endpoint. A relative one is relative to that of the server (`OpenAPI` 3.0.3, "Relative
    /// References in URLs"), which only the client knows.
    fn token_url(&mut self, url: &str, at: &Pointer) -> Option<TokenUrl> {
        let url = url.trim();
        let why = match Url::parse(url) {
            Ok(_) => return Some(TokenUrl::Absolute(url.to_owned())),
            Err(ParseError::RelativeUrlWithoutBase) => match self.relative_token_url(url) {
                Ok(url) => return Some(TokenUrl::Relative(url)),
                Err(why) => why,
            },
            Err(error) => error.to_string(),
        };
        let at = at.child("flows").child("clientCredentials");
        let at = at.child("tokenUrl");
        self.diagnostics.report(Code::TokenUrl, &at, &[url, &why]);
        None
    }

    /// A relative URL for a base URL without a slash at its end. A server's URL may have one: a path behind it then
    /// begins in the server's last segment.
    fn relative_token_url(&self, url: &str) -> Result<String, String> {
        let local = Url::parse("https://localhost").and_then(|base| base.join(url));
        local.map_err(|error| error.to_string())?;
        if url.starts_with('/') {
            return Ok(url.to_owned());
        }
        if url.is_empty() || url.starts_with(['?', '#']) {
            return Err("it is relative and has no path".to_owned());
        }
        let server = self.api.default_server();
        let folder = server.filter(|server| server.written.ends_with('/'));
        let address = folder.map_or("", |server| server.address().trim_end_matches('/'));
        let last = address.rsplit_once('/').map(|(_, last)| last);
        let mut variables = folder.into_iter().flat_map(|server| &server.variables);
        let is_open = last.map_or_else(
            || variables.any(|it| matches!(it.room, Room::Address | Room::Path)),
            |last| last.contains('{'),
        );
        if is_open {
            return Err("it is relative to a variable of the server's URL".to_owned());
        }
        Ok(match last {
            None | Some("") => format!("./{url}"),
            Some(last) => format!("./{last}/{url}"),
        })
    }

    /// The alternatives of an operation, or else of the document; empty if they were left out.
    pub(super) fn security(
        &mut self,
        own: Option<List<'a, Members<'a, &'a Value>>>,
        at: &Pointer,
    ) -> Result<Vec<Vec<Requirement>>, Reason> {
        let all = self.document.root().security();
        self.api.describes_security |= own.is_some() || all.is_some();
        match (own, all) {
            (Some(own), _) => Ok(self.requirements(own, &at.child("security"))),
            (None, Some(all)) => {
                let place = Pointer::root().child("security");
                self.used(&place, at, SKIPPED, |this| this.requirements(all, &place))
            }
            (None, None) => Ok(Vec::new()),
        }
    }

    /// Takes out the parameters that are a key of their operation's security: the client sends it. A required one
    /// belongs to each alternative.
    pub(super) fn take_keys(
        &self,
        parameters: &mut Vec<Parameter>,
        security: &mut Vec<Vec<Requirement>>,
    ) {
        let mut keys = BTreeMap::new();
        for requirement in security.iter().flatten() {
            let scheme = self.api.schemes.get_index(requirement.scheme);
            if let Some((_, scheme)) = scheme
                && let SchemeKind::ApiKey(location, name) = &scheme.kind
            {
                let key = parameter::key(*location, name);
                keys.entry(key).or_insert(requirement.scheme);
            }
        }
        let mut required = Vec::new();
        parameters.retain(|it| {
            let scheme = keys.get(&parameter::key(it.location, &it.name));
            required.extend(scheme.filter(|_| it.required));
            scheme.is_none()
        });
        if required.is_empty() {
            return;
        }
        for needs in security.iter_mut() {
            let lacks = |scheme: &usize| needs.iter().all(|need| need.scheme != *scheme);
            let missing: Vec<usize> = required.iter().copied().filter(lacks).collect();
            needs.extend(missing.into_iter().map(|scheme| Requirement {
                scheme,
                scopes: Vec::new(),
            }));
            needs.sort_unstable();
        }
        let mut known = BTreeSet::new();
        security.retain(|needs| known.insert(needs.clone()));
    }

    /// The name of the scheme that a requirement means: that of a component, or since 3.2 the URI of one.
    fn scheme_name<'n>(&self, name: &'n str) -> Cow<'n, str> {
        let is_name = self.document.root().security_schemes().get(name).is_some();
        let place = self.document.place(name).filter(|_| !is_name);
        let meant = place.and_then(|place| Some(place.component("securitySchemes")?.into_owned()));
        meant.map_or(Cow::Borrowed(name), Cow::Owned)
    }

    /// A credential that an operation requires; none for an unsupported scheme.
    fn requirement(&mut self, name: &str, scopes: &Value) -> Option<Requirement> {
        let scopes = scopes.as_array().map(Vec::as_slice).unwrap_or_default();
        let scopes = scopes.iter().filter_map(Value::as_str);
        self.uses.weigh(scopes.clone().map(str::len).sum());
        Some(Requirement {
            scheme: self.api.schemes.get_index_of(&*self.scheme_name(name))?,
            scopes: scopes.map(str::to_owned).collect(),
        })
    }

    /// The alternatives of a `security` list. One with an unusable scheme, or with several credentials for one header,
    /// can't be met as it is written: the client sends some of its credentials, if no other alternative is set. A caller
    /// adds the missing one. Of a list without any known scheme, each credential may be meant, and the first that is set is
    /// sent.
    fn requirements(
        &mut self,
        security: List<'_, Members<'_, &Value>>,
        at: &Pointer,
    ) -> Vec<Vec<Requirement>> {
        let (mut whole, mut impossible) = (Vec::new(), Vec::new());
        // Of a scheme that the client can't send, no other one is meant.
        let is_known = |name: &str| self.document.schemes.contains(&*self.scheme_name(name));
        let is_left = security
            .iter()
            .any(|it| it.is_empty() || it.iter().any(|(name, _)| is_known(name)));
        for (i, requirement) in security.iter().enumerate() {
            self.uses.weigh_small(1 + requirement.len());
            let (mut needs, mut missing) = (Vec::new(), Vec::new());
            for (name, scopes) in requirement.iter() {
                match self.requirement(name, scopes) {
                    Some(need) => needs.push((need, name)),
                    None => missing.push(name),
                }
            }
            let split = one_header::split(&needs, &self.api.schemes);
            if missing.is_empty() && split.is_none() {
                whole.push(sorted(needs));
            } else {
                impossible.push((i, needs, missing, split));
            }
        }
        let met = Met::of(&whole);
        let mut known: BTreeSet<Vec<Requirement>> = whole.iter().cloned().collect();
        for (i, needs, missing, split) in impossible {
            let at = at.index(i);
            let is_met = met.is_within(needs.iter().map(|(need, _)| need));
            for name in &missing {
                self.tell_missing(name, &needs, (is_left, is_met), &at);
            }
            let partial = match split {
                Some(mut split) => {
                    let is_met = |(all, _): &(Vec<_>, _)| met.is_within(all.iter());
                    split.alternatives.retain(|it| !is_met(it));
                    self.tell_split(&split, &at);
                    split.alternatives.into_iter().map(|(all, _)| all).collect()
                }
                None if is_met || needs.is_empty() => Vec::new(),
                None => vec![sorted(needs)],
            };
            let new = partial.into_iter();
            whole.extend(new.filter(|needs| known.insert(needs.clone())));
        }
        if !is_left && !security.is_empty() {
            whole.extend(self.any_of_schemes());
        }
        whole
    }

    /// An alternative for each of the first schemes, and the one without a credential.
    fn any_of_schemes(&self) -> impl Iterator<Item = Vec<Requirement>> {
        let count = self.api.schemes.len().min(MOST_ASSUMED);
        let of = |scheme| {
            vec![Requirement {
                scheme,
                scopes: Vec::new(),
            }]
        };
        (0..count).map(of).chain((count > 0).then(Vec::new))
    }

    /// Reports an alternative with several credentials for one header.
    fn tell_split(&mut self, split: &Split<'_>, at: &Pointer) {
        let all = series(split.names.iter().map(|name| format!("`{name}`")));
        let sent = split.alternatives.iter();
        let sent: Vec<String> = sent.map(|(_, name)| format!("`{name}`")).collect();
        let outcome = if sent.is_empty() {
            SENT_INSTEAD.to_owned()
        } else {
            format!(
                "the client sends only that of {}",
                sent.join(", or else of ")
            )
        };
        let words = [&*all, &outcome];
        self.diagnostics.report(Code::SchemesOneHeader, at, &words);
    }

    /// Reports a scheme that the client can't send, beside those of its alternative that it sends. A scheme that was
    /// left out is reported there, too. Whether another alternative is left, and whether one is met without the scheme.
    fn tell_missing(
        &mut self,
        name: &str,
        sent: &[(Requirement, &str)],
        (is_left, is_met): (bool, bool),
        at: &Pointer,
    ) {
        let known = &self.document.schemes;
        let is_known = known.contains(&*self.scheme_name(name));
        let written = self.diagnostics.written(at);
        let place = at.child(name);
        let sent = series(sent.iter().map(|(_, name)| format!("`{name}`")));
        if !is_known && !self.document.reported.has(name, &written) {
            let outcome = match () {
                () if is_met => SENT_INSTEAD.to_owned(),
                () if !sent.is_empty() => format!("the client sends only {sent}"),
                () if is_left => "this alternative is ignored".to_owned(),
                () if self.api.schemes.is_empty() => {
                    "no alternative is left, so no credential is sent".to_owned()
                }
                () => {
                    "no alternative is left, so the first credential that is set is sent".to_owned()
                }
            };
            let section = Pointer::root().child("components").child("securitySchemes");
            let section = self.diagnostics.written(&section);
            let near = known.iter().map(String::as_str);
            let near = near.filter(|name| self.document.is_named(&section, name));
            let near = self.diagnostics.nearest(name, near);
            let words = [name, &outcome];
            self.diagnostics
                .report_near(Code::SchemeNotFound, &place, &words, near);
        } else if !sent.is_empty() {
            let outcome = if is_met {
                SENT_INSTEAD.to_owned()
            } else {
                format!("of this alternative, it sends only {sent}")
            };
            let words = [name, &outcome];
            self.diagnostics.report(Code::SchemeBeside, &place, &words);
        }
    }
}

/// The alternatives that a request can meet: one that contains such a one whole is never sent in part, as whole
/// alternatives come first.
struct Met {
    /// The first ones.
    whole: Vec<Vec<Requirement>>,
}

impl Met {
    /// An alternative without credentials is sent last.
    fn of(whole: &[Vec<Requirement>]) -> Self {
        let whole = whole.iter().filter(|needs| !needs.is_empty());
        Self {
            whole: whole.take(MOST_COMPARED).cloned().collect(),
        }
    }

    /// Whether an alternative contains a whole one, with all scopes of that.
    fn is_within<'r>(&self, needs: impl Iterator<Item = &'r Requirement>) -> bool {
        let mut scopes: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        for need in needs {
            let own = scopes.entry(need.scheme).or_default();
            own.extend(need.scopes.iter().map(String::as_str));
        }
        let is_met = |need: &Requirement| {
            let own = scopes.get(&need.scheme);
            own.is_some_and(|own| need.scopes.iter().all(|scope| own.contains(&**scope)))
        };
        self.whole.iter().any(|needs| needs.iter().all(is_met))
    }
}

fn sorted(needs: Vec<(Requirement, &str)>) -> Vec<Requirement> {
    let mut needs: Vec<_> = needs.into_iter().map(|(need, _)| need).collect();
    needs.sort_unstable();
    needs
}

/// The URLs of a scheme except the one that the client asks for tokens itself.
fn urls(scheme: view::SecurityScheme<'_>) -> Vec<SchemeUrl> {
    let urls = scheme.urls();
    let others = urls.filter(|url| !matches!(url, (Some("clientCredentials"), "tokenUrl", _)));
    let others = others.map(|(flow, keyword, url)| SchemeUrl {
        flow,
        keyword,
        url: url.to_owned(),
    });
    others.collect()
}
