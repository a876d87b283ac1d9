//! A document in the words of 3.2, for a file of its own: upgraded and repaired as it is for the stages, but with
//! everything that they have no use for.

use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

mod done;

use super::anchors::Anchors;
use super::check::{Place, is_merged, is_schema};
use super::reading::Reading;
use super::skipped::Refused;
use super::spec::{
    self, DISCRIMINATOR, DOCUMENT, Kind, LINK, OPERATION, Pass, Remark, SCHEMA, Shape, Version,
};
use super::upgrade;
use super::upgrade::v2::{Moves, Places};
use super::{decimals, settings, upgraded, version};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::source::files::is_url;
use crate::source::{MAX_BYTES, Source, SourceMap};
use crate::steps::step;
use crate::text::{json_document, yaml};
use done::{Done, is_of};

/// As the document names its version.
const NEWEST: &str = "3.2.0";

/// The keyword of a link with the place of an operation.
const OPERATION_REF: &str = "operationRef";

/// The schema under `$defs` for keywords beside a reference.
const BESIDE: &str = "beside";

/// A document in the words of 3.2.
pub struct Newest {
    /// The document.
    pub tree: Value,
    /// The numbers that aren't integers of 64 bits, as they were written.
    decimals: Vec<Option<String>>,
    places: Places,
}

impl Newest {
    /// The document as YAML.
    #[must_use]
    pub fn yaml(&self) -> String {
        yaml(&self.tree, &self.decimals)
    }

    /// The document as JSON, on one line where several would be too large to be read again.
    #[must_use]
    pub fn json(&self) -> String {
        json_document(&self.tree, &self.decimals, MAX_BYTES)
    }

    /// The place of this document where a value stands since the upgrade, if that is another.
    #[must_use]
    pub fn now(&self, place: &str) -> Option<String> {
        let now = self.places.now(&Pointer::shown(place)?)?;
        Some(now.as_str().to_owned())
    }

    /// The settings, with the places of this document. Its overlays have been applied.
    #[must_use]
    pub fn settings<'c>(&self, config: &'c Config) -> Cow<'c, Config> {
        let mut config = settings(config, &self.places);
        if !config.overlays.is_empty() {
            config.to_mut().overlays.clear();
        }
        config
    }
}

/// Upgrades a document with its other files and overlays. Reports the losses of the upgrade, and nothing else.
pub fn newest(source: &Source, diagnostics: &mut Diagnostics) -> Option<Newest> {
    let version = version(&source.root, diagnostics)?;
    let mut reading = Reading::of(version, Anchors::default());
    let mut tree = source.root.clone();
    lead_nowhere(&mut tree, source);
    if version == Version::V20 {
        tree = upgraded(source, tree, &mut reading, &mut Refused::new(), diagnostics);
    }
    let written = tree.clone();
    let mut targets = BTreeSet::new();
    if version < Version::V31 {
        collect_targets(&tree, &reading.places, &mut targets);
    }
    let mut walk = Walk {
        version,
        targets,
        anchors: Anchors::of(source),
        older: reading.places,
        followed: BTreeSet::new(),
        references: Vec::new(),
        moves: Moves::default(),
        changed: BTreeSet::new(),
        decimals: Vec::new(),
        is_fixed: false,
        diagnostics,
    };
    let root = Pointer::root();
    let shape = Shape::Object(&DOCUMENT);
    walk.value(&mut tree, &shape, &Place::Root(&root), None);
    walk.targets(&mut tree);
    let Walk {
        older,
        references,
        moves,
        decimals: texts,
        ..
    } = walk;
    let (map, moved) = moves.finish(written);
    decimals::restore(source, &mut tree, &texts, |place| {
        diagnostics.written(&map.written(place))
    });
    for reference in references {
        follow(&mut tree, &reference, &moved);
    }
    // Its numbers are counted in the order of the final tree.
    let tree = named(tree);
    let decimals = numbers(source, &tree, &map, diagnostics);
    Some(Newest {
        tree,
        decimals,
        places: older.then(moved),
    })
}

/// Points references to a wrong kind of object in another file at the root of this document, which is of another kind,
/// too. Bundling has reported them, and the bundle must be readable without other files.
fn lead_nowhere(tree: &mut Value, source: &Source) {
    for (text, at) in source.reported.places() {
        let is_reference = at.segments().last().is_some_and(|key| key == "$ref");
        let is_elsewhere = !text.starts_with('#') && !is_url(text);
        if let Some(reference) = at.of_mut(tree).filter(|_| is_reference && is_elsewhere) {
            *reference = "#".into();
        }
    }
}

/// The document with the name of its version in front.
fn named(tree: Value) -> Value {
    let Value::Object(members) = tree else {
        return tree;
    };
    let mut named = Map::new();
    named.insert("openapi".to_owned(), NEWEST.into());
    let others = members.into_iter().filter(|(key, _)| key != "openapi");
    named.extend(others);
    named.into()
}

struct Walk<'d> {
    version: Version,
    /// The places that references of a document before 3.1 lead to.
    targets: BTreeSet<Pointer>,
    anchors: Anchors,
    /// Where the parts of a document of 2.0 stand.
    older: Places,
    /// The references that follow these parts: one that is walked as two kinds of objects does so once.
    followed: BTreeSet<Pointer>,
    /// The objects whose keywords have moved.
    changed: BTreeSet<Pointer>,
    /// The references, by their places.
    references: Vec<Reference>,
    moves: Moves,
    /// The texts that were decimals, by their places.
    decimals: Vec<Pointer>,
    /// Whether values stay in the words that they are written in: references read them as another kind of object
    /// than the document does.
    is_fixed: bool,
    diagnostics: &'d mut Diagnostics,
}

struct Reference {
    /// The place of its text.
    at: Pointer,
    to: Pointer,
    kind: &'static Kind,
}

impl Walk<'_> {
    /// Upgrades a value, but none that was `done` by itself.
    fn value(&mut self, value: &mut Value, shape: &Shape, at: &Place, done: Option<&Done>) {
        step();
        if done.is_some_and(|done| done.has(shape)) {
            return;
        }
        let within = |key: &str| done.and_then(|done| done.inner.get(key));
        let shape = &shape.itself();
        match (shape, value) {
            (Shape::Text, value) if value.is_f64() => {
                *value = Value::String(value.to_string());
                self.decimals.push(at.pointer());
            }
            (Shape::List(_) | Shape::Tuple(_) | Shape::FlagOr(_), Value::Array(items)) => {
                let item = match shape {
                    Shape::List(item) | Shape::Tuple(item) => item,
                    shape => shape,
                };
                for (index, value) in items.iter_mut().enumerate() {
                    let done = done.and_then(|_| within(&index.to_string()));
                    self.value(value, item, &Place::Item(at, index, index), done);
                }
            }
            (Shape::Map(item), Value::Object(members)) => {
                for (key, value) in members {
                    self.value(value, item, &Place::Key(at, key), within(key));
                }
            }
            (Shape::Object(kind), Value::Object(members)) => self.object(members, kind, at, done),
            (Shape::Ref(kind) | Shape::FlagOr(kind), Value::Object(members)) => {
                if !self.older.is_empty() && self.followed.insert(at.pointer()) {
                    self.older.follow(members);
                }
                if is_schema(kind) {
                    self.anchors.flatten(members, || at.pointer());
                }
                let reference = members.get("$ref").and_then(Value::as_str);
                let is_reference = reference.is_some();
                if let Some(to) = reference.and_then(|to| self.target(to, at)) {
                    let at = at.pointer().child("$ref");
                    self.references.push(Reference { at, to, kind });
                }
                self.tell_siblings(members, kind, at);
                // It had no effect, and would have one now.
                if is_reference && !is_merged(kind) && self.version < Version::V31 {
                    members.shift_remove("description");
                }
                // Of a schema or a path item, the reference is one part.
                if !is_reference || is_merged(kind) {
                    self.object(members, kind, at, done);
                }
            }
            _ => {}
        }
    }

    /// Tells of words beside a reference that count in the newest version alone, and have to stay.
    fn tell_siblings(&mut self, members: &Map<String, Value>, kind: &Kind, at: &Place) {
        let counts_now = self.version < Version::V31 && is_schema(kind) && members.len() > 1;
        if self.is_fixed && counts_now && members.contains_key("$ref") {
            let fate = "stands in a value that is two kinds of objects; the keywords beside it count from OpenAPI 3.1 on";
            let place = at.pointer().child("$ref");
            self.diagnostics
                .report(Code::Upgraded, &place, &["$ref", fate]);
        }
    }

    /// Notes the references that are no `$ref`: those of a discriminator and of a link.
    fn named_targets(&mut self, members: &Map<String, Value>, kind: &'static Kind, at: &Place) {
        let (all, kind) = if std::ptr::eq(kind, &raw const DISCRIMINATOR) {
            (spec::mapped(members, &at.pointer()), &SCHEMA)
        } else if std::ptr::eq(kind, &raw const LINK) {
            let to = members.get(OPERATION_REF).and_then(Value::as_str);
            let to = to.map(|to| (at.pointer().child(OPERATION_REF), to.to_owned()));
            (to.into_iter().collect(), &OPERATION)
        } else {
            return;
        };
        for (place, target) in all {
            let to = self.target(&target, at);
            let reference = to.map(|to| Reference {
                at: place,
                to,
                kind,
            });
            self.references.extend(reference);
        }
    }

    fn target(&self, reference: &str, at: &Place) -> Option<Pointer> {
        let named = || self.anchors.find(&at.pointer(), reference).cloned();
        let named = (!self.anchors.is_empty()).then(named).flatten();
        named.or_else(|| Pointer::parse(reference))
    }

    fn object(
        &mut self,
        members: &mut Map<String, Value>,
        kind: &'static Kind,
        at: &Place,
        done: Option<&Done>,
    ) {
        self.named_targets(members, kind, at);
        // The keys under which values stand now, with those that they had.
        let mut before = BTreeMap::new();
        let beside = self.take_beside(members, kind, at);
        let passes: &[Pass] = if self.is_fixed { &[] } else { kind.passes };
        let last: &[Pass] = if is_schema(kind) && !self.is_fixed {
            upgrade::NEWEST_SCHEMA
        } else {
            &[]
        };
        for pass in passes.iter().chain(last) {
            for remark in pass.run(members, self.version) {
                match remark {
                    Remark::Told { keyword, fate } => {
                        let place = at.pointer().child(&keyword);
                        self.diagnostics
                            .report(Code::Upgraded, &place, &[&keyword, fate]);
                    }
                    Remark::Decimal { keyword, index } => {
                        let place = decimals::place(&at.pointer(), keyword, index);
                        self.decimals.push(place);
                    }
                    Remark::Moved { from, to } => {
                        if let [key] = to[..] {
                            before.insert(key, from);
                        }
                        let at = at.pointer();
                        let to = to.iter().fold(at.clone(), |at, key| at.child(key));
                        self.moves.note(to, at.child(from));
                        self.changed.insert(at);
                    }
                    // The words of all versions are those of the newest now.
                    Remark::Foreign { .. } | Remark::Quoted { .. } => {}
                }
            }
        }
        if !beside.is_empty() {
            members.insert("$defs".to_owned(), json!({ BESIDE: beside }));
        }
        let variant = kind.variants.as_ref().and_then(|variants| {
            let tag = members.get(variants.tag)?.as_str()?;
            let (_, kind) = variants.kinds.iter().find(|(value, _)| *value == tag)?;
            Some(*kind)
        });
        for (key, value) in members {
            let kinds = [Some(kind), variant];
            let mut keywords = kinds.iter().flatten().flat_map(|kind| kind.keywords);
            let known = keywords.find(|known| known.name == key);
            let shape = known.map(|known| &known.shape).or_else(|| {
                let patterned = kind.patterned.as_ref()?;
                (patterned.matches)(key).then_some(&patterned.shape)
            });
            if let Some(shape) = shape {
                let was = before.get(key.as_str()).copied().unwrap_or(key);
                let done = done.and_then(|done| done.inner.get(was));
                self.value(value, shape, &Place::Key(at, key), done);
            }
        }
    }

    /// Takes keywords beside `$ref` out of a schema: they have no effect before 3.1, but a reference leads into them. They
    /// have none in a schema under `$defs`, either.
    fn take_beside(
        &mut self,
        members: &mut Map<String, Value>,
        kind: &Kind,
        at: &Place,
    ) -> Map<String, Value> {
        let is_reference = is_schema(kind) && members.contains_key("$ref");
        if self.targets.is_empty() || self.is_fixed || !is_reference {
            return Map::new();
        }
        let at = at.pointer();
        let leads_into = |place: Pointer| {
            let mut inner = self.targets.range(place.child("")..);
            let next = inner.next().is_some_and(|target| place.contains(target));
            next || self.targets.contains(&place)
        };
        let keys = members
            .keys()
            .filter(|key| !upgrade::counts_beside_reference(key) && leads_into(at.child(key)));
        let keys: Vec<String> = keys.cloned().collect();
        let home = at.child("$defs").child(BESIDE);
        let taken = keys.into_iter().filter_map(|key| {
            self.moves.note(home.child(&key), at.child(&key));
            members.shift_remove_entry(&key)
        });
        taken.collect()
    }

    /// Upgrades the targets of references where the tables have no object of their kind. One can stand within another:
    /// each value is walked once for each kind.
    fn targets(&mut self, tree: &mut Value) {
        let mut done = Done::default();
        let mut next = 0;
        while let Some(Reference { at, to, kind }) = self.references.get(next) {
            next += 1;
            let (at, to, kind) = (at.clone(), to.clone(), *kind);
            let shapes = done.shapes(&to);
            if shapes.iter().any(|shape| is_of(shape, kind)) {
                continue;
            }
            // A pass for one of the two kinds would change the other.
            self.is_fixed = !shapes.is_empty();
            if self.is_fixed && self.changed.contains(&to) {
                let fate = "leads to a value that is two kinds of objects; keywords of one of them have moved";
                self.diagnostics.report(
                    Code::Upgraded,
                    &at,
                    &[&at.segments().last().unwrap_or_default(), fate],
                );
            }
            if let Some(target) = to.of_mut(tree) {
                self.value(target, &Shape::Ref(kind), &Place::Root(&to), done.at(&to));
            }
            done.add(&to, kind);
        }
    }
}

/// Collects the places that references lead to. In a document of 2.0, references have the `older` places still.
fn collect_targets(value: &Value, older: &Places, targets: &mut BTreeSet<Pointer>) {
    step();
    match value {
        Value::Array(items) => {
            for item in items {
                collect_targets(item, older, targets);
            }
        }
        Value::Object(members) => {
            let target = |text: &str| {
                let place = Pointer::parse(text)?;
                Some(older.now(&place).unwrap_or(place))
            };
            let reference = members.get("$ref").and_then(Value::as_str);
            targets.extend(reference.and_then(target));
            if let Some(Value::Object(discriminator)) = members.get("discriminator") {
                let mapped = spec::mapped(discriminator, &Pointer::root());
                targets.extend(mapped.iter().filter_map(|(_, text)| target(text)));
            }
            members
                .values()
                .for_each(|member| collect_targets(member, older, targets));
        }
        _ => {}
    }
}

/// Lets a reference lead to where its target stands now.
fn follow(tree: &mut Value, reference: &Reference, moved: &Places) {
    if let Some(now) = moved.now(&reference.to)
        && let Some(text) = reference.at.of_mut(tree)
    {
        *text = now.reference().into();
    }
}

/// The numbers of the tree that are doubles, as they were written where JSON can have that.
fn numbers(
    source: &Source,
    tree: &Value,
    map: &SourceMap,
    diagnostics: &Diagnostics,
) -> Vec<Option<String>> {
    let mut places = Vec::new();
    collect(tree, &Place::Root(&Pointer::root()), &mut places);
    let written = places.iter().map(|(place, _)| {
        let place = map.written(place);
        diagnostics.written(&place)
    });
    let written: Vec<Pointer> = written.collect();
    let digits = source.digits(&written.iter().collect::<Vec<_>>());
    let pairs = places.iter().zip(digits);
    pairs
        .map(|((_, number), digits)| digits.filter(|digits| decimals::is(digits, *number)))
        .collect()
}

fn collect(value: &Value, at: &Place, places: &mut Vec<(Pointer, f64)>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                collect(value, &Place::Key(at, key), places);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &Place::Item(at, index, index), places);
            }
        }
        Value::Number(number) if number.is_f64() => {
            places.extend(number.as_f64().map(|number| (at.pointer(), number)));
        }
        _ => {}
    }
}
