//! A document in the words of 3.2, for a file of its own: upgraded and repaired as it is for the stages, but with
//! everything that they have no use for.

use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeSet;

use super::anchors::Anchors;
use super::check::{Place, is_schema};
use super::reading::Reading;
use super::skipped::Refused;
use super::spec::{self, DOCUMENT, Kind, Remark, Shape, Version};
use super::upgrade::v2::{Moves, Places};
use super::{settings, upgraded, version};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::source::{Source, SourceMap};
use crate::steps::step;
use crate::text::{json_document, yaml};

/// As the document names its version.
const NEWEST: &str = "3.2.0";

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

    /// The document as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        json_document(&self.tree, &self.decimals)
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
    let mut tree = match version {
        Version::V20 => {
            let (tree, size) = (source.root.clone(), source.size());
            upgraded(tree, size, &mut reading, &mut Refused::new(), diagnostics)?
        }
        _ => source.root.clone(),
    };
    let written = tree.clone();
    let mut walk = Walk {
        version,
        older: reading.places,
        references: Vec::new(),
        moves: Moves::default(),
        diagnostics,
    };
    let root = Pointer::root();
    walk.value(&mut tree, &Shape::Object(&DOCUMENT), &Place::Root(&root));
    walk.targets(&mut tree);
    let Walk {
        older,
        references,
        moves,
        ..
    } = walk;
    let (map, moved) = moves.finish(written);
    for reference in references {
        follow(&mut tree, &reference, &moved);
    }
    // Its numbers are counted in the order of the final tree.
    let tree = named(tree);
    let decimals = decimals(source, &tree, &map, diagnostics);
    Some(Newest {
        tree,
        decimals,
        places: older,
    })
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
    /// Where the parts of a document of 2.0 stand.
    older: Places,
    /// The references, by their places.
    references: Vec<Reference>,
    moves: Moves,
    diagnostics: &'d mut Diagnostics,
}

struct Reference {
    at: Pointer,
    to: Pointer,
    kind: &'static Kind,
}

impl Walk<'_> {
    fn value(&mut self, value: &mut Value, shape: &Shape, at: &Place) {
        step();
        match (shape, value) {
            (Shape::List(item), Value::Array(items)) => {
                for (index, value) in items.iter_mut().enumerate() {
                    self.value(value, item, &Place::Item(at, index, index));
                }
            }
            (Shape::Map(item), Value::Object(members)) => {
                for (key, value) in members {
                    self.value(value, item, &Place::Key(at, key));
                }
            }
            (Shape::Object(kind), Value::Object(members)) => self.object(members, kind, at),
            (Shape::Ref(kind) | Shape::FlagOr(kind), Value::Object(members)) => {
                self.older.follow(members);
                let reference = members.get("$ref").and_then(Value::as_str);
                let is_reference = reference.is_some();
                if let Some(to) = reference.and_then(Pointer::parse) {
                    let at = at.pointer();
                    self.references.push(Reference { at, to, kind });
                }
                // In a schema, the reference is one part of it.
                if !is_reference || is_schema(kind) {
                    self.object(members, kind, at);
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, members: &mut Map<String, Value>, kind: &'static Kind, at: &Place) {
        for pass in kind.passes {
            for remark in pass(members, self.version) {
                match remark {
                    Remark::Told { keyword, fate } => {
                        let place = at.pointer().child(&keyword);
                        self.diagnostics
                            .report(Code::Upgraded, &place, &[&keyword, fate]);
                    }
                    Remark::Moved { from, to } => {
                        let at = at.pointer();
                        let to = to.iter().fold(at.clone(), |at, key| at.child(key));
                        self.moves.note(to, at.child(from));
                    }
                    // The words of all versions are those of the newest now.
                    Remark::Foreign { .. } => {}
                }
            }
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
                self.value(value, shape, &Place::Key(at, key));
            }
        }
    }

    /// Upgrades the targets of references where the tables have no object of their kind.
    fn targets(&mut self, tree: &mut Value) {
        let mut seen = BTreeSet::new();
        let mut next = 0;
        while let Some(Reference { to, kind, .. }) = self.references.get(next) {
            next += 1;
            let (to, kind) = (to.clone(), *kind);
            let is_part = spec::kind_at(&to).is_some_and(|there| std::ptr::eq(there, kind));
            if is_part || !seen.insert(to.clone()) {
                continue;
            }
            if let Some(target) = to.of_mut(tree) {
                self.value(target, &Shape::Ref(kind), &Place::Root(&to));
            }
        }
    }
}

/// Lets a reference lead to where its target stands now.
fn follow(tree: &mut Value, reference: &Reference, moved: &Places) {
    if let Some(now) = moved.now(reference.to.as_str())
        && let Some(Value::Object(members)) = reference.at.of_mut(tree)
        && members.contains_key("$ref")
    {
        members.insert("$ref".to_owned(), now.into());
    }
}

/// The numbers of the tree that are doubles, as they were written where JSON can have that.
fn decimals(
    source: &Source,
    tree: &Value,
    map: &SourceMap,
    diagnostics: &Diagnostics,
) -> Vec<Option<String>> {
    let mut places = Vec::new();
    collect(tree, &Pointer::root(), &mut places);
    let written = places.iter().map(|(place, _)| {
        let place = map.written(place);
        diagnostics.written(&place)
    });
    let written: Vec<Pointer> = written.collect();
    let digits = source.digits(&written.iter().collect::<Vec<_>>());
    let pairs = places.iter().zip(digits);
    pairs
        .map(|((_, number), digits)| digits.filter(|digits| is_decimal(digits, *number)))
        .collect()
}

fn collect(value: &Value, at: &Pointer, places: &mut Vec<(Pointer, f64)>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members.iter().filter(|(_, value)| may_have_doubles(value)) {
                collect(value, &at.child(key), places);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                if may_have_doubles(item) {
                    collect(item, &at.index(index), places);
                }
            }
        }
        Value::Number(number) if number.is_f64() => {
            places.extend(number.as_f64().map(|number| (at.clone(), number)));
        }
        _ => {}
    }
}

/// Most values are texts, whose places needn't be spelled.
fn may_have_doubles(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_f64(),
        value => value.is_array() || value.is_object(),
    }
}

/// Whether a text is this number in JSON.
fn is_decimal(text: &str, number: f64) -> bool {
    let read = serde_json::from_str::<f64>(text);
    read.is_ok_and(|read| read.to_bits() == number.to_bits())
}
