//! The bundled tree: the document with the parts of other files in it, and each reference to the place of its part.

use super::address::{Way, rebased, split, way};
use super::anchors;
use super::collect::{Collected, Fault, Site, Target, inside, written};
use super::dynamic::{self, Bound};
use super::edits::{point, put, rename};
use super::homes::{Homes, Region, kind_of, section};
use super::library::{Library, weight};
use super::tags;
use super::walk::{Use, is_reference};
use crate::diagnostic::{Code, Pointer};
use crate::openapi::check::is_merged;
use crate::openapi::spec::{IN_TARGET, OPERATION, SCHEMA, Shape, TARGET_IGNORED, shape_below};
use crate::source::{MAX_DEPTH, Origins, Reported, depth};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The limit of copies in the place of references: a multiple of the weight of all files, and a constant.
const MOST_COPIED: usize = 4;
const BESIDES_COPIED: usize = 1 << 16;

/// References within each other's contents.
const MAX_WITHIN: usize = 64;

/// The document and the parts of other files.
pub struct Bundled {
    pub tree: Value,
    pub origins: Origins,
    pub reported: Reported,
    /// The components with names that no file has.
    pub made: BTreeSet<Pointer>,
}

/// Builds the tree; gives the messages about references besides.
pub fn build(library: &Library, collected: &Collected) -> (Bundled, Vec<Fault>) {
    let sites = &collected.sites;
    let document = Target {
        file: 0,
        at: Pointer::root(),
    };
    let mut builder = Builder {
        library,
        sites,
        tree: library.get(0).source.root.clone(),
        regions: vec![Region {
            place: Pointer::root(),
            from: document,
            shape: library.words().document(),
            parent: None,
        }],
        returns: BTreeMap::new(),
        keys: BTreeMap::new(),
        copied: 0,
        faults: Vec::new(),
    };
    builder.expand(0);
    let homes = Homes::find(library, collected, &builder.regions, &builder.tree);
    builder.share(&homes);
    builder.drop_holders(&homes);
    builder.rewrite(&homes);
    builder.spell_out(&collected.refused);
    builder.rebase(&collected.addresses, &homes);
    builder.keep_tags(&collected.discriminators, &homes);
    anchors::remove(&mut builder.tree, &builder.regions);
    let mut origins = Origins::default();
    let mut reported = Reported::default();
    for region in &builder.regions {
        for (at, reference) in inside(&collected.unread, &region.from) {
            if let Some(place) = at.moved(&region.from.at, &region.place) {
                reported.note(reference, place);
            }
        }
    }
    for (place, here) in builder.keys {
        origins.note_key(place, here.file, here.at);
    }
    for region in builder.regions.into_iter().skip(1) {
        origins.note(region.place, region.from.file, region.from.at);
    }
    let own = &library.get(0).source.root;
    let made = homes.shared.iter().filter(|(target, _, place)| {
        place.of(own).is_none() && place.segments().last() != target.at.segments().last()
    });
    let made = made.map(|(_, _, place)| place.clone());
    let bundled = Bundled {
        tree: builder.tree,
        origins,
        reported,
        made: made.collect(),
    };
    (bundled, builder.faults)
}

struct Builder<'b, 'f> {
    library: &'b Library<'f>,
    sites: &'b BTreeMap<Target, Site>,
    tree: Value,
    regions: Vec<Region>,
    /// The references that lead back to contents around them, with the places of those.
    returns: BTreeMap<Pointer, Pointer>,
    /// The places of contents in the place of references, and where their keys were written.
    keys: BTreeMap<Pointer, Target>,
    copied: usize,
    faults: Vec<Fault>,
}

impl Builder<'_, '_> {
    /// Puts contents in the places of references that can't be references to components, from a region on.
    fn expand(&mut self, first: usize) {
        let mut next = first;
        while next < self.regions.len() {
            let (from, place) = (
                self.regions[next].from.clone(),
                self.regions[next].place.clone(),
            );
            for (at, site) in inside(self.sites, &from) {
                let Use::Replaced(shape) = site.usage else {
                    continue;
                };
                let here = Target {
                    file: from.file,
                    at: at.clone(),
                };
                if let Some(place) = at.moved(&from.at, &place) {
                    self.replace(next, &here, place, shape, site);
                }
            }
            next += 1;
        }
    }

    fn replace(&mut self, region: usize, here: &Target, place: Pointer, shape: Shape, site: &Site) {
        if let Some(around) = self.around(region, &site.to) {
            match shape {
                Shape::Ref(_) => {
                    self.returns.insert(place, around);
                }
                _ => self.fault_of(here, shape, Code::RefCircle, &[]),
            }
            return;
        }
        let Some(value) = self.library.get(site.to.file).value(&site.to.at) else {
            return;
        };
        if self.levels(region) > MAX_WITHIN {
            let most = MAX_WITHIN.to_string();
            self.fault_of(here, shape, Code::RefsTooDeep, &[&most]);
            return;
        }
        let old = place.of(&self.tree);
        if shape.kind().is_some_and(is_merged) && !is_reference(old) {
            self.merge(region, here, &place, shape, site);
            return;
        }
        if !self.may_copy(here, &place, shape, value) {
            return;
        }
        let Some(old) = place.of_mut(&mut self.tree) else {
            return;
        };
        let old = std::mem::replace(old, value.clone());
        self.tell(here, &old, shape);
        let key = self.keys.entry(place.clone());
        key.or_insert_with(|| here.clone());
        self.regions.push(Region {
            place,
            from: site.to.clone(),
            shape,
            parent: Some(region),
        });
    }

    /// Counts a copy of a value. False where it would stand too deep, or would be one too many, which is reported.
    fn may_copy(&mut self, here: &Target, place: &Pointer, shape: Shape, value: &Value) -> bool {
        if place.segments().count() + depth(value) > MAX_DEPTH {
            let most = MAX_DEPTH.to_string();
            self.fault_of(here, shape, Code::RefsTooDeep, &[&most]);
            return false;
        }
        let weight = weight(value);
        if self.copied + weight > BESIDES_COPIED + MOST_COPIED * self.library.weight() {
            let most = MOST_COPIED.to_string();
            self.fault_of(here, shape, Code::CopiedTooOften, &[&most]);
            return false;
        }
        self.copied += weight;
        true
    }

    /// Puts the fields of a path item in the place of the reference to it, beside the other fields there; and of the
    /// path items that this one refers to.
    fn merge(&mut self, region: usize, here: &Target, place: &Pointer, shape: Shape, site: &Site) {
        let sites = self.sites;
        let mut way = vec![here.clone()];
        let mut next = Some(site);
        while let Some(Site { to, .. }) = next {
            let from = &way[way.len() - 1];
            let found = self.library.get(to.file).value(&to.at);
            let Some(found @ Value::Object(fields)) = found else {
                return;
            };
            if way.contains(to) {
                self.fault_of(from, shape, Code::RefCircle, &[]);
            } else if way.len() > MAX_WITHIN {
                let most = MAX_WITHIN.to_string();
                self.fault_of(from, shape, Code::RefsTooDeep, &[&most]);
            } else if self.may_copy(here, place, shape, found) {
                self.take(region, &way, place, shape, (to, fields));
                way.push(to.clone());
                next = sites.get(to);
                continue;
            }
            // The rest of the chain is reported.
            if let Some(Value::Object(own)) = place.of_mut(&mut self.tree) {
                own.shift_remove("$ref");
            }
            return;
        }
    }

    /// Takes the fields of a path item that none on the way to it has.
    fn take(
        &mut self,
        region: usize,
        way: &[Target],
        place: &Pointer,
        shape: Shape,
        (target, fields): (&Target, &Map<String, Value>),
    ) {
        let Some(Value::Object(own)) = place.of_mut(&mut self.tree) else {
            return;
        };
        own.shift_remove("$ref");
        let mut twice = Vec::new();
        for (key, value) in fields {
            if own.contains_key(key) {
                twice.push(key);
                continue;
            }
            own.insert(key.clone(), value.clone());
            let below = shape_below(shape, std::iter::once(key.into()));
            self.regions.push(Region {
                place: place.child(key),
                from: Target {
                    file: target.file,
                    at: target.at.child(key),
                },
                shape: below.unwrap_or(Shape::Any),
                parent: Some(region),
            });
        }
        for key in twice.into_iter().filter(|key| !key.starts_with("x-")) {
            let has_key = |one: &&Target| {
                let value = self.library.get(one.file).value(&one.at);
                value.is_some_and(|value| value.get(key).is_some())
            };
            if let Some(one) = way.iter().find(has_key) {
                self.fault_beside(one, key, TARGET_IGNORED);
                let related = Target {
                    file: target.file,
                    at: target.at.child(key),
                };
                if let Some(fault) = self.faults.last_mut() {
                    fault.related = Some((IN_TARGET, related));
                }
            }
        }
    }

    fn fault_beside(&mut self, here: &Target, key: &str, fate: &str) {
        let at = Target {
            file: here.file,
            at: here.at.child(key),
        };
        self.fault(&at, Code::RefSibling, &[key, fate]);
    }

    /// Notes the keywords beside a reference, and a reference where the specification has no room for one.
    fn tell(&mut self, here: &Target, old: &Value, shape: Shape) {
        for key in old.as_object().into_iter().flat_map(Map::keys) {
            if key != "$ref" && !key.starts_with("x-") {
                self.fault_beside(here, key, "ignored");
            }
        }
        if !matches!(shape, Shape::Ref(_)) {
            let what = shape_noun(shape, &here.at);
            self.fault_of(here, shape, Code::RefReplaced, &[&what]);
        }
    }

    /// The place of the contents of `target` around a region, if it is in them.
    fn around(&self, region: usize, target: &Target) -> Option<Pointer> {
        let mut next = Some(region);
        while let Some(region) = next.map(|region| &self.regions[region]) {
            if region.from == *target {
                return Some(region.place.clone());
            }
            next = region.parent;
        }
        None
    }

    fn levels(&self, region: usize) -> usize {
        let parents = std::iter::successors(Some(region), |region| self.regions[*region].parent);
        parents.count()
    }

    /// Notes a message about the reference at `from`.
    fn fault_of(&mut self, from: &Target, shape: Shape, code: Code, args: &[&str]) {
        self.fault(&written(from, Use::Replaced(shape)), code, args);
    }

    fn fault(&mut self, from: &Target, code: Code, args: &[&str]) {
        self.faults.push(Fault {
            from: from.clone(),
            code,
            args: args.iter().map(|arg| (*arg).to_owned()).collect(),
            near: None,
            related: None,
        });
    }

    /// Makes components of the parts that have no other home.
    fn share(&mut self, homes: &Homes) {
        for (target, kind, place) in &homes.shared {
            let Some(value) = self.library.get(target.file).value(&target.at) else {
                continue;
            };
            if depth(value) + place.segments().count() > MAX_DEPTH {
                let most = MAX_DEPTH.to_string();
                self.fault(target, Code::RefsTooDeep, &[&most]);
                continue;
            }
            put(&mut self.tree, place, value.clone());
            self.regions.push(Region {
                place: place.clone(),
                from: target.clone(),
                shape: Shape::Ref(kind),
                parent: None,
            });
            self.expand(self.regions.len() - 1);
        }
    }

    /// Removes members of contents that only hold parts which stand elsewhere now, such as the `components` beside
    /// a path item.
    fn drop_holders(&mut self, homes: &Homes) {
        let shared = homes.shared.iter();
        let shared: BTreeMap<Target, &Pointer> =
            shared.map(|part| (part.0.clone(), &part.2)).collect();
        for region in &self.regions {
            // An unknown field of a path item that was taken over.
            if matches!(region.shape, Shape::Any) && inside(&shared, &region.from).next().is_some()
            {
                let key = region.place.segments().last().unwrap_or_default();
                if let Some(Value::Object(members)) = region.place.parent().of_mut(&mut self.tree) {
                    members.shift_remove(&*key);
                }
            }
            for (at, _) in inside(&shared, &region.from) {
                let levels = region.from.at.segments().count();
                let Some(key) = at.segments().nth(levels) else {
                    continue;
                };
                let is_known = shape_below(region.shape, std::iter::once(key.clone())).is_some();
                let members = region.place.of_mut(&mut self.tree);
                if let Some(Value::Object(members)) = members.filter(|_| !is_known) {
                    members.shift_remove(&*key);
                }
            }
        }
    }

    /// Lets each reference lead to the place of its part.
    fn rewrite(&mut self, homes: &Homes) {
        let mut bound = Vec::new();
        let name = |region: &Region, at: &Pointer, site: &Site| {
            dynamic::name(self.library, region.from.file, at, site)
        };
        for region in &self.regions {
            for (at, site) in inside(self.sites, &region.from) {
                let Some(kind) = kind_of(site.usage) else {
                    continue;
                };
                let Some(place) = at.moved(&region.from.at, &region.place) else {
                    continue;
                };
                // Contents stand here in the place of the reference. They are one themselves in a circle alone.
                if homes.filled.contains(&place) && place != region.place {
                    continue;
                }
                let home = homes.of(&site.to, kind);
                if let (Some(home), Use::Requirement) = (&home, site.usage) {
                    rename(&mut self.tree, &place, home);
                } else if let (Some(name), Some(to)) = (name(region, at, site), &home) {
                    let (at, to) = (place, to.clone());
                    bound.push(Bound {
                        at,
                        name,
                        to,
                        is_own: site.to.file == region.from.file,
                    });
                } else if let Some(home) = home {
                    point(&mut self.tree, &place, &home.reference());
                }
            }
        }
        for (place, to) in &self.returns {
            point(&mut self.tree, place, &to.reference());
        }
        dynamic::bind(self.library, &mut self.tree, &bound);
    }

    /// Lets the addresses in parts of other files begin at the document.
    fn rebase(&mut self, addresses: &BTreeMap<Target, String>, homes: &Homes) {
        for region in &self.regions {
            for (at, written) in inside(addresses, &region.from) {
                let place = at.moved(&region.from.at, &region.place);
                let now = address(self.library, homes, region.from.file, written);
                if let Some((place, now)) = place.zip(now) {
                    point(&mut self.tree, &place, &now);
                }
            }
        }
    }

    /// Lets schemas with other names have the tags that discriminators take from their names.
    fn keep_tags(&mut self, discriminators: &BTreeMap<Target, String>, homes: &Homes) {
        let regions = self.regions.iter();
        let places = regions.flat_map(|region| {
            let inside = inside(discriminators, &region.from);
            inside.filter_map(|(at, property)| {
                let place = at.moved(&region.from.at, &region.place)?;
                Some((place, property.as_str()))
            })
        });
        let places: Vec<(Pointer, &str)> = places.collect();
        let holder = self.library.words().holder(section(&SCHEMA));
        tags::keep(&mut self.tree, &holder, &places, &homes.renamed);
    }

    /// Spells out the URLs that references lead to, and that aren't fetched: resolving says so.
    fn spell_out(&mut self, refused: &BTreeMap<Target, String>) {
        for region in &self.regions {
            for (at, url) in inside(refused, &region.from) {
                if let Some(place) = at.moved(&region.from.at, &region.place) {
                    point(&mut self.tree, &place, url);
                }
            }
        }
    }
}

/// The same address from the document: an operation that stands in the tree by its place there.
fn address(library: &Library, homes: &Homes, file: usize, address: &str) -> Option<String> {
    let name = &library.get(file).name;
    let (path, fragment) = split(address);
    let target = match way(path, name) {
        Way::Here => Some(file),
        Way::File(name) => library.known(&name),
        Way::Remote(url) => library.known(url.as_str()),
        Way::Uri | Way::Absolute => return None,
    };
    let place = Pointer::parse(&format!("#{fragment}")).filter(|_| !fragment.is_empty());
    let target = target.zip(place).map(|(file, at)| Target { file, at });
    match target.and_then(|target| homes.of(&target, &OPERATION)) {
        Some(place) => Some(place.reference()),
        None if file == 0 => None,
        None => rebased(address, name, &library.get(0).name),
    }
}

/// The noun for the value at a place, as messages name it.
fn shape_noun(shape: Shape, at: &Pointer) -> String {
    let key = at.segments().last().unwrap_or_default();
    match shape {
        Shape::Object(kind) => kind.noun.to_owned(),
        _ => format!("`{key}`"),
    }
}
