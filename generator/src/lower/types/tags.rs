//! Members whose listed texts tell the variants of a union apart.

use crate::api::{Api, Kind, Object};
use crate::ir::Raw;
use crate::lower::types::plan::Member;
use crate::map::{IndexMap, IndexSet};
use crate::steps::steps;

/// A member that tells variants by its text.
pub struct Tag<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its texts that only one variant lists, with the variant.
    pub told: Vec<(Raw, usize)>,
    /// Its texts that several variants list, with these variants.
    pub groups: Vec<(Vec<Raw>, Vec<usize>)>,
    /// Whether each variant lists its texts.
    pub is_whole: bool,
    /// Whether a variant that lists none has another member with a constant that those with the tag have otherwise: a
    /// value with the tag can be of this variant, too.
    pub is_contradicted: bool,
}

/// The variants by the texts of a member.
#[derive(Default)]
struct Listed<'a> {
    texts: IndexMap<&'a str, Vec<usize>>,
    variants: IndexSet<usize>,
}

impl Listed<'_> {
    /// The rank among the members of `count` variants: one of which each variant lists the texts goes before any other,
    /// and then the one that tells the most variants. None if it doesn't tell any, or if two variants list some of
    /// their texts in common and others not: such texts are rather states than tags.
    fn rank(&self, count: usize) -> Option<(bool, usize)> {
        let mut groups: IndexMap<usize, &[usize]> = IndexMap::default();
        for variants in self.texts.values() {
            let is_same = |it: &usize| groups.get(it).is_none_or(|known| known == variants);
            if !variants.iter().all(is_same) {
                return None;
            }
            groups.extend(variants.iter().map(|variant| (*variant, &variants[..])));
        }
        let told = groups.values().filter(|group| group.len() == 1).count();
        let is_whole = groups.len() == count;
        let tells = if is_whole {
            groups.values().any(|group| group.len() < count)
        } else {
            told > 1 && told == groups.len()
        };
        tells.then_some((is_whole, told))
    }
}

/// The best tag of the members that haven't `told` before.
pub fn best<'a>(api: &'a Api, members: &[Member<'a>], told: &[&str]) -> Option<Tag<'a>> {
    let by_name = listed(api, members);
    let names = by_name.iter().filter(|(name, _)| !told.contains(*name));
    let is_required = |name: &str| {
        let mut objects = members.iter().flat_map(|member| &member.objects);
        objects.all(|it| it.properties.get(name).is_some_and(|it| it.required))
    };
    let ranked = names.filter_map(|(name, tag)| {
        let (is_whole, told) = tag.rank(members.len())?;
        Some(((is_whole, told, is_required(name)), *name))
    });
    // The first of the best: `max_by_key` would return the last.
    let ranked: Vec<_> = ranked.collect();
    let ((is_whole, ..), name) = *ranked.iter().rev().max_by_key(|(rank, _)| *rank)?;
    let mut told = Vec::new();
    let mut groups: IndexMap<&[usize], Vec<Raw>> = IndexMap::default();
    for (text, variants) in &by_name[name].texts {
        match variants[..] {
            [only] => told.push(((*text).into(), only)),
            _ => groups.entry(variants).or_default().push((*text).into()),
        }
    }
    let groups = groups.into_iter();
    Some(Tag {
        name,
        told,
        groups: groups
            .map(|(variants, texts)| (texts, variants.to_vec()))
            .collect(),
        is_whole,
        is_contradicted: !is_whole && is_contradicted(&by_name, name),
    })
}

/// The first member that a variant requires, and of whose texts the others list none.
pub fn own(api: &Api, member: &Member, others: &[Member]) -> Option<(Raw, Vec<(Raw, usize)>)> {
    let others = listed(api, others);
    let is_apart = |name: &str, texts: &IndexMap<&str, Vec<usize>>| {
        let other = others.get(name);
        other.is_none_or(|other| !texts.keys().any(|text| other.texts.contains_key(text)))
    };
    let requires = |name: &str| { member.objects.iter() }.all(|it| it.properties[name].required);
    let members = std::slice::from_ref(member);
    let mut by_name = listed(api, members).into_iter();
    let (name, tag) = by_name.find(|(name, tag)| requires(name) && is_apart(name, &tag.texts))?;
    let texts = tag.texts.keys();
    let texts = texts.map(|text| ((*text).into(), member.variant));
    Some((name.into(), texts.collect()))
}

/// The members of which a variant lists the texts, in all of its objects.
fn listed<'a>(api: &'a Api, members: &[Member<'a>]) -> IndexMap<&'a str, Listed<'a>> {
    let mut by_name: IndexMap<&str, Listed> = IndexMap::default();
    for Member { variant, objects } in members {
        let names = objects.first().into_iter();
        for name in names.flat_map(|object| object.properties.keys()) {
            let texts = objects.iter().map(|object| texts(api, object, name));
            let Some(texts) = texts.collect::<Option<Vec<_>>>() else {
                continue;
            };
            let tag = by_name.entry(name).or_default();
            tag.variants.insert(*variant);
            for text in texts.into_iter().flatten() {
                steps(1);
                let variants = tag.texts.entry(text).or_default();
                if variants.last() != Some(variant) {
                    variants.push(*variant);
                }
            }
        }
    }
    by_name
}

/// Whether a variant without this tag and one with it list other texts of another member.
fn is_contradicted(by_name: &IndexMap<&str, Listed>, name: &str) -> bool {
    let tagged = &by_name[name].variants;
    let others = by_name.iter().filter(|(other, _)| **other != name);
    { others }.any(|(_, other)| {
        let is_tagged = |it: &usize| tagged.contains(it);
        let is_both = other.variants.iter().any(is_tagged) && !other.variants.iter().all(is_tagged);
        is_both && { other.texts.values() }.any(|variants| variants.len() < other.variants.len())
    })
}

/// The listed texts of a member.
pub fn texts<'a>(
    api: &'a Api,
    object: &Object,
    name: &str,
) -> Option<impl Iterator<Item = &'a str> + use<'a>> {
    let (target, _) = api.behind_aliases(object.properties.get(name)?.schema);
    match &api[target].kind {
        Kind::StringEnum(texts) => Some(texts.iter().map(String::as_str)),
        _ => None,
    }
}
