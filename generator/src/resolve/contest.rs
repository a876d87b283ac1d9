//! Members that several parts of a schema describe. The decision between the descriptions waits until all of
//! them are read, so that it doesn't depend on the order of reading.

use super::Resolver;
use crate::api::{Kind, Property, SchemaId};
use crate::diagnostic::{Code, Pointer, Related};
use crate::steps::step;

/// A described member, and another description of it.
pub struct Contest {
    /// The object.
    pub object: SchemaId,
    /// The member's name.
    pub name: String,
    /// The later description.
    pub later: Property,
    /// The part with that description.
    pub at: Pointer,
}

impl Resolver<'_, '_> {
    /// Decides for each member: the last description counts, unless it is wider than the one before.
    pub(super) fn settle_contests(&mut self) {
        for contest in std::mem::take(&mut self.contests) {
            step();
            let Kind::Object(object) = &self.api.schemas[contest.object.0].kind else {
                continue;
            };
            let Some(property) = object.properties.get(&contest.name) else {
                continue;
            };
            let (earlier, later) = (property.schema, contest.later.schema);
            if !self.agree(earlier, later) {
                let first = Related::at("first described here", &self.api[earlier].at);
                let (code, args) = (Code::AllOfConflict, [contest.name.as_str()]);
                self.diagnostics
                    .report_related(code, &contest.at, &args, vec![first]);
            }
            if !self.is_wider(later, earlier)
                && let Kind::Object(object) = &mut self.api.schemas[contest.object.0].kind
                && let Some(property) = object.properties.get_mut(&contest.name)
            {
                property.schema = later;
                property.rust_name = contest.later.rust_name;
                property.hint = contest.later.hint;
            }
        }
    }

    /// Whether two descriptions of a member describe the same JSON kind.
    fn agree(&self, a: SchemaId, b: SchemaId) -> bool {
        match (self.word(a), self.word(b)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        }
    }

    /// Whether the first of two descriptions of a member is wider than the second.
    fn is_wider(&self, a: SchemaId, b: SchemaId) -> bool {
        let kind = |id: SchemaId| &self.api[self.api.behind_aliases(id).0].kind;
        let said = |id: SchemaId| match kind(id) {
            Kind::Any | Kind::Unknown(_) | Kind::Alias(_) | Kind::Loose(_) => 0,
            Kind::Object(object) => 1 + object.properties.len().min(1),
            Kind::Array(items) => 1 + usize::from(!kind(*items).is_any()),
            Kind::String(format) => 1 + usize::from(format.keyword().is_some()),
            Kind::Tuple(_) | Kind::OpenEnum(_) => 2,
            Kind::StringEnum(_)
            | Kind::IntegerEnum(_)
            | Kind::NumberConstant(_)
            | Kind::BooleanConstant(_) => 3,
            Kind::Boolean | Kind::Integer(_) | Kind::Number | Kind::Union(_) => 1,
        };
        self.agree(a, b) && said(a) < said(b)
    }

    /// The JSON kind of a schema's values.
    fn word(&self, id: SchemaId) -> Option<&'static str> {
        match &self.api[self.api.behind_aliases(id).0].kind {
            Kind::Any | Kind::Unknown(_) | Kind::Alias(_) | Kind::Loose(_) | Kind::Union(_) => None,
            Kind::Boolean | Kind::BooleanConstant(_) => Some("boolean"),
            Kind::Integer(_) | Kind::Number | Kind::NumberConstant(_) | Kind::IntegerEnum(_) => {
                Some("number")
            }
            Kind::String(_) | Kind::StringEnum(_) | Kind::OpenEnum(_) => Some("string"),
            Kind::Array(_) | Kind::Tuple(_) => Some("array"),
            Kind::Object(_) => Some("object"),
        }
    }
}
