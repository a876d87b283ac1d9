//! Lists: of items with one schema, or with a schema for each of the first items.

use super::Resolver;
use super::wish::rust_name;
use crate::api::{Additional, Kind, Owner, SchemaId, Tuple, TuplePlace, place_word, short_title};
use crate::diagnostic::Pointer;
use crate::openapi::view::{Additional as Further, Keywords, Schema};
use crate::steps::step;

impl<'a> Resolver<'a, '_> {
    pub(super) fn array(&mut self, id: SchemaId, keywords: &Keywords<'a>, at: &Pointer) -> Kind {
        if !keywords.prefix_items.is_empty() {
            return Kind::Tuple(self.tuple(id, keywords, at));
        }
        let items = match keywords.items {
            Some(Further::Schema(items)) => self.schema(items, at.child("items"), Owner::Items(id)),
            _ => self.reserve(at.child("items"), Owner::Items(id)),
        };
        Kind::Array(items)
    }

    /// The first items of a tuple are required, unless `minItems` is less: authors who describe an item expect
    /// it.
    fn tuple(&mut self, id: SchemaId, keywords: &Keywords<'a>, at: &Pointer) -> Tuple {
        let mut tuple = Tuple::default();
        for (index, place) in keywords.prefix_items.iter().enumerate() {
            step();
            let place_at = at.child("prefixItems").index(index);
            let wish = self.wish(&place_at);
            let own = place.into_item();
            let word = wish.or_else(|| own.and_then(rust_name));
            let word = word.unwrap_or_else(|| self::word(own, index));
            let owner = Owner::Property(id, word.clone());
            let schema = self.schema(place, place_at, owner);
            tuple.places.push(TuplePlace { schema, word });
        }
        let length = tuple.places.len();
        let has_more = keywords.max_items.is_none_or(|most| most > length);
        tuple.least = keywords.min_items.map_or(length, |least| least.min(length));
        tuple.additional = match keywords.items {
            _ if !has_more => Additional::Closed,
            items => self.further(items, at.child("items"), Owner::Items(id)),
        };
        tuple
    }
}

/// The name of an item of a tuple: its title if that is short, else its number.
fn word(schema: Option<Schema<'_>>, index: usize) -> String {
    let title = schema.and_then(|schema| schema.keywords().title);
    let short = title.and_then(short_title).map(str::to_owned);
    short.unwrap_or_else(|| place_word(index))
}
