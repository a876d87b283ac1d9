//! A schema → the type that is written where it is used, and the types that are not objects.

use super::values::Sayings;
use super::{Lowerer, checked};
use crate::api::{self, Additional, IntegerFormat, Kind, SchemaId, StringFormat};
use crate::config::{BuiltinType, MappedType};
use crate::diagnostic::Code;
use crate::ir::{Checked, Gap, Mapped, Name, Raw, Ty, TypeId, TypeKind};

impl Lowerer<'_> {
    /// The type of a value of this schema, when it is not null.
    pub(super) fn ty(&mut self, id: SchemaId) -> Ty {
        self.ty_within(id, &mut Vec::new())
    }

    /// The type of a value of this schema, null included.
    pub(super) fn nullable_ty(&mut self, id: SchemaId) -> Ty {
        let ty = self.ty(id);
        if self.api.is_nullable(id) && ty != Ty::Json {
            Ty::Nullable(Box::new(ty))
        } else {
            ty
        }
    }

    fn ty_within(&mut self, id: SchemaId, path: &mut Vec<SchemaId>) -> Ty {
        let (id, _) = self.api.behind_aliases(id);
        if let Some(ty) = self.types.get(&id) {
            return Ty::Named(*ty);
        }
        if path.contains(&id) {
            self.diagnostics
                .report(Code::EndlessList, &self.api[id].at, &[]);
            let at = self.api[id].at.clone();
            self.krate.gaps.insert(at, Gap::Endless);
            return Ty::Json;
        }
        let is_leaf = api::children(self.api, id).is_empty();
        if path.len() == DEEPEST && !is_leaf {
            let at = &self.api[id].at;
            let code = Code::ListsTooDeep;
            self.diagnostics.report(code, at, &[&DEEPEST.to_string()]);
            self.krate
                .gaps
                .insert(at.clone(), Gap::Reported(Code::ListsTooDeep));
            return Ty::Json;
        }
        path.push(id);
        let ty = self.own_ty(id, path);
        path.pop();
        ty
    }

    /// The type of a schema that has none of its own.
    fn own_ty(&mut self, id: SchemaId, path: &mut Vec<SchemaId>) -> Ty {
        let api = self.api;
        match &api[id].kind {
            Kind::Boolean | Kind::BooleanConstant(_) => Ty::Bool,
            Kind::Integer(format) => self.integer(id, *format),
            Kind::Number => Ty::F64,
            Kind::String(format) => self.string(format),
            Kind::Array(items) => {
                let item = self.ty_within(*items, path);
                let item = Box::new(self.or_null(*items, item));
                // What is received is read however many there are.
                match api.fixed_length(id) {
                    Some(length) if !self.usage[id.0].received && length * width(&item) <= MOST => {
                        Ty::Array(item, length)
                    }
                    _ => Ty::List(item),
                }
            }
            Kind::Object(object) => match object.additional {
                Additional::Schema(values) => {
                    let value = self.ty_within(values, path);
                    Ty::Map(Box::new(self.or_null(values, value)))
                }
                Additional::Any | Additional::Closed => Ty::Map(Box::new(Ty::Json)),
            },
            // The members of a required constant are no fields, so an enum of one value can be here.
            Kind::StringEnum(_) | Kind::OpenEnum(_) => Ty::String,
            Kind::IntegerEnum(_) => Ty::I64,
            Kind::Loose(target) => match self.ty_within(*target, path) {
                Ty::Json => Ty::Json,
                ty => Ty::Loose(Box::new(ty)),
            },
            Kind::Any | Kind::Alias(_) | Kind::Union(_) => Ty::Json,
        }
    }

    fn or_null(&self, id: SchemaId, ty: Ty) -> Ty {
        if self.api.is_nullable(id) && ty != Ty::Json {
            Ty::Nullable(Box::new(ty))
        } else {
            ty
        }
    }

    /// Documents often say 32 bits of what outgrows them: what is received is read as 64.
    fn integer(&self, id: SchemaId, format: IntegerFormat) -> Ty {
        match format {
            IntegerFormat::Int32 if !self.usage[id.0].received => Ty::I32,
            IntegerFormat::Int32 | IntegerFormat::Int64 => Ty::I64,
            IntegerFormat::Uint64 => Ty::U64,
            IntegerFormat::UnixTime => Ty::UnixTime,
        }
    }

    fn string(&self, format: &StringFormat) -> Ty {
        let keyword = format.keyword();
        if let Some(index) = self
            .krate
            .mapped
            .iter()
            .position(|m| Some(m.format.exact()) == keyword)
        {
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
            StringFormat::Plain | StringFormat::Password | StringFormat::Other(_) => Ty::String,
        }
    }

    /// The types of other crates that client.toml wishes for.
    pub(super) fn mapped(&mut self) {
        let used = |format: &str| {
            self.api.schemas.iter().any(|schema| match &schema.kind {
                Kind::String(own) => own.keyword() == Some(format),
                _ => false,
            })
        };
        for (format, mapping) in &self.config.types {
            let MappedType::Path(mapping) = mapping else {
                continue;
            };
            let path: Vec<Name> = mapping
                .path
                .split("::")
                .map(|segment| Name::new(segment.trim()))
                .collect();
            // `config` has seen to it that these are identifiers.
            if used(format) {
                self.krate.mapped.push(Mapped {
                    format: format.into(),
                    path,
                    dependency: (&mapping.dependency).into(),
                    version: (&mapping.version).into(),
                    features: mapping.features.iter().map(Raw::from).collect(),
                });
            }
        }
    }

    /// What the type of a schema is.
    pub(super) fn type_kind(&mut self, id: SchemaId, ty: TypeId) -> TypeKind {
        let api = self.api;
        match &api[id].kind {
            Kind::Object(object) => TypeKind::Struct(Box::new(self.object(id, ty, object))),
            Kind::StringEnum(values) | Kind::OpenEnum(values) => {
                TypeKind::Enum(self.sayings(id).strings(values))
            }
            Kind::IntegerEnum(values) => TypeKind::IntegerEnum(self.sayings(id).integers(values)),
            Kind::Union(union) => TypeKind::Union(Box::new(self.union(id, ty, union))),
            _ if self.is_checked(id) => TypeKind::Checked(Checked {
                of: match self.own_ty(id, &mut Vec::new()) {
                    // How many there are is checked with the rest.
                    Ty::Array(item, _) => Ty::List(item),
                    of => of,
                },
                limits: checked::limits(&api[id]),
                secret: self.secret(id),
            }),
            // Nothing else is given a type (`naming::has_type`).
            _ => TypeKind::Headers(Vec::new()),
        }
    }

    fn sayings(&self, id: SchemaId) -> Sayings<'_> {
        Sayings {
            listed: &self.api[id].listed,
            texts: &self.texts,
        }
    }

    /// The value that a member always has.
    pub(super) fn constant(&self, property: &crate::api::Property) -> Option<crate::ir::Literal> {
        crate::api::constant(self.api, property).map(|constant| match constant {
            crate::api::Constant::String(value) => crate::ir::Literal::String(value.into()),
            crate::api::Constant::Integer(value) => crate::ir::Literal::Integer(value),
            crate::api::Constant::Bool(value) => crate::ir::Literal::Bool(value),
        })
    }
}

/// How many lists and maps stand within each other, without a type that has a name. Each level is written
/// out wherever one of them is used.
const DEEPEST: usize = 16;

/// How many values a list of fixed length holds at most, those of lists within it counted.
const MOST: usize = 32;

/// How many values there are in one item, too many for a type of this crate: lists of fixed length of
/// types that hold such lists could be of any size, and they are stored in place.
fn width(item: &Ty) -> usize {
    match item {
        Ty::Array(item, length) => length * width(item),
        Ty::Nullable(inner) | Ty::Loose(inner) => width(inner),
        Ty::Named(_) | Ty::Boxed(_) => MOST + 1,
        _ => 1,
    }
}
