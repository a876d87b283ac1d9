//! The references that a document needs, and the places that they lead to: from the document on, file by file.

mod heirs;
mod lead;
mod named;
mod resources;
mod uris;

use super::address::{Way, rebased, split};
use super::homes::kind_of;
use super::library::{Library, Refusal};
use super::walk::{self, Met, Use, has_extension};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::map::IndexSet;
use crate::openapi::spec::Shape;
use crate::source::files::is_url;
use crate::steps::step;
use heirs::Heirs;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The references on the way of one pointer.
const MAX_BEHIND: usize = 64;

/// The times that references without a target are tried again: each may open files with the names of others.
const MAX_ROUNDS: usize = 64;

/// A place in one of the files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target {
    pub file: usize,
    pub at: Pointer,
}

/// A reference that bundling changes, and its target.
pub struct Site {
    pub usage: Use,
    pub to: Target,
}

/// A message about a place of a file.
#[derive(Clone)]
pub struct Fault {
    pub from: Target,
    pub code: Code,
    pub args: Vec<String>,
    /// The reference that is meant.
    pub near: Option<String>,
    /// Another place that it is about, with its role.
    pub related: Option<(&'static str, Target)>,
}

/// The references and the messages about them.
#[derive(Default)]
pub struct Collected {
    /// By the place of the reference.
    pub sites: BTreeMap<Target, Site>,
    /// The addresses of things that are no part of the document.
    pub addresses: BTreeMap<Target, String>,
    /// The names of the members of discriminators.
    pub discriminators: BTreeMap<Target, String>,
    /// The URLs of the relative references to remote files that aren't allowed.
    pub refused: BTreeMap<Target, String>,
    pub faults: Vec<Fault>,
    /// The references whose targets can't be read, or were not found in their files, by the places of their texts.
    pub unread: BTreeMap<Target, String>,
    /// The components that references, mappings and requirements name, whether they exist or not.
    pub named: BTreeSet<Pointer>,
}

/// The place of a reference's text.
pub fn written(from: &Target, usage: Use) -> Target {
    let at = match usage {
        Use::Mapping | Use::Requirement | Use::Dynamic => from.at.clone(),
        Use::Shared(_) | Use::Replaced(_) => from.at.child("$ref"),
    };
    Target {
        file: from.file,
        at,
    }
}

/// The outcome for a reference.
enum Outcome {
    /// Nothing: it leads to a place of the document, or is for later stages to judge.
    Kept,
    /// It leads there.
    To(Target),
    /// It leads to a URL, which is asked for when nothing else leads on. By another file's URI, it is that of a
    /// file that can't be read.
    Remote(Option<Refusal>),
    /// It leads nowhere yet: a file that is read later may have its name.
    Open(Option<Refusal>),
}

/// Collects the references of all files that the document leads to.
pub fn collect(library: &mut Library, diagnostics: &mut Diagnostics) -> Collected {
    let mut collector = Collector {
        library,
        diagnostics,
        collected: Collected::default(),
        queue: VecDeque::new(),
        seen: IndexSet::default(),
        open: Vec::new(),
        remote: VecDeque::new(),
        heirs: Heirs::default(),
    };
    let shape = collector.library.words().document();
    let at = Pointer::root();
    collector.add(Target { file: 0, at }, shape);
    collector.lead_from_document();
    collector.run();
    collector.collected
}

struct Collector<'c, 'f> {
    library: &'c mut Library<'f>,
    diagnostics: &'c mut Diagnostics,
    collected: Collected,
    /// The values to walk, and their shapes.
    queue: VecDeque<(Target, Shape)>,
    seen: IndexSet<(Target, usize)>,
    /// The references that lead nowhere yet.
    open: Vec<(Target, Met, Option<Refusal>)>,
    /// The references to URLs that were not asked for yet.
    remote: VecDeque<(Target, Met, Option<Refusal>)>,
    heirs: Heirs,
}

impl Collector<'_, '_> {
    fn run(&mut self) {
        for _ in 0..MAX_ROUNDS {
            self.walk();
            if !self.open_by_name() && !self.open_by_url() && !self.open_by_folder() {
                break;
            }
        }
        for (from, met, refusal) in std::mem::take(&mut self.open) {
            if let Some(refusal) = refusal {
                self.refuse(&from, met, refusal);
            }
        }
    }

    /// Collects the references of the values that wait.
    fn walk(&mut self) {
        while let Some((from, shape)) = self.next() {
            self.lead_to_heirs(&from, shape);
            let value = self.library.get(from.file).value(&from.at);
            let found = value.map(|value| walk::found(&from.at, value, shape));
            let found = found.unwrap_or_default();
            for (at, address) in found.addresses {
                let file = from.file;
                let addresses = &mut self.collected.addresses;
                addresses.insert(Target { file, at }, address);
            }
            for (at, property) in found.discriminators {
                let file = from.file;
                let discriminators = &mut self.collected.discriminators;
                discriminators.insert(Target { file, at }, property);
            }
            for scheme in &found.schemes {
                self.note_scheme(scheme);
            }
            for met in found.references {
                self.note_name(&from, &met);
                self.meet(from.file, met);
            }
        }
    }

    /// Follows the references whose targets were read meanwhile; whether there are any.
    fn open_by_name(&mut self) -> bool {
        let mut is_new = false;
        for (from, met, refusal) in std::mem::take(&mut self.open) {
            step();
            match self
                .by_way(&from, &met)
                .or_else(|| self.by_uri(&from, &met.reference))
            {
                Some(to) => {
                    is_new = true;
                    self.follow(from, met, to);
                }
                None => self.open.push((from, met, refusal)),
            }
        }
        is_new
    }

    fn meet(&mut self, file: usize, met: Met) {
        step();
        let from = Target {
            file,
            at: met.at.clone(),
        };
        if self.collected.sites.contains_key(&from) {
            return;
        }
        match self.outcome(&from, &met) {
            Ok(Outcome::Kept) => {}
            Ok(Outcome::To(to)) => self.follow(from, met, to),
            Ok(Outcome::Remote(refusal)) => self.remote.push_back((from, met, refusal)),
            Ok(Outcome::Open(refusal)) => self.open.push((from, met, refusal)),
            Err(refusal) => self.refuse(&from, met, refusal),
        }
    }

    fn refuse(&mut self, from: &Target, met: Met, refusal: Refusal) {
        let near = self.meant(from.file, &met.reference);
        let refusal = match near {
            Some(_) if refusal.0.is_some() => {
                let file = self.library.shown(&self.library.get(from.file).name);
                Refusal::new(Code::TargetNotFound, &[&met.reference, file])
            }
            _ => refusal,
        };
        // Without a value of `mapping` the API is the same but for a tag: resolving says so.
        let is_absent = |code| {
            let absent = [Code::FileNotRead, Code::RemoteNotRead, Code::TargetNotFound];
            absent.contains(&code)
        };
        let code = refusal.0.as_ref().map(|(code, _)| *code);
        if matches!(met.usage, Use::Mapping) && code.is_some_and(is_absent) {
            return;
        }
        // A URL that may not be fetched is reported where it is resolved.
        let is_refused = is_url(&met.reference) || self.collected.refused.contains_key(from);
        let from = written(from, met.usage);
        if refusal.0.is_some() || !is_refused {
            self.collected.unread.insert(from.clone(), met.reference);
        }
        if let Some((code, args)) = refusal.0 {
            self.collected.faults.push(Fault {
                from,
                code,
                args,
                near,
                related: None,
            });
        }
    }

    fn outcome(&mut self, from: &Target, met: &Met) -> Result<Outcome, Refusal> {
        let reference = met.reference.as_str();
        if let Use::Requirement = met.usage
            && self.is_scheme(reference)
        {
            return Ok(Outcome::Kept);
        }
        if let Use::Mapping = met.usage
            && let Some(outcome) = self.named(from, reference)
        {
            return Ok(outcome);
        }
        let loaded = self.library.get(from.file);
        if let Some(at) = loaded.anchors.find(&from.at, reference) {
            let (file, at) = (from.file, at.clone());
            return Ok(self.within(Target { file, at }, met.usage));
        }
        let (path, fragment) = split(reference);
        let way = self.way(from, path);
        // Values of the author's are not worth a request.
        let is_remote = matches!(way, Way::Remote(_)) && !is_data(met.usage);
        let name = match way {
            Way::Here => return Ok(self.here(from, met, fragment)),
            Way::Absolute if is_url(&loaded.name) => {
                let why = "a remote file leads to remote files only";
                return Err(Refusal::new(Code::FileNotRead, &[path, why]));
            }
            // The way to a place of the document, without its `#`: resolving says so.
            Way::Absolute if self.lacks_sign(from.file, reference) => {
                return Ok(Outcome::Open(None));
            }
            Way::Absolute => {
                let why = "absolute paths are not supported";
                return Err(Refusal::new(Code::FileNotRead, &[path, why]));
            }
            Way::Remote(ref url) => match self.below_uri(from.file, url.as_str()) {
                Some(name) => name,
                None if is_remote && !loaded.anchors.is_of_several(url.as_str()) => {
                    return Ok(Outcome::Remote(None));
                }
                None => return Ok(Outcome::Open(None)),
            },
            Way::Uri => match self.below_uri(from.file, path) {
                Some(name) => name,
                None => return Ok(Outcome::Open(None)),
            },
            Way::File(name) => name,
        };
        // A value of the author's, or a description, is read as a reference only if it is one.
        let is_data = is_data(met.usage);
        let opened = self
            .library
            .open(&name, is_text(&met.usage, reference), self.diagnostics);
        let refusal = match opened {
            Ok(file) => match self.fragment(file, fragment) {
                Some(to) => return Ok(Outcome::To(to)),
                None => self.not_found(fragment, file),
            },
            Err(refusal) => refusal,
        };
        // A name alone is a schema without the way to it, and others lack the sign: resolving says so.
        let is_name = !reference.contains(['/', '.', '#']);
        let is_meant = is_name || self.lacks_sign(from.file, reference);
        Ok(if is_data {
            Outcome::Kept
        } else if is_remote {
            Outcome::Remote(Some(refusal))
        } else {
            Outcome::Open(Some(refusal).filter(|_| !is_meant))
        })
    }

    /// Whether a reference of the document would lead to a place of it with a `#` in front.
    fn lacks_sign(&self, file: usize, reference: &str) -> bool {
        let place = Pointer::parse_without_sign(reference);
        let found = place.and_then(|place| place.of(&self.library.get(0).source.root).map(|_| ()));
        file == 0 && found.is_some()
    }

    /// The reference that is meant by one without its `#`: to a place of its own file, or else of the document.
    fn meant(&self, file: usize, reference: &str) -> Option<String> {
        let place = Pointer::parse_without_sign(reference)?;
        let has = |file: usize| self.library.get(file).value(&place).is_some();
        if has(file) {
            return Some(place.reference());
        }
        let [document, own] = [0, file].map(|file| self.library.get(file).name.as_str());
        let (_, name) = document.rsplit_once('/').unwrap_or(("", document));
        let way = rebased(name, document, own).filter(|_| has(0))?;
        Some(way + &place.reference())
    }

    fn not_found(&self, fragment: &str, file: usize) -> Refusal {
        let shown = self.library.shown(&self.library.get(file).name);
        Refusal::new(Code::TargetNotFound, &[&format!("#{fragment}"), shown])
    }

    /// The target of a reference that was followed before in vain.
    fn by_way(&mut self, from: &Target, met: &Met) -> Option<Target> {
        let (path, fragment) = split(&met.reference);
        let file = match self.way(from, path) {
            Way::Here => from.file,
            Way::File(name) => {
                let is_text = is_text(&met.usage, &met.reference);
                self.library.open(&name, is_text, self.diagnostics).ok()?
            }
            Way::Remote(url) => self.library.known(url.as_str())?,
            Way::Uri | Way::Absolute => return None,
        };
        self.fragment(file, fragment)
    }

    /// A value of `mapping` that is the name of a schema: of the file's own, or else of the document's.
    fn named(&self, from: &Target, name: &str) -> Option<Outcome> {
        let holders = ["components/schemas", "definitions"];
        let own = holders.into_iter().find_map(|holder| {
            let at = Pointer::parse(&format!("#/{holder}"))?.child(name);
            self.library.get(from.file).value(&at).map(|_| at)
        });
        match own {
            Some(_) if from.file == 0 => Some(Outcome::Kept),
            Some(at) => Some(Outcome::To(Target {
                file: from.file,
                at,
            })),
            None if name.contains(['/', '#']) || has_extension(name) => None,
            None => Some(Outcome::Kept),
        }
    }

    /// Whether a requirement means a component of the document, whose name goes before a URI.
    fn is_scheme(&self, name: &str) -> bool {
        let holder = Pointer::root().child("components").child("securitySchemes");
        self.library.get(0).value(&holder.child(name)).is_some()
    }

    /// A reference within its file.
    fn here(&mut self, from: &Target, met: &Met, fragment: &str) -> Outcome {
        let to = self.fragment(from.file, fragment);
        match to {
            Some(to) if to.file == from.file => self.within(to, met.usage),
            Some(to) => Outcome::To(to),
            // Resolving says so.
            None if from.file == 0 => Outcome::Open(None),
            None if is_data(met.usage) => Outcome::Kept,
            // The schemas that refer to this one may have the anchor.
            None if matches!(met.usage, Use::Dynamic) && !fragment.starts_with('/') => {
                Outcome::Kept
            }
            None => Outcome::Open(Some(self.not_found(fragment, from.file))),
        }
    }

    /// A reference to a place of its own file. In the document, it stays as it is.
    fn within(&mut self, to: Target, usage: Use) -> Outcome {
        if to.file > 0 {
            return Outcome::To(to);
        }
        let shape = match usage {
            Use::Replaced(shape @ Shape::Ref(_)) => shape,
            // Checking says that this can't be a reference.
            Use::Replaced(_) => return Outcome::Kept,
            usage => kind_of(usage).map_or(Shape::Any, Shape::Ref),
        };
        self.add(to, shape);
        Outcome::Kept
    }

    /// The place that a fragment of a file names: by a pointer, or by an anchor.
    fn fragment(&self, file: usize, fragment: &str) -> Option<Target> {
        let loaded = self.library.get(file);
        let name = format!("#{fragment}");
        let at = Pointer::parse(&name).or_else(|| loaded.anchors.get(&name).cloned())?;
        if loaded.value(&at).is_some() {
            return Some(Target { file, at });
        }
        if fragment == "/" {
            // Many write `#/` for the whole file.
            let at = Pointer::root();
            return Some(Target { file, at });
        }
        self.behind(Target { file, at })
    }

    /// The place that a pointer leads to by way of references: within `/a` of the paths, which is a reference to
    /// another file.
    fn behind(&self, target: Target) -> Option<Target> {
        let mut target = target;
        for _ in 0..MAX_BEHIND {
            let found = { target.at.around() }.find_map(|at| {
                let from = Target {
                    file: target.file,
                    at,
                };
                let site = self.collected.sites.get(&from)?;
                Some((from.at, site))
            });
            let (at, site) = found?;
            target = Target {
                file: site.to.file,
                at: target.at.moved(&at, &site.to.at)?,
            };
            if self.library.get(target.file).value(&target.at).is_some() {
                return Some(target);
            }
        }
        None
    }
}

/// Whether an API is the same without a value.
fn is_data(usage: Use) -> bool {
    matches!(usage, Use::Replaced(Shape::Any | Shape::Text))
}

/// Whether the target of a reference is the text of a file: a description, but no file of values.
fn is_text(usage: &Use, reference: &str) -> bool {
    matches!(usage, Use::Replaced(Shape::Text))
        && !reference.contains('#')
        && !has_extension(reference)
}

/// The identity of a shape.
fn identity(shape: Shape) -> usize {
    match shape {
        Shape::Object(kind) | Shape::Ref(kind) | Shape::FlagOr(kind) => {
            std::ptr::from_ref(kind).addr()
        }
        Shape::Map(inner) | Shape::List(inner) | Shape::Tuple(inner) => {
            std::ptr::from_ref(inner).addr()
        }
        _ => 0,
    }
}

/// The entries for a place of a file, and for those within it.
pub fn inside<'m, T>(
    entries: &'m BTreeMap<Target, T>,
    whole: &Target,
) -> impl Iterator<Item = (&'m Pointer, &'m T)> {
    let first = Target {
        file: whole.file,
        at: whole.at.child(""),
    };
    let (file, at) = (whole.file, whole.at.clone());
    let inner = entries.range(first..);
    let inner = inner.take_while(move |(from, _)| from.file == file && at.contains(&from.at));
    let itself = entries.get_key_value(whole);
    itself
        .into_iter()
        .chain(inner)
        .map(|(from, entry)| (&from.at, entry))
}
