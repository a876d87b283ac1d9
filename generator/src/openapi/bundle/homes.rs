//! The places of the bundled tree where parts of files stand.

use super::collect::{Collected, Site, Target, inside};
use super::library::Library;
use super::names::{names, trail};
use super::walk::{Use, is_reference};
use crate::diagnostic::Pointer;
use crate::map::IndexSet;
use crate::openapi::spec::{Kind, SCHEMA, SECURITY_SCHEME, Shape, shape_below};
use crate::steps::step;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A part of a file that stands in the tree.
pub struct Region {
    /// Its place in the tree.
    pub place: Pointer,
    /// Its place in its file.
    pub from: Target,
    pub shape: Shape,
    /// The region in which it took the place of a reference.
    pub parent: Option<usize>,
}

/// An object of a file that references lead to, as one of a kind: by the section of such components.
type Part = (Target, &'static str);

/// A part that becomes a component, with the words on the way to it.
type Unnamed = (Target, &'static Kind, Vec<String>);

/// The place of a part.
enum Home {
    /// It stands in the tree.
    Known(Pointer),
    /// It will, within a part that has no name yet.
    Awaited,
}

/// The places of objects that references lead to.
#[derive(Default)]
pub struct Homes {
    /// The ends of references that lead to other references.
    ends: BTreeMap<Part, Target>,
    /// The parts that stand in the tree, by their places in the files.
    tops: BTreeMap<Target, Vec<Top>>,
    /// The parts that become components, with their places in the tree.
    pub shared: Vec<(Target, &'static Kind, Pointer)>,
    /// The components of the document that were references to parts, and are those parts now.
    pub filled: BTreeSet<Pointer>,
    /// The names in their files of schemas that became components with other names, by those.
    pub renamed: BTreeMap<String, String>,
}

/// A part that stands in the tree, or will: then its place isn't known yet.
struct Top {
    place: Option<Pointer>,
    shape: Shape,
}

/// The kind of object that a reference leads to, unless the object takes its place.
pub fn kind_of(usage: Use) -> Option<&'static Kind> {
    match usage {
        Use::Shared(kind) => Some(kind),
        Use::Mapping | Use::Dynamic => Some(&SCHEMA),
        Use::Requirement => Some(&SECURITY_SCHEME),
        Use::Replaced(_) => None,
    }
}

pub fn section(kind: &Kind) -> &'static str {
    kind.section.unwrap_or_default()
}

/// The name of an object that is shared.
fn name_in(holder: &Pointer, at: &Pointer) -> Option<String> {
    let is_shared = at != holder && at.parent() == *holder;
    let name = at.segments().last().filter(|_| is_shared)?;
    Some(name.into_owned())
}

fn is(kind: &'static Kind, other: Option<&'static Kind>) -> bool {
    other.is_some_and(|other| std::ptr::eq(kind, other))
}

impl Homes {
    /// Finds a home for each part: the component of the document that is a reference to it, or a place in a part
    /// around it, or a new component. `regions` stand in the tree already.
    pub fn find(
        library: &Library,
        collected: &Collected,
        regions: &[Region],
        tree: &Value,
    ) -> Self {
        let sites = &collected.sites;
        let mut homes = Self::default();
        let mut parts: BTreeMap<Part, &'static Kind> = BTreeMap::new();
        let mut names: BTreeMap<Part, BTreeSet<String>> = BTreeMap::new();
        for site in sites.values() {
            let Some(kind) = kind_of(site.usage).filter(|_| site.to.file > 0) else {
                continue;
            };
            let end = homes.end(library, sites, &site.to, kind);
            if end.file > 0 {
                parts.insert((end.clone(), section(kind)), kind);
            }
            let holder = library.words().holder(section(kind));
            let name = name_in(&holder, &site.to.at);
            if let Some(name) = name.filter(|_| end != site.to) {
                let names = names.entry((end.clone(), section(kind))).or_default();
                names.insert(name);
            }
        }
        for region in regions.iter().filter(|region| region.from.file > 0) {
            let top = Top {
                place: Some(region.place.clone()),
                shape: region.shape,
            };
            homes.tops.entry(region.from.clone()).or_default().push(top);
        }
        for tops in homes.tops.values_mut() {
            tops.sort_by(|a, b| a.place.cmp(&b.place));
        }
        let aliases = homes.aliases(library, sites, regions);
        let mut unnamed: BTreeMap<&'static str, Vec<Unnamed>> = BTreeMap::new();
        // Parts before those within them.
        for ((target, section), kind) in parts {
            if homes.inner(&target, kind).is_some() {
                continue;
            }
            let part = (target, section);
            if let Some(place) = aliases.get(&part) {
                homes.filled.insert(place.clone());
                homes.settle(part.0, kind, place.clone());
                continue;
            }
            let file = library.shown(&library.get(part.0.file).name);
            let mut words = trail(file, &part.0.at);
            let names = names.get(&part).filter(|_| part.0.at == Pointer::root());
            words.extend(names.and_then(BTreeSet::first).cloned());
            homes.tops.entry(part.0.clone()).or_default().push(Top {
                place: None,
                shape: Shape::Ref(kind),
            });
            unnamed
                .entry(section)
                .or_default()
                .push((part.0, kind, words));
        }
        for (section, parts) in unnamed {
            let holder = library.words().holder(section);
            let own = holder.of(tree).and_then(Value::as_object);
            let own = own.into_iter().flatten().map(|(name, _)| name.clone());
            let referred = collected.named.iter();
            let referred = referred.filter_map(|place| name_in(&holder, &holder.member(place)?));
            homes.name(&holder, own.chain(referred), parts);
        }
        homes
    }

    /// The end of the references that begin at a target: the one that is no reference. Those that go round are left
    /// as they are. Each target on the way remembers it.
    fn end(
        &mut self,
        library: &Library,
        sites: &BTreeMap<Target, Site>,
        target: &Target,
        kind: &'static Kind,
    ) -> Target {
        let mut way: IndexSet<&Target> = IndexSet::default();
        let mut at = target;
        let end = loop {
            step();
            if let Some(end) = self.ends.get(&(at.clone(), section(kind))) {
                break Some(end.clone());
            }
            let is_new = way.insert(at);
            let value = library.get(at.file).value(&at.at);
            let next = sites.get(at).filter(|_| at.file > 0 && is_reference(value));
            match next.filter(|site| is(kind, kind_of(site.usage))) {
                Some(_) if !is_new => break None,
                Some(site) => at = &site.to,
                None => break Some(at.clone()),
            }
        };
        for passed in way {
            let end = end.clone().unwrap_or_else(|| passed.clone());
            self.ends.insert((passed.clone(), section(kind)), end);
        }
        end.unwrap_or_else(|| target.clone())
    }

    /// Makes components of parts that have no home, with other names than those that are `taken`.
    fn name(
        &mut self,
        holder: &Pointer,
        taken: impl Iterator<Item = String>,
        mut parts: Vec<Unnamed>,
    ) {
        parts.sort_by(|a, b| a.2.cmp(&b.2).then_with(|| a.0.cmp(&b.0)));
        let trails: Vec<Vec<String>> = parts.iter().map(|part| part.2.clone()).collect();
        let named = names(&trails, taken);
        for ((target, kind, words), name) in parts.into_iter().zip(named) {
            let before = words.last().filter(|before| **before != name);
            if let Some(before) = before.filter(|_| is(kind, Some(&SCHEMA))) {
                self.renamed.insert(name.clone(), before.clone());
            }
            self.settle(target, kind, holder.child(&name));
        }
    }

    fn settle(&mut self, target: Target, kind: &'static Kind, place: Pointer) {
        let tops = self.tops.entry(target.clone()).or_default();
        tops.retain(|top| top.place.is_some() || !is(kind, top.shape.kind()));
        tops.push(Top {
            place: Some(place.clone()),
            shape: Shape::Ref(kind),
        });
        self.shared.push((target, kind, place));
    }

    /// The components of the document that are nothing but a reference to a part: of several, the one with its
    /// name, or else the first.
    fn aliases(
        &self,
        library: &Library,
        sites: &BTreeMap<Target, Site>,
        regions: &[Region],
    ) -> BTreeMap<Part, Pointer> {
        let mut found: BTreeMap<Part, BTreeMap<String, Pointer>> = BTreeMap::new();
        for region in regions {
            for (at, site) in inside(sites, &region.from) {
                let Use::Shared(kind) = site.usage else {
                    continue;
                };
                let Some(place) = at.moved(&region.from.at, &region.place) else {
                    continue;
                };
                let value = library.get(region.from.file).value(at);
                let name = name_in(&library.words().holder(section(kind)), &place);
                let name = name.filter(|_| is_reference(value));
                let end = self.ends.get(&(site.to.clone(), section(kind)));
                if let Some((name, end)) = name.zip(end.filter(|end| end.file > 0)) {
                    let part = (end.clone(), section(kind));
                    found.entry(part).or_default().insert(name, place);
                }
            }
        }
        let choose = |(part, mut places): (Part, BTreeMap<String, Pointer>)| {
            let file = library.shown(&library.get(part.0.file).name);
            let own = trail(file, &part.0.at).pop().unwrap_or_default();
            let place = places.remove(&own).or_else(|| Some(places.pop_first()?.1));
            place.map(|place| (part, place))
        };
        found.into_iter().filter_map(choose).collect()
    }

    /// The place of the object of this kind that stands at a place of a file.
    pub fn of(&self, target: &Target, kind: &'static Kind) -> Option<Pointer> {
        let end = self.ends.get(&(target.clone(), section(kind)));
        let target = end.unwrap_or(target);
        if target.file == 0 {
            return Some(target.at.clone());
        }
        match self.inner(target, kind)? {
            Home::Known(place) => Some(place),
            Home::Awaited => None,
        }
    }

    /// The place of an object in a part around it.
    fn inner(&self, target: &Target, kind: &'static Kind) -> Option<Home> {
        let mut around = target.at.around();
        around.find_map(|at| {
            let top = Target {
                file: target.file,
                at,
            };
            let tops = self.tops.get(&top)?;
            let keys = || target.at.segments().skip(top.at.segments().count());
            let known = tops.iter().find(|top| {
                let shape = shape_below(top.shape, keys());
                shape.is_some_and(|shape| is(kind, shape.kind()))
            })?;
            let place = known.place.as_ref();
            let place = place.and_then(|place| target.at.moved(&top.at, place));
            Some(place.map_or(Home::Awaited, Home::Known))
        })
    }
}
