//! Unions → enums with a decoding plan.

use super::names::{Named, Scope, assign, camel, snake};
use super::plan::{Candidate, plan};
use super::{Lowerer, branch, obstacle};
use crate::api::{Kind, Owner, SchemaId};
use crate::diagnostic::Code;
use crate::ir::{Docs, Name, Pick, Raw, Ty, TypeId, TypeKind, Union, Variant};
use crate::surface;
use crate::text::{Line, say};
use indexmap::{IndexMap, IndexSet};

impl Lowerer<'_> {
    pub(super) fn union(&mut self, id: SchemaId, ty: TypeId, union: &crate::api::Union) -> Union {
        let candidates: Vec<Candidate> = union
            .branches
            .iter()
            .enumerate()
            .map(|(variant, branch)| Candidate {
                variant,
                schema: self.api.behind_aliases(*branch).0,
            })
            .collect();
        let discriminator = union.discriminator.as_ref();
        let (plan, clashes) = plan(self.api, &mut self.planner, &candidates, discriminator);
        if !clashes.is_empty() {
            let clashing: Vec<SchemaId> = clashes.iter().map(|&i| union.branches[i]).collect();
            self.warn_of_clash(id, &clashing);
        }
        // What a variant is called: by its one tag, else its shared name, its title or its kind.
        let mut own_tags: IndexMap<usize, Vec<&str>> = IndexMap::new();
        if let Pick::Tag(_, tags, _) = &plan.object {
            for (tag, variant) in tags {
                own_tags.entry(*variant).or_default().push(tag.exact());
            }
        }
        let words: Vec<String> = (0..union.branches.len())
            .map(|i| match own_tags.get(&i).map(Vec::as_slice) {
                Some([tag]) => (*tag).to_owned(),
                _ => self
                    .branch_word(union.branches[i])
                    .unwrap_or_else(|| format!("variant {}", i + 1)),
            })
            .collect();
        let mut scope = Scope::default();
        let names = assign(&mut scope, words.iter().map(String::as_str), camel);
        let unknown = self.usage[id.0].received.then(|| scope.take("Unknown"));
        for (Named { name, .. }, branch) in names.iter().zip(&union.branches) {
            self.hide_if(self.secret(*branch), ty, name);
        }
        let types: Vec<Ty> = union
            .branches
            .iter()
            .map(|branch| self.ty(*branch))
            .collect();
        let mut counts: IndexMap<TypeId, usize> = IndexMap::new();
        for ty in &types {
            if let Ty::Named(id) = ty {
                *counts.entry(*id).or_default() += 1;
            }
        }
        let tags = union.discriminator.iter().flat_map(|d| &d.tags).rev();
        // The first of several.
        let tags: IndexMap<SchemaId, &String> = tags.map(|(tag, id)| (*id, tag)).collect();
        let variants = names
            .into_iter()
            .enumerate()
            .map(|(i, Named { name, why })| Variant {
                docs: self.variant_docs(union.branches[i], &name, why),
                ty: types[i].clone(),
                tag: self.written_tag(union, union.branches[i], &tags),
                from: matches!(types[i], Ty::Named(id) if counts[&id] == 1),
                constructor: None,
                name,
            })
            .collect();
        Union {
            variants,
            unknown,
            plan,
        }
    }

    /// Says which branches can only be tried, and which members they have in common.
    fn warn_of_clash(&mut self, id: SchemaId, branches: &[SchemaId]) {
        let list: Vec<String> = branches
            .iter()
            .enumerate()
            .map(|(i, branch)| {
                self.branch_word(*branch)
                    .unwrap_or_else(|| format!("number {}", i + 1))
            })
            .collect();
        let members = |branch: &SchemaId| match &self.api[self.api.behind_aliases(*branch).0].kind {
            Kind::Object(object) => object.properties.keys().cloned().collect(),
            _ => IndexSet::new(),
        };
        let shared = branches
            .iter()
            .map(members)
            .reduce(|a: IndexSet<String>, b| a.intersection(&b).cloned().collect())
            .unwrap_or_default();
        let shared: Vec<String> = shared.iter().map(|member| format!("`{member}`")).collect();
        let shared = if shared.is_empty() {
            "no member is required of just one of them".to_owned()
        } else {
            format!("they share {}", shared.join(", "))
        };
        let at = &self.api[id].at;
        self.diagnostics
            .report(Code::UnionScored, at, &[&list.join(", "), &shared]);
    }

    /// The functions that make a variant from the parts of its content, once all structs are known:
    /// for contents of few parts, so that a caller need not name the content's type.
    pub(super) fn variant_constructors(&mut self) {
        for index in 0..self.krate.types.len() {
            if !self.krate.types[index].usage.sent {
                continue;
            }
            let TypeKind::Union(union) = &self.krate.types[index].kind else {
                continue;
            };
            let owner = self.krate.types[index].name.as_str();
            // In an alphabet without capitals, a function could be called like a variant.
            let variants = union.variants.iter().map(|variant| &variant.name);
            let variants = variants.chain(&union.unknown).map(Name::as_str);
            let reserved = surface::CONSTRUCTORS.iter().copied().chain(variants);
            let mut scope = Scope::reserving(reserved);
            let constructors: Vec<Option<Name>> = union
                .variants
                .iter()
                .map(|variant| {
                    let arguments = self.parts_of(&variant.ty)?;
                    (1..=3)
                        .contains(&arguments)
                        .then(|| scope.take(&constructor(owner, variant.name.as_str())))
                })
                .collect();
            if let TypeKind::Union(union) = &mut self.krate.types[index].kind {
                for (variant, constructor) in union.variants.iter_mut().zip(constructors) {
                    variant.constructor = constructor;
                }
            }
        }
    }

    /// How many arguments the `new` of a struct takes.
    fn parts_of(&self, ty: &Ty) -> Option<usize> {
        let Ty::Named(id) = ty else { return None };
        let TypeKind::Struct(lowered) = &self.krate[*id].kind else {
            return None;
        };
        let first = lowered
            .constructors
            .first()
            .filter(|first| first.name.as_str() == "new")?;
        Some(first.fields.len() + usize::from(first.choice))
    }

    /// The member that the union has to write itself, because the branch doesn't hold it.
    fn written_tag(
        &self,
        union: &crate::api::Union,
        branch: SchemaId,
        tags: &IndexMap<SchemaId, &String>,
    ) -> Option<(Raw, Raw)> {
        let discriminator = union.discriminator.as_ref()?;
        let tag = *tags.get(&branch)?;
        match &self.api[self.api.behind_aliases(branch).0].kind {
            Kind::Object(object) if !object.properties.contains_key(&discriminator.property) => {
                Some(((&discriminator.property).into(), tag.into()))
            }
            _ => None,
        }
    }

    fn variant_docs(&self, branch: SchemaId, name: &Name, why: Option<Line>) -> Docs {
        let mut out = self.said(branch);
        if out.is_empty() {
            out.paragraph(say("`{}`.", &[name]));
        }
        obstacle::tell(&mut out, why);
        out
    }

    fn branch_word(&self, branch: SchemaId) -> Option<String> {
        match &self.api[branch].owner {
            Owner::Component(name) => return Some(name.clone()),
            Owner::SentForm(received) => return self.branch_word(*received),
            _ => {}
        }
        let (target, _) = self.api.behind_aliases(branch);
        match &self.api[target].owner {
            Owner::Component(name) | Owner::Branch(_, name) => return Some(name.clone()),
            Owner::Base(parent) | Owner::SentForm(parent) => return self.branch_word(*parent),
            _ => {}
        }
        let schema = &self.api[branch];
        let wish = self.config.names.get(schema.at.as_str());
        let wish = wish.or(schema.rust_name.as_ref()).map(String::as_str);
        let word = wish.or_else(|| branch::own_word(self.api, branch));
        word.or_else(|| self.siblings.kind_word(self.api, branch))
            .map(str::to_owned)
    }
}

/// What the function that makes a variant of `owner` wishes to be called: after the variant, or `new` if that
/// would say the type's name a second time (clippy's `self_named_constructors`).
fn constructor(owner: &str, variant: &str) -> String {
    if owner.eq_ignore_ascii_case(variant) {
        "new".to_owned()
    } else {
        snake(variant)
    }
}
