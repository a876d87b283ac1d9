//! A schema that is a reference, in any words: authors write this to give the reference texts or limits of its own.

use super::{Resolver, limits};
use crate::api::{Limit, Owner, SchemaId};
use crate::diagnostic::Pointer;
use crate::null::Null;
use crate::openapi::view::{Keywords, Parts, RefOr, Schema};

/// The only reference among the parts of a schema, and the words beside it.
#[derive(Default)]
struct Only<'a> {
    reference: Option<(RefOr<'a, Schema<'a>>, Pointer)>,
    /// The rule for `null` of the parts around the reference.
    around: Null,
    /// The rule of the words that forbid `null`.
    forbidden: Option<Null>,
    types: Vec<&'a str>,
    limits: Vec<Limit>,
}

impl<'a> Resolver<'a, '_> {
    /// The only part, if it is a reference, and nothing else describes the value.
    pub(super) fn only_reference(
        &mut self,
        id: SchemaId,
        keywords: &Keywords<'a>,
        at: &Pointer,
    ) -> Option<SchemaId> {
        let mut only = Only::default();
        self.find_only(keywords, at, Null::Unsaid, &mut only)?;
        let (branch, place) = only.reference?;
        let (target_keywords, target, _) = self.part(branch, place.clone())?;
        let fits = |written: &&str| target_keywords.is_typed(Some(written)) == Some(true);
        if target == *at || !only.types.iter().all(fits) || self.is_apart(id) {
            return None;
        }
        let found = self.schema(branch, place, Owner::Target(id));
        (found != id).then(|| {
            self.limit(id, only.limits);
            let allowed = Null::allowed_if(only.around.is_allowed());
            let null = only.forbidden.unwrap_or(allowed);
            let own = &mut self.api.schemas[id.0].null;
            *own = null.before(*own);
            found
        })
    }

    /// Looks through a schema and its inline parts; none if one of them describes the value. Recursive: inline schemas
    /// are no deeper than the document.
    fn find_only(
        &self,
        keywords: &Keywords<'a>,
        at: &Pointer,
        around: Null,
        only: &mut Only<'a>,
    ) -> Option<()> {
        let own = Keywords {
            all_of: Parts::default(),
            ..*keywords
        };
        if !own.is_bare() || own.never {
            return None;
        }
        only.types.extend(own.ty);
        let null = own.null.within(around);
        if null.is_forbidden() && only.forbidden != Some(Null::Forbidden) {
            only.forbidden = Some(null);
        }
        let around = own.null_around_parts(around);
        for (index, part) in keywords.all_of.iter().enumerate() {
            let place = keywords.all_of.place(at, index);
            match part {
                RefOr::Item(schema) => {
                    let part = schema.keywords();
                    let limits = limits::of(&part, self.document, &place);
                    self.find_only(&part, &place, around, only)?;
                    only.limits.extend(limits);
                }
                RefOr::Reference(_) if only.reference.is_some() => return None,
                RefOr::Reference(_) => {
                    only.reference = Some((part, place));
                    only.around = around;
                }
            }
        }
        Some(())
    }
}
