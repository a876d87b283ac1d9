//! Questions about the keywords of a schema.

use crate::openapi::view::{Additional, Branches, Keywords, Parts, RefOr, Schema};

impl<'a> Keywords<'a> {
    /// The branches of `oneOf`, else of `anyOf`, else of several types.
    pub(super) fn branches(&self) -> Option<Branches<'a>> {
        let unions = [self.one_of, self.any_of, self.types];
        unions.into_iter().find(|union| !union.is_empty())
    }

    /// The members of each branch, if the branches only list required members.
    pub(super) fn required_sets(&self) -> Option<Vec<Vec<String>>> {
        let sets = self.branches()?.iter().map(|(_, branch)| {
            let keywords = unwrapped(branch.into_item()?);
            let set = keywords.is_required_set().then_some(keywords.required)?;
            Some(set.iter().map(str::to_owned).collect())
        });
        sets.collect()
    }

    /// Whether all branches only list required members.
    fn has_required_sets(&self) -> bool {
        self.branches().is_some_and(|branches| {
            let mut branches = branches.iter().map(|(_, branch)| branch.into_item());
            branches.all(|branch| branch.is_some_and(|own| unwrapped(own).is_required_set()))
        })
    }

    /// Whether there are branches that do more than list required members.
    pub(super) fn is_union(&self) -> bool {
        self.branches().is_some() && !self.has_required_sets()
    }

    /// The keywords without the branches.
    pub(super) fn without_branches(&self) -> Self {
        let mut rest = *self;
        let unions = [&mut rest.one_of, &mut rest.any_of, &mut rest.types];
        if let Some(union) = unions.into_iter().find(|union| !union.is_empty()) {
            *union = Branches::default();
        }
        rest
    }

    /// Whether the schema describes an object.
    pub(super) fn is_object(&self) -> bool {
        match self.ty {
            Some(ty) => ty == "object",
            None => {
                !self.properties.is_empty()
                    || self.additional.is_some()
                    || !self.patterns.is_empty()
                    || !self.required.is_empty()
                    || self.has_required_sets()
            }
        }
    }

    /// Whether the schema describes the items of a list.
    pub(super) fn is_list(&self) -> bool {
        self.items.is_some() || !self.prefix_items.is_empty()
    }

    /// The only part of `allOf`, if the schema describes nothing else.
    pub(super) fn only_part(&self) -> Option<RefOr<'a, Schema<'a>>> {
        let own = Self {
            all_of: Parts::default(),
            ..*self
        };
        let says_nothing = own.is_bare() && own.ty.is_none() && !own.nullable && !own.never;
        let only = self.all_of.len() == 1 && says_nothing;
        only.then(|| self.all_of.get(0)).flatten()
    }

    /// Whether the schema only lists required members.
    pub(super) fn is_required_set(&self) -> bool {
        !self.required.is_empty()
            && matches!(self.ty, None | Some("object"))
            && self.properties.is_empty()
            && self.additional.is_none()
            && self.patterns.is_empty()
            && !self.is_composed()
            && !self.is_list()
            && self.values.is_empty()
    }

    /// Whether the schema only lists members that an object needs; other values fit, too.
    pub(super) fn is_condition(&self) -> bool {
        self.ty.is_none() && self.is_required_set()
    }

    /// Whether the schema doesn't describe the value, except for its type.
    pub(super) fn is_bare(&self) -> bool {
        self.properties.is_empty()
            && self.required.is_empty()
            && !matches!(self.additional, Some(Additional::Schema(_)))
            && self.patterns.is_empty()
            && self.format.is_none()
            && self.values.is_empty()
            && !self.is_list()
            && !self.is_composed()
    }

    /// Whether the schema refers to others in any way, or describes an object.
    pub(super) fn has_parts(&self) -> bool {
        self.ty == Some("object")
            || !self.properties.is_empty()
            || self.additional.is_some()
            || !self.patterns.is_empty()
            || self.is_list()
            || self.discriminator.is_some()
            || self.is_composed()
    }

    /// Whether numbers are limited.
    pub(super) fn has_bounds(&self) -> bool {
        let least = self.minimum.or(self.exclusive_minimum);
        least.or(self.maximum).or(self.exclusive_maximum).is_some()
    }

    /// Whether the number of items is limited.
    pub(super) fn counts_items(&self) -> bool {
        self.min_items.is_some() || self.max_items.is_some()
    }

    /// Whether the schema has this type, or any, itself or in its inline parts; none if it has no type. References have
    /// a type: their targets tell. Recursive: inline schemas are no deeper than the document.
    pub(super) fn is_typed(&self, ty: Option<&str>) -> Option<bool> {
        let of = |part: RefOr<'_, Schema<'_>>| match part {
            RefOr::Reference(_) => Some(true),
            RefOr::Item(part) => part.keywords().is_typed(ty),
        };
        if let Some(own) = self.meant_type() {
            return Some(ty.is_none_or(|ty| ty == own));
        }
        let parts = self.all_of.iter().filter_map(of);
        let branches = self.branches().into_iter();
        let branches = branches.map(|union| {
            let mut all = union.iter().map(|(_, branch)| of(branch));
            all.try_fold(true, |all, one| Some(all && one?))
        });
        parts
            .chain(branches.flatten())
            .reduce(|all, one| all && one)
    }

    /// Whether the schema is composed.
    pub(super) fn is_composed(&self) -> bool {
        !self.all_of.is_empty() || self.branches().is_some()
    }

    /// The type, explicit or implied.
    pub(super) fn meant_type(&self) -> Option<&'a str> {
        let list = self.is_list().then_some("array");
        let object = self.is_object().then_some("object");
        let bytes = self.format.is_binary().then_some("string");
        self.ty.or(object).or(list).or(bytes)
    }
}

/// The keywords of a schema, or of its only part where it has nothing else.
pub(super) fn unwrapped(schema: Schema<'_>) -> Keywords<'_> {
    let mut keywords = schema.keywords();
    while let Some(RefOr::Item(part)) = keywords.only_part() {
        keywords = part.keywords();
    }
    keywords
}
