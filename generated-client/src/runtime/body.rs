//! Response bodies: searched for single members without decoding them.

use super::api::Envelope;
use super::media;
use super::reply::RawResponse;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
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
