//! Bodies: content by media type, and examples of it.

use super::{Header, List, Members, Object, Read, RefOr, Schema, View, accessors, view};

view! {
    /// A request body.
    RequestBody
}

accessors! { RequestBody {
    /// `description`.
    description: text "description";
    /// Whether a request needs a body.
    required: flag "required";
    /// The content, by media type.
    content: map<RefOr<'a, MediaType<'a>>> "content";
} }

view! {
    /// Content of one media type.
    MediaType
}

accessors! { MediaType {
    /// `schema`.
    schema: part<RefOr<'a, Schema<'a>>> "schema";
    /// The schema of an item of a stream.
    item_schema: part<RefOr<'a, Schema<'a>>> "itemSchema";
    /// How members are written.
    encoding: map<Encoding<'a>> "encoding";
    /// How the first items of a list are written as parts.
    prefix_encoding: list<Encoding<'a>> "prefixEncoding";
    /// How all other items are written as parts.
    item_encoding: part<Encoding<'a>> "itemEncoding";
    /// The only example.
    example: value "example";
    /// Examples by name.
    examples: map<RefOr<'a, Example<'a>>> "examples";
} }

view! {
    /// How a member is written.
    Encoding
}

accessors! { Encoding {
    /// The headers of the part.
    headers: map<RefOr<'a, Header<'a>>> "headers";
    /// The media type of the member.
    content_type: text "contentType";
    /// `style`.
    style: text "style";
} }

impl Encoding<'_> {
    /// `allowReserved`: `false`, too, makes the member a parameter.
    #[must_use]
    pub fn allow_reserved(self) -> Option<bool> {
        self.0.flag("allowReserved")
    }

    /// `explode`, which has another default for each style.
    #[must_use]
    pub fn explode(self) -> Option<bool> {
        self.0.flag("explode")
    }
}

view! {
    /// An example with a name.
    Example
}

accessors! { Example {
    /// `summary`.
    summary: text "summary";
} }

impl<'a> Example<'a> {
    /// The value, with the keyword that it stands under: a value of the schema either way.
    #[must_use]
    pub fn value(self) -> Option<(&'static str, &'a serde_json::Value)> {
        let mut keywords = ["dataValue", "value"].into_iter();
        keywords.find_map(|keyword| Some((keyword, self.0.value(keyword)?)))
    }
}
