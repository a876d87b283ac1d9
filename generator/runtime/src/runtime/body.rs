//! Response bodies: searched for single members without decoding them.

use super::api::Envelope;
use super::media;
use super::reply::RawResponse;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
#[cfg(feature = "pages")]
use serde_json::Value;
use serde_json::value::RawValue;
#[cfg(feature = "pages")]
use std::borrow::Cow;
#[cfg(feature = "pages")]
use std::collections::BTreeMap;
use std::fmt;

/// Whether the body is the envelope of an error.
pub(crate) fn is_error(envelope: Option<&Envelope>, response: &RawResponse) -> bool {
    envelope.is_some_and(|envelope| {
        member(&media::utf8(response), envelope.member).as_deref() == Some(envelope.value)
    })
}

/// The server's id of a request, for its support: from a header, or from the body of an error.
pub(crate) fn request_id(response: &RawResponse) -> Option<String> {
    let header = |name| Some(response.headers.get(name)?.to_str().ok()?.to_owned());
    header("x-request-id")
        .or_else(|| header("request-id"))
        .or_else(|| member(&media::utf8(response), "request_id"))
}

/// The string of a member. Other members are skipped, and members before a syntax error are found:
/// the body of an error may be cut off.
fn member(body: &[u8], name: &str) -> Option<String> {
    let body = body.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let mut found = None;
    let seed = Member {
        name,
        found: &mut found,
    };
    // A body that is not an object has no member; its decoder reports syntax errors.
    seed.deserialize(&mut serde_json::Deserializer::from_str(body))
        .ok();
    found
}

struct Member<'a> {
    name: &'a str,
    found: &'a mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for Member<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Member<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(is_it) = map.next_key_seed(Name(self.name))? {
            if is_it {
                *self.found = map.next_value_seed(Text)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// Whether a member has this name.
struct Name<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        // As bytes: a name may hold half of a surrogate pair, which is not text.
        deserializer.deserialize_bytes(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_bytes<E>(self, name: &[u8]) -> Result<bool, E> {
        Ok(name == self.0.as_bytes())
    }
}

/// Reads a string; other values of any size are skipped.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let text = <&RawValue>::deserialize(deserializer)?.get();
        Ok(serde_json::from_str(text).ok())
    }
}

/// The text of the string, number or boolean at the end of a path through objects.
#[cfg(feature = "pages")]
#[inline]
pub(crate) fn at(body: &[u8], way: &[&str]) -> Option<String> {
    let value: &RawValue = serde_json::from_slice(body).ok()?;
    text(within(value, way)?)
}

/// The string or number at the end of a path through objects, as it is written; no empty string.
#[cfg(feature = "pages")]
#[inline]
pub(crate) fn raw<'b>(body: &'b [u8], way: &[&str]) -> Option<&'b RawValue> {
    let value = within(serde_json::from_slice(body).ok()?, way)?;
    let is_cursor =
        |text: &str| text.starts_with('"') && text != "\"\"" || text.parse::<f64>().is_ok();
    Some(value).filter(|value| is_cursor(value.get()))
}

/// A JSON body with a value at the end of a path through objects.
#[cfg(feature = "pages")]
#[inline]
pub(crate) fn with(body: &[u8], way: &[&str], value: &RawValue) -> Option<Vec<u8>> {
    let Some((name, way)) = way.split_first() else {
        return Some(value.get().into());
    };
    let mut members: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_slice(body).ok()?;
    let inner = members.get(*name).map(|inner| inner.get());
    let inner = inner.filter(|inner| *inner != "null").unwrap_or("{}");
    let inner = with(inner.as_bytes(), way, value)?;
    members.insert((*name).into(), serde_json::from_slice(&inner).ok()?);
    serde_json::to_vec(&members).ok()
}

/// The string at the end of a path through objects.
#[cfg(feature = "pages")]
#[inline]
pub(crate) fn string(body: &[u8], way: &[&str]) -> Option<String> {
    let value: &RawValue = serde_json::from_slice(body).ok()?;
    serde_json::from_str(within(value, way)?.get()).ok()
}

/// The text of a member of a list's last item.
#[cfg(feature = "pages")]
#[inline]
pub(crate) fn last(body: &[u8], items: &[&str], member: &str) -> Option<String> {
    let value: &RawValue = serde_json::from_slice(body).ok()?;
    let items: Vec<&RawValue> = serde_json::from_str(within(value, items)?.get()).ok()?;
    text(within(items.last()?, &[member])?)
}

#[cfg(feature = "pages")]
#[inline]
fn within<'v>(mut value: &'v RawValue, way: &[&str]) -> Option<&'v RawValue> {
    for name in way {
        let members: BTreeMap<Cow<'v, str>, &'v RawValue> =
            serde_json::from_str(value.get()).ok()?;
        value = members.get(*name)?;
    }
    Some(value)
}

/// The text of a string, number or boolean.
#[cfg(feature = "pages")]
#[inline]
pub(crate) fn text(value: &RawValue) -> Option<String> {
    // A parsed value would take many times as much memory.
    if value.get().starts_with(['{', '[']) {
        return None;
    }
    match serde_json::from_str(value.get()).ok()? {
        Value::String(text) => Some(text),
        Value::Number(_) | Value::Bool(_) => Some(value.get().to_owned()),
        _ => None,
    }
}
