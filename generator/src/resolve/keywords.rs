//! Questions about the keywords of a schema.

use crate::null::Null;
use crate::openapi::view::{Additional, Branches, Keywords, Parts, RefOr, Schema};

impl<'a> Keywords<'a> {
    /// The branches of `oneOf`, else of `anyOf`, else of several types. Branches that only list required members are
    /// no union: [`Self::required_sets`] has them.
    pub(super) fn branches(&self) -> Option<Branches<'a>> {
        let unions = [self.one_of, self.any_of, self.types];
        unions.into_iter().find(is_union)
    }

    /// The lists of branches that only list required members: that of `oneOf`, then that of `anyOf`.
    pub(super) fn required_sets(&self) -> impl Iterator<Item = Branches<'a>> {
        let lists = [self.one_of, self.any_of].into_iter();
        lists.filter(|list| !list.is_empty() && !is_union(list))
    }

    /// Whether branches only list required members.
    fn has_required_sets(&self) -> bool {
        self.required_sets().next().is_some()
    }

    /// Whether there are branches that do more than list required members.
    pub(super) fn is_union(&self) -> bool {
        self.branches().is_some()
    }

    /// The rule for `null` that holds around the parts of the schema, itself within the rule `around`. A null in a union
    /// doesn't count for the parts beside the union.
    pub(super) fn null_around_parts(&self, around: Null) -> Null {
        if around.is_allowed() || self.null_in_parts {
            Null::Allowed
        } else if around == Null::Disputed || self.null.is_mentioned() {
            Null::Disputed
        } else {
            Null::Unsaid
        }
    }

    /// The keywords without the branches.
    pub(super) fn without_branches(&self) -> Self {
        let mut rest = *self;
        let unions = [&mut rest.one_of, &mut rest.any_of, &mut rest.types];
        if let Some(union) = unions.into_iter().find(|union| is_union(union)) {
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
        let says_nothing =
            own.is_bare() && own.ty.is_none() && own.null == Null::Unsaid && !own.never;
        let only = self.all_of.len() == 1 && says_nothing;
        only.then(|| self.all_of.get(0)).flatten()
    }

    /// Whether the schema only lists required members, itself or in the inline parts of its `allOf`; it may limit the
    /// values further.
    pub(super) fn is_required_set(&self) -> bool {
        let mut lists_any = false;
        self.only_requires(&mut lists_any) && lists_any
    }

    /// Whether the schema lists required members at most. Recursive: inline schemas are no deeper than the document. A
    /// set has no branches, so no level is walked twice.
    fn only_requires(&self, lists_any: &mut bool) -> bool {
        let unions = [self.one_of, self.any_of, self.types];
        *lists_any |= !self.required.is_empty();
        matches!(self.ty, None | Some("object"))
            && unions.into_iter().all(Branches::is_empty)
            && self.describes_no_value()
            && self.all_of.iter().all(|part| {
                let part = part.into_item();
                part.is_some_and(|part| part.keywords().only_requires(lists_any))
            })
    }

    /// Whether the schema doesn't describe the value, except for its type and the names of required members.
    fn describes_no_value(&self) -> bool {
        self.properties.is_empty()
            && self.additional.is_none()
            && self.patterns.is_empty()
            && !self.is_list()
            && self.values.is_empty()
    }

    /// Whether the schema only lists members that an object needs; other values fit, too.
    pub(super) fn is_condition(&self) -> bool {
        let lists_members = !self.required.is_empty() || self.has_required_sets();
        self.ty.is_none() && lists_members && !self.is_composed() && self.describes_no_value()
    }

    /// Whether the schema doesn't describe the value, except for its type.
    pub(super) fn is_bare(&self) -> bool {
        self.properties.is_empty()
            && self.required.is_empty()
            && !self.has_required_sets()
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
            || self.has_required_sets()
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

/// Whether branches do more than list required members. Without branches, there is no union.
fn is_union(union: &Branches<'_>) -> bool {
    let is_set = |branch: RefOr<'_, Schema<'_>>| {
        let own = branch.into_item();
        own.is_some_and(|own| own.keywords().is_required_set())
    };
    union.iter().any(|(_, branch)| !is_set(branch))
}

/// The keywords of a schema, or of its only part where it has nothing else.
pub(super) fn unwrapped(schema: Schema<'_>) -> Keywords<'_> {
    let mut keywords = schema.keywords();
    while let Some(RefOr::Item(part)) = keywords.only_part() {
        keywords = part.keywords();
    }
    keywords
}
