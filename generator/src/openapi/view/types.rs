//! `type`, and the keywords that are about one type.

use serde_json::Value;

use super::{Schema, View};

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

    /// The types besides `null`, with their places in the list.
    pub fn iter(self) -> impl Iterator<Item = (usize, &'a str)> + Clone {
        let names = self.names.iter().enumerate();
        let names = names.filter_map(|(index, name)| Some((index, name.as_str()?)));
        names.filter(|(_, name)| *name != "null")
    }
}
