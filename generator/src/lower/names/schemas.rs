//! The schemas that become types, and the names of these types.
//!
//! A shared schema has its name in the document. An inline schema is named after its place: `Parent` and
//! `property` make `ParentProperty`. Shared schemas come first, so that an inline one never takes a name from
//! them; inline schemas that are the same in several places are one type and come last (`share`).

use crate::api::{
    self, Additional, Api, Content, Kind, Media, Object, OperationId, Owner, SchemaId, Status,
    Usage, children, constant,
};
use crate::config::Config;
use crate::ir::{Name, TypeId};
use crate::lower::names::branch;
use crate::lower::names::common;
use crate::lower::names::ends;
use crate::lower::names::shape::{Shapes, has_own_name};
use crate::lower::names::share::{self, Group};
use crate::lower::names::{Named, Scope, camel};
use crate::lower::operations::outcomes::is_outcome;
use crate::lower::types::checked::Checks;
use crate::map::{IndexMap, IndexSet};
use crate::surface::{self, Room};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// The types of schemas.
pub struct Naming {
    /// The type of each schema that has one, in the order of naming.
    pub types: IndexMap<SchemaId, TypeId>,
    /// The names, by type.
    pub names: Vec<Named>,
    /// All taken names of types.
    pub scope: Scope,
    /// Every schema of the API, in the order of the walk.
    pub reached: Vec<SchemaId>,
    /// The words that distinguish the branches of unions.
    pub siblings: branch::Siblings,
}

/// The first words of the names of inline schemas.
pub struct Stems<'a> {
    /// Of schemas in operations.
    pub operations: Vec<&'a Name>,
    /// Of schemas in webhooks.
    pub webhooks: Vec<&'a str>,
}

/// A name for a type that is true at each of its places, if there is one.
type TrueName = fn(&Naming, &Api, &Stems<'_>, &Group) -> Option<String>;

/// The true names, the best first.
const TRUE_NAMES: [TrueName; 6] = [of_forms, in_common, at_ends, of_body, of_two, of_kind];

/// The name of the body of one operation, whose forms have the same.
fn of_forms(naming: &Naming, api: &Api, stems: &Stems<'_>, group: &Group) -> Option<String> {
    let operation = |id: &SchemaId| match api[*id].owner {
        Owner::Request(operation) => Some(operation),
        _ => None,
    };
    let forms = group.places.iter().map(operation);
    let forms: Vec<OperationId> = forms.collect::<Option<_>>()?;
    let first = *forms.iter().min()?;
    let is_one = |form: &OperationId| api.operations[form.0].at == api.operations[first.0].at;
    let place = group.places[forms.iter().position(|form| *form == first)?];
    forms
        .iter()
        .all(is_one)
        .then(|| naming.hint(api, place, stems))
}

/// The words that the operations or members have in common.
fn in_common(naming: &Naming, api: &Api, stems: &Stems<'_>, group: &Group) -> Option<String> {
    let named = |id| {
        let ty = *naming.types.get(&id)?;
        Some((ty, naming.names[ty.0].name.as_str()))
    };
    common::of_responses(api, &stems.operations, &group.places)
        .or_else(|| common::of_members(api, &group.places, named))
}

/// The words at the ends of the names by place.
fn at_ends(naming: &Naming, api: &Api, stems: &Stems<'_>, group: &Group) -> Option<String> {
    ends::of_places(&naming.hints(api, &group.places, stems))
}

/// The common name of bodies is often that of the component in them.
fn of_body(naming: &Naming, api: &Api, stems: &Stems<'_>, group: &Group) -> Option<String> {
    let is_body = |id: &SchemaId| matches!(api[*id].owner, Owner::Request(_) | Owner::Response(..));
    let name = common::of_responses(api, &stems.operations, &group.places)
        .or_else(|| at_ends(naming, api, stems, group));
    let is_body = group.places.iter().all(is_body);
    name.filter(|_| is_body).map(|name| name + "Body")
}

/// Where another type has the common name, a word for the kind of value tells the two apart.
fn of_kind(naming: &Naming, api: &Api, stems: &Stems<'_>, group: &Group) -> Option<String> {
    let kind = match &api[group.places[0]].kind {
        Kind::Object(_) => "Object",
        _ => "Value",
    };
    let name = at_ends(naming, api, stems, group)?;
    (!name.ends_with(kind)).then(|| name + kind)
}

/// The words of both places.
fn of_two(naming: &Naming, api: &Api, stems: &Stems<'_>, group: &Group) -> Option<String> {
    ends::of_two(&naming.hints(api, &group.places, stems))
}

/// Names every schema that becomes a type.
pub fn naming(
    api: &Api,
    config: &Config,
    usage: &[Usage],
    checks: &Checks,
    stems: &Stems<'_>,
) -> Naming {
    let reached = reach(api);
    let mut naming = Naming {
        types: IndexMap::default(),
        names: Vec::new(),
        scope: Scope::default(),
        reached: Vec::new(),
        siblings: branch::Siblings::default(),
    };
    let is_shared = |id: &SchemaId| matches!(api[*id].owner, Owner::Component(_));
    let wished = |id: SchemaId| {
        let schema = &api[id];
        let by_place = config.names.get(schema.at.as_str());
        // The name is for the received form; the sent form is named after that.
        let of_check = checks.get(&id).and_then(Option::as_ref);
        of_check
            .or(by_place.filter(|_| schema.sent_form_of.is_none()))
            .or(schema.rust_name.as_ref())
            .map(|name| camel(name))
    };
    let typed = |id: &&SchemaId| has_type(api, **id) || checks.contains_key(*id);
    // Chosen names come first, then exact shared names, then the other shared names.
    let mut shared: Vec<SchemaId> = reached
        .iter()
        .filter(typed)
        .copied()
        .filter(|id| is_shared(id))
        .collect();
    shared.sort_by_cached_key(|id| match &api[*id].owner {
        Owner::Component(name) => (wished(*id).is_none(), camel(name) != *name, name.clone()),
        _ => (true, true, String::new()),
    });
    for id in shared {
        match (wished(id), &api[id].owner) {
            (None, Owner::Component(word)) => naming.take(id, &camel(word), Some(word)),
            (wish, _) => naming.take(id, &wish.unwrap_or_default(), None),
        };
    }
    let inline = || {
        let all = reached.iter().filter(typed).copied();
        all.filter(|id| !is_shared(id))
    };
    let unnamed = inline().filter(|id| !has_own_name(api, config, *id));
    let groups = share::groups(api, &mut Shapes::new(api, config, usage), unnamed);
    let mut is_grouped = vec![false; api.schemas.len()];
    for id in groups.iter().flat_map(|group| &group.places) {
        is_grouped[id.0] = true;
    }
    let mut single: Vec<SchemaId> = inline().filter(|id| !is_grouped[id.0]).collect();
    single.sort_by_key(|id| !matches!(api[*id].owner, Owner::SentForm(_)));
    for id in single {
        let wish = wished(id).unwrap_or_else(|| naming.hint(api, id, stems));
        naming.take(id, &wish, None);
    }
    naming.share(api, stems, groups);
    naming.reached = reached;
    naming
}

impl Naming {
    fn take(&mut self, id: SchemaId, wish: &str, word: Option<&str>) -> TypeId {
        let name = self.scope.take_type(wish, word);
        let ty = TypeId(self.names.len());
        self.types.insert(id, ty);
        self.names.push(name);
        ty
    }

    /// Names the types with several places.
    fn share(&mut self, api: &Api, stems: &Stems<'_>, groups: Vec<Group>) {
        let (plain, levels) = share::plain(groups, |name| self.is_free(name));
        for (name, group) in plain {
            self.take_all(group, &name);
        }
        for mut level in levels {
            for name in TRUE_NAMES {
                level = self.share_named(api, stems, level, name);
            }
            let wish = |group: &Group| {
                let names = self.hints(api, &group.places, stems);
                share::shortest(names, |name| self.is_free(name))
            };
            let mut wishes: Vec<(String, Group)> = level
                .into_iter()
                .map(|group| (wish(&group), group))
                .collect();
            wishes.sort_by(|(a, _), (b, _)| a.cmp(b));
            for (wish, group) in wishes {
                self.take_all(group, &wish);
            }
        }
    }

    /// Names the groups that have a free name which is true at each place; of several with the same name, the largest,
    /// and of these the first in the alphabet of their places. Returns the others.
    fn share_named(
        &mut self,
        api: &Api,
        stems: &Stems<'_>,
        level: Vec<Group>,
        name: TrueName,
    ) -> Vec<Group> {
        let mut named: BTreeMap<String, Group> = BTreeMap::new();
        let mut others = Vec::new();
        for group in level {
            let name = name(self, api, stems, &group).filter(|name| self.is_free(name));
            let first = |group: &Group| self.hints(api, &group.places, stems).pop_first();
            let is_before = |group: &Group, other: &Group| {
                let sizes = other.places.len().cmp(&group.places.len());
                sizes.then_with(|| first(group).cmp(&first(other))).is_lt()
            };
            match name.map(|name| named.entry(name)) {
                Some(Entry::Vacant(free)) => drop(free.insert(group)),
                Some(Entry::Occupied(mut other)) if is_before(&group, other.get()) => {
                    others.push(other.insert(group));
                }
                _ => others.push(group),
            }
        }
        for (name, group) in named {
            self.take_all(group, &name);
        }
        others
    }

    /// The names that a type would have by its places.
    fn hints(&self, api: &Api, places: &[SchemaId], stems: &Stems<'_>) -> BTreeSet<String> {
        let word = share::response_word(api, places);
        let hint = |id: &SchemaId| match (&api[*id].owner, word) {
            (Owner::Response(id, _), Some(word)) => {
                format!("{}{word}", stems.operations[id.0])
            }
            _ => self.hint(api, *id, stems),
        };
        places.iter().map(hint).collect()
    }

    fn is_free(&self, name: &str) -> bool {
        self.scope.is_free(name) && !surface::is_taken(Room::Types, name)
    }

    fn take_all(&mut self, group: Group, wish: &str) {
        let ty = self.take(group.places[0], wish, None);
        self.types
            .extend(group.places.into_iter().map(|id| (id, ty)));
    }

    /// The name of a schema after its place.
    fn hint(&self, api: &Api, id: SchemaId, stems: &Stems<'_>) -> String {
        let of = |id: SchemaId| match self.types.get(&id) {
            Some(ty) => self.names[ty.0].name.to_string(),
            None => self.hint(api, id, stems),
        };
        let operation = |id: crate::api::OperationId| stems.operations[id.0].as_str();
        let webhook = |id: crate::api::WebhookId| stems.webhooks[id.0];
        match &api[id].owner {
            Owner::Component(name) | Owner::Shared(name) => camel(name),
            Owner::Property(parent, key) => format!("{}{}", of(*parent), camel(key)),
            Owner::Items(parent) => format!("{}Item", of(*parent)),
            Owner::Values(parent) => format!("{}Value", of(*parent)),
            Owner::Target(parent) => of(*parent),
            Owner::SentForm(received) => format!("{}Request", of(*received)),
            Owner::Variant(parent, index) => {
                match (branch::own_word(api, id), self.siblings.only(api, id)) {
                    (Some(word), _) => format!("{}{}", camel(word), of(*parent)),
                    (None, Some(word)) => format!("{}{}", of(*parent), camel(word)),
                    (None, None) => format!("{}Variant{}", of(*parent), index + 1),
                }
            }
            Owner::Branch(parent, name) => {
                format!("{}{}", of(beyond_alike(api, *parent, name)), camel(name))
            }
            Owner::Base(parent) => format!("{}Base", of(*parent)),
            Owner::Request(id) => format!("{}Request", operation(*id)),
            Owner::Response(id, status) => match status {
                Status::Default => format!("{}DefaultResponse", operation(*id)),
                status if status.is_success() => format!("{}Response", operation(*id)),
                status => format!("{}Error{status}", operation(*id)),
            },
            Owner::Parameter(id, name) => format!("{}{}", operation(*id), camel(name)),
            Owner::Payload(id) => format!("{}Payload", webhook(*id)),
            Owner::Acknowledgement(id) => format!("{}Acknowledgement", webhook(*id)),
            Owner::WebhookParameter(id, name) => format!("{}{}", webhook(*id), camel(name)),
        }
    }
}

/// The union of a branch, or one around it: a branch between the two whose name begins like this one's would only
/// repeat its words.
fn beyond_alike(api: &Api, union: SchemaId, name: &str) -> SchemaId {
    let first = |name: &str| common::split(&camel(name)).into_iter().next();
    let mut outer = union;
    while let Owner::Branch(parent, between) = &api[outer].owner
        && first(between) == first(name)
    {
        outer = *parent;
    }
    outer
}

/// Whether a schema becomes a type of its own.
fn has_type(api: &Api, id: SchemaId) -> bool {
    match &api[id].kind {
        Kind::Object(object) => !is_map(object),
        Kind::StringEnum(_)
        | Kind::OpenEnum(_)
        | Kind::IntegerEnum(_)
        | Kind::Tuple(_)
        | Kind::Union(_) => true,
        _ => false,
    }
}

/// Whether an object has only members that the schema doesn't name.
pub fn is_map(object: &Object) -> bool {
    object.properties.is_empty() && object.additional != Additional::Closed
}

/// The bodies of an operation's responses, and whether each is a value of a type, or a stream of such values. The body of an
/// error is never read as a stream.
fn answers<'a>(
    api: &'a Api,
    operation: &'a api::Operation,
) -> impl Iterator<Item = (&'a Content, bool)> {
    operation.responses.iter().flat_map(move |response| {
        let may_stream = is_outcome(response.status);
        response.content.iter().map(move |content| {
            let is_value = api.media(content) == Media::Json;
            let is_typed = is_value || may_stream && api.is_typed_response(content);
            (content, is_typed)
        })
    })
}

/// Every schema of the API: the shared ones by name, then those that operations use. The schema of a body that stays
/// bytes or text has no type, unless it is a shared one.
fn reach(api: &Api) -> Vec<SchemaId> {
    let mut reached = Vec::new();
    let mut is_reached = vec![false; api.schemas.len()];
    let says_more = |content: &Content| {
        let schema = content.schema;
        schema.is_some_and(|id| api.says_more_than_text(id))
    };
    let shared = api
        .components
        .values()
        .copied()
        .filter(|id| !api.merged.contains(id));
    let operations = api.operations.iter().flat_map(|operation| {
        let parameters = operation
            .parameters
            .iter()
            .map(|parameter| parameter.schema);
        let sent = operation.body.iter().flat_map(|body| &body.content);
        let sent = sent.filter(|content| api.is_typed_request(content) || !says_more(content));
        let answered = answers(api, operation);
        let answered = answered.filter(|(content, is_typed)| *is_typed || !says_more(content));
        let answered = answered.map(|(content, _)| content);
        let headers = operation
            .responses
            .iter()
            .flat_map(|response| &response.headers);
        parameters
            .chain(sent.chain(answered).filter_map(|content| content.schema))
            .chain(headers.map(|header| header.schema))
            .collect::<Vec<_>>()
    });
    let webhooks = api.webhooks.iter().flat_map(|webhook| {
        let content = webhook.content.iter();
        let content =
            content.filter(|content| api.is_typed_payload(content) || !says_more(content));
        let content = content.filter_map(|content| content.schema);
        let headers = webhook.headers.iter().map(|header| header.schema);
        let responses = webhook.acknowledgements.iter().copied();
        content.chain(headers).chain(responses)
    });
    for root in shared.chain(operations).chain(webhooks) {
        let mut waiting = vec![root];
        while let Some(id) = waiting.pop() {
            if !std::mem::replace(&mut is_reached[id.0], true) {
                reached.push(id);
                let mut next = parts(api, id);
                next.reverse();
                waiting.extend(next);
            }
        }
    }
    reached
}

/// The parts of a schema, without constant members, which are not fields.
fn parts(api: &Api, id: SchemaId) -> Vec<SchemaId> {
    match &api[id].kind {
        Kind::Object(object) => {
            let constants: IndexSet<SchemaId> = object
                .properties
                .values()
                .filter(|property| constant(api, property).is_some())
                .map(|property| property.schema)
                .collect();
            let mut parts = children(api, id);
            parts.retain(|part| !constants.contains(part));
            parts
        }
        _ => children(api, id),
    }
}
