//! Objects that can stand elsewhere.

use serde_json::Value;

use super::{
    Callback, Example, Header, Link, MediaType, Object, Parameter, PathItem, Read, RequestBody,
    Response, Schema, SecurityScheme, View,
};

/// An object, or a reference to one.
#[derive(Debug, Clone, Copy)]
pub enum RefOr<'a, T> {
    /// The object.
    Item(T),
    /// The `$ref` to it.
    Reference(&'a str),
}

impl<'a, T: Read<'a>> Read<'a> for RefOr<'a, T> {
    fn read(value: &'a Value) -> Self {
        let object = Object::read(value);
        // Siblings belong to a schema, of which the reference is one part.
        let only = Some(object).filter(|object| object.len() == 1);
        let reference = only.and_then(|object| object.text("$ref"));
        reference.map_or_else(|| Self::Item(T::read(value)), Self::Reference)
    }
}

impl<T> RefOr<'_, T> {
    /// The object, unless it stands elsewhere.
    #[must_use]
    pub fn into_item(self) -> Option<T> {
        match self {
            Self::Item(item) => Some(item),
            Self::Reference(_) => None,
        }
    }
}

/// A view of an object that can stand elsewhere.
pub trait Shared<'a>: View<'a> {
    /// The section of `components` where such objects are shared.
    const SECTION: &'static str;
    /// The outcome for a use whose target isn't found.
    const UNFOUND: &'static str;
}

macro_rules! shared {
    ($($view:ident $section:literal $unfound:literal;)*) => {
        $(impl<'a> Shared<'a> for $view<'a> {
            const SECTION: &'static str = $section;
            const UNFOUND: &'static str = $unfound;
        })*

        /// The outcome for a use whose target isn't found, by the section where such objects are shared.
        pub fn unfound(section: &str) -> Option<&'static str> {
            match section {
                $($section => Some($unfound),)*
                _ => None,
            }
        }
    };
}

shared! {
    Schema "schemas" "treated as any JSON value";
    Parameter "parameters" "the parameter is left out";
    RequestBody "requestBodies" "the request body is left out";
    Response "responses" "the response is left out";
    Link "links" "the link is left out";
    Header "headers" "the header is left out";
    Example "examples" "the example is left out";
    MediaType "mediaTypes" "the content has no schema";
    SecurityScheme "securitySchemes" "the security scheme is left out";
    PathItem "pathItems" "the path item is left out";
    Callback "callbacks" "the callback is left out";
}
