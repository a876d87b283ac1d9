//! Scopes that `security` requires of an OAuth scheme whose flows don't list them: no token has such a scope. A scheme
//! without any list says nothing, and OpenID Connect lists scopes elsewhere.

use super::walk::Place;
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::map::{IndexMap, IndexSet};
use crate::openapi::Document;
use crate::openapi::view::{List, Members, RefOr, SecurityScheme};
use crate::steps::step;
use serde_json::Value;

/// The references from one name of a scheme to the next.
const MOST_REFERENCES: usize = 64;

/// The scopes that each scheme lists.
pub struct Scopes<'a> {
    document: &'a Document,
    listed: IndexMap<&'a str, IndexSet<&'a str>>,
}

impl<'a> Scopes<'a> {
    /// Creates the scopes of a document. Each scheme is read when a requirement first names it.
    pub fn of(document: &'a Document) -> Self {
        Self {
            document,
            listed: IndexMap::default(),
        }
    }

    /// Reports the unlisted scopes of the `security` of an object at this place.
    pub fn required(
        &mut self,
        security: Option<List<'a, Members<'a, &'a Value>>>,
        place: &Place<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let alternatives = security.into_iter().flat_map(List::iter);
        for (number, needs) in alternatives.enumerate() {
            for (name, scopes) in needs.iter() {
                let document = self.document;
                let listed = self.listed.entry(name);
                let listed = listed.or_insert_with(|| listed_by(document, name));
                let scopes = scopes.as_array().into_iter().flatten().enumerate();
                let scopes = scopes.filter(|_| !listed.is_empty());
                for (index, scope) in scopes.filter_map(|(at, scope)| Some((at, scope.as_str()?))) {
                    step();
                    if listed.contains(scope) {
                        continue;
                    }
                    let at = place.pointer().child("security").index(number);
                    let at = at.child(name).index(index);
                    let near = diagnostics.nearest(scope, listed.iter().copied());
                    diagnostics.report_near(Code::ScopeUnlisted, &at, &[scope, name], near);
                }
            }
        }
    }
}

/// The scopes that the flows of an OAuth scheme list.
fn listed_by<'a>(document: &'a Document, name: &str) -> IndexSet<&'a str> {
    let scheme = scheme(document, name).filter(|scheme| scheme.kind() == "oauth2");
    scheme
        .into_iter()
        .flat_map(SecurityScheme::scopes)
        .collect()
}

/// The scheme that a requirement names: a component, or since 3.2 the URI of one.
fn scheme<'a>(document: &'a Document, name: &str) -> Option<SecurityScheme<'a>> {
    let own = Pointer::root().child("components").child("securitySchemes");
    let mut at = own.child(name);
    if document.root().security_schemes().get(name).is_none() {
        at = document.place(name)?;
    }
    for _ in 0..MOST_REFERENCES {
        match document.target(&at)?.0 {
            RefOr::Item(scheme) => return Some(scheme),
            RefOr::Reference(reference) => at = Pointer::parse(reference)?,
        }
    }
    None
}
