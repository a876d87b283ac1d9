//! The operations of a path item, by their methods.

use super::Resolver;
use crate::api::Method;
use crate::diagnostic::{Code, Pointer, Reason};
use crate::openapi::spec::OTHER_METHODS;
use crate::openapi::view::{Operation, PathItem};
use std::collections::BTreeMap;

/// Operations by method.
pub type Methods<'a> = BTreeMap<Method, Operation<'a>>;

/// A path item and its place.
#[derive(Clone, Copy)]
pub struct Item<'a, 'p> {
    pub view: PathItem<'a>,
    pub at: &'p Pointer,
}

impl<'a> Resolver<'a, '_> {
    /// The operations of the path item, and the places of the operations that no request can call, with the
    /// reported reasons.
    pub(super) fn methods(&mut self, item: Item<'a, '_>) -> (Methods<'a>, Vec<(Pointer, Reason)>) {
        let known = item.view.operations();
        let known = known.filter_map(|(keyword, it)| Some((Method::of(keyword)?, it)));
        let mut methods: Methods = known.collect();
        let mut skipped = Vec::new();
        for (name, operation) in item.view.others().iter() {
            match Method::other(name) {
                Ok(method) => {
                    methods.insert(method, operation);
                }
                Err(why) => {
                    let place = item.at.child(OTHER_METHODS).child(name);
                    let code = Code::MethodImpossible;
                    let reason = self.diagnostics.because(code, &place, &[name, why]);
                    skipped.push((place, reason));
                }
            }
        }
        (methods, skipped)
    }
}
