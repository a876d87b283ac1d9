//! The actions of overlays, applied to a tree.

use super::merge::{Clash, Update, is_alike, kind, merge};
use super::origin::{Origin, Origins, pointer};
use super::query::{MAX_OF_ALL, Place, Query, Step};
use super::read::{Action, Change, Overlay};
use crate::config::Unmatched;
use crate::diagnostic::{Code, Diagnostics, Lines, Pointer};
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The values that all overlays together may add for each value of the document and the overlays, and further
/// ones for every document. A `copy` of a copy doubles with each action.
const MOST_ADDED: usize = 4;
const BESIDES_ADDED: usize = 1 << 16;
/// Levels of nesting, as in a text.
const MAX_DEPTH: usize = 128;

/// The values whose place differs from the place where they were written.
pub type Overlaid = Vec<(Pointer, Origin)>;

/// Applies overlays in their order. A failed action is reported, and the next one follows.
pub fn apply(
    root: &mut Value,
    overlays: &[Overlay],
    unmatched: Unmatched,
    diagnostics: &mut Diagnostics,
) -> Overlaid {
    let mut origins = Origins::default();
    let trees = overlays.iter().map(|overlay| &overlay.source.root);
    let values: usize = trees.chain([&*root]).map(|tree| measure(tree).0).sum();
    let most = BESIDES_ADDED + MOST_ADDED * values;
    let mut left = Left {
        added: most,
        looked_at: MAX_OF_ALL,
    };
    for (number, overlay) in (1..).zip(overlays) {
        let mut remarks = Vec::new();
        for action in &overlay.actions {
            let mut run = Run {
                root,
                origins: &mut origins,
                left: &mut left,
                overlay,
                number,
                action,
            };
            match run.change() {
                Ok(Outcome::Changed) => {}
                Ok(Outcome::Idle) => remarks.push((action.at.clone(), Remark::Idle)),
                Ok(Outcome::Unmatched(end)) => {
                    let remark = Remark::Unmatched(&action.text, end);
                    remarks.push((action.at.child("target"), remark));
                }
                Err((at, remark)) => remarks.push((at, remark)),
            }
        }
        report(overlay, &remarks, unmatched, most, diagnostics);
    }
    origins.all()
}

/// The outcome of an action.
enum Outcome {
    Changed,
    Idle,
    Unmatched(Option<End>),
}

/// A reference that a target leads to and no query follows: its place and its text.
type End = (Pointer, String);

/// A message about an action.
enum Remark<'a> {
    Unmatched(&'a str, Option<End>),
    Idle,
    Clash(Clash),
    Mixed(&'a str, &'static str, &'static str),
    Source(&'a str, usize),
    Query(&'a str, String),
    Root,
    TooLarge,
    TooDeep,
}

fn report(
    overlay: &Overlay,
    remarks: &[(Pointer, Remark<'_>)],
    unmatched: Unmatched,
    most: usize,
    diagnostics: &mut Diagnostics,
) {
    let source = &overlay.source;
    let pointers: Vec<&Pointer> = remarks.iter().map(|(at, _)| at).collect();
    let spans = source.locate(&pointers);
    let lines = Lines::new(&source.name, &source.text);
    for ((at, remark), span) in remarks.iter().zip(spans) {
        let excerpt = lines.excerpt(&span.unwrap_or(0..0)).of(at);
        let mut say = |code, args: &[&str]| diagnostics.report_excerpt(code, excerpt.clone(), args);
        match remark {
            Remark::Unmatched(target, end) => {
                let why = end.as_ref().map(|(at, to)| {
                    format!(": `{at}` is a reference to `{to}`, which no target leads through")
                });
                let words = [target, why.as_deref().unwrap_or_default()];
                match unmatched {
                    Unmatched::Error => say(Code::OverlayUnmatched, &words),
                    Unmatched::Warn => say(Code::OverlayWithoutMatch, &words),
                }
            }
            Remark::Idle => say(Code::OverlayIdle, &[]),
            Remark::Clash(clash) if clash.is_single => say(Code::OverlayValue, &[clash.value]),
            Remark::Clash(clash) => say(
                Code::OverlayClash,
                &[clash.update, clash.value, clash.place.as_str()],
            ),
            Remark::Mixed(target, one, other) => say(Code::OverlayMixed, &[target, one, other]),
            Remark::Source(query, count) => {
                say(Code::OverlayCopy, &[query, &count.to_string()]);
            }
            Remark::Query(query, why) => say(Code::OverlayQuery, &[query, why]),
            Remark::Root => say(Code::OverlayRoot, &[]),
            Remark::TooLarge => {
                say(
                    Code::TooLarge,
                    &["values that overlays add", &most.to_string()],
                );
            }
            Remark::TooDeep => say(Code::TooDeep, &[&MAX_DEPTH.to_string()]),
        }
    }
}

/// The values that may still be added and visited.
struct Left {
    added: usize,
    looked_at: usize,
}

/// The context of an action.
struct Run<'r, 'o> {
    root: &'r mut Value,
    origins: &'r mut Origins,
    left: &'r mut Left,
    overlay: &'o Overlay,
    number: usize,
    action: &'o Action,
}

type Done<'o> = Result<Outcome, (Pointer, Remark<'o>)>;

impl<'o> Run<'_, 'o> {
    fn change(&mut self) -> Done<'o> {
        let action = self.action;
        if let Change::None = action.change {
            return Ok(Outcome::Idle);
        }
        let places = self.select(&action.target, &action.text, "target")?;
        if places.is_empty() {
            return Ok(Outcome::Unmatched(self.end()));
        }
        match &action.change {
            Change::Remove => self.remove(places),
            Change::Update(update) => self.merge("update", update, &places),
            Change::Copy(text, query) => {
                let found = self.select(query, text, "copy")?;
                let one = found.first().filter(|_| found.len() == 1);
                let Some(source) = one.and_then(|place| at(self.root, place)) else {
                    let remark = Remark::Source(text, found.len());
                    return Err((action.at.child("copy"), remark));
                };
                let update = source.clone();
                self.merge("copy", &update, &places)
            }
            Change::None => Ok(Outcome::Idle),
        }
    }

    /// The places that the query at a key of the action selects.
    fn select(
        &mut self,
        query: &Query,
        text: &'o str,
        key: &str,
    ) -> Result<BTreeSet<Place>, (Pointer, Remark<'o>)> {
        let selected = query.select(self.root, &mut self.left.looked_at);
        selected.map_err(|why| (self.action.at.child(key), Remark::Query(text, why)))
    }

    /// The reference at which the target of the action ends.
    fn end(&mut self) -> Option<End> {
        let around = Query::around(&self.action.text);
        let mut around = around.map(|query| query.select(self.root, &mut self.left.looked_at));
        let places = around.find_map(|places| places.ok().filter(|places| !places.is_empty()))?;
        places.iter().find_map(|place| {
            let reference = at(self.root, place)?.get("$ref")?.as_str()?;
            Some((pointer(place), reference.to_owned()))
        })
    }

    fn remove(&mut self, places: BTreeSet<Place>) -> Done<'o> {
        let mut around: BTreeMap<Reverse<usize>, BTreeMap<Place, BTreeSet<Step>>> = BTreeMap::new();
        for mut place in places {
            let Some(last) = place.pop() else {
                return Err((self.action.at.clone(), Remark::Root));
            };
            let depth = Reverse(place.len());
            let inner = around.entry(depth).or_default().entry(place).or_default();
            inner.insert(last);
        }
        // From the inside out, so that no place moves before its turn.
        for (place, removed) in around.into_values().flatten() {
            let Some(value) = at_mut(self.root, &place) else {
                continue;
            };
            let (origins, origin) = self.origins.at(&place);
            match value {
                Value::Object(members) => {
                    members.retain(|name, _| !removed.contains(&Step::Name(name.clone())));
                    origins.remove(&removed, 0, &origin);
                }
                Value::Array(items) => {
                    origins.remove(&removed, items.len(), &origin);
                    let mut index = 0;
                    items.retain(|_| {
                        index += 1;
                        !removed.contains(&Step::Index(index - 1))
                    });
                }
                _ => {}
            }
        }
        Ok(Outcome::Changed)
    }

    fn merge(&mut self, key: &'static str, update: &Value, places: &BTreeSet<Place>) -> Done<'o> {
        let written = self.action.at.child(key);
        self.kinds(places)?;
        let (size, depth) = measure(update);
        let deepest = places.iter().map(Vec::len).max().unwrap_or(0);
        if deepest + depth > MAX_DEPTH {
            return Err((written, Remark::TooDeep));
        }
        let left = self
            .left
            .added
            .checked_sub(size.saturating_mul(places.len()));
        let Some(left) = left else {
            return Err((written, Remark::TooLarge));
        };
        self.left.added = left;
        let origin = &Origin {
            overlay: self.number,
            at: written.clone(),
        };
        let mut is_changed = false;
        for place in places {
            let Some(value) = at_mut(self.root, place) else {
                continue;
            };
            let (origins, _) = self.origins.at(place);
            let update = Update {
                value: update,
                origin,
            };
            let merged = merge(
                value,
                origins,
                update,
                &pointer(place),
                self.overlay.version,
            );
            is_changed |= merged.map_err(|clash| {
                // The place of a copy is its query's: the copied value has no other place there.
                let at = match key {
                    "update" => clash.origin.at.clone(),
                    _ => written.clone(),
                };
                (at, Remark::Clash(clash))
            })?;
        }
        Ok(if is_changed {
            Outcome::Changed
        } else {
            Outcome::Idle
        })
    }

    /// Refuses values of several kinds (Overlay Specification 1.1.0, section 4.4.3).
    fn kinds(&self, places: &BTreeSet<Place>) -> Result<(), (Pointer, Remark<'o>)> {
        let mut values = places.iter().filter_map(|place| at(self.root, place));
        let Some(first) = values.next() else {
            return Ok(());
        };
        match values.find(|value| !is_alike(first, value)) {
            Some(other) => {
                let remark = Remark::Mixed(&self.action.text, kind(first), kind(other));
                Err((self.action.at.child("target"), remark))
            }
            None => Ok(()),
        }
    }
}

fn at<'v>(root: &'v Value, place: &[Step]) -> Option<&'v Value> {
    place.iter().try_fold(root, |value, step| match step {
        Step::Name(name) => value.get(name),
        Step::Index(index) => value.get(index),
    })
}

fn at_mut<'v>(root: &'v mut Value, place: &[Step]) -> Option<&'v mut Value> {
    place.iter().try_fold(root, |value, step| match step {
        Step::Name(name) => value.get_mut(name),
        Step::Index(index) => value.get_mut(index),
    })
}

/// The number of values in a value, texts counted by their length, and the levels of nesting.
pub fn measure(value: &Value) -> (usize, usize) {
    let mut size = 0;
    let mut depth = 0;
    let mut waiting = vec![(value, 1)];
    while let Some((value, level)) = waiting.pop() {
        depth = depth.max(level);
        size += 1;
        match value {
            Value::Object(members) => {
                size += members.keys().map(|key| key.len() / 64).sum::<usize>();
                waiting.extend(members.values().map(|inner| (inner, level + 1)));
            }
            Value::Array(items) => waiting.extend(items.iter().map(|inner| (inner, level + 1))),
            Value::String(text) => size += text.len() / 64,
            _ => {}
        }
    }
    (size, depth)
}
