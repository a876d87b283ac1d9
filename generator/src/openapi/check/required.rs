//! The keywords that an object can't do without.

use serde_json::{Map, Value};
use std::borrow::Cow;

use super::super::spec::{Keyword, Kind, Missing, Version};
use super::{Place, Walk};
use crate::diagnostic::Code;

impl Walk<'_> {
    /// Fills in the missing keywords of `kind`; whether the object is of use. A keyword that was `written` was left
    /// out with a reason of its own.
    pub(super) fn complete(
        &mut self,
        members: &mut Map<String, Value>,
        kind: &Kind,
        (noun, written): (&str, &[&str]),
        at: &Place,
    ) -> bool {
        for (keyword, missing) in kind.required {
            if members.contains_key(*keyword) {
                continue;
            }
            let is_written = written.contains(keyword);
            let make = match missing {
                Missing::Drop if is_written => return false,
                Missing::Drop => return self.refuse(Code::Incomplete, at, &[noun, keyword]),
                Missing::Warn(make)
                | Missing::WarnBefore(_, make)
                | Missing::WarnWithout(_, make) => make,
            };
            if !is_written && !self.is_filling && self.is_missed(missing, members) {
                let keywords = self.sufficient(keyword, missing);
                self.report_at(Code::FilledIn, at, &[noun, &keywords]);
            }
            let mut value = make();
            let known = kind.keywords.iter().find(|known| known.name == *keyword);
            if let Some(Keyword { shape, .. }) = known {
                // It may have to be filled in itself.
                let is_inner = std::mem::replace(&mut self.is_filling, true);
                self.value(&mut value, shape, &Place::Key(at, keyword));
                self.is_filling = is_inner;
            }
            members.insert((*keyword).to_owned(), value);
        }
        true
    }

    /// The keywords of which an object needs one, for a message with marks around them.
    fn sufficient<'k>(&self, keyword: &'k str, missing: &Missing) -> Cow<'k, str> {
        match missing {
            Missing::WarnWithout([others @ .., last], _)
                if self.reading.version >= Version::V31 =>
            {
                let mut all = vec![keyword];
                all.extend(others);
                format!("{}` or `{last}", all.join("`, `")).into()
            }
            _ => keyword.into(),
        }
    }

    /// Whether an object without a keyword that is filled in is a mistake.
    fn is_missed(&self, missing: &Missing, members: &Map<String, Value>) -> bool {
        match missing {
            Missing::Drop | Missing::Warn(_) => true,
            Missing::WarnBefore(version, _) => self.reading.version < *version,
            Missing::WarnWithout(others, _) => {
                let is_newer = self.reading.version >= Version::V31;
                !(is_newer && others.iter().any(|other| members.contains_key(*other)))
            }
        }
    }
}

/// The required keywords of a kind that have a value.
pub(super) fn written(members: &Map<String, Value>, kind: &'static Kind) -> Vec<&'static str> {
    let keywords = kind.required.iter().map(|(keyword, _)| *keyword);
    let has_value = |keyword: &&str| members.get(*keyword).is_some_and(|value| !value.is_null());
    keywords.filter(has_value).collect()
}

/// Whether an object of these kinds is of no use without the keyword.
pub(super) fn is_needed(kinds: [Option<&'static Kind>; 2], keyword: &str) -> bool {
    let mut required = kinds.into_iter().flatten().flat_map(|kind| kind.required);
    required.any(|(name, missing)| *name == keyword && matches!(missing, Missing::Drop))
}
