//! A free-form value from a deserializer, within the limits of the reading.
//!
//! `serde_json` refuses a response with content that no value can hold: a number beyond 64 bits,
//! half of a surrogate pair, too many levels. So a value of its own deserializer is read as
//! [text](raw).

use super::budget;
use super::context::Context;
use super::path::Segment;
use super::raw::{self, MAX_DEPTH, TOO_DEEP};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;
use serde_json::{Map, Number, Value};
use std::fmt;
use std::sync::LazyLock;

const TOO_LARGE: &str = "a number too large for 64 bits; dropped";

/// Reads a value; `None` if no value can hold it.
pub(super) struct Tree<'c>(pub(super) &'c mut Context, pub(super) Numbers);

/// The purpose of a value, which decides about numbers beyond 64 bits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    /// The value is kept: such numbers become text.
    Free,
    /// Another value is read from it: such numbers are marked.
    Marked,
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Option<Value>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if self.0.is_json {
            let text = <&RawValue>::deserialize(deserializer)?.get();
            raw::value(text, self.1, self.0).map_err(|failed| self.0.raise(failed))
        } else {
            deserializer.deserialize_any(self)
        }
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        let number = Number::from_f64(value).map(Value::Number);
        if number.is_none() {
            self.0.note(TOO_LARGE);
        }
        Ok(number)
    }

    fn visit_i128<E>(self, value: i128) -> Result<Self::Value, E> {
        Ok(value.to_string().parse().ok().map(Value::Number))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Self::Value, E> {
        Ok(value.to_string().parse().ok().map(Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Self::Value, E> {
        let taken = self.0.take(budget::text(value.len()));
        taken.map_err(|failed| self.0.raise(failed))?;
        Ok(Some(Value::String(value)))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Some(Value::Null))
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Some(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        if self.0.depth >= MAX_DEPTH {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            self.0.note(TOO_DEEP);
            return Ok(None);
        }
        items(seq, self.0).map(Some)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        if self.0.depth >= MAX_DEPTH {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            self.0.note(TOO_DEEP);
            return Ok(None);
        }
        members(map, self.0).map(Some)
    }
}

/// Reads an array of the stream.
pub(super) fn items<'de, A: SeqAccess<'de>>(
    mut seq: A,
    context: &mut Context,
) -> Result<Value, A::Error> {
    let mut items = Vec::new();
    context.depth += 1;
    loop {
        let since = context.noted();
        let item = seq.next_element_seed(Tree(context, Numbers::Marked));
        context.leave(&item, since, || Segment::Index(items.len()));
        let Some(item) = item? else { break };
        let stepped = context.step(budget::json_item(items.len()));
        stepped.map_err(|failed| context.raise(failed))?;
        // A value that can't be held becomes null, so that the other items keep their indices.
        items.push(item.unwrap_or_default());
    }
    context.depth -= 1;
    Ok(Value::Array(items))
}

/// Reads an object of the stream; or the number, which arrives as a map if `arbitrary_precision` of
/// `serde_json` is on.
pub(super) fn members<'de, A: MapAccess<'de>>(
    mut map: A,
    context: &mut Context,
) -> Result<Value, A::Error> {
    let mut members = Map::new();
    context.depth += 1;
    let mut number = None;
    while let Some(name) = map.next_key::<String>()? {
        number = member(&mut members, name, &mut map, context)?;
    }
    context.depth -= 1;
    Ok(number.unwrap_or(Value::Object(members)))
}

/// Adds the member whose name was read; or returns the number, if the map is a number and not an
/// object.
pub(super) fn member<'de, A: MapAccess<'de>>(
    members: &mut Map<String, Value>,
    name: String,
    map: &mut A,
    context: &mut Context,
) -> Result<Option<Value>, A::Error> {
    let stepped = context.step(budget::json_entry(&name, members.len()));
    stepped.map_err(|failed| context.raise(failed))?;
    let since = context.noted();
    let mut number = None;
    let value = if name == NUMBER {
        map.next_value_seed(Digits(context, &mut number))
    } else {
        map.next_value_seed(Tree(context, Numbers::Marked))
    };
    context.leave(&value, since, || Segment::key(&name));
    match value? {
        Some(value) => members.insert(name, value),
        None => members.remove(&name),
    };
    Ok(number)
}

/// The name of a number's only member, if `arbitrary_precision` of `serde_json` is on.
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// The value of a member with that name. The digits of a number have no JSON text, and their
/// deserializer doesn't call `visit_some`.
struct Digits<'c, 'n>(&'c mut Context, &'n mut Option<Value>);

impl<'de> DeserializeSeed<'de> for Digits<'_, '_> {
    type Value = Option<Value>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Digits<'_, '_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, digits: &str) -> Result<Self::Value, E> {
        *self.1 = digits.parse().ok().map(Value::Number);
        if self.1.is_none() {
            self.0.note(TOO_LARGE);
        }
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Some(Value::Null))
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Some(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let value = Tree(self.0, Numbers::Marked).deserialize(deserializer)?;
        // Other formats write such a number as an object.
        if let (false, Some(Value::String(digits))) = (self.0.is_json, &value)
            && has_arbitrary_precision()
        {
            *self.1 = digits.parse().ok().map(Value::Number);
        }
        Ok(value)
    }
}

/// Whether `arbitrary_precision` is on: only then can a number be larger than a double.
pub(super) fn has_arbitrary_precision() -> bool {
    static IS_ON: LazyLock<bool> = LazyLock::new(|| "1e400".parse::<Number>().is_ok());
    *IS_ON
}
