//! Views → [`Api`]: references followed, parameters inherited, `allOf` merged.
//!
//! Afterwards there is no `$ref` and no inheritance. If the document's order has no meaning, the walk is in
//! sorted order, so that a reordered document resolves to the same ids.

mod additional;
mod address;
mod all_of;
mod authorization;
pub(crate) mod budget;
mod closed;
mod contest;
mod copies;
mod depth;
mod discriminator;
mod distribute;
mod encoding;
mod enum_annotations;
mod essence;
mod every;
mod family;
mod flat;
mod format;
mod keywords;
pub(crate) mod limits;
mod list;
mod mapping;
mod merge;
mod method;
mod one_header;
mod only;
mod operation;
mod pages;
mod parameter;
mod path;
mod path_query;
pub mod patterned;
mod reading;
mod reference;
mod required;
mod responses;
mod rules;
mod schema;
mod security;
mod server;
mod sets;
mod shorten;
mod stream;
mod tag;
mod text_content;
pub(crate) mod uses;
pub(crate) mod values;
mod webhook;
mod width;
mod wish;

use crate::api::{Additional, Api, Kind, Schema as ApiSchema, SchemaId};
use crate::diagnostic::{Diagnostics, Pointer, Reason};
use crate::map::{IndexMap, IndexSet};
use crate::openapi::Document;
use crate::openapi::view::{Keywords, RefOr, Schema};
use crate::patterns::Compiled;
use budget::Budget;
use closed::Excluded;
use contest::Contest;
use copies::Copies;
use foldhash::fast::RandomState;
use reading::Unread;
use required::Missed;
use std::rc::Rc;
use std::sync::LazyLock;
use uses::Uses;

/// Resolves a whole document. The names in client.toml for things without a type of their own are applied here.
pub fn resolve(
    document: &Document,
    names: &IndexMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> Api {
    let families = family::families(document.root());
    let mut resolver = Resolver {
        document,
        names,
        // Close to the final number: growing would copy megabytes again and again.
        api: Api {
            schemas: Vec::with_capacity(document.schemas),
            skipped: document.skipped.clone(),
            size: document.size,
            ..Api::default()
        },
        places: IndexMap::with_capacity_and_hasher(document.schemas, RandomState::default()),
        adopted: IndexSet::default(),
        references: IndexMap::default(),
        inner: IndexMap::default(),
        ends: IndexMap::default(),
        unfound: IndexSet::default(),
        unread: IndexMap::default(),
        noted: Vec::new(),
        keywords: IndexMap::default(),
        listed: IndexMap::default(),
        contests: Vec::new(),
        contradictory: IndexMap::default(),
        missed: Vec::new(),
        excluded: IndexMap::default(),
        every: IndexMap::default(),
        budget: Budget::of(document.schemas),
        given_up: IndexMap::default(),
        uses: Uses::of(document.size),
        apart: family::apart(document.root(), &families),
        families,
        bases: IndexMap::default(),
        mappings: IndexMap::default(),
        ids: IndexMap::default(),
        answered: Vec::new(),
        authorization: None,
        implied_scheme: None,
        labels: IndexSet::default(),
        texts: Vec::new(),
        events: IndexMap::default(),
        event_fields: IndexMap::default(),
        links: IndexMap::default(),
        made: 0,
        compiled: Compiled::default(),
        diagnostics,
        copies: Copies::default(),
    };
    resolver.info();
    resolver.components();
    resolver.security_schemes();
    resolver.operations();
    resolver.webhooks();
    resolver.read();
    resolver.settle_contents();
    shorten::shorten(&mut resolver.api, resolver.diagnostics);
    resolver.report_contests();
    resolver.report_required();
    resolver.report_excluded();
    untyped_members(&mut resolver.api);
    inherit(&mut resolver.api);
    mapping::outside(&resolver.api, &resolver.mappings, resolver.diagnostics);
    mapping::denied(
        &resolver.api,
        &resolver.mappings,
        &document.tree,
        resolver.diagnostics,
    );
    discriminator::settle(&mut resolver.api, resolver.diagnostics);
    flat::merge(&mut resolver.api);
    depth::limit(&mut resolver.api, resolver.diagnostics);
    resolver.api
}

/// Gives each schema that is another one, in any words, the flags of that one: a flag counts wherever it stands (JSON
/// Schema Validation 2020-12, 9.3 and 9.4).
fn inherit(api: &mut Api) {
    for index in 0..api.schemas.len() {
        let (target, _) = api.behind_aliases(SchemaId(index));
        if target.0 == index {
            continue;
        }
        let aliases: Vec<SchemaId> = api.aliases(SchemaId(index)).collect();
        for id in aliases {
            let ApiSchema {
                read_only,
                write_only,
                ..
            } = api[id];
            let deprecated = api[id].docs.deprecated;
            let schema = &mut api.schemas[index];
            schema.read_only |= read_only;
            schema.write_only |= write_only;
            schema.docs.deprecated |= deprecated;
        }
    }
}

/// Further members with any value need no type of their own.
fn untyped_members(api: &mut Api) {
    for index in 0..api.schemas.len() {
        if let Kind::Object(object) = &api.schemas[index].kind
            && let Additional::Schema(values) = object.additional
            && api.meanings(values).any(|id| api[id].kind.is_any())
            && let Kind::Object(object) = &mut api.schemas[index].kind
        {
            object.additional = Additional::Any;
        }
    }
}

struct Resolver<'a, 'd> {
    document: &'a Document,
    names: &'a IndexMap<String, String>,
    api: Api,
    /// The schema at each visited place: one for each, for any number of references.
    places: IndexMap<Pointer, SchemaId>,
    /// The schemas that a reference found before the schema around them was read, which becomes their owner.
    adopted: IndexSet<SchemaId>,
    /// The shared schemas that are references, with their final targets.
    references: IndexMap<SchemaId, SchemaId>,
    /// The targets of other references, by the place of the reference.
    inner: IndexMap<Pointer, SchemaId>,
    /// The ends of the chains of references so far.
    ends: reference::Ends<'a>,
    /// The places of the references that lead to nothing, as they are written.
    unfound: IndexSet<Pointer>,
    /// The schemas whose shape is not known yet.
    unread: IndexMap<SchemaId, Unread<'a>>,
    /// The unread schemas that were found since the last one was read, in this order.
    noted: Vec<SchemaId>,
    /// The keywords of schemas that are targets of references, by their places.
    keywords: IndexMap<Pointer, Rc<Keywords<'a>>>,
    /// The targets of the branches of unions that are parts of other schemas, by the places of the unions.
    listed: IndexMap<Pointer, Rc<IndexSet<Pointer>>>,
    /// The values that several parts of a schema describe.
    contests: Vec<Contest>,
    /// The required members without a description.
    missed: Vec<Missed>,
    /// The members that closed parts forbid, by the places of their keyword.
    excluded: IndexMap<Pointer, Excluded>,
    /// The schemas of `every` that no value keeps to, with the descriptions that contradict each other.
    contradictory: IndexMap<SchemaId, (usize, usize)>,
    /// The schemas whose values keep to several schemas, by the places of these.
    every: IndexMap<Vec<Pointer>, SchemaId>,
    /// The budget for copies that compose schemas.
    budget: Budget,
    /// The components that several operations use.
    uses: Uses,
    /// The schemas that are too large to compose, by their places.
    given_up: IndexMap<Pointer, Reason>,
    families: family::Families,
    /// The shared schemas that are no other name for another.
    apart: IndexSet<String>,
    /// The objects of bases themselves, by name.
    bases: IndexMap<String, SchemaId>,
    /// The places of the `mapping` of unions.
    mappings: IndexMap<SchemaId, Pointer>,
    /// The places of operations, by `operationId`.
    ids: IndexMap<&'a str, Pointer>,
    /// The header parameter `Authorization` of the operation that is read.
    authorization: Option<authorization::Authorization>,
    /// The scheme for such parameters, by its place in the schemes.
    implied_scheme: Option<usize>,
    /// The tags that are labels, not groups.
    labels: IndexSet<&'a str>,
    /// The strings with values in them, and the schemas of these values with their places.
    texts: Vec<(SchemaId, RefOr<'a, Schema<'a>>, Pointer)>,
    /// The operations with callbacks, in the order of the API.
    answered: Vec<webhook::Answered<'a>>,
    /// Events, by the places of their schemas.
    events: IndexMap<Pointer, stream::Item>,
    /// Whether schemas have the fields of events, and their data is described as text, by their places.
    event_fields: IndexMap<Pointer, (bool, bool)>,
    /// The links of responses, by their places.
    links: IndexMap<Pointer, Rc<pages::Links>>,
    /// The number of branches so far for the composed schema.
    made: usize,
    /// The patterns of names so far.
    compiled: Compiled<'a>,
    diagnostics: &'d mut Diagnostics,
    /// The copies of texts and values so far.
    copies: Copies<'a>,
}

impl Resolver<'_, '_> {
    /// The name in client.toml for the member, parameter or listed value at this place.
    fn wish(&mut self, at: &Pointer) -> Option<String> {
        if self.names.is_empty() {
            return None;
        }
        let name = self.names.get(at.as_str()).cloned();
        let places = match name {
            Some(_) => &mut self.api.named,
            None => &mut self.api.unnamed,
        };
        places.insert(at.clone());
        name
    }

    fn info(&mut self) {
        let root = self.document.root();
        let info = root.info();
        self.api.title = info.title().unwrap_or_default().to_owned();
        self.api.version = info.version().unwrap_or_default().to_owned();
        self.api.description = self.copies.maybe(info.description());
        self.api.link = self.copies.link(root.external_docs());
        self.tags();
        self.api.servers = self.servers(root.servers(), &Pointer::root().child("servers"));
    }

    fn components(&mut self) {
        let mut names: Vec<&str> = self.document.root().schemas().names().collect();
        names.sort_unstable();
        for name in names {
            if let Some(id) = self.component(name) {
                self.api.components.insert(name.to_owned(), id);
            }
            self.read();
        }
    }
}

/// The place of the shared schemas.
static SCHEMAS: LazyLock<Pointer> =
    LazyLock::new(|| Pointer::root().child("components").child("schemas"));
