//! Which values are never printed: passwords, values that are only written, headers of credentials,
//! lists and maps of such, and whatever the document doesn't describe beside one.

use crate::api::{self, Additional, Kind, SchemaId, StringFormat};
use crate::lower::facts::Facts;

/// Headers of responses that hold a credential in any API.
const HEADERS: [&str; 3] = ["authorization", "set-cookie", "x-api-key"];

impl Facts<'_> {
    /// Whether the values of a schema are never printed. A type of its own prints itself, and hides what
    /// it must.
    pub fn secret(&self, id: SchemaId) -> bool {
        let next = |id: &SchemaId| {
            let (target, _) = self.api.behind_aliases(*id);
            match &self.api[target].kind {
                Kind::Array(inner) | Kind::Loose(inner) => Some(*inner),
                Kind::Object(object) if !self.types.contains_key(&target) => {
                    match object.additional {
                        Additional::Schema(values) => Some(values),
                        Additional::Any | Additional::Closed => None,
                    }
                }
                _ => None,
            }
        };
        let is_secret = |id: SchemaId| {
            let schema = &self.api[id];
            schema.write_only || matches!(schema.kind, Kind::String(StringFormat::Password))
        };
        // Lists can hold themselves; the number of schemas bounds every honest chain.
        std::iter::successors(Some(id), next)
            .take(self.api.schemas.len() + 1)
            .any(|id| self.api.aliases(id).any(is_secret))
    }

    /// Whether the values of a response's header are never printed.
    pub fn secret_header(&self, header: &api::Header) -> bool {
        HEADERS.contains(&header.name.to_ascii_lowercase().as_str()) || self.secret(header.schema)
    }
}
