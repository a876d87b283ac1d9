//! Reading from a stream: generic over the deserializer and over nothing else.
//!
//! Every value is asked for with `deserialize_any`: a hint would let the deserializer itself
//! report a mismatch, and its message would print the value, which may be a secret.

use super::context::{Context, Failed, expected};
use super::lend::filled;
use super::members::Members;
use super::{DecodeError, List, Map, Pick, Place, Wire, buffered, union};
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
    filled(|place| fill(place, deserializer))
}

/// Reads a value from a JSON text.
///
/// # Errors
///
/// When the text is not one JSON value, a required member is missing, or a value is of the wrong
/// kind.
#[inline]
pub fn from_json<T: Wire>(json: &[u8]) -> Result<T, DecodeError> {
    filled(|place| fill_from_json(place, json))
}

fn fill<'de, D: Deserializer<'de>>(mut place: Place<'_>, deserializer: D) -> Result<(), D::Error> {
    let mut context = Context::default();
    let fill = Fill {
        place: &mut place,
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

fn fill_from_json(mut place: Place<'_>, json: &[u8]) -> Result<(), DecodeError> {
    let json = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
    if json.trim_ascii().is_empty() {
        return Err(DecodeError::new("expected a JSON value, found nothing"));
    }
    // All at once is much faster than string by string.
    let json = str::from_utf8(json).map_err(|error| DecodeError::not_utf8(json, error))?;
    let mut context = Context::default();
    let fill = Fill {
        place: &mut place,
        context: &mut context,
    };
    let mut deserializer = serde_json::Deserializer::from_str(json);
    fill.deserialize(&mut deserializer)
        .and_then(|()| deserializer.end())
        .map_err(|error| DecodeError::at(&context, &error))
}

/// Fills a place with the value that comes next. By reference: to copy a place that was written
/// just before stalls the processor, and this is done for every member.
pub(super) struct Fill<'f, 'a> {
    pub(super) place: &'f mut Place<'a>,
    pub(super) context: &'f mut Context,
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
                **slot = Value::deserialize(deserializer)?;
                Ok(())
            }
            Place::Scalar(scalar) => match Value::deserialize(deserializer)? {
                Value::Null => Err(self.context.refuse(self.place, "null")),
                value => {
                    scalar.read(value);
                    Ok(())
                }
            },
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Fill<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(expected(self.place))
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        match self.place {
            Place::Bool(slot) => **slot = value,
            _ => return self.buffered(&Value::Bool(value)),
        }
        Ok(())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        self.number(&Number::from(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        match (&mut *self.place, i64::try_from(value)) {
            (Place::I64(slot), Ok(value)) => **slot = value,
            (Place::U64(slot), _) => **slot = value,
            _ => return self.number(&Number::from(value)),
        }
        Ok(())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        match (&mut *self.place, Number::from_f64(value)) {
            (Place::F64(slot), _) => **slot = value,
            (_, Some(number)) => return self.number(&number),
            (_, None) => return self.buffered(&Value::Null),
        }
        Ok(())
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<(), E> {
        match self.place {
            // Not `clone_into`: the blank string would grow step by step.
            Place::String(slot) => **slot = String::from(value),
            Place::Text(text) => text.read(value),
            Place::Union(union) => match union.plan().string {
                Pick::One(index) => {
                    let place = &mut union.select(index);
                    let context = self.context;
                    return Fill { place, context }.visit_str(value);
                }
                _ => return self.buffered(&Value::from(value)),
            },
            _ => return self.buffered(&Value::from(value)),
        }
        Ok(())
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<(), E> {
        match self.place {
            Place::String(slot) => **slot = value,
            _ => return self.visit_str(&value),
        }
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        match self.place {
            Place::Nullable(value) => value.none(),
            _ => return self.buffered(&Value::Null),
        }
        Ok(())
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Fill { place, context } = self;
        match place {
            Place::Nullable(value) => {
                let place = &mut value.some();
                Fill { place, context }.deserialize(deserializer)
            }
            _ => Fill { place, context }.deserialize(deserializer),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        match self.place {
            Place::List(list) => items(&mut **list, seq, self.context),
            _ => self.buffered(&Value::deserialize(SeqAccessDeserializer::new(seq))?),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        match self.place {
            Place::Object(object) => {
                let mut members = Members::new(&mut **object);
                members.stream(&mut map, self.context)?;
                finish(members, self.context)
            }
            Place::Map(entries) => self::entries(&mut **entries, map, self.context),
            Place::Union(union) => union::stream(&mut **union, map, self.context),
            // Of a place for a number, the map is how serde_json's `arbitrary_precision` gives it.
            _ => self.buffered(&Value::deserialize(MapAccessDeserializer::new(map))?),
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
        let item = Item {
            list,
            index,
            context,
        };
        match seq.next_element_seed(item) {
            Ok(Some(())) => {}
            Ok(None) => {
                let result = buffered::whole(list, index, context);
                return result.map_err(|failed| context.raise(failed));
            }
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
    index: usize,
    context: &'a mut Context,
}

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let place = &mut self.list.item(self.index);
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
        let place = &mut entries.entry(key);
        if let Err(error) = map.next_value_seed(Fill { place, context }) {
            context.in_member(last);
            return Err(error);
        }
    }
    Ok(())
}
