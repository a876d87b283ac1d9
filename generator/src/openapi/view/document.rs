//! The document as a whole.

use serde_json::Value;

use super::{
    List, Members, Object, PathItem, Read, RefOr, Schema, SecurityScheme, Server, View, accessors,
    view,
};

view! {
    /// The root of the document.
    Root
}

accessors! { Root {
    /// A link to more.
    external_docs: part<ExternalDocs<'a>> "externalDocs";
    /// The first alternatives of security for all operations, unless these have their own.
    security: part<List<'a, Members<'a, &'a Value>>> "security";
    /// The servers of all operations, unless these have their own.
    servers: list<Server<'a>> "servers";
    /// The descriptions of tags.
    tags: list<Tag<'a>> "tags";
} }

impl<'a> Root<'a> {
    /// Title, version and description.
    #[must_use]
    pub fn info(self) -> Info<'a> {
        static NONE: Value = Value::Null;
        Info::read(self.0.value("info").unwrap_or(&NONE))
    }

    /// The paths, in the order of the document.
    pub fn paths(self) -> impl Iterator<Item = (&'a str, RefOr<'a, PathItem<'a>>)> {
        let paths = self.0.map("paths").iter();
        paths.filter(|(path, _)| path.starts_with('/'))
    }

    /// The requests that the server makes by itself, by name.
    #[must_use]
    pub fn webhooks(self) -> Members<'a, RefOr<'a, PathItem<'a>>> {
        self.0.map("webhooks")
    }

    /// The components of a section.
    #[must_use]
    pub fn components<T: Read<'a>>(self, section: &str) -> Members<'a, T> {
        let components: Option<Object<'a>> = self.0.part("components");
        components.map(|all| all.map(section)).unwrap_or_default()
    }

    /// The shared schemas.
    #[must_use]
    pub fn schemas(self) -> Members<'a, RefOr<'a, Schema<'a>>> {
        self.components("schemas")
    }

    /// The shared security schemes.
    #[must_use]
    pub fn security_schemes(self) -> Members<'a, RefOr<'a, SecurityScheme<'a>>> {
        self.components("securitySchemes")
    }
}

view! {
    /// A tag, which groups operations.
    Tag
}

accessors! { Tag {
    /// A link to more.
    external_docs: part<ExternalDocs<'a>> "externalDocs";
    /// Its name, as operations have it.
    name: text "name";
    /// Its summary, from 3.2 on.
    summary: text "summary";
    /// Its description.
    description: text "description";
    /// The tag that it is a part of, from 3.2 on.
    parent: text "parent";
    /// Its purpose, from 3.2 on.
    kind: text "kind";
} }

view! {
    /// A link to documentation elsewhere.
    ExternalDocs
}

accessors! { ExternalDocs {
    /// The words of the link.
    description: text "description";
    /// Its target.
    url: text "url";
} }

view! {
    /// Title, version and description.
    Info
}

accessors! { Info {
    /// `title`.
    title: text "title";
    /// `version`.
    version: text "version";
    /// `description`.
    description: text "description";
} }
