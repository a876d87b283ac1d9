//! Questions about the keywords of a schema.

use crate::openapi::view::{Additional, Keywords, List, RefOr, Schema};

/// The branches of a union, or the parts of a whole.
pub type Schemas<'a> = List<'a, RefOr<'a, Schema<'a>>>;

impl<'a> Keywords<'a> {
    /// The branches of `oneOf`, else of `anyOf`, and that keyword.
    pub fn branches(&self) -> Option<(Schemas<'a>, &'static str)> {
        match (self.one_of.is_empty(), self.any_of.is_empty()) {
            (true, true) => None,
            (true, false) => Some((self.any_of, "anyOf")),
            (false, _) => Some((self.one_of, "oneOf")),
        }
    }

    /// The members that each branch lists, where branches do nothing but list required ones.
    pub fn required_sets(&self) -> Option<Vec<Vec<String>>> {
        let (branches, _) = self.branches()?;
        let sets = branches.iter().map(|branch| {
            let keywords = branch.into_item()?.keywords();
            let set = keywords.is_required_set().then_some(keywords.required)?;
            Some(set.iter().map(str::to_owned).collect())
        });
        sets.collect()
    }

    /// Whether all branches do nothing but list required members.
    fn has_required_sets(&self) -> bool {
        self.branches().is_some_and(|(branches, _)| {
            let mut branches = branches.iter().map(RefOr::into_item);
            branches.all(|branch| branch.is_some_and(|own| own.keywords().is_required_set()))
        })
    }

    /// Whether there are branches that differ in more than what they require.
    pub fn is_union(&self) -> bool {
        self.branches().is_some() && !self.has_required_sets()
    }

    /// The same without the branches.
    #[must_use]
    pub fn without_branches(&self) -> Self {
        let mut rest = *self;
        match rest.branches() {
            Some((_, "oneOf")) => rest.one_of = List::default(),
            _ => rest.any_of = List::default(),
        }
        rest
    }

    /// Whether the schema describes an object.
    pub fn is_object(&self) -> bool {
        match self.ty {
            Some(ty) => ty == "object",
            None => {
                !self.properties.is_empty()
                    || self.additional.is_some()
                    || !self.required.is_empty()
                    || self.has_required_sets()
            }
        }
    }

    /// Whether the schema only lists which members must be there.
    pub fn is_required_set(&self) -> bool {
        !self.required.is_empty()
            && matches!(self.ty, None | Some("object"))
            && self.properties.is_empty()
            && self.additional.is_none()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && self.all_of.is_empty()
            && self.items.is_none()
            && self.values.is_empty()
    }

    /// Whether the schema says nothing of the value's shape but, perhaps, its type.
    pub fn is_bare(&self) -> bool {
        self.properties.is_empty()
            && self.required.is_empty()
            && !matches!(self.additional, Some(Additional::Schema(_)))
            && self.format.is_none()
            && self.values.is_empty()
            && self.items.is_none()
            && !self.is_composed()
    }

    /// Whether the schema refers to others in any way, or describes an object.
    pub fn has_parts(&self) -> bool {
        self.ty == Some("object")
            || !self.properties.is_empty()
            || self.additional.is_some()
            || self.items.is_some()
            || self.discriminator.is_some()
            || self.is_composed()
    }

    /// Whether the schema is made of others.
    pub fn is_composed(&self) -> bool {
        !self.all_of.is_empty() || self.branches().is_some()
    }

    /// The type, written or meant.
    pub fn meant_type(&self) -> Option<&'a str> {
        let list = self.items.is_some().then_some("array");
        let object = self.is_object().then_some("object");
        self.ty.or(object).or(list)
    }
}
