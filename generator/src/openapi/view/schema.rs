//! Schemas.

use serde_json::{Map, Value};

use super::{Keywords, Members, Object, Read, View, accessors, view};

/// A schema.
#[derive(Debug, Clone, Copy)]
pub struct Schema<'a> {
    object: Object<'a>,
    /// The only type that is meant, of several.
    only: Option<&'a str>,
}

impl<'a> Read<'a> for Schema<'a> {
    fn read(value: &'a Value) -> Self {
        Self {
            object: Object::read(value),
            only: None,
        }
    }
}

impl<'a> View<'a> for Schema<'a> {
    fn object(self) -> Object<'a> {
        self.object
    }
}

impl<'a> Schema<'a> {
    /// All keywords, read in one pass.
    #[must_use]
    pub fn keywords(self) -> Keywords<'a> {
        Keywords::of(self)
    }

    /// Whether no value is of the schema: it is `false`, or its `not` is `true`.
    #[must_use]
    pub fn is_never(self) -> bool {
        let not = self.object.value("not").and_then(Value::as_object);
        self.only.is_none() && not.is_some_and(Map::is_empty)
    }

    /// Whether no value is of the schema, or of a part of it that all values have to be of. Beside `nullable`
    /// without a type, null stays a value. Recursive: inline schemas are no deeper than the document.
    #[must_use]
    pub fn forbids_all(self) -> bool {
        let parts = |keyword: &str| {
            let parts = self.object.value(keyword).and_then(Value::as_array);
            let parts = parts.map(Vec::as_slice).unwrap_or_default();
            parts.iter().map(|part| Self::read(part).forbids_all())
        };
        // Each part is asked once: asking twice would double the work at each level.
        let none_is_left = |keyword: &str| {
            let mut parts = parts(keyword);
            parts.len() > 0 && parts.all(|it| it)
        };
        let is_nullable = self.object.value("nullable") == Some(&Value::Bool(true));
        self.is_never()
            || self.only.is_none()
                && !is_nullable
                && (parts("allOf").any(|it| it) || none_is_left("anyOf") || none_is_left("oneOf"))
    }

    /// The schema for values of one of its types, with the keywords that are about this type.
    #[must_use]
    pub fn of_type(self, ty: &'a str) -> Self {
        Self {
            only: Some(ty),
            ..self
        }
    }

    /// The only type that is meant, of several.
    #[must_use]
    pub fn only(self) -> Option<&'a str> {
        self.only
    }
}

view! {
    /// The discriminator of a union.
    Discriminator
}

accessors! { Discriminator {
    /// References or names of shared schemas, by the values that lead to them.
    mapping: map<&'a str> "mapping";
    /// The same for other values, and for objects without the member.
    default_mapping: text "defaultMapping";
} }

impl<'a> Discriminator<'a> {
    /// The member whose value tells.
    #[must_use]
    pub fn property(self) -> &'a str {
        self.0.text("propertyName").unwrap_or_default()
    }
}
