//! The members of objects by their plain names, which are found once for each type: many operations share a
//! type of page.

use super::lists::Rank;
use crate::ir::{Field, Struct, Ty, TypeId, TypeKind};
use crate::lower::types::Types;
use crate::steps::step;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// The members of the visited types.
pub struct Known(Vec<OnceCell<Members>>);

/// The members of an object, by the indices of its fields.
struct Members {
    by_name: BTreeMap<String, Vec<usize>>,
    items: Vec<usize>,
    extras: Vec<usize>,
    remarks: Vec<usize>,
}

/// An object, and its members.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    of: &'a Struct,
    members: &'a Members,
}

impl Known {
    /// Creates a table without entries for a number of types.
    pub fn of(types: usize) -> Self {
        Self((0..types).map(|_| OnceCell::new()).collect())
    }

    /// The object of a type.
    pub fn part<'a>(&'a self, types: &'a Types, ty: &Ty) -> Option<Part<'a>> {
        let (Ty::Named(TypeId(id)) | Ty::Boxed(TypeId(id))) = ty else {
            return None;
        };
        let TypeKind::Struct(of) = &types.made[*id].kind else {
            return None;
        };
        let members = self.0.get(*id)?.get_or_init(|| Members::of(of));
        Some(Part { of, members })
    }
}

impl Members {
    fn of(of: &Struct) -> Self {
        let mut members = Self {
            by_name: BTreeMap::new(),
            items: Vec::new(),
            extras: Vec::new(),
            remarks: Vec::new(),
        };
        for (index, field) in of.fields.iter().enumerate() {
            step();
            let name = plain(field.wire.exact());
            if let Ty::List(_) = field.ty {
                let lists = match Rank::of(&name) {
                    Rank::Items => &mut members.items,
                    Rank::Extra => &mut members.extras,
                    Rank::Remark => &mut members.remarks,
                };
                lists.push(index);
            }
            members.by_name.entry(name).or_default().push(index);
        }
        members
    }
}

impl<'a> Part<'a> {
    /// The members with this plain name.
    pub fn called(self, name: &str) -> impl Iterator<Item = &'a Field> {
        let found = self.members.by_name.get(name).into_iter().flatten();
        found.map(move |index| &self.of.fields[*index])
    }

    /// The member with exactly this name.
    pub fn exact(self, name: &str) -> Option<&'a Field> {
        self.called(&plain(name)).find(|field| field.wire == name)
    }

    /// The member at an index.
    pub fn at(self, index: usize) -> &'a Field {
        &self.of.fields[index]
    }

    /// The indices of the lists of a rank.
    pub fn lists(self, rank: Rank) -> &'a [usize] {
        match rank {
            Rank::Items => &self.members.items,
            Rank::Extra => &self.members.extras,
            Rank::Remark => &self.members.remarks,
        }
    }

    /// Whether a member is a list.
    pub fn has_lists(self) -> bool {
        let ranks = [Rank::Items, Rank::Extra, Rank::Remark];
        ranks.iter().any(|rank| !self.lists(*rank).is_empty())
    }
}

/// A plain name: in lower case, without marks.
pub fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}
