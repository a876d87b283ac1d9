//! Credentials and headers that a request lacks: those that hooks may still set, the error without them, and the
//! instruction where a server refuses the request for its credential.

use super::api::{Api, OperationSpec, Requirement, SecurityScheme};
use super::client::Shared;
use super::problem::Problem;
use super::target::{Key, Refusal, Target};
use super::wire::shown;
use http::{HeaderMap, HeaderValue};
use std::fmt;

/// The alternatives that hooks can complete, as names of headers: hooks must set all headers of one alternative. Also
/// the error without them.
pub(crate) struct Awaited {
    alternatives: Vec<Vec<&'static str>>,
    missing: Missing,
}

impl Awaited {
    /// The headers that the `chosen` alternative lacks, and those of the alternatives without a credential of the
    /// client. `None` if the chosen alternative lacks nothing.
    pub(crate) fn of(
        shared: &Shared,
        security: &[&[Requirement]],
        chosen: &[Requirement],
        is_set: &dyn Fn(usize) -> bool,
    ) -> Option<Self> {
        let lacks = |set: &[Requirement]| -> Vec<_> {
            let lacking = set.iter().map(|needed| needed.scheme);
            let lacking = lacking.filter(|index| !is_set(*index));
            lacking
                .filter_map(|index| header_of(shared, index))
                .collect()
        };
        let own = lacks(chosen);
        if own.is_empty() {
            return None;
        }
        let others = security.iter().map(|set| (set.len(), lacks(set)));
        let others = others.filter(|(length, lacks)| *length == lacks.len());
        Some(Self {
            alternatives: others.map(|(_, set)| set).chain([own]).collect(),
            missing: Missing::new(shared.api, security, is_set),
        })
    }

    /// The error, unless hooks have set all headers of an alternative.
    pub(crate) fn refusal(self, headers: &HeaderMap) -> Result<Self, Refusal> {
        let is_there = |name: &&str| headers.contains_key(*name);
        let mut sets = self.alternatives.iter();
        if sets.any(|set| set.iter().all(is_there)) {
            Ok(self)
        } else {
            Err(Refusal::Missing(self.missing))
        }
    }
}

/// The credentials that an operation needs, if none of them is set.
#[derive(Debug)]
pub(crate) struct Missing(pub(crate) String);

impl Missing {
    /// Names the setters of each alternative, without those whose credential `is_set`.
    pub(crate) fn new(
        api: &Api,
        security: &[&[Requirement]],
        is_set: &dyn Fn(usize) -> bool,
    ) -> Self {
        let scheme = |needed: &Requirement| told(api.schemes.get(needed.scheme)?);
        let set = |set: &&[Requirement]| {
            let lacking = set.iter().filter(|needed| !is_set(needed.scheme));
            let schemes: Vec<String> = lacking.filter_map(scheme).collect();
            schemes.join(" and ")
        };
        let sets = security.iter().map(set).filter(|set| !set.is_empty());
        Self(sets.collect::<Vec<_>>().join(", or "))
    }
}

/// The setters that the caller used for credentials.
pub(crate) fn setters(shared: &Shared, keys: &[&Key]) -> Vec<&'static str> {
    let set = shared.keys.iter();
    let used = set.filter(|(_, key)| keys.iter().any(|used| std::ptr::eq(*used, key)));
    used.filter_map(|set| {
        Some(shared.api.schemes.get(set.0)?.setter)
    })
    .collect()
}

impl Target {
    /// The instruction for a 401: the setter of the refused credential, or the setters of the missing one.
    pub(crate) fn advice(&self, shared: &Shared, spec: &OperationSpec) -> Option<String> {
        if !self.setters.is_empty() {
            let setters = self.setters.join("` and `ClientBuilder::");
            return Some(format!(
                "check the credential of `ClientBuilder::{setters}`"
            ));
        }
        let mut headers = self.headers.values().chain(&self.hooked);
        if headers.any(HeaderValue::is_sensitive) {
            return None;
        }
        let asked = spec.security.or(shared.api.security).unwrap_or_default();
        let asked = Missing::new(shared.api, asked, &|_| false);
        let missing = if asked.0.is_empty() {
            let set = shared.api.schemes.iter().filter_map(told);
            set.collect::<Vec<_>>().join(", or ")
        } else {
            asked.0
        };
        let is_any = !missing.is_empty();
        is_any.then(|| format!("no credential was sent: call {missing}"))
    }
}

/// The setter of a scheme in the text of an error.
fn told(scheme: &SecurityScheme) -> Option<String> {
    let SecurityScheme { name, setter, .. } = scheme;
    let told = || format!("`ClientBuilder::{setter}` (scheme `{}`)", shown(name));
    (!setter.is_empty()).then(told)
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the operation requires a credential: call {}", self.0)
    }
}

impl std::error::Error for Missing {}

/// The error if a header of the client that the operation requires isn't set.
pub(crate) fn required_headers(spec: &OperationSpec, headers: &HeaderMap) -> Result<(), Refusal> {
    let mut required = spec.required_headers.iter();
    match required.find(|(name, _)| !headers.contains_key(*name)) {
        None => Ok(()),
        Some((name, setter)) => Err(Refusal::Problem(Problem::missing(
            format!("header `{name}`, which `ClientBuilder::{setter}` sets"),
            "the operation requires it",
        ))),
    }
}

/// The header of a scheme's credential.
pub(crate) fn header_of(shared: &Shared, index: usize) -> Option<&'static str> {
    shared.api.schemes.get(index)?.kind.header()
}
