//! Lists: of items with one schema, or with a schema for each of the first items. Several parts of an `allOf` can
//! describe one list; all of them hold for each item.

use super::Resolver;
use super::every::Description;
use super::wish::rust_name;
use crate::api::{Additional, Kind, Owner, SchemaId, Tuple, TuplePlace, place_word, short_title};
use crate::diagnostic::Pointer;
use crate::openapi::view::{Additional as Further, Keywords, RefOr, Schema};
use crate::steps::step;

/// A schema that describes a list, with the owner of its inline schemas.
#[derive(Clone, Copy)]
pub struct ListPart<'k, 'a> {
    owner: SchemaId,
    keywords: &'k Keywords<'a>,
    at: &'k Pointer,
}

impl<'k, 'a> ListPart<'k, 'a> {
    pub fn new(owner: SchemaId, keywords: &'k Keywords<'a>, at: &'k Pointer) -> Self {
        Self {
            owner,
            keywords,
            at,
        }
    }

    /// The description of the items without a place of their own.
    fn items(&self) -> Option<Description<'a>> {
        match self.keywords.items {
            Some(Further::Schema(schema)) => Some(Description {
                schema,
                at: self.at.child("items"),
                owner: Owner::Items(self.owner),
            }),
            _ => None,
        }
    }

    /// The most items: there are none besides the first ones, none beyond `maxItems`, and none where no value fits.
    fn end(&self) -> Option<usize> {
        let is_closed = matches!(self.keywords.items, Some(Further::Any(false)));
        let first = &self.keywords.prefix_items;
        let is_never = |index: &usize| {
            let schema = first.get(*index).and_then(RefOr::into_item);
            schema.is_some_and(Schema::is_never)
        };
        let ends = [
            is_closed.then_some(first.len()),
            (0..first.len()).find(is_never),
            self.keywords.max_items,
        ];
        ends.into_iter().flatten().min()
    }
}

impl<'a> Resolver<'a, '_> {
    /// The list that all `parts` describe, for the schema `id`.
    pub(super) fn array(&mut self, id: SchemaId, parts: &[ListPart<'_, 'a>]) -> Kind {
        let lengths = parts.iter().map(|part| part.keywords.prefix_items.len());
        let end = parts.iter().filter_map(ListPart::end).min();
        let length = lengths.max().into_iter().chain(end).min();
        match length {
            Some(length) if length > 0 => Kind::Tuple(self.tuple(id, parts, length)),
            _ => Kind::Array(self.items(id, parts)),
        }
    }

    /// The schema of the items without a place of their own.
    fn items(&mut self, id: SchemaId, parts: &[ListPart<'_, 'a>]) -> SchemaId {
        let items = parts.iter().filter_map(ListPart::items).collect();
        self.every(items, Owner::Items(id)).unwrap_or_else(|| {
            let last = parts.iter().rfind(|part| part.keywords.is_list());
            let last = last.or(parts.last()).map(|part| (part.owner, part.at));
            let (owner, at) = last.unwrap_or((id, &self.api[id].at));
            let at = at.child("items");
            self.reserve(at, Owner::Items(owner))
        })
    }

    /// The first items of a tuple are required, unless `minItems` is less: authors who describe an item expect
    /// it.
    fn tuple(&mut self, id: SchemaId, parts: &[ListPart<'_, 'a>], length: usize) -> Tuple {
        let places = (0..length)
            .map(|index| self.first_item(id, parts, index))
            .collect();
        let least = parts.iter().filter_map(|part| part.keywords.min_items);
        let mut ends = parts.iter().filter_map(ListPart::end);
        let is_closed = ends.any(|most| most <= length);
        let items = parts.iter().filter_map(ListPart::items).collect();
        let additional = if is_closed {
            Additional::Closed
        } else {
            let items = self.every(items, Owner::Items(id));
            items.map_or(Additional::Any, Additional::Schema)
        };
        Tuple {
            places,
            additional,
            least: least.max().map_or(length, |least| least.min(length)),
        }
    }

    /// The first item at `index`, from the parts that have it, and from the `items` of those that end before it.
    fn first_item(&mut self, id: SchemaId, parts: &[ListPart<'_, 'a>], index: usize) -> TuplePlace {
        let mut word = None;
        let mut descriptions = Vec::new();
        for part in parts {
            step();
            let Some(schema) = part.keywords.prefix_items.get(index) else {
                descriptions.extend(part.items());
                continue;
            };
            let at = part.at.child("prefixItems").index(index);
            let own = self.item_name(schema.into_item(), &at);
            let owner = own.clone().unwrap_or_else(|| place_word(index));
            let owner = Owner::Property(part.owner, owner);
            descriptions.push(Description { schema, at, owner });
            word = own.or(word);
        }
        let word = word.unwrap_or_else(|| place_word(index));
        let owner = Owner::Property(id, word.clone());
        let schema = self.every(descriptions, owner.clone());
        TuplePlace {
            schema: schema.unwrap_or_else(|| self.reserve(self.api[id].at.index(index), owner)),
            word,
        }
    }

    /// The name of an item of a tuple: its own, else its title if that is short.
    fn item_name(&mut self, own: Option<Schema<'a>>, at: &Pointer) -> Option<String> {
        let name = self.wish(at).or_else(|| own.and_then(rust_name));
        name.or_else(|| {
            let title = own.and_then(|schema| schema.keywords().title);
            title.and_then(short_title).map(str::to_owned)
        })
    }
}
