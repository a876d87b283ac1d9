//! Whether the document describes events named `error`. Servers end streams with such an event on a failure; a
//! described one is an item like others.

use crate::api::{self, Api, Discriminator, Kind, Media, Schema, SchemaId};
use crate::ir::ReplyTy;
use crate::lower::facts::Facts;

/// The name of the event.
const ERROR: &str = "error";

/// Whether each schema describes a value that says that it is an error. The data of an event often repeats its name:
/// `{"type": "error"}`.
pub struct Errors(Vec<bool>);

impl Errors {
    pub fn of(api: &Api) -> Self {
        let is_it = |id: SchemaId| match &api[api.behind_aliases(id).0].kind {
            Kind::StringEnum(values) | Kind::OpenEnum(values) => {
                values.iter().any(|it| it == ERROR)
            }
            _ => false,
        };
        let says_so = |schema: &Schema| match &schema.kind {
            Kind::Object(object) => object.properties.values().any(|it| is_it(it.schema)),
            Kind::Union(union) => {
                let mut tags = union.discriminator.iter().flat_map(Discriminator::values);
                tags.any(|(tag, _)| tag == ERROR)
            }
            _ => false,
        };
        Self(api.all_that(says_so))
    }

    /// Whether an operation's stream has described events of this name.
    pub fn are_events(&self, facts: &Facts, operation: &api::Operation, output: &ReplyTy) -> bool {
        if !matches!(output, ReplyTy::Events(_)) {
            return false;
        }
        let content = operation.responses.iter().flat_map(|it| &it.content);
        let mut events = content.filter(|content| facts.api.media(content) == Media::Events);
        events.any(|content| {
            let item = content
                .schema
                .map(|schema| facts.api.behind_aliases(schema).0);
            let item = item.map(|schema| match facts.api[schema].kind {
                Kind::Array(items) if !content.is_item => items,
                _ => schema,
            });
            content.names_error || item.is_some_and(|schema| self.0[schema.0])
        })
    }
}
