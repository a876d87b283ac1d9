//! The keywords of a schema, read in one pass.

use serde_json::{Number, Value};

use super::{Discriminator, List, Members, Read, RefOr, Schema, View};

/// What a schema says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Keywords<'a> {
    /// The schema itself, unless these keywords are made of several.
    pub schema: Option<Schema<'a>>,
    /// `title`.
    pub title: Option<&'a str>,
    /// `description`.
    pub description: Option<&'a str>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `default`.
    pub default: Option<&'a Value>,
    /// `example`.
    pub example: Option<&'a Value>,
    /// `type`.
    pub ty: Option<&'a str>,
    /// `format`.
    pub format: Option<&'a str>,
    /// `enum`.
    pub values: &'a [Value],
    /// Whether `null` is allowed besides.
    pub nullable: bool,
    /// `properties`.
    pub properties: Members<'a, RefOr<'a, Schema<'a>>>,
    /// `required`.
    pub required: List<'a, &'a str>,
    /// `additionalProperties`.
    pub additional: Option<Additional<'a>>,
    /// `items`.
    pub items: Option<RefOr<'a, Schema<'a>>>,
    /// `oneOf`.
    pub one_of: List<'a, RefOr<'a, Schema<'a>>>,
    /// `anyOf`.
    pub any_of: List<'a, RefOr<'a, Schema<'a>>>,
    /// `allOf`.
    pub all_of: List<'a, RefOr<'a, Schema<'a>>>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator<'a>>,
    /// Whether there is a `not`.
    pub not: bool,
    /// `minimum`.
    pub minimum: Option<&'a Number>,
    /// `maximum`.
    pub maximum: Option<&'a Number>,
    /// `exclusiveMinimum`.
    pub exclusive_minimum: bool,
    /// `exclusiveMaximum`.
    pub exclusive_maximum: bool,
    /// `multipleOf`.
    pub multiple_of: Option<&'a Number>,
    /// `minLength`.
    pub min_length: Option<usize>,
    /// `maxLength`.
    pub max_length: Option<usize>,
    /// `pattern`.
    pub pattern: Option<&'a str>,
    /// `minItems`.
    pub min_items: Option<usize>,
    /// `maxItems`.
    pub max_items: Option<usize>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `minProperties`.
    pub min_properties: Option<usize>,
    /// `maxProperties`.
    pub max_properties: Option<usize>,
}

/// What `additionalProperties` says.
#[derive(Debug, Clone, Copy)]
pub enum Additional<'a> {
    /// Whether there may be further members.
    Any(bool),
    /// What they are.
    Schema(RefOr<'a, Schema<'a>>),
}

impl<'a> Keywords<'a> {
    /// The keywords of `schema`.
    #[must_use]
    pub fn of(schema: Schema<'a>) -> Self {
        let mut keywords = Self {
            schema: Some(schema),
            ..Self::default()
        };
        for (keyword, value) in schema.object().iter() {
            if !value.is_null() {
                keywords.set(keyword, value);
            }
        }
        keywords.nullable |= keywords.values.contains(&Value::Null);
        keywords
    }

    fn set(&mut self, keyword: &str, value: &'a Value) {
        let flag = || value.as_bool().unwrap_or_default();
        match keyword {
            "title" => self.title = value.as_str(),
            "description" => self.description = value.as_str(),
            "deprecated" => self.deprecated = flag(),
            "readOnly" => self.read_only = flag(),
            "writeOnly" => self.write_only = flag(),
            "default" => self.default = Some(value),
            "example" => self.example = Some(value),
            "type" => self.ty = value.as_str(),
            "format" => self.format = value.as_str().filter(|format| !format.is_empty()),
            "enum" => self.values = value.as_array().map(Vec::as_slice).unwrap_or_default(),
            // The second is how `OpenAPI` 2.0 says it, and documents that were one.
            "nullable" | "x-nullable" => self.nullable |= flag(),
            "discriminator" => self.discriminator = Some(Read::read(value)),
            "not" => self.not = true,
            "properties" => self.properties = Read::read(value),
            "required" => self.required = Read::read(value),
            "additionalProperties" => {
                let schema = || Additional::Schema(Read::read(value));
                self.additional = Some(value.as_bool().map_or_else(schema, Additional::Any));
            }
            "items" => self.items = Some(Read::read(value)),
            "oneOf" => self.one_of = Read::read(value),
            "anyOf" => self.any_of = Read::read(value),
            "allOf" => self.all_of = Read::read(value),
            _ => self.set_limit(keyword, value),
        }
    }

    fn set_limit(&mut self, keyword: &str, value: &'a Value) {
        let flag = || value.as_bool().unwrap_or_default();
        let count = || value.as_u64().and_then(|count| usize::try_from(count).ok());
        match keyword {
            "minimum" => self.minimum = value.as_number(),
            "maximum" => self.maximum = value.as_number(),
            "exclusiveMinimum" => self.exclusive_minimum = flag(),
            "exclusiveMaximum" => self.exclusive_maximum = flag(),
            "multipleOf" => self.multiple_of = value.as_number(),
            "minLength" => self.min_length = count(),
            "maxLength" => self.max_length = count(),
            "pattern" => self.pattern = value.as_str(),
            "minItems" => self.min_items = count(),
            "maxItems" => self.max_items = count(),
            "uniqueItems" => self.unique_items = flag(),
            "minProperties" => self.min_properties = count(),
            "maxProperties" => self.max_properties = count(),
            _ => {}
        }
    }
}
