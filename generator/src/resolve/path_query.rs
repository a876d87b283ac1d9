//! The query in the key of a path, such as `/search?q={q}`. The specification has no such keys (OpenAPI 3.1.1, "Paths
//! Object"), and vendors write them: the client sends the query with each request, and each of its pairs once.

use std::collections::BTreeSet;

use super::Resolver;
use crate::api::{Location, Parameter};
use crate::diagnostic::{Code, Pointer};
use crate::map::IndexMap;
use crate::steps::step;

impl Resolver<'_, '_> {
    /// The path without the pairs that query parameters send. A pair whose value the path has, or describes as a path
    /// parameter, stays: its query parameter is removed.
    pub(super) fn with_each_pair_once(
        &mut self,
        path: &str,
        parameters: &mut Vec<Parameter>,
    ) -> String {
        let Some((before, query, after)) = split(path) else {
            return path.to_owned();
        };
        let at = |location| {
            let there = parameters.iter().filter(move |it| it.location == location);
            there.map(|it| (it.name.clone(), it.at.clone()))
        };
        let in_path: BTreeSet<String> = at(Location::Path).map(|(name, _)| name).collect();
        let in_query: IndexMap<String, Pointer> = at(Location::Query).collect();
        let (mut pairs, mut removed) = (Vec::new(), BTreeSet::new());
        for pair in query.split('&') {
            step();
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let Some(place) = in_query.get(name) else {
                pairs.push(pair);
                continue;
            };
            let fate = if variable(value).is_some_and(|name| !in_path.contains(name)) {
                "only the parameter is sent"
            } else {
                pairs.push(pair);
                removed.insert(name);
                "the parameter is ignored"
            };
            let words = [name, path, fate];
            self.diagnostics.report(Code::QueryTwice, place, &words);
        }
        parameters.retain(|it| it.location != Location::Query || !removed.contains(&*it.name));
        let mark = if pairs.is_empty() { "" } else { "?" };
        [before, mark, &pairs.join("&"), after].concat()
    }
}

/// The path before its query, the query, and the fragment; none if it has no query.
fn split(path: &str) -> Option<(&str, &str, &str)> {
    let end = path.find('#').unwrap_or(path.len());
    let (sent, fragment) = path.split_at(end);
    let (before, query) = sent.split_once('?')?;
    // A `?` within braces belongs to a name.
    let is_closed = before.matches('{').count() == before.matches('}').count();
    is_closed.then_some((before, query, fragment))
}

/// The name of the variable that is a whole value.
fn variable(value: &str) -> Option<&str> {
    let name = value.strip_prefix('{')?.strip_suffix('}')?;
    (!name.contains(['{', '}'])).then_some(name)
}
