//! Parameters of requests and headers of responses.

use super::{MediaType, Members, Object, Read, RefOr, Schema, View, accessors, view};

view! {
    /// A parameter.
    Parameter
}

accessors! { Parameter {
    /// `description`.
    description: text "description";
    /// `required`.
    required: flag "required";
    /// `deprecated`.
    deprecated: flag "deprecated";
    /// `style`.
    style: text "style";
    /// Our extension for the separator of a list in a path or a header.
    collection_format: text "x-collection-format";
    /// `allowReserved`.
    allow_reserved: flag "allowReserved";
    /// `allowEmptyValue`.
    allow_empty_value: flag "allowEmptyValue";
} }

impl<'a> Parameter<'a> {
    /// `name`.
    #[must_use]
    pub fn name(self) -> &'a str {
        self.0.text("name").unwrap_or_default()
    }

    /// `in`.
    #[must_use]
    pub fn location(self) -> &'a str {
        self.0.text("in").unwrap_or_default()
    }

    /// `explode`, which has another default for each style.
    #[must_use]
    pub fn explode(self) -> Option<bool> {
        self.0.flag("explode")
    }

    /// The description of its value: `schema` or `content`.
    #[must_use]
    pub fn payload(self) -> Payload<'a> {
        Payload::of(self.0)
    }
}

view! {
    /// A header of a response.
    Header
}

accessors! { Header {
    /// `required`.
    required: flag "required";
    /// `description`.
    description: text "description";
    /// `deprecated`.
    deprecated: flag "deprecated";
} }

impl<'a> Header<'a> {
    /// `explode`.
    #[must_use]
    pub fn explode(self) -> bool {
        self.0.flag("explode").unwrap_or_default()
    }

    /// The description of its value: `schema` or `content`.
    #[must_use]
    pub fn payload(self) -> Payload<'a> {
        Payload::of(self.0)
    }
}

/// The description of a parameter's value.
#[derive(Debug, Clone, Copy)]
pub enum Payload<'a> {
    /// A schema; `style` says how the value is written.
    Schema(RefOr<'a, Schema<'a>>),
    /// One media type, in which the value is written.
    Content(Members<'a, RefOr<'a, MediaType<'a>>>),
}

impl<'a> Payload<'a> {
    fn of(object: Object<'a>) -> Self {
        match object.part("schema") {
            Some(schema) => Self::Schema(schema),
            None => Self::Content(object.map("content")),
        }
    }
}
