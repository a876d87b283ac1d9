//! Unions → enums with a decoding plan.

use crate::api::{Api, Kind, Owner, SchemaId};
use crate::diagnostic::{Code, Diagnostics, series};
use crate::ir::{Docs, Name, Pick, Plan, Ty, TypeDef, TypeId, TypeKind, Union, Variant};
use crate::lower::docs::Texts;
use crate::lower::docs::content::tell_parts;
use crate::lower::docs::members::said;
use crate::lower::facts::Facts;
use crate::lower::names::branch;
use crate::lower::names::rename_reason;
use crate::lower::names::{Named, Scope, assign, camel, snake};
use crate::lower::sink::Sink;
use crate::lower::types::plan::{Candidate, Planner, plan};
use crate::lower::types::ways::add_led;
use crate::lower::types::written::Written;
use crate::map::{IndexMap, IndexSet};
use crate::surface;
use crate::text::{Line, code, say};

/// The enum of a union, and its variants that are never printed.
pub fn union(
    facts: &Facts,
    id: SchemaId,
    union: &crate::api::Union,
    planner: &mut Planner,
    sink: &mut Sink,
) -> (Union, Vec<Name>) {
    let candidates: Vec<Candidate> = union
        .branches
        .iter()
        .enumerate()
        .map(|(variant, branch)| Candidate {
            variant,
            schema: facts.api.behind_aliases(*branch).0,
        })
        .collect();
    let discriminator = union.discriminator.as_ref();
    let (mut plan, mut clashes) = plan(facts.api, planner, &candidates, discriminator);
    if let Some(events) = &union.events {
        plan.event = event(union, events, &mut clashes);
        let mut branches = union.branches.iter();
        plan.event_text = branches.position(|branch| Some(*branch) == events.text);
    }
    if !clashes.is_empty() {
        warn_of_clash(facts, (id, union), &clashes, sink.diagnostics);
    }
    warn_of_unread(facts, (id, union), &plan, sink.diagnostics);
    let words = words(facts, union, &plan);
    let mut scope = Scope::default();
    let names = assign(&mut scope, words.iter().map(String::as_str), camel);
    let unknown = facts.usage[id.0].received.then(|| scope.take("Unknown"));
    let secrets = names.iter().zip(&union.branches);
    let secrets = secrets.filter(|(_, branch)| facts.secret(**branch));
    let hidden = secrets.map(|(named, _)| named.name.clone()).collect();
    let union = Union {
        variants: variants(facts, (id, union), &plan, names, &sink.texts),
        unknown,
        plan,
    };
    (union, hidden)
}

/// The rule of the names of events. Only the branches that it leaves to the value still clash.
fn event(
    union: &crate::api::Union,
    events: &crate::api::EventNames,
    clashes: &mut Vec<usize>,
) -> Pick {
    let branches = union.branches.iter().enumerate();
    let branches: IndexMap<SchemaId, usize> = branches.map(|(index, id)| (*id, index)).collect();
    let variant = |id: &SchemaId| branches.get(id).copied();
    let listed = events.listed.iter();
    let listed = listed.filter_map(|(name, id)| Some((name.into(), variant(id)?)));
    let others: IndexSet<usize> = events.others.iter().filter_map(variant).collect();
    clashes.retain(|variant| others.len() > 1 && others.contains(variant));
    let otherwise = match (others.first(), others.len()) {
        (None, _) => Pick::None,
        (Some(only), 1) => Pick::One(*only),
        _ => Pick::Scored(others.into_iter().collect()),
    };
    Pick::Value(listed.collect(), Box::new(otherwise))
}

/// The names of the variants: by the only tag, else by the shared name, the title or the kind.
fn words(facts: &Facts, union: &crate::api::Union, plan: &Plan) -> Vec<String> {
    let other_names = union.discriminator.iter().flat_map(|it| &it.names);
    let other_names: IndexSet<&str> = other_names.map(|(name, _)| name.as_str()).collect();
    let mut own_tags = IndexMap::default();
    let mut tell = |tag: &str, variant, group: &str| {
        let tags: &mut Vec<String> = own_tags.entry(variant).or_default();
        tags.extend((!other_names.contains(tag)).then(|| format!("{group}{tag}")));
    };
    match &plan.event {
        Pick::Value(names, _) => {
            let names = names.iter();
            names.for_each(|(name, variant)| tell(name.exact(), *variant, ""));
        }
        _ => tag_words(&plan.object, "", &mut tell),
    }
    (0..union.branches.len())
        .map(|i| match own_tags.get(&i).map(Vec::as_slice) {
            Some([tag]) => tag.clone(),
            _ => branch_word(facts, union.branches[i])
                .unwrap_or_else(|| format!("variant {}", i + 1)),
        })
        .collect()
}

/// Calls `tell` with each tag of the outermost member, and with each within a group by one text, and this. Recursive: the
/// planner makes at most eight levels.
fn tag_words(mut pick: &Pick, group: &str, tell: &mut impl FnMut(&str, usize, &str)) {
    if let Pick::Tag(_, tags, otherwise) = pick {
        for (tag, variant) in tags {
            tell(tag.exact(), *variant, group);
        }
        pick = otherwise;
    }
    while let Pick::Group(_, texts, picks) = pick {
        let [then, otherwise] = &**picks;
        if let [text] = &texts[..] {
            tag_words(then, &format!("{group}{} ", text.exact()), tell);
        }
        pick = otherwise;
    }
}

fn variants(
    facts: &Facts,
    (id, union): (SchemaId, &crate::api::Union),
    plan: &Plan,
    names: Vec<Named>,
    texts: &Texts,
) -> Vec<Variant> {
    let types: Vec<Ty> = union
        .branches
        .iter()
        .map(|branch| facts.ty(*branch))
        .collect();
    let written = Written::of(facts.api, union, &plan.object);
    let event_names = event_names(&plan.event);
    let of_others = union
        .discriminator
        .as_ref()
        .filter(|it| it.default.is_some());
    let variant = |(i, Named { name, why }): (usize, Named)| {
        let branch = union.branches[i];
        let mut docs = variant_docs(facts, texts, branch, &name, why);
        let of_others = of_others.filter(|it| it.default == Some(branch));
        if let Some(discriminator) = of_others {
            let member = code(&discriminator.property);
            docs.paragraph(say(
                "Also of objects with another {}, or without it.",
                &[&member],
            ));
        }
        if let Some(events) = event_docs(&plan.event, i, event_names.get(&i)) {
            docs.paragraph(events);
        }
        if plan.event_text == Some(i) {
            docs.paragraph("The text as it stands, and no JSON.");
        }
        Variant {
            docs,
            ty: types[i].clone(),
            tags: match of_others {
                Some(_) => Vec::new(),
                None => written.tags(i),
            },
            from: is_own(i, &types, facts.usage[id.0].sent),
            from_text: false,
            inner: Vec::new(),
            constructor: None,
            name,
        }
    };
    names.into_iter().enumerate().map(variant).collect()
}

/// The names of the events of each variant.
fn event_names(event: &Pick) -> IndexMap<usize, Vec<Line>> {
    let mut names: IndexMap<usize, Vec<Line>> = IndexMap::default();
    if let Pick::Value(listed, _) = event {
        for (name, variant) in listed {
            names.entry(*variant).or_default().push(name.code());
        }
    }
    names
}

/// The events of a variant, in words.
fn event_docs(event: &Pick, variant: usize, names: Option<&Vec<Line>>) -> Option<Line> {
    if matches!(event, Pick::Value(_, otherwise) if **otherwise == Pick::One(variant)) {
        let rest = "The data of events without a name, or with a name that no other variant has.";
        return Some(say(rest, &[]));
    }
    let names = Line::join(names?, ", ");
    Some(say("The data of events named {}.", &[&names]))
}

/// Reports the branches that the plan can only try, with their common members.
fn warn_of_clash(
    facts: &Facts,
    (id, union): (SchemaId, &crate::api::Union),
    clashes: &[usize],
    diagnostics: &mut Diagnostics,
) {
    let branches = called(facts, union, clashes);
    let members = clashes
        .iter()
        .map(|&i| members(facts.api, union.branches[i]));
    let shared = members.reduce(|a, b| Some(a?.intersection(&b?).copied().collect()));
    let shared = match shared.flatten() {
        None => "they take values of the same kind".to_owned(),
        Some(none) if none.is_empty() => "no member is required of just one of them".to_owned(),
        Some(shared) => {
            let shared = shared.iter().map(|member| format!("`{member}`"));
            format!("they share {}", series(shared))
        }
    };
    let at = &facts.api[id].at;
    diagnostics.report(Code::UnionScored, at, &[&branches, &shared]);
}

/// Reports the branches to which no rule leads, as others take all that they describe.
fn warn_of_unread(
    facts: &Facts,
    (id, union): (SchemaId, &crate::api::Union),
    plan: &Plan,
    diagnostics: &mut Diagnostics,
) {
    let mut read: IndexSet<usize> = plan.event_text.into_iter().collect();
    for pick in plan.by_value().into_iter().chain([&plan.event]) {
        add_led(pick, &mut read);
    }
    let unread = 0..union.branches.len();
    let unread: Vec<usize> = unread.filter(|variant| !read.contains(variant)).collect();
    let at = &facts.api[id].at;
    // Nobody wrote the union of what several patterns describe.
    let is_written = at.segments().last().as_deref() != Some("patternProperties");
    if facts.usage[id.0].received && is_written && !unread.is_empty() {
        let branches = called(facts, union, &unread);
        diagnostics.report(Code::BranchUnread, at, &[&branches]);
    }
}

/// Some branches in a message: by their names, or by their places.
fn called(facts: &Facts, union: &crate::api::Union, branches: &[usize]) -> String {
    let names = { union.branches.iter() }.map(|branch| branch_name(facts, *branch));
    let names: Vec<Option<String>> = names.collect();
    let mut uses: IndexMap<&str, usize> = IndexMap::default();
    for name in names.iter().flatten() {
        *uses.entry(name).or_default() += 1;
    }
    let called = |&i: &usize| match names[i].as_deref() {
        Some(name) if uses[name] == 1 => format!("`{name}`"),
        _ => format!("branch {}", i + 1),
    };
    series(branches.iter().map(called))
}

/// The names of the members of an object.
fn members(api: &Api, id: SchemaId) -> Option<IndexSet<&str>> {
    match &api[api.behind_aliases(id).0].kind {
        Kind::Object(object) => Some(object.properties.keys().map(String::as_str).collect()),
        _ => None,
    }
}

/// Names the functions that make a variant from the parts of its content, once all structs are known: for
/// contents of few parts, so that callers need not name the content's type.
pub fn name_constructors(types: &mut [TypeDef]) {
    for index in 0..types.len() {
        let def = &types[index];
        let TypeKind::Union(union) = &def.kind else {
            continue;
        };
        if !def.usage.sent {
            continue;
        }
        // In an alphabet without capitals, a function and a variant could have the same name.
        let variants = union.variants.iter().map(|variant| &variant.name);
        let variants = variants.chain(&union.unknown).map(Name::as_str);
        let reserved = surface::CONSTRUCTORS.iter().copied().chain(variants);
        let mut scope = Scope::reserving(reserved);
        let constructors = union.variants.iter().map(|variant| {
            let is_text = variant.ty == Ty::String;
            let is_small = || (1..=3).contains(&parts_of(types, &variant.ty).unwrap_or(0));
            (is_text || is_small())
                .then(|| scope.take(&constructor(def.name.as_str(), variant.name.as_str())))
        });
        let constructors: Vec<Option<Name>> = constructors.collect();
        if let TypeKind::Union(union) = &mut types[index].kind {
            for (variant, constructor) in union.variants.iter_mut().zip(constructors) {
                variant.constructor = constructor;
            }
        }
    }
}

/// Lets a text make the only variant whose content a text makes: an enum, or a union with texts.
pub fn convert_texts(types: &mut [TypeDef]) {
    let is_text = |variant: &Variant| variant.ty == Ty::String;
    let made: Vec<bool> = types
        .iter()
        .map(|def| match &def.kind {
            TypeKind::Enum(_) => true,
            TypeKind::Union(union) => union.variants.iter().any(|it| it.from && is_text(it)),
            _ => false,
        })
        .collect();
    let converts =
        |variant: &Variant| is_text(variant) || content(variant).is_some_and(|id| made[id.0]);
    for def in types.iter_mut().filter(|def| def.usage.sent) {
        if let TypeKind::Union(union) = &mut def.kind {
            let mut texts = union.variants.iter_mut().filter(|it| converts(it));
            if let (Some(only), None) = (texts.next(), texts.next()) {
                only.from_text = only.from && !is_text(only);
            }
        }
    }
}

/// The most contents of unions within a union that make the outer one.
const MOST_INNER: usize = 32;

/// Lets the contents of a union within a union make the outer union, too, where one way alone leads there.
pub fn convert_inner(types: &mut [TypeDef]) {
    for outer in 0..types.len() {
        let found = inner_contents(types, outer);
        if let TypeKind::Union(union) = &mut types[outer].kind {
            for (variant, content) in found {
                union.variants[variant].inner.push(content);
            }
        }
    }
}

/// The contents of the unions within a union, with the variants that hold these.
fn inner_contents(types: &[TypeDef], outer: usize) -> Vec<(usize, TypeId)> {
    let TypeKind::Union(union) = &types[outer].kind else {
        return Vec::new();
    };
    let variants = union.variants.iter().enumerate();
    let made = variants.filter(|(_, it)| types[outer].usage.sent && it.from);
    let mut ways: IndexMap<TypeId, Option<usize>> = IndexMap::default();
    for (index, variant) in made {
        let inner = content(variant).map(|id| &types[id.0].kind);
        let Some(TypeKind::Union(inner)) = inner else {
            continue;
        };
        for variant in inner.variants.iter().take(MOST_INNER + 1) {
            if let Some(id) = content(variant) {
                let way = ways.entry(id).and_modify(|way| *way = None);
                way.or_insert(variant.from.then_some(index));
            }
        }
        if ways.len() > MOST_INNER {
            return Vec::new();
        }
    }
    ways.shift_remove(&TypeId(outer));
    for own in union.variants.iter().filter_map(content) {
        ways.shift_remove(&own);
    }
    let ways = ways.into_iter();
    ways.filter_map(|(id, way)| Some((way?, id))).collect()
}

/// The type of this crate that a variant holds itself, and not a list or a map of it.
fn content(variant: &Variant) -> Option<TypeId> {
    match variant.ty {
        Ty::Named(id) | Ty::Boxed(id) => Some(id),
        _ => None,
    }
}

/// The number of arguments of a struct's `new`.
fn parts_of(types: &[TypeDef], ty: &Ty) -> Option<usize> {
    let Ty::Named(id) = ty else { return None };
    let TypeKind::Struct(lowered) = &types[id.0].kind else {
        return None;
    };
    let first = lowered
        .constructors
        .first()
        .filter(|first| first.name.as_str() == "new")?;
    Some(first.fields.len() + usize::from(first.choice))
}

/// Whether a union implements `From` the content of a variant: no other variant has the same content. A union
/// that is only received implements `From` only for types of this crate.
fn is_own(index: usize, types: &[Ty], is_sent: bool) -> bool {
    let ty = &types[index];
    let is_alone =
        |is_same: &dyn Fn(&Ty) -> bool| types.iter().filter(|ty| is_same(ty)).count() == 1;
    match ty {
        Ty::Json | Ty::Nullable(_) | Ty::Loose(_) => false,
        Ty::Named(_) => is_alone(&|other| other == ty),
        // Two formats can be mapped to one type.
        Ty::Mapped(_) => is_sent && is_alone(&|other| matches!(other, Ty::Mapped(_))),
        // An array converts into a list as well.
        Ty::Array(..) => is_sent && is_alone(&|other| matches!(other, Ty::Array(..) | Ty::List(_))),
        _ => is_sent && is_alone(&|other| other == ty),
    }
}

fn variant_docs(
    facts: &Facts,
    texts: &Texts,
    branch: SchemaId,
    name: &Name,
    why: Option<Line>,
) -> Docs {
    let mut out = said(facts, texts, branch);
    if out.is_empty() {
        out.paragraph(say("`{}`.", &[name]));
    }
    tell_parts(facts, texts, &mut out, branch);
    rename_reason::tell(&mut out, why);
    out
}

/// The word for a branch: its name, or its kind.
fn branch_word(facts: &Facts, branch: SchemaId) -> Option<String> {
    let kind = || {
        facts
            .siblings
            .kind_word(facts.api, origin(facts.api, branch))
    };
    branch_name(facts, branch).or_else(|| kind().map(str::to_owned))
}

/// The name of a branch: that of its component, else its title or constant.
fn branch_name(facts: &Facts, branch: SchemaId) -> Option<String> {
    let branch = origin(facts.api, branch);
    let schema = &facts.api[branch];
    if let Owner::Component(name) = &schema.owner {
        return Some(name.clone());
    }
    let (target, _) = facts.api.behind_aliases(branch);
    if let Owner::Component(name) | Owner::Branch(_, name) = &facts.api[target].owner {
        return Some(name.clone());
    }
    let wish = facts.config.names.get(schema.at.as_str());
    let wish = wish.or(schema.rust_name.as_ref()).map(String::as_str);
    let word = wish.or_else(|| branch::own_word(facts.api, branch));
    word.map(str::to_owned)
}

/// The schema that a branch is another form of: the received one, or the base; else the branch.
fn origin(api: &Api, branch: SchemaId) -> SchemaId {
    let owner = match &api[branch].owner {
        Owner::Component(_) => return branch,
        Owner::SentForm(received) => return origin(api, *received),
        _ => &api[api.behind_aliases(branch).0].owner,
    };
    match owner {
        Owner::Base(parent) | Owner::SentForm(parent) => origin(api, *parent),
        _ => branch,
    }
}

/// The preferred name of a variant's constructor: the variant's, or `new` if that would repeat the name of the
/// type `owner` (clippy's `self_named_constructors`).
pub fn constructor(owner: &str, variant: &str) -> String {
    if owner.eq_ignore_ascii_case(variant) {
        "new".to_owned()
    } else {
        snake(variant)
    }
}
