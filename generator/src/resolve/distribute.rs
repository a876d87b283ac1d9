//! A union beside other parts: the other parts apply in each of its branches.

use super::Resolver;
use super::all_of::{Fit, Part, null_of};
use super::budget::{MOST_LEVELS, TooMuch};
use super::merge::contradict;
use crate::api::{Kind, Owner, SchemaId, Union};
use crate::diagnostic::{Code, Pointer};
use crate::map::{IndexMap, IndexSet};
use crate::openapi::view::{self, Branches, RefOr, Schema};

/// The most branches from the unions of one schema, whose branches multiply.
const MOST_BRANCHES: usize = 500;

impl<'a> Resolver<'a, '_> {
    /// The union at `index` of `parts`, with the other parts in each of its branches.
    pub(super) fn distribute(
        &mut self,
        id: SchemaId,
        at: &Pointer,
        mut parts: Vec<Part<'a>>,
        index: usize,
        open: &mut Vec<Pointer>,
    ) -> Result<Fit, TooMuch> {
        let union = parts[index].clone();
        let Some(branches) = union.keywords.branches() else {
            return Ok(Ok(Kind::Any));
        };
        let keyword = branches.keyword();
        parts[index].drop_branches();
        let discriminator = parts.iter().find_map(|part| part.keywords.discriminator);
        let place = union.at.child(keyword);
        let plain = |part: &Part<'_>| part.keywords.is_bare();
        let typed = |part: &Part<'_>| part.keywords.ty.is_some();
        // A type beside branches is often wrong; that of another part is not.
        let chooses = parts.iter().any(|part| typed(part) && part.at != union.at);
        let typed = chooses || (parts.iter().any(typed) && needs_type(branches));
        if parts.iter().all(plain) && !typed {
            return Ok(Ok(self.union(id, branches, discriminator, &place)));
        }
        let mut made = Vec::new();
        for (i, branch) in branches.iter() {
            let place = place.index(i);
            match self.branch(id, i, branch, &place, &parts, open) {
                Err(TooMuch::Branches) => {
                    let reason = self.diagnostics.because(Code::AllOfTooMany, at, &[]);
                    return Ok(Ok(Kind::Unknown(reason)));
                }
                branch => made.extend(branch?),
            }
        }
        Ok(self.united(id, &place, keyword, &made, discriminator))
    }

    /// The union of the new branches, each with the schema that it replaces.
    fn united(
        &mut self,
        id: SchemaId,
        place: &Pointer,
        keyword: &str,
        made: &[(SchemaId, Option<SchemaId>)],
        discriminator: Option<view::Discriminator<'a>>,
    ) -> Fit {
        let discriminator = discriminator.map(|discriminator| {
            let mut branch_of: IndexMap<SchemaId, SchemaId> = IndexMap::default();
            for (branch, whole) in made {
                branch_of.entry(whole.unwrap_or(*branch)).or_insert(*branch);
            }
            let moved = |id: SchemaId| branch_of.get(&id).copied().unwrap_or(id);
            let at = place.parent().child("discriminator");
            self.discriminator(id, (discriminator, &at), moved)
        });
        Ok(match (made, &discriminator) {
            ([], _) => return Err(format!("nothing is left of its `{keyword}`")),
            ([(only, whole)], None) => {
                if *whole != Some(*only) {
                    self.api.schemas[only.0].owner = Owner::Target(id);
                }
                Kind::Alias(*only)
            }
            _ => Kind::Union(Union {
                branches: made.iter().map(|(branch, _)| *branch).collect(),
                discriminator,
                events: None,
            }),
        })
    }

    /// A branch together with `rest`, and the schema that it replaces.
    fn branch(
        &mut self,
        id: SchemaId,
        index: usize,
        branch: RefOr<'a, Schema<'a>>,
        place: &Pointer,
        rest: &[Part<'a>],
        open: &mut Vec<Pointer>,
    ) -> Result<Option<(SchemaId, Option<SchemaId>)>, TooMuch> {
        let Some((keywords, target, whole)) = self.part(branch, place.clone()) else {
            return Ok(None);
        };
        if open.contains(&target) {
            self.diagnostics.report(Code::AllOfCircle, place, &[]);
            return Ok(None);
        }
        if self.given_up.contains_key(&target) || open.len() > MOST_LEVELS {
            return Err(TooMuch::Levels);
        }
        self.budget.take(1 + rest.len())?;
        let own = self.parts_of(whole.unwrap_or(id), &keywords, &target)?;
        let places: IndexSet<&Pointer> = own.iter().map(|part| &part.at).collect();
        let inherits = |part: &Part<'a>| part.keywords.is_bare() || places.contains(&part.at);
        if let (Some(whole), true) = (whole, rest.iter().all(inherits)) {
            let union = place.parent().parent();
            let others = rest.iter().filter(|part| part.at != union);
            let fits = !contradict(others.chain(&own));
            return Ok(fits.then_some((whole, Some(whole))));
        }
        if contradict(rest.iter().chain(&own)) {
            return Ok(None);
        }
        if self.made >= MOST_BRANCHES {
            return Err(TooMuch::Branches);
        }
        self.made += 1;
        let owner = match branch {
            RefOr::Item(_) => Owner::Variant(id, index),
            RefOr::Reference(_) => {
                let name = target.segments().last().unwrap_or_default();
                Owner::Branch(id, name.into_owned())
            }
        };
        // An inline branch takes its place in the document, unless another copy already has it.
        let here = self.api[id].at.contains(place);
        let new = if whole.is_none() && here && !self.places.contains_key(place) {
            self.reserve(place.clone(), owner)
        } else {
            self.copy(place.clone(), owner)
        };
        self.describe(new, &keywords);
        let said = &mut self.api.schemas[new.0].null;
        *said = null_of(&own).before(*said);
        if whole.is_some() {
            self.api.schemas[new.0].rust_name = None;
        }
        let own = own.into_iter().map(|part| Part {
            owner: if part.owner == id { new } else { part.owner },
            ..part
        });
        let parts = rest.iter().cloned().chain(own).collect();
        open.push(target);
        let fit = self.conjoin(new, place, parts, open)?;
        open.pop();
        Ok(self.keep(new, fit, place).then_some((new, whole)))
    }

    /// Gives a branch its shape, or takes back a branch that no value fits, which is the last schema.
    fn keep(&mut self, id: SchemaId, fit: Fit, at: &Pointer) -> bool {
        if let Ok(kind) = fit {
            self.api.schemas[id.0].kind = kind;
            return true;
        }
        if self.places.get(at) == Some(&id) {
            self.places.swap_remove(at);
        }
        self.mappings.shift_remove(&id);
        if self.api.schemas.len() == id.0 + 1 {
            self.api.schemas.pop();
        }
        false
    }

    /// A schema that the document doesn't have, named after a place that belongs to another schema.
    pub(super) fn copy(&mut self, at: Pointer, owner: Owner) -> SchemaId {
        let there = self.places.get(&at).copied();
        let id = self.reserve(at.clone(), owner);
        match there {
            Some(there) => self.places.insert(at, there),
            None => self.places.swap_remove(&at),
        };
        id
    }
}

/// Whether a type beside branches matters to them: a branch has no type, or the branches come from a list of
/// types (`OpenAPI` 3.1). Otherwise, the branches' own types count.
fn needs_type(branches: Branches<'_>) -> bool {
    let inline = || branches.iter().filter_map(|(_, branch)| branch.into_item());
    let mut keywords = inline().map(Schema::keywords);
    keywords.any(|branch| branch.is_typed(None).is_none())
        || (inline().count() == branches.iter().count()
            && inline().map(Schema::keywords).all(|b| b.is_bare()))
}
