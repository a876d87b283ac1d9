//! Security: the schemes with their setters, and the requirements of operations.

use crate::api::{self, Api, Location};
use crate::diagnostic::{Code, Pointer};
use crate::ir::{
    ClientNew, Docs, Line, Operation, Raw, Requirement, Scheme, SchemeKind, TokenEndpoint,
    TokenSetters,
};
use crate::lower::docs::few;
use crate::lower::names::rename_reason;
use crate::lower::names::{Named, Scope, snake};
use crate::lower::sink::Sink;
use crate::map::{IndexMap, IndexSet};
use crate::text::{code, say, without_credentials};
use std::collections::{BTreeMap, BTreeSet};

/// The most distinct sets of credentials among which one is looked for.
const MAX_SETS: usize = 16;

/// The header of the credentials of HTTP schemes (RFC 9110, section 11.6.2).
const AUTHORIZATION: &str = "Authorization";

/// The most alternatives that a sentence lists.
const FEW: usize = 4;

/// The security of most operations, and the first of several equally frequent ones; none if the document
/// doesn't describe any.
pub fn usual(api: &Api, operations: &[Operation]) -> Option<Vec<Vec<Requirement>>> {
    let mut counts: IndexMap<&Vec<Vec<Requirement>>, usize> = IndexMap::default();
    for operation in operations {
        *counts.entry(&operation.security).or_default() += 1;
    }
    let most = counts.values().max();
    let usual = counts.iter().find(|(_, count)| Some(*count) == most);
    let usual = usual.map(|(security, _)| (*security).clone());
    api.describes_security.then(|| usual.unwrap_or_default())
}

/// The sets of schemes of which the caller chooses: the usual ones, if `Client::new` takes no credential and each of
/// the sets needs one. None if they are too many for a sentence.
pub fn choice(usual: Option<&[Vec<Requirement>]>, new: &ClientNew) -> Vec<Vec<usize>> {
    let sets = usual.unwrap_or_default();
    let is_needed = new.credentials.is_empty() && sets.iter().all(|set| !set.is_empty());
    if !is_needed || !(2..=FEW).contains(&sets.len()) {
        return Vec::new();
    }
    let schemes = |set: &Vec<Requirement>| set.iter().map(|need| need.scheme).collect();
    sets.iter().map(schemes).collect()
}

/// The alternatives of an operation.
pub fn security(operation: &api::Operation) -> Vec<Vec<Requirement>> {
    let requirement = |requirement: &api::Requirement| Requirement {
        scheme: requirement.scheme,
        scopes: requirement.scopes.iter().map(Raw::from).collect(),
    };
    let alternatives = operation.security.iter();
    alternatives
        .map(|set| set.iter().map(requirement).collect())
        .collect()
}

/// Lists the scopes that an operation needs in its docs.
pub fn tell_scopes(api: &Api, operation: &api::Operation, docs: &mut Docs) {
    let needed = operation.security.iter().flatten();
    let needed = needed.filter(|requirement| !requirement.scopes.is_empty());
    for requirement in needed.collect::<IndexSet<_>>() {
        let Some((name, _)) = api.schemes.get_index(requirement.scheme) else {
            continue;
        };
        let scopes: Vec<Line> = requirement.scopes.iter().map(|scope| code(scope)).collect();
        let scopes = Line::join(&scopes, ", ");
        docs.paragraph(say("Scopes of {}: {}.", &[&code(name), &scopes]));
    }
}

/// The schemes, and those whose credentials `Client::new` takes.
pub fn schemes(api: &Api, sink: &mut Sink, scope: &mut Scope) -> (Vec<Scheme>, Vec<usize>) {
    let used = used(api, sink);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for index in &used {
        *counts.entry(word(&api.schemes[*index].kind)).or_default() += 1;
    }
    let mut places: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for index in &used {
        if let Some((name, scheme)) = api.schemes.get_index(*index) {
            places.entry(place(&scheme.kind)).or_default().push(name);
        }
    }
    // The runtime knows one credential by its place, and names of headers are case-insensitive.
    let first_of = |scheme| {
        let twins = places.get(&place(scheme));
        let is_key = matches!(scheme, api::SchemeKind::ApiKey(..));
        let twins = twins.filter(|_| is_key);
        let first = twins.and_then(|twins| api.schemes.get(*twins.first()?));
        first.map_or(scheme, |first| &first.kind)
    };
    let later = later(api);
    let share_header = share_header(api);
    let mut schemes = Vec::new();
    for (index, (name, scheme)) in api.schemes.iter().enumerate() {
        // The usual name if it is unique, else the document's.
        let usual = word(&scheme.kind);
        let word = if counts.get(usual) == Some(&1) {
            usual
        } else {
            name
        };
        let setter = used.contains(&index).then(|| scope.take_word(word, snake));
        let text = scheme.description.as_ref();
        let mut docs = text.map(|text| sink.texts.text(text)).unwrap_or_default();
        if docs.is_empty() {
            let said = "The credential of the security scheme {}.";
            docs.paragraph(say(said, &[&code(name)]));
        }
        if let Some(sent) = sent(first_of(&scheme.kind)) {
            docs.paragraph(sent);
        }
        tell_source(scheme, name, sink, &mut docs);
        if later.contains(&index) {
            docs.paragraph(LATER);
        }
        if share_header && writes_authorization(&scheme.kind) {
            docs.paragraph(ONE_HEADER);
        }
        let twins = places
            .get(&place(&scheme.kind))
            .map_or(&[][..], Vec::as_slice);
        let others = twins
            .iter()
            .filter(|twin| *twin != name)
            .map(|twin| code(twin));
        let count = twins.len() - usize::from(used.contains(&index));
        if count > 0 {
            let said = "It is that of {}, too, unless another one is set for it.";
            docs.paragraph(say(said, &[&few(others, count)]));
        }
        let (setter, why) = setter.map_or((None, None), |Named { name, why }| (Some(name), why));
        rename_reason::tell(&mut docs, why);
        schemes.push(Scheme {
            wire: name.into(),
            setter,
            kind: kind(first_of(&scheme.kind), word, scope),
            docs,
        });
    }
    (schemes, taken(api, &used))
}

/// Tells how to get a credential: the client asks for tokens in one flow alone.
fn tell_source(scheme: &api::SecurityScheme, name: &str, sink: &Sink, docs: &mut Docs) {
    if let Some(format) = &scheme.format {
        docs.paragraph(say("Format of the token: {}.", &[&code(format)]));
    }
    let at = || {
        let schemes = Pointer::root().child("components").child("securitySchemes");
        schemes.child(name)
    };
    let mut flows: IndexMap<Option<&str>, Vec<Line>> = IndexMap::default();
    for url in &scheme.urls {
        let shown = without_credentials(&url.url);
        let shown = code(&sink.texts.beginning(&shown, at));
        let line = say("{} {}", &[&code(url.keyword), &shown]);
        flows.entry(url.flow).or_default().push(line);
    }
    for (flow, urls) in flows {
        let urls = Line::join(&urls, ", ");
        docs.paragraph(match flow {
            Some(flow) => say("Flow {}: {}.", &[&code(flow), &urls]),
            None => say("Metadata: {}.", &[&urls]),
        });
    }
    if scheme.deprecated {
        docs.paragraph("Deprecated.");
    }
}

/// The place of a credential that is one text.
fn sent(kind: &api::SchemeKind) -> Option<Line> {
    Some(match kind {
        api::SchemeKind::ApiKey(Location::Query, name) => {
            say("Sent in the query parameter {}.", &[&code(name)])
        }
        api::SchemeKind::ApiKey(Location::Cookie, name) => {
            say("Sent in the cookie {}.", &[&code(name)])
        }
        api::SchemeKind::ApiKey(_, name) => say("Sent as it is in the header {}.", &[&code(name)]),
        api::SchemeKind::Bearer | api::SchemeKind::Token { .. } => {
            say("Sent as {}.", &[&code("Authorization: Bearer …")])
        }
        api::SchemeKind::Http(scheme) => say(
            "Sent as it is in the header {}, with the name of its scheme, {}. A hook can set the header instead.",
            &[&code(AUTHORIZATION), &code(scheme)],
        ),
        _ => return None,
    })
}

/// The sentence about a credential that an operation takes instead of an earlier one.
const LATER: &str = "An operation that takes it or another credential gets the first one that is set, in the order \
                     of the document, and no other.";

/// The sentence about a credential for a header for which there are others. The order is that of the runtime.
const ONE_HEADER: &str = "A request has one header `Authorization`. Of the credentials for it that are set, the client \
                          sends the bearer token, or else the user's name and password, or else the credential of \
                          another HTTP scheme, or else the key.";

/// Whether no `security` tells which of several credentials for the header `Authorization` is sent.
fn share_header(api: &Api) -> bool {
    let kinds = api.schemes.values().map(|scheme| &scheme.kind);
    let places = kinds.filter(|kind| writes_authorization(kind)).map(place);
    !api.describes_security && places.collect::<BTreeSet<_>>().len() > 1
}

/// Whether a credential stands in the header `Authorization`.
fn writes_authorization(kind: &api::SchemeKind) -> bool {
    match kind {
        api::SchemeKind::ApiKey(Location::Header, name) => name.eq_ignore_ascii_case(AUTHORIZATION),
        api::SchemeKind::ApiKey(..) | api::SchemeKind::Certificate => false,
        _ => true,
    }
}

/// The schemes that an operation has as another alternative than the first.
fn later(api: &Api) -> BTreeSet<usize> {
    let operations = api.operations.iter().map(|operation| {
        let mut named = operation.security.iter().filter(|set| !set.is_empty());
        let first = named.next().into_iter().flatten();
        let first: BTreeSet<usize> = first.map(|needed| needed.scheme).collect();
        let others = named.flatten().map(|needed| needed.scheme);
        let others = others.filter(|scheme| !first.contains(scheme));
        others.collect::<Vec<usize>>()
    });
    operations.flatten().collect()
}

/// The schemes whose credentials `Client::new` takes, one for each place, in the order of the document: the smallest set
/// of credentials that suffices for nearly all operations. If there are several such sets, only the caller knows which
/// credentials there are: none, unless they are [one key](one_key).
fn taken(api: &Api, used: &BTreeSet<usize>) -> Vec<usize> {
    let mut firsts: BTreeMap<_, usize> = BTreeMap::new();
    for index in used {
        firsts
            .entry(place(&api.schemes[*index].kind))
            .or_insert(*index);
    }
    let of = |needed: &api::Requirement| firsts[&place(&api.schemes[needed.scheme].kind)];
    let all = api.operations.len();
    let operations = api.operations.iter().map(|operation| {
        let alternatives = operation.security.iter();
        let alternatives = alternatives.map(|set| set.iter().map(of).collect());
        alternatives.collect::<BTreeSet<BTreeSet<usize>>>()
    });
    let mut counts: BTreeMap<BTreeSet<BTreeSet<usize>>, usize> = BTreeMap::new();
    for alternatives in operations {
        *counts.entry(alternatives).or_default() += 1;
    }
    let is_free = |sets: &BTreeSet<BTreeSet<usize>>| sets.iter().all(BTreeSet::is_empty);
    let is_needed =
        |sets: &BTreeSet<BTreeSet<usize>>| !is_free(sets) && !sets.contains(&BTreeSet::new());
    if firsts.len() == 1 && (!api.describes_security || counts.keys().any(is_needed)) {
        return firsts.into_values().collect();
    }
    let sets: BTreeSet<&BTreeSet<usize>> = counts.keys().flatten().collect();
    if sets.len() > MAX_SETS {
        return Vec::new();
    }
    let suffices = |given: &BTreeSet<usize>| {
        let met = counts
            .iter()
            .filter(|(sets, _)| is_free(sets) || sets.iter().any(|needed| needed.is_subset(given)));
        api::is_common(met.map(|(_, count)| count).sum(), all)
    };
    let none = BTreeSet::new();
    let enough = sets.into_iter().chain([&none]).filter(|set| suffices(set));
    let enough: BTreeSet<&BTreeSet<usize>> = enough.collect();
    let is_smallest = |set: &&&BTreeSet<usize>| {
        let mut others = enough.iter().filter(|other| *other != *set);
        !others.any(|other| other.is_subset(set))
    };
    let smallest: Vec<&BTreeSet<usize>> = enough.iter().filter(is_smallest).copied().collect();
    match smallest[..] {
        [set] => set.iter().copied().collect(),
        [first, second] => one_key(api, first, second).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The key in a header, if a key in the query is the alternative to it: a server that looks at both places looks for
/// the same key there, and a URL is logged by more than a header is.
fn one_key(api: &Api, first: &BTreeSet<usize>, second: &BTreeSet<usize>) -> Option<usize> {
    let only = |set: &BTreeSet<usize>| {
        let scheme = set.first().copied().filter(|_| set.len() == 1)?;
        match api.schemes[scheme].kind {
            api::SchemeKind::ApiKey(location, _) => Some((scheme, location)),
            _ => None,
        }
    };
    match (only(first)?, only(second)?) {
        ((scheme, Location::Header), (_, Location::Query))
        | ((_, Location::Query), (scheme, Location::Header)) => Some(scheme),
        _ => None,
    }
}

/// The schemes that operations use: all of them if the document doesn't describe their use.
fn used(api: &Api, sink: &mut Sink) -> BTreeSet<usize> {
    if !api.describes_security {
        return (0..api.schemes.len()).collect();
    }
    let operations = api.operations.iter();
    let needed = operations.flat_map(|operation| operation.security.iter().flatten());
    let used: BTreeSet<usize> = needed.map(|requirement| requirement.scheme).collect();
    let at = Pointer::root().child("components").child("securitySchemes");
    for (index, name) in api.schemes.keys().enumerate() {
        if !used.contains(&index) {
            sink.report(Code::SchemeUnused, &at.child(name), &[name]);
        }
    }
    used
}

fn kind(kind: &api::SchemeKind, named: &str, scope: &mut Scope) -> SchemeKind {
    match kind {
        api::SchemeKind::Token { client_credentials } => SchemeKind::Token(TokenSetters {
            source: scope.take_word(&format!("{named} source"), snake).name,
            client_credentials: client_credentials.as_ref().map(|url| {
                let word = format!("{named} client credentials");
                let (url, is_relative) = match url {
                    api::TokenUrl::Absolute(url) => (url, false),
                    api::TokenUrl::Relative(url) => (url, true),
                };
                TokenEndpoint {
                    setter: scope.take_word(&word, snake).name,
                    url: url.into(),
                    is_relative,
                }
            }),
        }),
        api::SchemeKind::Bearer => SchemeKind::Bearer,
        api::SchemeKind::Basic => SchemeKind::Basic,
        api::SchemeKind::ApiKey(Location::Query, key) => SchemeKind::Query(key.into()),
        api::SchemeKind::ApiKey(Location::Cookie, key) => SchemeKind::Cookie(key.into()),
        api::SchemeKind::ApiKey(_, key) => SchemeKind::Header(key.into()),
        api::SchemeKind::Http(scheme) => SchemeKind::Http(scheme.to_ascii_lowercase().into()),
        api::SchemeKind::Certificate => SchemeKind::Certificate,
    }
}

/// The key of a credential: its form, location and name.
fn place(kind: &api::SchemeKind) -> (&'static str, Option<Location>, String) {
    match kind {
        // Names of headers are case-insensitive.
        api::SchemeKind::ApiKey(Location::Header, key) => {
            ("api_key", Some(Location::Header), key.to_ascii_lowercase())
        }
        api::SchemeKind::ApiKey(location, key) => ("api_key", Some(*location), key.clone()),
        // Names of schemes, too (RFC 9110, section 11.1).
        api::SchemeKind::Http(scheme) => (word(kind), None, scheme.to_ascii_lowercase()),
        other => (word(other), None, String::new()),
    }
}

fn word(kind: &api::SchemeKind) -> &'static str {
    match kind {
        api::SchemeKind::Bearer | api::SchemeKind::Token { .. } => "bearer_auth",
        api::SchemeKind::Basic => "basic_auth",
        api::SchemeKind::ApiKey(..) => "api_key",
        api::SchemeKind::Http(_) => "authorization",
        api::SchemeKind::Certificate => "client_certificate",
    }
}
