//! Reading a value that should be one of a few known strings, a constant or a tag: it is compared
//! while it is read, and stored only if it is another value.

use super::{Pick, Place, Plan, Tags, Text, TypeInfo, Union, View};
use serde_json::Value;
use std::borrow::Cow;

/// A value that is not stored if its text is known.
pub(super) struct Expect<'a> {
    is_known: &'a mut dyn FnMut(&str) -> bool,
    other: Option<Value>,
}

impl<'a> Expect<'a> {
    pub(super) fn new(is_known: &'a mut dyn FnMut(&str) -> bool) -> Self {
        Self {
            is_known,
            other: None,
        }
    }

    pub(super) fn place(&mut self) -> Place<'_> {
        Place::Union(self)
    }

    /// The value, if it is not a known one.
    pub(super) fn into_other(self) -> Option<Value> {
        self.other
    }
}

const TEXT: Pick = Pick::One(0);
const OTHER: Pick = Pick::One(1);

static PLAN: Plan = Plan {
    null: OTHER,
    boolean: OTHER,
    integer: OTHER,
    number: OTHER,
    string: TEXT,
    array: OTHER,
    object: OTHER,
};

impl Union for Expect<'_> {
    fn plan(&self) -> &'static Plan {
        &PLAN
    }
    fn select(&mut self, index: usize) -> Place<'_> {
        match index {
            0 => Place::Text(self),
            _ => Place::Json(self.other.insert(Value::Null)),
        }
    }
    fn is_open(&self) -> bool {
        true
    }
    fn info(&self) -> TypeInfo {
        TypeInfo::of::<Expect<'static>>()
    }
    fn view(&self) -> View<'_> {
        View::Absent
    }
    fn tags(&self) -> Tags {
        &[]
    }
}

impl Text for Expect<'_> {
    fn read(&mut self, text: &str) -> Result<(), &'static str> {
        self.other = (!(self.is_known)(text)).then(|| Value::from(text));
        Ok(())
    }
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }
}
