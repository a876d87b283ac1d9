//! The secrets in the body of an error: the values of the members that the document calls secret. A body can repeat
//! one, so a text of the error leaves it out wherever it stands.

use super::said;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::cmp::Reverse;
use std::fmt;

/// A body with more secrets is hidden as a whole: each of them is looked for in its text.
const MOST: usize = 64;

/// The members of errors' bodies that are secrets, in the order of their bytes.
#[derive(Debug, Clone, Copy)]
pub struct SecretMembers(pub &'static [&'static str]);

impl SecretMembers {
    /// The secrets of a body and those of its request, with the longest first. `None` if the body can't be searched: it
    /// is no single JSON value, or has too many secrets.
    pub(crate) fn add_to(&self, secrets: &[String], body: &str) -> Option<Vec<String>> {
        if self.0.is_empty() || !body.starts_with(['{', '[']) {
            return Some(secrets.to_vec());
        }
        let mut found = Vec::new();
        let at = At {
            names: self.0,
            found: &mut found,
            is_secret: false,
        };
        let mut json = serde_json::Deserializer::from_str(body);
        at.deserialize(&mut json).ok()?;
        json.end().ok()?;
        let mut all = said::in_all_forms(found);
        all.extend_from_slice(secrets);
        all.sort_by_key(|secret| Reverse(secret.len()));
        Some(all)
    }
}

/// The search in one value.
struct At<'f> {
    names: &'static [&'static str],
    found: &'f mut Vec<String>,
    is_secret: bool,
}

impl At<'_> {
    fn put<E: Error>(self, text: String) -> Result<(), E> {
        if self.is_secret {
            if self.found.len() == MOST {
                return Err(E::custom("too many secrets"));
            }
            self.found.push(text);
        }
        Ok(())
    }

    /// The search in a part of the value.
    fn inner(&mut self, is_secret: bool) -> At<'_> {
        At {
            names: self.names,
            found: &mut *self.found,
            is_secret: self.is_secret || is_secret,
        }
    }
}

impl<'de> DeserializeSeed<'de> for At<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for At<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.put(text.to_owned())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.put(number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.put(number.to_string())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        if self.is_secret {
            // Its digits in the body are not known any more.
            return Err(E::custom("a number"));
        }
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            let is_secret = self.names.binary_search(&name.as_str()).is_ok();
            // A name within a secret tells something about it.
            self.inner(false).put(name)?;
            map.next_value_seed(self.inner(is_secret))?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(self.inner(false))?.is_some() {}
        Ok(())
    }
}
