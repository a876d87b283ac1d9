//! `type`, and the keywords that are about one type.

use serde_json::Value;

use super::{Keywords, Schema, View};
use crate::number::has_fraction;

/// Keywords that only say something of one type. The others go with the schema as a whole.
const OF_TYPE: [(&str, &[&str]); 6] = [
    (
        "string",
        &[
            "format",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
            "pattern",
            "minLength",
            "maxLength",
        ],
    ),
    ("integer", NUMERIC),
    ("number", NUMERIC),
    ("boolean", &[]),
    (
        "array",
        &[
            "items",
            "prefixItems",
            "minItems",
            "maxItems",
            "uniqueItems",
            "contains",
            "minContains",
            "maxContains",
            "unevaluatedItems",
        ],
    ),
    (
        "object",
        &[
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "propertyNames",
            "unevaluatedProperties",
            "dependentRequired",
            "dependentSchemas",
            "minProperties",
            "maxProperties",
        ],
    ),
];

const NUMERIC: &[&str] = &[
    "format",
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
];

/// The formats of whole numbers that `OpenAPI`'s registry defines for `number`, and those of Protocol Buffers.
const WHOLE: &[&str] = &[
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "sint32",
    "sint64",
    "double-int",
];

impl Keywords<'_> {
    /// Reads a number with the format of an integer as an integer: the format's JSON type is `number` (`OpenAPI`
    /// Format Registry, "int32").
    pub fn read_integers(&mut self) {
        let is_format = self.format.name.is_some_and(|name| WHOLE.contains(&name));
        if self.ty == Some("number") && is_format && !self.shows_fraction() {
            self.ty = Some("integer");
            self.may_be_fraction = true;
        }
    }

    /// Whether a bound or a value of the document has a fraction.
    #[must_use]
    pub fn shows_fraction(&self) -> bool {
        let bounds = [
            self.minimum,
            self.maximum,
            self.exclusive_minimum,
            self.exclusive_maximum,
            self.multiple_of,
        ];
        let values = [self.default, self.example].into_iter().flatten();
        let values = values.chain(self.values).filter_map(Value::as_number);
        bounds.into_iter().flatten().chain(values).any(has_fraction)
    }
}

/// Whether a keyword is about values of this type alone.
pub fn is_about(keyword: &str, ty: &str) -> bool {
    let of = OF_TYPE.iter().find(|(of, _)| *of == ty);
    of.is_some_and(|(_, own)| own.contains(&keyword))
}

/// Whether a keyword is about values of one type or the other.
pub fn is_about_any(keyword: &str) -> bool {
    OF_TYPE.iter().any(|(_, own)| own.contains(&keyword))
}

/// The types that `type` lists.
#[derive(Debug, Clone, Copy, Default)]
pub struct Types<'a> {
    /// The names, `null` among them.
    names: &'a [Value],
    /// The number of types besides `null`.
    pub len: usize,
    /// Whether `null` is one of them.
    pub has_null: bool,
}

impl<'a> Types<'a> {
    /// The types of a schema.
    pub fn of(schema: Schema<'a>) -> Self {
        let names = match schema.object().value("type") {
            None => &[],
            Some(Value::Array(names)) => &names[..],
            Some(name) => std::slice::from_ref(name),
        };
        let has_null = names.iter().any(|name| name == "null");
        let len = names.iter().filter(|name| *name != "null").count();
        Self {
            names,
            len,
            has_null,
        }
    }

    /// Whether it lists this type.
    pub fn has(self, ty: &str) -> bool {
        self.names.iter().any(|name| name == ty)
    }

    /// The types besides `null`, with their places in the list.
    pub fn iter(self) -> impl Iterator<Item = (usize, &'a str)> + Clone {
        let names = self.names.iter().enumerate();
        let names = names.filter_map(|(index, name)| Some((index, name.as_str()?)));
        names.filter(|(_, name)| *name != "null")
    }
}
