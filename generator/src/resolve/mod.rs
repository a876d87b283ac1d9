//! Views → [`Api`]: references followed, parameters inherited, `allOf` merged.
//!
//! After it there is no `$ref` and no inheritance. Everything is walked in sorted order where the
//! document's order has no meaning, so that a reordered document resolves to the same ids.

mod additional;
mod address;
mod all_of;
mod budget;
mod contest;
mod copies;
mod depth;
mod discriminator;
mod distribute;
mod enum_annotations;
mod family;
mod flat;
mod hook;
mod keywords;
mod limits;
mod list;
mod merge;
mod method;
mod operation;
mod pages;
mod parameter;
mod path;
mod reading;
mod reference;
mod rules;
mod schema;
mod security;
mod server;
mod shorten;
mod stream;
mod tag;
mod text_content;
mod uses;
mod values;
mod wish;

use crate::api::{Additional, Api, Kind, SchemaId};
use crate::diagnostic::{Diagnostics, Pointer, Reason};
use crate::openapi::Document;
use crate::openapi::view::{Keywords, RefOr, Schema};
use budget::Budget;
use contest::Contest;
use copies::Copies;
use indexmap::{IndexMap, IndexSet};
use reading::Unread;
use std::rc::Rc;
use std::sync::LazyLock;
use uses::Uses;

/// Resolves a whole document. Of the names that client.toml has, those of what has no type of its own
/// are noted where they belong.
pub fn resolve(
    document: &Document,
    names: &IndexMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> Api {
    let mut resolver = Resolver {
        document,
        names,
        // Nearly as many as there will be: growing would copy megabytes time and again.
        api: Api {
            schemas: Vec::with_capacity(document.schemas),
            skipped: document.skipped.clone(),
            ..Api::default()
        },
        places: IndexMap::with_capacity(document.schemas),
        adopted: IndexSet::new(),
        references: IndexMap::new(),
        inner: IndexMap::new(),
        ends: IndexMap::new(),
        unread: IndexMap::new(),
        noted: Vec::new(),
        keywords: IndexMap::new(),
        listed: IndexMap::new(),
        contests: Vec::new(),
        budget: Budget::of(document.schemas),
        given_up: IndexMap::new(),
        uses: Uses::of(document.size),
        families: family::families(document.root()),
        bases: IndexMap::new(),
        ids: IndexMap::new(),
        answered: Vec::new(),
        labels: IndexSet::new(),
        texts: Vec::new(),
        events: IndexMap::new(),
        links: IndexMap::new(),
        made: 0,
        diagnostics,
        copies: Copies::default(),
    };
    resolver.info();
    resolver.components();
    resolver.security_schemes();
    resolver.operations();
    resolver.hooks();
    resolver.read();
    resolver.settle_contents();
    shorten::shorten(&mut resolver.api, resolver.diagnostics);
    resolver.settle_contests();
    untyped_members(&mut resolver.api);
    discriminator::settle(&mut resolver.api, resolver.diagnostics);
    flat::merge(&mut resolver.api);
    depth::limit(&mut resolver.api, resolver.diagnostics);
    resolver.api
}

/// Further members that may be anything need no type of their own.
fn untyped_members(api: &mut Api) {
    for index in 0..api.schemas.len() {
        if let Kind::Object(object) = &api.schemas[index].kind
            && let Additional::Schema(values) = object.additional
            && api[values].kind.is_any()
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
    /// The schema at each place that was met: one for each, however many references lead there.
    places: IndexMap<Pointer, SchemaId>,
    /// Schemas that a reference led to before what they stand in was read: it is their owner.
    adopted: IndexSet<SchemaId>,
    /// The shared schemas that are references, and what they stand for in the end.
    references: IndexMap<SchemaId, SchemaId>,
    /// What references stand for that are no shared schema, by their places.
    inner: IndexMap<Pointer, SchemaId>,
    /// The ends of chains of references that were followed.
    ends: reference::Ends<'a>,
    /// Schemas whose shape is not known yet.
    unread: IndexMap<SchemaId, Unread<'a>>,
    /// Those of them that were come by since the last one was read, in this order.
    noted: Vec<SchemaId>,
    /// The keywords of schemas that are referred to, by their places.
    keywords: IndexMap<Pointer, Rc<Keywords<'a>>>,
    /// The places to which the branches of unions refer that are parts of others, by their places.
    listed: IndexMap<Pointer, Rc<IndexSet<Pointer>>>,
    /// The members that several parts of a schema describe.
    contests: Vec<Contest>,
    /// What may be copied to compose schemas.
    budget: Budget,
    /// The components that several operations use.
    uses: Uses,
    /// The schemas that are not composed, as they are too large, by their places.
    given_up: IndexMap<Pointer, Reason>,
    families: family::Families,
    /// The objects that schemas with a family describe themselves, by name.
    bases: IndexMap<String, SchemaId>,
    /// The places of operations, by `operationId`.
    ids: IndexMap<&'a str, Pointer>,
    /// The tags that are labels, and no groups.
    labels: IndexSet<&'a str>,
    /// The texts that hold other values, with the schemas of these.
    texts: Vec<(SchemaId, RefOr<'a, Schema<'a>>)>,
    /// The operations with callbacks, in the order of the API.
    answered: Vec<hook::Answered<'a>>,
    /// The data of events, by the places of their schemas.
    events: IndexMap<Pointer, stream::Data>,
    /// The links of responses, by their places.
    links: IndexMap<Pointer, Rc<pages::Links>>,
    /// How many branches were made for the schema that is being composed.
    made: usize,
    diagnostics: &'d mut Diagnostics,
    /// The texts and values that were copied.
    copies: Copies<'a>,
}

impl Resolver<'_, '_> {
    /// The name that client.toml has for the member, parameter or listed value that stands here.
    fn wish(&mut self, at: &Pointer) -> Option<String> {
        let name = self.names.get(at.as_str())?;
        self.api.named.insert(at.clone());
        Some(name.clone())
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

/// The place under which shared schemas stand.
static SCHEMAS: LazyLock<Pointer> =
    LazyLock::new(|| Pointer::root().child("components").child("schemas"));
