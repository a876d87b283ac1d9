//! Comparing two values member by member.

use super::{List, Map, Object, View, Wire};

/// Whether two values are equal: what `impl PartialEq` of a generated type calls.
#[inline]
pub fn equal<T: Wire>(a: &T, b: &T) -> bool {
    views(a.view(), b.view())
}

#[expect(clippy::float_cmp, reason = "as a derived `PartialEq` does")]
fn views(a: View<'_>, b: View<'_>) -> bool {
    match (a, b) {
        (View::Absent, View::Absent) | (View::Null, View::Null) => true,
        (View::Bool(a), View::Bool(b)) => a == b,
        (View::I64(a), View::I64(b)) => a == b,
        (View::U64(a), View::U64(b)) => a == b,
        (View::F64(a), View::F64(b)) => a == b,
        (View::Str(a), View::Str(b)) => a == b,
        (View::Json(a), View::Json(b)) => a == b,
        (View::Text(a), View::Text(b)) => a.text() == b.text(),
        (View::Scalar(a), View::Scalar(b)) => a.value() == b.value(),
        (View::Object(a), View::Object(b)) => objects(a, b),
        (View::Union(a), View::Union(b)) => {
            let ((a, a_view), (b, b_view)) = (a.variant(), b.variant());
            a == b && views(a_view, b_view)
        }
        (View::List(a), View::List(b)) => lists(a, b),
        (View::Map(a), View::Map(b)) => maps(a, b),
        _ => false,
    }
}

fn objects(a: &dyn Object, b: &dyn Object) -> bool {
    let rests_equal = || match (a.rest(), b.rest()) {
        (Some(a), Some(b)) => maps(a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    let fields = a.table().fields.len();
    fields == b.table().fields.len()
        && (0..fields).all(|index| views(a.view(index), b.view(index)))
        && rests_equal()
        && a.extra() == b.extra()
}

fn lists(a: &dyn List, b: &dyn List) -> bool {
    a.len() == b.len() && (0..a.len()).all(|index| views(a.at(index), b.at(index)))
}

fn maps(a: &dyn Map, b: &dyn Map) -> bool {
    let mut equal = a.len() == b.len();
    if equal {
        a.visit(&mut |key, value| {
            equal = b.get(key).is_some_and(|other| views(value, other));
            equal
        });
    }
    equal
}
