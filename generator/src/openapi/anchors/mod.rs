//! Schemas that have names of their own: `$anchor`, `$dynamicAnchor` and `$id`. A reference by such a name becomes
//! one by place, if the name is that of one schema. So does a reference within a schema with an `$id`, a resource: it
//! begins at the URI of that. So does `$recursiveRef`, which names the schema that it is in.

mod dynamic;
mod inner;
mod recursive;
pub mod templates;

pub(super) use inner::{schemas, schemas_mut};

use super::spec::{SCHEMA, Version, kind_at};
use crate::diagnostic::{Code, Diagnostics, Pointer, Related};
use crate::source::Source;
use crate::source::files::is_url;
use crate::steps::step;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// The names of the schemas in a file.
#[derive(Default)]
pub struct Anchors {
    /// The places by URI, such as `https://example.com/tree#node`, and by a name in the file, such as `#node`. None
    /// where several schemas have the name.
    names: BTreeMap<String, Option<Pointer>>,
    /// The URIs of the resources: schemas with an `$id` (JSON Schema 2020-12, 8.2.1), and the file.
    resources: BTreeMap<Pointer, Url>,
    /// The targets of the references that aren't the place of their target, by the resource around the reference.
    targets: BTreeMap<Pointer, BTreeMap<String, Pointer>>,
    /// The schemas with a `$recursiveAnchor` that others can take the place of.
    replaceable: BTreeSet<Pointer>,
    /// The places of the dynamic anchors in a whole schema, by `#` and their names.
    own: BTreeMap<Pointer, BTreeMap<String, Pointer>>,
    /// The schemas with a `$dynamicRef` of that name that others give another meaning.
    dynamic: BTreeMap<String, BTreeSet<Pointer>>,
    /// The schemas with an `$id` and dynamic anchors that stand within others.
    inner: BTreeSet<Pointer>,
    twice: Vec<Twice>,
    /// Whether a reference by place within a schema with an `$id` leads to a place of the document.
    leads_out: bool,
    /// Whether keywords beside `$ref` have no effect, as before 3.1.
    ignores_siblings: bool,
}

/// A keyword whose name another schema has, too.
struct Twice {
    name: String,
    keyword: &'static str,
    at: Pointer,
    first: Pointer,
}

/// The keywords that name a place within a resource.
const WITHIN: [&str; 2] = ["$anchor", DYNAMIC_ANCHOR];

pub(super) const DYNAMIC_ANCHOR: &str = "$dynamicAnchor";

/// The keywords that name a place, without the `$` that all of them begin with.
const WORDS: [&str; 4] = ["anchor", "dynamicAnchor", "id", "recursiveAnchor"];

/// The only reference of that kind (JSON Schema 2019-09, 8.2.4.2.1), and its keyword.
const RECURSIVE: (&str, &str) = ("$recursiveRef", "#");

/// The references that may lead to another schema than they name.
const DYNAMIC: [&str; 2] = [RECURSIVE.0, "$dynamicRef"];

/// The URI of a file that has none, so that relative ones can be compared.
const NO_URI: &str = "document:///";

impl Anchors {
    /// The names in a file.
    pub fn of(source: &Source) -> Self {
        let mut anchors = Self::default();
        // Few documents have any, and to look for the words is faster than to walk.
        let has_word = |text: &[u8]| {
            let mut marks = memchr::memchr_iter(b'$', text);
            let is_word = |rest: &[u8]| WORDS.iter().any(|word| rest.starts_with(word.as_bytes()));
            marks.any(|mark| is_word(&text[mark + 1..]))
        };
        let mut files = source.files();
        if !files.any(|file| has_word(file.text.as_bytes())) {
            return anchors;
        }
        let (root, at) = (&source.root, Pointer::root());
        if let Some(base) = uri(source) {
            let mut recursive = BTreeSet::new();
            let version = super::version(root, &mut Diagnostics::default());
            anchors.ignores_siblings = version.is_some_and(|version| version < Version::V31);
            anchors.resources.insert(at.clone(), base.clone());
            anchors.collect((root, false), &at, &base, &mut recursive);
            anchors.settle(source);
            anchors.resolve(root, root, &at, (&at, &base));
            // Where some schemas lost their names, a name of several schemas would be that of one.
            anchors.leads_out &= anchors.twice.is_empty();
            anchors.replaceable = recursive::replaceable(&anchors, root, &recursive, RECURSIVE);
            anchors.inner = anchors.inner();
            anchors.dynamic = anchors.bound(root);
        }
        anchors
    }

    /// Collects names, and the schemas with a `$recursiveAnchor`, from a value whose keys may be names. A document nests
    /// a limited number of levels.
    fn collect(
        &mut self,
        (value, has_names): (&Value, bool),
        at: &Pointer,
        base: &Url,
        recursive: &mut BTreeSet<Pointer>,
    ) {
        step();
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.collect((item, false), &at.index(index), base, recursive);
                }
            }
            Value::Object(members)
                if self.ignores_siblings
                    && !has_names
                    && members.get("$ref").is_some_and(Value::is_string) => {}
            Value::Object(members) => {
                // Names such as `$anchor` are no keywords.
                let text = |keyword| {
                    let value = members.get(keyword).filter(|_| !has_names);
                    value.and_then(Value::as_str)
                };
                let id = text("$id");
                // Draft 7, 8.2.3: an `$id` that is only a fragment is an anchor.
                let anchor = id.and_then(|id| id.strip_prefix('#'));
                let id = id.filter(|_| anchor.is_none());
                let id = id.and_then(|id| whole(base, id)).filter(|id| id != base);
                if let Some(id) = &id {
                    self.add("$id", id.as_str().to_owned(), at);
                    self.resources.insert(at.clone(), id.clone());
                }
                let base = id.as_ref().unwrap_or(base);
                if let Some(name) = text(DYNAMIC_ANCHOR)
                    && let Some(whole) = self.around(at)
                {
                    let name = format!("#{name}");
                    let bound = self.dynamic.entry(name.clone()).or_default();
                    bound.insert(whole.clone());
                    let own = self.own.entry(whole).or_default();
                    own.entry(name).or_insert_with(|| at.clone());
                }
                let anchor = anchor.filter(|anchor| !anchor.is_empty());
                let anchors =
                    WITHIN.map(|keyword| (keyword, text(keyword).filter(|it| is_name(it))));
                for (keyword, name) in anchors.into_iter().chain([("$id", anchor)]) {
                    if let Some(name) = name {
                        self.add(keyword, format!("{base}#{name}"), at);
                        let local = self.names.entry(format!("#{name}"));
                        let local = local.or_insert_with(|| Some(at.clone()));
                        *local = local.take().filter(|known| known == at);
                    }
                }
                let recursive_anchor = members.get("$recursiveAnchor").filter(|_| !has_names);
                if recursive_anchor == Some(&Value::Bool(true)) {
                    recursive.insert(at.clone());
                }
                for (key, value) in schemas(members, has_names) {
                    self.collect(value, &at.child(key), base, recursive);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, keyword: &'static str, name: String, at: &Pointer) {
        let known = self.names.entry(name.clone());
        let known = known.or_insert_with(|| Some(at.clone()));
        if let Some(first) = known.clone().filter(|first| first != at) {
            self.twice.push(Twice {
                name,
                keyword,
                at: at.child(keyword),
                first,
            });
        }
    }

    /// Forgets the names of several schemas. Copies of a part of another file are one schema, and several files can have
    /// one dynamic anchor.
    fn settle(&mut self, source: &Source) {
        let mut twice = std::mem::take(&mut self.twice);
        let written = |twice: &Twice| {
            let first = twice.first.child(twice.keyword);
            (source.written(&first), source.written(&twice.at))
        };
        twice.retain(|twice| {
            let (first, last) = written(twice);
            first != last
        });
        for twice in &twice {
            self.names.insert(twice.name.clone(), None);
        }
        twice.retain(|twice| {
            let (first, last) = written(twice);
            let is_of_one = first.0 == last.0 || !WITHIN.contains(&twice.keyword);
            is_of_one && !self.is_shared(&source.root, twice)
        });
        self.twice = twice;
    }

    /// Notes the targets of the references in a resource, even those in examples: a key such as `value` may be a name.
    fn resolve(
        &mut self,
        root: &Value,
        value: &Value,
        at: &Pointer,
        (resource, base): (&Pointer, &Url),
    ) {
        step();
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.resolve(root, item, &at.index(index), (resource, base));
                }
            }
            Value::Object(members) => {
                let own = self.resources.get(at).cloned();
                let (resource, base) = own.as_ref().map_or((resource, base), |own| (at, own));
                let keywords = ["$ref", "$dynamicRef", "defaultMapping"];
                let references = keywords.map(|keyword| members.get(keyword));
                let mapped = members.get("mapping").and_then(Value::as_object);
                let mapped = mapped.into_iter().flatten().map(|(_, value)| value);
                let all = references.into_iter().flatten().chain(mapped);
                for reference in all.filter_map(Value::as_str) {
                    let known = self.targets.get(resource);
                    if known.is_some_and(|known| known.contains_key(reference)) {
                        continue;
                    }
                    if let Some(target) = self.target(root, base, reference) {
                        let targets = self.targets.entry(resource.clone()).or_default();
                        targets.insert(reference.to_owned(), target);
                    } else {
                        let is_inner = *resource != Pointer::root();
                        self.leads_out |= is_inner && reference.starts_with("#/");
                    }
                }
                for (key, value) in members {
                    self.resolve(root, value, &at.child(key), (resource, base));
                }
            }
            _ => {}
        }
    }

    /// The place that a reference in the resource with the URI `base` leads to, if it isn't the place itself. Without a
    /// target in the resource, a reference by place leads to one of the document: many authors mean that.
    fn target(&self, root: &Value, base: &Url, reference: &str) -> Option<Pointer> {
        let file = Pointer::root();
        let uri = whole(base, reference)?;
        let (_, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let local = format!("#{fragment}");
        let Some(inner) = Pointer::parse(&local) else {
            let named = self.get(&format!("{uri}{local}"));
            return named
                .or_else(|| self.get(&local).filter(|_| reference.starts_with('#')))
                .cloned();
        };
        let resource = match self.get(uri.as_str()) {
            Some(resource) => resource,
            None if self.resources.get(&file) == Some(&uri) => &file,
            None => return None,
        };
        let target = inner.moved(&file, resource)?;
        (target.as_str() != reference && target.of(root).is_some()).then_some(target)
    }

    /// The names by which other files refer to a schema.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = self.names.keys().map(String::as_str);
        names.filter(|name| !name.starts_with('#') && !name.starts_with(NO_URI))
    }

    /// The names of anchors, by which its own references name schemas.
    pub fn local(&self) -> impl Iterator<Item = &str> {
        let names = self.names.keys().map(String::as_str);
        names.filter_map(|name| name.strip_prefix('#'))
    }

    /// The place of this name, if it is that of one schema.
    pub fn get(&self, name: &str) -> Option<&Pointer> {
        self.names.get(name)?.as_ref()
    }

    /// Whether several schemas have this name, so that it is the name of none.
    pub fn is_of_several(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(Option::is_none)
    }

    /// Whether no reference is one by name.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// Writes a schema for readers that take each `$id` for the start of a resource, if the document has references that
    /// such a reader would look for there: all references become places of the document, and the names go.
    pub fn flatten(&self, schema: &mut Map<String, Value>, at: impl FnOnce() -> Pointer) {
        if self.leads_out {
            let at = at();
            self.follow(schema, || at.clone());
            // A reference that is still dynamic needs its name alone: the schema around it decides the target.
            if let Some(Value::String(name)) = schema.get_mut(DYNAMIC[1])
                && let Some(mark) = name.find('#')
            {
                name.drain(..mark);
            }
            schema.shift_remove("$anchor");
            // Without its own, the dynamic anchors in it would be those of the schema around it.
            if !self.inner.contains(&at) {
                schema.shift_remove("$id");
            }
        }
    }

    /// The target of a reference by name at a place.
    pub fn find(&self, at: &Pointer, reference: &str) -> Option<&Pointer> {
        if self.targets.is_empty() {
            return None;
        }
        let resource = self.resource(at)?;
        self.targets.get(&resource)?.get(reference)
    }

    /// The place that a reference at a place leads to.
    fn target_at(&self, at: &Pointer, reference: &str) -> Option<Pointer> {
        let named = self.find(at, reference).cloned();
        named.or_else(|| Pointer::parse(reference))
    }

    /// The URI that a reference at a place names, in a file with this URI; none if no URI around it is known.
    pub fn uri(&self, at: &Pointer, reference: &str, file: Option<&Url>) -> Option<Url> {
        let base = self.resource(at).and_then(|at| self.resources.get(&at));
        let uri = match base.or(file) {
            Some(base) => base.join(reference).ok()?,
            None => Url::parse(reference).ok()?,
        };
        (!uri.as_str().starts_with(NO_URI)).then_some(uri)
    }

    /// The places of the resources around a place, from the inside, without the file.
    pub fn resources(&self, at: &Pointer) -> impl Iterator<Item = Pointer> {
        let has_any = self.resources.len() > 1;
        let around = has_any.then(|| at.around()).into_iter().flatten();
        around.filter(|at| *at != Pointer::root() && self.resources.contains_key(at))
    }

    fn resource(&self, at: &Pointer) -> Option<Pointer> {
        at.around().find(|at| self.resources.contains_key(at))
    }

    /// Reports the names of several schemas.
    pub fn report(&self, diagnostics: &mut Diagnostics) {
        for twice in &self.twice {
            let name = twice.name.strip_prefix(NO_URI).unwrap_or(&twice.name);
            let first = Related::at("first used here", &twice.first.child(twice.keyword));
            let (code, words) = (Code::IdTwice, [name, twice.keyword]);
            diagnostics.report_related(code, &twice.at, &words, vec![first]);
        }
    }

    /// Replaces the names in the references of the schema at `at` by places. A dynamic or recursive reference is one
    /// like any other where one schema alone can be meant.
    pub fn follow(&self, schema: &mut Map<String, Value>, at: impl FnOnce() -> Pointer) {
        if self.targets.is_empty() && !DYNAMIC.iter().any(|keyword| schema.contains_key(*keyword)) {
            return;
        }
        let at = at();
        let text = |keyword| schema.get(keyword).and_then(Value::as_str);
        let recursive = || {
            let is_recursive = text(RECURSIVE.0).is_some_and(|to| to == RECURSIVE.1);
            let place = is_recursive.then(|| self.around(&at)).flatten();
            place.filter(|place| !self.replaceable.contains(place))
        };
        let (keyword, meant) = match (text("$ref"), text(DYNAMIC[1])) {
            (Some(name), _) => (
                "$ref",
                self.find(&at, name)
                    .map(|place| Value::from(place.reference())),
            ),
            (None, Some(name)) => {
                let meant = self.meant(&at, name).map(Value::from);
                (DYNAMIC[1], meant)
            }
            (None, None) => (
                RECURSIVE.0,
                recursive().map(|place| Value::from(place.reference())),
            ),
        };
        if let Some(meant) = meant {
            schema.shift_remove(keyword);
            schema.insert("$ref".to_owned(), meant);
        }
        let Some(Value::Object(discriminator)) = schema.get_mut("discriminator") else {
            return;
        };
        let mapped = discriminator.iter_mut().flat_map(|(keyword, value)| {
            let all: Vec<&mut Value> = match (&**keyword, value) {
                ("mapping", Value::Object(tags)) => tags.values_mut().collect(),
                ("defaultMapping", target) => vec![target],
                _ => Vec::new(),
            };
            all
        });
        for reference in mapped {
            let place = reference.as_str().and_then(|name| self.find(&at, name));
            if let Some(place) = place.map(|place| Value::from(place.reference())) {
                *reference = place;
            }
        }
    }

    /// The whole schema that the one at `at` is in.
    fn around(&self, at: &Pointer) -> Option<Pointer> {
        whole_around(at, |place| self.is_whole(place))
    }

    fn is_whole(&self, place: &Pointer) -> bool {
        *place != Pointer::root() && self.resources.contains_key(place)
    }
}

/// The whole schema around a place: the nearest resource, or else the outermost schema.
pub fn whole_around(at: &Pointer, is_resource: impl Fn(&Pointer) -> bool) -> Option<Pointer> {
    let is_schema =
        |place: &Pointer| kind_at(place).is_some_and(|kind| std::ptr::eq(kind, &raw const SCHEMA));
    let mut outermost = None;
    for place in at.around().filter(is_schema) {
        let is_whole = is_resource(&place);
        outermost = Some(place);
        if is_whole {
            break;
        }
    }
    outermost
}

/// The URI of a file: `$self` of a document, or the URL of a remote file.
pub fn uri(source: &Source) -> Option<Url> {
    let place = Some(source.name.as_str()).filter(|name| is_url(name));
    let place = Url::parse(place.unwrap_or(NO_URI)).ok()?;
    let own = source.root.get("$self").and_then(Value::as_str);
    let own = own.and_then(|own| whole(&place, own));
    Some(own.unwrap_or(place))
}

/// The URI that a reference names, without its fragment.
pub fn whole(base: &Url, reference: &str) -> Option<Url> {
    let mut uri = base.join(reference).ok()?;
    uri.set_fragment(None);
    Some(uri)
}

/// Whether a text can be an anchor (JSON Schema 2020-12 Core, 8.2.2; 2019-09 Core, 8.2.3).
pub fn is_name(text: &str) -> bool {
    let is_inner = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && text.chars().all(is_inner)
}
