//! The types of parameters and members that lead from page to page: one number or text, never an object or a list.

use super::Finder;
use crate::ir::{Ty, TypeKind, Union};

impl Finder<'_> {
    /// Whether a type passes a test. A type with a name is judged by its values, a union by any of its branches.
    pub fn is_of(&self, ty: &Ty, is: fn(&Ty) -> bool) -> bool {
        match self.union(ty) {
            Some(union) => union.variants.iter().any(|it| self.has_values(&it.ty, is)),
            None => self.has_values(ty, is),
        }
    }

    /// The union that a type is.
    pub fn union(&self, ty: &Ty) -> Option<&Union> {
        let (Ty::Named(id) | Ty::Boxed(id)) = ty else {
            return None;
        };
        match &self.types.made[id.0].kind {
            TypeKind::Union(union) => Some(union),
            _ => None,
        }
    }

    /// Whether the values of a type that is no union pass a test.
    fn has_values(&self, ty: &Ty, is: fn(&Ty) -> bool) -> bool {
        let (Ty::Named(id) | Ty::Boxed(id)) = ty else {
            return is(ty);
        };
        match &self.types.made[id.0].kind {
            TypeKind::Enum(_) => is(&Ty::String),
            TypeKind::IntegerEnum(_) => is(&Ty::I64),
            TypeKind::Checked(checked) => is(&checked.of),
            _ => false,
        }
    }
}

/// Whether a cursor, or the number of all items, can have this type.
pub fn is_scalar(ty: &Ty) -> bool {
    is_text(ty) || matches!(ty, Ty::I32 | Ty::I64 | Ty::U64)
}

/// Whether a URL can have this type.
pub fn is_text(ty: &Ty) -> bool {
    matches!(ty, Ty::String | Ty::Mapped(_) | Ty::Json | Ty::Loose(_))
}

pub fn is_integer(ty: &Ty) -> bool {
    matches!(ty, Ty::I32 | Ty::I64 | Ty::U64 | Ty::F64)
}

/// Whether a value of this type is one text in a query.
pub fn is_one(ty: &Ty) -> bool {
    is_scalar(ty)
        || is_integer(ty)
        || matches!(ty, Ty::DateTime | Ty::Date | Ty::UnixTime | Ty::Decimal)
}
