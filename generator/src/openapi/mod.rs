//! The values of a document → views of it. The tree is checked along the tables of the specification:
//! values of a wrong shape are reported at their place and left out, so that views can rely on the rest.
//! Pointers into the document stay valid, except into lists of which an item was left out.

mod anchors;
mod budget;
mod bundle;
mod check;
mod decimals;
mod newest;
mod reading;
mod skipped;
#[doc(hidden)]
pub mod spec;
mod targets;
mod upgrade;
pub mod view;

pub(crate) use anchors::Anchors;
pub use bundle::bundle;
pub(crate) use check::is_large;
pub(crate) use check::values::is_same;
pub use newest::{Newest, newest};
pub use skipped::operations;

use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostics, Pointer, Reason};
use crate::source::{Origins, Reported, Source};
use anchors::templates;
use budget::Budget;
use reading::Reading;
use skipped::Refused;
use spec::{DOCUMENT, Shape, Version};
use targets::{Target, Targets};
use upgrade::v2::Places;
use url::Url;
use view::{Read, RefOr, Root, Shared};

/// A document of which every shape has been checked.
#[derive(Debug)]
pub struct Document {
    /// The checked tree.
    pub tree: Value,
    /// The places that references lead to besides components.
    targets: Targets,
    /// The bytes of its text.
    pub size: usize,
    /// The number of schemas, references included.
    pub schemas: usize,
    /// The operations that can't be read, with the reasons.
    pub skipped: BTreeMap<Pointer, Reason>,
    /// The names of its security schemes, those that can't be read included.
    pub schemes: BTreeSet<String>,
    /// The references that were reported when other files were read.
    pub reported: Reported,
    /// The places of components that bundling named.
    made: BTreeSet<Pointer>,
    /// The descriptions beside references, by the places of those.
    described: BTreeMap<Pointer, String>,
    /// Where its parts stand since an upgrade.
    places: Places,
    /// The digits of its integers beyond 64 bits, by place.
    digits: BTreeMap<Pointer, String>,
    /// Its own URI.
    uri: Option<Url>,
    /// The origins of the parts of other files that stand in the tree more than once.
    copies: Origins,
}

impl Document {
    /// The description beside the reference at a place, which goes before that of the target.
    #[must_use]
    pub fn described(&self, at: &Pointer) -> Option<&str> {
        self.described.get(at).map(String::as_str)
    }

    /// Whether the name of a component stands in the document, and is not one that bundling gave.
    #[must_use]
    pub fn is_named(&self, section: &Pointer, name: &str) -> bool {
        self.made.is_empty() || !self.made.contains(&section.child(name))
    }

    /// The digits of an integer beyond 64 bits.
    #[must_use]
    pub fn digits(&self, at: &Pointer) -> Option<&str> {
        self.digits.get(at).map(String::as_str)
    }

    /// The `value` at a place as JSON, if it has integers beyond 64 bits: with all their digits.
    #[must_use]
    pub fn exact(&self, value: &Value, at: &Pointer) -> Option<String> {
        let json = (!self.digits.is_empty()).then(|| self.json(value, at))?;
        let plain = value.to_string();
        (json != plain).then_some(json)
    }

    fn json(&self, value: &Value, at: &Pointer) -> String {
        match value {
            Value::Number(number) => {
                let digits = self.digits(at).map(str::to_owned);
                digits.unwrap_or_else(|| number.to_string())
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                let items = items.map(|(index, item)| self.json(item, &at.index(index)));
                format!("[{}]", items.collect::<Vec<_>>().join(","))
            }
            Value::Object(members) => {
                let members = members.iter().map(|(key, value)| {
                    let value = self.json(value, &at.child(key));
                    format!("{}:{value}", Value::from(key.as_str()))
                });
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
            _ => value.to_string(),
        }
    }

    /// The settings, with the places of the checked tree.
    #[must_use]
    pub fn settings<'c>(&self, config: &'c Config) -> Cow<'c, Config> {
        settings(config, &self.places)
    }

    /// The document as a whole.
    #[must_use]
    pub fn root(&self) -> Root<'_> {
        Root::read(&self.tree)
    }

    /// The place in this document that a URI names.
    #[must_use]
    pub fn place(&self, uri: &str) -> Option<Pointer> {
        let (file, _) = uri.split_once('#')?;
        let is_own = |own: &Url| anchors::whole(own, file).as_ref() == Some(own);
        let is_here = file.is_empty() || self.uri.as_ref().is_some_and(is_own);
        Pointer::parse(&uri[file.len()..]).filter(|_| is_here)
    }

    /// Whether the values at two places are one: references to another file put it at both.
    #[must_use]
    pub fn is_one(&self, place: &Pointer, other: &Pointer) -> bool {
        place == other || self.copies.written(place) == self.copies.written(other)
    }

    /// The target of a reference, with its name if it is a component.
    #[must_use]
    pub fn target<'a, T: Shared<'a>>(
        &'a self,
        at: &Pointer,
    ) -> Option<(RefOr<'a, T>, Option<&'a str>)> {
        if let Some(name) = at.component(T::SECTION) {
            let components = self.root().components(T::SECTION);
            if let Some((name, found)) = components.entry(&name) {
                return Some((found, Some(name)));
            }
        }
        let found = match self.targets.get(T::SECTION)?.get(at)? {
            Target::InTree => at.of(&self.tree)?,
            Target::Copy(copy) => copy,
            Target::Other(_) => return None,
        };
        Some((RefOr::read(found), None))
    }

    /// The noun of the thing at a place that a reference takes for a `T`, if it is another.
    #[must_use]
    pub fn other<'a, T: Shared<'a>>(&self, at: &Pointer) -> Option<&str> {
        match self.targets.get(T::SECTION)?.get(at)? {
            Target::Other(noun) => Some(noun),
            _ => None,
        }
    }
}

/// The settings, with the places of a document in which parts have moved.
fn settings<'c>(config: &'c Config, places: &Places) -> Cow<'c, Config> {
    if places.is_empty() {
        return Cow::Borrowed(config);
    }
    let mut config = config.clone();
    config.rename_places(|place| {
        let now = places.now(&Pointer::shown(place)?)?;
        Some(now.as_str().to_owned())
    });
    Cow::Owned(config)
}

/// The value of `paths` where it is nothing that holds paths, and the document has nothing else to generate from.
fn only_other_paths(root: &Value) -> Option<&Value> {
    let paths = root
        .get("paths")
        .filter(|paths| !paths.is_object() && !paths.is_null())?;
    let others = ["webhooks", "components", "definitions"];
    let has_other = others.iter().any(|keyword| root.get(*keyword).is_some());
    (!has_other).then_some(paths)
}

/// Reads the document along the tables. Takes the tree out of the source: of a large document it is large, and later
/// stages need only the texts.
pub fn read(source: &mut Source, diagnostics: &mut Diagnostics) -> Option<Document> {
    let version = version(&source.root, diagnostics)?;
    let mut anchors = Anchors::of(source);
    anchors.report(diagnostics);
    let size = source.size();
    if let Some(map) = templates::fill(&anchors, &mut source.root, Budget::of(size)) {
        diagnostics.follow(map);
        anchors = Anchors::of(source);
    }
    let mut reading = Reading::of(version, anchors);
    reading.is_of_several = source.is_of_several();
    let mut refused = Refused::new();
    let uri = anchors::uri(source);
    let mut tree = std::mem::take(&mut source.root);
    let operations: Vec<_> = skipped::all(&tree).collect();
    let known_schemes = skipped::schemes(&tree);
    if version == Version::V20 {
        tree = upgraded(source, tree, &mut reading, &mut refused, diagnostics);
    }
    // The check changes the tree. A part of it that was left out can be the target of a reference.
    let written = reading.can_move_references() || targets::are_besides_components(&tree);
    let written = written.then(|| tree.clone());
    let shape = Shape::Object(&DOCUMENT);
    let mut found = check::check(
        &Pointer::root(),
        &mut tree,
        &shape,
        &mut reading,
        diagnostics,
    );
    let schemas = found.schemas;
    refused.append(&mut found.refused);
    let skipped = skipped::skipped(operations, &tree, &refused);
    let budget = Budget::of(size);
    let targets = targets::read(
        written.as_ref(),
        &mut tree,
        found,
        budget,
        &mut reading,
        diagnostics,
    );
    restore(source, &mut tree, &mut reading, diagnostics);
    Some(Document {
        tree,
        targets,
        size,
        schemas,
        skipped,
        schemes: known_schemes,
        digits: digits(source, reading.large, diagnostics),
        reported: std::mem::take(&mut source.reported),
        made: std::mem::take(&mut source.made),
        described: reading.described,
        places: reading.places,
        uri,
        copies: source.origins_of_copies(),
    })
}

/// Gives the texts that were decimals their digits.
fn restore(source: &Source, tree: &mut Value, reading: &mut Reading, diagnostics: &Diagnostics) {
    let texts = std::mem::take(&mut reading.decimals);
    decimals::restore(source, tree, &texts, |place| diagnostics.written(place));
}

/// The digits of those numbers that were written as integers.
fn digits(
    source: &Source,
    numbers: Vec<Pointer>,
    diagnostics: &Diagnostics,
) -> BTreeMap<Pointer, String> {
    if numbers.is_empty() {
        return BTreeMap::new();
    }
    let written = numbers.iter().map(|place| diagnostics.written(place));
    let written: Vec<Pointer> = written.collect();
    let digits = source.digits(&written.iter().collect::<Vec<_>>());
    let is_whole = |digits: &String| {
        let digits = digits.strip_prefix('-').unwrap_or(digits);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let all = numbers.into_iter().zip(digits);
    let all = all.filter_map(|(place, digits)| Some((place, digits.filter(is_whole)?)));
    all.collect()
}

/// A document of 2.0 in the words of 3.x. Objects with another form in 3.x are checked before, by tables of their own.
fn upgraded(
    source: &Source,
    mut tree: Value,
    reading: &mut Reading,
    refused: &mut Refused,
    diagnostics: &mut Diagnostics,
) -> Value {
    let shape = Shape::Object(&spec::v2::DOCUMENT);
    let mut found = check::check(&Pointer::root(), &mut tree, &shape, reading, diagnostics);
    *refused = std::mem::take(&mut found.refused);
    restore(source, &mut tree, reading, diagnostics);
    let extended = targets::below_extensions(&mut tree, &mut found, reading, diagnostics);
    let map = std::mem::take(&mut found.map);
    found.report_left_out(diagnostics);
    diagnostics.follow(map);
    let upgraded = upgrade::v2::upgrade(tree, source.size(), &extended, diagnostics);
    diagnostics.follow(upgraded.map);
    reading.places = upgraded.places;
    upgraded.tree
}

/// Which specification the document follows, if it is one that can be read.
fn version(document: &Value, diagnostics: &mut Diagnostics) -> Option<Version> {
    let root = Pointer::root();
    let Value::Object(members) = document else {
        diagnostics.report(Code::NotOpenApi, &root, &["it is not an object"]);
        return None;
    };
    if let Some(version) = Version::of(document) {
        let named = members.get("swagger").map(Version::shown);
        let is_other = |named: &String| *named != "2" && !named.starts_with("2.0");
        if version == Version::V20
            && let Some(named) = named.filter(is_other)
        {
            let at = root.child("swagger");
            diagnostics.report(Code::VersionOther, &at, &[&named]);
        }
        if let Some(paths) = only_other_paths(document) {
            let words = [&*check::describe(paths)];
            diagnostics.report(Code::PathsOfOtherShape, &root.child("paths"), &words);
            return None;
        }
        return Some(version);
    }
    for (keyword, name) in [("openapi", "OpenAPI"), ("swagger", "Swagger")] {
        if let Some(version) = members.get(keyword) {
            let words = [&*Version::shown(version), name];
            diagnostics.report(Code::VersionUnsupported, &root.child(keyword), &words);
            return None;
        }
    }
    let fault = "it has no `openapi` with its version";
    diagnostics.report(Code::NotOpenApi, &root, &[fault]);
    None
}
