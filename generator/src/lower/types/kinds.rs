//! The JSON kinds that each schema allows: found once for all schemas, so that unions of unions are not walked
//! again from each of them.

use crate::api::{Api, Kind, SchemaId, StringFormat};
use crate::steps::step;

/// A JSON kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Json {
    Boolean = 1,
    Integer = 2,
    Number = 4,
    String = 8,
    Array = 16,
    Object = 32,
}

/// Strings of any text: the type has no format and no list of values that a text can contradict.
const ANY_TEXT: u8 = 64;

/// All kinds.
const ALL: u8 = 127;

/// The kinds that each schema allows.
pub struct Kinds(Vec<u8>);

impl Kinds {
    /// Finds the kinds. The kinds of a union depend on its branches, so each change of a branch goes on to its
    /// unions. The types of some formats hold any text.
    pub fn of(api: &Api, is_any_text: impl Fn(&StringFormat) -> bool) -> Self {
        let all = api.schemas.iter();
        let mut kinds: Vec<u8> = all
            .map(|schema| match &schema.kind {
                Kind::String(format) if is_any_text(format) => Json::String as u8 | ANY_TEXT,
                Kind::OpenEnum(_) => Json::String as u8 | ANY_TEXT,
                kind => own(kind),
            })
            .collect();
        let mut unions: Vec<Vec<usize>> = vec![Vec::new(); kinds.len()];
        for (index, schema) in api.schemas.iter().enumerate() {
            if let Kind::Union(union) = &schema.kind {
                for branch in &union.branches {
                    unions[api.behind_aliases(*branch).0.0].push(index);
                }
            }
        }
        let mut changed: Vec<usize> = (0..kinds.len()).filter(|id| kinds[*id] != 0).collect();
        while let Some(branch) = changed.pop() {
            for union in &unions[branch] {
                step();
                let both = kinds[*union] | kinds[branch];
                if std::mem::replace(&mut kinds[*union], both) != both {
                    changed.push(*union);
                }
            }
        }
        Self(kinds)
    }

    /// Whether a schema that is no alias allows values of a JSON kind.
    pub fn takes(&self, id: SchemaId, kind: Json) -> bool {
        self.0[id.0] & kind as u8 != 0
    }

    /// Whether a schema that is no alias allows each text.
    pub fn takes_any_text(&self, id: SchemaId) -> bool {
        self.0[id.0] & ANY_TEXT != 0
    }
}

/// The kinds of a schema without its branches.
fn own(kind: &Kind) -> u8 {
    let json = match kind {
        Kind::Any | Kind::Unknown(_) | Kind::Loose(_) => return ALL,
        Kind::Alias(_) | Kind::Union(_) => return 0,
        Kind::Boolean | Kind::BooleanConstant(_) => Json::Boolean,
        Kind::Integer(_) | Kind::IntegerEnum(_) => Json::Integer,
        Kind::Number | Kind::Decimal | Kind::NumberConstant(_) => {
            return Json::Integer as u8 | Json::Number as u8;
        }
        Kind::String(_) | Kind::StringEnum(_) | Kind::OpenEnum(_) => Json::String,
        Kind::Array(_) | Kind::Tuple(_) => Json::Array,
        Kind::Object(_) => Json::Object,
    };
    json as u8
}
