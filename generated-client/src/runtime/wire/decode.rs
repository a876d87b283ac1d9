//! Reading from a stream: generic over the deserializer only.
//!
//! Every value is requested with `deserialize_any`: with a hint, the deserializer itself would
//! report a mismatch, and its message would print the value, which may be a secret.

use super::context::{Context, Failed, expected, spend};
use super::members::Members;
use super::outline::filled;
use super::path::Segment;
use super::tree::{self, Numbers, Tree};
use super::{List, Map, Pick, Place, Slot, Wire, budget, buffered, lenient, union};
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Number, Value};
use std::fmt;

/// Reads a value, for `impl Deserialize` of generated types. The format must be self-describing, as
/// JSON and YAML are.
///
/// # Errors
///
/// When a required member is missing or a value is of the wrong kind.
#[inline]
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    filled(|place| fill(place, deserializer))
}

fn fill<'de, D: Deserializer<'de>>(mut place: Place<'_>, deserializer: D) -> Result<(), D::Error> {
    let mut context = Context::default();
    let fill = Fill {
        place: &mut place,
        context: &mut context,
    };
    fill.deserialize(deserializer).map_err(|error| {
        // The deserializer's own errors stay unchanged; ours get the place.
        if context.message().is_some() && !context.is_at_root() {
            de::Error::custom(format_args!("{}: {error}", context.path()))
        } else {
            error
        }
    })
}

/// Fills a place with the next value. The place is a reference: copying a place that was just
/// written would stall the processor for each member.
pub(super) struct Fill<'f, 'a> {
    pub(super) place: &'f mut Place<'a>,
    pub(super) context: &'f mut Context,
}

impl Fill<'_, '_> {
    fn buffered<E: de::Error>(self, value: &Value) -> Result<(), E> {
        let Fill { place, context } = self;
        let result = context.settle(|context| buffered::read(place, value, context));
        result.map_err(|failed| context.raise(failed))
    }

    fn number<E: de::Error>(self, number: Number) -> Result<(), E> {
        let result = match self.place {
            Place::Scalar(scalar) => {
                // An integer beyond 64 bits is kept by its digits.
                if lenient::is_large(&number) {
                    self.context.lose_digits(&number);
                }
                if !scalar.read(Value::Number(number.clone())) {
                    lenient::scalar(&mut **scalar, Value::Number(number), self.context);
                }
                return Ok(());
            }
            Place::Union(_) => {
                // A variant may keep it as it was sent.
                if lenient::is_large(&number) {
                    self.context.lose_digits(&number);
                }
                return self.buffered(&Value::Number(number));
            }
            place => buffered::number(place, &number, self.context),
        };
        result.map_err(|failed| self.context.raise(failed))
    }

    fn beyond_64_bits<E: de::Error>(self, digits: &str) -> Result<(), E> {
        let value = lenient::digits(digits, self.context);
        self.buffered(&value)
    }

    /// Reads a value from its text, with all digits.
    fn marked<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.built(|context| {
            let value = Tree(context, Numbers::Marked).deserialize(deserializer)?;
            Ok(value.unwrap_or_default())
        })
    }

    /// Reads a value into memory first, and drops it afterwards.
    fn built<E: de::Error>(
        self,
        build: impl FnOnce(&mut Context) -> Result<Value, E>,
    ) -> Result<(), E> {
        let Fill { place, context } = self;
        union::built(context, build, |value, context| {
            buffered::read(place, value, context)
        })
    }
}

impl<'de> DeserializeSeed<'de> for Fill<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.place {
            Place::Nullable(_) => deserializer.deserialize_option(self),
            Place::Skip => IgnoredAny::deserialize(deserializer).map(drop),
            Place::Json(slot) => {
                let value = Tree(self.context, Numbers::Free).deserialize(deserializer)?;
                self.context.is_dropped = value.is_none();
                **slot = value.unwrap_or_default();
                Ok(())
            }
            // Containers are read as always; their items and members are read by this rule again.
            Place::Object(_) | Place::List(_) | Place::Map(_) => deserializer.deserialize_any(self),
            _ if self.context.digits.are_kept => self.marked(deserializer),
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
        self.number(Number::from(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        match (&mut *self.place, i64::try_from(value)) {
            (Place::I64(slot), Ok(value)) => **slot = value,
            (Place::U64(slot), _) => **slot = value,
            _ => return self.number(Number::from(value)),
        }
        Ok(())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        match (&mut *self.place, Number::from_f64(value)) {
            (Place::F64(slot), _) => **slot = value,
            (_, Some(number)) => return self.number(number),
            (_, None) => return self.buffered(&Value::Null),
        }
        Ok(())
    }

    // serde's own error would show the number.
    fn visit_i128<E: de::Error>(self, value: i128) -> Result<(), E> {
        self.beyond_64_bits(&value.to_string())
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<(), E> {
        self.beyond_64_bits(&value.to_string())
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<(), E> {
        match self.place {
            // Not `clone_into`: the blank string would grow step by step.
            Place::String(slot) => {
                spend(self.context, |context| {
                    context.take(budget::text(value.len()))
                })?;
                **slot = String::from(value);
            }
            Place::Text(text) => {
                // The parsed value is kept beside the text.
                spend(self.context, |context| {
                    context.take(2 * budget::text(value.len()))
                })?;
                self.context.understood(text.read(value));
            }
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
            Place::String(slot) => {
                spend(self.context, |context| {
                    context.take(budget::text(value.len()))
                })?;
                **slot = value;
            }
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

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        match self.place {
            Place::List(list) => items(&mut **list, seq, self.context),
            Place::Union(_) | Place::Scalar(_) => self.built(|context| tree::items(seq, context)),
            _ => {
                // Behind its end, the next member can be read.
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Err(self.context.refuse(self.place, "an array"))
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        match self.place {
            Place::Object(object) => {
                let size = budget::object(&**object);
                spend(self.context, |context| context.step(size))?;
                self.context.depth += 1;
                let mut members = Members::new(&mut **object);
                members.stream(&mut map, self.context)?;
                self.context.depth -= 1;
                finish(members, self.context)
            }
            Place::Map(entries) => self::entries(&mut **entries, map, self.context),
            Place::Union(union) => union::stream(&mut **union, map, self.context),
            Place::Bool(_) | Place::String(_) | Place::Text(_) | Place::List(_)
                if !tree::has_arbitrary_precision() =>
            {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Err(self.context.refuse(self.place, "an object"))
            }
            // The number of serde_json's `arbitrary_precision` arrives as a map, in the place of a
            // scalar.
            _ => self.built(|context| tree::members(map, context)),
        }
    }
}

pub(super) fn finish<E: de::Error>(members: Members<'_>, context: &mut Context) -> Result<(), E> {
    let result = members.finish(context);
    result.map_err(|failed: Failed| context.raise(failed))
}

/// The mismatch of a null in a list or map whose values are described and can't be null.
pub(super) const NULL: &str = "expected a value, found null; dropped";

fn items<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    mut seq: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    list.clear();
    let slot = list.slot();
    let mut count = 0;
    context.depth += 1;
    for index in 0.. {
        let since = context.noted();
        let item = seq.next_element_seed(Item {
            list,
            count,
            slot,
            context,
        });
        context.leave(&item, since, || Segment::Index(index));
        match item? {
            Some(is_added) => count += usize::from(is_added),
            None => break,
        }
    }
    context.depth -= 1;
    let result = buffered::whole(list, count, context);
    result.map_err(|failed| context.raise(failed))
}

/// Adds an item only if there is one, and returns whether it did.
struct Item<'a> {
    list: &'a mut dyn List,
    count: usize,
    slot: Slot,
    context: &'a mut Context,
}

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = bool;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        if self.slot.takes_null(self.count) {
            self.visit_some(deserializer)
        } else {
            deserializer.deserialize_option(self)
        }
    }
}

impl<'de> Visitor<'de> for Item<'_> {
    type Value = bool;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an item")
    }
    fn visit_none<E: de::Error>(self) -> Result<bool, E> {
        self.context.note(NULL);
        Ok(false)
    }
    fn visit_unit<E: de::Error>(self) -> Result<bool, E> {
        self.visit_none()
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        let context = self.context;
        let size = budget::item(self.slot.size, self.count);
        spend(context, |context| context.step(size))?;
        let place = &mut self.list.item(self.count);
        Fill { place, context }.deserialize(deserializer)?;
        Ok(true)
    }
}

fn entries<'de, A: MapAccess<'de>>(
    entries: &mut dyn Map,
    mut map: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    entries.clear();
    let slot = entries.slot();
    let mut count = 0;
    context.depth += 1;
    // The key moves into the map; an error needs a copy.
    let mut last = String::new();
    while let Some(key) = map.next_key::<String>()? {
        last.clone_from(&key);
        let since = context.noted();
        let entry = map.next_value_seed(Entry {
            entries,
            key,
            count,
            slot,
            context,
        });
        context.leave(&entry, since, || Segment::key(&last));
        entry?;
        count += 1;
    }
    context.depth -= 1;
    Ok(())
}

/// Adds an entry only when it has a value.
struct Entry<'a> {
    entries: &'a mut dyn Map,
    key: String,
    count: usize,
    slot: Slot,
    context: &'a mut Context,
}

impl<'de> DeserializeSeed<'de> for Entry<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.slot.takes_null {
            self.visit_some(deserializer)
        } else {
            deserializer.deserialize_option(self)
        }
    }
}

impl<'de> Visitor<'de> for Entry<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.context.note(NULL);
        Ok(())
    }
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.visit_none()
    }
    fn visit_str<E: de::Error>(self, _: &str) -> Result<(), E> {
        Err(E::custom(NO_OBJECT))
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let context = self.context;
        let size = budget::entry(self.key.len(), self.slot.size, self.count);
        spend(context, |context| context.step(size))?;
        let place = &mut self.entries.entry(self.key);
        Fill { place, context }.deserialize(deserializer)
    }
}

/// Fills a place with the value of a member that is named like the [digits](tree::NUMBER) of a
/// number. Fails if the value is such digits.
pub(super) struct NoDigits<'p, 'a>(pub(super) Fill<'p, 'a>);

/// serde's own error would show the digits.
const NO_OBJECT: &str = "expected an object, found a number";

impl<'de> DeserializeSeed<'de> for NoDigits<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for NoDigits<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.0.visit_none()
    }
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.0.visit_none()
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.deserialize(deserializer)
    }
    fn visit_str<E: de::Error>(self, _: &str) -> Result<(), E> {
        Err(E::custom(NO_OBJECT))
    }
}
