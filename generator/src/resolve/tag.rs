//! Tags: the texts of groups of operations, and the parents of groups.

use super::Resolver;
use crate::api::{Docs, Tag};
use crate::diagnostic::{Code, Pointer, Related};
use crate::map::IndexSet;
use crate::openapi::view;
use std::collections::BTreeMap;

/// The kinds of tags that describe operations without grouping them (the `OpenAPI` registry of tag kinds).
const LABELS: [&str; 2] = ["badge", "audience"];

impl Resolver<'_, '_> {
    pub(super) fn tags(&mut self) {
        let tags = self.document.root().tags();
        let parents = tags
            .iter()
            .filter_map(|tag| Some((tag.name()?, tag.parent()?)));
        let parents: BTreeMap<&str, &str> = parents.collect();
        let names: IndexSet<&str> = tags.iter().filter_map(view::Tag::name).collect();
        let at = Pointer::root().child("tags");
        let mut first: BTreeMap<&str, Pointer> = BTreeMap::new();
        for (index, tag) in tags.iter().enumerate() {
            let name = tag.name().unwrap_or_default();
            let place = at.index(index);
            let first = first.entry(name).or_insert_with(|| place.clone());
            if *first != place {
                let first = vec![Related::at("first described here", first)];
                self.diagnostics
                    .report_related(Code::TagTwice, &place, &[name], first);
            }
            if tag.kind().is_some_and(|kind| LABELS.contains(&kind)) {
                self.labels.insert(name);
            }
            let parent = tag.parent().filter(|parent| {
                let mut near = None;
                let why = if !names.contains(parent) {
                    let others = names.iter().copied().filter(|other| *other != name);
                    near = self.diagnostics.nearest(parent, others);
                    "no tag has this name"
                } else if leads_back(name, &parents) {
                    "it leads back to the tag"
                } else {
                    return true;
                };
                let place = at.index(index).child("parent");
                self.diagnostics
                    .report_near(Code::TagParent, &place, &[parent, why], near);
                false
            });
            let tag = Tag {
                docs: Docs {
                    title: self.copies.maybe(tag.summary()),
                    description: self.copies.maybe(tag.description()),
                    link: self.copies.link(tag.external_docs()),
                    ..Docs::default()
                },
                parent: parent.map(str::to_owned),
            };
            self.api.tags.insert(name.to_owned(), tag);
        }
    }
}

/// Whether a tag is a part of itself.
fn leads_back(name: &str, parents: &BTreeMap<&str, &str>) -> bool {
    let next = |name: &&str| parents.get(name).copied();
    // Parents can form a cycle without this tag.
    let mut around = std::iter::successors(next(&name), next).take(MOST_LEVELS);
    around.any(|parent| parent == name)
}

/// The most levels of tags that are followed.
const MOST_LEVELS: usize = 64;
