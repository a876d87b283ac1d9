//! Walks the value tree along the table: upgrades each object, corrects values whose meaning is plain, and takes
//! out wrong ones, with a warning at the place of each.

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

use super::decimals;
use super::reading::Reading;
use super::skipped::Refused;
use super::spec::{
    self, DISCRIMINATOR, DOCUMENTED, Keyword, Kind, PATHS, Remark, SCHEMA, Shape, Version,
};
use super::targets::Reference;
use crate::diagnostic::{Code, Diagnostics, Pointer, Reason};
use crate::source::SourceMap;
use crate::steps::step;
use kinds::{foreign_fate, holds_operations, is_alike, is_type, open_variants, without_parts};
use required::{is_needed, written};
pub use values::{describe, is_large};
use values::{expected, note_large, other_dialect, whole};

mod empty;
mod kinds;
mod lists;
mod place;
mod reference;
mod required;
pub(super) mod values;

pub use kinds::{is_merged, is_schema};
pub use place::Place;

/// The kind of an object, and its variant that a member selects.
type Kinds = (&'static Kind, Option<&'static Kind>);

/// The finds of a walk.
#[derive(Default)]
pub struct Found {
    /// The references that are left.
    pub references: Vec<Reference>,
    /// How many schemas there are.
    pub schemas: usize,
    /// The reasons for refused path items and operations.
    pub refused: Refused,
    /// Whether anything is left of the value.
    pub kept: bool,
    /// The source places of moved values.
    pub map: SourceMap,
    /// The lists of which an item was left out, so that others moved.
    moved: BTreeSet<Pointer>,
    /// The keywords that were left out, with the diagnostic of each, and the object's kinds and its noun there.
    pub left_out: Vec<(Pointer, Code, Kinds, &'static str)>,
    /// The places that were read although they stand in something that was left out.
    pub targets: BTreeSet<Pointer>,
}

impl Found {
    /// Whether a place is in a list of which an item was left out.
    pub fn is_moved(&self, at: &Pointer) -> bool {
        !self.moved.is_empty() && at.around().any(|around| self.moved.contains(&around))
    }

    /// Reports the keywords that were left out, except those that hold the target of a reference.
    pub fn report_left_out(self, diagnostics: &mut Diagnostics) {
        let inner = self.targets.iter().flat_map(Pointer::around);
        let needed: BTreeSet<Pointer> = inner.collect();
        for (at, code, (kind, variant), noun) in self.left_out {
            if !needed.contains(&at) {
                let key = at.segments().last().unwrap_or_default();
                let kinds = [Some(kind), variant];
                let keywords = kinds.iter().flatten().flat_map(|kind| kind.keywords);
                let near = match code {
                    Code::NotSupportedKeyword => None,
                    _ => { kind.meant(&key) }
                        .or_else(|| diagnostics.nearest(&key, keywords.map(|it| it.name))),
                };
                diagnostics.report_near(code, &at, &[&key, noun], near);
            }
        }
    }
}

/// Checks the `value` at `at` along the table; removes unknown keywords and wrong shapes.
pub fn check(
    at: &Pointer,
    value: &mut Value,
    shape: &Shape,
    reading: &mut Reading,
    diagnostics: &mut Diagnostics,
) -> Found {
    let mut walk = Walk {
        reading,
        found: Found::default(),
        refused: None,
        needed_by: None,
        is_filling: false,
        diagnostics,
    };
    walk.found.kept = walk.value(value, shape, &Place::Root(at));
    walk.found
}

struct Walk<'a> {
    reading: &'a mut Reading,
    found: Found,
    /// The reason for refusing the last value.
    refused: Option<Reason>,
    /// The object that is ignored if the next value is refused.
    needed_by: Option<&'static Kind>,
    /// Whether the walk is in a value that was filled in, of which nothing is to be said.
    is_filling: bool,
    diagnostics: &'a mut Diagnostics,
}

impl Walk<'_> {
    /// Whether `value`, as far as it is mended, may stay.
    fn value(&mut self, value: &mut Value, shape: &Shape, at: &Place) -> bool {
        step();
        match (shape, &mut *value) {
            (Shape::Any, _) => {
                note_large(value, at, &mut self.reading.large);
                true
            }
            (_, Value::Number(number)) if shape.has(number) => {
                note_large(value, at, &mut self.reading.large);
                true
            }
            (Shape::Later(_), _)
            | (Shape::Text, Value::String(_))
            | (Shape::Flag | Shape::FlagOr(_), Value::Bool(_)) => true,
            (Shape::Ignored | Shape::Unsupported | Shape::Moved(..), _) => false,
            (Shape::Dialect, value) => self.dialect(value, at),
            (Shape::Word(words), Value::String(text)) if words.contains(&text.as_str()) => true,
            (Shape::Types(words), Value::String(name)) if is_type(words, name) => true,
            (Shape::Types(words), Value::Array(names)) => {
                self.types(words, names, at);
                true
            }
            (Shape::Tuple(item), Value::Array(items)) => {
                self.tuple(items, item, at);
                true
            }
            (Shape::List(item), Value::Array(items)) => {
                self.list(items, item, at);
                true
            }
            (Shape::Map(item), Value::Object(members)) => {
                members.retain(|key, value| self.part(value, item, &Place::Key(at, key)));
                true
            }
            (Shape::Checked(kind), Value::Object(members)) => {
                self.object(members, kind, at);
                false
            }
            (Shape::Object(kind), Value::Object(members)) => self.object(members, kind, at),
            (Shape::Ref(kind) | Shape::FlagOr(kind), Value::Object(members)) => {
                self.reference(members, kind, at)
            }
            (Shape::Ref(kind), Value::Bool(anything)) if is_schema(kind) => {
                *value = if *anything {
                    json!({})
                } else {
                    json!({ "not": {} })
                };
                true
            }
            _ => self.mend(value, shape, at),
        }
    }

    /// Checks the value under a key. The reason for refusing a path item or an operation is kept.
    fn part(&mut self, value: &mut Value, shape: &Shape, at: &Place) -> bool {
        let keep = self.value(value, shape, at);
        if !keep && holds_operations(shape) {
            self.note_refused(at);
        }
        keep
    }

    fn reference(
        &mut self,
        members: &mut Map<String, Value>,
        kind: &'static Kind,
        at: &Place,
    ) -> bool {
        if is_schema(kind) {
            self.found.schemas += 1;
            self.follow_names(members, at);
        }
        self.reading.places.follow(members);
        if !self.has_reference(members, kind, at) {
            return false;
        }
        let Some(Value::String(reference)) = members.get("$ref") else {
            return self.object(members, kind, at);
        };
        if let Some(to) = Pointer::parse(reference) {
            let at = (!to.is_component()).then(|| at.in_tree().child("$ref"));
            self.found.references.push(Reference { to, kind, at });
        }
        if is_merged(kind) {
            // The reference is one part of the object.
            return members.len() == 1 || self.object(members, kind, at);
        }
        members.retain(|key, value| {
            // Since 3.1 a description may stand beside a reference, and goes before that of the target. A summary is for
            // targets that have one: examples.
            if key == "description" && self.reading.version >= Version::V31 {
                let text = value.as_str().filter(|text| !text.is_empty());
                let described = text.map(|text| (at.in_tree(), text.to_owned()));
                self.reading.described.extend(described);
            }
            if !matches!(key.as_str(), "$ref" | "summary" | "description") && !key.starts_with("x-")
            {
                self.report_at(Code::RefSibling, &Place::Key(at, key), &[key, "ignored"]);
            }
            key == "$ref"
        });
        true
    }

    /// Notes the references of a discriminator: they lead to schemas, as `$ref` does.
    fn mapped(&mut self, members: &Map<String, Value>, at: &Place) {
        for (at, target) in spec::mapped(members, &at.in_tree()) {
            if let Some(to) = Pointer::parse(&target).filter(|to| !to.is_component()) {
                let (kind, at) = (&SCHEMA, Some(at));
                self.found.references.push(Reference { to, kind, at });
            }
        }
    }

    fn object(
        &mut self,
        members: &mut Map<String, Value>,
        kind: &'static Kind,
        at: &Place,
    ) -> bool {
        let made = self.upgrade(members, kind, at);
        if std::ptr::eq(kind, &raw const DISCRIMINATOR) {
            self.mapped(members, at);
        }
        if let Some(Value::String(reference)) = members.get("$ref")
            && !is_merged(kind)
        {
            // Without its target, the rest would mean something else; but a document has nothing else.
            let is_document = matches!(at, Place::Root(at) if **at == Pointer::root());
            let keyword = &Place::Key(at, "$ref");
            self.refuse(Code::RefMisplaced, keyword, &[kind.noun, reference]);
            if !is_document {
                return false;
            }
            members.shift_remove("$ref");
        }
        let variant = kind.variants.as_ref().and_then(|variants| {
            let tag = members.get(variants.tag)?.as_str()?;
            let (_, kind) = variants.kinds.iter().find(|(value, _)| *value == tag)?;
            Some(*kind)
        });
        let kinds = [Some(kind), variant];
        let open_variants = open_variants(kind, members);
        if empty::has_lists(kind) {
            self.drop_empty(members, at);
        }
        let written = kinds.map(|kind| kind.map(|kind| written(members, kind)));
        let noun = without_parts(kind, members);
        members.retain(|key, value| {
            let is_reference = key == "$ref" && value.is_string();
            if is_reference || key.starts_with("x-") {
                return true;
            }
            let made = made.iter().find(|(to, _)| to == key);
            let at = &match made {
                Some((_, Some(from))) => Place::Moved(at, from, key),
                _ => Place::Key(at, key),
            };
            let mut keywords = kinds.iter().flatten().flat_map(|kind| kind.keywords);
            let known = keywords.find(|known| known.name == key);
            if let Some(known) = known.filter(|_| made.is_none()) {
                self.compare_version(known, at);
            }
            let shape = known.map(|known| &known.shape).or_else(|| {
                let patterned = kind.patterned.as_ref()?;
                (patterned.matches)(key).then_some(&patterned.shape)
            });
            match shape {
                Some(shape) if value.is_null() && holds_operations(shape) => {
                    self.nothing(shape, at)
                }
                // `description:` with nothing after it.
                Some(shape)
                    if value.is_null() && !matches!(shape, Shape::Any | Shape::Later(_)) =>
                {
                    false
                }
                Some(Shape::Unsupported | Shape::Moved(..)) => {
                    let noun = noun.unwrap_or_else(|| kind.key_or_noun());
                    self.leave_out(Code::NotSupportedKeyword, at, (kind, variant), noun);
                    false
                }
                Some(shape) => {
                    let is_empty = |value| empty::has_lists(kind) && empty::is_empty(key, value);
                    self.needed_by = is_needed(kinds, key).then_some(kind);
                    let keep = self.part(value, shape, at) && !is_empty(value);
                    self.needed_by = None;
                    let is_documented = is_schema(kind) && DOCUMENTED.contains(&key.as_str());
                    if keep && is_documented && !empty::is_trivial(key, value) {
                        self.report_at(Code::NotValidated, at, &[key]);
                    }
                    keep
                }
                None if open_variants.iter().any(|(_, kind)| kind.knows(key)) => false,
                None => self.unknown(key, (kind, variant), at),
            }
        });
        kinds
            .into_iter()
            .flatten()
            .zip(written.iter().flatten())
            .all(|(part, written)| self.complete(members, part, (kind.noun, written), at))
    }

    /// Upgrades an object; gives the keywords that were put in for others, each with the one that had its value.
    fn upgrade(
        &mut self,
        members: &mut Map<String, Value>,
        kind: &'static Kind,
        at: &Place,
    ) -> Vec<(&'static str, Option<&'static str>)> {
        let mut made = Vec::new();
        for pass in kind.passes {
            for remark in pass.run(members, self.reading.version) {
                match remark {
                    Remark::Told { keyword, fate } => {
                        let at = &Place::Key(at, &keyword);
                        self.report_at(Code::Upgraded, at, &[&keyword, fate]);
                    }
                    Remark::Foreign { keyword, of } => {
                        self.foreign(keyword, of, "used", &Place::Key(at, keyword));
                    }
                    Remark::Decimal { keyword, index } => {
                        let place = decimals::place(&at.in_tree(), keyword, index);
                        self.reading.decimals.push(place);
                    }
                    Remark::Quoted { keyword, index } => {
                        let at = &Place::Key(at, keyword);
                        let item = index.map(|index| Place::Item(at, index, index));
                        let at = item.as_ref().unwrap_or(at);
                        let found = [&*at.name(), "a string", "null", "the string \"null\""];
                        self.report_at(Code::Mended, at, &found);
                    }
                    Remark::Moved { from, to } => {
                        let whole = (to.len() == 1).then_some(from);
                        made.extend(to.first().map(|to| (*to, whole)));
                        let to = to.iter().fold(at.in_tree(), |at, key| at.child(key));
                        self.found.map.note(to, at.pointer().child(from));
                    }
                }
            }
        }
        made
    }

    /// Says of a keyword that another version has it and this one hasn't.
    fn compare_version(&mut self, known: &'static Keyword, at: &Place) {
        let of = known.missing_in(self.reading.version);
        if let Some((of, fate)) = of.zip(foreign_fate(known)) {
            self.foreign(known.name, of, fate, at);
        }
    }

    fn foreign(&mut self, word: &'static str, of: Version, fate: &str, at: &Place) {
        let (of, mut version) = (of.as_str(), self.reading.version.as_str().to_owned());
        if self.reading.is_of_several {
            version.push_str(" (the version of its main file)");
        }
        self.report_at(Code::OtherVersion, at, &[word, of, &version, fate]);
    }

    /// Corrects a scalar whose meaning is plain, with a warning; `false` for any other.
    fn mend(&mut self, value: &mut Value, shape: &Shape, at: &Place) -> bool {
        let meant = match (shape, &*value) {
            (Shape::Text, Value::Number(number)) => Some(Value::String(number.to_string())),
            (Shape::Text, Value::Bool(flag)) => Some(Value::String(flag.to_string())),
            (Shape::List(_) | Shape::Tuple(_), Value::Null) => Some(json!([])),
            (Shape::Map(_) | Shape::Object(_) | Shape::Ref(_), Value::Null) => Some(json!({})),
            (Shape::Flag, Value::String(text)) => text.parse().ok().map(Value::Bool),
            (Shape::Number | Shape::Positive, Value::String(text)) => {
                let number = text.parse().ok().filter(|number| shape.has(number));
                number.map(Value::Number)
            }
            (Shape::Count, Value::String(text)) => text.parse::<u64>().ok().map(Value::from),
            (Shape::Count, Value::Number(number)) => {
                if let Some(count) = whole(number) {
                    *value = Value::from(count);
                    return true;
                }
                None
            }
            _ => None,
        };
        let name = at.name();
        let noun = expected(shape, value, self.reading.version);
        let found = describe(value);
        if let Some(meant) = meant {
            let read = match &*value {
                Value::Number(number) if number.is_f64() && meant.is_string() => {
                    self.reading.decimals.push(at.in_tree());
                    "a string".to_owned()
                }
                _ => describe(&meant),
            };
            self.report_at(Code::Mended, at, &[&name, &noun, &found, &read]);
            *value = meant;
            return value.is_string() || self.value(value, shape, at);
        }
        let near = match (shape, &*value) {
            (Shape::Word(words) | Shape::Types(words), Value::String(text)) => {
                let null = matches!(shape, Shape::Types(_)).then_some("null");
                let words = words.iter().copied();
                self.diagnostics.nearest(text, words.chain(null))
            }
            _ => None,
        };
        let needed_by = self.needed_by.map(Kind::bare_noun);
        let fate = needed_by.map(|noun| format!("the {noun} is ignored"));
        let fate = fate.as_deref().unwrap_or("ignored");
        let args = [&*name, &noun, &found, fate];
        let (code, at) = (Code::WrongShape, at.pointer());
        self.refused = Some(self.diagnostics.because_near(code, &at, &args, near));
        false
    }

    /// A keyword that the table doesn't have, such as a path without its `/`.
    fn unknown(&mut self, key: &str, kinds: Kinds, at: &Place) -> bool {
        let kind = kinds.0;
        let code = match kind.key {
            Some(_) => Code::WrongKey,
            None => Code::UnknownKeyword,
        };
        self.leave_out(code, at, kinds, kind.key_or_noun());
        if is_alike(kind, &PATHS) {
            let reason = Reason::new(code, &[key, kind.key_or_noun()]);
            self.found.refused.insert(at.pointer(), reason);
        }
        false
    }

    /// Says why a value is left out.
    fn refuse(&mut self, code: Code, at: &Place, args: &[&str]) -> bool {
        self.refused = Some(self.diagnostics.because(code, &at.pointer(), args));
        false
    }

    /// Keeps the reason why a path item or an operation was refused.
    fn note_refused(&mut self, at: &Place) {
        if let Some(reason) = self.refused.take() {
            self.found.refused.insert(at.pointer(), reason);
        }
    }

    /// Says that schemas are not read as they say, in a version whose schemas can say so.
    fn dialect(&mut self, value: &Value, at: &Place) -> bool {
        if self.reading.version >= Version::V31
            && let Some(other) = other_dialect(value)
        {
            self.report_at(Code::Dialect, at, &[other]);
        }
        false
    }

    fn leave_out(&mut self, code: Code, at: &Place, kinds: Kinds, noun: &'static str) {
        let at = at.pointer();
        self.found.left_out.push((at, code, kinds, noun));
    }

    fn report_at(&mut self, code: Code, at: &Place, args: &[&str]) {
        self.diagnostics.report(code, &at.pointer(), args);
    }
}
