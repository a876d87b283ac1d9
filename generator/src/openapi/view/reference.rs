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
}

macro_rules! shared {
    ($($view:ident $section:literal;)*) => {
        $(impl<'a> Shared<'a> for $view<'a> {
            const SECTION: &'static str = $section;
        })*
    };
}

shared! {
    Schema "schemas";
    Parameter "parameters";
    RequestBody "requestBodies";
    Response "responses";
    Link "links";
    Header "headers";
    Example "examples";
    MediaType "mediaTypes";
    SecurityScheme "securitySchemes";
    PathItem "pathItems";
    Callback "callbacks";
}
