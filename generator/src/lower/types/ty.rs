//! A schema → the type of its values.

use crate::api::{self, Additional, Api, IntegerFormat, Kind, SchemaId, StringFormat};
use crate::config::{BuiltinType, Config, MappedType};
use crate::diagnostic::{Code, Diagnostics, Reason};
use crate::ir::{Mapped, Raw, Ty};
use crate::lower::facts::Facts;
use crate::lower::names::path;
use crate::map::IndexMap;

/// The reason why a list or map has no type below some level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// It contains itself without end.
    Endless,
    /// It is inside too many lists and maps without a type of their own.
    Deep,
}

/// The types of all schemas.
pub struct Reached {
    /// The type of each schema of the API, `null` aside.
    pub types: Vec<(SchemaId, Ty)>,
    /// The schemas below which lists and maps have no type, with the reasons.
    pub cuts: IndexMap<SchemaId, Reason>,
}

/// Finds the type of each schema of the API, and reports the lists and maps that are cut off.
pub fn reached(facts: &Facts, diagnostics: &mut Diagnostics) -> Reached {
    let mut cuts = IndexMap::default();
    let types = facts.reached.iter().map(|id| {
        let mut walk = Walk::new(facts);
        let ty = walk.ty(*id);
        cuts.extend(walk.cuts);
        (*id, ty)
    });
    let types = types.collect();
    let reasons = cuts.into_iter().map(|(id, cut)| {
        let at = &facts.api[id].at;
        let reason = match cut {
            Cut::Endless => diagnostics.because(Code::EndlessList, at, &[]),
            Cut::Deep => {
                let deepest = DEEPEST.to_string();
                diagnostics.because(Code::ListsTooDeep, at, &[&deepest])
            }
        };
        (id, reason)
    });
    let cuts = reasons.collect();
    Reached { types, cuts }
}

impl Facts<'_> {
    /// The type of a value of this schema, `null` aside.
    pub fn ty(&self, id: SchemaId) -> Ty {
        Walk::new(self).ty(id)
    }

    /// The type of a value of this schema, with `null` if it is allowed.
    pub fn nullable_ty(&self, id: SchemaId) -> Ty {
        self.or_null(id, self.ty(id))
    }

    /// The type of the value in a validated type.
    pub fn checked_ty(&self, id: SchemaId) -> Ty {
        match Walk::new(self).own(id) {
            // The number of items is validated with the other limits.
            Ty::Array(item, _) => Ty::List(item),
            of => of,
        }
    }

    fn or_null(&self, id: SchemaId, ty: Ty) -> Ty {
        if self.is_nullable(id) && ty != Ty::Json {
            Ty::Nullable(Box::new(ty))
        } else {
            ty
        }
    }

    /// Many documents declare 32 bits for values that outgrow them: received integers have 64.
    fn integer(&self, id: SchemaId, format: IntegerFormat) -> Ty {
        match format {
            IntegerFormat::Int32 if !self.usage[id.0].received => Ty::I32,
            IntegerFormat::Int32 | IntegerFormat::Int64 => Ty::I64,
            IntegerFormat::Uint64 => Ty::U64,
            IntegerFormat::Beyond { is_unsigned: true } => Ty::Loose(Box::new(Ty::U64)),
            IntegerFormat::Beyond { is_unsigned: false } => Ty::Loose(Box::new(Ty::I64)),
            IntegerFormat::UnixTime => Ty::UnixTime,
        }
    }

    /// Whether the type of a format holds any text, and none is a mismatch.
    pub fn holds_any_text(&self, format: &StringFormat) -> bool {
        self.string(format) == Ty::String
    }

    fn string(&self, format: &StringFormat) -> Ty {
        let keyword = format.keyword();
        let mut mapped = self.mapped.iter();
        if let Some(index) = mapped.position(|m| Some(m.format.exact()) == keyword) {
            return Ty::Mapped(index);
        }
        let mapping = keyword.and_then(|keyword| self.config.types.get(keyword));
        if let Some(MappedType::Builtin(BuiltinType::String)) = mapping {
            return Ty::String;
        }
        match format {
            StringFormat::DateTime => Ty::DateTime,
            StringFormat::Date => Ty::Date,
            StringFormat::Byte => Ty::Bytes,
            StringFormat::Plain
            | StringFormat::Password
            | StringFormat::Binary(_)
            | StringFormat::Other(_) => Ty::String,
        }
    }
}

/// The types of other crates in client.toml, for the formats of the API.
pub fn mapped(api: &Api, config: &Config, diagnostics: &mut Diagnostics) -> Vec<Mapped> {
    let used = |format: &str| {
        api.schemas.iter().any(|schema| match &schema.kind {
            Kind::String(own) => own.keyword() == Some(format),
            _ => false,
        })
    };
    let mut mapped = Vec::new();
    for (format, mapping) in &config.types {
        if !used(format) {
            if let Some(place) = config.type_places.get(format) {
                let why = format!("no string of the document has the format `{format}`");
                let known = api.schemas.iter().filter_map(|schema| match &schema.kind {
                    Kind::String(own) => own.keyword(),
                    _ => None,
                });
                let near = diagnostics.nearest(format, known);
                let (code, place) = (Code::NotUsed, place.clone());
                diagnostics.report_excerpt_near(code, place, &[&why], near);
            }
        } else if let MappedType::Path(mapping) = mapping {
            mapped.push(Mapped {
                format: format.into(),
                path: path(&mapping.path),
                dependency: (&mapping.dependency).into(),
                version: (&mapping.version).into(),
                features: mapping.features.iter().map(Raw::from).collect(),
            });
        }
    }
    mapped
}

/// A walk through lists and maps without a type of their own.
struct Walk<'a> {
    facts: &'a Facts<'a>,
    /// The schemas from the beginning of the walk to here.
    path: Vec<SchemaId>,
    cuts: Vec<(SchemaId, Cut)>,
}

impl<'a> Walk<'a> {
    fn new(facts: &'a Facts<'a>) -> Self {
        Self {
            facts,
            path: Vec::new(),
            cuts: Vec::new(),
        }
    }

    fn ty(&mut self, id: SchemaId) -> Ty {
        let (id, _) = self.facts.api.behind_aliases(id);
        if let Some(ty) = self.facts.types.get(&id) {
            return Ty::Named(*ty);
        }
        if self.path.contains(&id) {
            self.cuts.push((id, Cut::Endless));
            return Ty::Json;
        }
        let is_leaf = api::children(self.facts.api, id).is_empty();
        if self.path.len() == DEEPEST && !is_leaf {
            self.cuts.push((id, Cut::Deep));
            return Ty::Json;
        }
        self.path.push(id);
        let ty = self.own(id);
        self.path.pop();
        ty
    }

    /// The type of a schema without a type of its own.
    fn own(&mut self, id: SchemaId) -> Ty {
        let facts = self.facts;
        match &facts.api[id].kind {
            Kind::Boolean | Kind::BooleanConstant(_) => Ty::Bool,
            Kind::Integer(format) => facts.integer(id, *format),
            Kind::NumberConstant(number) if number.is_u64() && !number.is_i64() => Ty::U64,
            Kind::Number | Kind::NumberConstant(_) => Ty::F64,
            Kind::Decimal => Ty::Decimal,
            Kind::String(format) => facts.string(format),
            Kind::Array(items) => {
                let item = self.ty(*items);
                let item = Box::new(facts.or_null(*items, item));
                // Received lists may have any number of items.
                match facts.api.fixed_length(id) {
                    Some(length)
                        if !facts.usage[id.0].received && length * width(&item) <= MOST =>
                    {
                        Ty::Array(item, length)
                    }
                    _ => Ty::List(item),
                }
            }
            Kind::Object(object) => match object.additional {
                Additional::Schema(values) => {
                    let value = self.ty(values);
                    Ty::Map(Box::new(facts.or_null(values, value)))
                }
                Additional::Any | Additional::Closed => Ty::Map(Box::new(Ty::Json)),
            },
            // A required constant is not a field, but its enum of one value can get here.
            Kind::StringEnum(_) | Kind::OpenEnum(_) => Ty::String,
            Kind::IntegerEnum(_) => Ty::I64,
            Kind::Loose(target) => match self.ty(*target) {
                ty @ (Ty::Json | Ty::Loose(_)) => ty,
                ty => Ty::Loose(Box::new(ty)),
            },
            Kind::Any | Kind::Unknown(_) | Kind::Alias(_) | Kind::Tuple(_) | Kind::Union(_) => {
                Ty::Json
            }
        }
    }
}

/// The most lists and maps within each other without a named type. Each level is written out at every use.
const DEEPEST: usize = 16;

/// The most values of a list of fixed length, with the values of lists within it.
const MOST: usize = 32;

/// The number of values in an item; a type of this crate counts as too many, because types with lists of fixed
/// length could be of any size, and are stored in place.
fn width(item: &Ty) -> usize {
    match item {
        Ty::Array(item, length) => length * width(item),
        Ty::Nullable(inner) | Ty::Loose(inner) => width(inner),
        Ty::Named(_) | Ty::Boxed(_) => MOST + 1,
        _ => 1,
    }
}
