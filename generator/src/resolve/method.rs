//! Path items: the fields beside a `$ref` with those of its target, and the operations by their methods.

use super::Resolver;
use crate::api::Method;
use crate::diagnostic::{Code, Pointer, Reason, Related};
use crate::openapi::spec::{IN_TARGET, OTHER_METHODS, TARGET_IGNORED};
use crate::openapi::view::{Operation, PathItem, RefOr, Shared as _};
use std::collections::BTreeMap;

/// The most path items of a chain of references that have fields beside their `$ref`.
const LONGEST_CHAIN: usize = 16;

/// Operations by method, with their places.
pub type Methods<'a> = BTreeMap<Method, (Operation<'a>, Pointer)>;

/// The parts of a path item, each with its place: itself, and behind it the targets of references that have other fields
/// beside them.
pub type ItemParts<'a> = Vec<(PathItem<'a>, Pointer)>;

/// A path item. Of a field that several parts have, the first one counts.
#[derive(Clone, Copy)]
pub struct Item<'a, 'p> {
    parts: &'p [(PathItem<'a>, Pointer)],
}

impl<'a, 'p> Item<'a, 'p> {
    /// The path item of these parts, of which there is at least one.
    pub fn of(parts: &'p ItemParts<'a>) -> Self {
        Self { parts }
    }

    /// The part with a field, and its place; without such a part, the first one.
    pub fn with(self, keyword: &str) -> (PathItem<'a>, &'p Pointer) {
        let found = self.parts.iter().find(|(view, _)| view.has(keyword));
        let (view, at) = found.unwrap_or(&self.parts[0]);
        (*view, at)
    }

    /// `summary`.
    pub fn summary(self) -> Option<&'a str> {
        self.with("summary").0.summary()
    }

    /// `description`.
    pub fn description(self) -> Option<&'a str> {
        self.with("description").0.description()
    }
}

impl<'a> Resolver<'a, '_> {
    /// Reads the path item at `place` for `read`. A path item can be shared, so its uses are weighed.
    pub(super) fn item<T>(
        &mut self,
        item: RefOr<'a, PathItem<'a>>,
        place: &Pointer,
        lost: &str,
        read: impl FnOnce(&mut Self, Item<'a, '_>) -> T,
    ) -> Result<T, Reason> {
        let (view, at, _) = self.follow_or_say_why(item, place, PathItem::UNFOUND)?;
        let parts = self.item_parts((view, at), place, lost)?;
        let read = |this: &mut Self| read(this, Item::of(&parts));
        self.used(&parts[0].1, place, lost, read)
    }

    fn item_parts(
        &mut self,
        first: (PathItem<'a>, Pointer),
        place: &Pointer,
        lost: &str,
    ) -> Result<ItemParts<'a>, Reason> {
        let mut parts = vec![first];
        while let Some((view, at)) = parts.last()
            && let Some(reference) = view.reference()
        {
            let at = at.clone();
            // The reason for a missing target is reported; the fields beside the reference are left.
            let target: RefOr<'a, PathItem<'a>> = RefOr::Reference(reference);
            let Ok((next, end, _)) =
                self.follow_or_say_why(target, &at, "the reference is ignored")
            else {
                break;
            };
            if parts.iter().any(|(_, known)| *known == end) {
                self.diagnostics
                    .report(Code::RefCircle, &at.child("$ref"), &[]);
                break;
            }
            if parts.len() >= LONGEST_CHAIN {
                let most = LONGEST_CHAIN.to_string();
                self.diagnostics.report(Code::ItemsTooDeep, &at, &[&most]);
                break;
            }
            if self
                .uses
                .merge(next.fields().map(|(_, value)| value))
                .is_err()
            {
                let code = Code::UsedTooOften;
                return Err(self.diagnostics.because(code, place, &[lost]));
            }
            self.report_twice(&parts, next, &end);
            parts.push((next, end));
        }
        Ok(parts)
    }

    /// Reports the fields of a target that stand beside a reference to it, too.
    fn report_twice(
        &mut self,
        parts: &[(PathItem<'a>, Pointer)],
        target: PathItem<'a>,
        end: &Pointer,
    ) {
        for (keyword, _) in target.fields().filter(|(key, _)| !key.starts_with("x-")) {
            if let Some((_, at)) = parts.iter().find(|(view, _)| view.has(keyword)) {
                let words = [keyword, TARGET_IGNORED];
                let other = Related::at(IN_TARGET, &end.child(keyword));
                let (code, at) = (Code::RefSibling, at.child(keyword));
                self.diagnostics
                    .report_related(code, &at, &words, vec![other]);
            }
        }
    }

    /// The operations of the path item, and the places of the operations that no request can call, with the
    /// reported reasons.
    pub(super) fn methods(&mut self, item: Item<'a, '_>) -> (Methods<'a>, Vec<(Pointer, Reason)>) {
        let mut methods = Methods::new();
        let mut skipped = Vec::new();
        for (view, at) in item.parts {
            for (keyword, operation) in view.operations() {
                if let Some(method) = Method::of(keyword) {
                    let place = method.place(at);
                    methods.entry(method).or_insert((operation, place));
                }
            }
        }
        let (view, at) = item.with(OTHER_METHODS);
        for (name, operation) in view.others().iter() {
            match Method::other(name) {
                Ok(method) => {
                    let place = method.place(at);
                    methods.insert(method, (operation, place));
                }
                Err(why) => {
                    let place = at.child(OTHER_METHODS).child(name);
                    let code = Code::MethodImpossible;
                    let reason = self.diagnostics.because(code, &place, &[name, why]);
                    skipped.push((place, reason));
                }
            }
        }
        (methods, skipped)
    }
}
