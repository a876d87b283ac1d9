//! The rules of a schema that a value itself breaks, apart from its members, its items and its pattern.

use super::limits::range;
use super::values::name;
use crate::map::IndexSet;
use crate::number::{SAFE, has_fraction, is_multiple, order};
use crate::openapi::is_same;
use crate::openapi::view::{Keywords, RefOr, Schema, View};
use serde_json::{Map, Number, Value};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::Write as _;

/// The values of another kind that the lint reports, as no other stage sees them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// None: the example of a body is evidence.
    Nothing,
    /// A scalar with a scalar's own schema.
    Scalar,
    /// All but a scalar for a list or an object, and a text for another scalar: the example of a parameter can show it as
    /// it is sent, `a,b` for a list and `;m=5` for a number ("Parameter Object", `example`: it matches the schema or the
    /// encoding).
    Sent,
    /// The same, but for a text that isn't that of the scalar: the members of a form are sent as texts, without their
    /// names.
    Texts,
    /// The same as `Sent` of a value that is sent as JSON: in a text, or as it is.
    Json,
    /// All: a part of an `allOf` that stands within it becomes no schema of its own, and defaults are compared here alone.
    Everything,
}

impl Typed {
    /// Whether a value of another type than `ty` is reported.
    fn tells(self, ty: &str, value: &Value) -> bool {
        let is_scalar = |ty: &str| !matches!(ty, "object" | "array");
        let found = name(value);
        match self {
            Self::Nothing => false,
            Self::Scalar => is_scalar(ty) && is_scalar(found),
            Self::Sent | Self::Json | Self::Texts => is_scalar(ty) || !is_scalar(found),
            Self::Everything => true,
        }
    }

    /// The value that the rules of a schema are about; none if nothing is certain of it. A text that is sent can stand
    /// for any other value.
    pub fn meant<'v>(self, keywords: &Keywords<'_>, value: &'v Value) -> Option<Cow<'v, Value>> {
        let is_sent = matches!(self, Self::Sent | Self::Texts | Self::Json);
        if !is_sent || value.is_array() || value.is_object() {
            return Some(Cow::Borrowed(value));
        }
        if matches!(keywords.ty, Some("object" | "array")) {
            return None;
        }
        let Some(text) = value.as_str() else {
            return Some(Cow::Borrowed(value));
        };
        let read = serde_json::from_str::<Value>(text).ok();
        if is_text(keywords) {
            let in_json = read.filter(|read| self == Self::Json && read.is_string());
            return Some(in_json.map_or(Cow::Borrowed(value), Cow::Owned));
        }
        let read = read.filter(|read| match keywords.ty {
            Some(ty) => is_of(keywords, ty, read),
            None => read.is_number() || read.is_boolean(),
        });
        let unread = (self == Self::Texts).then_some(Cow::Borrowed(value));
        read.map(Cow::Owned).or(unread)
    }

    /// The values within a value of these.
    pub fn inside(self) -> Self {
        match self {
            Self::Scalar | Self::Nothing => Self::Nothing,
            Self::Sent | Self::Texts => Self::Texts,
            Self::Json | Self::Everything => Self::Everything,
        }
    }

    /// Whether members that are missing are reported: of other examples, they are evidence.
    fn tells_missing(self) -> bool {
        !matches!(self, Self::Nothing | Self::Scalar)
    }
}

/// Whether a text can be a value of the schema itself.
fn is_text(keywords: &Keywords<'_>) -> bool {
    let values = keywords.values;
    match keywords.ty {
        Some(ty) => ty == "string",
        None => values.is_empty() || values.iter().any(Value::is_string),
    }
}

/// Whether a value is of a type. An integer for the sake of its format can have a fraction in the document.
fn is_of(keywords: &Keywords<'_>, ty: &str, value: &Value) -> bool {
    let is_number = ty == "number" || ty == "integer" && keywords.may_be_fraction;
    name(value) == ty || value.is_number() && is_number
}

/// The first rule that a value breaks, in words.
pub fn own(keywords: &Keywords<'_>, value: &Value, typed: Typed) -> Option<String> {
    if let Some(ty) = keywords.ty
        && !is_of(keywords, ty, value)
        && typed.tells(ty, value)
    {
        return Some(format!("it is of the type {}, not {ty}", name(value)));
    }
    let is_listed = keywords.values.iter().any(|listed| is_same(listed, value));
    if !keywords.values.is_empty() && !is_listed {
        return Some(unlisted(keywords));
    }
    match value {
        Value::Number(number) => {
            out_of_range(keywords, number).or_else(|| of_no_step(keywords, number, typed))
        }
        Value::String(text) => {
            let bounds = (keywords.min_length, keywords.max_length);
            let is_counted = bounds != (None, None);
            is_counted.then(|| wrong_count(text.chars().count(), bounds, "characters"))?
        }
        Value::Array(items) => {
            let bounds = (keywords.min_items, keywords.max_items);
            wrong_count(items.len(), bounds, "items")
        }
        Value::Object(members) => {
            let bounds = (keywords.min_properties, keywords.max_properties);
            wrong_count(members.len(), bounds, "members")
                .or_else(|| lacked(keywords, members, typed))
                .or_else(|| lacked_beside(keywords, members))
        }
        _ => None,
    }
}

fn unlisted(keywords: &Keywords<'_>) -> String {
    match keywords.values {
        [only] if keywords.is_const && !only.is_object() && !only.is_array() => {
            format!("it is not the constant `{only}`")
        }
        _ if keywords.is_const => "it is not the constant".to_owned(),
        _ => "it is not among the listed values".to_owned(),
    }
}

/// The required member that a value lacks.
fn lacked(keywords: &Keywords<'_>, members: &Map<String, Value>, typed: Typed) -> Option<String> {
    if !typed.tells_missing() {
        return None;
    }
    let mut required = keywords.required.iter();
    let lacked = required.find(|name| {
        let member = keywords.properties.get(name);
        // JSON has no bytes, so an example can't show them.
        let is_shown = typed != Typed::Texts || !is_binary(member);
        !members.contains_key(*name) && !is_one_way(member) && is_shown
    })?;
    Some(format!("it lacks the required member `{lacked}`"))
}

/// The member that a value lacks, as another requires it.
fn lacked_beside(keywords: &Keywords<'_>, members: &Map<String, Value>) -> Option<String> {
    let required = keywords.rules.required_with.iter();
    let mut given = required.filter(|(name, _)| members.contains_key(*name));
    given.find_map(|(name, others)| {
        let lacked = others.iter().find(|other| !members.contains_key(*other))?;
        let is_shown = !is_one_way(keywords.properties.get(lacked));
        is_shown.then(|| format!("it has `{name}` without `{lacked}`"))
    })
}

/// Whether a member isn't in both requests and responses.
fn is_one_way(member: Option<RefOr<'_, Schema<'_>>>) -> bool {
    let Some(RefOr::Item(schema)) = member else {
        return false;
    };
    let is = |keyword| schema.object().value(keyword) == Some(&Value::Bool(true));
    is("readOnly") || is("writeOnly")
}

fn is_binary(member: Option<RefOr<'_, Schema<'_>>>) -> bool {
    let schema = member.and_then(RefOr::into_item);
    schema.is_some_and(|schema| schema.keywords().format.is_binary())
}

fn out_of_range(keywords: &Keywords<'_>, number: &Number) -> Option<String> {
    let breaks = |bound: Option<&Number>, is_broken: fn(Ordering) -> bool, words: &str| {
        let bound = bound?;
        let is_apart = is_broken(order(number, bound)?);
        is_apart.then(|| format!("{number} is {words} {bound}"))
    };
    breaks(keywords.minimum, Ordering::is_lt, "less than")
        .or_else(|| breaks(keywords.maximum, Ordering::is_gt, "more than"))
        .or_else(|| breaks(keywords.exclusive_minimum, Ordering::is_le, "not more than"))
        .or_else(|| breaks(keywords.exclusive_maximum, Ordering::is_ge, "not less than"))
}

/// A number that isn't a multiple, or that its format doesn't have.
fn of_no_step(keywords: &Keywords<'_>, number: &Number, typed: Typed) -> Option<String> {
    if let Some(step) = keywords.multiple_of
        && is_multiple(number, step) == Some(false)
    {
        return Some(format!("{number} is no multiple of {step}"));
    }
    let format = keywords.format.name?;
    let (least, most) = range(format)?;
    // A number beyond 64 bits in a body is evidence.
    let is_evidence = typed == Typed::Nothing && number.as_i64().is_none();
    let is_out = order(number, &least) == Some(Ordering::Less)
        || order(number, &most) == Some(Ordering::Greater);
    (is_out && !is_evidence).then(|| format!("{number} is out of the range of `{format}`"))
}

fn wrong_count(
    count: usize,
    (least, most): (Option<usize>, Option<usize>),
    noun: &str,
) -> Option<String> {
    let few = least.filter(|least| count < *least);
    let many = most.filter(|most| count > *most);
    let are = |limit: usize| {
        if limit == 1 {
            "1 is".to_owned()
        } else {
            format!("{limit} are")
        }
    };
    let few = few.map(|least| format!("it has {count} {noun}, where {} required", are(least)));
    few.or_else(|| many.map(|most| format!("it has {count} {noun}, where {} allowed", are(most))))
}

/// The index of the first item that equals an earlier one; `spend` takes the steps for each.
pub fn repeated(items: &[Value], mut spend: impl FnMut(usize) -> bool) -> Option<usize> {
    let mut known: IndexSet<String> = IndexSet::default();
    items.iter().position(|item| {
        let mut text = String::new();
        canonical(item, &mut text);
        spend(text.len()) && !known.insert(text)
    })
}

/// A text that equal values share, as JSON Schema compares them: `1.0` is `1`, and members have no order. Recursive:
/// values are no deeper than the document.
fn canonical(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => {
            text.push('[');
            for item in items {
                canonical(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            text.push('{');
            for (name, value) in members {
                *text += &Value::from(name.as_str()).to_string();
                canonical(value, text);
                text.push(',');
            }
            text.push('}');
        }
        Value::Number(number) => match number.as_f64() {
            Some(double) if !has_fraction(number) && double.abs() <= SAFE => {
                // No zero has a sign here.
                let _ = write!(text, "{:.0}", double + 0.0);
            }
            _ => *text += &number.to_string(),
        },
        _ => *text += &value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::repeated;
    use serde_json::{Value, json};

    #[test]
    fn items_that_are_equal() {
        for (items, expect) in [
            (json!([1, 2, 1.0]), Some(2)),
            (json!([0, -0.0]), Some(1)),
            (json!(["1", 1]), None),
            (json!([{"a": 1, "b": [2]}, {"b": [2], "a": 1}]), Some(1)),
            (json!([[1, 2], [12]]), None),
            (json!([0.1, 0.2, 0.1]), Some(2)),
            (json!([{"a": "b"}, {"a,": "b"}]), None),
        ] {
            let Value::Array(list) = &items else {
                unreachable!("each is a list");
            };
            assert_eq!(repeated(list, |_| true), expect, "{items}");
        }
    }
}
