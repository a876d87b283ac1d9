//! Keywords of a schema that say which values are meant and that no type holds.

use serde_json::Value;

use super::{Additional, Branches, List, Members, Read, RefOr, Schema, View};

/// These keywords.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rules<'a> {
    /// `not`.
    pub not: Option<RefOr<'a, Schema<'a>>>,
    /// `propertyNames`.
    pub names: Option<RefOr<'a, Schema<'a>>>,
    /// `dependentRequired`.
    pub required_with: Members<'a, List<'a, &'a str>>,
    /// `dependentSchemas`.
    pub described_with: Members<'a, RefOr<'a, Schema<'a>>>,
    /// `if`.
    pub condition: Option<RefOr<'a, Schema<'a>>>,
    /// `then` and `else`.
    pub conditional: [Option<RefOr<'a, Schema<'a>>>; 2],
    /// `contains`, with `minContains` and `maxContains`.
    pub contains: Option<RefOr<'a, Schema<'a>>>,
    /// `minContains`.
    pub least: Option<u64>,
    /// `maxContains`.
    pub most: Option<u64>,
    /// `oneOf` and `anyOf` whose branches only limit the values.
    pub alternatives: [Branches<'a>; 2],
    /// `unevaluatedProperties`.
    pub other_members: Option<Additional<'a>>,
    /// `unevaluatedItems`.
    pub other_items: Option<Additional<'a>>,
}

impl<'a> Rules<'a> {
    /// The schemas for some values, besides the one for all.
    pub fn for_some(&self) -> impl Iterator<Item = RefOr<'a, Schema<'a>>> {
        let conditional = self.conditional.into_iter().flatten();
        let conditional = conditional.filter(|_| self.condition.is_some());
        let with = self.described_with.iter().map(|(_, schema)| schema);
        conditional.chain(with)
    }

    /// Whether one of these can describe members.
    #[must_use]
    pub fn can_describe_members(&self) -> bool {
        const DESCRIBING: &[&str] = &[
            "properties",
            "patternProperties",
            "additionalProperties",
            "allOf",
            "anyOf",
            "oneOf",
            "if",
            "dependentSchemas",
        ];
        self.for_some().any(|schema| match schema {
            RefOr::Reference(_) => true,
            RefOr::Item(schema) => {
                let mut keywords = schema.object().iter();
                keywords.any(|(keyword, _)| DESCRIBING.contains(&keyword) || keyword == "$ref")
            }
        })
    }

    pub(super) fn set(&mut self, keyword: &str, value: &'a Value) {
        match keyword {
            "not" => self.not = Some(Read::read(value)),
            "propertyNames" => self.names = Some(Read::read(value)),
            "dependentRequired" => self.required_with = Read::read(value),
            "dependentSchemas" => self.described_with = Read::read(value),
            "if" => self.condition = Some(Read::read(value)),
            "then" => self.conditional[0] = Some(Read::read(value)),
            "else" => self.conditional[1] = Some(Read::read(value)),
            "contains" => self.contains = Some(Read::read(value)),
            "minContains" => self.least = value.as_u64(),
            "maxContains" => self.most = value.as_u64(),
            "unevaluatedProperties" => self.other_members = Some(Additional::read(value)),
            "unevaluatedItems" => self.other_items = Some(Additional::read(value)),
            _ => {}
        }
    }
}
