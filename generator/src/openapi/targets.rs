//! The places that references lead to besides components. Most of them have been checked with the rest of the
//! tree. The others stand where the specification has no object of that kind: a copy of the written
//! value is checked as the kind that the reference needs.

use crate::map::{IndexMap, IndexSet};
use serde_json::Value;

use super::budget::Budget;
use super::check::{self, Found};
use super::reading::Reading;
use super::spec::{self, Kind, Shape, Words};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::source::SourceMap;
use crate::steps::step;

/// The parts that are referred to, by the section where such parts are shared, and by place.
pub type Targets = IndexMap<&'static str, IndexMap<Pointer, Target>>;

/// The target of a reference.
#[derive(Debug)]
pub enum Target {
    /// A part of the tree.
    InTree,
    /// A copy, for the kind of object that the reference needs.
    Copy(Value),
    /// Another thing, by its noun: the reference leads to nothing.
    Other(String),
}

/// A reference, by its target.
pub struct Reference {
    /// The target.
    pub to: Pointer,
    /// The kind of object that has to stand there.
    pub kind: &'static Kind,
    /// The place of its text in the tree, unless it leads to a component: those don't move.
    pub at: Option<Pointer>,
}

/// Where the parts of the document stand since the upgrades.
struct Moves<'d> {
    map: SourceMap,
    written: &'d Value,
}

impl Moves<'_> {
    /// The section and the place of a reference's target in the `tree` now; none if it didn't move, or if the place that
    /// it was written at is the better one: the specification has no object of that kind at the other.
    fn now(&self, reference: &Reference, tree: &Value) -> Option<(&'static str, Pointer)> {
        let section = reference.kind.section?;
        let now = self.map.written(&reference.to);
        // One without a target stays as it was written, since a diagnostic repeats it.
        let is_moved = *now != reference.to && reference.to.of(self.written).is_some();
        let is_there = |at: &Pointer| is_part(at, reference.kind) && at.of(tree).is_some();
        // Where another part stands at its old place now, the reference must not lead to that.
        let is_found = is_moved && (is_there(&now) || is_there(&reference.to));
        is_found.then(|| (section, now.into_owned()))
    }
}

impl Reference {
    /// Lets the reference, which stands in the `value` of `root`, lead to another place.
    fn lead(&self, to: &Pointer, root: &Pointer, value: &mut Value) {
        let at = self.at.as_ref();
        let at = at.and_then(|at| at.moved(root, &Pointer::root()));
        if let Some(reference) = at.and_then(|at| at.of_mut(value)) {
            *reference = to.reference().into();
        }
    }
}

/// Adds the target of a reference in the tree, if its place is one for an object of that kind.
fn add(targets: &mut Targets, section: &'static str, at: Pointer, kind: &Kind) {
    if is_part(&at, kind) {
        targets
            .entry(section)
            .or_default()
            .insert(at, Target::InTree);
    }
}

/// Whether the specification has an object of a kind at a place.
fn is_part(at: &Pointer, kind: &Kind) -> bool {
    spec::kind_at(at).is_some_and(|there| std::ptr::eq(there, kind))
}

/// The noun of a `value`, if it can't be an object of a kind: it is no object, or the specification has an object with
/// another `noun` at its place.
pub fn other_than(
    kind: &Kind,
    value: &Value,
    noun: impl FnOnce() -> Option<&'static str>,
) -> Option<String> {
    match value {
        // Nothing after a key is mended.
        Value::Null => None,
        Value::Bool(_) if check::is_schema(kind) => None,
        Value::Object(_) => {
            let noun = noun().filter(|noun| *noun != kind.noun);
            noun.map(str::to_owned)
        }
        _ => Some(check::values::describe(value)),
    }
}

/// Reads the targets of the references that were `found` in the `tree` of the document `written`, and the
/// targets of the references in those. Where all references lead to components, `written` isn't needed. A place can stand
/// within another one, and is copied with each: up to a limit.
pub fn read(
    written: Option<&Value>,
    tree: &mut Value,
    mut found: Found,
    mut budget: Budget,
    reading: &mut Reading,
    diagnostics: &mut Diagnostics,
) -> Targets {
    let mut targets = Targets::default();
    let mut references = std::mem::take(&mut found.references);
    let moves = written.map(|written| Moves {
        map: found.map.reversed(),
        written,
    });
    if let Some(moves) = &moves {
        let root = Pointer::root();
        references.retain(|reference| {
            let Some((section, now)) = moves.now(reference, tree) else {
                return true;
            };
            reference.lead(&now, &root, tree);
            add(&mut targets, section, now, reference.kind);
            false
        });
    }
    let mut seen = IndexSet::default();
    while let Some(Reference { to, kind, .. }) = references.pop() {
        let Some(section) = kind.section else {
            continue;
        };
        // A component is found by its section and name.
        if to.is_component() || !seen.insert((to.clone(), section)) {
            continue;
        }
        if is_part(&to, kind) && !found.is_moved(&to) && to.of(tree).is_some() {
            targets
                .entry(section)
                .or_default()
                .insert(to, Target::InTree);
            continue;
        }
        let Some((moves, value)) = moves
            .as_ref()
            .and_then(|moves| Some((moves, to.of(moves.written)?)))
        else {
            continue;
        };
        if let Some(other) = other_than(kind, value, || spec::object_at(&to)) {
            let targets = targets.entry(section).or_default();
            targets.insert(to, Target::Other(other));
            continue;
        }
        if !budget.take_value(value) {
            let fate = "references don't find this part of a larger one";
            diagnostics.report(Code::UsedTooOften, &to, &[fate]);
            continue;
        }
        let mut value = value.clone();
        let shape = Shape::Ref(kind);
        let inner = check::check(&to, &mut value, &shape, reading, diagnostics);
        found.targets.insert(to.clone());
        found.left_out.extend(inner.left_out);
        if found.is_moved(&to) {
            // A copy is addressed by where it was written.
            found.map.note(to.clone(), to.clone());
        }
        found.map.extend(inner.map);
        for reference in inner.references {
            match moves.now(&reference, tree) {
                Some((section, now)) => {
                    reference.lead(&now, &to, &mut value);
                    add(&mut targets, section, now, reference.kind);
                }
                None => references.push(reference),
            }
        }
        if inner.kept {
            targets
                .entry(section)
                .or_default()
                .insert(to, Target::Copy(value));
        }
    }
    let map = std::mem::take(&mut found.map);
    found.report_left_out(diagnostics);
    diagnostics.follow(map);
    targets
}

/// A parameter or response below an extension of a document of 2.0, by its section.
pub type Extended = (Pointer, &'static str);

/// Checks the parameters and responses below extensions that references lead to, along the tables of 2.0: they have
/// another form in 3.x.
pub fn below_extensions(
    tree: &mut Value,
    found: &mut Found,
    reading: &mut Reading,
    diagnostics: &mut Diagnostics,
) -> Vec<Extended> {
    let words = Words::of(tree);
    let mut extended = Vec::new();
    let mut seen = IndexSet::default();
    let mut references = std::mem::take(&mut found.references);
    while let Some(Reference { to, kind, .. }) = references.pop() {
        let Some(section @ ("parameters" | "responses")) = kind.section else {
            continue;
        };
        let is_extension =
            to.segments().any(|key| key.starts_with("x-")) && words.kind_at(&to).is_none();
        if !is_extension || !seen.insert(to.clone()) {
            continue;
        }
        let Some(value) = to.of_mut(tree) else {
            continue;
        };
        let inner = check::check(&to, value, &Shape::Ref(kind), reading, diagnostics);
        found.left_out.extend(inner.left_out);
        found.map.extend(inner.map);
        references.extend(inner.references);
        if inner.kept {
            extended.push((to, section));
        }
    }
    extended
}

/// Whether a reference of a tree that wasn't checked can lead to anything else than a component.
pub fn are_besides_components(value: &Value) -> bool {
    step();
    match value {
        Value::Array(items) => items.iter().any(are_besides_components),
        Value::Object(members) => members.iter().any(|(key, value)| match (&**key, value) {
            ("$ref" | "$dynamicRef", Value::String(reference)) => {
                Pointer::parse(reference).is_some_and(|to| !to.is_component())
            }
            ("$recursiveRef", _) => true,
            ("discriminator", Value::Object(discriminator)) => {
                let mapped = spec::mapped(discriminator, &Pointer::root());
                let mut places = mapped.iter().filter_map(|(_, text)| Pointer::parse(text));
                places.any(|to| !to.is_component()) || are_besides_components(value)
            }
            (_, value) => are_besides_components(value),
        }),
        _ => false,
    }
}
