//! References: to a component by its name, or to any place of the document. A reference can lead to another
//! reference; a chain of any length is followed once.

use super::Resolver;
use crate::api::{Docs, Kind, Owner, SchemaId};
use crate::diagnostic::{Code, Pointer, Reason, index};
use crate::map::{IndexMap, IndexSet};
use crate::openapi::spec::{SCHEMA, Shape, kind_at, object_at, shape_below};
use crate::openapi::view::{RefOr, Schema, Shared};
use crate::source::files::is_url;
use crate::steps::step;
use serde_json::Value;
use std::borrow::Cow;

/// The target of a reference, with its place and, if it is a component, its name.
pub type Followed<'a, T> = (T, Pointer, Option<&'a str>);

/// The end of a chain of references.
#[derive(Clone)]
pub enum End<'a> {
    /// Something other than a reference, at this place.
    Found(Pointer),
    /// This reference, at this place, leads to nothing.
    Missing(Pointer, &'a str),
    /// The chain leads back to itself.
    Circle,
}

/// The ends of chains, by the kind of their targets and a place on the chain.
pub type Ends<'a> = IndexMap<&'static str, IndexMap<Pointer, End<'a>>>;

impl<'a> Resolver<'a, '_> {
    /// Follows references to their target; returns it with its place and, if it is shared, its name.
    pub(super) fn follow<T: Shared<'a>>(
        &mut self,
        start: RefOr<'a, T>,
        at: &Pointer,
    ) -> Option<Followed<'a, T>> {
        self.follow_or_say_why(start, at, T::UNFOUND).ok()
    }

    /// The same, with the reason if there is no target. `outcome` is that of the use then.
    pub(super) fn follow_or_say_why<T: Shared<'a>>(
        &mut self,
        start: RefOr<'a, T>,
        at: &Pointer,
        outcome: &str,
    ) -> Result<Followed<'a, T>, Reason> {
        let reference = match start {
            RefOr::Item(item) => return Ok((item, at.clone(), None)),
            RefOr::Reference(reference) => reference,
        };
        let (place, reference) = match self.end::<T>(reference, at) {
            End::Found(place) => match self.document.target::<T>(&place) {
                Some((RefOr::Item(item), shared)) => return Ok((item, place, shared)),
                _ => (place, reference),
            },
            End::Missing(place, reference) => (place, reference),
            End::Circle => {
                let at = at.child("$ref");
                return Err(self.diagnostics.because(Code::RefCircle, &at, &[]));
            }
        };
        // A shared object further on the chain is lost for all its uses.
        let outcome = if place == *at { outcome } else { T::UNFOUND };
        Err(self.not_found::<T>(&place, reference, outcome))
    }

    /// Lets the description beside the reference at `at`, if there is one, go before that of its target.
    pub(super) fn override_docs(&mut self, docs: &mut Docs, at: &Pointer) {
        if let Some(description) = self.document.described(at) {
            docs.description = Some(self.copies.text(description));
        }
    }

    /// Reports the `$ref` of the object at `at`, which leads to no `T`, with the outcome of its first use; one that
    /// bundling reported isn't reported again.
    pub(super) fn not_found<T: Shared<'a>>(
        &mut self,
        at: &Pointer,
        reference: &str,
        outcome: &str,
    ) -> Reason {
        let written = self.diagnostics.written(at);
        if self.document.reported.has(reference, &written) {
            return Reason::new(Code::RefNotFound, &[reference, outcome]);
        }
        if !self.unfound.insert(written) {
            let (code, words) = self.missing::<T>(reference, outcome);
            return Reason::new(code, &words.each_ref().map(|word| &**word));
        }
        let near = self.meant::<T>(reference, false);
        self.report_missing::<T>(&at.child("$ref"), reference, outcome, near)
    }

    /// Reports the text at `at`, a reference or the name of a component, which leads to no `T`.
    pub(super) fn leads_nowhere<T: Shared<'a>>(
        &mut self,
        at: &Pointer,
        reference: &str,
        outcome: &str,
    ) -> Reason {
        let near = self.meant::<T>(reference, true);
        self.report_missing::<T>(at, reference, outcome, near)
    }

    fn report_missing<T: Shared<'a>>(
        &mut self,
        at: &Pointer,
        reference: &str,
        outcome: &str,
        near: Option<String>,
    ) -> Reason {
        let (code, words) = self.missing::<T>(reference, outcome);
        let words = words.each_ref().map(|word| &**word);
        self.diagnostics.because_near(code, at, &words, near)
    }

    /// The message about a reference that leads to no `T`, with its words.
    fn missing<'r, T: Shared<'a>>(
        &self,
        reference: &'r str,
        outcome: &'r str,
    ) -> (Code, [Cow<'r, str>; 4]) {
        let shown = self.as_written(reference);
        let none = Cow::Borrowed("");
        let code = if is_url(reference) {
            Code::RefRemote
        } else if let Some((found, needed)) = self.kinds::<T>(reference) {
            let words = [shown, found.into(), needed.into(), outcome.into()];
            return (Code::RefOfOtherKind, words);
        } else {
            Code::RefNotFound
        };
        (code, [shown, outcome.into(), none.clone(), none])
    }

    /// The noun of the thing at a reference, and that of a `T`, if they differ.
    fn kinds<T: Shared<'a>>(&self, reference: &str) -> Option<(String, &'static str)> {
        let place = Pointer::parse(reference)?;
        let section = Pointer::root().child("components").child(T::SECTION);
        let needed = kind_at(&section.child(""))?.noun;
        if let Some(found) = self.document.other::<T>(&place) {
            return Some((found.to_owned(), needed));
        }
        place.of(&self.document.tree)?;
        let found = object_at(&place).filter(|found| *found != needed)?;
        Some((found.to_owned(), needed))
    }

    /// A reference in the document's words: upgrades move components.
    fn as_written<'r>(&self, reference: &'r str) -> Cow<'r, str> {
        let moved = Pointer::parse(reference).and_then(|place| {
            let written = self.diagnostics.written(&place);
            (written != place).then(|| written.to_string())
        });
        moved.map_or(Cow::Borrowed(reference), Cow::Owned)
    }

    /// The nearest reference: to the component of the same name, or of the nearest name. Where the name alone may stand, it
    /// is that for a name.
    fn meant<T: Shared<'a>>(&mut self, reference: &str, may_be_name: bool) -> Option<String> {
        let components = self.document.root().components::<RefOr<'a, T>>(T::SECTION);
        let section = Pointer::root().child("components").child(T::SECTION);
        let exact = Pointer::parse(reference);
        let text = reference.trim();
        let is_name = !text.contains(['#', '/']);
        let place = match Pointer::parse(text) {
            Some(place) => place,
            None if is_name => section.child(text),
            None => Pointer::parse_without_sign(text).unwrap_or_else(|| section.child(text)),
        };
        let name = place.segments().last()?;
        let written = self.diagnostics.written(&section);
        let is_named = |name: &str| self.document.is_named(&written, name);
        let same = components.entry(&name).map(|(name, _)| name);
        let found = if let Some(same) = same.filter(|name| is_named(name)) {
            same.to_owned()
        } else {
            let known = components.names().filter(|name| is_named(name));
            self.diagnostics.nearest(&name, known)?
        };
        let meant = section.child(&found);
        if exact.as_ref() == Some(&meant) {
            return None;
        }
        Some(if is_name && may_be_name {
            found
        } else {
            self.diagnostics.written(&meant).to_string()
        })
    }

    /// The end of the chain that begins with the reference at `at`. Each place on the chain remembers it.
    fn end<T: Shared<'a>>(&mut self, reference: &'a str, at: &Pointer) -> End<'a> {
        let (mut place, mut reference) = (at.clone(), reference);
        let mut way: IndexSet<Pointer> = IndexSet::default();
        let end = loop {
            step();
            let Some(next) = Pointer::parse(reference) else {
                break End::Missing(place, reference);
            };
            let known = self.ends.get(T::SECTION).and_then(|ends| ends.get(&next));
            if let Some(end) = known {
                break end.clone();
            }
            match self.document.target::<T>(&next) {
                None => break End::Missing(place, reference),
                Some((RefOr::Item(_), _)) => break End::Found(next),
                Some((RefOr::Reference(_), _)) if way.contains(&next) => {
                    break End::Circle;
                }
                Some((RefOr::Reference(onwards), _)) => {
                    way.insert(next.clone());
                    (place, reference) = (next, onwards);
                }
            }
        };
        if !way.is_empty() {
            let ends = self.ends.entry(T::SECTION).or_default();
            ends.extend(way.into_iter().map(|place| (place, end.clone())));
        }
        end
    }

    /// The schema of a reference.
    pub(super) fn reference(&mut self, reference: &str) -> Option<SchemaId> {
        self.schema_at(Pointer::parse(reference)?)
    }

    /// The schema at the target of a reference; it is noted for reading if it is new. Shared schemas in a chain
    /// of references all become aliases of the last one.
    pub(super) fn schema_at(&mut self, start: Pointer) -> Option<SchemaId> {
        if let Some(id) = self.places.get(&start) {
            return Some(*id);
        }
        let mut aliases: Vec<(SchemaId, &'a str)> = Vec::new();
        let mut inner: IndexSet<Pointer> = IndexSet::default();
        let mut at = start;
        let end = loop {
            step();
            let known = self.places.get(&at).or(self.inner.get(&at));
            if let Some(id) = known {
                break Some(*id);
            }
            let Some((schema, shared)) = self.document.target::<Schema<'a>>(&at) else {
                break None;
            };
            let owner = || match shared {
                Some(name) => Owner::Component(name.to_owned()),
                None => Owner::Shared(last_name(&at, &self.document.tree)),
            };
            let reference = match schema {
                RefOr::Item(schema) => {
                    let id = self.inline(schema, &at, owner());
                    if shared.is_none() {
                        self.adopted.insert(id);
                    }
                    break Some(id);
                }
                RefOr::Reference(reference) => reference,
            };
            if shared.is_some() {
                aliases.push((self.reserve(at.clone(), owner()), reference));
            } else if !inner.insert(at.clone()) {
                break None;
            }
            match Pointer::parse(reference) {
                Some(next) => at = next,
                None => break None,
            }
        };
        self.stand_for(&aliases, end);
        let inner = inner.into_iter().filter_map(|at| Some((at, end?)));
        self.inner.extend(inner);
        aliases.first().map(|(id, _)| *id).or(end)
    }

    /// Makes shared schemas that are references aliases of the end of their chain.
    fn stand_for(&mut self, aliases: &[(SchemaId, &str)], end: Option<SchemaId>) {
        let end = end.map(|end| self.references.get(&end).copied().unwrap_or(end));
        let is_circle = end.is_some_and(|end| aliases.iter().any(|(id, _)| *id == end));
        for (id, reference) in aliases {
            let at = self.api.schemas[id.0].at.clone();
            self.api.schemas[id.0].kind = match end {
                Some(_) if is_circle => {
                    let at = at.child("$ref");
                    Kind::Unknown(self.diagnostics.because(Code::RefCircle, &at, &[]))
                }
                Some(end) => {
                    self.references.insert(*id, end);
                    Kind::Alias(end)
                }
                None => {
                    let reason = self.not_found::<Schema<'a>>(&at, reference, Schema::UNFOUND);
                    Kind::Unknown(reason)
                }
            };
        }
    }
}

/// The outcome for a string whose content isn't found.
pub(super) const TEXT: &str = "treated as text";

/// The outcome for a part of a composed schema that isn't found.
pub(super) const PART_IGNORED: &str = "this part is ignored";

/// The last word of a place that names something: no keyword by which a schema has parts, no media type, and no number.
/// The name of a branch ends in `branch`, as the union may have a type beside it. Within a branch beside `null` it
/// doesn't: the same place of 3.0, where the union is `nullable`, has no branch.
fn last_name(at: &Pointer, tree: &Value) -> String {
    let mut name = String::new();
    let mut value = Some(tree);
    let mut previous = None;
    let mut is_authors = false;
    let count = at.segments().count();
    for (index, key) in at.segments().enumerate() {
        value = value.and_then(|value| below(value, &key));
        let keyword = shape_below(Shape::Ref(&SCHEMA), std::iter::once(key.clone()));
        let is_part = match keyword.map(Shape::itself) {
            _ if is_authors => false,
            Some(Shape::Map(_) | Shape::Ref(_) | Shape::FlagOr(_)) => true,
            Some(Shape::List(item)) => item.kind().is_some(),
            _ => {
                let is_media_type = previous.as_deref() == Some("content");
                let is_number = key.chars().all(|c| c.is_ascii_digit());
                ["schema", "content"].contains(&&*key) || is_media_type || is_number
            }
        };
        if !is_part {
            name = key.to_string();
        } else if ["oneOf", "anyOf"].contains(&&*key) {
            let is_within = count > index + 2;
            if !is_within || !value.is_some_and(is_one_beside_null) {
                name += " branch";
            }
        }
        // The keys of a map of schemas are names, whatever they are.
        is_authors = !is_authors && matches!(keyword.map(Shape::itself), Some(Shape::Map(_)));
        previous = Some(key);
    }
    name
}

fn below<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    match value {
        Value::Array(items) => items.get(index(key)?),
        value => value.get(key),
    }
}

/// Whether one branch stands beside `null`, as 3.1 writes what is `nullable` in 3.0.
fn is_one_beside_null(branches: &Value) -> bool {
    let is_null = |branch: &Value| branch.get("type").is_some_and(|ty| ty == "null");
    let branches = branches.as_array().filter(|all| all.len() == 2);
    branches.is_some_and(|all| all.iter().any(is_null))
}

#[cfg(test)]
mod tests {
    use super::last_name;
    use crate::diagnostic::Pointer;
    use serde_json::json;

    #[test]
    fn the_inside_of_a_branch_beside_null_has_the_name_of_its_schema() {
        for (branches, inside) in [
            (json!([{"allOf": [{}]}, {"type": "null"}]), "pet"),
            (json!([{"type": "null"}, {"allOf": [{}]}]), "pet"),
            (json!([{"allOf": [{}]}, {"type": "string"}]), "pet branch"),
            (json!([{"allOf": [{}]}]), "pet branch"),
        ] {
            let tree = json!({"components": {"schemas": {"pet": {"anyOf": branches}}}});
            let branch = Pointer::parse("#/components/schemas/pet/anyOf/0").unwrap();
            let at = branch.child("allOf").index(0);
            assert_eq!(last_name(&at, &tree), inside, "{branches}");
            assert_eq!(last_name(&branch, &tree), "pet branch", "{branches}");
        }
    }
}
