//! Paths, operations and their responses.

use super::{
    ExternalDocs, Header, List, MediaType, Members, Object, Parameter, Read, RefOr, RequestBody,
    Server, View, accessors, view,
};
use crate::openapi::spec;

view! {
    /// A path.
    PathItem
}

accessors! { PathItem {
    /// The `$ref` to further fields.
    reference: text "$ref";
    /// `summary`.
    summary: text "summary";
    /// `description`.
    description: text "description";
    /// The servers of its operations.
    servers: list<Server<'a>> "servers";
    /// The parameters of all its operations.
    parameters: list<RefOr<'a, Parameter<'a>>> "parameters";
    /// The operations whose methods have no keyword, by method.
    others: map<Operation<'a>> "additionalOperations";
} }

impl<'a> PathItem<'a> {
    /// Whether it has a field.
    #[must_use]
    pub fn has(self, keyword: &str) -> bool {
        self.0.value(keyword).is_some()
    }

    /// The fields, extensions included.
    pub fn fields(self) -> impl Iterator<Item = (&'a str, &'a serde_json::Value)> + Clone {
        self.0.iter().filter(|(keyword, _)| *keyword != "$ref")
    }

    /// The operations, by keywords such as `get`.
    pub fn operations(self) -> impl Iterator<Item = (&'static str, Operation<'a>)> {
        spec::methods().filter_map(move |keyword| Some((keyword, self.0.part(keyword)?)))
    }
}

view! {
    /// An operation.
    Operation
}

accessors! { Operation {
    /// `tags`.
    tags: list<&'a str> "tags";
    /// `summary`.
    summary: text "summary";
    /// `description`.
    description: text "description";
    /// `operationId`.
    id: text "operationId";
    /// A link to more.
    external_docs: part<ExternalDocs<'a>> "externalDocs";
    /// `deprecated`.
    deprecated: flag "deprecated";
    /// Its own parameters.
    parameters: list<RefOr<'a, Parameter<'a>>> "parameters";
    /// `requestBody`.
    request_body: part<RefOr<'a, RequestBody<'a>>> "requestBody";
    /// Its own alternatives of security.
    security: part<List<'a, Members<'a, &'a serde_json::Value>>> "security";
    /// Its own servers.
    servers: list<Server<'a>> "servers";
    /// The requests that the server makes in return, by name.
    callbacks: map<RefOr<'a, Callback<'a>>> "callbacks";
} }

impl<'a> Operation<'a> {
    /// The responses, by `default` or a status such as `200` or `4XX`.
    pub fn responses(self) -> impl Iterator<Item = (&'a str, RefOr<'a, Response<'a>>)> {
        let responses = self.0.map("responses").iter();
        responses.filter(|(status, _)| !status.starts_with("x-"))
    }
}

view! {
    /// Requests of the server, by the expression for their URL.
    Callback
}

impl<'a> Callback<'a> {
    /// The path items, by their expressions.
    pub fn requests(self) -> impl Iterator<Item = (&'a str, RefOr<'a, PathItem<'a>>)> {
        let items = self.0.iter().filter(|(name, _)| !name.starts_with("x-"));
        items.map(|(name, item)| (name, RefOr::read(item)))
    }
}

view! {
    /// A response.
    Response
}

accessors! { Response {
    /// `summary`.
    summary: text "summary";
    /// `description`.
    description: text "description";
    /// `headers`.
    headers: map<RefOr<'a, Header<'a>>> "headers";
    /// The content, by media type.
    content: map<RefOr<'a, MediaType<'a>>> "content";
    /// The operations that can be called with its values.
    links: map<RefOr<'a, Link<'a>>> "links";
} }

view! {
    /// A link to an operation.
    Link
}

accessors! { Link {
    /// The operation.
    operation_id: text "operationId";
    /// The place of the operation.
    operation_ref: text "operationRef";
} }

impl<'a> Link<'a> {
    /// The parameters of the operation, by name.
    #[must_use]
    pub fn parameters(self) -> Option<&'a serde_json::Value> {
        self.0.value("parameters")
    }
}
