//! Alternatives of `security` with several credentials for the header `Authorization`. A request has one such header
//! with one credential (RFC 9110, section 11.6.2), so each of them is an alternative of its own.

use super::authorization::is_authorization;
use crate::api::{Location, Requirement, SchemeKind, SecurityScheme};
use crate::map::IndexMap;

/// The most alternatives that are made of one.
const MOST_FORMS: usize = 8;

/// The credential of the header `Authorization`. The client prefers the first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Bearer,
    Basic,
    /// That of another HTTP scheme, by its name, which is case-insensitive (RFC 9110, section 11.1).
    Http(String),
    /// The whole header.
    Key,
}

/// The credential of a scheme, if it stands in the header `Authorization`.
fn form(scheme: &SecurityScheme) -> Option<Form> {
    match &scheme.kind {
        SchemeKind::Bearer | SchemeKind::Token { .. } => Some(Form::Bearer),
        SchemeKind::Basic => Some(Form::Basic),
        SchemeKind::Http(name) => Some(Form::Http(name.to_ascii_lowercase())),
        SchemeKind::ApiKey(Location::Header, name) if is_authorization(name) => Some(Form::Key),
        SchemeKind::ApiKey(..) | SchemeKind::Certificate => None,
    }
}

/// Whether the credential of a scheme stands in the header `Authorization`.
pub(super) fn writes_authorization(scheme: &SecurityScheme) -> bool {
    form(scheme).is_some()
}

/// An alternative that no request can meet, as the alternatives that one can meet.
pub(super) struct Split<'n> {
    /// The first few in the order of preference, each with the name of its scheme for the header.
    pub alternatives: Vec<(Vec<Requirement>, &'n str)>,
    /// The names of the schemes for the header, in order.
    pub names: Vec<&'n str>,
}

/// The alternatives that the credentials of one are, by the schemes and their names in the document; none if a request
/// can have all of its credentials. Two schemes of the same form are one credential.
pub(super) fn split<'n>(
    needs: &[(Requirement, &'n str)],
    schemes: &IndexMap<String, SecurityScheme>,
) -> Option<Split<'n>> {
    let form_of = |need: &Requirement| form(schemes.get_index(need.scheme)?.1);
    let (mut forms, mut beside) = (Vec::new(), Vec::new());
    for (need, name) in needs {
        match form_of(need) {
            Some(form) => forms.push((form, need, *name)),
            None => beside.push(need),
        }
    }
    let names = forms.iter().map(|(_, _, name)| *name).collect();
    forms.sort();
    let of_forms: Vec<_> = forms
        .chunk_by(|(one, ..), (other, ..)| one == other)
        .collect();
    of_forms.get(1)?;
    let alternative = |same: &[(Form, &Requirement, &'n str)]| {
        let own = same.iter().map(|(_, need, _)| *need);
        let mut all: Vec<Requirement> = own.chain(beside.iter().copied()).cloned().collect();
        all.sort_unstable();
        Some((all, same.first()?.2))
    };
    let chosen = of_forms.into_iter().take(MOST_FORMS);
    Some(Split {
        alternatives: chosen.filter_map(alternative).collect(),
        names,
    })
}
