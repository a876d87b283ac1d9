//! Members that a closed part of a schema forbids and another part describes. `additionalProperties: false` knows the
//! members beside it alone (JSON Schema 2020-12 Core, 10.3.2.3). Most authors mean all parts, so the members stay.

use super::Resolver;
use super::all_of::Part;
use super::patterned::MOST_PARTS;
use super::required::Forbidden;
use crate::diagnostic::{Code, Pointer, Related};
use crate::map::{IndexMap, IndexSet};
use crate::openapi::view::Additional;
use crate::steps::step;

/// A member that a closed part forbids.
pub struct Excluded {
    name: String,
    /// The place of its description.
    at: Pointer,
    is_required: bool,
}

impl<'a> Resolver<'a, '_> {
    /// Notes a member for each closed part: one that is required, if there is one. Members that no value can have are
    /// told elsewhere.
    pub(super) fn note_excluded(&mut self, parts: &[Part<'a>], forbidden: &Forbidden<'a>) {
        let closed = parts.iter().filter(|part| is_closed(part));
        let closed: Vec<&Part<'a>> = closed.take(MOST_PARTS).collect();
        if closed.is_empty() || parts.len() < 2 {
            return;
        }
        let required = parts.iter().flat_map(|part| part.keywords.required.iter());
        let required: IndexSet<&str> = required.collect();
        let mut members: IndexMap<&'a str, &Pointer> = IndexMap::default();
        for part in parts {
            for name in part.keywords.properties.names() {
                step();
                if !forbidden.contains_key(name) {
                    members.entry(name).or_insert(&part.at);
                }
            }
        }
        for part in closed {
            let at = part.at.child("additionalProperties");
            let known = self.excluded.get(&at);
            if known.is_some_and(|known| known.is_required) {
                continue;
            }
            let is_known = known.is_some();
            let names = members.keys().copied();
            let outside: Vec<&str> = names.filter(|name| self.excludes(part, name)).collect();
            let found = outside.iter().find(|name| required.contains(*name));
            let is_required = found.is_some();
            let found = found.or_else(|| outside.first().filter(|_| !is_known));
            if let Some(name) = found {
                let excluded = Excluded {
                    name: (*name).to_owned(),
                    at: members[name].child("properties").child(name),
                    is_required,
                };
                self.excluded.insert(at, excluded);
            }
        }
    }

    /// Whether a closed part has no member of this name for sure.
    fn excludes(&mut self, part: &Part<'a>, name: &str) -> bool {
        step();
        let keywords = &part.keywords;
        let mut patterns = keywords.patterns.iter();
        keywords.properties.get(name).is_none()
            && patterns.all(|(pattern, _)| self.compiled.known(pattern, name) == Some(false))
    }

    pub(super) fn report_excluded(&mut self) {
        for (at, excluded) in &self.excluded {
            let by = if excluded.is_required {
                "requires: no value fits both"
            } else {
                "describes"
            };
            let (code, args) = (Code::MemberExcluded, [excluded.name.as_str(), by]);
            let described = Related::at("described here", &excluded.at);
            self.diagnostics
                .report_related(code, at, &args, vec![described]);
        }
    }
}

fn is_closed(part: &Part<'_>) -> bool {
    matches!(part.keywords.additional, Some(Additional::Any(false)))
}
