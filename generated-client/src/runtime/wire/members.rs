//! Filling an object, member by member: known members, undescribed members, and missing members.
//! The caller provides the members from a stream or a buffered value.

use super::context::{Context, Failed, Fault, Refused, spend};
use super::decode::{Fill, NULL, NoDigits};
use super::expect::Expect;
use super::lookup::{Lookup, Member, Seen};
use super::path::{Segment, shown};
use super::tree::NUMBER;
use super::union::Implied;
use super::{Field, Literal, Map, Maybe, Nullable, Object, Place, Presence, Table, View};
use super::{budget, buffered, lenient};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use std::{fmt, mem};

/// An object that is being filled.
pub(super) struct Members<'a> {
    object: &'a mut dyn Object,
    table: &'static Table,
    lookup: Lookup,
    seen: Seen,
    /// The name of the current member, if it is kept.
    kept: String,
    /// The number of members so far without a name in the document.
    others: usize,
}

/// A member of the input. Small and without a destructor, because it is passed on for every member.
#[derive(Clone, Copy)]
pub(super) enum Name {
    Known(Member),
    /// The name is in [`Members::kept`].
    Kept,
    Dropped,
}

impl<'a> Members<'a> {
    pub(super) fn new(object: &'a mut dyn Object) -> Self {
        let table = object.table();
        Self {
            table,
            lookup: Lookup::new(table),
            seen: Seen::default(),
            kept: String::new(),
            others: 0,
            object,
        }
    }

    pub(super) fn name(&mut self, name: &str) -> Name {
        if let Some(member) = self.lookup.find(name) {
            return Name::Known(member);
        }
        if let Place::Skip = self.object.others() {
            return Name::Dropped;
        }
        name.clone_into(&mut self.kept);
        Name::Kept
    }

    /// Takes the members of a stream.
    pub(super) fn stream<'de, A: MapAccess<'de>>(
        &mut self,
        map: &mut A,
        context: &mut Context,
    ) -> Result<(), A::Error> {
        while let Some(name) = map.next_key_seed(NameSeed(self))? {
            let is_digits = matches!(name, Name::Kept) && self.kept == NUMBER;
            self.member(name, context, |place, context| {
                let fill = Fill { place, context };
                if is_digits {
                    map.next_value_seed(NoDigits(fill))
                } else {
                    map.next_value_seed(fill)
                }
            })?;
        }
        Ok(())
    }

    /// Takes the members of a value, except for those that are `implied` by the unions around it and have no field.
    pub(super) fn take(
        &mut self,
        source: &Value,
        implied: Option<&Implied<'_>>,
        context: &mut Context,
    ) -> Result<(), Failed> {
        for (name, value) in source.as_object().into_iter().flatten() {
            let is_implied = implied.is_some_and(|implied| implied.has(name));
            if !is_implied || self.table.has_field(name) {
                let name = self.name(name);
                self.member(name, context, |place, context| {
                    context.step(0)?;
                    buffered::read(place, value, context)
                })?;
            }
        }
        Ok(())
    }

    /// Takes one member; `read` puts its value into the given place.
    pub(super) fn member<E: Fault>(
        &mut self,
        name: Name,
        context: &mut Context,
        read: impl FnOnce(&mut Place<'_>, &mut Context) -> Result<(), E>,
    ) -> Result<(), E> {
        match name {
            Name::Known(Member::Field(index)) => self.field(index, context, read),
            Name::Known(Member::Constant(index)) => self.constant(index, context, read),
            Name::Kept => self.kept(context, read),
            Name::Dropped => {
                context.unknown += 1;
                read(&mut Place::Skip, context)
            }
        }
    }

    fn field<E: Fault>(
        &mut self,
        index: usize,
        context: &mut Context,
        read: impl FnOnce(&mut Place<'_>, &mut Context) -> Result<(), E>,
    ) -> Result<(), E> {
        let field = &self.table.fields[index];
        context.known += 1;
        let again = self.seen.insert(index);
        let since = context.noted();
        let result = if let Presence::Choice(_) = field.presence {
            let mut choice = Choice {
                object: self.object,
                index,
                present: false,
            };
            let result = read(&mut Place::Nullable(&mut choice), context);
            if !choice.present {
                self.seen.remove(index);
            }
            result
        } else {
            if again {
                reset(self.object.place(index));
                if let Place::Extra(extra) = self.object.others() {
                    extra.remove(field.name);
                }
            }
            context.refused = Refused::Other;
            let result = read(&mut self.object.place(index), context);
            if field.presence == Presence::OptionalNullable && !context.is_trying() {
                self.remember(index, field.name, result.is_ok());
            }
            match result {
                Err(_) if self.drops(index, field, context) => Ok(()),
                result => result,
            }
        };
        context.leave_field(&result, since, field);
        result
    }

    /// Drops the value of a member that failed, if it may. A number that its type can't hold is kept like an undescribed
    /// member, so that it is there, and is written again; but not a secret, which isn't printed.
    #[cold]
    fn drops(&mut self, index: usize, field: &'static Field, context: &mut Context) -> bool {
        let has_extra = matches!(self.object.others(), Place::Extra(_));
        let is_kept = has_extra && !field.secret && !context.is_trying();
        let place = self.object.place(index);
        if !lenient::drops(place, field.presence, is_kept, context) {
            return false;
        }
        let Some(value) = context.spare.take() else {
            return true;
        };
        self.others += 1;
        if context
            .take(budget::extra(field.name, self.others))
            .is_err()
        {
            return false;
        }
        if let Place::Extra(extra) = self.object.others() {
            extra.insert(field.name, value);
        }
        true
    }

    /// Remembers whether a member was null, as the field doesn't tell that from a missing one.
    fn remember(&mut self, index: usize, name: &'static str, is_read: bool) {
        let is_null = is_read && matches!(self.object.view(index), View::Null);
        if let Place::Extra(extra) = self.object.others() {
            extra.remember(name, is_null);
        }
    }

    /// Reads a constant member, which is not stored. A different value is kept like an undescribed
    /// member, and replaces the constant when the object is written.
    fn constant<E: Fault>(
        &mut self,
        index: usize,
        context: &mut Context,
        read: impl FnOnce(&mut Place<'_>, &mut Context) -> Result<(), E>,
    ) -> Result<(), E> {
        let constant = &self.table.constants[index];
        let mut is_known = |text: &str| constant.value.is_text(text);
        let mut value = Expect::new(&mut is_known);
        let since = context.noted();
        let result = read(&mut value.place(), context);
        context.leave(&result, since, || Segment::Member(constant.name));
        result?;
        let other = value.into_other();
        let other = other.filter(|value| !constant.value.is(value));
        if other.is_some() {
            context.unknown += 1;
        } else {
            context.known += 1;
        }
        if let Place::Extra(extra) = self.object.others() {
            match other {
                Some(value) => extra.insert(constant.name, value),
                None => extra.remove(constant.name),
            };
        }
        Ok(())
    }

    fn kept<E: Fault>(
        &mut self,
        context: &mut Context,
        read: impl FnOnce(&mut Place<'_>, &mut Context) -> Result<(), E>,
    ) -> Result<(), E> {
        let name = mem::take(&mut self.kept);
        let since = context.noted();
        let count = self.others;
        self.others += 1;
        let mut others = self.object.others();
        if let Place::Map(rest) = &mut others {
            let result = rest_entry(&mut **rest, &name, count, context, read);
            if self.table.secret_rest {
                context.leave_secret(&result, since);
            } else {
                context.leave(&result, since, || Segment::key(&name));
            }
            return result;
        }
        context.unknown += 1;
        let value = extra(&name, count, context, read);
        context.leave(&value, since, || Segment::key(&name));
        let value = value?;
        if let Place::Extra(extra) = others
            && !context.is_trying()
        {
            match value {
                Some(value) => extra.insert(name, value),
                None => extra.remove(&name),
            };
        }
        Ok(())
    }

    /// Checks after the last member that no required member is missing.
    pub(super) fn finish(self, context: &mut Context) -> Result<(), Failed> {
        for (index, field) in self.table.fields.iter().enumerate() {
            match field.presence {
                Presence::Required | Presence::RequiredNullable if !self.seen.contains(index) => {
                    missing(&mut self.object.place(index), field, context)?;
                }
                Presence::Choice(group) => self.check_choice(index, group, context)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Checks the choice `group` when `index` is its first member.
    fn check_choice(&self, index: usize, group: u8, context: &mut Context) -> Result<(), Failed> {
        let fields = self.table.fields;
        let is_member = |i: &usize| fields[*i].presence == Presence::Choice(group);
        if (0..index).any(|i| is_member(&i)) {
            return Ok(());
        }
        let members = (index..fields.len()).filter(is_member);
        let present = members.clone().filter(|i| self.seen.contains(*i)).count();
        if present == 1 {
            return Ok(());
        }
        if context.is_trying() {
            return Err(Failed);
        }
        let names: Vec<_> = members
            .map(|i| format!("`{}`", shown(fields[i].name)))
            .collect();
        let names = names.join(", ");
        Err(context.fail(format!("exactly one of {names} is needed, found {present}")))
    }
}

/// A required member is missing: it becomes null if its type allows null, otherwise the object
/// fails.
#[cold]
fn missing(
    place: &mut Place<'_>,
    field: &'static Field,
    context: &mut Context,
) -> Result<(), Failed> {
    let since = context.noted();
    if lenient::nothing(place, context)? {
        context.note(lenient::MISSING);
        context.leave_field(&Ok::<_, Failed>(()), since, field);
        return Ok(());
    }
    context.in_member(field.name);
    Err(context.fail("a required member is missing"))
}

/// A member of a choice, which becomes the present one unless it is null.
struct Choice<'a> {
    object: &'a mut dyn Object,
    index: usize,
    present: bool,
}

impl Nullable for Choice<'_> {
    fn put(&mut self, what: Maybe<()>) -> Place<'_> {
        self.present = what == Maybe::Value(());
        if self.present {
            self.object.place(self.index)
        } else {
            Place::Skip
        }
    }
}

/// Reads a member that the document doesn't describe; `None` if it must be dropped.
fn extra<E: Fault>(
    name: &str,
    count: usize,
    context: &mut Context,
    read: impl FnOnce(&mut Place<'_>, &mut Context) -> Result<(), E>,
) -> Result<Option<Value>, E> {
    let mark = context.mark();
    if let Err(failed) = context.step(budget::extra(name, count)) {
        if !context.forgive(&mark) {
            return Err(E::new(failed, context));
        }
        return read(&mut Place::Skip, context).map(|()| None);
    }
    let mut value = Value::Null;
    match read(&mut Place::Json(&mut value), context) {
        Ok(()) if mem::take(&mut context.is_dropped) => Ok(None),
        Ok(()) => Ok(Some(value)),
        // The source of the value has read it to its end.
        Err(_) if context.forgive(&mark) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads a member into a map. A null is dropped if the type of the values doesn't allow null.
fn rest_entry<E: Fault>(
    rest: &mut dyn Map,
    name: &str,
    count: usize,
    context: &mut Context,
    read: impl FnOnce(&mut Place<'_>, &mut Context) -> Result<(), E>,
) -> Result<(), E> {
    let slot = rest.slot();
    spend(context, |context| {
        context.step(budget::entry(name.len(), slot.size, count))
    })?;
    if slot.takes_null {
        return read(&mut rest.entry(name.to_owned()), context);
    }
    let mut entry = Entry {
        map: rest,
        name,
        is_null: false,
    };
    let result = read(&mut Place::Nullable(&mut entry), context);
    if entry.is_null {
        context.note(NULL);
    }
    result
}

/// An entry of a map, which is added unless it is null.
struct Entry<'a> {
    map: &'a mut dyn Map,
    name: &'a str,
    is_null: bool,
}

impl Nullable for Entry<'_> {
    fn put(&mut self, what: Maybe<()>) -> Place<'_> {
        self.is_null = what != Maybe::Value(());
        if self.is_null {
            Place::Skip
        } else {
            self.map.entry(self.name.to_owned())
        }
    }
}

/// Clears the parts of an earlier member of the same name that filling the place again would not
/// replace: values that may be missing, and the members of an object.
fn reset(place: Place<'_>) {
    match place {
        Place::Nullable(value) => value.absent(),
        Place::Object(object) => {
            for (index, field) in object.table().fields.iter().enumerate() {
                if !matches!(field.presence, Presence::Choice(_)) {
                    reset(object.place(index));
                }
            }
            match object.others() {
                Place::Extra(extra) => extra.clear(),
                Place::Map(rest) => rest.clear(),
                _ => {}
            }
        }
        _ => {}
    }
}

impl dyn Object + '_ {
    /// The place of members without a name in the document.
    pub(super) fn others(&mut self) -> Place<'_> {
        self.place(self.table().fields.len())
    }
}

impl Table {
    pub(super) fn has_field(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    pub(super) fn constant(&self, name: &str) -> Option<&Literal> {
        let mut constants = self.constants.iter();
        let constant = constants.find(|constant| constant.name == name)?;
        Some(&constant.value)
    }
}

impl Literal {
    pub(super) fn is(&self, value: &Value) -> bool {
        match self {
            Literal::Str(text) => value.as_str() == Some(text),
            Literal::I64(constant) => match value {
                Value::Number(number) => buffered::integer(number) == Some((*constant).into()),
                _ => false,
            },
            Literal::U64(constant) => value.as_u64() == Some(*constant),
            Literal::F64(constant) => value.as_f64() == Some(*constant),
            Literal::Bool(flag) => value.as_bool() == Some(*flag),
            Literal::Null => value.is_null(),
        }
    }

    pub(super) fn is_text(&self, text: &str) -> bool {
        matches!(self, Literal::Str(constant) if *constant == text)
    }
}

/// Reads a member's name.
struct NameSeed<'m, 'a>(&'m mut Members<'a>);

impl<'de> DeserializeSeed<'de> for NameSeed<'_, '_> {
    type Value = Name;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NameSeed<'_, '_> {
    type Value = Name;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }
    fn visit_str<E: de::Error>(self, name: &str) -> Result<Name, E> {
        Ok(self.0.name(name))
    }
}
