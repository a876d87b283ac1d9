//! Bodies of `application/x-www-form-urlencoded` (`OpenAPI` 3.1.1, "Encoding Object"): each member is a
//! parameter of its own.

use super::parameter::{Written, items, pair};
use super::style::{Style, in_url};
use super::wire::{View, to_json};
use serde_json::Value;

/// The styles of members, by name; `None` for JSON text. A member that isn't listed has the default style:
/// the items of a list repeat its name, and an object is JSON text.
pub type Encoding = &'static [(&'static str, Option<Style>)];

/// The text of a form; `None` if the value has no members, or a member can't be written.
pub(crate) fn form(view: &View<'_>, encoding: Encoding) -> Option<String> {
    let mut pairs = Pairs(Some(Vec::new()));
    let has_members = members(view, &mut |name, value| {
        let style = encoding.iter().find(|(known, _)| *known == name);
        match style {
            Some((_, Some(style))) => pairs.add(in_url(name, *style, value)),
            Some((_, None)) => pairs.json(name, value),
            None if items(value, &mut |item| pairs.item(name, item)) => {}
            None => pairs.item(name, value),
        }
    });
    pairs.0.filter(|_| has_members).map(|pairs| pairs.join("&"))
}

/// The pairs so far; `None` if a member can't be written.
struct Pairs(Option<Vec<String>>);

impl Pairs {
    fn add(&mut self, pair: Written) {
        match (&mut self.0, pair) {
            (Some(pairs), Ok(pair)) => pairs.extend(pair),
            _ => self.0 = None,
        }
    }

    /// Adds a scalar as text, or a list or object as JSON text.
    fn item(&mut self, name: &str, value: &View<'_>) {
        match value {
            View::Union(union) if union.tag().is_none() => self.item(name, &union.view()),
            View::Object(_) | View::Map(_) | View::Extra(_) | View::List(_) | View::Union(_) => {
                self.json(name, value);
            }
            View::Json(json) if json.is_object() || json.is_array() => self.json(name, value),
            value => self.add(in_url(name, Style::Form { explode: true }, value)),
        }
    }

    /// Adds a value as JSON text, with its numbers, booleans and nulls.
    fn json(&mut self, name: &str, value: &View<'_>) {
        if matches!(value, View::Absent) {
            return;
        }
        match to_json(*value).map(String::from_utf8) {
            Ok(Ok(json)) => self.add(Ok(Some(pair(name, &json)))),
            _ => self.0 = None,
        }
    }
}

/// Calls `each` with the members of an object, and returns whether the value can have some: `null` has none.
fn members(view: &View<'_>, each: &mut dyn FnMut(&str, &View<'_>)) -> bool {
    match view {
        View::Object(object) => {
            let table = object.table();
            for constant in table.constants {
                each(constant.name, &constant.value.view());
            }
            for (index, field) in table.fields.iter().enumerate() {
                each(field.name, &object.view(index));
            }
            let is_field = |name: &str| table.fields.iter().any(|field| field.name == name);
            members(&object.open().1, &mut |name, value| {
                if !is_field(name) {
                    each(name, value);
                }
            });
        }
        View::Union(union) => {
            if let Some((name, value)) = union.tag() {
                each(name, &View::Str(value));
            }
            return members(&union.view(), each);
        }
        View::Map(map) => map.visit(&mut |name, value| {
            each(name, &value);
            true
        }),
        View::Extra(extra) => {
            for (name, value) in extra.iter() {
                each(name, &View::Json(value));
            }
        }
        View::Json(Value::Object(map)) => {
            for (name, value) in map {
                each(name, &View::Json(value));
            }
        }
        View::Absent | View::Null | View::Json(Value::Null) => {}
        _ => return false,
    }
    true
}
