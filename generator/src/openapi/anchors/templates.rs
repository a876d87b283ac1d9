//! Templates: schemas with a `$dynamicRef` to which another schema gives another meaning. The outermost schema with a
//! `$dynamicAnchor` of that name decides (JSON Schema 2020-12, 8.2.3.2), so each schema that decides gets a copy of the
//! template in the place of its reference, with references to its own parts. Afterwards, the template stands for itself.

use super::dynamic::MOST_DYNAMIC;
use super::{Anchors, schemas, schemas_mut};
use crate::diagnostic::Pointer;
use crate::openapi::budget::Budget;
use crate::openapi::view::is_false;
use crate::source::{MAX_DEPTH, SourceMap, depth};
use crate::steps::step;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The copies within each other.
const MOST_WITHIN: usize = 8;

/// The keywords that a copy doesn't have: the names of its parts, and the parts that only references lead to.
const OF_ORIGINAL: [&str; 5] = ["$id", "$anchor", "$dynamicAnchor", "$defs", "definitions"];

/// The keywords beside a reference that don't change its meaning.
const ANNOTATIONS: [&str; 8] = [
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$defs",
    "$schema",
    "$comment",
    "title",
    "description",
];

/// Fills templates in, within the budget. Gives the places of the copies; none without templates.
pub fn fill(anchors: &Anchors, root: &mut Value, budget: Budget) -> Option<SourceMap> {
    let bound = anchors
        .dynamic
        .iter()
        .filter(|(_, bound)| !bound.is_empty());
    let names = bound.map(|(name, _)| name.as_str());
    let names: BTreeSet<&str> = names.take(MOST_DYNAMIC).collect();
    if names.is_empty() {
        return None;
    }
    let original = root.clone();
    let mut facts = Facts::of(anchors);
    facts.collect(&original, (&original, false), &Pointer::root());
    facts.spread(&names);
    let mut filler = Filler {
        anchors,
        root: &original,
        facts: &facts,
        budget,
        is_whole: true,
        copies: BTreeMap::new(),
        map: SourceMap::default(),
    };
    for whole in facts.anchors.keys() {
        filler.copies.clear();
        if let Some(value) = whole.of_mut(root) {
            let place = Place {
                at: whole.clone(),
                from: whole.clone(),
                is_copy: false,
            };
            filler.walk((value, false), &place, &[whole]);
        }
    }
    if filler.is_whole {
        filler.settle(root);
    }
    Some(filler.map)
}

/// The schemas with dynamic anchors and references, each by the whole schema that it is in.
struct Facts<'a> {
    names: &'a Anchors,
    /// The places of the anchors, by `#` and their names.
    anchors: &'a BTreeMap<Pointer, BTreeMap<String, Pointer>>,
    /// The places of the dynamic references, by those, with the whole schema around each and the `#` and name of the anchor.
    references: BTreeMap<Pointer, (Pointer, String)>,
    /// The whole schemas that lead to a dynamic reference, by the `#` and name of its anchor.
    templates: BTreeMap<String, BTreeSet<Pointer>>,
    /// The whole schemas that refer to each.
    users: BTreeMap<Pointer, BTreeSet<Pointer>>,
}

impl<'a> Facts<'a> {
    fn of(names: &'a Anchors) -> Self {
        Self {
            names,
            anchors: &names.own,
            references: BTreeMap::new(),
            templates: BTreeMap::new(),
            users: BTreeMap::new(),
        }
    }

    fn collect(&mut self, root: &Value, (value, has_names): (&Value, bool), at: &Pointer) {
        step();
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.collect(root, (item, false), &at.index(index));
                }
            }
            Value::Object(members) => {
                if !has_names {
                    self.note(root, members, at);
                }
                for (key, value) in schemas(members, has_names) {
                    self.collect(root, value, &at.child(key));
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, root: &Value, members: &Map<String, Value>, at: &Pointer) {
        let text = |keyword| members.get(keyword).and_then(Value::as_str);
        let [dynamic, reference] = ["$dynamicRef", "$ref"].map(text);
        if dynamic.or(reference).is_none() {
            return;
        }
        let anchors = self.names;
        let Some(whole) = anchors.around(at) else {
            return;
        };
        let name = dynamic.and_then(|dynamic| anchors.dynamic_name(root, at, dynamic));
        if let Some(name) = name {
            let all = self.templates.entry(name.to_owned()).or_default();
            all.insert(whole.clone());
            let reference = (whole.clone(), name.to_owned());
            self.references.insert(at.clone(), reference);
        }
        let to = reference.and_then(|reference| anchors.target_at(at, reference));
        if let Some(to) = to.and_then(|to| anchors.around(&to)) {
            self.users.entry(to).or_default().insert(whole);
        }
    }

    /// The users of a template are templates, too.
    fn spread(&mut self, names: &BTreeSet<&str>) {
        self.templates
            .retain(|name, _| names.contains(name.as_str()));
        for all in self.templates.values_mut() {
            let mut open: Vec<Pointer> = all.iter().cloned().collect();
            while let Some(at) = open.pop() {
                for user in self.users.get(&at).into_iter().flatten() {
                    step();
                    if all.insert(user.clone()) {
                        open.push(user.clone());
                    }
                }
            }
        }
    }

    /// The place that a dynamic reference means on a way of whole schemas, the outermost first.
    fn meant(&self, way: &[&Pointer], name: &str) -> Option<&Pointer> {
        way.iter()
            .find_map(|whole| self.anchors.get(*whole)?.get(name))
    }

    /// Whether a schema on the way decides about a whole schema.
    fn decides(&self, way: &[&Pointer], whole: &Pointer) -> bool {
        let decided = |own: &Pointer| {
            let names = self.anchors.get(own).into_iter().flat_map(BTreeMap::keys);
            names
                .filter_map(|name| self.templates.get(name))
                .any(|all| all.contains(whole))
        };
        way.first() != Some(&whole) && way.iter().any(|own| decided(own))
    }
}

/// A value that is walked.
struct Place {
    /// Its place.
    at: Pointer,
    /// The place that it is a copy of, or the same.
    from: Pointer,
    is_copy: bool,
}

impl Place {
    fn inner(&self, at: Pointer, from: Pointer) -> Self {
        Self {
            at,
            from,
            is_copy: self.is_copy,
        }
    }
}

struct Filler<'a> {
    anchors: &'a Anchors,
    /// The tree without copies.
    root: &'a Value,
    facts: &'a Facts<'a>,
    budget: Budget,
    /// Whether all copies were made.
    is_whole: bool,
    /// The copies for the schema that is filled, by the places of their originals.
    copies: BTreeMap<Pointer, Pointer>,
    map: SourceMap,
}

impl Filler<'_> {
    /// Puts copies in the places of references to templates. `way` are the whole schemas around, the outermost first.
    fn walk(&mut self, (value, has_names): (&mut Value, bool), place: &Place, way: &[&Pointer]) {
        step();
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    let inner = place.inner(place.at.index(index), place.from.index(index));
                    self.walk((item, false), &inner, way);
                }
            }
            Value::Object(members) => {
                let mut copy = None;
                if !has_names {
                    let is_other =
                        !way.contains(&&place.from) && self.anchors.is_whole(&place.from);
                    if is_other && !place.is_copy {
                        return;
                    }
                    copy = self.refer(members, place, way);
                }
                for (key, inner) in schemas_mut(members, has_names) {
                    let at = place.inner(place.at.child(key), place.from.child(key));
                    self.walk(inner, &at, way);
                }
                if let Some(original) = copy {
                    self.put(value, place, original, way);
                }
            }
            _ => {}
        }
    }

    /// Lets the references of a schema lead to the same from its place; gives the template to be copied here.
    fn refer(
        &mut self,
        members: &mut Map<String, Value>,
        place: &Place,
        way: &[&Pointer],
    ) -> Option<Pointer> {
        if place.is_copy {
            let reference = self.facts.references.get(&place.from);
            let meant = reference.and_then(|(_, name)| self.facts.meant(way, name));
            if let Some(meant) = meant.map(Pointer::reference) {
                members.shift_remove("$dynamicRef");
                members.insert("$ref".to_owned(), meant.into());
                return None;
            }
            for keyword in OF_ORIGINAL {
                members.shift_remove(keyword);
            }
            if members.contains_key("discriminator") {
                self.anchors.follow(members, || place.from.clone());
            }
        }
        let text = members.get("$ref").and_then(Value::as_str);
        let is_part = text.is_none();
        let text = text.or_else(|| only_part(members));
        let to = text.and_then(|text| self.anchors.target_at(&place.from, text))?;
        let whole = self.anchors.around(&to);
        let is_template = whole.is_some_and(|whole| self.facts.decides(way, &whole));
        let known = self.copies.get(&to);
        if is_template && known.is_none() {
            if is_part {
                members.shift_remove("allOf");
            }
            return Some(to);
        }
        if !is_part && (is_template || place.is_copy) {
            members.insert("$ref".to_owned(), known.unwrap_or(&to).reference().into());
        }
        None
    }

    /// Puts a copy of the template at `original` in the place of the reference to it.
    fn put(&mut self, value: &mut Value, place: &Place, original: Pointer, way: &[&Pointer]) {
        let (Some(members), Some(copied)) = (value.as_object_mut(), original.of(self.root)) else {
            return;
        };
        let whole = self.anchors.around(&original);
        let parts = members.get("allOf").and_then(Value::as_array);
        let at = place.at.child("allOf").index(parts.map_or(0, Vec::len));
        let levels = at.segments().count() + depth(copied);
        let may_copy = way.len() <= MOST_WITHIN
            && levels <= MAX_DEPTH
            && copied.is_object()
            && members.get("allOf").is_none_or(Value::is_array)
            && self.budget.take_value(copied);
        if !may_copy {
            self.is_whole = false;
            members.insert("$ref".to_owned(), original.reference().into());
            return;
        }
        members.shift_remove("$ref");
        self.map.note(at.clone(), original.clone());
        // Beside annotations, the copy is the schema.
        let is_all = members
            .keys()
            .all(|key| ANNOTATIONS.contains(&key.as_str()));
        let itself = if is_all { &place.at } else { &at };
        self.copies.insert(original.clone(), itself.clone());
        let mut copy = copied.clone();
        let inner: Vec<&Pointer> = way.iter().copied().chain(&whole).collect();
        let copied = Place {
            at,
            from: original,
            is_copy: true,
        };
        self.walk((&mut copy, false), &copied, &inner);
        let parts = members.entry("allOf").or_insert_with(|| json!([]));
        if let Some(parts) = parts.as_array_mut() {
            parts.push(copy);
        }
    }

    /// Lets the dynamic references of templates mean their own schemas: for others they have been copied.
    fn settle(&self, root: &mut Value) {
        for (at, (whole, name)) in &self.facts.references {
            let Some(Value::Object(members)) = at.of_mut(root) else {
                continue;
            };
            let is_template = self.facts.templates.contains_key(name);
            let meant = is_template.then(|| self.facts.meant(&[whole], name));
            let Some(meant) = meant.flatten() else {
                continue;
            };
            if members.contains_key("$ref") {
                continue;
            }
            members.shift_remove("$dynamicRef");
            if meant.of(self.root).is_some_and(is_blank) {
                members.insert("not".to_owned(), json!({}));
            } else {
                members.insert("$ref".to_owned(), meant.reference().into());
            }
        }
    }
}

/// The reference that is the only part of a schema with annotations. A document nests a limited number of levels.
fn only_part(members: &Map<String, Value>) -> Option<&str> {
    let is_beside = |key: &String| key == "allOf" || ANNOTATIONS.contains(&key.as_str());
    let says_something = |part: &&Value| **part != json!({}) && **part != json!(true);
    let mut parts = members.get("allOf")?.as_array()?.iter();
    let part = parts.find(says_something)?.as_object()?;
    let is_only = parts.find(says_something).is_none() && members.keys().all(is_beside);
    let reference = part.get("$ref").filter(|_| part.len() == 1);
    let reference = match reference {
        Some(reference) => reference.as_str(),
        None => only_part(part),
    };
    reference.filter(|_| is_only)
}

/// Whether a schema with a dynamic anchor only says that others have to decide.
fn is_blank(value: &Value) -> bool {
    let mut members = value.as_object().cloned().unwrap_or_default();
    members.shift_remove("$dynamicAnchor");
    is_false(&members.into())
}
