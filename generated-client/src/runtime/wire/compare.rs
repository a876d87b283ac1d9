//! Comparing two values member by member.

use super::{List, Map, Object, Record, View};

/// Whether two values are equal: what `impl PartialEq` of a generated type calls.
#[inline]
pub fn equal<T: Record>(a: &T, b: &T) -> bool {
    objects(a, b)
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
            let ((a, a_content), (b, b_content)) = (a.view(), b.view());
            a == b && views(a_content, b_content)
        }
        (View::List(a), View::List(b)) => lists(a, b),
        (View::Map(a), View::Map(b)) => maps(a, b),
        (View::Extra(a), View::Extra(b)) => a == b,
        _ => false,
    }
}

fn objects(a: &dyn Object, b: &dyn Object) -> bool {
    // The one behind the last field is what has no name in the document.
    let members = a.table().fields.len() + 1;
    (0..members).all(|index| views(a.view(index), b.view(index)))
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
