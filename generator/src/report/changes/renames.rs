//! The items that have another name in a later crate, and the earlier items by their later names.

use super::items::{Items, Public};
use super::text;
use std::collections::{BTreeMap, BTreeSet};

/// Later names.
#[derive(Debug, Default)]
pub(super) struct Renames {
    /// The later paths of types and methods, by their earlier ones.
    pub(super) paths: BTreeMap<String, String>,
    /// The operations' own types: their methods say it.
    pub(super) silent: BTreeSet<String>,
}

impl Renames {
    /// An operation is recognised by its route, and a type by its parts; both must be the only ones that fit.
    pub(super) fn between(old: &Items, new: &Items) -> Self {
        let mut renames = Self::default();
        let routes = pairs(routes(old, new), routes(new, old));
        for (from, to) in routes {
            let method = |items: &Items, at: &str| items.public.get(at)?.parent.clone();
            if let (Some(old), Some(new)) = (method(old, &from), method(new, &to)) {
                renames.paths.insert(old, new);
                renames.silent.insert(from.clone());
                renames.paths.insert(from, to);
            }
        }
        renames
            .paths
            .extend(pairs(shapes(old, new), shapes(new, old)));
        renames
    }

    /// The earlier items by their later names.
    pub(super) fn apply(&self, old: &Items) -> Items {
        let types = self.paths.iter();
        let types = types.map(|(from, to)| (text::last(from), text::last(to)));
        let types = types.filter(|(from, _)| from.starts_with(char::is_uppercase));
        let types: BTreeMap<&str, &str> = types.collect();
        let key = |at: &str| self.key(at, &types);
        let public = old.public.iter().map(|(at, public)| {
            let public = Public {
                tokens: text::renamed(&public.tokens, &types),
                parent: public.parent.as_deref().map(key),
                ..public.clone()
            };
            (key(at), public)
        });
        let code = old.code.iter();
        let code = code.map(|(at, code)| (key(at), text::renamed(code, &types)));
        Items {
            public: public.collect(),
            code: code.collect(),
            routes: old.routes.clone(),
            ..Items::default()
        }
    }

    fn key(&self, at: &str, types: &BTreeMap<&str, &str>) -> String {
        match at
            .strip_prefix("impl ")
            .and_then(|at| at.split_once(" for "))
        {
            Some((of_trait, of)) => {
                let of_trait = text::renamed(of_trait, types);
                format!("impl {of_trait} for {}", self.path(of, types))
            }
            None => self.path(at, types),
        }
    }

    fn path(&self, path: &str, types: &BTreeMap<&str, &str>) -> String {
        let ends = path.match_indices("::").map(|(at, _)| at);
        for end in ends.chain([path.len()]) {
            if let Some(to) = self.paths.get(&path[..end]) {
                return format!("{to}{}", &path[end..]);
            }
        }
        match path
            .split_once('<')
            .and_then(|(of, rest)| Some((of, rest.split_once('>')?)))
        {
            Some((of, (form, rest))) => format!("{of}<{}>{rest}", text::renamed(form, types)),
            None => path.to_owned(),
        }
    }
}

/// The routes of the operations that the other crate doesn't have by that name.
fn routes<'a>(items: &'a Items, other: &Items) -> Vec<(String, &'a str)> {
    let routes = items.routes.iter();
    let routes = routes.filter(|(at, _)| !other.public.contains_key(*at));
    routes
        .map(|(at, route)| (route.clone(), at.as_str()))
        .collect()
}

/// The shapes of the types that the other crate doesn't have by that name, without their own names.
fn shapes<'a>(items: &'a Items, other: &Items) -> Vec<(String, &'a str)> {
    let mut shapes: BTreeMap<&str, String> = BTreeMap::new();
    for (at, public) in &items.public {
        let of = public.parent.as_deref();
        let Some(of) = of.filter(|of| !other.public.contains_key(*of)) else {
            continue;
        };
        if matches!(public.kind, "field" | "variant") {
            let own = BTreeMap::from([(text::last(of), "Self")]);
            let tokens = text::renamed(&public.tokens, &own);
            let part = format!("{} {}: {tokens}\n", public.kind, text::last(at));
            shapes.entry(of).or_default().push_str(&part);
        }
    }
    let shapes = shapes.into_iter();
    shapes.map(|(of, shape)| (shape, of)).collect()
}

/// The items of both sides that alone have a key.
fn pairs(old: Vec<(String, &str)>, new: Vec<(String, &str)>) -> Vec<(String, String)> {
    let mut sides: BTreeMap<String, (Vec<&str>, Vec<&str>)> = BTreeMap::new();
    for (key, at) in old {
        sides.entry(key).or_default().0.push(at);
    }
    for (key, at) in new {
        sides.entry(key).or_default().1.push(at);
    }
    let pairs = sides
        .values()
        .filter_map(|(old, new)| match (&old[..], &new[..]) {
            ([old], [new]) => Some(((*old).to_owned(), (*new).to_owned())),
            _ => None,
        });
    pairs.collect()
}
