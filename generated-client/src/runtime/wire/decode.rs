//! Reading from a stream: generic over the deserializer and over nothing else.
//!
//! Every value is asked for with `deserialize_any`: a hint would let the deserializer itself
//! report a mismatch, and its message would print the value, which may be a secret.

use super::context::{Context, Failed, expected};
use super::members::Members;
use super::{DecodeError, List, Map, Place, Wire, buffered, union};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Number, Value};
use std::fmt;

/// Reads a value: what `impl Deserialize` of a generated type calls. The format must describe
/// itself, as JSON and YAML do.
///
/// # Errors
///
/// When a required member is missing or a value is of the wrong kind.
#[inline]
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    fill(value.place(), deserializer)?;
    Ok(value)
}

/// Reads a value from a JSON text.
///
/// # Errors
///
/// When the text is not one JSON value, a required member is missing, or a value is of the wrong
/// kind.
#[inline]
pub fn from_json<T: Wire>(json: &[u8]) -> Result<T, DecodeError> {
    let mut value = T::blank();
    fill_from_json(value.place(), json)?;
    Ok(value)
}

fn fill<'de, D: Deserializer<'de>>(place: Place<'_>, deserializer: D) -> Result<(), D::Error> {
    let mut context = Context::default();
    let fill = Fill {
        place,
        context: &mut context,
    };
    fill.deserialize(deserializer).map_err(|error| {
        // An error of the deserializer itself keeps its kind; ours says where it is.
        if context.message().is_some() && !context.is_at_root() {
            de::Error::custom(format_args!("{}: {error}", context.path()))
        } else {
            error
        }
    })
}

fn fill_from_json(place: Place<'_>, json: &[u8]) -> Result<(), DecodeError> {
    let json = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
    if json.trim_ascii().is_empty() {
        return Err(DecodeError::new("expected a JSON value, found nothing"));
    }
    let mut context = Context::default();
    let fill = Fill {
        place,
        context: &mut context,
    };
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    fill.deserialize(&mut deserializer)
        .and_then(|()| deserializer.end())
        .map_err(|error| DecodeError::at(&context, &error))
}

/// Fills a place with the value that comes next.
pub(super) struct Fill<'a, 'c> {
    pub(super) place: Place<'a>,
    pub(super) context: &'c mut Context,
}

impl Fill<'_, '_> {
    fn buffered<E: de::Error>(self, value: &Value) -> Result<(), E> {
        let result = buffered::read(self.place, value, self.context);
        // The memory of what was decided is by address, and the value is dropped.
        self.context.decided.clear();
        result.map_err(|failed| self.context.raise(failed))
    }

    fn number<E: de::Error>(self, number: &Number) -> Result<(), E> {
        if let Place::Union(_) | Place::Scalar(_) | Place::Json(_) = self.place {
            return self.buffered(&Value::Number(number.clone()));
        }
        buffered::number(self.place, number, self.context)
            .map_err(|failed| self.context.raise(failed))
    }
}

impl<'de> DeserializeSeed<'de> for Fill<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.place {
            Place::Nullable(_) => deserializer.deserialize_option(self),
            Place::Skip => IgnoredAny::deserialize(deserializer).map(drop),
            Place::Json(slot) => {
                *slot = Value::deserialize(deserializer)?;
                Ok(())
            }
            Place::Scalar(_) => {
                let value = Value::deserialize(deserializer)?;
                self.buffered(&value)
            }
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Fill<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(expected(&self.place))
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        match self.place {
            Place::Bool(slot) => {
                *slot = value;
                Ok(())
            }
            _ => self.buffered(&Value::Bool(value)),
        }
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        self.number(&Number::from(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        self.number(&Number::from(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        match self.place {
            Place::F64(slot) => {
                *slot = value;
                Ok(())
            }
            _ => match Number::from_f64(value) {
                Some(number) => self.number(&number),
                None => self.buffered(&Value::Null),
            },
        }
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<(), E> {
        match self.place {
            Place::String(slot) => value.clone_into(slot),
            Place::Text(text) => text.read(value),
            _ => return self.buffered(&Value::from(value)),
        }
        Ok(())
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<(), E> {
        match self.place {
            Place::String(slot) => *slot = value,
            Place::Text(text) => text.read(&value),
            _ => return self.buffered(&Value::String(value)),
        }
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        match self.place {
            Place::Nullable(value) => {
                value.none();
                Ok(())
            }
            _ => self.buffered(&Value::Null),
        }
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Fill { place, context } = self;
        let place = match place {
            Place::Nullable(value) => value.some(),
            place => place,
        };
        Fill { place, context }.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        let Fill { place, context } = self;
        match place {
            Place::List(list) => items(list, seq, context),
            place => {
                let value = Value::deserialize(SeqAccessDeserializer::new(seq))?;
                Fill { place, context }.buffered(&value)
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Fill { place, context } = self;
        match place {
            Place::Object(object) => {
                let mut members = Members::new(object);
                members.stream(&mut map, context)?;
                finish(members, context)
            }
            Place::Map(entries) => self::entries(entries, map, context),
            Place::Union(union) => union::stream(union, map, context),
            // Of a place for a number, the map is how serde_json's `arbitrary_precision` gives it.
            place => {
                let value = Value::deserialize(MapAccessDeserializer::new(map))?;
                Fill { place, context }.buffered(&value)
            }
        }
    }
}

pub(super) fn finish<E: de::Error>(members: Members<'_>, context: &mut Context) -> Result<(), E> {
    let result = members.finish(context);
    result.map_err(|failed: Failed| context.raise(failed))
}

fn items<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    mut seq: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    list.clear();
    for index in 0.. {
        let item = Item { list, context };
        match seq.next_element_seed(item) {
            Ok(Some(())) => {}
            Ok(None) => break,
            Err(error) => {
                context.in_item(index);
                return Err(error);
            }
        }
    }
    Ok(())
}

/// Adds an item only when there is one.
struct Item<'a> {
    list: &'a mut dyn List,
    context: &'a mut Context,
}

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let place = self.list.push();
        let context = self.context;
        Fill { place, context }.deserialize(deserializer)
    }
}

fn entries<'de, A: MapAccess<'de>>(
    entries: &mut dyn Map,
    mut map: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    entries.clear();
    // The key goes into the map; an error wants it too.
    let mut last = String::new();
    while let Some(key) = map.next_key::<String>()? {
        last.clone_from(&key);
        let place = entries.entry(key);
        if let Err(error) = map.next_value_seed(Fill { place, context }) {
            context.in_member(last);
            return Err(error);
        }
    }
    Ok(())
}
