//! Printing a value as a derived `Debug` would, but for secrets.

use super::{Map, Object, Presence, Record, View};
use std::fmt::{self, Debug, Formatter};

/// Prints a value: what `impl Debug` of a generated type calls. Secret fields are redacted.
///
/// # Errors
///
/// When the formatter fails.
#[inline]
pub fn debug<T: Record>(name: &str, value: &T, f: &mut Formatter<'_>) -> fmt::Result {
    object(name, value, f)
}

struct Shown<'a>(View<'a>);

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            View::Absent => f.write_str("Absent"),
            View::Null => f.write_str("None"),
            View::Bool(flag) => flag.fmt(f),
            View::I64(number) => number.fmt(f),
            View::U64(number) => number.fmt(f),
            View::F64(number) => number.fmt(f),
            View::Str(text) => text.fmt(f),
            View::Json(value) => value.fmt(f),
            View::Text(text) => text.fmt(f),
            View::Scalar(scalar) => scalar.fmt(f),
            View::Object(object) => object.fmt(f),
            View::Union(union) => union.fmt(f),
            View::List(list) => {
                let items = (0..list.len()).map(|index| Shown(list.at(index)));
                f.debug_list().entries(items).finish()
            }
            View::Map(map) => Entries(map).fmt(f),
            View::Extra(extra) => extra.fmt(f),
        }
    }
}

fn object(name: &str, object: &dyn Object, f: &mut Formatter<'_>) -> fmt::Result {
    let table = object.table();
    let mut printed = f.debug_struct(name);
    for (index, field) in table.fields.iter().enumerate() {
        let view = object.view(index);
        match (field.presence, view) {
            // Another member of the choice is the one that is present.
            (Presence::Choice(_), View::Absent) => {}
            _ if field.secret => {
                printed.field(field.ident, &format_args!("[redacted]"));
            }
            (Presence::Optional | Presence::RequiredNullable, View::Null | View::Absent) => {
                printed.field(field.ident, &format_args!("None"));
            }
            (Presence::Optional | Presence::RequiredNullable, view) => {
                printed.field(field.ident, &Wrapped("Some", view));
            }
            (Presence::ThreeState, View::Absent) => {
                printed.field(field.ident, &format_args!("Absent"));
            }
            (Presence::ThreeState, View::Null) => {
                printed.field(field.ident, &format_args!("Null"));
            }
            (Presence::ThreeState, view) => {
                printed.field(field.ident, &Wrapped("Value", view));
            }
            (_, view) => {
                printed.field(field.ident, &Shown(view));
            }
        }
    }
    match object.view(table.fields.len()) {
        View::Map(rest) if !rest.is_empty() => {
            printed.field("rest", &Entries(rest));
        }
        View::Extra(extra) if !extra.is_empty() => {
            printed.field("extra", extra);
        }
        _ => {}
    }
    printed.finish()
}

struct Wrapped<'a>(&'static str, View<'a>);

impl Debug for Wrapped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple(self.0).field(&Shown(self.1)).finish()
    }
}

struct Entries<'a>(&'a dyn Map);

impl Debug for Entries<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        self.0.visit(&mut |key, view| {
            map.entry(&key, &Shown(view));
            true
        });
        map.finish()
    }
}
